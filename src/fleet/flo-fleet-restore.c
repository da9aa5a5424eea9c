/* flo-fleet-restore.c: reads all that the store remembers of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-restore"

#include "flotilla-config.h"

#include "fleet/flo-fleet-restore.h"
#include "store/flo-journal.h"
#include "store/flo-notice-log.h"

/* As many as anybody scrolls through; all of them stay in the store. */
#define MAX_EVENTS 500

typedef struct
{
  char *fleet_id;          /* (owned) */
  GPtrArray *intents;      /* (owned) (nullable) (element-type FloIntent) */
  GPtrArray *nodes;        /* (owned) (nullable) (element-type FloNodeRecord) */
  GPtrArray *zone_costs;   /* (owned) (nullable) (element-type FloZoneCostRow) */
  GPtrArray *events;       /* (owned) (nullable) (element-type FloEventRow) */
  GPtrArray *notices;      /* (owned) (nullable) (element-type FloNoticeRow) */
} Restore;


static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->fleet_id);
  g_clear_pointer (&restore->intents, g_ptr_array_unref);
  g_clear_pointer (&restore->nodes, g_ptr_array_unref);
  g_clear_pointer (&restore->zone_costs, g_ptr_array_unref);
  g_clear_pointer (&restore->events, g_ptr_array_unref);
  g_clear_pointer (&restore->notices, g_ptr_array_unref);
  g_free (restore);
}

static void
notices_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restore *restore = g_task_get_task_data (task);
  GError *error = NULL;

  restore->notices = flo_notice_log_list_finish (FLO_STORE (object), result, &error);
  if (restore->notices == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
events_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restore *restore = g_task_get_task_data (task);
  GError *error = NULL;

  restore->events = flo_event_log_list_finish (FLO_STORE (object), result, &error);
  if (restore->events == NULL)
    g_task_return_error (task, error);
  else
    flo_notice_log_list_async (FLO_STORE (object), restore->fleet_id, NULL, notices_cb, g_object_ref (task));
}

static void
zone_costs_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restore *restore = g_task_get_task_data (task);
  GError *error = NULL;

  restore->zone_costs = flo_zone_cost_log_list_finish (FLO_STORE (object), result, &error);
  if (restore->zone_costs == NULL)
    g_task_return_error (task, error);
  else
    flo_event_log_list_async (FLO_STORE (object), restore->fleet_id, MAX_EVENTS, NULL, events_cb, g_object_ref (task));
}

static void
nodes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restore *restore = g_task_get_task_data (task);
  GError *error = NULL;

  restore->nodes = flo_node_records_list_finish (FLO_STORE (object), result, &error);
  if (restore->nodes == NULL)
    g_task_return_error (task, error);
  else
    flo_zone_cost_log_list_async (FLO_STORE (object), restore->fleet_id, NULL, zone_costs_cb, g_object_ref (task));
}

static void
intents_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restore *restore = g_task_get_task_data (task);
  GError *error = NULL;

  restore->intents = flo_journal_list_finish (FLO_STORE (object), result, &error);
  if (restore->intents == NULL)
    g_task_return_error (task, error);
  else
    flo_node_records_list_async (FLO_STORE (object), restore->fleet_id, NULL, nodes_cb, g_object_ref (task));
}

void
flo_fleet_restore_async (FloStore            *store,
                         const char          *fleet_id,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Restore *restore = g_new0 (Restore, 1);

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);

  g_task_set_source_tag (task, flo_fleet_restore_async);
  g_task_set_task_data (task, restore, restore_free);
  restore->fleet_id = g_strdup (fleet_id);

  flo_journal_list_async (store, fleet_id, FALSE, NULL, intents_cb, g_object_ref (task));
}

gboolean
flo_fleet_restore_finish (GAsyncResult  *result,
                          FloHistory    *history,
                          FloPublisher  *publisher,
                          FloNoticeBook *notices,
                          GError       **error)
{
  Restore *restore = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  for (guint i = 0; i < restore->intents->len; i++)
    {
      const FloIntent *intent = g_ptr_array_index (restore->intents, i);

      if (!flo_history_add (history, intent) && intent->state == FLO_INTENT_OPEN)
        {
          g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_TOO_NEW,
                       "The journal of fleet %s holds an unfinished \"%s\", which this version does not know. "
                       "Install the newer Flotilla that wrote it", restore->fleet_id, intent->action);
          return FALSE;
        }
    }

  flo_publisher_restore (publisher, restore->nodes, restore->zone_costs, restore->events);
  for (guint i = 0; i < restore->notices->len; i++)
    flo_notice_book_load (notices, g_ptr_array_index (restore->notices, i));

  return TRUE;
}
