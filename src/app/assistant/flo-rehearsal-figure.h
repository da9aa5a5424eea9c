/* flo-rehearsal-figure.h: one figure of a rehearsal: in words, and how often it came out how high
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/assistant/flo-rehearsal.h"
#include "backtest/flo-backtest-line.h"

G_BEGIN_DECLS

/* (transfer floating): a row for a list. @names: what the configs are called, one each; they are said when there are two. */
GtkWidget *flo_rehearsal_figure_new   (FloRehearsal          *rehearsal,
                                       const FloBacktestLine *line,
                                       const char * const    *names);
/* (transfer full): what the line is called, for a heading */
char      *flo_rehearsal_figure_title (const FloBacktestLine *line);

G_END_DECLS
