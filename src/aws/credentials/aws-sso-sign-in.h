/* aws-sso-sign-in.h: one sign-in to IAM Identity Center, by browser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-sso-session.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_SIGN_IN_BROWSER,   /* PKCE: the browser on this machine comes back to a loopback port */
  AWS_SIGN_IN_DEVICE,    /* a code that is typed in a browser anywhere */
} AwsSignInMethod;

#define AWS_TYPE_SSO_SIGN_IN (aws_sso_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (AwsSsoSignIn, aws_sso_sign_in, AWS, SSO_SIGN_IN, GObject)

/* Registers this program, waits for the person, writes the token into the cache that AWS's tools
 * share (~/.aws/sso/cache). Never opens a browser itself: who shows it does.
 * Properties, notifying: uri (nullable: what to open, once it is known), user-code (nullable: what the
 * page shows or asks for; device only), expires-at (Unix seconds, 0 = not known yet). */
AwsSsoSignIn        *aws_sso_sign_in_new            (AwsSsoSession        *session,
                                                     const char           *endpoint_url);  /* (nullable): of OIDC */
AwsSsoSession       *aws_sso_sign_in_get_session    (AwsSsoSignIn         *self);
const char          *aws_sso_sign_in_get_uri        (AwsSsoSignIn         *self);
const char          *aws_sso_sign_in_get_user_code  (AwsSsoSignIn         *self);
gint64               aws_sso_sign_in_get_expires_at (AwsSsoSignIn         *self);

/* Runs to the end: signed in, refused, ten minutes over, or cancelled. May be run again after it
 * failed. Errors: AWS_ERROR (AWS_CODE_SIGN_IN_DENIED, AWS_CODE_SIGN_IN_EXPIRED, AWS's own), cancelled. */
void                 aws_sso_sign_in_run_async      (AwsSsoSignIn         *self,
                                                     AwsSignInMethod       method,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean             aws_sso_sign_in_run_finish     (AwsSsoSignIn         *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
