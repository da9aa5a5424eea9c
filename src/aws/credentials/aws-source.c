/* aws-source.c: a provider that is a function
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-source.h"

#include "aws/aws-error-codes.h"

#define AWS_TYPE_SOURCE (aws_source_get_type ())
G_DECLARE_FINAL_TYPE (AwsSource, aws_source, AWS, SOURCE, GObject)

struct _AwsSource
{
  GObject parent_instance;

  char *description;        /* (owned) */
  char *profile;            /* (owned) (nullable) */
  AwsSourceFunc func;
  gpointer data;            /* (owned) (nullable) */
  GDestroyNotify destroy;   /* (nullable): of @data */
};

static void aws_source_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsSource, aws_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_source_iface_init))

static const char *
aws_source_get_description (AwsCredentialsProvider *provider)
{
  return AWS_SOURCE (provider)->description;
}

static const char *
aws_source_get_profile (AwsCredentialsProvider *provider)
{
  return AWS_SOURCE (provider)->profile;
}

static void
aws_source_load_async (AwsCredentialsProvider *provider,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  AwsSource *self = AWS_SOURCE (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_source_load_async);
  if (!g_task_return_error_if_cancelled (task))
    self->func (g_steal_pointer (&task), self->data);
}

static AwsCredentials *
aws_source_load_finish (AwsCredentialsProvider  *provider,
                        GAsyncResult            *result,
                        GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_source_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_source_get_description;
  iface->get_profile = aws_source_get_profile;
  iface->load_async = aws_source_load_async;
  iface->load_finish = aws_source_load_finish;
}

static void
aws_source_finalize (GObject *object)
{
  AwsSource *self = AWS_SOURCE (object);

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->profile, g_free);

  G_OBJECT_CLASS (aws_source_parent_class)->finalize (object);
}

static void
aws_source_class_init (AwsSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_source_finalize;
}

static void
aws_source_init (AwsSource *self)
{
}

AwsCredentialsProvider *
aws_source_new (const char     *description,
                const char     *profile,
                AwsSourceFunc   func,
                gpointer        data,
                GDestroyNotify  destroy)
{
  AwsSource *self;

  g_return_val_if_fail (description != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (AWS_TYPE_SOURCE, NULL);
  self->description = g_strdup (description);
  self->profile = g_strdup (profile);
  self->func = func;
  self->data = data;
  self->destroy = destroy;

  return AWS_CREDENTIALS_PROVIDER (self);
}

void
aws_source_fail (GTask      *task,
                 const char *code,
                 const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_task_return_error (task, aws_error_new (NULL, code, message, NULL, 0));
  g_object_unref (task);
}

void
aws_source_return (GTask          *task,
                   AwsCredentials *credentials)
{
  g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
  g_object_unref (task);
}
