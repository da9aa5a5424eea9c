/* flo-sign-in-dialog.h: brings a person through the sign-in to IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aws/credentials/aws-sso-sign-in.h"

G_BEGIN_DECLS

#define FLO_TYPE_SIGN_IN_DIALOG (flo_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloSignInDialog, flo_sign_in_dialog, FLO, SIGN_IN_DIALOG, AdwWindow)

/* Says what for, and waits: nothing is sent and no browser opens until the person chooses one here, or a code for a
 * browser elsewhere. A sign-in that fails can be tried again.
 * Signal "done": signed in. Closing it without is declining; a sign-in under way is cancelled. */
GtkWidget *flo_sign_in_dialog_new (GtkWindow    *parent,     /* (nullable) */
                                   AwsSsoSignIn *sign_in);

G_END_DECLS
