/* plan-cloud.c: a small model of EC2: what there is, what happens to it, and what it shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-cloud-private.h"

#include "fleet/flo-fleet-json.h"

#include <string.h>

#define NOTICE 120
#define END_SECONDS 30
#define SHOWN_AFTER_END 3600
#define PLENTY 100000
#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_DAY 86400

static void
thing_free (gpointer data)
{
  Thing *thing = data;

  g_free (thing->id);
  g_free (thing->name);
  g_free (thing->token);
  g_free (thing->vpc);
  g_free (thing->zone);
  g_free (thing->cidr);
  g_free (thing);
}

static void
node_free (gpointer data)
{
  CloudNode *node = data;

  g_free (node->id);
  g_free (node->token);
  g_free (node);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  json_object_unref (answer->result);
  g_free (answer);
}

Thing *
cloud_add_thing (Cloud       *self,
                 FloSeenKind  kind,
                 const char  *id,
                 const char  *vpc)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->kind = kind;
  thing->id = g_strdup (id);
  thing->vpc = g_strdup (vpc);
  thing->made_at = self->now;
  g_ptr_array_add (self->things, thing);

  return thing;
}

/* What is not the fleet's. */
static void
furnish (Cloud *self)
{
  cloud_add_thing (self, FLO_SEEN_VPC, "vpc-foreign", NULL);
  cloud_add_thing (self, FLO_SEEN_SECURITY_GROUP, "sg-foreign", "vpc-foreign");
  cloud_add_thing (self, FLO_SEEN_KEY_PAIR, "key-foreign", NULL);
  cloud_add_thing (self, FLO_SEEN_VOLUME, "vol-foreign", NULL)->ready = TRUE;
  if (self->world->own_network)
    return;

  cloud_add_thing (self, FLO_SEEN_VPC, "vpc-default", NULL)->is_default = TRUE;
  for (gint64 i = 0; i < self->world->n_zones; i++)
    {
      g_autofree char *id = g_strconcat ("subnet-", world_zone_name (i), NULL);
      Thing *subnet = cloud_add_thing (self, FLO_SEEN_SUBNET, id, "vpc-default");

      subnet->zone = g_strdup (world_zone_name (i));
      subnet->is_default = subnet->ready = TRUE;
    }
}

Cloud *
cloud_new (const World *world)
{
  Cloud *self = g_new0 (Cloud, 1);

  self->world = world;
  self->things = g_ptr_array_new_with_free_func (thing_free);
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->fleets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->now = -SECONDS_PER_HOUR;
  furnish (self);
  self->now = 0;

  return self;
}

void
cloud_free (Cloud *self)
{
  g_ptr_array_unref (self->things);
  g_ptr_array_unref (self->nodes);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->fleets);
  g_free (self);
}

gint64
cloud_get_now (Cloud *self)
{
  return self->now;
}

guint
cloud_get_n_nodes (Cloud *self)
{
  return self->nodes->len;
}

const CloudNode *
cloud_get_node (Cloud *self,
                guint  index)
{
  return g_ptr_array_index (self->nodes, index);
}

gboolean
cloud_is_alive (Cloud           *self,
                const CloudNode *node)
{
  return node->ended_at < 0 || self->now < node->ended_at;
}

/* ---- the market ---- */

static gboolean
is_hit (const WorldEvent *event,
        gint64            type,
        gint64            zone)
{
  return (event->type < 0 || event->type == type) && (event->zone < 0 || event->zone == zone);
}

static gboolean
lasts (Cloud            *self,
       const WorldEvent *event)
{
  return self->now >= event->at && self->now < MIN (event->at + event->seconds, self->world->trouble);
}

FloMoney
cloud_get_price (Cloud    *self,
                 gint64    type,
                 gint64    zone,
                 gboolean  spot)
{
  static const FloMoney on_demand[] = { 96000, 85000, 126000, 96000, 85000 };
  FloMoney price = on_demand[type] * (25 + (FloMoney) world_draw (self->world, DRAW_PRICE, (guint64) (type * 8 + zone), 40)) / 100;

  if (!spot)
    return on_demand[type];
  for (guint i = 0; i < self->world->events->len; i++)
    {
      const WorldEvent *event = &g_array_index (self->world->events, WorldEvent, i);

      if (event->kind == WORLD_PRICE && lasts (self, event) && is_hit (event, type, zone))
        price = price * event->value / 100;
    }

  return CLAMP (price, 1, on_demand[type]);
}

guint
cloud_get_score (Cloud *self)
{
  if (self->now >= self->world->trouble)
    return 10;

  return 1 + (guint) world_draw (self->world, DRAW_SCORE, (guint64) self->now / 900, 10);
}

