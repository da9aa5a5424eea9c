/* aws-interaction.h: what only a person can answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-sso-sign-in.h"

G_BEGIN_DECLS

#define AWS_TYPE_INTERACTION (aws_interaction_get_type ())
G_DECLARE_INTERFACE (AwsInteraction, aws_interaction, AWS, INTERACTION, GObject)

/* Providers of credentials ask through this, in the main context of the call that needs them; the call
 * waits, and goes on with the answer. The window answers with dialogs, the command with prompts; where
 * nobody is (a daemon, a script) a provider gets none and fails with AWS_ERROR_CREDENTIALS,
 * AWS_CODE_SIGN_IN_NEEDED or AWS_CODE_MFA_NEEDED, and a sentence that says what to do.
 *
 * A person who declines makes it fail with G_IO_ERROR_CANCELLED. */
struct _AwsInteractionInterface
{
  GTypeInterface parent_iface;

  void      (*ask_mfa_code_async)  (AwsInteraction      *self,
                                    const char          *profile,
                                    const char          *mfa_serial,
                                    const char          *refusal,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
  char     *(*ask_mfa_code_finish) (AwsInteraction      *self,
                                    GAsyncResult        *result,
                                    GError             **error);
  void      (*sign_in_async)       (AwsInteraction      *self,
                                    AwsSsoSignIn        *sign_in,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
  gboolean  (*sign_in_finish)      (AwsInteraction      *self,
                                    GAsyncResult        *result,
                                    GError             **error);
};

/* The code of the MFA device @mfa_serial, for @profile. @refusal: (nullable): why AWS did not take the
 * last one, a sentence. Six digits; what a person typed is checked by AWS alone. */
void      aws_interaction_ask_mfa_code_async  (AwsInteraction      *self,
                                               const char          *profile,
                                               const char          *mfa_serial,
                                               const char          *refusal,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
char     *aws_interaction_ask_mfa_code_finish (AwsInteraction      *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* Brings a person to sign in: says why, runs @sign_in with the method they prefer
 * (aws_sso_sign_in_run_async()), shows its uri and code while it waits. Done when @sign_in is. Several calls
 * may need the same session at once: providers ask only once. */
void      aws_interaction_sign_in_async       (AwsInteraction      *self,
                                               AwsSsoSignIn        *sign_in,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean  aws_interaction_sign_in_finish      (AwsInteraction      *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
