/* flo-launch-offer.c: the pools that a launch offers AWS to choose among, and the zones they are in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-offer"

#include "flotilla-config.h"

#include "fleet/plan/flo-launch-offer.h"

/* CreateFleet takes 300 launch template overrides. */
#define MAX_OVERRIDES 300


void
flo_launch_offer_init (FloLaunchOffer *self,
                       FloPlanning    *planning,
                       gboolean        spot,
                       GPtrArray      *pools)
{
  GPtrArray *all = spot ? planning->pools : planning->on_demand_pools;

  *self = (FloLaunchOffer) {
    .planning = planning,
    .blocked = flo_history_get_blocked_pools (planning->in->history),
    .spot = spot,
    .pools = pools != NULL ? pools : all,
    .zones = g_array_new (FALSE, FALSE, sizeof (FloSpreadZone)),
  };
}

void
flo_launch_offer_clear (FloLaunchOffer *self)
{
  g_clear_pointer (&self->zones, g_array_unref);
}

/* ---- the pools ---- */

/* Whether it could be asked, had it not been refused. */
static gboolean
fits (FloLaunchOffer *self,
      const FloPool  *pool,
      const char     *zone)
{
  FloMoney dearest = self->planning->dearest[self->spot];

  return (zone == NULL || g_str_equal (pool->zone->name, zone)) && !flo_planning_is_left (self->planning, pool) &&
         !((self->spot || self->planning->plan->stand_ins > 0) &&
           flo_planning_is_above_stop (self->planning, pool, self->spot)) &&
         !(self->safe && flo_planning_is_risky (self->planning, pool)) &&
         (dearest == 0 || (self->spot ? pool->spot_price : pool->type->on_demand) <= dearest);
}

static gboolean
can_try (FloLaunchOffer *self,
         const FloPool  *pool,
         const char     *zone)
{
  return fits (self, pool, zone) &&
         !flo_blocked_pools_contains (self->blocked, pool->type->name, pool->zone->name, self->spot,
                                      self->planning->in->now);
}

static gboolean
is_taken (FloLaunchOffer *self,
          const FloPool  *pool)
{
  return self->spot && g_hash_table_contains (self->planning->taken_pools, pool);
}

/* ---- the zones ---- */

static void
add_pool (FloLaunchOffer *self,
          FloSpreadZone  *zone,
          guint           index)
{
  const FloPool *pool = g_ptr_array_index (self->pools, index);
  FloMoney price =
    self->spot ? flo_choice_get_ranked (self->planning->choice, index)->useful_price : pool->type->on_demand;

  if (zone->pools == 0 || price < zone->price)
    zone->price = price;
  if (zone->interruption < 0 || (pool->interruption_range >= 0 && pool->interruption_range < zone->interruption))
    zone->interruption = pool->interruption_range;
  zone->pools++;
}

/* @emptied: with those that AWS takes back
 * @blocked: with those that may not be asked now */
static void
list_zones (FloLaunchOffer *self,
            gboolean        emptied,
            gboolean        blocked,
            GArray         *zones)
{
  GArray *places = self->planning->places;

  g_array_set_size (zones, 0);
  for (guint i = 0; i < places->len; i++)
    {
      const char *name = g_array_index (places, FloPlanPlace, i).zone;
      FloSpreadZone zone = { .name = name, .interruption = -1 };

      if (self->spot && !emptied && flo_planning_is_emptied (self->planning, name))
        continue;
      for (guint p = 0; p < self->pools->len; p++)
        {
          const FloPool *pool = g_ptr_array_index (self->pools, p);

          if (blocked ? fits (self, pool, name) : can_try (self, pool, name))
            add_pool (self, &zone, p);
        }
      if (zone.pools > 0)
        g_array_append_val (zones, zone);
    }
}

void
flo_launch_offer_add_zone (FloLaunchOffer *self,
                           const char     *zone)
{
  const FloSpreadZone place = { .name = zone };

  g_array_append_val (self->zones, place);
}

/* A zone that AWS takes back has capacity for the next node now and then, but not for long; nor do pools where it
 * recommends to replace nodes. They come last, but before a node is kept back for want of zones. */
