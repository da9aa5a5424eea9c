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


/* ---- who may reach the nodes ---- */

/* Adds a port's rule for a source to rules by port. */
static void
add_rule (JsonArray  *rules,
          gint64      port,
          const char *source)
{
  JsonObject *rule = NULL;

  for (guint i = 0; i < json_array_get_length (rules) && rule == NULL; i++)
    {
      if (flo_json_get_integer (flo_json_object_at (rules, i), "port") == port)
        rule = flo_json_object_at (rules, i);
    }
  if (rule == NULL)
    {
      rule = json_object_new ();
      json_object_set_int_member (rule, "port", port);
      json_object_set_array_member (rule, "sources", json_array_new ());
      json_array_add_object_element (rules, rule);
    }
  json_array_add_string_element (flo_json_get_array (rule, "sources"), source);
}

static gboolean
has_port (const FloConfig *config,
          gint64           port)
{
  gboolean found = port == config->access.ssh_port;

  for (gsize i = 0; i < config->network.n_ports; i++)
    found |= port == config->network.ports[i];

  return found;
}

static gboolean
has_line (const char *content,
          const char *line)
{
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);

  return g_strv_contains ((const char * const *) lines, line);
}

/* What the config wants. @content: (nullable): without what is there already. (transfer full) */
static JsonArray *
list_wanted_rules (const FloConfig *config,
                   const char      *content)
{
  JsonArray *rules = json_array_new ();
  g_autoptr (GHashTable) added = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize i = 0; i <= config->network.n_ports && config->network.sources != NULL; i++)
    {
      const gint64 *port = i == 0 ? &config->access.ssh_port : &config->network.ports[i - 1];

      if (!g_hash_table_add (added, (gpointer) port))
        continue;
      for (guint s = 0; config->network.sources[s] != NULL; s++)
        {
          g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT " %s", *port, config->network.sources[s]);
          g_autofree char *ours = g_strconcat (line, " ours", NULL);

          if (content == NULL || (!has_line (content, line) && !has_line (content, ours)))
            add_rule (rules, *port, config->network.sources[s]);
        }
    }

  return rules;
}

/* What we opened and the config wants no more; what somebody else opened is left alone. (transfer full) */
static JsonArray *
list_old_rules (const FloConfig *config,
                const char      *content)
{
  JsonArray *rules = json_array_new ();
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      gint64 port;

      if (g_strv_length (words) != 3)
        continue;
      port = g_ascii_strtoll (words[0], NULL, 10);
      if (!has_port (config, port) || config->network.sources == NULL ||
          !g_strv_contains ((const char * const *) config->network.sources, words[1]))
        add_rule (rules, port, words[1]);
    }

  return rules;
}

/* @rules: (transfer full) */
static void
plan_rules (FloPlanning   *self,
            FloActionKind  kind,
            const char    *title,
            const char    *reason,
            JsonArray     *rules)
{
  JsonObject *parameters;

  if (json_array_get_length (rules) == 0)
    {
      json_array_unref (rules);
      return;
    }

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "group", self->group_id);
  json_object_set_array_member (parameters, "rules", rules);
  flo_planning_add (self, kind, title, reason, parameters, NULL);
}

/* The config that the group was made for has been changed since. */
static void
plan_changed_ingress (FloPlanning   *self,
                      const FloSeen *group)
{
  g_autofree char *reason = g_strdup_printf ("config revision %u says so", flo_planning_get_revision (self).number);

  plan_rules (self, FLO_ACTION_AUTHORIZE_INGRESS, "Open the nodes' ports to the allowed sources", reason,
              list_wanted_rules (self->in->config, group->content));
  plan_rules (self, FLO_ACTION_REVOKE_INGRESS, "Close the nodes' ports to sources that are no longer allowed", reason,
              list_old_rules (self->in->config, group->content));
}

