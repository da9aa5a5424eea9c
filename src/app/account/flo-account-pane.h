/* flo-account-pane.h: one account: who it is, until when, and what it may do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/account/flo-account-status.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNT_PANE (flo_account_pane_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountPane, flo_account_pane, FLO, ACCOUNT_PANE, GtkWidget)

/* What it shows is asked for elsewhere. Its buttons are the actions "account.test", "account.sign-in",
 * "account.sign-out", "account.open", "account.remove", of a widget above it. */
GtkWidget        *flo_account_pane_new        (void);
/* @status: (nullable): nothing is shown */
void              flo_account_pane_set_status (FloAccountPane   *self,
                                               FloAccountStatus *status);
FloAccountStatus *flo_account_pane_get_status (FloAccountPane   *self);

G_END_DECLS
