/* aws-interaction.c: what only a person can answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-interaction"

#include "aws/credentials/aws-interaction.h"

G_DEFINE_INTERFACE (AwsInteraction, aws_interaction, G_TYPE_OBJECT)

static void
aws_interaction_default_init (AwsInteractionInterface *iface)
{
}

/**
 * aws_interaction_ask_mfa_code_async:
 * @self: who asks
 * @profile: (nullable): the profile that needs it
 * @mfa_serial: the device, "arn:aws:iam::123456789012:mfa/ana"
 * @refusal: (nullable): why the last code was not taken
 * @cancellable: (nullable): to stop asking
 * @callback: called when there is an answer
 * @user_data: for @callback
 */
void
aws_interaction_ask_mfa_code_async (AwsInteraction      *self,
                                    const char          *profile,
                                    const char          *mfa_serial,
                                    const char          *refusal,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (AWS_IS_INTERACTION (self));
  g_return_if_fail (mfa_serial != NULL);

  AWS_INTERACTION_GET_IFACE (self)->ask_mfa_code_async (self, profile, mfa_serial, refusal,
                                                        cancellable, callback, user_data);
}

/**
 * aws_interaction_ask_mfa_code_finish:
 * @self: who asked
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED when the person declined
 *
 * Returns: (transfer full): the code
 */
char *
aws_interaction_ask_mfa_code_finish (AwsInteraction  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (AWS_IS_INTERACTION (self), NULL);

  return AWS_INTERACTION_GET_IFACE (self)->ask_mfa_code_finish (self, result, error);
}

/**
 * aws_interaction_sign_in_async:
 * @self: who asks
 * @sign_in: where to sign in, and how; idle yet
 * @cancellable: (nullable): to stop asking
 * @callback: called when the person has signed in, or will not
 * @user_data: for @callback
 */
void
aws_interaction_sign_in_async (AwsInteraction      *self,
                               AwsSsoSignIn        *sign_in,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (AWS_IS_INTERACTION (self));
  g_return_if_fail (AWS_IS_SSO_SIGN_IN (sign_in));

  AWS_INTERACTION_GET_IFACE (self)->sign_in_async (self, sign_in, cancellable, callback, user_data);
}

/**
 * aws_interaction_sign_in_finish:
 * @self: who asked
 * @result: the result
 * @error: what @sign_in failed with, or %G_IO_ERROR_CANCELLED when the person declined
 *
 * Returns: whether there is a token in the cache now
 */
gboolean
aws_interaction_sign_in_finish (AwsInteraction  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (AWS_IS_INTERACTION (self), FALSE);

  return AWS_INTERACTION_GET_IFACE (self)->sign_in_finish (self, result, error);
}
