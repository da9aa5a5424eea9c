/* aws-sso-redirect.h: where the browser comes back to after a sign-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is registered: without a port, which may then be any. */
#define AWS_SSO_REDIRECT_URI "http://127.0.0.1/oauth/callback"

#define AWS_TYPE_SSO_REDIRECT (aws_sso_redirect_get_type ())
G_DECLARE_FINAL_TYPE (AwsSsoRedirect, aws_sso_redirect, AWS, SSO_REDIRECT, GObject)

/* Listens on a port of the loopback address that the kernel picks, from now until the browser has come back or the
 * object goes. Answers GET of one path only; whoever comes without @state is told so, and the wait goes on. */
AwsSsoRedirect *aws_sso_redirect_new         (const char           *state,
                                              GError              **error);
/* "http://127.0.0.1:PORT/oauth/callback" */
const char     *aws_sso_redirect_get_uri     (AwsSsoRedirect       *self);
/* Once. Has no time-out: who waits has one. */
void            aws_sso_redirect_wait_async  (AwsSsoRedirect       *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* (transfer full): the code, flo_secret_free(). Fails with AWS_CODE_SIGN_IN_DENIED when the page said no. */
char           *aws_sso_redirect_wait_finish (AwsSsoRedirect       *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
