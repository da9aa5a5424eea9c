/* flo-sim-placement-actions.c: which types would do, and where they could be had
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-requirements.h"

#define BEST_SCORE      10
#define MOST_SCORES     10
#define LEAST_TYPES     3
#define SCORE_FEW_TYPES 3
/* So many times the target must be free for the best score. */
#define PLENTY          4
/* So many different requests in a day, as people find it to be; AWS publishes no number. */
#define MOST_REQUESTS   10
#define ONE_DAY         (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* A type is judged for x86 or ARM, and never for a paravirtual image. */
static gboolean
is_for (const FloSimType *type,
        GPtrArray        *architectures)
{
  for (guint i = 0; i < architectures->len; i++)
    if (g_strv_contains ((const char *const *) type->architectures,
                         g_ptr_array_index (architectures, i)))
      return TRUE;
  return architectures->len == 0;
}

static gboolean
is_sold_in (FloSimCall       *call,
            const FloSimType *type,
            const char       *region)
{
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  FloSimOffer offer;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->region, region) && flo_sim_zone_is_usable (zone)
          && flo_sim_market_get_offer (call->cloud->market, type, zone, &offer))
        return TRUE;
    }
  return FALSE;
}

gboolean
flo_sim_get_instance_types_from_instance_requirements (FloSimCall *call)
{
  static const FloSimFilter none[] = { { NULL } };
  FloSimNode *requirements = flo_sim_node_find (call->params, "InstanceRequirements");
  g_autoptr (GPtrArray) architectures
      = flo_sim_node_get_strings (call->params, "ArchitectureType");
  GPtrArray *types = flo_sim_catalog_get_types (call->cloud->catalog);
  g_autoptr (GPtrArray) objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (!flo_sim_requirements_check (call, requirements))
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (types, i);

      if (flo_sim_requirements_match (type, requirements) && is_for (type, architectures)
          && is_sold_in (call, type, call->region))
        g_ptr_array_add (objects, flo_sim_json_new ("instanceType", type->name, NULL));
    }
  return flo_sim_describe_objects (call, "instanceTypeSet", objects, none, 1, 1000);
}

/* The types that the call asks about. NULL: it has failed. */
static GPtrArray *
read_types (FloSimCall *call)
{
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "InstanceType");
  FloSimNode *metadata = flo_sim_node_find (call->params, "InstanceRequirementsWithMetadata");
  FloSimNode *requirements = flo_sim_node_find (metadata, "InstanceRequirements");
  g_autoptr (GPtrArray) architectures = flo_sim_node_get_strings (metadata, "ArchitectureType");
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GPtrArray *types = flo_sim_catalog_get_types (call->cloud->catalog);

  if ((names->len > 0) == (requirements != NULL))
    {
      flo_sim_call_fail (call, "InvalidParameterCombination",
                         "Give either InstanceType or InstanceRequirementsWithMetadata");
      return NULL;
    }
  if (requirements != NULL && !flo_sim_requirements_check (call, requirements))
    return NULL;
  for (guint i = 0; i < types->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (types, i);

      if (requirements != NULL ? flo_sim_requirements_match (type, requirements)
                                     && is_for (type, architectures)
                               : g_ptr_array_find_with_equal_func (names, type->name, g_str_equal,
                                                                   NULL))
        g_ptr_array_add (found, (gpointer) type);
    }
  if (found->len < names->len)
    {
      flo_sim_call_fail (call, "InvalidParameterValue",
                         "The request names an instance type that does not exist");
      return NULL;
    }
  return g_steal_pointer (&found);
}

/* How much spot capacity of the types there is in a zone, in the call's unit. */
static double
capacity_in (FloSimCall       *call,
             const FloSimZone *zone,
             GPtrArray        *types,
             const char       *unit)
{
  double sum = 0;

  for (guint i = 0; i < types->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (types, i);
      double each = g_strcmp0 (unit, "vcpu") == 0         ? type->vcpus
                    : g_strcmp0 (unit, "memory-mib") == 0 ? (double) type->memory_mib
                                                          : 1;
      FloSimOffer offer;

      if (type->spot && flo_sim_market_get_offer (call->cloud->market, type, zone, &offer))
        sum += each
               * flo_sim_market_get_capacity (call->cloud->market, &offer, FLO_SIM_PURCHASE_SPOT,
                                              call->now);
    }
  return sum;
}

