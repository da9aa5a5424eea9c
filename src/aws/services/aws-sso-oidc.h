/* aws-sso-oidc.h: signing in to IAM Identity Center (API version 2019-06-10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* What is a secret in an answer is of flo_secret_strdup(); in a request any string will do. */

typedef struct
{
  char *client_name;          /* required; what the person sees who consents */
  char *client_type;          /* required; "public" */
  GPtrArray *scopes;          /* strings, "sso:account:access" */
  GPtrArray *redirect_uris;   /* strings; "http://127.0.0.1/oauth/callback", whose port is free */
  GPtrArray *grant_types;     /* strings, see AWS_GRANT_… */
  char *issuer_url;           /* the start URL */
} AwsRegisterClientInput;
typedef struct
{
  char *client_id;
  char *client_secret;                  /* secret */
  AwsInteger client_id_issued_at;       /* Unix seconds */
  AwsInteger client_secret_expires_at;  /* Unix seconds */
  char *authorization_endpoint;
  char *token_endpoint;
} AwsRegisterClientOutput;

typedef struct
{
  char *client_id;
  char *client_secret;   /* secret */
  char *start_url;
} AwsStartDeviceAuthorizationInput;
typedef struct
{
  char *device_code;                 /* secret */
  char *user_code;                   /* what the person compares or types */
  char *verification_uri;
  char *verification_uri_complete;   /* the same with the code in it */
  AwsInteger expires_in;             /* seconds */
  AwsInteger interval;               /* seconds between two tries; absent: 5 */
} AwsStartDeviceAuthorizationOutput;

#define AWS_GRANT_DEVICE_CODE "urn:ietf:params:oauth:grant-type:device_code"
#define AWS_GRANT_AUTHORIZATION_CODE "authorization_code"
#define AWS_GRANT_REFRESH_TOKEN "refresh_token"

typedef struct
{
  char *client_id;       /* required */
  char *client_secret;   /* required, secret */
  char *grant_type;      /* required */
  char *device_code;     /* secret; with AWS_GRANT_DEVICE_CODE */
  char *code;            /* secret; with AWS_GRANT_AUTHORIZATION_CODE */
  char *refresh_token;   /* secret; with AWS_GRANT_REFRESH_TOKEN */
  GPtrArray *scope;      /* strings */
  char *redirect_uri;    /* with AWS_GRANT_AUTHORIZATION_CODE: the one that was used */
  char *code_verifier;   /* secret; PKCE */
} AwsCreateTokenInput;
typedef struct
{
  char *access_token;      /* secret */
  char *token_type;        /* "Bearer" */
  AwsInteger expires_in;   /* seconds */
  char *refresh_token;     /* secret */
  char *id_token;          /* secret */
} AwsCreateTokenOutput;

/* Anonymous, all of them. Whatever form an error has, its code is that of AWS's model:
 * AuthorizationPendingException, SlowDownException, ExpiredTokenException, AccessDeniedException,
 * InvalidGrantException, InvalidClientException, InvalidRequestException, … */
extern const AwsService AWS_SSO_OIDC;
extern const AwsOperation AWS_SSO_OIDC_REGISTER_CLIENT;
extern const AwsOperation AWS_SSO_OIDC_START_DEVICE_AUTHORIZATION;
extern const AwsOperation AWS_SSO_OIDC_CREATE_TOKEN;   /* not repeated when its answer is lost: codes are good for once */

G_END_DECLS
