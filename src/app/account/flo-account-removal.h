/* flo-account-removal.h: takes an account's key out of the keyring, after asking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "account/flo-account-list.h"

G_BEGIN_DECLS

/* Asks, removes, says what went wrong. Nothing more happens when the person says no. @callback: gets @parent;
 * the account is not in @accounts any more. Without a keyring to ask, a key that was kept for this run
 * only is forgotten all the same. */
typedef void (*FloAccountRemovedFunc) (GtkWindow  *parent,
                                       FloAccount *account);

void flo_account_removal_ask (GtkWindow             *parent,
                              FloAccountList        *accounts,
                              FloAccount            *account,
                              FloAccountRemovedFunc  callback);

G_END_DECLS
