/* rule-refill.c: bring nodes back to a zone that may have capacity again, and out of one that AWS takes back
 *
 * Only when nothing is missing, one after the other: the successor is launched first, and that launch is the probe. When it
 * finds nothing, nothing is lost, and the zone is left alone for longer the longer it has had none. When it finds something,
 * the other node ends only after the successor has run for a while (rule-move.c), because what came back may go again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-refill"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

#define MINUTE (60 * G_GINT64_CONSTANT (1000000))
/* A zone that had nothing, or took nodes back, is left alone for this long, or for a part of the time for which it has been
 * short, up to the longest: less while the fleet is in fewer zones than it should survive the loss of one of. What is lost
 * meanwhile is launched there first anyhow; a move costs work, and a zone that was short takes nodes back again. Replayed
 * on the four-node traces (tests/backtest), 18 days of four nodes: 37 moves and 15 interruptions more than without; after
 * half an hour each it would be 60 and 50. */
#define QUIET (4 * 60 * MINUTE)
#define QUIET_WHEN_SPREAD (24 * 60 * MINUTE)
#define LONGEST_QUIET (24 * 60 * MINUTE)
#define GROWTH 4
/* Within an hour: one node of so many, and two at least. */
#define ONE_OF 5
#define AT_LEAST 2


static guint
get_most_moves (FloPlanning *self)
{
  return MAX (self->nodes / ONE_OF, AT_LEAST);
}

/* The same as our record of its pools has it, of all fleets. */
static gint64
find_remembered (FloPlanning *self,
                 const char  *zone)
{
  FloPoolRecordSet *records = self->in->memory->records;
  gint64 last = 0;

  for (guint i = 0; records != NULL && i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);
      const FloPoolRecord *record =
        g_str_equal (pool->zone->name, zone) ? flo_pool_record_set_find (records, pool->type->name, zone) : NULL;

      if (record != NULL)
        last = MAX (last, record->last_interruption * G_USEC_PER_SEC);
    }

  return last;
}

/* When AWS last took a node of the zone back, or said it will, as far as is known: after its launch in any case. Unix
 * microseconds; 0: not of late */
static gint64
find_last_taken (FloPlanning *self,
                 const char  *zone)
{
  gint64 last = self->in->memory != NULL ? find_remembered (self, zone) : 0;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const FloPlanGap *gap = g_ptr_array_index (self->gaps, i);

      if (g_strcmp0 (gap->zone, zone) == 0)
        last = MAX (last, MAX (gap->taken_at, gap->time) * G_USEC_PER_SEC);
    }

  return last;
}

/* Until when a zone is left alone, Unix microseconds; 0: it need not be */
static gint64
get_quiet_end (FloPlanning       *self,
               const FloPlanZone *zone,
               gboolean           spread)
{
  gint64 taken = find_last_taken (self, zone->name);
  gint64 quiet = spread ? QUIET_WHEN_SPREAD : QUIET;
  gint64 end = taken != 0 ? taken + quiet : 0;

  if (zone->short_since != 0)
    quiet = CLAMP ((zone->last_refusal - zone->short_since) / GROWTH, quiet, LONGEST_QUIET);

  return zone->last_refusal != 0 ? MAX (end, zone->last_refusal + quiet) : end;
}

/* (transfer container) (element-type FloPool): of the zone, the best first, but those that AWS recommends to leave */
static GPtrArray *
list_pools (FloPlanning *self,
            const char  *zone)
{
  GPtrArray *pools = g_ptr_array_new ();

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      if (g_str_equal (pool->zone->name, zone) && !flo_planning_is_risky (self, pool))
        g_ptr_array_add (pools, (gpointer) pool);
    }

  return pools;
}

/* The one that has done the least. (nullable) */
static const FloPlanSeat *
choose_seat (FloPlanning *self,
             const char  *zone)
{
  const FloPlanSeat *chosen = NULL;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (!seat->spot || !seat->running || seat->id == NULL || g_strcmp0 (seat->zone, zone) != 0 ||
          g_hash_table_contains (self->disrupted, seat->id))
        continue;
      if (chosen == NULL || seat->launched_at > chosen->launched_at ||
          (seat->launched_at == chosen->launched_at && g_strcmp0 (seat->id, chosen->id) < 0))
        chosen = seat;
    }

  return chosen;
}

static guint
count_occupied (GArray *zones)
{
  guint n = 0;

  for (guint i = 0; i < zones->len; i++)
    n += g_array_index (zones, FloPlanZone, i).nodes > 0;

  return n;
}

