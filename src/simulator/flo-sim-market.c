/* flo-sim-market.c: what is for sale where, at what price, and how much of it is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-market.h"

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-random.h"

/* What a type saves, and how often it is interrupted, where the Advisor says nothing. */
#define USUAL_SAVINGS 50
#define USUAL_BAND    2
/* Spot is what on-demand leaves over. */
#define ON_DEMAND_DEPTH 4

typedef struct
{
  gint64   moment;
  double   factor;
  FloMoney price; /* 0: use the factor */
} PriceChange;

typedef struct
{
  char    *type; /* (nullable) any */
  char    *zone; /* (nullable) any */
  gboolean on_demand_too;
  gint64   until;
} Drought;

struct _FloSimMarket
{
  guint64        seed;
  FloSimClock   *clock;   /* (unowned) */
  FloSimCatalog *catalog; /* (unowned) */
  FloSimPlaces  *places;  /* (unowned) */
  GHashTable    *changes;  /* "zone type" → GArray of PriceChange, in order of time; both owned */
  GPtrArray     *droughts; /* (element-type Drought) (owned) */
};

static void
drought_free (gpointer data)
{
  Drought *drought = data;

  g_free (drought->type);
  g_free (drought->zone);
  g_free (drought);
}

FloSimMarket *
flo_sim_market_new (guint64        seed,
                    FloSimClock   *clock,
                    FloSimCatalog *catalog,
                    FloSimPlaces  *places)
{
  FloSimMarket *self = g_new0 (FloSimMarket, 1);

  self->seed = seed;
  self->clock = clock;
  self->catalog = catalog;
  self->places = places;
  self->changes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->droughts = g_ptr_array_new_with_free_func (drought_free);
  return self;
}

void
flo_sim_market_free (FloSimMarket *self)
{
  g_hash_table_unref (self->changes);
  g_ptr_array_unref (self->droughts);
  g_free (self);
}

/* Made-up Regions sell what Frankfurt sells. */
static const char *
advised_region (const char *region)
{
  return g_str_has_prefix (region, "eu-x-") ? "eu-central-1" : region;
}

static gboolean
family_is_common (const char *type)
{
  return strchr ("tmcr", type[0]) != NULL && g_ascii_isdigit (type[1]);
}

/* Old hardware is not in the newest zones, new hardware not in the oldest; the rarer families stand
 * in some zones of a Region only. Which is a matter of the type's family and the zone, not of the
 * seed. */
static gboolean
zone_has_family (const FloSimType *type,
                 const FloSimZone *zone)
{
  gboolean old = g_str_equal (type->hypervisor, "xen");
  char family[32];

  if (!g_str_equal (zone->type, "availability-zone"))
    return family_is_common (type->name) && !old && !type->bare_metal;
  if (g_str_equal (zone->id, "use1-az3"))
    return old;
  if (g_str_equal (zone->id, "usw2-az4") && old)
    return FALSE;
  if (family_is_common (type->name) || g_str_has_suffix (zone->name, "a"))
    return TRUE;

  g_snprintf (family, sizeof family, "%.*s", (int) strcspn (type->name, "."), type->name);
  return flo_sim_random_unit (flo_sim_random_key (0, zone->id), g_str_hash (family)) < 0.75;
}

gboolean
flo_sim_market_get_offer (FloSimMarket     *self,
                          const FloSimType *type,
                          const FloSimZone *zone,
                          FloSimOffer      *offer)
{
  const char *region = advised_region (zone->region);
  const FloSimAdvice *advice = flo_sim_catalog_get_advice (self->catalog, type->name, region);
  char key[128];

  if (advice == NULL && !g_str_equal (region, "us-east-1"))
    return FALSE;
  if (!zone_has_family (type, zone))
    return FALSE;

  g_snprintf (key, sizeof key, "%s %s", zone->name, type->name);
  offer->type = type;
  offer->zone = zone;
  offer->changes = g_hash_table_lookup (self->changes, key);
  flo_sim_pool_init (&offer->pool, self->seed, type->name, zone->id, type->vcpus,
                     type->on_demand * zone->on_demand_percent / 100,
                     advice != NULL ? advice->savings_percent : USUAL_SAVINGS,
                     advice != NULL ? advice->band : USUAL_BAND);
  return TRUE;
}

