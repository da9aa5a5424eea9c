/* flo-alert-dialog.h: says what prices somebody wants to be told of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-alert-keeper.h"

G_BEGIN_DECLS

#define FLO_TYPE_ALERT_DIALOG (flo_alert_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloAlertDialog, flo_alert_dialog, FLO, ALERT_DIALOG, AdwWindow)

/* @alert: what it begins with; with an id it is changed, without one it is new. Copied.
 * @regions: those that can be chosen; the alert's is added when it is not among them */
GtkWidget *flo_alert_dialog_new (GtkWindow           *parent,
                                 FloAlertKeeper      *keeper,
                                 const FloPriceAlert *alert,
                                 const char * const  *regions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