/* Whether the config wants a node of @from in @to rather. */
static gboolean
is_uneven (FloPlanning       *self,
           GArray            *zones,
           const FloPlanZone *from,
           const FloPlanZone *to)
{
  const FloConfig *config = self->in->config;

  if (config->zones.distribution == FLO_DISTRIBUTION_SINGLE || from->nodes < to->nodes + 2)
    return FALSE;
  if (config->zones.distribution == FLO_DISTRIBUTION_BALANCED)
    return TRUE;

  return to->nodes == 0 && count_occupied (zones) < MIN ((guint) config->zones.minimum, self->nodes);
}

static const FloPlanZone *
find_fullest (GArray *zones)
{
  const FloPlanZone *fullest = NULL;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);

      if (fullest == NULL || zone->nodes > fullest->nodes)
        fullest = zone;
    }

  return fullest;
}

/* The emptiest that has a right to more, and may have capacity. (nullable)
 * @later: (out): when the next one that is left alone now may have some, Unix microseconds; 0: there is none */
static const FloPlanZone *
find_wanting (FloPlanning       *self,
              GArray            *zones,
              const FloPlanZone *from,
              gint64            *later)
{
  gboolean spread = count_occupied (zones) >= MIN ((guint) self->in->config->zones.minimum, self->nodes);
  const FloPlanZone *wanting = NULL;

  *later = 0;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);
      gint64 end;

      if (zone == from || !is_uneven (self, zones, from, zone))
        continue;
      end = get_quiet_end (self, zone, spread);
      if (end > self->in->now)
        *later = *later == 0 ? end : MIN (*later, end);
      else if (wanting == NULL || zone->nodes < wanting->nodes)
        wanting = zone;
    }

  return wanting;
}

static char *
describe (const FloPlanZone *from,
          const FloPlanZone *to)
{
  return g_strdup_printf ("%s holds %u nodes and %s %u; %s", from->name, from->nodes, to->name, to->nodes,
                          to->last_refusal != 0 ? "it had no capacity and is tried again, the other node ends when the new "
                                                  "one has run for a while"
                                                : "the other node ends when the new one has run for a while");
}

static void
refill (FloPlanning *self)
{
  GArray *zones = flo_planning_list_zones (self);
  const FloPlanZone *from = find_fullest (zones);
  gint64 later = 0;
  const FloPlanZone *to = from != NULL ? find_wanting (self, zones, from, &later) : NULL;
  const FloPlanSeat *seat = to != NULL ? choose_seat (self, from->name) : NULL;
  g_autoptr (GPtrArray) pools = NULL;
  g_autofree char *reason = NULL;

  /* A node that is about to leave its zone is not counted there: that it is missing is not for long. */
  if (to == NULL && later != 0 && self->moves->len == 0 && g_hash_table_size (self->disrupted) == 0)
    {
      flo_planning_wait (self, "Spread the nodes over all zones again",
                         "a zone that had no capacity, or took nodes back, is left alone for a while");
      self->plan->wait_until = later;
    }
  if (seat == NULL || self->moved_lately[FLO_MOVE_REFILL] >= get_most_moves (self) ||
      !flo_planning_may_disrupt (self, seat->id, NULL))
    return;
  pools = list_pools (self, to->name);
  reason = describe (from, to);
  flo_planning_move (self, seat, FLO_MOVE_REFILL, to->name, pools, reason);
}

/* ---- out of a zone ---- */

/* The emptiest of the others that has, as far as is known, capacity. (nullable) */
static const FloPlanZone *
find_refuge (FloPlanning       *self,
             GArray            *zones,
             const FloPlanZone *from)
{
  const FloPlanZone *refuge = NULL;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);

      if (zone != from && zone->short_since == 0 && !flo_planning_is_emptied (self, zone->name) &&
          (refuge == NULL || zone->nodes < refuge->nodes))
        refuge = zone;
    }

  return refuge;
}

static void
evacuate (FloPlanning *self)
{
  GArray *zones = flo_planning_list_zones (self);

  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *from = &g_array_index (zones, FloPlanZone, i);
      const FloPlanZone *to;
      const FloPlanSeat *seat;
      g_autoptr (GPtrArray) pools = NULL;
      g_autofree char *reason = NULL;

      if (from->nodes == 0 || !flo_planning_is_emptied (self, from->name))
        continue;
      to = find_refuge (self, zones, from);
      seat = to != NULL ? choose_seat (self, from->name) : NULL;
      if (seat == NULL || !flo_planning_may_disrupt (self, seat->id, NULL))
        continue;
      pools = list_pools (self, to->name);
      reason = g_strdup_printf ("AWS is taking the nodes of %s back, and %u are left there", from->name, from->nodes);
      flo_planning_move (self, seat, FLO_MOVE_EVACUATE, to->name, pools, reason);
      return;
    }
}

void
flo_rule_refill (FloPlanning *self)
{
  if (!flo_planning_can_move (self))
    return;
  if (self->in->config->zones.evacuate && self->gaps->len > 0)
    evacuate (self);
  if (self->plan->actions->len == 0 && !self->plan->look_closer)
    refill (self);
}
