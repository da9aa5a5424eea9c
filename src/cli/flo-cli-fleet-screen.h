/* flo-cli-fleet-screen.h: a fleet as lines of a terminal's size
 *
 * Pure: what a fleet publishes goes in, lines come out. The terminal is flo-cli-terminal.h's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* At most @rows lines, none wider than @columns, without ends of line. Nothing that came from outside is in them as a
 * control character; with @colour there are codes for bold and colours, which are never the only sign of anything.
 * @now: Unix seconds, for what is counted since midnight or shown as minutes ago. (transfer full) (element-type utf8) */
GPtrArray *flo_cli_fleet_screen_draw (FloFleet *fleet,
                                      guint     columns,
                                      guint     rows,
                                      gboolean  colour,
                                      gint64    now);
/* @text on at most @columns columns, cut with "…", and with U+FFFD for what a terminal could obey. (transfer full) */
char      *flo_cli_fleet_screen_fit  (const char *text,
                                      guint       columns);

G_END_DECLS
