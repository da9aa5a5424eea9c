/* aws-sts-session.c: becoming a role
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-sts-session.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-source.h"

/* Whoever names no region still gets a session: any region of the role's partition has an STS. */
static const char *
sts_get_region (AwsSourceContext *context,
                const char       *role_arn)
{
  static const struct { const char *prefix; const char *region; } partitions[] =
  {
    { "arn:aws-cn:", "cn-north-1" },
    { "arn:aws-us-gov:", "us-gov-west-1" },
    { "arn:aws-eusc:", "eusc-de-east-1" },
  };
  const char *region = g_getenv ("AWS_REGION");

  if (region == NULL || *region == '\0')
    region = g_getenv ("AWS_DEFAULT_REGION");
  if (region == NULL || *region == '\0')
    region = aws_profile_get_region (context->profile);
  if (region != NULL)
    return region;

  for (gsize i = 0; i < G_N_ELEMENTS (partitions); i++)
    if (g_str_has_prefix (role_arn, partitions[i].prefix))
      return partitions[i].region;

  return "us-east-1";
}

/* Always the same, and with the settings of the profile that was chosen. */
static void
signer_load (GTask    *task,
             gpointer  data)
{
  if (data != NULL)
    aws_source_return (task, aws_credentials_ref (data));
  else
    aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "a web identity signs nothing");
}

static void
signer_free (gpointer data)
{
  if (data != NULL)
    aws_credentials_unref (data);
}

AwsClient *
aws_sts_session_create_client (AwsSourceContext *context,
                               const char       *role_arn,
                               AwsCredentials   *source)
{
  g_autoptr(AwsCredentialsProvider) provider =
    aws_source_new ("the source of a role", aws_profile_get_name (context->profile), signer_load,
                    source != NULL ? aws_credentials_ref (source) : NULL, signer_free);

  return aws_client_new (provider, sts_get_region (context, role_arn), NULL);
}

static char *
dup_account_id (const AwsAssumedRoleUser *user)
{
  g_auto(GStrv) parts = user != NULL && user->arn != NULL ? g_strsplit (user->arn, ":", 6) : NULL;

  return parts != NULL && g_strv_length (parts) == 6 ? g_strdup (parts[4]) : NULL;
}

/* Whoever frees it may not do so. */
static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
}

AwsCredentials *
aws_sts_session_take (AwsStsCredentials        *answer,
                      const AwsAssumedRoleUser *user,
                      GError                  **error)
{
  g_autofree char *account_id = dup_account_id (user);
  AwsCredentials *credentials = NULL;

  if (answer != NULL && answer->access_key_id != NULL && answer->secret_access_key != NULL
      && answer->session_token != NULL)
    {
      credentials = aws_credentials_new (answer->access_key_id, answer->secret_access_key, answer->session_token,
                                         answer->expiration.is_set ? answer->expiration.seconds : 0);
      aws_credentials_set_account_id (credentials, account_id);
    }
  else
    g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, "AWS answered without a whole key",
                                             NULL, 0));

  if (answer != NULL)
    {
      wipe (answer->secret_access_key);
      wipe (answer->session_token);
    }

  return credentials;
}

char *
aws_sts_session_dup_name (void)
{
  return g_strdup_printf ("flotilla-%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
}

const char *
aws_sts_session_get_role_name (const char *role_arn)
{
  const char *slash = strrchr (role_arn, '/');

  return slash != NULL ? slash + 1 : role_arn;
}
