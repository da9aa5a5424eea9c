/* aws-chain-provider.c: the first provider that has credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

#include "aws/aws-error-codes.h"

#define AWS_TYPE_CHAIN_PROVIDER (aws_chain_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsChainProvider, aws_chain_provider, AWS, CHAIN_PROVIDER, GObject)

struct _AwsChainProvider
{
  GObject parent_instance;

  GPtrArray *providers;   /* (owned) (element-type AwsCredentialsProvider) */
  char *description;      /* (owned): all of them */
  AwsCredentialsProvider *answered;   /* (unowned) (nullable): the one that answered last */
};

static void aws_chain_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsChainProvider, aws_chain_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_chain_provider_iface_init))

typedef struct
{
  guint position;       /* of the provider that is being asked */
  GString *reasons;     /* (owned): why the ones before had nothing */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_string_free (load->reasons, TRUE);
  g_free (load);
}

static void aws_chain_provider_ask_next (GTask *task);

static void
aws_chain_provider_loaded_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsCredentialsProvider *provider = AWS_CREDENTIALS_PROVIDER (source);
  AwsChainProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsCredentials *credentials = aws_credentials_provider_load_finish (provider, result, &error);

  if (credentials != NULL)
    {
      g_debug ("Credentials come from %s", aws_credentials_provider_get_description (provider));
      self->answered = provider;
      g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
      return;
    }

  /* Going on after a real failure would silently use somebody else's money. */
  if (g_strcmp0 (aws_error_get_code (error), AWS_CODE_NO_CREDENTIALS) != 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_string_append_printf (load->reasons, "%s%s", load->reasons->len > 0 ? ", " : "",
                          aws_credentials_provider_get_description (provider));
  load->position++;
  aws_chain_provider_ask_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
aws_chain_provider_ask_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  AwsChainProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autofree char *message = NULL;

  if (load->position < self->providers->len)
    {
      aws_credentials_provider_load_async (g_ptr_array_index (self->providers, load->position),
                                           g_task_get_cancellable (task),
                                           aws_chain_provider_loaded_cb,
                                           g_steal_pointer (&owned));
      return;
    }

  message =
      g_strdup_printf ("no AWS credentials found (looked at: %s); add an account in Flotilla, "
                         "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
                         "or run \"aws configure\"",
                         load->reasons->len > 0 ? load->reasons->str : "nothing");
  g_task_return_error (task, aws_error_new (NULL, AWS_CODE_NO_CREDENTIALS, message, NULL, 0));
}

static const char *
aws_chain_provider_get_description (AwsCredentialsProvider *provider)
{
  AwsChainProvider *self = AWS_CHAIN_PROVIDER (provider);

  return self->answered != NULL ? aws_credentials_provider_get_description (self->answered)
                                : self->description;
}

/* Also while the environment has the keys: its AWS_PROFILE says how to talk to AWS. */
static const char *
aws_chain_provider_get_profile (AwsCredentialsProvider *provider)
{
  AwsChainProvider *self = AWS_CHAIN_PROVIDER (provider);

  for (guint i = 0; i < self->providers->len; i++)
    {
      const char *profile =
        aws_credentials_provider_get_profile (g_ptr_array_index (self->providers, i));

      if (profile != NULL)
        return profile;
    }

  return NULL;
}

static void
aws_chain_provider_load_async (AwsCredentialsProvider *provider,
                               GCancellable           *cancellable,
                               GAsyncReadyCallback     callback,
                               gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->reasons = g_string_new (NULL);
  g_task_set_source_tag (task, aws_chain_provider_load_async);
  g_task_set_task_data (task, load, load_free);
  aws_chain_provider_ask_next (g_steal_pointer (&task));
}

static AwsCredentials *
aws_chain_provider_load_finish (AwsCredentialsProvider  *provider,
                                GAsyncResult            *result,
                                GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_chain_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_chain_provider_get_description;
  iface->load_async = aws_chain_provider_load_async;
  iface->load_finish = aws_chain_provider_load_finish;
  iface->get_profile = aws_chain_provider_get_profile;
}

static void
aws_chain_provider_finalize (GObject *object)
{
  AwsChainProvider *self = AWS_CHAIN_PROVIDER (object);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (aws_chain_provider_parent_class)->finalize (object);
}

static void
aws_chain_provider_class_init (AwsChainProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_chain_provider_finalize;
}

static void
aws_chain_provider_init (AwsChainProvider *self)
{
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * aws_chain_provider_new:
 * @providers: (element-type AwsCredentialsProvider): in the order they are asked; each is referenced
 *
 * Returns: (transfer full): a provider that answers what the first of @providers that has something does
 */
AwsCredentialsProvider *
aws_chain_provider_new (GPtrArray *providers)
{
  AwsChainProvider *self;
  g_autoptr(GString) description = g_string_new (NULL);

  g_return_val_if_fail (providers != NULL, NULL);

  self = g_object_new (AWS_TYPE_CHAIN_PROVIDER, NULL);
  for (guint i = 0; i < providers->len; i++)
    {
      AwsCredentialsProvider *provider = g_ptr_array_index (providers, i);

      g_ptr_array_add (self->providers, g_object_ref (provider));
      g_string_append_printf (description, "%s%s", i > 0 ? ", then " : "",
                              aws_credentials_provider_get_description (provider));
    }
  self->description = g_strdup (description->str);

  return AWS_CREDENTIALS_PROVIDER (self);
}
