/* flo-accounts-window.h: every account, side by side, and all about one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-session.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNTS_WINDOW (flo_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountsWindow, flo_accounts_window, FLO, ACCOUNTS_WINDOW, AdwWindow)

/* Signals: "open-account" (FloAccount): the person wants to use it; "account-removed" (FloAccount): it is gone from
 * the keyring and the list; "add-account". */
GtkWidget *flo_accounts_window_new    (GtkWindow         *parent,
                                       FloSession        *session);
/* @account: (nullable): the session's, or the first */
void       flo_accounts_window_select (FloAccountsWindow *self,
                                       FloAccount        *account);

G_END_DECLS