static const PriceChange *
change_in_force (const FloSimOffer *offer,
                 gint64             moment)
{
  const PriceChange *found = NULL;

  for (guint i = 0; offer->changes != NULL && i < offer->changes->len; i++)
    {
      const PriceChange *change = &g_array_index (offer->changes, PriceChange, i);

      if (change->moment > moment)
        break;
      found = change;
    }
  return found;
}

FloMoney
flo_sim_market_get_price (FloSimMarket      *self,
                          const FloSimOffer *offer,
                          gint64             moment)
{
  const PriceChange *change = change_in_force (offer, moment);
  FloMoney price;

  if (change != NULL && change->price > 0)
    return CLAMP (change->price, 1, offer->pool.on_demand);

  price
      = flo_sim_pool_get_price (&offer->pool, flo_sim_clock_to_process_time (self->clock, moment));
  if (change != NULL)
    price = (FloMoney) CLAMP ((double) price * change->factor, 1, (double) offer->pool.on_demand);
  return price;
}

gint64
flo_sim_market_previous_change (FloSimMarket      *self,
                                const FloSimOffer *offer,
                                gint64             moment)
{
  const PriceChange *change = change_in_force (offer, moment);
  gint64 process = flo_sim_clock_to_process_time (self->clock, moment);
  gint64 previous = flo_sim_clock_to_wall_time (
      self->clock, flo_sim_pool_previous_change (&offer->pool, process));

  if (change == NULL)
    return MIN (previous, moment);
  /* While somebody's fixed price is in force, the process changes nothing. */
  if (change->price > 0)
    return change->moment;
  return MIN (MAX (previous, change->moment), moment);
}

static gboolean
is_in_drought (FloSimMarket      *self,
               const FloSimOffer *offer,
               FloSimPurchase     purchase,
               gint64             moment)
{
  for (guint i = 0; i < self->droughts->len; i++)
    {
      const Drought *drought = g_ptr_array_index (self->droughts, i);

      if (moment < drought->until
          && (drought->type == NULL || g_str_equal (drought->type, offer->type->name))
          && (drought->zone == NULL || g_str_equal (drought->zone, offer->zone->name))
          && (purchase == FLO_SIM_PURCHASE_SPOT || drought->on_demand_too))
        return TRUE;
    }
  return FALSE;
}

guint
flo_sim_market_get_capacity (FloSimMarket      *self,
                             const FloSimOffer *offer,
                             FloSimPurchase     purchase,
                             gint64             moment)
{
  if (is_in_drought (self, offer, purchase, moment))
    return 0;
  if (purchase == FLO_SIM_PURCHASE_ON_DEMAND)
    return offer->pool.most_instances * ON_DEMAND_DEPTH;
  return flo_sim_pool_get_capacity (&offer->pool,
                                    flo_sim_clock_to_process_time (self->clock, moment));
}

gint64
flo_sim_market_next_step (FloSimMarket *self,
                          gint64        moment)
{
  gint64 process = flo_sim_clock_to_process_time (self->clock, moment);
  gint64 next = flo_sim_clock_to_wall_time (self->clock,
                                            (process / FLO_SIM_POOL_STEP + 1) * FLO_SIM_POOL_STEP);

  return MAX (next, moment + FLO_SIM_SECOND / 10);
}

static void
add_change (FloSimMarket      *self,
            const char        *zone,
            const char        *type,
            const PriceChange *change)
{
  g_autofree char *key = g_strdup_printf ("%s %s", zone, type);
  GArray *changes = g_hash_table_lookup (self->changes, key);

  if (changes == NULL)
    {
      changes = g_array_new (FALSE, FALSE, sizeof (PriceChange));
      g_hash_table_insert (self->changes, g_steal_pointer (&key), changes);
    }
  g_array_append_vals (changes, change, 1);
}

