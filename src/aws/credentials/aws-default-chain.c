/* aws-default-chain.c: everything the AWS CLI looks at, in its order; or one profile of it
 *
 *   the environment (unless a profile is named)
 *   the profile: role_arn, web identity, IAM Identity Center, key in credentials, login, process, key in config
 *   older tools' files, the container's role, the instance's role
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"

#define AWS_TYPE_DEFAULT_CHAIN (aws_default_chain_get_type ())
G_DECLARE_FINAL_TYPE (AwsDefaultChain, aws_default_chain, AWS, DEFAULT_CHAIN, GObject)

struct _AwsDefaultChain
{
  GObject parent_instance;

  char *profile;                 /* (owned) (nullable): NULL = AWS_PROFILE, then "default" */
  gboolean profile_only;
  AwsInteraction *interaction;   /* (owned) (nullable) */
  char *description;             /* (owned) */
  char *refused_key_id;          /* (owned) (nullable): whatever is kept of it is not used */
};

static void aws_default_chain_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsDefaultChain, aws_default_chain, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_default_chain_iface_init))

/* ---- the profile, as one source ---- */

static void
profile_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  const char *profile = g_task_get_task_data (task);
  AwsCredentials *credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);
  g_autofree char *credentials_path = NULL;
  g_autofree char *config_path = NULL;

  if (credentials != NULL)
    {
      aws_source_return (g_steal_pointer (&task), credentials);
      return;
    }
  if (g_strcmp0 (aws_error_get_code (error), AWS_CODE_NO_CREDENTIALS) != 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  credentials_path = aws_profile_dup_credentials_path ();
  config_path = aws_profile_dup_config_path ();
  aws_source_fail (g_steal_pointer (&task), AWS_CODE_NO_CREDENTIALS,
                   "profile \"%s\" has neither an access key nor another way to get credentials in %s or %s; run "
                   "\"aws configure\" or \"aws configure sso\" to add one", profile, credentials_path, config_path);
}

static void
profile_load (GTask    *task,
              gpointer  data)
{
  AwsCredentialsProvider *provider = data;

  g_task_set_task_data (task, g_strdup (aws_credentials_provider_get_profile (g_task_get_source_object (task))), g_free);
  aws_credentials_provider_load_async (provider, g_task_get_cancellable (task), profile_loaded_cb, task);
}

/* ---- a load ---- */

static AwsCredentialsProvider *
create_profile_source (AwsSourceContext *context,
                       gboolean          use_environment)
{
  g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name = aws_profile_get_name (context->profile);
  g_autofree char *description = g_strdup_printf ("profile \"%s\"", name);

  g_ptr_array_add (ways, aws_role_source_new (context->profile, context, NULL));
  g_ptr_array_add (ways, aws_profile_sources_new (context->profile, context, use_environment));

  return aws_source_new (description, name, profile_load, aws_chain_provider_new (ways), g_object_unref);
}

static AwsCredentialsProvider *
aws_default_chain_create_sources (AwsDefaultChain *self,
                                  AwsProfile      *profile)
{
  g_autoptr(AwsSourceContext) context = aws_source_context_new (profile, self->interaction, self->refused_key_id);
  g_autoptr(GPtrArray) sources = NULL;

  if (self->profile_only)
    return create_profile_source (context, FALSE);

  sources = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->profile == NULL)
    g_ptr_array_add (sources, aws_environment_provider_new ());
  g_ptr_array_add (sources, create_profile_source (context, self->profile == NULL));
  g_ptr_array_add (sources, aws_legacy_source_new ());
  g_ptr_array_add (sources, aws_container_source_new (context));
  g_ptr_array_add (sources, aws_instance_source_new (context));

  return aws_chain_provider_new (sources);
}

static void
aws_default_chain_answered_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsDefaultChain *self = g_task_get_source_object (task);
  AwsCredentials *credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);
  const char *text;

  if (credentials == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  text = aws_credentials_get_source (credentials);
  if (!self->profile_only && text != NULL)
    {
      g_free (self->description);
      self->description = g_strdup (text);
    }
  g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
}

/* Takes @task. */
static void
fail_without_profile (GTask      *task,
                      AwsProfile *profile)
{
  g_auto(GStrv) names = aws_profile_dup_names (profile);
  g_autofree char *known = g_strjoinv (", ", names);
  g_autofree char *credentials_path = aws_profile_dup_credentials_path ();
  g_autofree char *config_path = aws_profile_dup_config_path ();

  aws_source_fail (task, AWS_CODE_BAD_PROFILE, "there is no profile \"%s\" in %s or %s (profiles found: %s)",
                   aws_profile_get_name (profile), credentials_path, config_path, *known != '\0' ? known : "none");
}

