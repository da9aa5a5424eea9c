/* aws-signin.h: renewing a sign-in of "aws login" (API version 2023-01-01)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* What is a secret in an answer is of flo_secret_strdup(); in a request any string will do. */

typedef struct
{
  char *client_id;       /* required; "arn:aws:signin:::devtools/same-device" */
  char *grant_type;      /* required; AWS_SIGNIN_GRANT_REFRESH_TOKEN */
  char *refresh_token;   /* secret */
  char *proof;           /* header DPoP, which the service's model leaves out */
} AwsCreateOAuth2TokenInput;
typedef struct
{
  char *access_key_id;
  char *secret_access_key;   /* secret */
  char *session_token;       /* secret */
} AwsSigninAccessToken;
typedef struct
{
  AwsSigninAccessToken *access_token;
  char *token_type;        /* "aws_sigv4" */
  AwsInteger expires_in;   /* seconds */
  char *refresh_token;     /* secret */
  char *id_token;          /* secret */
} AwsCreateOAuth2TokenOutput;

#define AWS_SIGNIN_GRANT_REFRESH_TOKEN "refresh_token"

/* Anonymous. AccessDeniedException: one has to log in again. */
extern const AwsService AWS_SIGNIN;
extern const AwsOperation AWS_SIGNIN_CREATE_O_AUTH2_TOKEN;   /* not repeated when its answer is lost */

G_END_DECLS
