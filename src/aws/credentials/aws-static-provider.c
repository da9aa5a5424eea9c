/* aws-static-provider.c: credentials somebody has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

#define AWS_TYPE_STATIC_PROVIDER (aws_static_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsStaticProvider, aws_static_provider, AWS, STATIC_PROVIDER, GObject)

struct _AwsStaticProvider
{
  GObject parent_instance;

  AwsCredentials *credentials;   /* (owned) */
};

static void aws_static_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsStaticProvider, aws_static_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_static_provider_iface_init))

static const char *
aws_static_provider_get_description (AwsCredentialsProvider *provider)
{
  return "given credentials";
}

static void
aws_static_provider_load_async (AwsCredentialsProvider *provider,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  AwsStaticProvider *self = AWS_STATIC_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_static_provider_load_async);
  g_task_return_pointer (task, aws_credentials_ref (self->credentials),
                         (GDestroyNotify) aws_credentials_unref);
}

static AwsCredentials *
aws_static_provider_load_finish (AwsCredentialsProvider  *provider,
                                 GAsyncResult            *result,
                                 GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_static_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_static_provider_get_description;
  iface->load_async = aws_static_provider_load_async;
  iface->load_finish = aws_static_provider_load_finish;
}

static void
aws_static_provider_finalize (GObject *object)
{
  AwsStaticProvider *self = AWS_STATIC_PROVIDER (object);

  g_clear_pointer (&self->credentials, aws_credentials_unref);

  G_OBJECT_CLASS (aws_static_provider_parent_class)->finalize (object);
}

static void
aws_static_provider_class_init (AwsStaticProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_static_provider_finalize;
}

static void
aws_static_provider_init (AwsStaticProvider *self)
{
}

/**
 * aws_static_provider_new:
 * @credentials: credentials, referenced
 *
 * Returns: (transfer full): a provider that always answers @credentials
 */
AwsCredentialsProvider *
aws_static_provider_new (AwsCredentials *credentials)
{
  AwsStaticProvider *self;

  g_return_val_if_fail (credentials != NULL, NULL);

  self = g_object_new (AWS_TYPE_STATIC_PROVIDER, NULL);
  self->credentials = aws_credentials_ref (credentials);

  return AWS_CREDENTIALS_PROVIDER (self);
}
