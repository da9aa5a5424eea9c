/* aws-environment-provider.c: credentials from the environment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

#include "aws/aws-error-codes.h"
#include "base/flo-time.h"

#define AWS_TYPE_ENVIRONMENT_PROVIDER (aws_environment_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsEnvironmentProvider, aws_environment_provider,
                      AWS, ENVIRONMENT_PROVIDER, GObject)

struct _AwsEnvironmentProvider
{
  GObject parent_instance;
};

static void aws_environment_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsEnvironmentProvider, aws_environment_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_environment_provider_iface_init))

static const char *
aws_environment_provider_get_description (AwsCredentialsProvider *provider)
{
  return "environment variables";
}

static void
aws_environment_provider_fail (GError     **error,
                               const char  *code,
                               const char  *message)
{
  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));
}

static AwsCredentials *
aws_environment_provider_create (const char  *key,
                                 const char  *secret,
                                 GError     **error)
{
  const char *token = g_getenv ("AWS_SECURITY_TOKEN");
  const char *expiration = g_getenv ("AWS_CREDENTIAL_EXPIRATION");
  const char *account_id = g_getenv ("AWS_ACCOUNT_ID");
  gint64 expires_at = 0;
  AwsCredentials *credentials;

  if (token == NULL || *token == '\0')
    token = g_getenv ("AWS_SESSION_TOKEN");
  if (expiration != NULL && *expiration != '\0' && !flo_time_parse (expiration, &expires_at))
    {
      aws_environment_provider_fail (error, AWS_CODE_BAD_PROFILE, "AWS_CREDENTIAL_EXPIRATION is no time; one looks "
                                     "like 2026-11-24T02:10:00Z");
      return NULL;
    }

  credentials = aws_credentials_new (key, secret, token, expires_at);
  aws_credentials_set_source (credentials, "environment variables");
  if (account_id != NULL && *account_id != '\0')
    aws_credentials_set_account_id (credentials, account_id);

  return credentials;
}

static AwsCredentials *
aws_environment_provider_load (GError **error)
{
  const char *key = g_getenv ("AWS_ACCESS_KEY_ID");
  const char *secret = g_getenv ("AWS_SECRET_ACCESS_KEY");
  gboolean has_key = key != NULL && *key != '\0';
  gboolean has_secret = secret != NULL && *secret != '\0';

  if (has_key && has_secret)
    return aws_environment_provider_create (key, secret, error);

  /* Half a key is a mistake somebody made, not an absence. */
  if (has_key != has_secret)
    aws_environment_provider_fail (error, AWS_CODE_PARTIAL_CREDENTIALS, has_key
      ? "AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not; set both or none"
      : "AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not; set both or none");
  else
    aws_environment_provider_fail (error, AWS_CODE_NO_CREDENTIALS,
                                   "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");

  return NULL;
}

static void
aws_environment_provider_load_async (AwsCredentialsProvider *provider,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  AwsCredentials *credentials;

  g_task_set_source_tag (task, aws_environment_provider_load_async);
  credentials = aws_environment_provider_load (&error);
  if (credentials == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
}

static AwsCredentials *
aws_environment_provider_load_finish (AwsCredentialsProvider  *provider,
                                      GAsyncResult            *result,
                                      GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_environment_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_environment_provider_get_description;
  iface->load_async = aws_environment_provider_load_async;
  iface->load_finish = aws_environment_provider_load_finish;
}

static void
aws_environment_provider_class_init (AwsEnvironmentProviderClass *klass)
{
}

static void
aws_environment_provider_init (AwsEnvironmentProvider *self)
{
}

/**
 * aws_environment_provider_new:
 *
 * Returns: (transfer full): a provider that reads AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN (or
 *   AWS_SECURITY_TOKEN), AWS_CREDENTIAL_EXPIRATION and AWS_ACCOUNT_ID each time it is asked
 */
AwsCredentialsProvider *
aws_environment_provider_new (void)
{
  return g_object_new (AWS_TYPE_ENVIRONMENT_PROVIDER, NULL);
}
