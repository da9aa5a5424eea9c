/* aws-sso-access.h: what one may do after signing in with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"
#include "aws/services/aws-sso.h"

G_BEGIN_DECLS

/* For choosing a role, and for leaving. @profile: (nullable): for messages and settings. @interaction: (nullable):
 * who asks a person to sign in when that is needed. */

/* (transfer full) (element-type AwsAccountInfo), by name: the accounts in which there are roles for the person */
void       aws_sso_access_list_accounts_async  (AwsSsoSession        *session,
                                                const char           *profile,
                                                AwsInteraction       *interaction,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *aws_sso_access_list_accounts_finish (GAsyncResult         *result,
                                                GError              **error);
/* (transfer full) (element-type AwsRoleInfo), by name */
void       aws_sso_access_list_roles_async     (AwsSsoSession        *session,
                                                const char           *account_id,
                                                const char           *profile,
                                                AwsInteraction       *interaction,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *aws_sso_access_list_roles_finish    (GAsyncResult         *result,
                                                GError              **error);
/* Ends the session at AWS and takes the token out of the cache, for AWS's own tools too. When AWS cannot be told,
 * the token is gone all the same, and it fails with what went wrong. */
void       aws_sso_access_log_out_async        (AwsSsoSession        *session,
                                                const char           *profile,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   aws_sso_access_log_out_finish       (GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
