/* plan-cloud-calls.c: what calls do in the model of EC2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-cloud-private.h"

#include "fleet/flo-fleet-json.h"

#define START_SECONDS 20


/* ---- things ---- */

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
  thing = cloud_add_thing (self, kind, id, flo_json_get_string (parameters, "vpc"));
  thing->name = g_strdup (name);
  thing->zone = g_strdup (flo_json_get_string (parameters, "zone"));
  thing->cidr = g_strdup (flo_json_get_string (parameters, "cidr"));
  thing->token = g_strdup (token);
  thing->ours = TRUE;
  if (kind == FLO_SEEN_VPC)
    {
      g_autofree char *table = g_strconcat ("rtb-", id, NULL);

      cloud_add_thing (self, FLO_SEEN_ROUTE_TABLE, table, id);
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
        cloud_get_node_state (self, g_ptr_array_index (self->nodes, i)) != FLO_SEEN_TERMINATED)
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
  if (cloud_count_free (self, type, zone, spot) == 0)
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

      if (cloud_is_alive (self, node))
        {
          node->asked = TRUE;
          cloud_end_node (self, node, self->now);
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
  FloSeenState state = node != NULL ? cloud_get_node_state (self, node) : FLO_SEEN_TERMINATED;

  if (node == NULL || !node->standby)
    *problem = g_strdup_printf ("%s is %s, which is no standby of the fleet", id, on ? "started" : "stopped");
  if (node == NULL || self->now < node->made_at + self->world->delay)
    return make_error ("not-found");
  if (state >= FLO_SEEN_STOPPING || state == (on ? FLO_SEEN_HALTING : FLO_SEEN_PENDING))
    return make_error ("conflict");
  if (on && state == FLO_SEEN_STOPPED && cloud_count_free (self, node->type, node->zone, FALSE) == 0)
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
