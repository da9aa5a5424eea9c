/* flo-fact.h: one figure with its name above and a remark below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_FACT (flo_fact_get_type ())
G_DECLARE_FINAL_TYPE (FloFact, flo_fact, FLO, FACT, GtkWidget)

/* Property: label. @detail may be NULL. */
void flo_fact_set (FloFact    *self,
                   const char *value,
                   const char *detail);

G_END_DECLS
