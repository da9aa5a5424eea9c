/* flo-test-window.h: finds and waits for what the window's parts show, in one process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The template child @name of @widget; it has to be there. Borrowed. */
gpointer   flo_test_window_get_child (gpointer     widget,
                                      const char  *name);
/* The only window of @type that is on the screen, waited for; NULL after ten seconds. Borrowed. */
GtkWidget *flo_test_window_await     (GType        type);
/* How many windows of @type there are now. */
guint      flo_test_window_count     (GType        type);
/* Runs the main loop until *@flag, for ten seconds at the longest. */
gboolean   flo_test_window_await_flag (gboolean   *flag);
/* Lets everything that is due be done: for proving that something does not happen. */
void       flo_test_window_settle    (void);

G_END_DECLS
