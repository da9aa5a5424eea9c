/* flo-kept-watch.c: reads what EC2 did while it kept a fleet's nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-kept-watch"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "fleet/observe/flo-kept-watch.h"

#define PACE 30
#define PACE_LOCAL 1
/* An entry that is younger may have companions of the same second that AWS does not show yet. */
#define SETTLE 3
#define SETTLE_LOCAL 1
/* Of one answer: a fleet of a thousand nodes has them all replaced a few times. */
#define MOST_RECORDS 5000
#define SAME_TROUBLE 3600
#define TROUBLE_LASTS 600

struct _FloKeptWatch
{
  GObject parent_instance;

  AwsClient *client;       /* (owned) */
  gint64 read_until;       /* Unix seconds: what is no later was read */
  gint64 asked_at;         /* Unix seconds */
  gint64 pace, settle;     /* seconds */
  gboolean asking;
  GHashTable *troubles;    /* (owned): title → gint64 *, Unix seconds: when it was last told */
  char *trouble;           /* (owned) (nullable): the last one */
  gint64 trouble_at;
};

G_DEFINE_FINAL_TYPE (FloKeptWatch, flo_kept_watch, G_TYPE_OBJECT)

/* One question. */
typedef struct
{
  GPtrArray *records;      /* (owned) (element-type FloKeptRecord) */
  gint64 from, until;      /* Unix seconds: of those after @from and before @until */
} Reading;


static void
flo_kept_watch_finalize (GObject *object)
{
  FloKeptWatch *self = FLO_KEPT_WATCH (object);

  g_object_unref (self->client);
  g_hash_table_unref (self->troubles);
  g_free (self->trouble);

  G_OBJECT_CLASS (flo_kept_watch_parent_class)->finalize (object);
}

static void
flo_kept_watch_class_init (FloKeptWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_kept_watch_finalize;
}

static void
flo_kept_watch_init (FloKeptWatch *self)
{
  self->pace = PACE;
  self->settle = SETTLE;
  self->troubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FloKeptWatch *
flo_kept_watch_new (AwsClient *client,
                    gint64     since)
{
  FloKeptWatch *self;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);

  self = g_object_new (FLO_TYPE_KEPT_WATCH, NULL);
  self->client = g_object_ref (client);
  self->read_until = since;

  return self;
}

void
flo_kept_watch_set_local (FloKeptWatch *self)
{
  g_return_if_fail (FLO_IS_KEPT_WATCH (self));

  self->pace = PACE_LOCAL;
  self->settle = SETTLE_LOCAL;
}

void
flo_kept_watch_note_told (FloKeptWatch *self,
                          const char   *title,
                          gint64        time)
{
  gint64 *last;

  g_return_if_fail (FLO_IS_KEPT_WATCH (self));
  g_return_if_fail (title != NULL);

  if (!g_str_has_prefix (title, FLO_KEPT_EVENT_MARK))
    return;

  last = g_hash_table_lookup (self->troubles, title);
  if (last == NULL || *last < time)
    g_hash_table_replace (self->troubles, g_strdup (title), g_memdup2 (&time, sizeof time));
  self->read_until = MAX (self->read_until, time);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->records);
  g_free (reading);
}

static void
take_record (gconstpointer item,
             gpointer      user_data)
{
  const AwsFleetHistoryRecord *seen = item;
  Reading *reading = user_data;
  FloKeptRecord *record;

  if (reading->records->len >= MOST_RECORDS || seen->timestamp.seconds <= reading->from ||
      seen->timestamp.seconds >= reading->until)
    return;

  record = g_new0 (FloKeptRecord, 1);
  record->type = g_strdup (seen->event_type);
  record->sub_type = g_strdup (seen->event_sub_type);
  record->description = g_strdup (seen->event_description);
  record->instance_id = g_strdup (seen->instance_id);
  record->time = seen->timestamp.seconds;
  g_ptr_array_add (reading->records, record);
}

static void
note_trouble (FloKeptWatch       *self,
              const FloKeptEvent *event)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (event->time);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%S") : NULL;

  if (event->time < self->trouble_at || clock == NULL)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup_printf ("%s (%s UTC)", event->title, clock);
  self->trouble_at = event->time;
}

/* Leaves what is worth telling. */
static void
sift (FloKeptWatch *self,
      GPtrArray    *events)
{
  for (guint i = 0; i < events->len;)
    {
      const FloKeptEvent *event = g_ptr_array_index (events, i);
      const gint64 *last = g_hash_table_lookup (self->troubles, event->title);

      if (event->trouble)
        note_trouble (self, event);
      if (event->trouble && last != NULL && event->time - *last < SAME_TROUBLE)
        {
          g_ptr_array_remove_index (events, i);
          continue;
        }
      if (event->trouble)
        g_hash_table_replace (self->troubles, g_strdup (event->title), g_memdup2 (&event->time, sizeof event->time));
      i++;
    }
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const FloKeptRecord *one = *(const FloKeptRecord * const *) a;
  const FloKeptRecord *other = *(const FloKeptRecord * const *) b;

  return one->time < other->time ? -1 : one->time > other->time;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloKeptWatch *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GPtrArray) events = NULL;
  GError *error = NULL;

  self->asking = FALSE;
  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, error);
          return;
        }
      g_message ("What EC2 did: %s", error->message);
      g_clear_error (&error);
      g_ptr_array_set_size (reading->records, 0);
    }

  g_ptr_array_sort (reading->records, compare_records);
  events = flo_kept_events_explain (reading->records);
  if (reading->records->len > 0)
    self->read_until = ((const FloKeptRecord *) g_ptr_array_index (reading->records, reading->records->len - 1))->time;
  sift (self, events);
  g_task_return_pointer (task, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
}

void
flo_kept_watch_refresh_async (FloKeptWatch        *self,
                              const char          *ec2_fleet_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GTask) task = NULL;
  AwsDescribeFleetHistoryInput input = { 0 };
  Reading *reading;

  g_return_if_fail (FLO_IS_KEPT_WATCH (self));
  g_return_if_fail (ec2_fleet_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_kept_watch_refresh_async);
  if (self->asking || now - self->asked_at < self->pace)
    {
      g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  self->asking = TRUE;
  self->asked_at = now;
  reading = g_new0 (Reading, 1);
  reading->records = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_kept_record_free);
  reading->from = self->read_until;
  reading->until = now - self->settle;
  g_task_set_task_data (task, reading, reading_free);

  input.fleet_id = (char *) ec2_fleet_id;
  input.start_time = aws_time (self->read_until);
  aws_client_list_async (self->client, &AWS_EC2_DESCRIBE_FLEET_HISTORY, &input, take_record, reading, cancellable,
                         answered_cb, g_steal_pointer (&task));
}

GPtrArray *
flo_kept_watch_refresh_finish (FloKeptWatch  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
flo_kept_watch_get_trouble (FloKeptWatch *self,
                            gint64        now)
{
  g_return_val_if_fail (FLO_IS_KEPT_WATCH (self), NULL);

  return now - self->trouble_at < TROUBLE_LASTS ? self->trouble : NULL;
}