void
flo_launch_offer_find_zones (FloLaunchOffer *self)
{
  const FloConfig *config = self->planning->in->config;
  guint enough = config->zones.when_short == FLO_WHEN_SHORT_WAIT
                   ? MAX (MIN ((guint) config->zones.minimum, self->planning->nodes), 1) : 1;

  self->safe = self->spot;
  list_zones (self, FALSE, FALSE, self->zones);
  if (self->zones->len >= enough || !self->spot)
    return;

  self->safe = FALSE;
  list_zones (self, FALSE, FALSE, self->zones);
  self->emptied = self->zones->len == 0;
  if (self->emptied)
    list_zones (self, TRUE, FALSE, self->zones);
}

static guint
find_zone (GArray     *zones,
           const char *name)
{
  guint i = 0;

  while (i < zones->len && !g_str_equal (g_array_index (zones, FloSpreadZone, i).name, name))
    i++;

  return i;
}

/* Counts the nodes of each zone.
 *
 * Returns: how many others hold nodes */
static guint
count_nodes (FloPlanning *self,
             GArray      *zones)
{
  g_autoptr (GHashTable) elsewhere = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      guint zone;

      if (seat->leaving != NULL || seat->standby || seat->zone == NULL)
        continue;
      zone = find_zone (zones, seat->zone);
      if (zone < zones->len)
        g_array_index (zones, FloSpreadZone, zone).nodes++;
      else if (flo_wishes_find_zone (self->in->wishes, seat->zone) == NULL)
        g_hash_table_add (elsewhere, (gpointer) seat->zone);
    }

  return g_hash_table_size (elsewhere);
}

/* See flo_spread(). */
static guint
spread (FloLaunchOffer *self,
        GArray         *zones,
        guint           missing,
        guint          *add,
        guint          *anywhere)
{
  const FloConfig *config = self->planning->in->config;
  guint elsewhere = count_nodes (self->planning, zones);
  guint minimum = MIN ((guint) config->zones.minimum, self->planning->nodes);

  if (config->zones.when_short == FLO_WHEN_SHORT_ELSEWHERE)
    minimum = MIN (minimum, zones->len + elsewhere);

  return flo_spread (config->zones.distribution, (const FloSpreadZone *) (gpointer) zones->data, zones->len, minimum,
                     elsewhere, missing, add, anywhere);
}

/* What was asked of any of them lately was refused: it may be the same everywhere. */
static gboolean
have_all_refused (FloLaunchOffer *self)
{
  for (guint i = 0; i < self->zones->len; i++)
    if (!flo_blocked_pools_have_zone (self->blocked, g_array_index (self->zones, FloSpreadZone, i).name, self->spot))
      return FALSE;

  return TRUE;
}

static gboolean
lower_to (guint *n,
          guint  share)
{
  guint most = MAX (share, 1);

  if (*n <= most)
    return FALSE;
  *n = most;

  return TRUE;
}

/* Leaves to the zones that may not be asked now what they would get if they could be. */
static gboolean
leave_their_shares (FloLaunchOffer *self,
                    guint           missing,
                    guint          *add,
                    guint          *anywhere)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (FloSpreadZone));
  g_autofree guint *shares = NULL;
  gboolean left = FALSE;
  guint share_anywhere;

  list_zones (self, self->emptied, TRUE, all);
  if (all->len <= self->zones->len)
    return FALSE;

  shares = g_new0 (guint, all->len + 1);
  spread (self, all, missing, shares, &share_anywhere);
  for (guint i = 0; i < self->zones->len; i++)
    left |= lower_to (&add[i], shares[find_zone (all, g_array_index (self->zones, FloSpreadZone, i).name)]);
  left |= lower_to (anywhere, share_anywhere * self->zones->len / all->len);

  return left;
}

gboolean
flo_launch_offer_share_out (FloLaunchOffer *self,
                            guint           missing,
                            guint          *add,
                            guint          *anywhere,
                            guint          *held_back)
{
  g_return_val_if_fail (self->zones->len > 0, FALSE);

  *held_back = spread (self, self->zones, missing, add, anywhere);

  return have_all_refused (self) && leave_their_shares (self, missing, add, anywhere);
}