FloMarket *
cloud_make_market (Cloud *self)
{
  FloZone zones[WORLD_MOST_ZONES];
  FloInstanceType types[WORLD_MOST_TYPES];
  FloPool pools[WORLD_MOST_ZONES * WORLD_MOST_TYPES];
  guint n = 0;

  for (gint64 z = 0; z < self->world->n_zones; z++)
    zones[z] = (FloZone) { world_zone_name (z), world_zone_name (z), TRUE, NULL };
  for (gint64 t = 0; t < self->world->n_types; t++)
    types[t] = (FloInstanceType) { .name = world_type_name (t), .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE,
                                   .current_generation = TRUE, .spot = TRUE,
                                   .on_demand = cloud_get_price (self, t, 0, FALSE) };
  for (gint64 t = 0; t < self->world->n_types; t++)
    for (gint64 z = 0; z < self->world->n_zones; z++)
      pools[n++] = (FloPool) { &types[t], &zones[z], cloud_get_price (self, t, z, TRUE), 1, 1 };

  return flo_market_new ("us-east-1", CLOUD_START + self->now, zones, (guint) self->world->n_zones, types,
                         (guint) self->world->n_types, pools, n);
}

gint64
cloud_count_free (Cloud    *self,
                  gint64    type,
                  gint64    zone,
                  gboolean  spot)
{
  gint64 capacity = self->world->capacity, n = 0;

  if (self->now >= self->world->trouble)
    return PLENTY;
  for (guint i = 0; i < self->world->events->len; i++)
    {
      const WorldEvent *event = &g_array_index (self->world->events, WorldEvent, i);

      if ((event->kind == WORLD_DEARTH || (event->kind == WORLD_DROUGHT && spot)) && lasts (self, event) &&
          is_hit (event, type, zone))
        return 0;
    }
  if (!spot)
    return PLENTY;

  capacity = capacity / 2 + (gint64) world_draw (self->world, DRAW_CAPACITY, (guint64) (type * 8 + zone),
                                                 (guint64) (capacity / 2 + 1));
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const CloudNode *node = g_ptr_array_index (self->nodes, i);

      n += cloud_is_alive (self, node) && node->type == type && node->zone == zone && node->spot;
    }

  return MAX (capacity - n, 0);
}

/* ---- time ---- */

void
cloud_end_node (Cloud     *self,
                CloudNode *node,
                gint64     at)
{
  if (node->ended_at < 0 || at < node->ended_at)
    node->ended_at = at;
}

static void
happen (Cloud            *self,
        const WorldEvent *event)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      CloudNode *node = g_ptr_array_index (self->nodes, i);

      if (!cloud_is_alive (self, node) || !is_hit (event, node->type, node->zone))
        continue;
      if (event->kind == WORLD_LOSS)
        {
          cloud_end_node (self, node, self->now);
          return;
        }
      if (event->kind == WORLD_PRICE || !node->spot || node->notice_at >= 0)
        continue;
      node->notice_at = self->now;
      cloud_end_node (self, node, self->now + NOTICE);
      if (event->kind == WORLD_NOTICE)
        return;
    }
}

static void
bill (Cloud  *self,
      gint64  until)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const CloudNode *node = g_ptr_array_index (self->nodes, i);
      gint64 end = node->ended_at >= 0 ? MIN (node->ended_at, until) : until;

      if (end > self->now && node->off_at < 0)
        self->spent += (__int128) cloud_get_price (self, node->type, node->zone, node->spot) * (end - self->now);
    }
}

gint64
cloud_find_event (Cloud *self)
{
  gint64 next = self->now < self->world->trouble ? self->world->trouble : G_MAXINT64;

  if (self->next_event < self->world->events->len)
    next = MIN (next, g_array_index (self->world->events, WorldEvent, self->next_event).at);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const CloudNode *node = g_ptr_array_index (self->nodes, i);

      if (node->ended_at > self->now)
        next = MIN (next, node->ended_at);
    }

  return next;
}

void
cloud_advance (Cloud  *self,
               gint64  until)
{
  while (self->now < until)
    {
      gint64 next = MIN (until, cloud_find_event (self));

      next = MIN (next, (self->now / SECONDS_PER_DAY + 1) * SECONDS_PER_DAY);
      bill (self, next);
      self->now = MAX (next, self->now);
      if (self->now % SECONDS_PER_DAY == 0)
        self->spent_before_today = self->spent;
      while (self->next_event < self->world->events->len &&
             g_array_index (self->world->events, WorldEvent, self->next_event).at <= self->now)
        {
          const WorldEvent *event = &g_array_index (self->world->events, WorldEvent, self->next_event++);

          if (event->at < self->world->trouble)
            happen (self, event);
        }
    }
}

