/* aws-source.h: a provider that is a function
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials-provider.h"

G_BEGIN_DECLS

/* AwsSourceFunc: takes @task, and returns AwsCredentials or an error with it, now or later. What it has to know
 * is @data, which lives as long as @task. */
typedef void (*AwsSourceFunc) (GTask    *task,
                               gpointer  data);

/* All there is to say about one source; keeps the types of the many sources down to one.
 * @profile: (nullable): whose settings count for those who use the credentials
 * @data: (transfer full): freed with @destroy */
AwsCredentialsProvider *aws_source_new          (const char     *description,
                                                 const char     *profile,
                                                 AwsSourceFunc   func,
                                                 gpointer        data,
                                                 GDestroyNotify  destroy);

/* Ends a load with AWS_ERROR_CREDENTIALS, @code (aws-error-codes.h). Takes @task. */
void                    aws_source_fail         (GTask          *task,
                                                 const char     *code,
                                                 const char     *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
/* Ends a load. Takes @task and @credentials. */
void                    aws_source_return       (GTask          *task,
                                                 AwsCredentials *credentials);

G_END_DECLS
