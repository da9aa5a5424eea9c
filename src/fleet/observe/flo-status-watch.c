/* flo-status-watch.c: asks EC2 for status checks and scheduled events, as often as there is something to learn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-status-watch"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "fleet/observe/flo-health-memory.h"
#include "fleet/observe/flo-status-watch.h"
#include "fleet/plan/flo-failure.h"

#include <string.h>

/* DescribeInstanceStatus takes so many ids, or gives pages of so many. */
#define MOST_IDS 100
#define PAGE_SIZE 1000
/* Of this many nodes on, pages cost fewer requests than ids. */
#define PAGES_FROM 1000
/* Seconds until a refusal is put to the test again. */
#define REFUSED_PAUSE 900
#define MOST_SCHEDULED 20
#define LOCAL_SETTLE_SECONDS 15

static const FloHealthPace pace = { .everything = 60, .unsettled = 15 };
static const FloHealthPace local_pace = { .everything = 4, .unsettled = 2 };

struct _FloStatusWatch
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) */
  FloHealthMemory *memory;      /* (owned) */
  const FloHealthPace *pace;
  gboolean asking;
  gint64 refused_at;            /* Unix seconds; 0: AWS does not refuse */
  char *problem;                /* (owned) (nullable) */
};

typedef struct
{
  FloStatusWatch *watch;        /* (owned) */
  GHashTable *ids;              /* (owned): a set of those that are ours */
  gint64 time;                  /* Unix seconds */
  guint pending;
  gboolean news;
  GError *error;                /* (owned) (nullable): the first */
} Questions;

G_DEFINE_FINAL_TYPE (FloStatusWatch, flo_status_watch, G_TYPE_OBJECT)


static void
flo_status_watch_finalize (GObject *object)
{
  FloStatusWatch *self = FLO_STATUS_WATCH (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->memory, flo_health_memory_free);
  g_free (self->problem);

  G_OBJECT_CLASS (flo_status_watch_parent_class)->finalize (object);
}

static void
flo_status_watch_class_init (FloStatusWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_status_watch_finalize;
}

static void
flo_status_watch_init (FloStatusWatch *self)
{
  self->pace = &pace;
}

FloStatusWatch *
flo_status_watch_new (AwsClient *client,
                      gint64     settle_seconds)
{
  FloStatusWatch *self;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);

  self = g_object_new (FLO_TYPE_STATUS_WATCH, NULL);
  self->client = g_object_ref (client);
  self->memory = flo_health_memory_new (settle_seconds);

  return self;
}

void
flo_status_watch_set_local (FloStatusWatch *self)
{
  g_return_if_fail (FLO_IS_STATUS_WATCH (self));

  self->pace = &local_pace;
  flo_health_memory_set_settle (self->memory, LOCAL_SETTLE_SECONDS);
}

void
flo_status_watch_apply (FloStatusWatch *self,
                        FloObservation *observation)
{
  g_return_if_fail (FLO_IS_STATUS_WATCH (self));
  g_return_if_fail (observation != NULL);

  flo_health_memory_apply (self->memory, observation);
}

const char *
flo_status_watch_get_problem (FloStatusWatch *self)
{
  g_return_val_if_fail (FLO_IS_STATUS_WATCH (self), NULL);

  return self->problem;
}

/* ---- answers ---- */

static FloCheck
read_check (const AwsInstanceStatusSummary *summary,
            gint64                         *impaired_since)
{
  static const struct
  {
    const char *word;
    FloCheck check;
  } words[] = {
    { "ok", FLO_CHECK_PASSED },
    { "impaired", FLO_CHECK_IMPAIRED },
    { "initializing", FLO_CHECK_INITIALIZING },
    { "insufficient-data", FLO_CHECK_NO_DATA },
  };

  for (guint i = 0; summary != NULL && i < aws_list_length (summary->details); i++)
    {
      const AwsInstanceStatusDetail *detail = g_ptr_array_index (summary->details, i);

      if (detail->impaired_since.is_set && g_strcmp0 (summary->status, "impaired") == 0 &&
          (*impaired_since == 0 || detail->impaired_since.seconds < *impaired_since))
        *impaired_since = detail->impaired_since.seconds;
    }
  for (guint i = 0; summary != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (summary->status, words[i].word) == 0)
        return words[i].check;
    }

  return FLO_CHECK_UNKNOWN;
}

static int
compare_scheduled (gconstpointer a,
                   gconstpointer b)
{
  const FloScheduled *one = *(const FloScheduled * const *) a;
  const FloScheduled *other = *(const FloScheduled * const *) b;

  if (one->not_before != other->not_before)
    return one->not_before < other->not_before ? -1 : 1;

  return g_strcmp0 (one->id, other->id);
}

