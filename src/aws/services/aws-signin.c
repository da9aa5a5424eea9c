/* aws-signin.c: renewing a sign-in of "aws login"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-signin"

#include "aws/services/aws-signin.h"

const AwsService AWS_SIGNIN =
{
  .id = "signin",
  .sdk_id = "SIGNIN",
  .endpoint_prefix = "signin",
  .signing_name = "signin",
  .version = "2023-01-01",
  .protocol = AWS_PROTOCOL_REST_JSON,
};

static const AwsMember create_token_input_members[] =
{
  AWS_MEMBER (AwsCreateOAuth2TokenInput, client_id, "clientId", STRING),
  AWS_MEMBER (AwsCreateOAuth2TokenInput, grant_type, "grantType", STRING),
  AWS_MEMBER (AwsCreateOAuth2TokenInput, refresh_token, "refreshToken", SECRET),
  AWS_MEMBER_IN (HEADER, AwsCreateOAuth2TokenInput, proof, "DPoP", STRING),
};
static const AwsShape create_token_input_shape =
  AWS_SHAPE ("CreateOAuth2TokenInput", AwsCreateOAuth2TokenInput, create_token_input_members);

static const AwsMember access_token_members[] =
{
  AWS_MEMBER (AwsSigninAccessToken, access_key_id, "accessKeyId", STRING),
  AWS_MEMBER (AwsSigninAccessToken, secret_access_key, "secretAccessKey", SECRET),
  AWS_MEMBER (AwsSigninAccessToken, session_token, "sessionToken", SECRET),
};
static const AwsShape access_token_shape =
  AWS_SHAPE ("AccessToken", AwsSigninAccessToken, access_token_members);

static const AwsMember create_token_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateOAuth2TokenOutput, access_token, "accessToken", STRUCTURE, &access_token_shape),
  AWS_MEMBER (AwsCreateOAuth2TokenOutput, token_type, "tokenType", STRING),
  AWS_MEMBER (AwsCreateOAuth2TokenOutput, expires_in, "expiresIn", INTEGER),
  AWS_MEMBER (AwsCreateOAuth2TokenOutput, refresh_token, "refreshToken", SECRET),
  AWS_MEMBER (AwsCreateOAuth2TokenOutput, id_token, "idToken", SECRET),
};
static const AwsShape create_token_output_shape =
  AWS_SHAPE ("CreateOAuth2TokenOutput", AwsCreateOAuth2TokenOutput, create_token_output_members);

const AwsOperation AWS_SIGNIN_CREATE_O_AUTH2_TOKEN =
{
  .service = &AWS_SIGNIN,
  .name = "CreateOAuth2Token",
  .input = &create_token_input_shape,
  .output = &create_token_output_shape,
  .mutating = TRUE,
  .anonymous = TRUE,
  .path = "/v1/token",
};
