/* aws-sso-registration.h: being known to IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "aws/services/aws-sso-oidc.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_SSO_REGISTRATION_FOR_CODES = 1 << 0,   /* for the browser's way back, not for device codes */
  AWS_SSO_REGISTRATION_ANEW      = 1 << 1,   /* what is kept is of no use */
} AwsSsoRegistrationFlags;

/* The registration that is kept, if it will do; otherwise a new one, which is kept then.
 * @now: Unix seconds. @is_new: whether AWS was asked. */
void                aws_sso_registration_obtain_async  (AwsSsoSession            *session,
                                                        AwsClient                *client,
                                                        AwsSsoRegistrationFlags   flags,
                                                        gint64                    now,
                                                        GCancellable             *cancellable,
                                                        GAsyncReadyCallback       callback,
                                                        gpointer                  user_data);
AwsSsoRegistration *aws_sso_registration_obtain_finish (GAsyncResult             *result,
                                                        gboolean                 *is_new,
                                                        GError                  **error);
/* What @answer gives, with what it takes to renew it; what it takes of @answer is gone there. (transfer full)
 * (nullable): NULL: it gives no token. @now: Unix seconds */
AwsSsoToken        *aws_sso_registration_create_token  (AwsSsoRegistration       *self,
                                                        AwsCreateTokenOutput     *answer,
                                                        gint64                    now);

G_END_DECLS