static gint64
score_of (double capacity,
          double target,
          guint  n_types)
{
  gint64 best = n_types < LEAST_TYPES ? SCORE_FEW_TYPES : BEST_SCORE;
  double share = MIN (capacity / (target * PLENTY), 1);

  return CLAMP ((gint64) (share * (double) best + 0.5), 1, best);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  gint64 first = flo_sim_json_get_int (*(JsonObject *const *) a, "score");
  gint64 second = flo_sim_json_get_int (*(JsonObject *const *) b, "score");

  return (second > first) - (second < first);
}

/* A score for each zone, or for each Region all of whose zones count. */
static void
add_scores (FloSimCall *call,
            const char *region,
            GPtrArray  *types,
            double      target,
            GPtrArray  *scores)
{
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  const char *unit = flo_sim_call_get (call, "TargetCapacityUnitType");
  gboolean single = flo_sim_node_get_bool (call->params, "SingleAvailabilityZone", FALSE);
  double sum = 0;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);
      double capacity;

      if (!g_str_equal (zone->region, region) || !flo_sim_zone_is_usable (zone))
        continue;
      capacity = capacity_in (call, zone, types, unit);
      sum += capacity;
      if (single)
        g_ptr_array_add (scores, flo_sim_json_new ("region", region, "availabilityZoneId", zone->id,
                                                   "#score", score_of (capacity, target, types->len),
                                                   NULL));
    }
  if (!single)
    g_ptr_array_add (scores, flo_sim_json_new ("region", region, "#score",
                                               score_of (sum, target, types->len), NULL));
}

static gboolean
is_long_ago (gpointer key,
             gpointer value,
             gpointer user_data)
{
  const gint64 *now = user_data;

  return *now - *(gint64 *) value > ONE_DAY;
}

/* FALSE: that were one request too many that was not made before. */
static gboolean
count_request (FloSimCall *call,
               GPtrArray  *types,
               GPtrArray  *regions,
               gint64      target)
{
  const char *unit = flo_sim_call_get (call, "TargetCapacityUnitType");
  g_autoptr (GString) key = g_string_new (NULL);

  g_string_printf (key, "%" G_GINT64_FORMAT " %s %d", target, unit != NULL ? unit : "units",
                   flo_sim_node_get_bool (call->params, "SingleAvailabilityZone", FALSE));
  for (guint i = 0; i < types->len; i++)
    g_string_append_printf (key, " %s", ((const FloSimType *) g_ptr_array_index (types, i))->name);
  for (guint i = 0; i < regions->len; i++)
    g_string_append_printf (key, " %s", (const char *) g_ptr_array_index (regions, i));

  g_hash_table_foreach_remove (call->cloud->scored, is_long_ago, &call->now);
  if (g_hash_table_contains (call->cloud->scored, key->str))
    return TRUE;
  if (g_hash_table_size (call->cloud->scored) >= MOST_REQUESTS)
    return flo_sim_call_fail (call, "MaxConfigLimitExceeded",
                              "The account has asked for the scores of %d different configurations within 24 hours",
                              MOST_REQUESTS);
  g_hash_table_insert (call->cloud->scored, g_strdup (key->str), g_memdup2 (&call->now, sizeof call->now));
  return TRUE;
}

gboolean
flo_sim_get_spot_placement_scores (FloSimCall *call)
{
  static const FloSimFilter none[] = { { NULL } };
  gint64 target = flo_sim_node_get_int (call->params, "TargetCapacity", 0);
  g_autoptr (GPtrArray) wanted = flo_sim_node_get_strings (call->params, "RegionName");
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (GPtrArray) scores
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *regions = flo_sim_places_get_regions (call->cloud->places);

  if (target < 1 || target > 2000000000)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "TargetCapacity must be between 1 and 2000000000");
  types = read_types (call);
  if (types == NULL)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    if (!flo_sim_places_has_region (call->cloud->places, g_ptr_array_index (wanted, i)))
      return flo_sim_call_fail (call, "InvalidParameterValue", "The Region %s does not exist",
                                (const char *) g_ptr_array_index (wanted, i));
  if (!count_request (call, types, wanted, target))
    return FALSE;
  for (guint i = 0; i < regions->len; i++)
    if (wanted->len == 0
        || g_ptr_array_find_with_equal_func (wanted, g_ptr_array_index (regions, i), g_str_equal,
                                             NULL))
      add_scores (call, g_ptr_array_index (regions, i), types, (double) target, scores);
  g_ptr_array_sort (scores, compare_scores);
  if (scores->len > MOST_SCORES)
    g_ptr_array_set_size (scores, MOST_SCORES);
  return flo_sim_describe_objects (call, "spotPlacementScoreSet", scores, none, 10, 1000);
}
