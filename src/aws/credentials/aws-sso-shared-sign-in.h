/* aws-sso-shared-sign-in.h: one question to a person, however many calls wait for the answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"

G_BEGIN_DECLS

/* Has @interaction bring the person to sign in to @session, or waits with whoever asked for that before. Ends for
 * one caller when they give up, for @interaction when all have, or when the person has signed in elsewhere, with
 * "aws sso login" perhaps. Callers share a main context with @interaction. */
void     aws_sso_shared_sign_in_async       (AwsInteraction       *interaction,
                                             AwsSsoSession        *session,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* The same when AWS does not take a token any more. @refused: (nullable): that one is no sign-in, wherever it
 * comes from. Ends with aws_sso_shared_sign_in_finish() too. */
void     aws_sso_shared_sign_in_again_async (AwsInteraction       *interaction,
                                             AwsSsoSession        *session,
                                             const char           *refused,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean aws_sso_shared_sign_in_finish      (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
