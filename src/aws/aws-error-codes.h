/* aws-error-codes.h: what AWS's error codes mean for us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-error.h"

G_BEGIN_DECLS

/* The codes of failures that never reached AWS or came back unreadable; AWS uses none of them. */
#define AWS_CODE_CONNECT_FAILED   "ConnectFailed"     /* nothing was sent: no route, refused, no such host, TLS */
#define AWS_CODE_CONNECT_TIMEOUT  "ConnectTimeout"    /* nothing was sent */
#define AWS_CODE_BAD_CERTIFICATE  "BadCertificate"    /* nothing was sent: it is not AWS that answers, or looks so */
#define AWS_CODE_PROXY_REFUSED    "ProxyRefused"      /* nothing was sent: the proxy wants a password, or forbids it */
#define AWS_CODE_CONNECTION_LOST  "ConnectionLost"    /* sent, perhaps carried out, no whole answer */
#define AWS_CODE_ANSWER_TIMEOUT   "AnswerTimeout"     /* sent, perhaps carried out, no whole answer */
#define AWS_CODE_ANSWER_TRUNCATED "AnswerTruncated"   /* ended in the middle of the document */
#define AWS_CODE_ANSWER_MALFORMED "AnswerMalformed"
#define AWS_CODE_ANSWER_TOO_LARGE "AnswerTooLarge"
#define AWS_CODE_NO_CREDENTIALS   "NoCredentials"
#define AWS_CODE_MFA_NEEDED       "MfaNeeded"         /* and nobody there to give a code */
#define AWS_CODE_SIGN_IN_NEEDED   "SignInNeeded"      /* and nobody there to sign in */
#define AWS_CODE_LOGIN_NEEDED     "LoginNeeded"       /* with "aws login", which only the AWS CLI can do */
#define AWS_CODE_SIGN_IN_DENIED   "SignInDenied"
#define AWS_CODE_SIGN_IN_EXPIRED  "SignInExpired"     /* nobody signed in in time */
#define AWS_CODE_BAD_PROFILE      "BadProfile"
#define AWS_CODE_PARTIAL_CREDENTIALS "PartialCredentials"   /* half a key, or a role and nobody to become it */
#define AWS_CODE_PROCESS_FAILED   "ProcessFailed"     /* credential_process */
#define AWS_CODE_SOURCE_FAILED    "SourceFailed"      /* the container's service, a token file */
#define AWS_CODE_BAD_ENDPOINT     "BadEndpoint"
#define AWS_CODE_BAD_REGION       "BadRegion"
#define AWS_CODE_BAD_REQUEST      "BadRequest"
#define AWS_CODE_BAD_SETTING      "BadSetting"        /* of the environment or a profile */

/* A row of the table. Static. The sentences are English; translate them where they are shown.
 * @code: AWS's word
 * @category: what kind of trouble it is
 * @meaning: a sentence for a person
 * @advice: what to do now, one or two sentences */
typedef struct
{
  const char *code;
  AwsErrorCategory category;
  const char *meaning;
  const char *advice;
} AwsErrorMeaning;

const AwsErrorMeaning *aws_error_codes_find          (const char       *code);
const AwsErrorMeaning *aws_error_codes_find_text     (const char       *message);
const AwsErrorMeaning *aws_error_codes_find_category (AwsErrorCategory  category);
const AwsErrorMeaning *aws_error_codes_find_status   (const char       *status);
gboolean               aws_error_codes_lookup        (const char       *code,
                                                      AwsErrorCategory *category);

G_END_DECLS
