/* plan-cloud.c: a small model of EC2: what calls do, and what it shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-cloud.h"

#include "fleet/flo-fleet-json.h"

#include <string.h>

#define NOTICE 120
#define START_SECONDS 20
#define END_SECONDS 30
#define SHOWN_AFTER_END 3600
#define PLENTY 100000
#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_DAY 86400

/* What draws are for. */
enum { DRAW_PRICE, DRAW_CAPACITY, DRAW_CHOICE, DRAW_SCORE, DRAW_OTHERS, DRAW_OTHERS_TODAY };

typedef struct
{
  FloSeenKind kind;
  char *id, *name, *token, *vpc, *zone, *cidr;
  gboolean ours, is_default, ready;
  gint64 made_at;
  guint n_versions;      /* of a launch template, besides the first */
} Thing;

/* An answer that is given again to the same token. */
typedef struct
{
  FloIntentState state;
  JsonObject *result;
} Answer;

struct _Cloud
{
  const World *world;
  gint64 now;
  guint next_event, next_fault, n_calls, last_id;
  GPtrArray *things;       /* (element-type Thing) */
  GPtrArray *nodes;        /* (element-type CloudNode) */
  GHashTable *answers;     /* token → Answer */
  GHashTable *fleets;      /* ids of fleets that were made */
  __int128 spent, spent_before_today;   /* micro-dollar seconds an hour */
};


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

