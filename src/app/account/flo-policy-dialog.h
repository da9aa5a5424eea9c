/* flo-policy-dialog.h: shows the IAM policy with just the rights that are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_POLICY_DIALOG (flo_policy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloPolicyDialog, flo_policy_dialog, FLO, POLICY_DIALOG, AdwWindow)

/* @policy: JSON */
GtkWidget *flo_policy_dialog_new (GtkWindow  *parent,
                                  const char *policy);

G_END_DECLS
