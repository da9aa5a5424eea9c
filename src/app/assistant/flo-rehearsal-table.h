/* flo-rehearsal-table.h: all figures of a rehearsal as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/assistant/flo-rehearsal.h"

G_BEGIN_DECLS

/* Fills @grid anew. @names: as of flo_rehearsal_figure_new() */
void flo_rehearsal_table_fill (GtkGrid            *grid,
                               FloRehearsal       *rehearsal,
                               const char * const *names);

G_END_DECLS
