/* rule-infrastructure.c: what nodes need before there can be any: a network, access, a launch template
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-infrastructure"

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-planning.h"
#include "fleet/plan/rule-network.h"


static JsonArray *
make_ingress_rules (const FloConfig *config)
{
  JsonArray *rules = json_array_new ();
  g_autoptr (GHashTable) added = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize i = 0; i <= config->network.n_ports; i++)
    {
      const gint64 *port = i == 0 ? &config->access.ssh_port : &config->network.ports[i - 1];
      JsonObject *rule;
      JsonArray *sources;

      if (!g_hash_table_add (added, (gpointer) port))
        continue;

      rule = json_object_new ();
      sources = json_array_new ();
      for (guint s = 0; config->network.sources[s] != NULL; s++)
        json_array_add_string_element (sources, config->network.sources[s]);
      json_object_set_int_member (rule, "port", *port);
      json_object_set_array_member (rule, "sources", sources);
      json_array_add_object_element (rules, rule);
    }

  return rules;
}

static void
plan_ingress (FloPlanning   *self,
              const FloSeen *group)
{
  const FloConfig *config = self->in->config;
  JsonObject *parameters;

  if (config->network.sources == NULL || config->network.sources[0] == NULL)
    return;

  if (group != NULL && group->ready)
    {
      flo_planning_count (self, FLO_STEP_ACCESS, 1, 1);
      return;
    }

  flo_planning_count (self, FLO_STEP_ACCESS, 0, 1);
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "group", self->group_id);
  json_object_set_array_member (parameters, "rules", make_ingress_rules (config));
  flo_planning_add (self, FLO_ACTION_AUTHORIZE_INGRESS, "Open the nodes' ports to the allowed sources",
                    "the config names sources that may reach the nodes", parameters, NULL);
}

static void
plan_security_group (FloPlanning *self)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s", self->in->fleet_id);
  const char *id = flo_planning_find_ours (self, FLO_SEEN_SECURITY_GROUP, FLO_ACTION_CREATE_SECURITY_GROUP, NULL);
  JsonObject *parameters;

  flo_planning_count (self, FLO_STEP_ACCESS, id != NULL, 1);
  if (id == NULL)
    {
      id = FLO_PLANNING_UNKNOWN;
      parameters = json_object_new ();
      json_object_set_string_member (parameters, "vpc", self->vpc_id);
      json_object_set_string_member (parameters, "name", name);
      json_object_set_string_member (parameters, "description", "Nodes of a Flotilla fleet");
      flo_planning_add (self, FLO_ACTION_CREATE_SECURITY_GROUP, "Create a security group",
                        "the fleet's nodes get a firewall of their own", parameters, name);
    }

  self->group_id = id;
  plan_ingress (self, flo_observation_find (self->in->observation, FLO_SEEN_SECURITY_GROUP, id));
}

static void
plan_key_pair (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  g_autofree char *name = g_strdup_printf ("flotilla-%s", self->in->fleet_id);
  JsonObject *parameters;
  gboolean there;

  if (config->access.key_pair != NULL)
    {
      self->key_name = config->access.key_pair;
      return;
    }

  there = flo_planning_find_ours (self, FLO_SEEN_KEY_PAIR, FLO_ACTION_IMPORT_KEY_PAIR, NULL) != NULL;
  flo_planning_count (self, FLO_STEP_ACCESS, there, 1);
  self->own_key_name = g_steal_pointer (&name);
  self->key_name = self->own_key_name;
  if (there)
    return;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "name", self->key_name);
  if (self->in->public_key != NULL)
    json_object_set_string_member (parameters, "public_key", self->in->public_key);
  flo_planning_add (self, FLO_ACTION_IMPORT_KEY_PAIR, "Import the fleet's SSH key",
                    "the config names no key pair, so the fleet gets one of its own", parameters, self->key_name);
}

static JsonObject *
make_template_parameters (FloPlanning *self,
                          const char  *name,
                          const char  *market)
{
  const FloConfig *config = self->in->config;
  JsonObject *parameters = json_object_new ();
  JsonObject *storage = json_object_new ();
  const char *unknown = FLO_PLANNING_UNKNOWN;
  g_autofree char *copy = flo_config_copy_pack (config);

  json_object_set_string_member (parameters, "name", name);
  if (copy != NULL)
    json_object_set_string_member (parameters, "copy", copy);
  json_object_set_string_member (parameters, "market", market);
  json_object_set_string_member (parameters, "image", self->in->image.id != NULL ? self->in->image.id : unknown);
  json_object_set_string_member (parameters, "key", self->key_name);
  json_object_set_string_member (parameters, "group", self->group_id);
  json_object_set_string_member (storage, "device",
                                 self->in->image.root_device != NULL ? self->in->image.root_device : unknown);
  json_object_set_int_member (storage, "size_gib", config->storage.size_gib);
  json_object_set_string_member (storage, "type", config->storage.type);
  json_object_set_boolean_member (storage, "encrypted", config->storage.encrypted);
  json_object_set_object_member (parameters, "storage", storage);
  /* EC2 tags the nodes that it launches later by the template alone. */
  if (config->mode == FLO_MODE_MANAGED)
    {
      g_autofree char *node_name = g_strdup_printf ("%s (%s)", config->name, self->in->fleet_id);

      json_object_set_string_member (parameters, "node_name", node_name);
    }

  return parameters;
}

/* One for each market: a template that tags spot requests cannot start on-demand instances. */
static const char *
plan_template (FloPlanning *self,
               const char  *market)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s-%s", self->in->fleet_id, market);
  g_autofree char *title = g_strdup_printf ("Create a launch template for %s nodes",
                                            g_str_equal (market, "mixed") ? "spot and on-demand" : market);
  const char *id = flo_planning_find_ours (self, FLO_SEEN_LAUNCH_TEMPLATE, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, name);

  flo_planning_count (self, FLO_STEP_TEMPLATE, id != NULL, 1);
  if (id != NULL)
    return id;

  flo_planning_add (self, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, title, "it says how every node of the fleet starts",
                    make_template_parameters (self, name, market), name);

  return FLO_PLANNING_UNKNOWN;
}

void
flo_rule_infrastructure (FloPlanning *self)
{
  const FloConfig *config = self->in->config;

  flo_rule_network (self);
  if (self->vpc_id == NULL)
    return;

  plan_security_group (self);
  plan_key_pair (self);

  if (config->mode == FLO_MODE_MANAGED)
    {
      self->spot_template_id = plan_template (self, config->capacity.on_demand_base > 0 ? "mixed" : "spot");
      return;
    }
  if (self->target.spot > 0 || config->fallback.nodes > 0)
    self->spot_template_id = plan_template (self, "spot");
  /* Made in time: when nodes have to stand in there is no time to lose. */
  if (self->target.on_demand > 0 || config->fallback.nodes > 0)
    self->on_demand_template_id = plan_template (self, "on-demand");
}
