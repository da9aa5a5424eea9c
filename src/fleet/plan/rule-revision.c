/* rule-revision.c: replace nodes that are not as the config, which was changed, wants them
 *
 * A node says with which revision of the config it was launched (the tag flotilla:revision). Those that are older than the
 * last revision that changed how nodes start are replaced, the longest there first; of the others that are older than the
 * config those that it does not allow any more. Each has its successor first, in its own zone where that is possible
 * (rule-move.c), as many at a time as may be taken from their work. The successor has to pass the status checks: a config
 * that starts nodes that do not come up costs no more than the few that were begun with, because nodes that are not well
 * count as taken from their work, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-revision"

#include "flotilla-config.h"

#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"


static gboolean
is_allowed_zone (const FloConfig *config,
                 const char      *zone)
{
  return zone == NULL || config->zones.allowed == NULL ||
         g_strv_contains ((const char * const *) config->zones.allowed, zone);
}

/* Why its type does not fit, for people; NULL: it does, or that is not known. (transfer full) */
static char *
describe_type (FloPlanning       *self,
               const FloPlanSeat *seat)
{
  GStrv types = self->in->config->instances.types;
  const FloPool *pool = seat->type != NULL && seat->zone != NULL
                          ? flo_market_find_pool (self->in->market, seat->type, seat->zone) : NULL;
  char *why = NULL;

  if (pool != NULL)
    return flo_need_fits_type (&self->need, pool->type, &why) ? NULL : why;
  if (seat->type != NULL && types != NULL && types[0] != NULL && !g_strv_contains ((const char * const *) types, seat->type))
    return g_strdup ("not one of the types that are named");

  return NULL;
}

char *
flo_planning_describe_outdated (FloPlanning       *self,
                                const FloPlanSeat *seat)
{
  const FloRevision revision = flo_planning_get_revision (self);
  g_autofree char *why = NULL;

  if (seat->revision >= revision.number)
    return NULL;
  if (seat->revision < revision.nodes_since)
    return g_strdup_printf ("config revision %u: how nodes start was changed since it was launched with revision %u",
                            revision.number, seat->revision);
  if (!is_allowed_zone (self->in->config, seat->zone))
    return g_strdup_printf ("config revision %u does not allow %s any more", revision.number, seat->zone);

  why = describe_type (self, seat);

  return why != NULL ? g_strdup_printf ("config revision %u does not allow %s any more: %s", revision.number, seat->type, why)
                     : NULL;
}

static int
compare_seats (gconstpointer a,
               gconstpointer b)
{
  const FloPlanSeat *one = *(const FloPlanSeat * const *) a;
  const FloPlanSeat *other = *(const FloPlanSeat * const *) b;

  if (one->launched_at != other->launched_at)
    return one->launched_at < other->launched_at ? -1 : 1;

  return g_strcmp0 (one->id, other->id);
}

/* The longest there first: the same ones in every turn. (transfer container) (element-type FloPlanSeat) */
static GPtrArray *
list_outdated (FloPlanning *self)
{
  GPtrArray *seats = g_ptr_array_new ();

  for (guint i = 0; i < self->seats->len; i++)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      g_autofree char *why = seat->id != NULL && seat->seen && !seat->standby
                                 ? flo_planning_describe_outdated (self, seat) : NULL;

      if (why != NULL)
        g_ptr_array_add (seats, seat);
    }
  g_ptr_array_sort (seats, compare_seats);

  return seats;
}

static gboolean
can_try (FloPlanning   *self,
         const FloPool *pool,
         gboolean       spot)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);

  return (!spot || pool->spot_price > 0) && !flo_planning_is_left (self, pool) &&
         !(spot && flo_planning_is_above_stop (self, pool, TRUE)) &&
         !flo_blocked_pools_contains (blocked, pool->type->name, pool->zone->name, spot, self->in->now) &&
         !(spot && g_hash_table_contains (self->taken_pools, pool));
}

