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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsCredentials, aws_credentials_unref)

G_END_DECLS
