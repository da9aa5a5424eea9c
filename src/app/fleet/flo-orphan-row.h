/* flo-orphan-row.h: a fleet that nobody runs: what is left of it, since when, and what it costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/cleanup/flo-orphan.h"

G_BEGIN_DECLS

/* Its buttons are the actions cleanup.remove and cleanup.adopt, with its id and region. */
GtkWidget *flo_orphan_row_new (FloOrphan *orphan);

G_END_DECLS
