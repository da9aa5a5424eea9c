/* flo-progress-list.h: the steps of a launch or destroy, with true counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_PROGRESS_LIST (flo_progress_list_get_type ())
G_DECLARE_FINAL_TYPE (FloProgressList, flo_progress_list, FLO, PROGRESS_LIST, GtkWidget)

/* @fleet: (nullable). The step under way has a spinner only while the fleet is launching or being
 * destroyed. */
void flo_progress_list_set_fleet (FloProgressList *self,
                                  FloFleet        *fleet);

G_END_DECLS
