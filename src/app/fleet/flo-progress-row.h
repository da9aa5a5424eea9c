/* flo-progress-row.h: one step of a launch or destroy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_PROGRESS_ROW (flo_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (FloProgressRow, flo_progress_row, FLO, PROGRESS_ROW, GtkListBoxRow)

/* @step: the step's word, see FloProgressStep */
GtkWidget  *flo_progress_row_new      (const char     *step);
const char *flo_progress_row_get_step (FloProgressRow *self);
void        flo_progress_row_update   (FloProgressRow *self,
                                       guint           done,
                                       guint           total,
                                       gboolean        current);

G_END_DECLS
