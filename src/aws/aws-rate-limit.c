/* aws-rate-limit.c: sends no faster than AWS takes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-rate-limit"

#include "aws/aws-rate-limit.h"

#include <math.h>
#include <string.h>

#include "aws/aws-send-rate.h"

/* Requests do not take equally long to AWS. Once a bucket was empty, we stay this far behind what AWS
 * has in its own, in seconds of its filling. */
#define SLACK 0.25

/* AWS begins to fill a bucket when the first request reaches it, which may be long after we have sent it:
 * connecting takes its time. Ours is not filled before that request has ended, or for so many seconds. */
#define LONGEST_PAUSE 10

#define ACCOUNT_KEY "aws-rate-limit"

/* A bucket of AWS's: how many requests at once, how many a second for ever. */
typedef struct
{
  const char *service;
  const char *action;     /* (nullable): NULL: all that no row above is for */
  gboolean mutating;      /* where @action is NULL: for which of them */
  double size;            /* 0: AWS does not say, or it is far more than we send */
  double per_second;
} Quota;

/* EC2: "Request throttling" of its developer guide; CloudTrail: the quotas of its user guide. */
static const Quota quotas[] =
{
  { "ec2", "RunInstances", TRUE, 5, 2 },
  { "ec2", "StartInstances", TRUE, 5, 2 },
  { "ec2", "StopInstances", TRUE, 5, 2 },
  { "ec2", "CreateFleet", TRUE, 5, 2 },
  { "ec2", NULL, TRUE, 50, 5 },
  { "ec2", NULL, FALSE, 100, 20 },
  { "cloudtrail", "LookupEvents", FALSE, 2, 2 },
};

typedef struct
{
  gboolean adaptive;      /* which of the following counts */
  AwsSendRate rate;

  double size;
  double per_second;
  double tokens;
  double filled_at;
  gboolean is_paused;     /* full when the last token was taken, and no request has ended since */
  gboolean was_empty;     /* since it was full */

  AwsRateLimit *limit;    /* (unowned): whose it is */
  GQueue *urgent;         /* (owned) (element-type GTask): calls with an effect */
  GQueue *others;         /* (owned) (element-type GTask) */
  GSource *timer;         /* (owned) (nullable): while somebody waits */
} Bucket;

struct _AwsRateLimit
{
  GHashTable *buckets;    /* (owned): "region service action" → Bucket */
  double scale;
};

typedef struct
{
  AwsRateLimit *limit;             /* (owned) */
  char *region;                    /* (owned) (nullable) */
  const AwsOperation *operation;
  gboolean adaptive;               /* whether there is another bucket to pass */
  Bucket *bucket;                  /* (unowned) (nullable): that is waited for */
  GSource *cancelled;              /* (owned) (nullable) */
} Wait;

static double
aws_rate_limit_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->cancelled != NULL)
    g_source_destroy (wait->cancelled);
  g_clear_pointer (&wait->cancelled, g_source_unref);
  g_clear_pointer (&wait->limit, aws_rate_limit_unref);
  g_free (wait->region);
  g_free (wait);
}

/* ---- one bucket ---- */

static void
bucket_stop_timer (Bucket *bucket)
{
  if (bucket->timer != NULL)
    g_source_destroy (bucket->timer);
  g_clear_pointer (&bucket->timer, g_source_unref);
}

static void
bucket_free (gpointer data)
{
  Bucket *bucket = data;

  bucket_stop_timer (bucket);
  g_queue_free_full (bucket->urgent, g_object_unref);
  g_queue_free_full (bucket->others, g_object_unref);
  g_free (bucket);
}

static void
bucket_fill (Bucket *bucket,
             double  now)
{
  if (bucket->is_paused && now - bucket->filled_at < LONGEST_PAUSE)
    return;

  bucket->is_paused = FALSE;
  bucket->tokens =
      MIN (bucket->size, bucket->tokens + (now - bucket->filled_at) * bucket->per_second);
  bucket->filled_at = now;
  if (bucket->tokens >= bucket->size)
    bucket->was_empty = FALSE;
}

/* Returns: 0 with a token taken, or how many seconds to wait */
static double
bucket_take (Bucket *bucket)
{
  double now = aws_rate_limit_now ();
  double needed;

  if (bucket->adaptive)
    return aws_send_rate_take (&bucket->rate, now);

  if (bucket->size <= 0)
    return 0;

  bucket_fill (bucket, now);
  if (bucket->tokens < 1)
    bucket->was_empty = TRUE;
  needed = bucket->was_empty ? 1 + SLACK * bucket->per_second : 1;
  if (bucket->tokens < needed)
    return (needed - bucket->tokens) / bucket->per_second;

  bucket->is_paused = bucket->is_paused || bucket->tokens >= bucket->size;
  bucket->tokens -= 1;

  return 0;
}

