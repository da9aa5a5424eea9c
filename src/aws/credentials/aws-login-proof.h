/* aws-login-proof.h: proves that a sign-in of "aws login" is used where it was made (DPoP, RFC 9449)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A key on the curve P-256, which signs requests with ES256. Its private half is wiped when it goes. */
typedef struct _AwsLoginKey AwsLoginKey;

/* @pem: "-----BEGIN EC PRIVATE KEY-----" (SEC 1) or "-----BEGIN PRIVATE KEY-----" (PKCS 8). Fails with
 * AWS_ERROR_PROTOCOL; the message shows nothing of it. */
AwsLoginKey *aws_login_key_parse        (const char         *pem,
                                         GError            **error);
void         aws_login_key_free         (AwsLoginKey        *self);
/* The value of the header DPoP for one request. @uri: without "?" and "#". @now: Unix seconds. @id: unique */
char        *aws_login_key_create_proof (AwsLoginKey        *self,
                                         const char         *method,
                                         const char         *uri,
                                         gint64              now,
                                         const char         *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsLoginKey, aws_login_key_free)

G_END_DECLS
