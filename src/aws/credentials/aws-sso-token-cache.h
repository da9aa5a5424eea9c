/* aws-sso-token-cache.h: sign-ins, shared with AWS's own tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-sso-token.h"

G_BEGIN_DECLS

/* ~/.aws/sso/cache, in the format of the AWS CLI and its SDKs: who signed in there is signed in here. Nothing is
 * kept in memory, nothing blocks the caller. */

/* Fails with G_IO_ERROR_NOT_FOUND when nobody has signed in, with AWS_ERROR_PROTOCOL when the file is not what AWS's
 * tools write, with other errors when it cannot be read; the message names the file. */
void                aws_sso_token_cache_load_async               (AwsSsoSession        *session,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
AwsSsoToken        *aws_sso_token_cache_load_finish              (GAsyncResult         *result,
                                                                  GError              **error);
void                aws_sso_token_cache_save_async               (AwsSsoSession        *session,
                                                                  const AwsSsoToken    *token,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
gboolean            aws_sso_token_cache_save_finish              (GAsyncResult         *result,
                                                                  GError              **error);
void                aws_sso_token_cache_remove_async             (AwsSsoSession        *session,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
gboolean            aws_sso_token_cache_remove_finish            (GAsyncResult         *result,
                                                                  GError              **error);

/* The same for the registration of the program that signs in. */
void                aws_sso_token_cache_load_registration_async  (AwsSsoSession        *session,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
AwsSsoRegistration *aws_sso_token_cache_load_registration_finish (GAsyncResult         *result,
                                                                  GError              **error);
void                aws_sso_token_cache_save_registration_async  (AwsSsoSession        *session,
                                                                  AwsSsoRegistration   *registration,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
gboolean            aws_sso_token_cache_save_registration_finish (GAsyncResult         *result,
                                                                  GError              **error);

G_END_DECLS
