/* flo-mfa-dialog.h: asks for the code of an MFA device
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_MFA_DIALOG (flo_mfa_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloMfaDialog, flo_mfa_dialog, FLO, MFA_DIALOG, AdwWindow)

/* @refusal: (nullable): why AWS did not take the code before.
 * Signal "code-entered" (string): six digits. Closing it without is declining. */
GtkWidget *flo_mfa_dialog_new (GtkWindow  *parent,      /* (nullable) */
                               const char *profile,
                               const char *mfa_serial,
                               const char *refusal);

G_END_DECLS