static void
aws_default_chain_profile_read_cb (GObject      *source,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsDefaultChain *self = g_task_get_source_object (task);
  g_autoptr(AwsProfile) profile = aws_profile_load_finish (result, &error);
  g_autoptr(AwsCredentialsProvider) sources = NULL;
  GCancellable *cancellable;

  if (profile == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Who names a profile wants that one, whatever else there is. */
  if (aws_profile_is_named (self->profile) && !aws_profile_exists (profile))
    {
      fail_without_profile (g_steal_pointer (&task), profile);
      return;
    }

  sources = aws_default_chain_create_sources (self, profile);
  cancellable = g_task_get_cancellable (task);
  aws_credentials_provider_load_async (sources, cancellable, aws_default_chain_answered_cb, g_steal_pointer (&task));
}

static void
aws_default_chain_load_async (AwsCredentialsProvider *provider,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  AwsDefaultChain *self = AWS_DEFAULT_CHAIN (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_default_chain_load_async);
  aws_profile_load_async (self->profile, cancellable, aws_default_chain_profile_read_cb, g_steal_pointer (&task));
}

static AwsCredentials *
aws_default_chain_load_finish (AwsCredentialsProvider  *provider,
                               GAsyncResult            *result,
                               GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the object ---- */

static const char *
aws_default_chain_get_description (AwsCredentialsProvider *provider)
{
  return AWS_DEFAULT_CHAIN (provider)->description;
}

static const char *
aws_default_chain_get_profile (AwsCredentialsProvider *provider)
{
  return aws_profile_choose_name (AWS_DEFAULT_CHAIN (provider)->profile);
}

static void
aws_default_chain_forget (AwsCredentialsProvider *provider,
                          AwsCredentials         *refused)
{
  AwsDefaultChain *self = AWS_DEFAULT_CHAIN (provider);

  g_free (self->refused_key_id);
  self->refused_key_id = g_strdup (aws_credentials_get_access_key_id (refused));
}

static void
aws_default_chain_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_default_chain_get_description;
  iface->get_profile = aws_default_chain_get_profile;
  iface->load_async = aws_default_chain_load_async;
  iface->load_finish = aws_default_chain_load_finish;
  iface->forget = aws_default_chain_forget;
}

static void
aws_default_chain_finalize (GObject *object)
{
  AwsDefaultChain *self = AWS_DEFAULT_CHAIN (object);

  g_clear_pointer (&self->profile, g_free);
  g_clear_object (&self->interaction);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->refused_key_id, g_free);

  G_OBJECT_CLASS (aws_default_chain_parent_class)->finalize (object);
}

static void
aws_default_chain_class_init (AwsDefaultChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_default_chain_finalize;
}

static void
aws_default_chain_init (AwsDefaultChain *self)
{
}

static AwsDefaultChain *
create (const char     *profile,
        AwsInteraction *interaction)
{
  AwsDefaultChain *self = g_object_new (AWS_TYPE_DEFAULT_CHAIN, NULL);

  self->profile = g_strdup (profile);
  g_set_object (&self->interaction, interaction);

  return self;
}

/**
 * aws_default_chain_new:
 * @profile: (nullable): a profile that was named; the environment's keys are not used then
 * @interaction: (nullable): who asks a person
 *
 * The files are read, the environment is looked at and services are asked anew with each load. A file that is broken
 * or a named profile that does not exist fails the load whatever else there is, as with the AWS CLI.
 *
 * Returns: (transfer full): a provider of whatever credentials this user has
 */
AwsCredentialsProvider *
aws_default_chain_new (const char     *profile,
                       AwsInteraction *interaction)
{
  AwsDefaultChain *self = create (profile, interaction);

  self->description = profile != NULL ? g_strdup_printf ("profile \"%s\"", profile)
                                      : g_strdup ("what the AWS CLI would use");

  return AWS_CREDENTIALS_PROVIDER (self);
}

/**
 * aws_profile_provider_new:
 * @profile: (nullable): a profile's name; %NULL is AWS_PROFILE, then "default"
 * @interaction: (nullable): who asks a person
 *
 * Returns: (transfer full): a provider that does what @profile says each time it is asked, and nothing else
 */
AwsCredentialsProvider *
aws_profile_provider_new (const char     *profile,
                          AwsInteraction *interaction)
{
  AwsDefaultChain *self = create (profile, interaction);

  self->profile_only = TRUE;
  self->description = g_strdup_printf ("profile \"%s\"", aws_profile_choose_name (profile));

  return AWS_CREDENTIALS_PROVIDER (self);
}
