/* flo-sim-life.c: what happens to instances as time passes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-life.h"

#include "simulator/flo-sim-fleet.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-late-tags.h"
#include "simulator/flo-sim-power.h"
#include "simulator/flo-sim-public-address.h"
#include "simulator/flo-sim-random.h"
#include "simulator/flo-sim-trail.h"

/* Cloud time, before hurrying. */
#define NOTICE_PERIOD   (2 * FLO_SIM_MINUTE)
#define SHUTDOWN_PERIOD (15 * FLO_SIM_SECOND)
#define SHORTEST_BOOT   (6 * FLO_SIM_SECOND)
#define BOOT_SPREAD     (14 * FLO_SIM_SECOND)
#define SHOWN_AFTER_END FLO_SIM_HOUR

/* On the wall, however hurried: somebody who polls every few seconds must see how it ended. */
#define SHOWN_AT_LEAST (6 * FLO_SIM_MINUTE)

typedef struct
{
  int         code;
  const char *name;
} State;

static const State pending = { 0, "pending" };
static const State running = { 16, "running" };
static const State shutting_down = { 32, "shutting-down" };
static const State terminated = { 48, "terminated" };
static const State stopping = { 64, "stopping" };
static const State stopped = { 80, "stopped" };

gboolean
flo_sim_instance_is_spot (const FloSimResource *instance)
{
  return g_strcmp0 (flo_sim_resource_get (instance, "instanceLifecycle"), "spot") == 0;
}

const char *
flo_sim_instance_get_state (const FloSimResource *instance)
{
  return flo_sim_resource_get (instance, "instanceState.name");
}

static gboolean
is_alive (const FloSimResource *instance)
{
  const char *state = flo_sim_instance_get_state (instance);

  return g_strcmp0 (state, pending.name) == 0 || g_strcmp0 (state, running.name) == 0;
}

/* Stopped, or about to be. */
static gboolean
is_off (const FloSimResource *instance)
{
  const char *state = flo_sim_instance_get_state (instance);

  return g_strcmp0 (state, stopping.name) == 0 || g_strcmp0 (state, stopped.name) == 0;
}

static void
schedule_after (FloSimCloud    *cloud,
                FloSimResource *resource,
                FloSimStep      step,
                gint64          now,
                gint64          duration)
{
  flo_sim_cloud_schedule (cloud, resource, step,
                          now + flo_sim_clock_hurry (cloud->clock, duration));
}

static void
vanish_later (FloSimCloud    *cloud,
              FloSimResource *resource,
              gint64          now)
{
  gint64 shown = flo_sim_clock_hurry (cloud->clock, SHOWN_AFTER_END);

  flo_sim_cloud_schedule (cloud, resource, FLO_SIM_STEP_VANISH, now + MAX (shown, SHOWN_AT_LEAST));
}

static void
set_state (FloSimCloud    *cloud,
           FloSimResource *instance,
           const State    *state,
           gint64          now)
{
  flo_sim_json_set (instance->data, "{instanceState",
                    flo_sim_json_new ("#code", (gint64) state->code, "name", state->name, NULL),
                    NULL);
  flo_sim_cloud_add_event (
      cloud, instance, now, "EC2 Instance State-change Notification",
      flo_sim_json_new ("instance-id", instance->id, "state", state->name, NULL));
}

static void
set_reason (FloSimResource *instance,
            const char     *code,
            const char     *message,
            const char     *reason)
{
  flo_sim_json_set (instance->data, "{stateReason",
                    flo_sim_json_new ("code", code, "message", message, NULL), "reason", reason,
                    NULL);
}

void
flo_sim_life_set_reason (FloSimResource *instance,
                         const char     *code,
                         const char     *message)
{
  set_reason (instance, code, message, "");
}

void
flo_sim_spot_request_set (FloSimCloud    *cloud,
                          FloSimResource *request,
                          const char     *state,
                          const char     *code,
                          const char     *message,
                          gint64          now)
{
  g_autofree char *time = flo_sim_time_format (now - now % FLO_SIM_SECOND);

  flo_sim_json_set (request->data, "state", state, "{status",
                    flo_sim_json_new ("code", code, "updateTime", time, "message", message, NULL),
                    NULL);
  if (!g_str_equal (state, "active") && !g_str_equal (state, "open") && request->gone_at == 0)
    {
      request->gone_at = now;
      vanish_later (cloud, request, now);
    }
}

