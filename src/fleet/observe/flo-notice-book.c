/* flo-notice-book.c: what events said of instances, until those have ended
 *
 * Events come twice, in any order, and of the whole account: what is of an instance that nobody saw yet is kept for a
 * while, because a node may be noticed before AWS lists it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-notice-book"

#include "flotilla-config.h"

#include "fleet/observe/flo-notice-book.h"

/* Of what nobody sees is remembered so long, and so much. */
#define STRANGER_SECONDS 600
#define MAX_ENTRIES 10000
#define MAX_EVENTS 4096

struct _FloNoticeBook
{
  GHashTable *entries;     /* (owned): instance → Entry */
  GHashTable *taken;       /* (owned): a set of ids of events */
  GQueue order;            /* (owned) (element-type utf8): the same, oldest first, borrowed from @taken */
};

typedef struct
{
  char *id;                /* (owned) */
  gint64 ends_at;          /* Unix seconds; 0: no warning */
  gint64 rebalance_at;     /* Unix seconds; 0: no recommendation */
  gint64 time;             /* of the newest event */
} Entry;


static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->id);
  g_free (entry);
}

FloNoticeBook *
flo_notice_book_new (void)
{
  FloNoticeBook *self = g_new0 (FloNoticeBook, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->order);

  return self;
}

void
flo_notice_book_free (FloNoticeBook *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->order);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/* (nullable): there are too many */
static Entry *
ensure_entry (FloNoticeBook *self,
              const char    *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry != NULL || g_hash_table_size (self->entries) >= MAX_ENTRIES)
    return entry;

  entry = g_new0 (Entry, 1);
  entry->id = g_strdup (id);
  g_hash_table_insert (self->entries, entry->id, entry);

  return entry;
}

/* FALSE: it was there */
static gboolean
note_event (FloNoticeBook *self,
            const char    *id)
{
  char *copy;

  if (g_hash_table_contains (self->taken, id))
    return FALSE;

  copy = g_strdup (id);
  g_hash_table_add (self->taken, copy);
  g_queue_push_tail (&self->order, copy);
  if (self->order.length > MAX_EVENTS)
    g_hash_table_remove (self->taken, g_queue_pop_head (&self->order));

  return TRUE;
}

static gboolean
note (FloNoticeBook *self,
      const char    *instance,
      FloNoticeKind  kind,
      gint64         time)
{
  Entry *entry = ensure_entry (self, instance);
  gint64 *place;

  if (entry == NULL)
    return FALSE;

  place = kind == FLO_NOTICE_INTERRUPTION ? &entry->ends_at : &entry->rebalance_at;
  if (kind == FLO_NOTICE_INTERRUPTION)
    time += FLO_NOTICE_SECONDS;
  entry->time = MAX (entry->time, time);
  /* The first warning is the one that counts; a recommendation that is made again is newer. */
  if (*place != 0 && (kind == FLO_NOTICE_INTERRUPTION || *place >= time))
    return FALSE;
  *place = time;

  return TRUE;
}

void
flo_notice_book_load (FloNoticeBook      *self,
                      const FloNoticeRow *row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL);

  note (self, row->instance, row->kind, row->time);
}

gboolean
flo_notice_book_take (FloNoticeBook       *self,
                      const FloCloudEvent *event,
                      FloObservation      *observation,
                      GPtrArray           *rows)
{
  gboolean news = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);

  if (!note_event (self, event->id))
    return FALSE;

  for (guint i = 0; event->instances[i] != NULL; i++)
    {
      const char *id = event->instances[i];
      const gboolean ours = observation != NULL && flo_observation_find_instance (observation, id) != NULL;
      FloNoticeKind kind = event->kind == FLO_CLOUD_EVENT_INTERRUPTION ? FLO_NOTICE_INTERRUPTION : FLO_NOTICE_REBALANCE;

      if (event->kind == FLO_CLOUD_EVENT_STATE || event->kind == FLO_CLOUD_EVENT_MAINTENANCE)
        {
          news |= ours;
          continue;
        }
      if (!note (self, id, kind, event->time) || !ours)
        continue;
      news = TRUE;
      g_ptr_array_add (rows, flo_notice_row_new (id, kind, event->time));
    }

  return news;
}

void
flo_notice_book_apply (FloNoticeBook  *self,
                       FloObservation *observation)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (self != NULL);
  g_return_if_fail (observation != NULL);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;
      FloSeenInstance *instance = (FloSeenInstance *) flo_observation_find_instance (observation, entry->id);

      if (instance != NULL && instance->state != FLO_SEEN_TERMINATED)
        {
          /* The event is there before the request shows it. */
          if (instance->reclaim == 0)
            instance->reclaim = entry->ends_at;
          instance->rebalance_at = entry->rebalance_at;
        }
      else if (instance != NULL || observation->time / G_USEC_PER_SEC - entry->time > STRANGER_SECONDS)
        {
          g_hash_table_iter_remove (&iter);
        }
    }
}
