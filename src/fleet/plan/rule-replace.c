/* rule-replace.c: which nodes count, which are going or gone, and why
 *
 * A noticed node no longer counts as soon as its drain time begins, so that its replacement is launched
 * before it goes. It is not terminated here: EC2 does that, and does not charge for an instance that it
 * takes back within its first hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-replace"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-planning.h"

#include <string.h>


static void
add_gap (FloPlanning           *self,
         const FloSeenInstance *instance,
         gboolean               noticed,
         char                  *reason)
{
  FloPlanGap *gap = g_new0 (FloPlanGap, 1);

  gap->id = g_strdup (instance->id);
  gap->reason = reason;
  gap->noticed = noticed;
  gap->time = instance->launched_at;
  gap->zone = instance->zone;
  gap->taken_at = instance->spot ? flo_observation_get_reclaim (self->in->observation, instance->id) : 0;
  g_ptr_array_add (self->gaps, gap);
}

static char *
describe_notice (gint64 ends_at)
{
  g_autoptr (GDateTime) noticed = g_date_time_new_from_unix_utc (ends_at - FLO_NOTICE_SECONDS);
  g_autoptr (GDateTime) ends = g_date_time_new_from_unix_utc (ends_at);
  g_autofree char *noticed_text = g_date_time_format (noticed, "%H:%M:%S");
  g_autofree char *ends_text = g_date_time_format (ends, "%H:%M:%S");

  return g_strdup_printf ("interruption notice at %s UTC, it ends at %s", noticed_text, ends_text);
}

static void
add_seat (FloPlanning           *self,
          const FloSeenInstance *instance)
{
  FloPlanSeat seat = {
    .id = instance->id,
    .type = instance->type,
    .zone = instance->zone,
    .spot = instance->spot,
    .running = instance->state == FLO_SEEN_RUNNING,
    .seen = TRUE,
    .launched_at = instance->launched_at,
    .notice_ends_at = flo_observation_get_notice (self->in->observation, instance),
    .rebalance_at = instance->rebalance_at,
    .revision = MAX (instance->revision, 1),
  };

  g_array_append_val (self->seats, seat);
}

/* Where AWS takes a node back it needs what is there: the next one would be taken, too. */
static void
note_taken (FloPlanning           *self,
            const FloSeenInstance *instance,
            gint64                 ends_at)
{
  gboolean taken = ends_at != 0 ||
                   (instance->state > FLO_SEEN_RUNNING && g_strcmp0 (instance->end_code, "Server.SpotInstanceTermination") == 0);
  const FloPool *pool = taken && instance->spot && instance->type != NULL && instance->zone != NULL
                          ? flo_market_find_pool (self->in->market, instance->type, instance->zone) : NULL;

  if (pool != NULL)
    g_hash_table_add (self->taken_pools, (gpointer) pool);
}

static void
consider_instance (FloPlanning           *self,
                   const FloSeenInstance *instance)
{
  gint64 ends_at = flo_observation_get_notice (self->in->observation, instance);
  gint64 drain_begins = (ends_at - self->in->config->interruption.drain_seconds) * G_USEC_PER_SEC;

  note_taken (self, instance, ends_at);
  if (instance->state > FLO_SEEN_RUNNING)
    {
      add_gap (self, instance, FALSE,
               instance->end_code != NULL ? g_strdup_printf ("it was lost: %s", instance->end_code)
                                          : g_strdup ("it was lost"));
      return;
    }

  if (ends_at != 0 && self->in->now >= drain_begins)
    {
      add_gap (self, instance, TRUE, describe_notice (ends_at));
      return;
    }

  add_seat (self, instance);
}

