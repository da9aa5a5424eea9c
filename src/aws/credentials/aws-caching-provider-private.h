/* aws-caching-provider-private.h: for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials-provider.h"

G_BEGIN_DECLS

/* Moves the clock by which @self tells how old its credentials are. */
void _aws_caching_provider_advance (AwsCredentialsProvider *self,
                                    gint64                  seconds);

G_END_DECLS