void
flo_sim_market_change_price (FloSimMarket      *self,
                             const FloSimOffer *offer,
                             gint64             moment,
                             double             factor,
                             FloMoney           price)
{
  PriceChange change = { .moment = moment, .factor = factor, .price = price };

  add_change (self, offer->zone->name, offer->type->name, &change);
}

void
flo_sim_market_add_drought (FloSimMarket *self,
                            const char   *type,
                            const char   *zone,
                            gboolean      on_demand_too,
                            gint64        until)
{
  Drought *drought = g_new0 (Drought, 1);

  drought->type = g_strdup (type);
  drought->zone = g_strdup (zone);
  drought->on_demand_too = on_demand_too;
  drought->until = until;
  g_ptr_array_add (self->droughts, drought);
}

void
flo_sim_market_calm (FloSimMarket *self,
                     gint64        moment)
{
  PriceChange calm = { .moment = moment, .factor = 1 };
  GHashTableIter iter;
  gpointer changes;

  g_ptr_array_set_size (self->droughts, 0);
  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, NULL, &changes))
    {
      const PriceChange *last
          = &g_array_index ((GArray *) changes, PriceChange, ((GArray *) changes)->len - 1);

      if (last->price > 0 || last->factor != 1)
        g_array_append_val ((GArray *) changes, calm);
    }
}

JsonNode *
flo_sim_market_save (FloSimMarket *self)
{
  JsonArray *prices = json_array_new ();
  JsonArray *droughts = json_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    for (guint i = 0; i < ((GArray *) value)->len; i++)
      {
        const PriceChange *change = &g_array_index ((GArray *) value, PriceChange, i);
        g_auto (GStrv) words = g_strsplit (key, " ", 2);

        json_array_add_object_element (
            prices, flo_sim_json_new ("zone", words[0], "type", words[1], "#moment", change->moment,
                                      "%factor", change->factor, "#price", change->price, NULL));
      }
  for (guint i = 0; i < self->droughts->len; i++)
    {
      const Drought *drought = g_ptr_array_index (self->droughts, i);

      json_array_add_object_element (droughts,
                                     flo_sim_json_new ("type", drought->type, "zone", drought->zone,
                                                       "?on_demand_too", drought->on_demand_too,
                                                       "#until", drought->until, NULL));
    }
  return json_node_init_object (json_node_alloc (),
                                flo_sim_json_new ("[prices", prices, "[droughts", droughts, NULL));
}

static void
load_price (FloSimMarket *self,
            JsonObject   *object)
{
  PriceChange change = { .moment = flo_sim_json_get_int (object, "moment"),
                         .factor = json_object_get_double_member_with_default (object, "factor", 1),
                         .price = flo_sim_json_get_int (object, "price") };
  const char *zone = flo_sim_json_get (object, "zone");
  const char *type = flo_sim_json_get (object, "type");

  if (zone != NULL && type != NULL)
    add_change (self, zone, type, &change);
}

void
flo_sim_market_load (FloSimMarket *self,
                     JsonObject   *saved)
{
  JsonArray *prices = flo_sim_json_get_array (saved, "prices");
  JsonArray *droughts = flo_sim_json_get_array (saved, "droughts");

  for (guint i = 0; prices != NULL && i < json_array_get_length (prices); i++)
    {
      JsonObject *object = flo_sim_json_nth (prices, i);

      if (object != NULL)
        load_price (self, object);
    }
  for (guint i = 0; droughts != NULL && i < json_array_get_length (droughts); i++)
    {
      JsonObject *object = flo_sim_json_nth (droughts, i);

      if (object != NULL)
        flo_sim_market_add_drought (self, flo_sim_json_get (object, "type"),
                                    flo_sim_json_get (object, "zone"),
                                    flo_sim_json_get_bool (object, "on_demand_too"),
                                    flo_sim_json_get_int (object, "until"));
    }
}