/* ---- what AWS is offered ---- */

static const char *
find_subnet_id (FloPlanning *self,
                const char  *zone)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const FloPlanPlace *place = &g_array_index (self->places, FloPlanPlace, i);

      if (g_str_equal (place->zone, zone))
        return place->subnet_id;
    }

  return NULL;
}

/* How many pools of a zone AWS may choose among, besides those that were chosen. Not all that fit: it does not know
 * what our work costs, and would take a dear one as soon as there is more of it. For each one that had nothing there
 * is one more, so that a shortage is soon behind us. */
static guint
count_offered (FloLaunchOffer *self,
               const char     *zone)
{
  guint offered = FLO_CHOICE_POOLS;

  if (self->planning->in->config->instances.types != NULL)
    return MAX_OVERRIDES;

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      offered += g_str_equal (pool->zone->name, zone) && (!can_try (self, pool, zone) || is_taken (self, pool));
    }

  return offered;
}

static gboolean
is_chosen (FloLaunchOffer *self,
           const FloPool  *pool)
{
  return self->spot && flo_choice_find (self->planning->choice, pool) >= 0;
}

/* Those where AWS takes nodes back are offered when there are no others. */
static GPtrArray *
list_those (FloLaunchOffer *self,
            const char     *zone,
            gboolean        taken)
{
  GPtrArray *offered = g_ptr_array_new ();
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->zones->len; i++)
    {
      const char *name = g_array_index (self->zones, FloSpreadZone, i).name;

      if (zone == NULL || g_str_equal (name, zone))
        g_hash_table_insert (left, (gpointer) name, GUINT_TO_POINTER (count_offered (self, name)));
    }
  for (guint i = 0; i < self->pools->len && offered->len < MAX_OVERRIDES; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);
      guint n_left;

      if (!can_try (self, pool, zone) || is_taken (self, pool) != taken)
        continue;
      n_left = GPOINTER_TO_UINT (g_hash_table_lookup (left, pool->zone->name));
      if (n_left == 0 && !is_chosen (self, pool))
        continue;
      g_ptr_array_add (offered, (gpointer) pool);
      g_hash_table_insert (left, (gpointer) pool->zone->name, GUINT_TO_POINTER (n_left > 0 ? n_left - 1 : 0));
    }

  return offered;
}

/* The pools of one zone, or of all of them, for AWS to choose among, the best first.
 * Returns: (transfer container) (element-type FloPool) */
static GPtrArray *
list_offered (FloLaunchOffer *self,
              const char     *zone)
{
  g_autoptr (GPtrArray) offered = list_those (self, zone, FALSE);

  return offered->len > 0 ? g_steal_pointer (&offered) : list_those (self, zone, TRUE);
}

JsonArray *
flo_launch_offer_make_overrides (FloLaunchOffer *self,
                                 const char     *zone)
{
  JsonArray *overrides = json_array_new ();
  g_autoptr (GPtrArray) pools = list_offered (self, zone);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      const char *subnet_id = find_subnet_id (self->planning, pool->zone->name);
      FloMoney limit = 0;
      JsonObject *override;

      if (subnet_id == NULL || (self->spot && !flo_need_get_maximum (&self->planning->need, pool, &limit)))
        continue;

      override = json_object_new ();
      json_object_set_string_member (override, "type", pool->type->name);
      json_object_set_string_member (override, "zone", pool->zone->name);
      json_object_set_string_member (override, "subnet", subnet_id);
      if (limit > 0)
        {
          g_autofree char *text = flo_money_to_decimal (limit);

          json_object_set_string_member (override, "price", text);
        }
      json_array_add_object_element (overrides, override);
    }

  return overrides;
}

FloMoney
flo_launch_offer_get_lowest_price (FloLaunchOffer *self,
                                   const char     *zone)
{
  FloMoney lowest = 0;

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);
      FloMoney price = self->spot ? pool->spot_price : pool->type->on_demand;

      if (can_try (self, pool, zone) && (lowest == 0 || price < lowest))
        lowest = price;
    }

  return lowest;
}
