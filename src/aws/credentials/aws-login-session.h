/* aws-login-session.h: what "aws login" leaves behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file of ~/.aws/login/cache, shared with the AWS CLI and its SDKs. */
typedef struct _AwsLoginSession AwsLoginSession;

/* (transfer full): SHA256.json of @login_session in AWS_LOGIN_CACHE_DIRECTORY, or in ~/.aws/login/cache */
char            *aws_login_session_dup_path   (const char           *login_session);
/* Fails with G_IO_ERROR_NOT_FOUND when there is none, with AWS_ERROR_PROTOCOL when it is not what AWS's tools write,
 * with other errors when it cannot be read; the message names the file. */
void             aws_login_session_load_async  (const char          *login_session,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
AwsLoginSession *aws_login_session_load_finish (GAsyncResult        *result,
                                                GError             **error);
void             aws_login_session_free        (AwsLoginSession     *self);
/* @text: (transfer full): flo_secret_free(); taken in any case */
AwsLoginSession *aws_login_session_parse       (char                *text,
                                                gsize                length,
                                                GError             **error);
/* (transfer full): flo_secret_free(). What it was read with and is not understood stays. */
char            *aws_login_session_format      (AwsLoginSession     *self,
                                                gsize               *length);

/* Borrowed all of them. */
const char      *aws_login_session_get_access_key_id (AwsLoginSession *self);
const char      *aws_login_session_get_secret        (AwsLoginSession *self);
const char      *aws_login_session_get_session_token (AwsLoginSession *self);
const char      *aws_login_session_get_account_id    (AwsLoginSession *self);   /* (nullable) */
gint64           aws_login_session_get_expires_at    (AwsLoginSession *self);
const char      *aws_login_session_get_client_id     (AwsLoginSession *self);
const char      *aws_login_session_get_refresh_token (AwsLoginSession *self);
const char      *aws_login_session_get_key           (AwsLoginSession *self);
/* Copies all of them. @refresh_token: (nullable): the old one stays good */
void             aws_login_session_renew             (AwsLoginSession *self,
                                                      const char      *access_key_id,
                                                      const char      *secret,
                                                      const char      *session_token,
                                                      gint64           expires_at,
                                                      const char      *refresh_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsLoginSession, aws_login_session_free)

G_END_DECLS
