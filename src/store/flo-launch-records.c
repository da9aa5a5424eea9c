/* flo-launch-records.c: how the launch of a fleet stands, in the fleet's row
 *
 * That a launch is over decides whether a fleet may be destroyed because of it. So it is never set anew, and changed only by
 * who knows how it is: the text before is part of the question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-records"

#include "flotilla-config.h"

#include "store/flo-event-log-private.h"
#include "store/flo-launch-records.h"

/* A move on its way to the store's thread. */
typedef struct
{
  char *fleet_id;         /* (owned) */
  char *before;           /* (owned) */
  char *after;            /* (owned) (nullable) */
  gboolean destroy;
  FloEventRow *event;     /* (owned): without a title it is not written */
} Move;


static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->fleet_id);
  g_free (move->before);
  g_free (move->after);
  flo_event_row_free (move->event);
  g_free (move);
}

static gboolean
move_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  const Move *move = data;

  if (!flo_sql_run (db,
                    "UPDATE fleets SET launch = ?, desired = CASE ? WHEN 1 THEN 'destroyed' ELSE desired END"
                    " WHERE id = ? AND launch = ? AND desired != 'destroyed' AND destroyed_at = 0",
                    "write how the launch stands", error, "siss", move->after, (gint64) move->destroy, move->fleet_id,
                    move->before))
    return FALSE;
  if (sqlite3_changes (db) == 0)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND,
                   "The launch of the fleet %s is not as it was a moment ago", move->fleet_id);
      return FALSE;
    }

  return move->event->title == NULL || flo_event_row_write (move->event, db, move->fleet_id, error);
}

void
flo_launch_records_move_async (FloStore            *store,
                               const char          *fleet_id,
                               const FloLaunchMove *move,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Move *copy;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (move != NULL && move->before != NULL);

  copy = g_new0 (Move, 1);
  copy->fleet_id = g_strdup (fleet_id);
  copy->before = g_strdup (move->before);
  copy->after = g_strdup (move->after);
  copy->destroy = move->destroy;
  copy->event = g_new0 (FloEventRow, 1);
  copy->event->time = g_get_real_time ();
  copy->event->kind = g_strdup (move->kind);
  copy->event->title = g_strdup (move->title);
  copy->event->reason = g_strdup (move->reason);
  flo_store_run_async (store, move_func, copy, move_free, cancellable, callback, user_data);
}

gboolean
flo_launch_records_move_finish (FloStore      *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return flo_store_run_finish (store, result, error);
}
