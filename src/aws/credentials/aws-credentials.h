/* aws-credentials.h: an access key, immutable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AWS_TYPE_CREDENTIALS (aws_credentials_get_type ())

/* Immutable and reference counted; may be shared between threads. The secret and the token live in
 * memory that is wiped when the last reference goes. */
typedef struct _AwsCredentials AwsCredentials;

GType           aws_credentials_get_type          (void) G_GNUC_CONST;
AwsCredentials *aws_credentials_new               (const char     *access_key_id,
                                                   const char     *secret_access_key,
                                                   const char     *session_token,
                                                   gint64          expires_at);   /* Unix seconds, 0 = never */
AwsCredentials *aws_credentials_ref               (AwsCredentials *self);
void            aws_credentials_unref             (AwsCredentials *self);
const char     *aws_credentials_get_access_key_id (AwsCredentials *self);
const char     *aws_credentials_get_secret        (AwsCredentials *self);
const char     *aws_credentials_get_session_token (AwsCredentials *self);
gint64          aws_credentials_get_expires_at    (AwsCredentials *self);
/* Whether both sign alike: key, secret and token */
gboolean        aws_credentials_equal             (AwsCredentials *self,
                                                   AwsCredentials *other);

/* What is known about them besides; all may be absent. Set by the provider that made them, before
 * anybody else has seen them.
 * account-id: of the AWS account. source: where they come from at last, one line for people: "role
 * deploy, from profile work, MFA". mfa_at: Unix seconds when a person gave an MFA code for them, 0. */
const char     *aws_credentials_get_account_id    (AwsCredentials *self);
void            aws_credentials_set_account_id    (AwsCredentials *self,
                                                   const char     *account_id);
const char     *aws_credentials_get_source        (AwsCredentials *self);
void            aws_credentials_set_source        (AwsCredentials *self,
                                                   const char     *source);
gint64          aws_credentials_get_mfa_at        (AwsCredentials *self);
void            aws_credentials_set_mfa_at        (AwsCredentials *self,
                                                   gint64          mfa_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsCredentials, aws_credentials_unref)

G_END_DECLS