static Thing *
add_thing (Cloud       *self,
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
  add_thing (self, FLO_SEEN_VPC, "vpc-foreign", NULL);
  add_thing (self, FLO_SEEN_SECURITY_GROUP, "sg-foreign", "vpc-foreign");
  add_thing (self, FLO_SEEN_KEY_PAIR, "key-foreign", NULL);
  add_thing (self, FLO_SEEN_VOLUME, "vol-foreign", NULL)->ready = TRUE;
  if (self->world->own_network)
    return;

  add_thing (self, FLO_SEEN_VPC, "vpc-default", NULL)->is_default = TRUE;
  for (gint64 i = 0; i < self->world->n_zones; i++)
    {
      g_autofree char *id = g_strconcat ("subnet-", world_zone_name (i), NULL);
      Thing *subnet = add_thing (self, FLO_SEEN_SUBNET, id, "vpc-default");

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

static gboolean
lives (Cloud           *self,
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

/* How many nodes more a pool has room for. */
static gint64
count_free (Cloud    *self,
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

      n += lives (self, node) && node->type == type && node->zone == zone && node->spot;
    }

  return MAX (capacity - n, 0);
}

/* ---- time ---- */

static void
end_node (Cloud     *self,
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

      if (!lives (self, node) || !is_hit (event, node->type, node->zone))
        continue;
      if (event->kind == WORLD_LOSS)
        {
          end_node (self, node, self->now);
          return;
        }
      if (event->kind == WORLD_PRICE || !node->spot || node->notice_at >= 0)
        continue;
      node->notice_at = self->now;
      end_node (self, node, self->now + NOTICE);
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

static FloSeenState
get_state (Cloud           *self,
           const CloudNode *node)
{
  if (lives (self, node) && node->off_at >= 0)
    return self->now < node->off_at + END_SECONDS ? FLO_SEEN_HALTING : FLO_SEEN_STOPPED;
  if (lives (self, node))
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
    .token = node->token, .spot = node->spot, .state = get_state (self, node),
    .launched_at = CLOUD_START + node->started_at, .revision = node->revision, .standby = node->standby,
    .public_address = (char *) (get_state (self, node) == FLO_SEEN_RUNNING ? "203.0.113.7" : NULL),
    .end_code = (char *) (lives (self, node) || node->asked ? NULL : "Server.SpotInstanceTermination"),
  };
  const FloSeenSpotRequest request = {
    .id = request_id, .instance_id = node->id, .state = (char *) (lives (self, node) && !taken ? "active" : "closed"),
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
    if (lives (self, g_ptr_array_index (self->nodes, i)))
      return g_strdup (((CloudNode *) g_ptr_array_index (self->nodes, i))->id);
  for (guint i = 0; i < self->things->len; i++)
    if (((Thing *) g_ptr_array_index (self->things, i))->ours)
      return g_strdup (((Thing *) g_ptr_array_index (self->things, i))->id);

  return NULL;
}

/* ---- calls that make or change things ---- */

static Thing *
find_thing (Cloud      *self,
            const char *id)
{
  for (guint i = 0; i < self->things->len; i++)
    if (g_strcmp0 (((Thing *) g_ptr_array_index (self->things, i))->id, id) == 0)
      return g_ptr_array_index (self->things, i);

  return NULL;
}

static Thing *
find_named (Cloud       *self,
            FloSeenKind  kind,
            const char  *name)
{
  for (guint i = 0; i < self->things->len; i++)
    {
      Thing *thing = g_ptr_array_index (self->things, i);

      if (thing->kind == kind && thing->ours && g_strcmp0 (thing->name, name) == 0)
        return thing;
    }

  return NULL;
}

static JsonObject *
make_error (const char *category)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "category", category);
  json_object_set_string_member (error, "message", "the world has it so");

  return error;
}

/* Returns: (nullable): NULL: done, and there is nothing to tell but @id */
static JsonObject *
make_thing (Cloud       *self,
            FloSeenKind  kind,
            const char  *prefix,
            const char  *token,
            JsonObject  *parameters)
{
  JsonObject *result = json_object_new ();
  const char *name = flo_json_get_string (parameters, "name");
  g_autofree char *id = NULL;
  Thing *thing;

  if (name != NULL && find_named (self, kind, name) != NULL)
    {
      json_object_set_boolean_member (result, "exists", TRUE);
      return result;
    }
  id = g_strdup_printf ("%s-%u", prefix, ++self->last_id);
  thing = add_thing (self, kind, id, flo_json_get_string (parameters, "vpc"));
  thing->name = g_strdup (name);
  thing->zone = g_strdup (flo_json_get_string (parameters, "zone"));
  thing->cidr = g_strdup (flo_json_get_string (parameters, "cidr"));
  thing->token = g_strdup (token);
  thing->ours = TRUE;
  if (kind == FLO_SEEN_VPC)
    {
      g_autofree char *table = g_strconcat ("rtb-", id, NULL);

      add_thing (self, FLO_SEEN_ROUTE_TABLE, table, id);
    }
  json_object_set_string_member (result, "id", id);

  return result;
}

/* Whether something that is there keeps @thing from being deleted. */
static gboolean
is_used (Cloud       *self,
         const Thing *thing)
{
  for (guint i = 0; i < self->things->len; i++)
    {
      const Thing *other = g_ptr_array_index (self->things, i);

      if (thing->kind == FLO_SEEN_VPC && other->kind != FLO_SEEN_ROUTE_TABLE && g_strcmp0 (other->vpc, thing->id) == 0)
        return TRUE;
    }
  for (guint i = 0; i < self->nodes->len; i++)
    if ((thing->kind == FLO_SEEN_SUBNET || thing->kind == FLO_SEEN_SECURITY_GROUP) &&
        get_state (self, g_ptr_array_index (self->nodes, i)) != FLO_SEEN_TERMINATED)
      return TRUE;

  return thing->kind == FLO_SEEN_INTERNET_GATEWAY && thing->vpc != NULL;
}

static JsonObject *
delete_thing (Cloud       *self,
              const char  *id,
              char       **problem)
{
  Thing *thing = find_thing (self, id);
  JsonObject *result = json_object_new ();

  if (thing == NULL)
    {
      json_object_set_boolean_member (result, "absent", TRUE);
      return result;
    }
  if (!thing->ours)
    *problem = g_strdup_printf ("%s is deleted, which is not the fleet's", id);
  if (is_used (self, thing))
    {
      json_object_unref (result);
      return make_error ("conflict");
    }
  if (thing->kind == FLO_SEEN_VPC)
    for (guint i = self->things->len; i > 0; i--)
      if (g_strcmp0 (((Thing *) g_ptr_array_index (self->things, i - 1))->vpc, id) == 0)
        g_ptr_array_remove_index (self->things, i - 1);
  g_ptr_array_remove (self->things, find_thing (self, id));

  return result;
}

static JsonObject *
change_thing (Cloud      *self,
              const char *id,
              const char *vpc,
              gboolean    attach,
              char      **problem)
{
  Thing *thing = find_thing (self, id);

  if (thing == NULL)
    return make_error ("not-found");
  if (!thing->ours && thing->kind != FLO_SEEN_ROUTE_TABLE)
    *problem = g_strdup_printf ("%s is changed, which is not the fleet's", id);
  thing->ready = TRUE;
  if (thing->kind == FLO_SEEN_INTERNET_GATEWAY)
    {
      g_free (thing->vpc);
      thing->vpc = g_strdup (attach ? vpc : NULL);
    }

  return json_object_new ();
}

/* ---- nodes ---- */

static CloudNode *
find_node (Cloud      *self,
           const char *id)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (g_strcmp0 (((CloudNode *) g_ptr_array_index (self->nodes, i))->id, id) == 0)
      return g_ptr_array_index (self->nodes, i);

  return NULL;
}

