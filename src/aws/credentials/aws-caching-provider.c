/* aws-caching-provider.c: credentials that are kept, and renewed before they end
 *
 *   more than 15 minutes left   they are answered at once
 *   more than 10                they are answered at once, and renewed behind the scenes
 *   less                        whoever asks waits for new ones
 *
 * Those that do not live for an hour are renewed when a quarter, or a sixth, of their time is left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-caching-provider-private.h"

/* How much has to be left: seconds, and the part of a short life. */
typedef struct
{
  gint64 seconds;
  gint64 part;
} Margin;

static const Margin advisory = { 15 * 60, 4 };
static const Margin mandatory = { 10 * 60, 6 };

/* Seconds in which a source is not asked again: some give keys for minutes only, some fail. */
#define MIN_INTERVAL 60

#define AWS_TYPE_CACHING_PROVIDER (aws_caching_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsCachingProvider, aws_caching_provider, AWS, CACHING_PROVIDER, GObject)

struct _AwsCachingProvider
{
  GObject parent_instance;

  AwsCredentialsProvider *inner;   /* (owned) */
  AwsCredentials *current;         /* (owned) (nullable) */
  gint64 loaded_at;                /* when @current came */
  gint64 asked_at;                 /* when @inner was asked last */
  gboolean declined;               /* a person did not want to renew @current: they are not asked before they have to be */
  gint64 clock_offset;             /* seconds; other than 0 in tests only */

  GPtrArray *waiters;              /* (owned) (element-type GTask): who waits for the load under way */
  GCancellable *loading;           /* (owned) (nullable): the load under way */
  gboolean in_background;          /* it goes on if nobody waits for it */
};

static void aws_caching_provider_iface_init (AwsCredentialsProviderInterface *iface);
static void aws_caching_provider_ask        (AwsCachingProvider              *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsCachingProvider, aws_caching_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_caching_provider_iface_init))

/* Unix seconds. Not monotonic: credentials grow old while a computer sleeps. */
static gint64
aws_caching_provider_now (AwsCachingProvider *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->clock_offset;
}

/* Whether less than @margin is left of what is kept. */
static gboolean
aws_caching_provider_is_due (AwsCachingProvider *self,
                             const Margin       *margin)
{
  gint64 now = aws_caching_provider_now (self);
  gint64 expires_at = aws_credentials_get_expires_at (self->current);
  gint64 seconds = MIN (margin->seconds, (expires_at - self->loaded_at) / margin->part);
  gboolean asked_lately = now >= self->asked_at && now - self->asked_at < MIN_INTERVAL;

  return expires_at != 0 && now >= expires_at - seconds && (!asked_lately || now >= expires_at);
}

static void
aws_caching_provider_loaded_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr(AwsCachingProvider) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) waiters = NULL;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);
  gboolean abandoned = g_cancellable_is_cancelled (self->loading);

  g_clear_object (&self->loading);

  /* Everybody had given up, then somebody came. */
  if (credentials == NULL && abandoned && self->waiters->len > 0)
    {
      aws_caching_provider_ask (self);
      return;
    }

  if (credentials != NULL)
    {
      g_clear_pointer (&self->current, aws_credentials_unref);
      self->current = aws_credentials_ref (credentials);
      self->loaded_at = aws_caching_provider_now (self);
    }
  else
    g_debug ("%s gave no credentials: %s", aws_credentials_provider_get_description (self->inner),
             error->message);
  self->declined = credentials == NULL && !abandoned
                   && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  waiters = g_steal_pointer (&self->waiters);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      g_source_destroy (g_task_get_task_data (task));
      if (credentials != NULL)
        g_task_return_pointer (task, aws_credentials_ref (credentials),
                               (GDestroyNotify) aws_credentials_unref);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static void
aws_caching_provider_ask (AwsCachingProvider *self)
{
  self->loading = g_cancellable_new ();
  self->in_background = self->waiters->len == 0;
  self->asked_at = aws_caching_provider_now (self);
  aws_credentials_provider_load_async (self->inner, self->loading, aws_caching_provider_loaded_cb,
                                       g_object_ref (self));
}

