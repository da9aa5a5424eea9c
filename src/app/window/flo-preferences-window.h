/* flo-preferences-window.h: what a person can choose for themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-fleet-notices.h"

G_BEGIN_DECLS

/* Takes effect at once. */
GtkWidget *flo_preferences_window_new (GtkWindow       *parent,
                                       FloFleetNotices *notices);

G_END_DECLS
