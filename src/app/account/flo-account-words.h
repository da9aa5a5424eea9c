/* flo-account-words.h: the words and icons for accounts: a state is always an icon and a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/account/flo-account-status.h"

G_BEGIN_DECLS

/* Translated, static: "Ready", "Signed out"; "Right missing" */
const char *flo_account_words_state            (FloAccountState     state);
const char *flo_account_words_permission       (FloPermissionState  state);
/* What to do about it, one sentence; NULL when there is nothing to do. Static. */
const char *flo_account_words_next_step        (FloAccountState     state);
/* How one gets in: "Key in your keyring", "Signing in with IAM Identity Center", "Role, with a code of your MFA device" */
const char *flo_account_words_way              (FloAccount         *account);
/* Icon and colour class for a state. */
void        flo_account_words_style_icon       (GtkImage           *image,
                                                FloAccountState     state);
void        flo_account_words_style_permission (GtkImage           *image,
                                                FloPermissionState  state);

G_END_DECLS