/* What was launched so lately that AWS does not list it yet is on its way, not lost. */
static void
consider_launch (FloPlanning   *self,
                 const FloPast *past)
{
  JsonArray *instances = flo_json_get_array (past->result, "instances");

  for (guint i = 0; i < flo_json_length (instances); i++)
    {
      JsonObject *made = flo_json_object_at (instances, i);
      const char *id = flo_json_get_string (made, "id");
      FloPlanSeat seat;

      if (id == NULL || flo_history_terminated (self->in->history, id) != 0 ||
          flo_observation_find_instance (self->in->observation, id) != NULL)
        continue;

      seat = (FloPlanSeat) {
        .id = id,
        .type = flo_json_get_string (made, "type"),
        .zone = flo_json_get_string (made, "zone"),
        .spot = g_strcmp0 (flo_json_get_string (made, "lifecycle"), "on-demand") != 0,
        .launched_at = past->finished_at / G_USEC_PER_SEC,
        .revision = flo_planning_get_revision (self).number,
      };
      g_array_append_val (self->seats, seat);
    }
}

/* Nodes that AWS takes back count until their drain time begins: when that is, and what comes then. */
void
flo_planning_wait_for_drain (FloPlanning *self)
{
  guint n = 0;
  gint64 first = G_MAXINT64;
  g_autoptr (GDateTime) begins = NULL;
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += seat->notice_ends_at != 0;
      if (seat->notice_ends_at != 0)
        first = MIN (first, seat->notice_ends_at - self->in->config->interruption.drain_seconds);
    }
  if (n == 0 || !self->in->config->interruption.replace)
    return;

  begins = g_date_time_new_from_unix_utc (first);
  reason = g_date_time_format (begins, "they work until their drain time begins, the first at %H:%M:%S UTC "
                                       "(interruption.drain_seconds)");
  title = g_strdup_printf ("Replace %u node%s that AWS takes back", n, n == 1 ? "" : "s");
  flo_planning_wait (self, title, reason);
  self->plan->wait_until = first * G_USEC_PER_SEC;
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  const FloPlanGap *one = *(const FloPlanGap * const *) a;
  const FloPlanGap *other = *(const FloPlanGap * const *) b;

  if (one->noticed != other->noticed)
    return one->noticed ? -1 : 1;
  if (one->time != other->time)
    return one->time > other->time ? -1 : 1;

  return strcmp (one->id, other->id);
}

/* Those on their way out at our request: not there, and not missing. There are few of them, and of instances many: nobody
 * looks up each instance's id.
 *
 * Returns: (transfer container): a set of FloSeenInstance */
static GHashTable *
list_sent_away (FloPlanning *self)
{
  GHashTable *sent_away = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, flo_history_get_terminated (self->in->history));
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const FloSeenInstance *instance = flo_observation_find_instance (self->in->observation, id);

      if (instance != NULL)
        g_hash_table_add (sent_away, (gpointer) instance);
    }

  return sent_away;
}

GPtrArray *
flo_planning_list_open_gaps (FloPlanning *self)
{
  GPtrArray *open = g_ptr_array_new ();

  for (guint i = 0; i < self->gaps->len; i++)
    {
      FloPlanGap *gap = g_ptr_array_index (self->gaps, i);

      if (gap->sick || !flo_history_was_replaced (self->in->history, gap->id))
        g_ptr_array_add (open, gap);
    }

  return open;
}

void
flo_rule_replace (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;
  GPtrArray *launches = flo_history_get_launches (self->in->history);
  g_autoptr (GHashTable) sent_away = list_sent_away (self);
  guint lately = launches->len;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (!instance->standby && !g_hash_table_contains (sent_away, instance))
        consider_instance (self, instance);
    }

  while (lately > 0 &&
         self->in->now - ((const FloPast *) g_ptr_array_index (launches, lately - 1))->finished_at < FLO_HISTORY_PATIENCE)
    lately--;
  for (guint i = lately; i < launches->len; i++)
    {
      const FloPast *past = g_ptr_array_index (launches, i);

      if (!flo_past_is_standby (past))
        consider_launch (self, past);
    }

  g_ptr_array_sort (self->gaps, compare_gaps);
}