static void
plan_ingress (FloPlanning   *self,
              const FloSeen *group)
{
  const FloConfig *config = self->in->config;
  const gboolean changed = group != NULL && group->content != NULL && flo_planning_get_revision (self).number > 1;

  if (changed)
    plan_changed_ingress (self, group);
  if (config->network.sources == NULL || config->network.sources[0] == NULL)
    return;

  flo_planning_count (self, FLO_STEP_ACCESS, changed || (group != NULL && group->ready), 1);
  if (changed || (group != NULL && group->ready))
    return;

  plan_rules (self, FLO_ACTION_AUTHORIZE_INGRESS, "Open the nodes' ports to the allowed sources",
              "the config names sources that may reach the nodes", list_wanted_rules (config, NULL));
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

/* ---- how nodes start ---- */

static char *
pack_copy (FloPlanning *self)
{
  const FloRevision revision = flo_planning_get_revision (self);

  return flo_config_copy_pack (self->in->config, &revision);
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
  const guint since = flo_planning_get_revision (self).nodes_since;

  json_object_set_string_member (parameters, "name", name);
  /* Which config it is for; without a word it is the first. */
  if (since > 1)
    json_object_set_int_member (parameters, "revision", since);
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

static gboolean
is_of_revision (const FloPast *past,
                guint          revision)
{
  return MAX (flo_json_get_integer (past->parameters, "revision"), 1) == revision;
}

/* The call that made it last. (nullable) */
static const FloPast *
find_template (FloPlanning *self,
               const char  *name)
{
  GPtrArray *made = flo_history_list (self->in->history, FLO_ACTION_CREATE_LAUNCH_TEMPLATE);

  for (guint i = made->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (made, i - 1);

      if (past->state == FLO_INTENT_DONE && g_strcmp0 (flo_json_get_string (past->parameters, "name"), name) == 0)
        return past;
    }

  return NULL;
}

/* The version of the template that was made for the config as it is now: what others may have made of it meanwhile is
 * none of ours. Returns: 0: there is none */
static gint64
find_version (FloPlanning *self,
              const char  *id,
              const char  *name)
{
  GPtrArray *versions = flo_history_list (self->in->history, FLO_ACTION_CREATE_TEMPLATE_VERSION);
  const guint wanted = flo_planning_get_revision (self).nodes_since;
  const FloPast *first = find_template (self, name);

  for (guint i = versions->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (versions, i - 1);

      if (first != NULL && past->intent < first->intent)
        break;
      if (past->state == FLO_INTENT_DONE && is_of_revision (past, wanted) &&
          g_strcmp0 (flo_json_get_string (past->parameters, "template"), id) == 0)
        return flo_json_get_integer (past->result, "version");
    }
  if (first != NULL)
    return is_of_revision (first, wanted) ? 1 : 0;

  return wanted == 1 ? 1 : 0;
}

/* (transfer none): text of the number, or FLO_PLANNING_UNKNOWN of one that is to be made */
static const char *
plan_version (FloPlanning *self,
              const char  *id,
              const char  *name,
              const char  *market)
{
  gint64 version = find_version (self, id, name);
  const guint since = flo_planning_get_revision (self).nodes_since;
  JsonObject *parameters;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autofree char *title = g_strdup_printf ("Create a version of the launch template for %s nodes", market);
  g_autofree char *reason = g_strdup_printf ("config revision %u changes how nodes start", since);

  flo_planning_count (self, FLO_STEP_TEMPLATE, version > 0, 1);
  if (version > 0)
    return g_string_chunk_insert_const (self->texts, text);

  parameters = make_template_parameters (self, name, market);
  json_object_set_string_member (parameters, "template", id);
  flo_planning_add (self, FLO_ACTION_CREATE_TEMPLATE_VERSION, title, reason, parameters, name);

  return FLO_PLANNING_UNKNOWN;
}

/* So that another computer that adopts the fleet finds the config as it is now. */
static void
plan_copy (FloPlanning *self,
           const char  *id)
{
  const FloSeen *seen = flo_observation_find (self->in->observation, FLO_SEEN_LAUNCH_TEMPLATE, id);
  g_autofree char *copy = NULL;
  g_autofree char *reason = NULL;
  JsonObject *parameters;

  if (flo_planning_get_revision (self).number == 1 || seen == NULL || seen->content == NULL)
    return;
  copy = pack_copy (self);
  if (g_str_equal (seen->content, copy != NULL ? copy : ""))
    return;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "template", id);
  json_object_set_string_member (parameters, "copy", copy != NULL ? copy : "");
  reason = g_strdup_printf ("its tags keep the config, and revision %u is another one",
                            flo_planning_get_revision (self).number);
  flo_planning_add (self, FLO_ACTION_TAG_TEMPLATE, "Write the config to the tags of the launch template", reason,
                    parameters, NULL);
}

/* One for each market: a template that tags spot requests cannot start on-demand instances. @version: (out): to launch
 * from */
static const char *
plan_template (FloPlanning  *self,
               const char   *market,
               const char  **version)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s-%s", self->in->fleet_id, market);
  g_autofree char *title = g_strdup_printf ("Create a launch template for %s nodes",
                                            g_str_equal (market, "mixed") ? "spot and on-demand" : market);
  const char *id = flo_planning_find_ours (self, FLO_SEEN_LAUNCH_TEMPLATE, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, name);
  g_autofree char *copy = NULL;
  JsonObject *parameters;

  flo_planning_count (self, FLO_STEP_TEMPLATE, id != NULL, 1);
  if (id != NULL)
    {
      *version = plan_version (self, id, name, market);
      plan_copy (self, id);
      return id;
    }

  copy = pack_copy (self);
  parameters = make_template_parameters (self, name, market);
  if (copy != NULL)
    json_object_set_string_member (parameters, "copy", copy);
  flo_planning_add (self, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, title, "it says how every node of the fleet starts",
                    parameters, name);
  *version = "1";

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
      self->spot_template_id = plan_template (self, config->capacity.on_demand_base > 0 ? "mixed" : "spot",
                                              &self->template_versions[TRUE]);
      return;
    }
  if (self->target.spot > 0 || config->fallback.nodes > 0)
    self->spot_template_id = plan_template (self, "spot", &self->template_versions[TRUE]);
  /* Made in time: when nodes have to stand in there is no time to lose. */
  if (self->target.on_demand > 0 || config->fallback.nodes > 0 || config->availability.standbys > 0)
    self->on_demand_template_id = plan_template (self, "on-demand", &self->template_versions[FALSE]);
}
