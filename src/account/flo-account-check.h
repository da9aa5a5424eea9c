/* flo-account-check.h: who am I, until when, and what may I do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"
#include "account/flo-policy.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_PERMISSION_UNKNOWN,    /* AWS did not let us ask, or it cannot be asked without an effect */
  FLO_PERMISSION_ALLOWED,
  FLO_PERMISSION_DENIED,
} FloPermissionState;

#define FLO_TYPE_PERMISSION_STATE (flo_permission_state_get_type ())
GType flo_permission_state_get_type (void) G_GNUC_CONST;

/* One right and whether this account has it. Immutable.
 * Properties: action, purpose, state, detail (nullable: AWS's words of a refusal). */
#define FLO_TYPE_PERMISSION (flo_permission_get_type ())
G_DECLARE_FINAL_TYPE (FloPermission, flo_permission, FLO, PERMISSION, GObject)

const char         *flo_permission_get_action  (FloPermission *self);
const char         *flo_permission_get_purpose (FloPermission *self);
FloPermissionState  flo_permission_get_state   (FloPermission *self);
const char         *flo_permission_get_detail  (FloPermission *self);

/* The window and "account check" show the same: this. Properties, notifying one by one while the check
 * goes on: account-id, arn, user-id, source (all nullable), expires-at, mfa-at (Unix seconds, 0 = does not
 * apply), latency (milliseconds to AWS and back, the shortest of the calls, 0 = not known yet), running, problem
 * (nullable: a sentence why AWS does not let us in), n-denied. It is a GListModel of FloPermission, filling
 * while answers come in: what is denied comes first, then what is not known, each in the table's order. */
#define FLO_TYPE_ACCOUNT_CHECK (flo_account_check_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountCheck, flo_account_check, FLO, ACCOUNT_CHECK, GObject)

/* @region: (nullable): the account's own, or us-east-1 if it has none */
FloAccountCheck *flo_account_check_new            (FloAccount          *account,
                                                   const char          *region,
                                                   FloFeatures          features);
/* Asks again from the beginning. Nothing it does has an effect: it reads, simulates (IAM) and dry-runs (EC2).
 * Fails only if AWS does not let us in at all; a right that is missing is an answer. */
void             flo_account_check_run_async      (FloAccountCheck     *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         flo_account_check_run_finish     (FloAccountCheck     *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

FloAccount      *flo_account_check_get_account    (FloAccountCheck     *self);
const char      *flo_account_check_get_region     (FloAccountCheck     *self);
FloFeatures      flo_account_check_get_features   (FloAccountCheck     *self);
const char      *flo_account_check_get_account_id (FloAccountCheck     *self);
const char      *flo_account_check_get_arn        (FloAccountCheck     *self);
const char      *flo_account_check_get_user_id    (FloAccountCheck     *self);
const char      *flo_account_check_get_source     (FloAccountCheck     *self);
gint64           flo_account_check_get_expires_at (FloAccountCheck     *self);
gint64           flo_account_check_get_mfa_at     (FloAccountCheck     *self);
guint            flo_account_check_get_latency    (FloAccountCheck     *self);
gboolean         flo_account_check_get_running    (FloAccountCheck     *self);
const char      *flo_account_check_get_problem    (FloAccountCheck     *self);
guint            flo_account_check_get_n_denied   (FloAccountCheck     *self);

G_END_DECLS
