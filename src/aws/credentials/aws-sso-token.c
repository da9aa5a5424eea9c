/* aws-sso-token.c: what a sign-in with IAM Identity Center leaves behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-token.h"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-token-writer.h"
#include "base/flo-secret.h"

static const char *const browser_grants[] = { "authorization_code", "refresh_token", NULL };

void
aws_sso_registration_free (AwsSsoRegistration *self)
{
  g_free (self->client_id);
  flo_secret_free (self->client_secret);
  g_free (self);
}

/**
 * aws_sso_registration_parse:
 * @text: (transfer full): the content of its file, from flo_secret_alloc(); taken in any case
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL; the message never shows what was read
 *
 * Returns: (transfer full): the registration, or %NULL with @error set
 */
AwsSsoRegistration *
aws_sso_registration_parse (char    *text,
                            gsize    length,
                            GError **error)
{
  g_autoptr(AwsTokenDocument) document = aws_token_document_new (text, length, error);
  g_autoptr(AwsSsoRegistration) self = NULL;

  if (document == NULL)
    return NULL;

  self = g_new0 (AwsSsoRegistration, 1);
  self->client_id = aws_token_document_dup_string (document, "clientId");
  self->client_secret = aws_token_document_dup_secret (document, "clientSecret");
  self->takes_codes = aws_token_document_list_holds (document, "grantTypes", browser_grants[0]);
  if (self->client_id == NULL || self->client_secret == NULL
      || !aws_token_document_get_time (document, "expiresAt", &self->expires_at))
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED,
                                               "clientId, clientSecret or expiresAt is missing", NULL, 0));
      return NULL;
    }

  return g_steal_pointer (&self);
}

char *
aws_sso_registration_format (AwsSsoRegistration *self,
                             AwsSsoSession      *session,
                             gsize              *length)
{
  AwsTokenWriter *writer = aws_token_writer_new ();

  aws_token_writer_add_string (writer, "clientId", self->client_id);
  aws_token_writer_add_string (writer, "clientSecret", self->client_secret);
  aws_token_writer_add_time (writer, "expiresAt", self->expires_at);
  if (self->takes_codes || aws_sso_session_has_scopes (session))
    aws_token_writer_add_list (writer, "scopes", aws_sso_session_get_scopes (session));
  if (self->takes_codes)
    aws_token_writer_add_list (writer, "grantTypes", browser_grants);

  return aws_token_writer_finish (writer, length);
}

gboolean
aws_sso_registration_is_valid (AwsSsoRegistration *self,
                               gint64              now)
{
  return self->expires_at - now >= AWS_SSO_EXPIRY_WINDOW;
}

void
aws_sso_token_free (AwsSsoToken *self)
{
  flo_secret_free (self->access_token);
  flo_secret_free (self->client_secret);
  flo_secret_free (self->refresh_token);
  g_free (self->client_id);
  g_free (self);
}

gboolean
aws_sso_token_is_bearer (const char *token)
{
  if (token == NULL || *token == '\0')
    return FALSE;
  for (; *token != '\0'; token++)
    if (!g_ascii_isgraph (*token))
      return FALSE;

  return TRUE;
}

/**
 * aws_sso_token_parse:
 * @text: (transfer full): the content of its file, from flo_secret_alloc(); taken in any case
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL; the message never shows what was read
 *
 * A token without what it takes to renew it is still a token.
 *
 * Returns: (transfer full): the token, or %NULL with @error set
 */
AwsSsoToken *
aws_sso_token_parse (char    *text,
                     gsize    length,
                     GError **error)
{
  g_autoptr(AwsTokenDocument) document = aws_token_document_new (text, length, error);
  g_autoptr(AwsSsoToken) self = NULL;

  if (document == NULL)
    return NULL;

  self = g_new0 (AwsSsoToken, 1);
  self->access_token = aws_token_document_dup_secret (document, "accessToken");
  self->client_id = aws_token_document_dup_string (document, "clientId");
  self->client_secret = aws_token_document_dup_secret (document, "clientSecret");
  self->refresh_token = aws_token_document_dup_secret (document, "refreshToken");
  aws_token_document_get_time (document, "registrationExpiresAt", &self->registration_expires_at);
  if (!aws_sso_token_is_bearer (self->access_token)
      || !aws_token_document_get_time (document, "expiresAt", &self->expires_at))
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED,
                                               "accessToken or expiresAt is missing, or is none", NULL, 0));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * aws_sso_token_format:
 * @self: a token
 * @session: what it is for
 * @length: (out) (optional): of the text
 *
 * Returns: (transfer full): the content of its file, to be freed with flo_secret_free()
 */
char *
aws_sso_token_format (const AwsSsoToken *self,
                      AwsSsoSession     *session,
                      gsize             *length)
{
  AwsTokenWriter *writer = aws_token_writer_new ();

  aws_token_writer_add_string (writer, "startUrl", aws_sso_session_get_start_url (session));
  aws_token_writer_add_string (writer, "region", aws_sso_session_get_region (session));
  aws_token_writer_add_string (writer, "accessToken", self->access_token);
  aws_token_writer_add_time (writer, "expiresAt", self->expires_at);
  aws_token_writer_add_string (writer, "clientId", self->client_id);
  aws_token_writer_add_string (writer, "clientSecret", self->client_secret);
  if (self->registration_expires_at != 0)
    aws_token_writer_add_time (writer, "registrationExpiresAt", self->registration_expires_at);
  aws_token_writer_add_string (writer, "refreshToken", self->refresh_token);

  return aws_token_writer_finish (writer, length);
}

gboolean
aws_sso_token_can_be_renewed (const AwsSsoToken *self,
                              gint64             now)
{
  return self->refresh_token != NULL && self->client_id != NULL && self->client_secret != NULL
         && self->registration_expires_at > now;
}
