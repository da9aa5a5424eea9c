/* flo-pool-recorder.c: finds in what a fleet went through what is worth knowing of its pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-pool-recorder"

#include "flotilla-config.h"

#include "fleet/flo-cost-meter.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-end-reason.h"
#include "fleet/observe/flo-pool-recorder.h"
#include "fleet/plan/flo-failure.h"
#include "store/flo-node-records.h"
#include "store/flo-pool-records.h"

/* After a restart, older calls have been read before, in all likelihood; they also count next to nothing. */
#define MAX_CALL_AGE (G_GINT64_CONSTANT (7 * 86400) * G_USEC_PER_SEC)

struct _FloPoolRecorder
{
  GHashTable *noticed;   /* (owned): a set of ids of nodes whose notice was read */
  guint n_read;          /* of the history's entries; they close in their order */
};

typedef struct
{
  GPtrArray *rows;       /* (element-type FloPoolRow) */
  FloMarket *market;     /* (nullable) */
} Reading;


FloPoolRecorder *
flo_pool_recorder_new (void)
{
  FloPoolRecorder *self = g_new0 (FloPoolRecorder, 1);

  self->noticed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
flo_pool_recorder_free (FloPoolRecorder *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->noticed);
  g_free (self);
}

static const char *
find_zone_id (FloMarket  *market,
              const char *zone)
{
  for (guint i = 0; market != NULL && i < flo_market_get_n_zones (market); i++)
    {
      if (g_strcmp0 (flo_market_get_zone (market, i)->name, zone) == 0)
        return flo_market_get_zone (market, i)->id;
    }

  return NULL;
}

/* Of a pool AWS did not name fully nothing can be remembered. */
static void
add (Reading      *reading,
     const char   *type,
     const char   *zone,
     gboolean      spot,
     FloPoolEvent  event,
     const char   *source,
     gint64        time,
     gint64        run_seconds)
{
  const FloPoolRow row = {
    .type = (char *) type, .zone = (char *) zone, .zone_id = (char *) find_zone_id (reading->market, zone),
    .spot = spot, .event = event, .source = (char *) source, .time = time, .run_seconds = MAX (run_seconds, 0),
  };

  if (type != NULL && zone != NULL)
    g_ptr_array_add (reading->rows, flo_pool_row_copy (&row));
}

/* A node that never came up for want of capacity was no launch. */
static void
read_node (Reading             *reading,
           const FloNodeRecord *node,
           gint64               now)
{
  const gint64 end = node->ended_at != 0 ? node->ended_at : now;

  if (g_strcmp0 (node->end_detail, "Server.InsufficientInstanceCapacity") == 0)
    {
      add (reading, node->instance_type, node->zone, node->spot, FLO_POOL_NO_CAPACITY, node->id, end, 0);
      return;
    }

  add (reading, node->instance_type, node->zone, node->spot, FLO_POOL_LAUNCHED, node->id, node->launched_at,
       end - node->launched_at - flo_cost_meter_get_stopped (node, end));
  if (flo_end_reason_is_reclaim (node->end_detail))
    add (reading, node->instance_type, node->zone, node->spot, FLO_POOL_INTERRUPTED, node->id, end, 0);
}

static void
read_notices (FloPoolRecorder *self,
              Reading         *reading,
              FloObservation  *observation)
{
  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);
      gint64 ends_at = instance->spot ? instance->reclaim : 0;

      if (ends_at != 0 && g_hash_table_add (self->noticed, g_strdup (instance->id)))
        add (reading, instance->type, instance->zone, TRUE, FLO_POOL_NOTICE, instance->id, ends_at - FLO_NOTICE_SECONDS, 0);
    }
}

static gboolean
is_capacity (JsonObject *failed)
{
  return flo_failure_from_word (flo_json_get_string (failed, "category")) == AWS_ERROR_CAPACITY;
}

/* The pools AWS named; when it named none and gave nothing, every pool that it was offered. */
static void
read_call (Reading       *reading,
           const FloPast *call)
{
  const gboolean spot = g_strcmp0 (flo_json_get_string (call->parameters, "market"), "spot") == 0;
  const gint64 time = call->finished_at / G_USEC_PER_SEC;
  JsonArray *errors = flo_json_get_array (call->result, "errors");
  JsonArray *pools = errors;

  if (flo_json_length (errors) == 0 && call->state == FLO_INTENT_FAILED && is_capacity (call->result))
    pools = flo_json_get_array (call->parameters, "overrides");

  for (guint i = 0; i < flo_json_length (pools); i++)
    {
      JsonObject *pool = flo_json_object_at (pools, i);

      if (pools != errors || is_capacity (pool))
        add (reading, flo_json_get_string (pool, "type"), flo_json_get_string (pool, "zone"), spot,
             FLO_POOL_NO_CAPACITY, call->token, time, 0);
    }
}

static void
read_calls (FloPoolRecorder *self,
            Reading         *reading,
            FloHistory      *history,
            gint64           now)
{
  for (; self->n_read < flo_history_get_n (history); self->n_read++)
    {
      const FloPast *call = flo_history_get (history, self->n_read);

      if (call->state == FLO_INTENT_OPEN)
        return;
      if (call->kind == FLO_ACTION_CREATE_FLEET && now * G_USEC_PER_SEC - call->finished_at < MAX_CALL_AGE)
        read_call (reading, call);
    }
}

GPtrArray *
flo_pool_recorder_read (FloPoolRecorder *self,
                        FloObservation  *observation,
                        GPtrArray       *nodes,
                        FloHistory      *history,
                        FloMarket       *market,
                        gint64           now)
{
  Reading reading = { g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free), market };

  g_return_val_if_fail (self != NULL, reading.rows);
  g_return_val_if_fail (observation != NULL, reading.rows);

  for (guint i = 0; i < nodes->len; i++)
    read_node (&reading, g_ptr_array_index (nodes, i), now);
  read_notices (self, &reading, observation);
  read_calls (self, &reading, history, now);

  return reading.rows;
}
