/* flo-error-dialog.h: says that something did not work, why, and that it was seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @heading: what did not work, as a title; @message: why, and what to do now */
void flo_error_dialog_show (GtkWindow  *parent,
                            const char *heading,
                            const char *message);

G_END_DECLS
