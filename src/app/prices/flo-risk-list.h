/* flo-risk-list.h: how often AWS takes each type back, as badges in a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_RISK_LIST (flo_risk_list_get_type ())
G_DECLARE_FINAL_TYPE (FloRiskList, flo_risk_list, FLO, RISK_LIST, GtkWidget)

void flo_risk_list_clear (FloRiskList *self);
/* @name: a type, or a type and a region; @range: Spot Advisor's, -1: not known */
void flo_risk_list_add   (FloRiskList *self,
                          const char  *name,
                          int          range);

G_END_DECLS
