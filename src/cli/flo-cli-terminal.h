/* flo-cli-terminal.h: the whole terminal, for a picture that is redrawn in place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FloCliTerminal FloCliTerminal;

/* What to draw on @columns and @rows. (transfer full) (element-type utf8): lines */
typedef GPtrArray *(*FloCliTerminalDraw) (guint    columns,
                                          guint    rows,
                                          gboolean colour,
                                          gpointer user_data);

/* Whether there is one: standard input and output are a terminal that knows more than lines. */
gboolean        flo_cli_terminal_is_possible (void);
/* Shows the alternate screen until it is freed; then all is as it was. "q" acts as Ctrl+C. */
FloCliTerminal *flo_cli_terminal_new         (FloCliTerminalDraw  draw,
                                              gpointer            user_data);
void            flo_cli_terminal_free        (FloCliTerminal     *self);
/* Draws once the main loop has nothing else to do; what did not change is not written again. */
void            flo_cli_terminal_queue_draw  (FloCliTerminal     *self);
/* Whether "q" was pressed. */
gboolean        flo_cli_terminal_is_left     (FloCliTerminal     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliTerminal, flo_cli_terminal_free)

G_END_DECLS
