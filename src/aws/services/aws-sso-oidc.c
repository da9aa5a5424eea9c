/* aws-sso-oidc.c: signing in to IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso-oidc"

#include "aws/services/aws-sso-oidc.h"

const AwsService AWS_SSO_OIDC =
{
  .id = "sso-oidc",
  .sdk_id = "SSO_OIDC",
  .endpoint_prefix = "oidc",
  .signing_name = "sso-oauth",
  .version = "2019-06-10",
  .protocol = AWS_PROTOCOL_REST_JSON,
};

static const AwsMember register_client_input_members[] =
{
  AWS_MEMBER (AwsRegisterClientInput, client_name, "clientName", STRING),
  AWS_MEMBER (AwsRegisterClientInput, client_type, "clientType", STRING),
  AWS_MEMBER (AwsRegisterClientInput, scopes, "scopes", STRING_LIST),
  AWS_MEMBER (AwsRegisterClientInput, redirect_uris, "redirectUris", STRING_LIST),
  AWS_MEMBER (AwsRegisterClientInput, grant_types, "grantTypes", STRING_LIST),
  AWS_MEMBER (AwsRegisterClientInput, issuer_url, "issuerUrl", STRING),
};
static const AwsShape register_client_input_shape =
  AWS_SHAPE ("RegisterClientInput", AwsRegisterClientInput, register_client_input_members);

static const AwsMember register_client_output_members[] =
{
  AWS_MEMBER (AwsRegisterClientOutput, client_id, "clientId", STRING),
  AWS_MEMBER (AwsRegisterClientOutput, client_secret, "clientSecret", SECRET),
  AWS_MEMBER (AwsRegisterClientOutput, client_id_issued_at, "clientIdIssuedAt", INTEGER),
  AWS_MEMBER (AwsRegisterClientOutput, client_secret_expires_at, "clientSecretExpiresAt", INTEGER),
  AWS_MEMBER (AwsRegisterClientOutput, authorization_endpoint, "authorizationEndpoint", STRING),
  AWS_MEMBER (AwsRegisterClientOutput, token_endpoint, "tokenEndpoint", STRING),
};
static const AwsShape register_client_output_shape =
  AWS_SHAPE ("RegisterClientOutput", AwsRegisterClientOutput, register_client_output_members);

/* Registrations and codes that nobody uses do no harm: they end by themselves. */
const AwsOperation AWS_SSO_OIDC_REGISTER_CLIENT =
{
  .service = &AWS_SSO_OIDC,
  .name = "RegisterClient",
  .input = &register_client_input_shape,
  .output = &register_client_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
  .anonymous = TRUE,
  .path = "/client/register",
};

static const AwsMember start_device_authorization_input_members[] =
{
  AWS_MEMBER (AwsStartDeviceAuthorizationInput, client_id, "clientId", STRING),
  AWS_MEMBER (AwsStartDeviceAuthorizationInput, client_secret, "clientSecret", SECRET),
  AWS_MEMBER (AwsStartDeviceAuthorizationInput, start_url, "startUrl", STRING),
};
static const AwsShape start_device_authorization_input_shape =
  AWS_SHAPE ("StartDeviceAuthorizationInput", AwsStartDeviceAuthorizationInput,
             start_device_authorization_input_members);

static const AwsMember start_device_authorization_output_members[] =
{
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, device_code, "deviceCode", SECRET),
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, user_code, "userCode", STRING),
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, verification_uri, "verificationUri", STRING),
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, verification_uri_complete,
              "verificationUriComplete", STRING),
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, expires_in, "expiresIn", INTEGER),
  AWS_MEMBER (AwsStartDeviceAuthorizationOutput, interval, "interval", INTEGER),
};
static const AwsShape start_device_authorization_output_shape =
  AWS_SHAPE ("StartDeviceAuthorizationOutput", AwsStartDeviceAuthorizationOutput,
             start_device_authorization_output_members);

const AwsOperation AWS_SSO_OIDC_START_DEVICE_AUTHORIZATION =
{
  .service = &AWS_SSO_OIDC,
  .name = "StartDeviceAuthorization",
  .input = &start_device_authorization_input_shape,
  .output = &start_device_authorization_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
  .anonymous = TRUE,
  .path = "/device_authorization",
};

static const AwsMember create_token_input_members[] =
{
  AWS_MEMBER (AwsCreateTokenInput, client_id, "clientId", STRING),
  AWS_MEMBER (AwsCreateTokenInput, client_secret, "clientSecret", SECRET),
  AWS_MEMBER (AwsCreateTokenInput, grant_type, "grantType", STRING),
  AWS_MEMBER (AwsCreateTokenInput, device_code, "deviceCode", SECRET),
  AWS_MEMBER (AwsCreateTokenInput, code, "code", SECRET),
  AWS_MEMBER (AwsCreateTokenInput, refresh_token, "refreshToken", SECRET),
  AWS_MEMBER (AwsCreateTokenInput, scope, "scope", STRING_LIST),
  AWS_MEMBER (AwsCreateTokenInput, redirect_uri, "redirectUri", STRING),
  AWS_MEMBER (AwsCreateTokenInput, code_verifier, "codeVerifier", SECRET),
};
static const AwsShape create_token_input_shape =
  AWS_SHAPE ("CreateTokenInput", AwsCreateTokenInput, create_token_input_members);

static const AwsMember create_token_output_members[] =
{
  AWS_MEMBER (AwsCreateTokenOutput, access_token, "accessToken", SECRET),
  AWS_MEMBER (AwsCreateTokenOutput, token_type, "tokenType", STRING),
  AWS_MEMBER (AwsCreateTokenOutput, expires_in, "expiresIn", INTEGER),
  AWS_MEMBER (AwsCreateTokenOutput, refresh_token, "refreshToken", SECRET),
  AWS_MEMBER (AwsCreateTokenOutput, id_token, "idToken", SECRET),
};
static const AwsShape create_token_output_shape =
  AWS_SHAPE ("CreateTokenOutput", AwsCreateTokenOutput, create_token_output_members);

const AwsOperation AWS_SSO_OIDC_CREATE_TOKEN =
{
  .service = &AWS_SSO_OIDC,
  .name = "CreateToken",
  .input = &create_token_input_shape,
  .output = &create_token_output_shape,
  .mutating = TRUE,
  .anonymous = TRUE,
  .path = "/token",
};
