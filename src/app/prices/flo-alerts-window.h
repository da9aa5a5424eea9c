/* flo-alerts-window.h: all price alerts of the account that is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-alert-keeper.h"

G_BEGIN_DECLS

#define FLO_TYPE_ALERTS_WINDOW (flo_alerts_window_get_type ())
G_DECLARE_FINAL_TYPE (FloAlertsWindow, flo_alerts_window, FLO, ALERTS_WINDOW, AdwWindow)

/* @draft: what a new one begins with. Copied. @regions: those that can be chosen. Copied. */
GtkWidget *flo_alerts_window_new (GtkWindow           *parent,
                                  FloAlertKeeper      *keeper,
                                  const FloPriceAlert *draft,
                                  const char * const  *regions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
