/* aws-credentials-document.h: credentials as JSON, the way programs, containers and caches write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials.h"
#include "aws/credentials/aws-token-document.h"

G_BEGIN_DECLS

/* Reads AccessKeyId, SecretAccessKey, @token_name, Expiration and AccountId; where the last three are absent the
 * credentials have none. @prefix: "", or what they are in, "Credentials/".
 * Fails with AWS_ERROR_PROTOCOL, "AnswerMalformed", and says what is missing. */
AwsCredentials *aws_credentials_document_read (AwsTokenDocument  *document,
                                               const char        *prefix,
                                               const char        *token_name,
                                               GError           **error);

G_END_DECLS