GPtrArray *
flo_planning_list_pools_to_try (FloPlanning *self,
                                gboolean     spot,
                                const char  *zone)
{
  GPtrArray *all = spot ? self->pools : self->on_demand_pools;
  GPtrArray *pools = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (all, i);

      if ((zone == NULL || g_str_equal (pool->zone->name, zone)) && can_try (self, pool, spot))
        g_ptr_array_add (pools, (gpointer) pool);
    }

  return pools;
}

/* Its own zone; else, of those that have a pool, the one with the fewest nodes. (nullable) */
static const char *
choose_zone (FloPlanning       *self,
             const FloPlanSeat *seat)
{
  GArray *zones = flo_planning_list_zones (self);
  const FloPlanZone *best = NULL;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);
      g_autoptr (GPtrArray) pools = flo_planning_list_pools_to_try (self, seat->spot, zone->name);

      if (pools->len == 0)
        continue;
      if (g_strcmp0 (zone->name, seat->zone) == 0)
        return zone->name;
      if (best == NULL || zone->nodes < best->nodes)
        best = zone;
    }

  return best != NULL ? best->name : NULL;
}

/* Launches its successor. Returns: (transfer full) (nullable): why it cannot be; NULL: it is launched, or a closer look
 * comes first */
static char *
begin (FloPlanning       *self,
       const FloPlanSeat *seat)
{
  const char *zone = choose_zone (self, seat);
  g_autoptr (GPtrArray) pools = NULL;
  g_autofree char *reason = flo_planning_describe_outdated (self, seat);

  /* Which of them would be ended soon in any case nobody knows, and their number is limited. */
  if (!seat->spot && self->plan->stand_ins > 0)
    return g_strdup ("on-demand nodes stand in for spot nodes: those that stay are replaced when spot can be had again");
  if (zone == NULL)
    return g_strdup ("no pool that fits the config has capacity for another node at a price it allows");

  pools = flo_planning_list_pools_to_try (self, seat->spot, zone);
  if (flo_planning_move (self, seat, FLO_MOVE_REVISION, zone, pools, reason) || self->plan->look_closer)
    return NULL;

  return g_strdup ("its successor runs besides it for a while, and the budget for an hour has no room for that");
}

/* A node that is about to be ended makes room for the next successor. */
static gboolean
is_ending (FloPlanning *self)
{
  for (guint i = 0; i < self->moves->len; i++)
    {
      const FloPlanMove *move = &g_array_index (self->moves, FloPlanMove, i);

      if (move->settles_at != 0 && move->settles_at <= self->in->now)
        return TRUE;
    }

  return FALSE;
}

/* More nodes are there than are wanted, for whatever reason: some of them are about to end, perhaps those that would be
 * replaced. */
static gboolean
is_crowded (FloPlanning *self)
{
  return self->seats->len > flo_planning_count_wanted (self) + self->moves->len;
}

static gboolean
may_go (FloPlanning       *self,
        const FloPlanSeat *seat)
{
  return seat->leaving == NULL && seat->notice_ends_at == 0 && !g_hash_table_contains (self->disrupted, seat->id);
}

void
flo_rule_revision (FloPlanning *self)
{
  g_autoptr (GPtrArray) seats = list_outdated (self);
  g_autofree char *title = NULL;
  g_autofree char *why = NULL;

  self->plan->outdated = seats->len;
  if (is_ending (self) || is_crowded (self) || !flo_planning_can_succeed (self))
    return;

  for (guint i = 0; i < seats->len && self->plan->actions->len == 0 && !self->plan->look_closer; i++)
    {
      const FloPlanSeat *seat = g_ptr_array_index (seats, i);
      g_autofree char *trouble = NULL;

      if (!may_go (self, seat))
        continue;
      if (flo_planning_may_disrupt (self, seat->id, &trouble))
        trouble = begin (self, seat);
      if (trouble == NULL || why != NULL)
        continue;
      title = g_strdup_printf ("Wait until %s can be replaced", seat->id);
      why = g_steal_pointer (&trouble);
    }
  /* With one under way the end of that is what is waited for. */
  if (why != NULL && self->moves->len == 0 && self->plan->actions->len == 0 && !self->plan->look_closer)
    flo_planning_wait (self, title, why);
}
