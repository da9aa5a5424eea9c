/* aws-client-private.h: what a client has inside, for its friends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/aws-connection.h"

G_BEGIN_DECLS

/* Also of the clients that share its connections. @backoff_unit: milliseconds of the first delay's
 * bound, 1000 unless set. */
void _aws_client_set_patience (AwsClient         *self,
                               const AwsTimeouts *timeouts,
                               guint              backoff_unit);

guint _aws_client_get_backoff_unit (AwsClient *self);

/* Multiplies what is known of AWS's limits, for actions not called so far; 0: no limit. */
void _aws_client_set_rate_scale (AwsClient *self,
                                 double     scale);

/* Borrowed. The URL may be NULL. */
AwsConnection *_aws_client_get_connection   (AwsClient *self);
const char    *_aws_client_get_endpoint_url (AwsClient *self);

G_END_DECLS
