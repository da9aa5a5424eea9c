/* aws-role-cache.h: sessions of roles that the AWS CLI keeps in files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-credentials.h"
#include "aws/services/aws-sts.h"

G_BEGIN_DECLS

/* ~/.aws/cli/cache/SHA1.json. What the AWS CLI put there serves us, and what we put there serves it. */

/* (transfer full): where a session of @role is kept. A role_session_name that is made up for each session does
 * not belong into @role. */
char           *aws_role_cache_dup_path    (const AwsAssumeRoleInput  *role);

/* NULL without @error: nothing is kept, or nothing that lasts for a quarter of an hour, or it cannot be read. Fails
 * only with G_IO_ERROR_CANCELLED. */
void            aws_role_cache_load_async  (const char                *path,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
AwsCredentials *aws_role_cache_load_finish (GAsyncResult              *result,
                                            GError                   **error);

/* @user: (nullable): who one has become */
void            aws_role_cache_save_async  (const char                *path,
                                            AwsCredentials            *credentials,
                                            const AwsAssumedRoleUser  *user,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
gboolean        aws_role_cache_save_finish (GAsyncResult              *result,
                                            GError                   **error);

G_END_DECLS
