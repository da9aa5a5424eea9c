/* flo-planning-zones.c: how the zones of a fleet are: what they hold, and whether they have capacity
 *
 * AWS tells of capacity only when it is asked for some, and then of each pool. A zone is short when all of its pools that
 * fit had nothing the last time they were asked; a node that is launched there ends that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-planning"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"
#include "fleet/plan/flo-spread.h"

/* Two nodes taken back within ten minutes, and as many as are left: the zone is being emptied. */
#define TAKEN_SECONDS 600
#define MANY_TAKEN 2


static FloPlanZone *
find_zone (GArray     *zones,
           const char *name)
{
  for (guint i = 0; name != NULL && i < zones->len; i++)
    {
      FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);

      if (g_str_equal (zone->name, name))
        return zone;
    }

  return NULL;
}

static void
consider_pool (FloPlanning   *self,
               GArray        *zones,
               const FloPool *pool)
{
  FloPlanZone *zone = find_zone (zones, pool->zone->name);
  const FloPoolRefusals *refusals = flo_blocked_pools_find (flo_history_get_blocked_pools (self->in->history),
                                                            pool->type->name, pool->zone->name, TRUE);

  if (zone == NULL)
    {
      const FloPlanZone new_zone = { .name = pool->zone->name };

      g_array_append_val (zones, new_zone);
      zone = &g_array_index (zones, FloPlanZone, zones->len - 1);
    }
  zone->pools++;
  if (refusals == NULL)
    return;
  zone->refusing++;
  zone->short_since = MAX (zone->short_since, refusals->first);
  zone->last_refusal = MAX (zone->last_refusal, refusals->last);
}

static void
count_nodes (FloPlanning *self,
             GArray      *zones)
{
  gboolean all = g_hash_table_size (self->disrupted) == 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      FloPlanZone *zone = find_zone (zones, seat->zone);

      if (zone != NULL && !seat->standby && (all || seat->id == NULL || !g_hash_table_contains (self->disrupted, seat->id)))
        zone->nodes++;
    }
}

/* As if the fleet were launched now, and every zone had what is asked of it. */
static void
share_out (FloPlanning *self,
           GArray      *zones)
{
  g_autofree FloSpreadZone *empty = g_new0 (FloSpreadZone, zones->len);
  g_autofree guint *add = g_new0 (guint, zones->len);
  guint anywhere;

  for (guint i = 0; i < zones->len; i++)
    empty[i] = (FloSpreadZone) { .name = g_array_index (zones, FloPlanZone, i).name, .interruption = -1 };
  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);
      FloSpreadZone *zone = &empty[find_zone (zones, pool->zone->name) - (FloPlanZone *) (gpointer) zones->data];

      if (zone->pools++ == 0)
        zone->price = flo_choice_get_ranked (self->choice, i)->useful_price;
      if (zone->interruption < 0 || (pool->interruption_range >= 0 && pool->interruption_range < zone->interruption))
        zone->interruption = pool->interruption_range;
    }
  flo_spread (self->in->config->zones.distribution, empty, zones->len, (guint) self->in->config->zones.minimum, 0,
              self->nodes, add, &anywhere);
  for (guint i = 0; i < zones->len; i++)
    g_array_index (zones, FloPlanZone, i).share = add[i];
}

GArray *
flo_planning_list_zones (FloPlanning *self)
{
  if (self->zones != NULL)
    return self->zones;

  self->zones = g_array_new (FALSE, FALSE, sizeof (FloPlanZone));
  for (guint i = 0; i < self->pools->len; i++)
    consider_pool (self, self->zones, g_ptr_array_index (self->pools, i));
  for (guint i = 0; i < self->zones->len; i++)
    {
      FloPlanZone *zone = &g_array_index (self->zones, FloPlanZone, i);

      if (zone->refusing < zone->pools)
        zone->short_since = 0;
    }
  count_nodes (self, self->zones);
  share_out (self, self->zones);

  return self->zones;
}

gboolean
flo_planning_is_emptied (FloPlanning *self,
                         const char  *zone)
{
  gint64 since = self->in->now / G_USEC_PER_SEC - TAKEN_SECONDS, last = 0;
  guint taken = 0, left = 0;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const FloPlanGap *gap = g_ptr_array_index (self->gaps, i);

      if (gap->taken_at <= since || g_strcmp0 (gap->zone, zone) != 0)
        continue;
      taken++;
      last = MAX (last, gap->taken_at - FLO_NOTICE_SECONDS);
    }
  if (taken < MANY_TAKEN)
    return FALSE;
  /* On demand it takes none back, and what came since then shows nothing yet: where the first substitutes go, all others
   * would follow. */
  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      left += seat->spot && seat->launched_at < last && g_strcmp0 (seat->zone, zone) == 0;
    }

  return taken >= left;
}