/* Of an event that is over the description says so in brackets. (transfer full) (nullable) */
static GPtrArray *
read_scheduled (GPtrArray *events)
{
  GPtrArray *list;

  if (aws_list_length (events) == 0)
    return NULL;

  list = flo_scheduled_list_new ();
  for (guint i = 0; i < MIN (aws_list_length (events), MOST_SCHEDULED); i++)
    {
      const AwsInstanceEvent *event = g_ptr_array_index (events, i);
      FloScheduled *scheduled;

      if (event->code == NULL ||
          (event->description != NULL && (g_str_has_prefix (event->description, "[Completed]") ||
                                          g_str_has_prefix (event->description, "[Canceled]"))))
        continue;

      scheduled = g_new0 (FloScheduled, 1);
      scheduled->id = g_strdup (event->instance_event_id);
      scheduled->code = g_strdup (event->code);
      scheduled->description = g_strdup (event->description);
      scheduled->not_before = event->not_before.seconds;
      scheduled->not_after = event->not_after.seconds;
      g_ptr_array_add (list, scheduled);
    }
  g_ptr_array_sort (list, compare_scheduled);

  return list;
}

static void
take_status (gconstpointer item,
             gpointer      user_data)
{
  const AwsInstanceStatus *status = item;
  Questions *questions = user_data;
  g_autoptr (GPtrArray) scheduled = NULL;
  FloHealthLook look = { .id = status->instance_id };

  if (look.id == NULL || !g_hash_table_contains (questions->ids, look.id))
    return;

  look.system_check = read_check (status->system_status, &look.impaired_since);
  look.instance_check = read_check (status->instance_status, &look.impaired_since);
  look.storage_check = read_check (status->attached_ebs_status, &look.impaired_since);
  look.scheduled = scheduled = read_scheduled (status->events);
  questions->news |= flo_health_memory_take (questions->watch->memory, &look, questions->time);
}

/* ---- questions ---- */

static void
questions_free (gpointer data)
{
  Questions *questions = data;

  g_object_unref (questions->watch);
  g_hash_table_unref (questions->ids);
  g_clear_error (&questions->error);
  g_free (questions);
}

static void
note_answer (FloStatusWatch *self,
             const GError   *error)
{
  g_clear_pointer (&self->problem, g_free);
  self->refused_at = 0;
  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    self->problem = g_strdup_printf ("Nobody knows whether the nodes pass EC2's status checks: %s. Allow "
                                     "ec2:DescribeInstanceStatus; flotillactl account policy prints a policy with it.",
                                     error->message);
  /* An endpoint that does not know the question. */
  else if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PARAMETER))
    self->problem = g_strdup_printf ("Nobody knows whether the nodes pass EC2's status checks: %s.", error->message);
  else
    return;

  self->refused_at = g_get_real_time () / G_USEC_PER_SEC;
}

static void
question_done (GTask *task)
{
  Questions *questions = g_task_get_task_data (task);
  FloStatusWatch *self = questions->watch;

  if (--questions->pending > 0)
    return;

  self->asking = FALSE;
  if (g_error_matches (questions->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&questions->error));
      return;
    }

  note_answer (self, questions->error);
  if (questions->error != NULL)
    g_message ("Status checks: %s", questions->error->message);
  g_task_return_boolean (task, questions->news);
}

/* An instance that has ended since it was chosen is no error: what is asked next leaves it out. */
static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Questions *questions = g_task_get_task_data (task);

  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error) &&
      !g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND) && questions->error == NULL)
    questions->error = g_steal_pointer (&error);

  question_done (task);
}

static void
ask (GTask                              *task,
     const AwsDescribeInstanceStatusInput *input)
{
  Questions *questions = g_task_get_task_data (task);

  questions->pending++;
  aws_client_list_async (questions->watch->client, &AWS_EC2_DESCRIBE_INSTANCE_STATUS, input, take_status, questions,
                         g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
ask_by_ids (GTask     *task,
            GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i += MOST_IDS)
    {
      g_autoptr (GPtrArray) some = aws_string_array_new (NULL, NULL);
      AwsDescribeInstanceStatusInput input = { .instance_ids = some };

      for (guint k = i; k < MIN (ids->len, i + MOST_IDS); k++)
        g_ptr_array_add (some, g_strdup (g_ptr_array_index (ids, k)));
      ask (task, &input);
    }
}

static Questions *
questions_new (FloStatusWatch *self,
               GPtrArray      *ids,
               gint64          now)
{
  Questions *questions = g_new0 (Questions, 1);

  questions->watch = g_object_ref (self);
  questions->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  questions->time = now;
  questions->pending = 1;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (questions->ids, g_strdup (g_ptr_array_index (ids, i)));

  return questions;
}

void
flo_status_watch_refresh_async (FloStatusWatch      *self,
                                FloObservation      *observation,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  gboolean all = FALSE;

  g_return_if_fail (FLO_IS_STATUS_WATCH (self));
  g_return_if_fail (observation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_status_watch_refresh_async);
  if (!self->asking && (self->refused_at == 0 || now - self->refused_at >= REFUSED_PAUSE))
    ids = flo_health_memory_choose (self->memory, observation, self->pace, now, &all);
  if (ids == NULL || ids->len == 0)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  self->asking = TRUE;
  g_task_set_task_data (task, questions_new (self, ids, now), questions_free);
  if (ids->len > PAGES_FROM)
    {
      AwsDescribeInstanceStatusInput input = { .max_results = aws_integer (PAGE_SIZE) };

      ask (task, &input);
    }
  else
    {
      ask_by_ids (task, ids);
    }
  question_done (task);
}

gboolean
flo_status_watch_refresh_finish (FloStatusWatch  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