static gint64
find_index (const char *name,
            const char *(*get_name) (gint64),
            gint64      n)
{
  for (gint64 i = 0; i < n; i++)
    if (g_strcmp0 (get_name (i), name) == 0)
      return i;

  return -1;
}

static const char *
launch_one (Cloud      *self,
            JsonObject *parameters,
            JsonObject *override,
            const char *token,
            JsonArray  *instances)
{
  const char *revision = flo_json_get_string (flo_json_get_object (parameters, "tags"), "flotilla:revision");
  gboolean spot = g_strcmp0 (flo_json_get_string (parameters, "market"), "spot") == 0;
  gint64 type = find_index (flo_json_get_string (override, "type"), world_type_name, self->world->n_types);
  gint64 zone = find_index (flo_json_get_string (override, "zone"), world_zone_name, self->world->n_zones);
  const char *price = flo_json_get_string (override, "price");
  FloMoney limit = 0;
  CloudNode *node;
  JsonObject *made;

  if (type < 0 || zone < 0 || find_thing (self, flo_json_get_string (override, "subnet")) == NULL)
    return "parameter";
  if (price != NULL && flo_money_parse (price, &limit) && spot && cloud_get_price (self, type, zone, TRUE) > limit)
    return "price";
  if (count_free (self, type, zone, spot) == 0)
    return "capacity";

  node = g_new0 (CloudNode, 1);
  node->id = g_strdup_printf ("i-%05u", ++self->last_id);
  node->type = type;
  node->zone = zone;
  node->spot = spot;
  node->token = g_strdup (token);
  node->made_at = self->now;
  node->revision = revision != NULL ? (guint) g_ascii_strtoull (revision, NULL, 10) : 0;
  node->standby = g_strcmp0 (flo_json_get_string (flo_json_get_object (parameters, "tags"), "flotilla:role"), "standby") == 0;
  node->started_at = self->now;
  node->running_at = self->now + START_SECONDS;
  node->notice_at = node->ended_at = node->off_at = -1;
  g_ptr_array_add (self->nodes, node);

  made = json_object_new ();
  json_object_set_string_member (made, "id", node->id);
  json_object_set_string_member (made, "type", world_type_name (type));
  json_object_set_string_member (made, "zone", world_zone_name (zone));
  json_object_set_string_member (made, "lifecycle", spot ? "spot" : "on-demand");
  json_array_add_object_element (instances, made);

  return NULL;
}

/* AWS chooses as it likes: any of those it is offered, but on demand, where the first that can be had is it. */
static JsonObject *
create_fleet (Cloud          *self,
              const char     *token,
              JsonObject     *parameters,
              gboolean        partial,
              FloIntentState *state)
{
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");
  gboolean spot = g_strcmp0 (flo_json_get_string (parameters, "market"), "spot") == 0;
  gint64 wanted = flo_json_get_integer (parameters, "capacity"), most = partial ? wanted / 2 : wanted;
  guint n = flo_json_length (overrides), chosen = 0;
  JsonObject *result = json_object_new ();
  JsonArray *instances = json_array_new (), *errors = json_array_new ();
  g_autofree gboolean *refused = g_new0 (gboolean, n + 1);
  g_autofree char *id = g_strdup_printf ("fleet-%u", ++self->last_id);

  for (guint tried = 0; tried < n && json_array_get_length (instances) < most;)
    {
      const char *why;

      if (chosen == 0 && tried == 0)
        chosen = spot ? (guint) world_draw (self->world, DRAW_CHOICE, self->n_calls, n) : 0;
      why = refused[chosen] ? "again" : launch_one (self, parameters, flo_json_object_at (overrides, chosen), token,
                                                             instances);
      if (why == NULL)
        continue;
      if (!refused[chosen])
        {
          JsonObject *error = make_error (why);

          json_object_set_string_member (error, "type",
                                         flo_json_get_string (flo_json_object_at (overrides, chosen), "type"));
          json_object_set_string_member (error, "zone",
                                         flo_json_get_string (flo_json_object_at (overrides, chosen), "zone"));
          json_array_add_object_element (errors, error);
        }
      refused[chosen] = TRUE;
      chosen = (chosen + 1) % n;
      tried++;
    }

  *state = json_array_get_length (instances) > 0 ? FLO_INTENT_DONE : FLO_INTENT_FAILED;
  if (*state == FLO_INTENT_FAILED)
    {
      json_object_set_string_member (result, "category", "capacity");
      json_object_set_string_member (result, "message", "nothing was launched");
    }
  json_object_set_string_member (result, "id", id);
  json_object_set_array_member (result, "instances", instances);
  json_object_set_array_member (result, "errors", errors);
  g_hash_table_add (self->fleets, g_strdup (id));

  return result;
}