/* (nullable) */
static FloSimResource *
request_of (FloSimCloud          *cloud,
            const FloSimResource *instance)
{
  const char *id = flo_sim_resource_get (instance, "spotInstanceRequestId");

  return id != NULL
             ? flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_SPOT_REQUEST, instance->region, id)
             : NULL;
}

void
flo_sim_life_begin (FloSimCloud    *cloud,
                    FloSimResource *instance,
                    gint64          now)
{
  double unit = flo_sim_random_unit (flo_sim_random_key (cloud->seed, instance->id), 0);

  set_state (cloud, instance, &pending, now);
  schedule_after (cloud, instance, FLO_SIM_STEP_BOOT, now,
                  SHORTEST_BOOT + (gint64) (unit * BOOT_SPREAD));
}

/* What EC2 writes of what somebody asked for. (transfer full) */
static char *
describe_user (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / FLO_SIM_SECOND);

  return g_date_time_format (time, "User initiated (%Y-%m-%d %H:%M:%S GMT)");
}

void
flo_sim_life_terminate (FloSimCloud    *cloud,
                        FloSimResource *instance,
                        gint64          now)
{
  FloSimResource *request = request_of (cloud, instance);
  g_autofree char *reason = describe_user (now);
  const char *state;

  if (!is_alive (instance) && !is_off (instance))
    return;

  set_reason (instance, "Client.UserInitiatedShutdown",
              "Client.UserInitiatedShutdown: User initiated shutdown", reason);
  set_state (cloud, instance, &shutting_down, now);
  flo_sim_fleet_lost (cloud, instance, now);
  schedule_after (cloud, instance, FLO_SIM_STEP_TERMINATE, now, SHUTDOWN_PERIOD);

  state = request != NULL ? flo_sim_resource_get (request, "state") : NULL;
  if (g_strcmp0 (state, "active") == 0 || g_strcmp0 (state, "cancelled") == 0)
    flo_sim_spot_request_set (cloud, request,
                              g_str_equal (state, "active") ? "closed" : "cancelled",
                              "instance-terminated-by-user",
                              "Spot Instance terminated due to user-initiated termination.", now);
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_life_stop (FloSimCloud    *cloud,
                   FloSimResource *instance,
                   gint64          now)
{
  g_autofree char *reason = describe_user (now);

  if (g_strcmp0 (flo_sim_instance_get_state (instance), running.name) != 0)
    return;
  set_reason (instance, "Client.UserInitiatedShutdown",
              "Client.UserInitiatedShutdown: User initiated shutdown", reason);
  set_state (cloud, instance, &stopping, now);
  flo_sim_power_turn_off (instance, now);
  schedule_after (cloud, instance, FLO_SIM_STEP_STOP, now, SHUTDOWN_PERIOD);
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_life_start (FloSimCloud    *cloud,
                    FloSimResource *instance,
                    gint64          now)
{
  if (g_strcmp0 (flo_sim_instance_get_state (instance), stopped.name) != 0)
    return;
  json_object_remove_member (instance->data, "stateReason");
  flo_sim_json_set (instance->data, "reason", "", NULL);
  flo_sim_power_turn_on (instance, now);
  flo_sim_public_address_return (cloud, instance, now);
  flo_sim_life_begin (cloud, instance, now);
  flo_sim_cloud_touch (cloud);
}

/* The elastic address of an instance. (nullable) */
static FloSimResource *
address_of (FloSimCloud          *cloud,
            const FloSimResource *instance)
{
  return flo_sim_cloud_find_by (cloud, FLO_SIM_KIND_ADDRESS, instance->region, "instanceId",
                                instance->id, G_MAXINT64);
}

/* A public address that is not an elastic one goes with the power. */
static void
come_to_rest (FloSimCloud    *cloud,
              FloSimResource *instance,
              gint64          now)
{
  set_state (cloud, instance, &stopped, now);
  if (address_of (cloud, instance) == NULL)
    flo_sim_public_address_take (instance->data, now);
}

/* Nothing is done to it now; that it is to be retired some day hinders nothing. */
static gboolean
is_idle (const FloSimResource *instance)
{
  return instance->step == FLO_SIM_STEP_NONE || instance->step == FLO_SIM_STEP_RETIRE;
}

gboolean
flo_sim_life_reclaim (FloSimCloud    *cloud,
                      FloSimResource *instance,
                      gint64          lead,
                      gint64          now)
{
  if (!flo_sim_instance_is_spot (instance) || !is_idle (instance)
      || g_strcmp0 (flo_sim_instance_get_state (instance), running.name) != 0)
    return FALSE;

  flo_sim_cloud_add_event (cloud, instance, now, "EC2 Instance Rebalance Recommendation",
                           flo_sim_json_new ("instance-id", instance->id, NULL));
  flo_sim_fleet_recommended (cloud, instance, now);
  schedule_after (cloud, instance, FLO_SIM_STEP_NOTICE, now, lead);
  flo_sim_cloud_touch (cloud);
  return TRUE;
}

/* The spot request says so at once; the instance goes on as running for two minutes, as on AWS. */
static void
give_notice (FloSimCloud    *cloud,
             FloSimResource *instance,
             gint64          now)
{
  FloSimResource *request = request_of (cloud, instance);

  flo_sim_cloud_add_event (
      cloud, instance, now, "EC2 Spot Instance Interruption Warning",
      flo_sim_json_new ("instance-id", instance->id, "instance-action", "terminate", NULL));
  if (request != NULL && g_strcmp0 (flo_sim_resource_get (request, "state"), "active") == 0)
    flo_sim_spot_request_set (cloud, request, "closed", "instance-terminated-no-capacity",
                              "Your Spot instance was terminated because there is no Spot capacity "
                              "available that matches your request.",
                              now);
  schedule_after (cloud, instance, FLO_SIM_STEP_RECLAIM, now, NOTICE_PERIOD);
}

static void
end_volumes (FloSimCloud          *cloud,
             const FloSimResource *instance,
             gint64                now)
{
  g_autoptr (GPtrArray) volumes
      = flo_sim_cloud_list (cloud, FLO_SIM_KIND_VOLUME, instance->region, G_MAXINT64);

  for (guint i = 0; i < volumes->len; i++)
    {
      FloSimResource *volume = g_ptr_array_index (volumes, i);
      JsonArray *attachments = flo_sim_json_get_array (volume->data, "attachmentSet");
      JsonObject *attachment;

      if (attachments == NULL || json_array_get_length (attachments) == 0)
        continue;
      attachment = json_array_get_object_element (attachments, 0);
      if (g_strcmp0 (flo_sim_json_get (attachment, "instanceId"), instance->id) != 0)
        continue;
      if (flo_sim_json_get_bool (attachment, "deleteOnTermination"))
        flo_sim_cloud_remove (cloud, volume, now);
      else
        flo_sim_json_set (volume->data, "status", "available", "[attachmentSet", json_array_new (),
                          NULL);
    }
}

void
flo_sim_life_settle_fleet (FloSimCloud    *cloud,
                           FloSimResource *fleet,
                           gint64          now)
{
  gboolean instant = g_strcmp0 (flo_sim_resource_get (fleet, "type"), "instant") == 0;

  if (fleet->gone_at != 0
      || (!instant && g_strcmp0 (flo_sim_resource_get (fleet, "fleetState"), "active") == 0))
    return;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *other = g_ptr_array_index (cloud->resources, i);

      if (other->kind == FLO_SIM_KIND_INSTANCE && other->gone_at == 0
          && g_strcmp0 (flo_sim_resource_get_tag (other, "aws:ec2:fleet-id"), fleet->id) == 0)
        return;
    }
  flo_sim_json_set (fleet->data, "fleetState", "deleted", NULL);
  fleet->gone_at = now;
  vanish_later (cloud, fleet, now);
}

/* An instant fleet lasts as long as its instances; one that was deleted, too. */
static void
end_fleet (FloSimCloud          *cloud,
           const FloSimResource *instance,
           gint64                now)
{
  const char *id = flo_sim_resource_get_tag (instance, "aws:ec2:fleet-id");
  FloSimResource *fleet;

  fleet = id != NULL ? flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_FLEET, instance->region, id)
                     : NULL;
  if (fleet != NULL)
    flo_sim_life_settle_fleet (cloud, fleet, now);
}

