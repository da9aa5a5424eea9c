/* rule-network.c: where nodes go
 *
 * The config's VPC, or the region's default VPC, or one made for the fleet when there is no default one
 * that reaches enough zones. What is not ours is used as it is and never changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-network"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/rule-network.h"

#include <string.h>

/* Room for 16 zones with 4,091 nodes each. */
#define VPC_CIDR "10.83.0.0/16"
#define SUBNET_CIDR "10.83.%u.0/20"
#define MAX_SUBNETS 16


static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The zones that nodes can be started in, by name, whatever spot costs there now: prices move.
 * (element-type utf8): borrowed from the market */
static GPtrArray *
list_wanted_zones (FloPlanning *self)
{
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();

  for (guint i = 0; i < self->on_demand_pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->on_demand_pools, i);

      if (!g_ptr_array_find_with_equal_func (zones, pool->zone->name, g_str_equal, NULL))
        g_ptr_array_add (zones, (gpointer) pool->zone->name);
    }
  g_ptr_array_sort (zones, compare_names);

  return g_steal_pointer (&zones);
}

static guint
get_minimum (const FloConfig *config)
{
  return config->zones.distribution == FLO_DISTRIBUTION_SINGLE ? 1 : MAX (config->zones.minimum, 1);
}

/* The VPC's subnet in a zone: the zone's default one, else one that gives public addresses, else the first. */
static const FloSeen *
find_subnet (FloPlanning *self,
             const char  *vpc_id,
             const char  *zone)
{
  GPtrArray *others = self->in->observation->others;
  const FloSeen *best = NULL;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind != FLO_SEEN_SUBNET || g_strcmp0 (seen->vpc_id, vpc_id) != 0 ||
          g_strcmp0 (seen->zone, zone) != 0)
        continue;
      if (best == NULL || (seen->is_default && !best->is_default) ||
          (seen->is_default == best->is_default && seen->ready && !best->ready))
        best = seen;
    }

  return best;
}

/* TRUE when the VPC has subnets in enough of @zones; they are then our places. */
static gboolean
use_existing_vpc (FloPlanning *self,
                  const char  *vpc_id,
                  GPtrArray   *zones)
{
  g_array_set_size (self->places, 0);

  for (guint i = 0; i < zones->len; i++)
    {
      const char *zone = g_ptr_array_index (zones, i);
      const FloSeen *subnet = find_subnet (self, vpc_id, zone);

      if (subnet != NULL)
        {
          FloPlanPlace place = { zone, subnet->id };

          g_array_append_val (self->places, place);
        }
    }

  if (self->places->len < get_minimum (self->in->config))
    return FALSE;

  self->vpc_id = vpc_id;

  return TRUE;
}

static const FloSeen *
find_default_vpc (FloPlanning *self)
{
  GPtrArray *others = self->in->observation->others;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == FLO_SEEN_VPC && seen->is_default)
        return seen;
    }

  return NULL;
}

/* A subnet that was made in this zone too lately for AWS to show it. */
static const char *
find_subnet_made_lately (FloPlanning *self,
                         const char  *zone)
{
  GPtrArray *made = flo_history_list (self->in->history, FLO_ACTION_CREATE_SUBNET);

  for (guint i = made->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (made, i - 1);

      if (past->state == FLO_INTENT_DONE && self->in->now - past->finished_at < FLO_HISTORY_PATIENCE &&
          g_strcmp0 (flo_json_get_string (past->parameters, "zone"), zone) == 0)
        return flo_planning_get_made (past);
    }

  return NULL;
}