/* AWS counts a template's versions from 1 on; each is made from its own token once. */
static JsonObject *
make_version (Cloud       *self,
              JsonObject  *parameters,
              char       **problem)
{
  Thing *thing = find_thing (self, flo_json_get_string (parameters, "template"));
  JsonObject *result = json_object_new ();

  if (thing == NULL)
    {
      json_object_unref (result);
      return make_error ("not-found");
    }
  if (!thing->ours)
    *problem = g_strdup_printf ("%s gets a version, which is not the fleet's", thing->id);
  json_object_set_string_member (result, "id", thing->id);
  json_object_set_int_member (result, "version", 1 + ++thing->n_versions);

  return result;
}

/* Whether what is launched from is there. */
static gboolean
has_version (Cloud      *self,
             JsonObject *parameters)
{
  const Thing *thing = find_thing (self, flo_json_get_string (parameters, "template"));
  const char *version = flo_json_get_string (parameters, "version");
  guint64 number = version != NULL ? g_ascii_strtoull (version, NULL, 10) : 0;

  return thing == NULL || (number >= 1 && number <= 1 + thing->n_versions);
}

/* One id that is not known, and nothing is done. */
static JsonObject *
terminate (Cloud          *self,
           JsonObject     *parameters,
           char          **problem)
{
  JsonArray *ids = flo_json_get_array (parameters, "ids");

  for (guint i = 0; i < flo_json_length (ids); i++)
    {
      const CloudNode *node = find_node (self, flo_json_string_at (ids, i));

      if (node == NULL)
        *problem = g_strdup_printf ("%s is ended, which is not the fleet's", flo_json_string_at (ids, i));
      if (node == NULL || self->now < node->made_at + self->world->delay)
        return make_error ("not-found");
    }
  for (guint i = 0; i < flo_json_length (ids); i++)
    {
      CloudNode *node = find_node (self, flo_json_string_at (ids, i));

      if (lives (self, node))
        {
          node->asked = TRUE;
          end_node (self, node, self->now);
        }
    }

  return json_object_new ();
}

/* What is off is started where there is room, and what runs is stopped; what is so already stays so. */
static JsonObject *
turn_power (Cloud       *self,
            const char  *id,
            gboolean     on,
            char       **problem)
{
  CloudNode *node = find_node (self, id);
  FloSeenState state = node != NULL ? get_state (self, node) : FLO_SEEN_TERMINATED;

  if (node == NULL || !node->standby)
    *problem = g_strdup_printf ("%s is %s, which is no standby of the fleet", id, on ? "started" : "stopped");
  if (node == NULL || self->now < node->made_at + self->world->delay)
    return make_error ("not-found");
  if (state >= FLO_SEEN_STOPPING || state == (on ? FLO_SEEN_HALTING : FLO_SEEN_PENDING))
    return make_error ("conflict");
  if (on && state == FLO_SEEN_STOPPED && count_free (self, node->type, node->zone, FALSE) == 0)
    return make_error ("capacity");

  if (on && state == FLO_SEEN_STOPPED)
    {
      node->off_at = -1;
      node->started_at = self->now;
      node->running_at = self->now + START_SECONDS;
    }
  else if (!on && node->off_at < 0)
    {
      node->off_at = self->now;
    }

  return json_object_new ();
}

/* ---- all calls ---- */