static gboolean
bucket_is_waited_for (Bucket *bucket)
{
  return bucket->urgent->length > 0 || bucket->others->length > 0;
}

static void wait_go_on   (GTask    *task);
static void bucket_start (Bucket   *bucket,
                          double    seconds);

/* Serves those who wait, as far as there are tokens. */
static gboolean
bucket_serve_cb (gpointer user_data)
{
  Bucket *bucket = user_data;
  g_autoptr(AwsRateLimit) limit = aws_rate_limit_ref (bucket->limit);
  double seconds = 0;

  bucket_stop_timer (bucket);
  while (bucket_is_waited_for (bucket) && (seconds = bucket_take (bucket)) <= 0)
    wait_go_on (g_queue_pop_head (bucket->urgent->length > 0 ? bucket->urgent : bucket->others));

  if (bucket_is_waited_for (bucket))
    bucket_start (bucket, seconds);

  return G_SOURCE_REMOVE;
}

/* Somebody waits; a timer that runs already knows less. */
static void
bucket_start (Bucket *bucket,
              double  seconds)
{
  bucket_stop_timer (bucket);
  bucket->timer = g_timeout_source_new ((guint) ceil (seconds * 1000));
  g_source_set_callback (bucket->timer, bucket_serve_cb, bucket, NULL);
  g_source_attach (bucket->timer, g_main_context_get_thread_default ());
}

static Bucket *
bucket_new (AwsRateLimit *limit)
{
  Bucket *bucket = g_new0 (Bucket, 1);

  bucket->limit = limit;
  bucket->urgent = g_queue_new ();
  bucket->others = g_queue_new ();
  bucket->filled_at = aws_rate_limit_now ();

  return bucket;
}

static const Quota *
quota_find (const AwsOperation *operation)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quotas); i++)
    if (strcmp (quotas[i].service, operation->service->id) == 0
        && (quotas[i].action != NULL ? strcmp (quotas[i].action, operation->name) == 0
                                     : quotas[i].mutating == operation->mutating))
      return &quotas[i];

  return NULL;
}

/* ---- all buckets ---- */

/* The bucket of AWS's for one action. */
static Bucket *
aws_rate_limit_get_fixed (AwsRateLimit       *self,
                          const char         *region,
                          const AwsOperation *operation)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", region != NULL ? region : "",
                                          operation->service->id, operation->name);
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);
  const Quota *quota;

  if (bucket != NULL)
    return bucket;

  bucket = bucket_new (self);
  quota = quota_find (operation);
  if (quota != NULL)
    {
      bucket->size = quota->size * self->scale;
      bucket->per_second = quota->per_second * self->scale;
      bucket->tokens = bucket->size;
    }
  g_hash_table_insert (self->buckets, g_steal_pointer (&key), bucket);

  return bucket;
}

/* The bucket of adaptive mode, which all actions of a service share. */
static Bucket *
aws_rate_limit_get_adaptive (AwsRateLimit       *self,
                             const char         *region,
                             const AwsOperation *operation)
{
  g_autofree char *key =
    g_strdup_printf ("%s %s", region != NULL ? region : "", operation->service->id);
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket != NULL)
    return bucket;

  bucket = bucket_new (self);
  bucket->adaptive = TRUE;
  aws_send_rate_init (&bucket->rate, aws_rate_limit_now ());
  g_hash_table_insert (self->buckets, g_steal_pointer (&key), bucket);

  return bucket;
}

/**
 * aws_rate_limit_new:
 *
 * Returns: (transfer full): full buckets
 */
AwsRateLimit *
aws_rate_limit_new (void)
{
  AwsRateLimit *self = g_rc_box_new0 (AwsRateLimit);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bucket_free);
  self->scale = 1;

  return self;
}

AwsRateLimit *
aws_rate_limit_ref (AwsRateLimit *self)
{
  return g_rc_box_acquire (self);
}

static void
aws_rate_limit_clear (gpointer data)
{
  AwsRateLimit *self = data;

  g_clear_pointer (&self->buckets, g_hash_table_unref);
}

void
aws_rate_limit_unref (AwsRateLimit *self)
{
  g_rc_box_release_full (self, aws_rate_limit_clear);
}

/**
 * aws_rate_limit_ref_for:
 * @account: an object that all clients of an account share
 *
 * Returns: (transfer full): the buckets of @account, the same each time
 */
AwsRateLimit *
aws_rate_limit_ref_for (GObject *account)
{
  AwsRateLimit *self;

  g_return_val_if_fail (G_IS_OBJECT (account), NULL);

  self = g_object_get_data (account, ACCOUNT_KEY);
  if (self == NULL)
    {
      self = aws_rate_limit_new ();
      g_object_set_data_full (account, ACCOUNT_KEY, self, (GDestroyNotify) aws_rate_limit_unref);
    }

  return aws_rate_limit_ref (self);
}