static void
give_back_address (FloSimCloud          *cloud,
                   const FloSimResource *instance)
{
  const char *subnet_id = flo_sim_resource_get (instance, "subnetId");
  FloSimResource *subnet;

  subnet = subnet_id != NULL
               ? flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_SUBNET, instance->region, subnet_id)
               : NULL;
  if (subnet != NULL)
    flo_sim_json_set (subnet->data, "#availableIpAddressCount",
                      flo_sim_json_get_int (subnet->data, "availableIpAddressCount") + 1, NULL);
}

/* @address (nullable): belongs to nobody any more */
static void
free_address (FloSimResource *address)
{
  static const char *const gone[] = { "associationId", "instanceId", "networkInterfaceId",
                                      "networkInterfaceOwnerId", "privateIpAddress" };

  for (guint i = 0; address != NULL && i < G_N_ELEMENTS (gone); i++)
    json_object_remove_member (address->data, gone[i]);
}

/* A terminated instance has no network and no disks any more. */
static void
end_instance (FloSimCloud    *cloud,
              FloSimResource *instance,
              gint64          now)
{
  static const char *const lost[] = { "ipAddress", "privateIpAddress", "subnetId", "vpcId" };

  end_volumes (cloud, instance, now);
  free_address (address_of (cloud, instance));
  give_back_address (cloud, instance);
  set_state (cloud, instance, &terminated, now);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    json_object_remove_member (instance->data, lost[i]);
  flo_sim_json_set (instance->data, "dnsName", "", "privateDnsName", "", "[networkInterfaceSet",
                    json_array_new (), "[groupSet", json_array_new (), "[blockDeviceMapping",
                    json_array_new (), NULL);
  instance->gone_at = now;
  end_fleet (cloud, instance, now);
  vanish_later (cloud, instance, now);
}

