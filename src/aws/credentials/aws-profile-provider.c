/* aws-profile-provider.c: credentials from ~/.aws
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-profile.h"

#define AWS_TYPE_PROFILE_PROVIDER (aws_profile_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsProfileProvider, aws_profile_provider, AWS, PROFILE_PROVIDER, GObject)

struct _AwsProfileProvider
{
  GObject parent_instance;

  char *name;          /* (owned) (nullable): NULL = AWS_PROFILE, then "default" */
  char *description;   /* (owned) */
  AwsInteraction *interaction;   /* (owned) (nullable) */
};

static void aws_profile_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsProfileProvider, aws_profile_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_profile_provider_iface_init))

static void G_GNUC_PRINTF (2, 3)
aws_profile_provider_fail (GError     **error,
                           const char  *format,
                           ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_PROFILE, message, NULL, 0));
}

typedef const char *(*SettingFunc) (AwsProfile *profile,
                                    const char *key);

/* NULL without @error: there is no key in this file. */
static AwsCredentials *
aws_profile_provider_get_static (AwsProfile   *profile,
                                 SettingFunc   get,
                                 const char   *file,
                                 GError      **error)
{
  const char *key = get (profile, "aws_access_key_id");
  const char *secret = get (profile, "aws_secret_access_key");

  if (key != NULL && secret != NULL)
    return aws_credentials_new (key, secret, get (profile, "aws_session_token"), 0);

  if (key != NULL || secret != NULL)
    aws_profile_provider_fail (error, "profile \"%s\" in %s has %s but no %s",
                               aws_profile_get_name (profile), file,
                               key != NULL ? "aws_access_key_id" : "aws_secret_access_key",
                               key != NULL ? "aws_secret_access_key" : "aws_access_key_id");
  return NULL;
}

/* Ways to get credentials that we do not speak must not be skipped silently: what comes after them
 * may belong to another account. */
static gboolean
aws_profile_provider_check_ways (AwsProfile         *profile,
                                 const char *const  *ways,
                                 GError            **error)
{
  for (gsize i = 0; ways[i] != NULL; i++)
    {
      if (aws_profile_get_config (profile, ways[i]) == NULL
          && aws_profile_get_credentials (profile, ways[i]) == NULL)
        continue;

      aws_profile_provider_fail (
          error,
          "profile \"%s\" gets its credentials through %s, which Flotilla cannot do yet; "
          "use a profile with an access key, or run "
          "\"aws configure export-credentials --profile %s --format env\" first",
          aws_profile_get_name (profile), ways[i], aws_profile_get_name (profile));
      return FALSE;
    }

  return TRUE;
}

static AwsCredentials *
aws_profile_provider_resolve (AwsProfile  *profile,
                              GError             **error)
{
  static const char *const before_keys[] =
    { "role_arn", "web_identity_token_file", "sso_session", "sso_start_url", NULL };
  static const char *const after_keys[] = { "login_session", "credential_process", NULL };
  g_autofree char *credentials_path = aws_profile_dup_credentials_path ();
  g_autofree char *config_path = aws_profile_dup_config_path ();
  g_autoptr(GError) local_error = NULL;
  g_autofree char *message = NULL;
  AwsCredentials *credentials;

  if (!aws_profile_exists (profile) && g_strcmp0 (aws_profile_get_name (profile), "default") != 0)
    {
      g_auto(GStrv) names = aws_profile_dup_names (profile);
      g_autofree char *known = g_strjoinv (", ", names);

      aws_profile_provider_fail (error,
                                 "there is no profile \"%s\" in %s or %s (profiles found: %s)",
                                 aws_profile_get_name (profile), credentials_path, config_path,
                                 *known != '\0' ? known : "none");
      return NULL;
    }

  if (!aws_profile_provider_check_ways (profile, before_keys, error))
    return NULL;

  credentials = aws_profile_provider_get_static (profile, aws_profile_get_credentials,
                                                 credentials_path, &local_error);
  if (credentials == NULL && local_error == NULL
      && aws_profile_provider_check_ways (profile, after_keys, &local_error))
    credentials = aws_profile_provider_get_static (profile, aws_profile_get_config,
                                                   config_path, &local_error);
  if (credentials != NULL)
    return credentials;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  message = g_strdup_printf (
      "profile \"%s\" has no access key in %s or %s; run \"aws configure\" to add one",
      aws_profile_get_name (profile), credentials_path, config_path);
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_NO_CREDENTIALS, message, NULL, 0));

  return NULL;
}

static void
aws_profile_provider_loaded_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsProfile) profile = aws_profile_load_finish (result, &error);
  AwsCredentials *credentials = NULL;

  if (profile != NULL)
    credentials = aws_profile_provider_resolve (profile, &error);

  if (credentials == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
}

static const char *
aws_profile_provider_get_description (AwsCredentialsProvider *provider)
{
  return AWS_PROFILE_PROVIDER (provider)->description;
}

static const char *
aws_profile_provider_get_profile (AwsCredentialsProvider *provider)
{
  return aws_profile_choose_name (AWS_PROFILE_PROVIDER (provider)->name);
}

static void
aws_profile_provider_load_async (AwsCredentialsProvider *provider,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  AwsProfileProvider *self = AWS_PROFILE_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_profile_provider_load_async);
  aws_profile_load_async (self->name, cancellable, aws_profile_provider_loaded_cb,
                          g_steal_pointer (&task));
}

static AwsCredentials *
aws_profile_provider_load_finish (AwsCredentialsProvider  *provider,
                                  GAsyncResult            *result,
                                  GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_profile_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_profile_provider_get_description;
  iface->load_async = aws_profile_provider_load_async;
  iface->load_finish = aws_profile_provider_load_finish;
  iface->get_profile = aws_profile_provider_get_profile;
}

static void
aws_profile_provider_finalize (GObject *object)
{
  AwsProfileProvider *self = AWS_PROFILE_PROVIDER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_object (&self->interaction);

  G_OBJECT_CLASS (aws_profile_provider_parent_class)->finalize (object);
}

static void
aws_profile_provider_class_init (AwsProfileProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_profile_provider_finalize;
}

static void
aws_profile_provider_init (AwsProfileProvider *self)
{
}

/**
 * aws_profile_provider_new:
 * @profile: (nullable): a profile's name; %NULL is AWS_PROFILE, then "default"
 * @interaction: (nullable): who asks a person
 *
 * Returns: (transfer full): a provider that reads the access key of @profile each time it is asked
 */
AwsCredentialsProvider *
aws_profile_provider_new (const char     *profile,
                          AwsInteraction *interaction)
{
  AwsProfileProvider *self = g_object_new (AWS_TYPE_PROFILE_PROVIDER, NULL);

  self->name = g_strdup (profile);
  g_set_object (&self->interaction, interaction);
  self->description = g_strdup_printf ("profile \"%s\"", aws_profile_choose_name (profile));

  return AWS_CREDENTIALS_PROVIDER (self);
}
