/* aws-request.h: what a call says, ready to be signed and sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aws/aws-endpoint.h"
#include "aws/aws-signer.h"

G_BEGIN_DECLS

/* The same in every attempt, which are signed anew. */
typedef struct
{
  const AwsOperation *operation;   /* (unowned) */
  const char *method;              /* (unowned) */
  char *path;                      /* (owned) (nullable): encoded, below the endpoint's; NULL: the endpoint's own */
  char *query;                     /* (owned) (nullable): encoded, "a=1&b=2" */
  GArray *headers;                 /* (owned) (element-type AwsHeader): those of the operation; values are secrets */
  const char *content_type;        /* (unowned) (nullable): NULL = not known, or in @headers */
  GBytes *body;                    /* (owned) (nullable): NULL = none, which is less than an empty one */
} AwsRequest;

/* Depends on its arguments alone. Errors: %AWS_ERROR_PARAMETER, AWS_CODE_BAD_REQUEST */
AwsRequest  *aws_request_new            (const AwsOperation     *operation,
                                         gconstpointer           input,
                                         GError                **error);
void         aws_request_free           (AwsRequest             *self);

/* (transfer full): one attempt. Only what the operation says is in it: no signature, no headers of ours. */
SoupMessage *aws_request_create_message (AwsRequest             *self,
                                         const AwsEndpoint      *endpoint);
/* Adds date, token and signature. */
void         aws_request_sign           (AwsRequest             *self,
                                         SoupMessage            *message,
                                         const AwsEndpoint      *endpoint,
                                         AwsSigner              *signer,
                                         const AwsSignerScope   *scope);
/* Wipes what is secret in the headers of @message, which has been sent or never will be. */
void         aws_request_wipe_message   (AwsRequest             *self,
                                         SoupMessage            *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsRequest, aws_request_free)

G_END_DECLS
