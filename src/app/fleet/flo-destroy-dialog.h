/* flo-destroy-dialog.h: shows what will go, does it, and proves that nothing is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

#define FLO_TYPE_DESTROY_DIALOG (flo_destroy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloDestroyDialog, flo_destroy_dialog, FLO, DESTROY_DIALOG, AdwWindow)

/* Closing it once the destruction runs does not stop that: it is written down and goes on. */
GtkWidget *flo_destroy_dialog_new (GtkWindow *parent,
                                   FloEngine *engine,
                                   FloFleet  *fleet);
/* The same for what is left of a fleet that nobody runs. Signal: begun. */
GtkWidget *flo_destroy_dialog_new_for_orphan (GtkWindow *parent,
                                              FloEngine *engine,
                                              FloOrphan *orphan);

G_END_DECLS