static void
do_step (FloSimCloud    *cloud,
         FloSimResource *resource)
{
  gint64 now = resource->due_at;
  FloSimStep step = resource->step;

  resource->step = FLO_SIM_STEP_NONE;
  switch (step)
    {
    case FLO_SIM_STEP_BOOT:
      set_state (cloud, resource, &running, now);
      if (flo_sim_instance_is_spot (resource) && cloud->capacity_due == 0)
        {
          cloud->capacity_due = flo_sim_market_next_step (cloud->market, now);
          flo_sim_cloud_wake_at (cloud, cloud->capacity_due);
        }
      break;

    case FLO_SIM_STEP_NOTICE:
      give_notice (cloud, resource, now);
      break;

    case FLO_SIM_STEP_RECLAIM:
      set_reason (resource, "Server.SpotInstanceTermination",
                  "Server.SpotInstanceTermination: Spot instance termination", "");
      set_state (cloud, resource, &shutting_down, now);
      flo_sim_trail_add_eviction (cloud, resource, now);
      flo_sim_fleet_lost (cloud, resource, now);
      schedule_after (cloud, resource, FLO_SIM_STEP_TERMINATE, now, SHUTDOWN_PERIOD);
      break;

    case FLO_SIM_STEP_RETIRE:
      flo_sim_life_terminate (cloud, resource, now);
      set_reason (resource, "Server.ScheduledStop",
                  "Server.ScheduledStop: Stopped due to a scheduled retirement", "");
      break;

    case FLO_SIM_STEP_TERMINATE:
      end_instance (cloud, resource, now);
      break;

    case FLO_SIM_STEP_VANISH:
      resource->vanished = TRUE;
      break;

    case FLO_SIM_STEP_FILL:
      flo_sim_fleet_fill (cloud, resource, now);
      break;

    case FLO_SIM_STEP_STOP:
      come_to_rest (cloud, resource, now);
      break;

    case FLO_SIM_STEP_NONE:
    default:
      g_assert_not_reached ();
    }
  flo_sim_cloud_touch (cloud);
}