/**
 * aws_rate_limit_set_scale:
 * @self: buckets
 * @scale: multiplies what is known of AWS's; 0: everything goes through
 *
 * For an account whose quotas were raised, and for tests. Counts for actions not called so far.
 */
void
aws_rate_limit_set_scale (AwsRateLimit *self,
                          double        scale)
{
  self->scale = scale;
}

/* ---- waiting ---- */

static gboolean
wait_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  GTask *task = user_data;
  Wait *wait = g_task_get_task_data (task);
  Bucket *bucket = g_steal_pointer (&wait->bucket);

  if (bucket != NULL
      && (g_queue_remove (bucket->urgent, task) || g_queue_remove (bucket->others, task)))
    {
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }

  return G_SOURCE_REMOVE;
}

/* Takes @task. */
static void
wait_enter (GTask  *task,
            Bucket *bucket)
{
  Wait *wait = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  wait->bucket = bucket;
  if (cancellable != NULL && wait->cancelled == NULL)
    {
      wait->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (wait->cancelled, G_SOURCE_FUNC (wait_cancelled_cb), task, NULL);
      g_source_attach (wait->cancelled, g_task_get_context (task));
    }
  g_queue_push_tail (wait->operation->mutating ? bucket->urgent : bucket->others, task);
  bucket_start (bucket, 0);
}

/* The bucket has let it pass. Takes @task. */
static void
wait_go_on (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  wait->bucket = NULL;
  if (wait->adaptive)
    {
      wait->adaptive = FALSE;
      wait_enter (task, aws_rate_limit_get_adaptive (wait->limit, wait->region, wait->operation));
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * aws_rate_limit_acquire_async:
 * @self: the buckets of an account
 * @region: (nullable): where the request goes
 * @operation: what it asks for
 * @adaptive: whether to keep to what AWS showed by throttling, too
 * @cancellable: (nullable): to give up; takes nothing then
 * @callback: called when the request may be sent
 * @user_data: for @callback
 */
void
aws_rate_limit_acquire_async (AwsRateLimit        *self,
                              const char          *region,
                              const AwsOperation  *operation,
                              gboolean             adaptive,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  wait->limit = aws_rate_limit_ref (self);
  wait->region = g_strdup (region);
  wait->operation = operation;
  wait->adaptive = adaptive;
  g_task_set_source_tag (task, aws_rate_limit_acquire_async);
  g_task_set_task_data (task, wait, wait_free);
  wait_enter (task, aws_rate_limit_get_fixed (self, region, operation));
}

gboolean
aws_rate_limit_acquire_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * aws_rate_limit_try:
 * @self: the buckets of an account
 * @region: (nullable): where the request goes
 * @operation: what it asks for
 * @adaptive: as above
 *
 * Returns: whether the request may be sent at once; if not, nothing was taken
 */
gboolean
aws_rate_limit_try (AwsRateLimit       *self,
                    const char         *region,
                    const AwsOperation *operation,
                    gboolean            adaptive)
{
  Bucket *bucket = aws_rate_limit_get_fixed (self, region, operation);
  Bucket *shared = adaptive ? aws_rate_limit_get_adaptive (self, region, operation) : NULL;

  if (bucket_is_waited_for (bucket)
      || (shared != NULL && (shared->rate.enabled || bucket_is_waited_for (shared))))
    return FALSE;

  return bucket_take (bucket) <= 0;
}

/* A request that was let through has ended. */
static void
bucket_learn (Bucket         *bucket,
              AwsRateOutcome  outcome)
{
  double now = aws_rate_limit_now ();

  if (bucket->is_paused)
    bucket->filled_at = now;
  bucket->is_paused = FALSE;
  bucket_fill (bucket, now);
  if (outcome == AWS_RATE_THROTTLED)
    {
      bucket->tokens = 0;
      bucket->was_empty = TRUE;
    }
}

/**
 * aws_rate_limit_done:
 * @self: the buckets of an account
 * @region: (nullable): where the request went
 * @operation: what it asked for
 * @adaptive: as above
 * @outcome: how it ended
 *
 * Has to be called for every request that was let through. When AWS throttles, others use the account
 * too, or its buckets are smaller than we know: ours is emptied, so that what comes next waits.
 */
void
aws_rate_limit_done (AwsRateLimit       *self,
                     const char         *region,
                     const AwsOperation *operation,
                     gboolean            adaptive,
                     AwsRateOutcome      outcome)
{
  Bucket *bucket;

  if (adaptive && outcome != AWS_RATE_UNANSWERED)
    {
      bucket = aws_rate_limit_get_adaptive (self, region, operation);
      aws_send_rate_answered (&bucket->rate, outcome == AWS_RATE_THROTTLED, aws_rate_limit_now ());
      if (bucket_is_waited_for (bucket))
        bucket_start (bucket, 0);
    }

  bucket = aws_rate_limit_get_fixed (self, region, operation);
  if (bucket->size > 0)
    bucket_learn (bucket, outcome);
}