static gboolean
is_cidr_taken (FloPlanning *self,
               const char  *cidr)
{
  GPtrArray *others = self->in->observation->others;
  GPtrArray *made = flo_history_list (self->in->history, FLO_ACTION_CREATE_SUBNET);

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == FLO_SEEN_SUBNET && seen->ours && g_strcmp0 (seen->cidr, cidr) == 0)
        return TRUE;
    }
  for (guint i = 0; i < made->len; i++)
    {
      const FloPast *past = g_ptr_array_index (made, i);

      if (past->state == FLO_INTENT_DONE &&
          g_strcmp0 (flo_json_get_string (past->parameters, "cidr"), cidr) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
plan_subnet (FloPlanning *self,
             const char  *zone,
             guint       *next_block)
{
  g_autofree char *title = g_strdup_printf ("Create a subnet in %s", zone);
  g_autofree char *name = g_strdup_printf ("flotilla-%s-%s", self->in->fleet_id, zone);
  g_autofree char *cidr = NULL;
  JsonObject *parameters;

  do
    {
      g_free (cidr);
      cidr = g_strdup_printf (SUBNET_CIDR, *next_block * 16);
      *next_block += 1;
    }
  while (*next_block < MAX_SUBNETS && is_cidr_taken (self, cidr));

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "vpc", self->vpc_id);
  json_object_set_string_member (parameters, "zone", zone);
  json_object_set_string_member (parameters, "cidr", cidr);
  flo_planning_add (self, FLO_ACTION_CREATE_SUBNET, title, "nodes can run in this zone", parameters, name);
}

static void
plan_subnets (FloPlanning *self,
              GPtrArray   *zones)
{
  guint next_block = 0;

  for (guint i = 0; i < zones->len && i < MAX_SUBNETS; i++)
    {
      const char *zone = g_ptr_array_index (zones, i);
      const FloSeen *seen = find_subnet (self, self->vpc_id, zone);
      FloPlanPlace place = { zone, seen != NULL ? seen->id : find_subnet_made_lately (self, zone) };

      flo_planning_count (self, FLO_STEP_NETWORK, (place.subnet_id != NULL) + (seen != NULL && seen->ready), 2);
      if (place.subnet_id == NULL)
        {
          plan_subnet (self, zone, &next_block);
          place.subnet_id = FLO_PLANNING_UNKNOWN;
        }
      if (seen == NULL || !seen->ready)
        {
          g_autofree char *title = g_strdup_printf ("Give nodes in %s public addresses", zone);
          JsonObject *parameters = json_object_new ();

          json_object_set_string_member (parameters, "subnet", place.subnet_id);
          flo_planning_add (self, FLO_ACTION_ENABLE_PUBLIC_ADDRESSES, title,
                            "nodes are reached and reach out through the internet gateway", parameters, NULL);
        }
      g_array_append_val (self->places, place);
    }
}

static const char *
plan_gateway (FloPlanning *self)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s", self->in->fleet_id);
  const char *id = flo_planning_find_ours (self, FLO_SEEN_INTERNET_GATEWAY, FLO_ACTION_CREATE_INTERNET_GATEWAY, NULL);
  const FloSeen *seen = id != NULL ? flo_observation_find (self->in->observation, FLO_SEEN_INTERNET_GATEWAY, id) : NULL;
  gboolean attached = seen != NULL && seen->vpc_id != NULL;
  JsonObject *parameters;

  flo_planning_count (self, FLO_STEP_NETWORK, (id != NULL) + attached, 2);
  if (id == NULL)
    {
      flo_planning_add (self, FLO_ACTION_CREATE_INTERNET_GATEWAY, "Create an internet gateway",
                        "the fleet's VPC needs a way to the internet", NULL, name);
      id = FLO_PLANNING_UNKNOWN;
    }
  if (!attached)
    {
      parameters = json_object_new ();
      json_object_set_string_member (parameters, "gateway", id);
      json_object_set_string_member (parameters, "vpc", self->vpc_id);
      flo_planning_add (self, FLO_ACTION_ATTACH_INTERNET_GATEWAY, "Attach the internet gateway to the VPC",
                        "the fleet's VPC needs a way to the internet", parameters, NULL);
    }

  return id;
}

static void
plan_route (FloPlanning *self,
            const char  *gateway_id)
{
  GPtrArray *others = self->in->observation->others;
  const FloSeen *table = NULL;
  JsonObject *parameters;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == FLO_SEEN_ROUTE_TABLE && g_strcmp0 (seen->vpc_id, self->vpc_id) == 0 &&
          (table == NULL || seen->ready))
        table = seen;
    }

  flo_planning_count (self, FLO_STEP_NETWORK, table != NULL && table->ready, 1);
  if (table != NULL && table->ready)
    return;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "table", table != NULL ? table->id : FLO_PLANNING_UNKNOWN);
  json_object_set_string_member (parameters, "gateway", gateway_id);
  json_object_set_string_member (parameters, "cidr", "0.0.0.0/0");
  flo_planning_add (self, FLO_ACTION_CREATE_ROUTE, "Route the VPC's traffic to the internet gateway",
                    "the fleet's VPC needs a way to the internet", parameters, NULL);
}

static void
make_own_vpc (FloPlanning *self,
              const char  *id,
              GPtrArray   *zones,
              const char  *reason)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s", self->in->fleet_id);

  flo_planning_count (self, FLO_STEP_NETWORK, id != NULL, 1);
  if (id == NULL)
    {
      JsonObject *parameters = json_object_new ();

      json_object_set_string_member (parameters, "cidr", VPC_CIDR);
      flo_planning_add (self, FLO_ACTION_CREATE_VPC, "Create a VPC", reason, parameters, name);
      id = FLO_PLANNING_UNKNOWN;
    }
  self->vpc_id = id;

  g_array_set_size (self->places, 0);
  plan_subnets (self, zones);
  plan_route (self, plan_gateway (self));
}

void
flo_rule_network (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  g_autoptr (GPtrArray) zones = list_wanted_zones (self);
  const char *own = flo_planning_find_ours (self, FLO_SEEN_VPC, FLO_ACTION_CREATE_VPC, NULL);
  const FloSeen *the_default;

  if (zones->len == 0)
    {
      flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE,
                            "No instance type that fits the config is offered in the zones it allows in %s. Allow "
                            "more types or zones.", config->region);
      flo_planning_wait (self, "Wait for an offer that fits", self->plan->problem);
      return;
    }

  if (config->network.vpc != NULL)
    {
      if (use_existing_vpc (self, config->network.vpc, zones))
        return;
      flo_planning_problem (self, AWS_ERROR_PARAMETER, TRUE,
                            "The VPC %s has subnets in %u of the zones the fleet can use; the config needs at "
                            "least %u. Add subnets to it, or name another VPC.",
                            config->network.vpc, self->places->len, get_minimum (config));
      flo_planning_wait (self, "Wait for subnets in more zones", self->plan->problem);
      return;
    }

  if (own != NULL)
    {
      make_own_vpc (self, own, zones, NULL);
      return;
    }

  the_default = find_default_vpc (self);
  if (the_default != NULL && use_existing_vpc (self, the_default->id, zones))
    return;

  make_own_vpc (self, NULL, zones,
                the_default == NULL ? "the region has no default VPC"
                                    : "the region's default VPC has subnets in too few zones");
}