guint
flo_sim_life_count (FloSimCloud    *cloud,
                    const char     *region,
                    const char     *zone,
                    const char     *type,
                    FloSimPurchase  purchase)
{
  guint count = 0;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (cloud->resources, i);

      /* What is stopped has given its place back. */
      if (instance->kind == FLO_SIM_KIND_INSTANCE && instance->gone_at == 0
          && g_strcmp0 (flo_sim_instance_get_state (instance), stopped.name) != 0
          && g_str_equal (instance->region, region)
          && flo_sim_instance_is_spot (instance) == (purchase == FLO_SIM_PURCHASE_SPOT)
          && g_strcmp0 (flo_sim_resource_get (instance, "placement.availabilityZone"), zone) == 0
          && g_strcmp0 (flo_sim_resource_get (instance, "instanceType"), type) == 0)
        count++;
    }
  return count;
}

/* How many of the pool's spot instances it could hold at @now. */
static guint
capacity_for (FloSimCloud          *cloud,
              const FloSimResource *instance,
              gint64                now)
{
  const char *zone_name = flo_sim_resource_get (instance, "placement.availabilityZone");
  const FloSimZone *zone = flo_sim_places_find_zone (cloud->places, instance->region, zone_name);
  const FloSimType *type
      = flo_sim_catalog_find (cloud->catalog, flo_sim_resource_get (instance, "instanceType"));
  FloSimOffer offer;

  if (zone == NULL || type == NULL || !flo_sim_market_get_offer (cloud->market, type, zone, &offer))
    return 0;
  return flo_sim_market_get_capacity (cloud->market, &offer, FLO_SIM_PURCHASE_SPOT, now);
}

/* Capacity drifts slowly, so the recommendation comes one to four minutes ahead of the notice. */
static gint64
reclaim_lead (FloSimCloud          *cloud,
              const FloSimResource *instance)
{
  double unit = flo_sim_random_unit (flo_sim_random_key (cloud->seed, instance->id), 1);

  return FLO_SIM_MINUTE + (gint64) (unit * 3 * FLO_SIM_MINUTE);
}

void
flo_sim_life_check_capacity (FloSimCloud *cloud,
                             gint64       now)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean any = FALSE;

  /* The oldest keep their place. */
  for (guint i = 0; i < cloud->resources->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (cloud->resources, i);
      g_autofree char *pool = NULL;
      guint count;

      if (instance->kind != FLO_SIM_KIND_INSTANCE || !is_alive (instance)
          || !flo_sim_instance_is_spot (instance))
        continue;

      any = TRUE;
      if (instance->step == FLO_SIM_STEP_NOTICE || instance->step == FLO_SIM_STEP_RECLAIM)
        continue;
      pool = g_strconcat (flo_sim_resource_get (instance, "placement.availabilityZone"), " ",
                          flo_sim_resource_get (instance, "instanceType"), NULL);
      count = GPOINTER_TO_UINT (g_hash_table_lookup (kept, pool)) + 1;
      g_hash_table_insert (kept, g_steal_pointer (&pool), GUINT_TO_POINTER (count));
      if (count > capacity_for (cloud, instance, now))
        flo_sim_life_reclaim (cloud, instance, reclaim_lead (cloud, instance), now);
    }
  cloud->capacity_due = any ? flo_sim_market_next_step (cloud->market, now) : 0;
}

/* FALSE when nothing was due. */
static gboolean
do_due_steps (FloSimCloud *cloud,
              gint64       now)
{
  gboolean any = FALSE;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (cloud->resources, i);

      if (resource->step != FLO_SIM_STEP_NONE && resource->due_at <= now)
        {
          do_step (cloud, resource);
          any = TRUE;
        }
    }
  return any;
}

void
flo_sim_life_advance (FloSimCloud *cloud,
                      gint64       now)
{
  gint64 next = G_MAXINT64;

  flo_sim_late_tags_show (cloud, now);
  if (now < cloud->next_due)
    return;

  while (do_due_steps (cloud, now))
    continue;
  if (cloud->capacity_due != 0 && cloud->capacity_due <= now)
    flo_sim_life_check_capacity (cloud, now);

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (cloud->resources, i);

      if (resource->step != FLO_SIM_STEP_NONE)
        next = MIN (next, resource->due_at);
    }
  if (cloud->capacity_due != 0)
    next = MIN (next, cloud->capacity_due);

  cloud->next_due = G_MAXINT64;
  g_clear_handle_id (&cloud->timer, g_source_remove);
  if (next != G_MAXINT64)
    flo_sim_cloud_wake_at (cloud, next);
}
