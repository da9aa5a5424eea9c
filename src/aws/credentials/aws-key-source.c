/* aws-key-source.c: an access key in ~/.aws/credentials or ~/.aws/config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"

typedef struct
{
  AwsProfile *profile;   /* (owned) */
  gboolean in_config;
} Key;

static void
key_free (gpointer data)
{
  Key *key = data;

  aws_profile_unref (key->profile);
  g_free (key);
}

static const char *
key_get (Key        *key,
         const char *name)
{
  return key->in_config ? aws_profile_get_config (key->profile, name)
                        : aws_profile_get_credentials (key->profile, name);
}

static void
key_load (GTask    *task,
          gpointer  data)
{
  Key *key = data;
  const char *profile = aws_profile_get_name (key->profile);
  const char *id = key_get (key, "aws_access_key_id");
  const char *secret = key_get (key, "aws_secret_access_key");
  const char *token = key_get (key, "aws_security_token");
  g_autofree char *path =
    key->in_config ? aws_profile_dup_config_path () : aws_profile_dup_credentials_path ();
  g_autofree char *source = g_strdup_printf ("profile %s", profile);
  AwsCredentials *credentials;

  if (id == NULL && secret == NULL)
    {
      aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "profile \"%s\" has no access key in %s", profile, path);
      return;
    }

  /* Half a key is a mistake somebody made, not an absence. */
  if (id == NULL || secret == NULL)
    {
      aws_source_fail (task, AWS_CODE_PARTIAL_CREDENTIALS,
                       "profile \"%s\" in %s has %s but no %s; run \"aws configure --profile %s\", or add the line",
                       profile, path, id != NULL ? "aws_access_key_id" : "aws_secret_access_key",
                       id != NULL ? "aws_secret_access_key" : "aws_access_key_id", profile);
      return;
    }

  if (token == NULL)
    token = key_get (key, "aws_session_token");
  credentials = aws_credentials_new (id, secret, token, 0);
  aws_credentials_set_account_id (credentials, key_get (key, "aws_account_id"));
  aws_credentials_set_source (credentials, source);
  aws_source_return (task, credentials);
}

AwsCredentialsProvider *
aws_key_source_new (AwsProfile *profile,
                    gboolean    in_config)
{
  Key *key = g_new0 (Key, 1);
  g_autofree char *description = g_strdup_printf ("profile \"%s\"", aws_profile_get_name (profile));

  key->profile = aws_profile_ref (profile);
  key->in_config = in_config;

  return aws_source_new (description, NULL, key_load, key, key_free);
}
