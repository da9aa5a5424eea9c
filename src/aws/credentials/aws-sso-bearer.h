/* aws-sso-bearer.h: a token of IAM Identity Center that is good now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"
#include "aws/credentials/aws-sso-token.h"

G_BEGIN_DECLS

/* The one that is kept; renewed when less than a quarter of an hour is left of it; a new one, from a person, when
 * that cannot be. @profile: (nullable): for messages. @interaction: (nullable): without one it fails with
 * AWS_CODE_SIGN_IN_NEEDED and says what to do. @refused: (nullable): the access token that AWS did not take. */
void         aws_sso_bearer_get_async  (AwsSsoSession        *session,
                                        const char           *profile,
                                        AwsInteraction       *interaction,
                                        const char           *refused,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
AwsSsoToken *aws_sso_bearer_get_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
