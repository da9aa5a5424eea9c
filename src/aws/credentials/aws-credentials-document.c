/* aws-credentials-document.c: credentials as JSON, the way programs, containers and caches write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-document.h"

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"

static char *
document_dup (AwsTokenDocument  *document,
              const char        *prefix,
              const char        *name,
              GError           **error)
{
  g_autofree char *path = g_strconcat (prefix, name, NULL);
  char *value = aws_token_document_dup_secret (document, path);

  if (value != NULL && *value != '\0')
    return value;

  if (error != NULL)
    {
      g_autofree char *message = g_strdup_printf ("it has no \"%s\"", path);

      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));
    }
  flo_secret_free (value);

  return NULL;
}

/* FALSE with @error set: there is one, and it is no time. */
static gboolean
document_get_expiration (AwsTokenDocument  *document,
                         const char        *prefix,
                         gint64            *expires_at,
                         GError           **error)
{
  g_autofree char *path = g_strconcat (prefix, "Expiration", NULL);
  g_autofree char *message = NULL;

  *expires_at = 0;
  if (!aws_token_document_has (document, path) || aws_token_document_get_time (document, path, expires_at))
    return TRUE;

  message = g_strdup_printf ("its \"%s\" is no time; one looks like 2026-11-24T02:10:00Z", path);
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));

  return FALSE;
}

AwsCredentials *
aws_credentials_document_read (AwsTokenDocument  *document,
                               const char        *prefix,
                               const char        *token_name,
                               GError           **error)
{
  AwsCredentials *credentials = NULL;
  g_autofree char *account_path = g_strconcat (prefix, "AccountId", NULL);
  g_autofree char *account_id = aws_token_document_dup_string (document, account_path);
  char *id = document_dup (document, prefix, "AccessKeyId", error);
  char *secret = id != NULL ? document_dup (document, prefix, "SecretAccessKey", error) : NULL;
  char *token = secret != NULL ? document_dup (document, prefix, token_name, NULL) : NULL;
  gint64 expires_at;

  if (secret != NULL && document_get_expiration (document, prefix, &expires_at, error))
    {
      credentials = aws_credentials_new (id, secret, token, expires_at);
      aws_credentials_set_account_id (credentials, account_id);
    }
  flo_secret_free (id);
  flo_secret_free (secret);
  flo_secret_free (token);

  return credentials;
}