FloSpend
cloud_get_spend (Cloud *self)
{
  return (FloSpend) { .today = (FloMoney) ((self->spent - self->spent_before_today) / SECONDS_PER_HOUR),
                      .total = (FloMoney) (self->spent / SECONDS_PER_HOUR) };
}

/* Another figure every ten minutes, up to a little more than the whole bound; every hour another fleet was just found. */
FloOverallBudget
cloud_get_overall (Cloud *self)
{
  const World *world = self->world;
  guint64 hour = (guint64) self->now / SECONDS_PER_HOUR, sixth = (guint64) self->now / 600;

  return (FloOverallBudget) {
    .per_hour = world->all_hour * 1000,
    .per_day = world->all_day * 1000,
    .at_limit = (FloBudgetAction) world->all_at_limit,
    .others_per_hour = (FloMoney) world_draw (world, DRAW_OTHERS, sixth, (guint64) world->all_hour * 1100 + 1),
    .others_today = (FloMoney) world_draw (world, DRAW_OTHERS_TODAY, hour, (guint64) world->all_day * 1100 + 1),
    .others_unknown = self->now % SECONDS_PER_HOUR < 10,
    .tells = hour % 2 == 0,
  };
}

/* ---- what is shown ---- */

FloSeenState
cloud_get_node_state (Cloud           *self,
                      const CloudNode *node)
{
  if (cloud_is_alive (self, node) && node->off_at >= 0)
    return self->now < node->off_at + END_SECONDS ? FLO_SEEN_HALTING : FLO_SEEN_STOPPED;
  if (cloud_is_alive (self, node))
    return self->now >= node->running_at ? FLO_SEEN_RUNNING : FLO_SEEN_PENDING;

  return self->now < node->ended_at + END_SECONDS ? FLO_SEEN_STOPPING : FLO_SEEN_TERMINATED;
}

static void
show_node (Cloud           *self,
           FloObservation  *picture,
           const CloudNode *node)
{
  g_autofree char *request_id = g_strconcat ("sir-", node->id, NULL);
  gboolean taken = node->notice_at >= 0 && self->now >= node->notice_at;
  const FloSeenInstance instance = {
    .id = node->id, .type = (char *) world_type_name (node->type), .zone = (char *) world_zone_name (node->zone),
    .token = node->token, .spot = node->spot, .state = cloud_get_node_state (self, node),
    .launched_at = CLOUD_START + node->started_at, .revision = node->revision, .standby = node->standby,
    .public_address = (char *) (cloud_get_node_state (self, node) == FLO_SEEN_RUNNING ? "203.0.113.7" : NULL),
    .end_code = (char *) (cloud_is_alive (self, node) || node->asked ? NULL : "Server.SpotInstanceTermination"),
  };
  const FloSeenSpotRequest request = {
    .id = request_id, .instance_id = node->id, .state = (char *) (cloud_is_alive (self, node) && !taken ? "active" : "closed"),
    .status_code = (char *) (taken ? "instance-terminated-no-capacity" : "fulfilled"),
    .status_time = CLOUD_START + (taken ? node->notice_at : node->made_at),
  };

  flo_observation_add_instance (picture, &instance);
  if (node->spot)
    flo_observation_add_spot_request (picture, &request);
}

FloObservation *
cloud_observe (Cloud    *self,
               gboolean  full)
{
  FloObservation *picture = flo_observation_new ((CLOUD_START + self->now) * G_USEC_PER_SEC, full);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const CloudNode *node = g_ptr_array_index (self->nodes, i);

      if (self->now >= node->made_at + self->world->delay &&
          (node->ended_at < 0 || self->now < node->ended_at + SHOWN_AFTER_END))
        show_node (self, picture, node);
    }
  for (guint i = 0; full && i < self->things->len; i++)
    {
      const Thing *thing = g_ptr_array_index (self->things, i);
      const FloSeen seen = {
        .kind = thing->kind, .id = thing->id, .name = thing->name, .token = thing->token, .vpc_id = thing->vpc,
        .zone = thing->zone, .cidr = thing->cidr, .ours = thing->ours, .is_default = thing->is_default,
        .ready = thing->ready,
      };

      if (self->now >= thing->made_at + self->world->delay)
        flo_observation_add (picture, &seen);
    }
  flo_observation_sort (picture);

  return picture;
}

char *
cloud_find_left (Cloud *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (cloud_is_alive (self, g_ptr_array_index (self->nodes, i)))
      return g_strdup (((CloudNode *) g_ptr_array_index (self->nodes, i))->id);
  for (guint i = 0; i < self->things->len; i++)
    if (((Thing *) g_ptr_array_index (self->things, i))->ours)
      return g_strdup (((Thing *) g_ptr_array_index (self->things, i))->id);

  return NULL;
}
