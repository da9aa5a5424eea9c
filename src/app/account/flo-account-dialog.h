/* flo-account-dialog.h: adds an AWS account by its access key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "account/flo-account-list.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNT_DIALOG (flo_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountDialog, flo_account_dialog, FLO, ACCOUNT_DIALOG, AdwWindow)

/* The key is tried before it is kept. The secret goes to the keyring, or, when there is none and the
 * person agrees, stays in memory until the program ends.
 * Signal "account-added" (FloAccount): it works, is kept, and is in @accounts. */
GtkWidget *flo_account_dialog_new (GtkWindow      *parent,
                                   FloAccountList *accounts);

G_END_DECLS