static JsonObject *
carry_out (Cloud           *self,
           FloActionKind    kind,
           const char      *token,
           JsonObject      *parameters,
           gboolean         partial,
           FloIntentState  *state,
           char           **problem)
{
  const char *id = flo_json_get_string (parameters, "id");

  switch ((int) kind)
    {
    case FLO_ACTION_CREATE_VPC:
      return make_thing (self, FLO_SEEN_VPC, "vpc", token, parameters);
    case FLO_ACTION_CREATE_SUBNET:
      return make_thing (self, FLO_SEEN_SUBNET, "subnet", token, parameters);
    case FLO_ACTION_CREATE_INTERNET_GATEWAY:
      return make_thing (self, FLO_SEEN_INTERNET_GATEWAY, "igw", token, parameters);
    case FLO_ACTION_CREATE_SECURITY_GROUP:
      return make_thing (self, FLO_SEEN_SECURITY_GROUP, "sg", token, parameters);
    case FLO_ACTION_IMPORT_KEY_PAIR:
      return make_thing (self, FLO_SEEN_KEY_PAIR, "key", token, parameters);
    case FLO_ACTION_CREATE_LAUNCH_TEMPLATE:
      return make_thing (self, FLO_SEEN_LAUNCH_TEMPLATE, "lt", token, parameters);
    case FLO_ACTION_ENABLE_PUBLIC_ADDRESSES:
      return change_thing (self, flo_json_get_string (parameters, "subnet"), NULL, FALSE, problem);
    case FLO_ACTION_ATTACH_INTERNET_GATEWAY:
      return change_thing (self, flo_json_get_string (parameters, "gateway"),
                           flo_json_get_string (parameters, "vpc"), TRUE, problem);
    case FLO_ACTION_DETACH_INTERNET_GATEWAY:
      return change_thing (self, id, NULL, FALSE, problem);
    case FLO_ACTION_CREATE_ROUTE:
      return change_thing (self, flo_json_get_string (parameters, "table"), NULL, FALSE, problem);
    case FLO_ACTION_AUTHORIZE_INGRESS:
      return change_thing (self, flo_json_get_string (parameters, "group"), NULL, FALSE, problem);
    case FLO_ACTION_CREATE_TEMPLATE_VERSION:
      return make_version (self, parameters, problem);
    case FLO_ACTION_CREATE_FLEET:
      if (!has_version (self, parameters))
        *problem = g_strdup_printf ("nodes are launched from version %s of %s, which nobody made",
                                    flo_json_get_string (parameters, "version"),
                                    flo_json_get_string (parameters, "template"));
      return create_fleet (self, token, parameters, partial, state);
    case FLO_ACTION_TERMINATE_INSTANCES:
      return terminate (self, parameters, problem);
    case FLO_ACTION_START_INSTANCE:
    case FLO_ACTION_STOP_INSTANCE:
      return turn_power (self, id, kind == FLO_ACTION_START_INSTANCE, problem);
    case FLO_ACTION_CANCEL_SPOT_REQUESTS:
    case FLO_ACTION_DELETE_FLEETS:
      return json_object_new ();
    default:
      if (id == NULL)
        *problem = g_strdup_printf ("this model of EC2 does not know %s", flo_action_kind_get_word (kind));
      return id != NULL ? delete_thing (self, id, problem) : json_object_new ();
    }
}

static JsonObject *
answer (Cloud           *self,
        FloActionKind    kind,
        const char      *token,
        JsonObject      *parameters,
        gboolean         partial,
        FloIntentState  *state,
        char           **problem)
{
  Answer *given = g_hash_table_lookup (self->answers, token);
  JsonObject *result;

  if (given != NULL && (kind == FLO_ACTION_CREATE_FLEET || kind == FLO_ACTION_CREATE_LAUNCH_TEMPLATE ||
                        kind == FLO_ACTION_CREATE_TEMPLATE_VERSION))
    {
      *state = given->state;
      return json_object_ref (given->result);
    }

  *state = FLO_INTENT_DONE;
  result = carry_out (self, kind, token, parameters, partial, state, problem);
  if (json_object_has_member (result, "category"))
    *state = FLO_INTENT_FAILED;
  given = g_new (Answer, 1);
  *given = (Answer) { *state, json_object_ref (result) };
  g_hash_table_replace (self->answers, g_strdup (token), given);

  return result;
}

gboolean
cloud_perform (Cloud           *self,
               FloActionKind    kind,
               const char      *token,
               JsonObject      *parameters,
               FloIntentState  *state,
               JsonObject     **result,
               char           **problem)
{
  static const char * const refusals[] = { "throttled", "permission", "unknown" };
  int fault = -1;

  *problem = NULL;
  *result = NULL;
  self->n_calls++;
  while (self->next_fault < self->world->faults->len &&
         g_array_index (self->world->faults, WorldFault, self->next_fault).call <= self->n_calls)
    fault = g_array_index (self->world->faults, WorldFault, self->next_fault++).kind;
  if (self->now >= self->world->trouble)
    fault = -1;

  if (fault >= 0 && fault <= WORLD_BROKEN)
    {
      *state = FLO_INTENT_FAILED;
      *result = make_error (refusals[fault]);
      return TRUE;
    }
  if (fault == WORLD_LOST_BEFORE)
    return FALSE;

  *result = answer (self, kind, token, parameters, fault == WORLD_PARTIAL, state, problem);
  if (fault != WORLD_LOST_AFTER)
    return TRUE;
  g_clear_pointer (result, json_object_unref);

  return FALSE;
}