static gboolean
aws_caching_provider_waiter_cancelled_cb (GCancellable *cancellable,
                                          gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  AwsCachingProvider *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->waiters, task);
  if (self->waiters->len == 0 && !self->in_background && self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
aws_caching_provider_source_free (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* Takes @task. */
static void
aws_caching_provider_wait (AwsCachingProvider *self,
                           GTask              *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GSource *source = g_cancellable_source_new (cancellable);

  /* A source without a cancellable never fires. */
  g_source_set_callback (source, G_SOURCE_FUNC (aws_caching_provider_waiter_cancelled_cb), task,
                         NULL);
  g_source_attach (source, g_task_get_context (task));
  g_task_set_task_data (task, source, aws_caching_provider_source_free);
  g_ptr_array_add (self->waiters, task);

  if (self->loading == NULL)
    aws_caching_provider_ask (self);
}

static AwsCredentials *
aws_caching_provider_dup_current (AwsCredentialsProvider *provider)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (provider);

  if (self->current == NULL || aws_caching_provider_is_due (self, &mandatory))
    return NULL;

  if (self->loading == NULL && !self->declined && aws_caching_provider_is_due (self, &advisory))
    aws_caching_provider_ask (self);

  return aws_credentials_ref (self->current);
}

static void
aws_caching_provider_load_async (AwsCredentialsProvider *provider,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  AwsCredentials *current;

  g_task_set_source_tag (task, aws_caching_provider_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  current = aws_caching_provider_dup_current (provider);
  if (current != NULL)
    g_task_return_pointer (task, current, (GDestroyNotify) aws_credentials_unref);
  else
    aws_caching_provider_wait (self, g_steal_pointer (&task));
}

static AwsCredentials *
aws_caching_provider_load_finish (AwsCredentialsProvider  *provider,
                                  GAsyncResult            *result,
                                  GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_caching_provider_forget (AwsCredentialsProvider *provider,
                             AwsCredentials         *refused)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (provider);

  /* Of two calls that are refused at the same time the second may come with what the first has replaced. */
  if (self->current == NULL || !aws_credentials_equal (self->current, refused))
    return;

  g_clear_pointer (&self->current, aws_credentials_unref);
  aws_credentials_provider_forget (self->inner, refused);
}

static const char *
aws_caching_provider_get_description (AwsCredentialsProvider *provider)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (provider);

  return aws_credentials_provider_get_description (self->inner);
}

static const char *
aws_caching_provider_get_profile (AwsCredentialsProvider *provider)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (provider);

  return aws_credentials_provider_get_profile (self->inner);
}

static void
aws_caching_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_profile = aws_caching_provider_get_profile;
  iface->get_description = aws_caching_provider_get_description;
  iface->load_async = aws_caching_provider_load_async;
  iface->load_finish = aws_caching_provider_load_finish;
  iface->dup_current = aws_caching_provider_dup_current;
  iface->forget = aws_caching_provider_forget;
}

static void
aws_caching_provider_finalize (GObject *object)
{
  AwsCachingProvider *self = AWS_CACHING_PROVIDER (object);

  /* A load under way holds a reference, so there is none. */
  g_clear_object (&self->inner);
  g_clear_pointer (&self->current, aws_credentials_unref);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (aws_caching_provider_parent_class)->finalize (object);
}

static void
aws_caching_provider_class_init (AwsCachingProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_caching_provider_finalize;
}

static void
aws_caching_provider_init (AwsCachingProvider *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * aws_caching_provider_new:
 * @inner: who is asked when there is nothing, or nothing that lasts
 *
 * All of its users have to be in one main context.
 *
 * Returns: (transfer full): a provider that keeps what @inner answers; @inner, if it does that already
 */
AwsCredentialsProvider *
aws_caching_provider_new (AwsCredentialsProvider *inner)
{
  AwsCachingProvider *self;

  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (inner), NULL);

  if (AWS_IS_CACHING_PROVIDER (inner))
    return g_object_ref (inner);

  self = g_object_new (AWS_TYPE_CACHING_PROVIDER, NULL);
  self->inner = g_object_ref (inner);

  return AWS_CREDENTIALS_PROVIDER (self);
}

void
_aws_caching_provider_advance (AwsCredentialsProvider *provider,
                               gint64                  seconds)
{
  AWS_CACHING_PROVIDER (provider)->clock_offset += seconds;
}
