/* aws-endpoint.h: where a service answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-settings.h"
#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  GUri *uri;              /* (owned) */
  char *host;             /* (owned): the Host header, with the port unless it is the default one */
  gboolean takes_labels;  /* whether a bucket's name may stand in front of the host's */
  char *signing_region;   /* (owned): what its requests are signed for */
} AwsEndpoint;

AwsEndpoint *aws_endpoint_resolve      (const AwsService   *service,
                                        const char         *region,
                                        const char         *override,
                                        const AwsSettings  *settings,
                                        GError            **error);
void         aws_endpoint_free         (AwsEndpoint        *self);
gboolean     aws_endpoint_check_region (const char         *region,
                                        GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsEndpoint, aws_endpoint_free)

G_END_DECLS
