/* flo-cli-fleet-update.c: flotillactl fleet update: gives a living fleet another config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-fleet-update.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-request.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-schedule.h"
#include "fleet/flo-config-change.h"

static void
print_changes (FloCliOutput *output,
               GPtrArray    *changes)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("KEY", "NOW", "THEN", "TAKES EFFECT", NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (changes, i);

      flo_cli_table_add (table, change->key, change->was, change->becomes, flo_change_kind_get_effect (change->kind), NULL);
    }
  flo_cli_table_print (table, output);
  for (guint i = 0; i < changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (changes, i);

      if (change->why != NULL)
        flo_cli_output_print (output, "%s: %s.\n", change->key, change->why);
    }
}

/* Of a fleet whose number is the config's own: what it costs with as many nodes as that wants. */
static FloMoney
estimate (const FloCliRequest *self,
          FloMoney             per_node)
{
  const FloConfig *before = flo_fleet_get_config (self->fleet);
  gint64 nodes = self->config->capacity.nodes;

  if (per_node == 0 || nodes == before->capacity.nodes || flo_config_scales (self->config))
    return self->now;
  return per_node * (nodes + (nodes > 0 ? self->config->availability.spares : 0));
}

void
flo_cli_update_preview (FloCliRequest *self,
                        FloMoney       per_node)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  FloChangeKind kind = flo_config_changes_get_kind (self->changes);
  g_autofree char *replacing = NULL;

  print_changes (output, self->changes);
  if (kind == FLO_CHANGE_REFUSED)
    return;
  self->then = estimate (self, per_node);
  flo_cli_output_print (output, "It is config revision %u of the fleet.\n", self->revision);
  replacing = flo_config_changes_describe_replacing (self->changes, self->config, flo_fleet_get_wanted (self->fleet));
  if (replacing != NULL)
    {
      flo_cli_output_print (output, "%s.\n", replacing);
      self->then += per_node;
      flo_cli_request_print_then (self, "While a node and its successor both run, about ");
    }
  else if (self->then != self->now)
    flo_cli_request_print_then (self, "Then about ");
}

void
flo_cli_update_add_json (JsonBuilder         *builder,
                         const FloCliRequest *self)
{
  flo_cli_json_add_integer (builder, "revision", self->revision);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (self->changes, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "key", change->key);
      json_builder_set_member_name (builder, "before");
      flo_cli_json_text (builder, change->before != NULL ? change->before : "null");
      json_builder_set_member_name (builder, "after");
      flo_cli_json_text (builder, change->after != NULL ? change->after : "null");
      flo_cli_json_add_string (builder, "effect", flo_change_kind_get_word (change->kind));
      flo_cli_json_add_string (builder, "why", change->why);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What is next but waiting: as long as there is something, the config has not come true. */
static gboolean
has_action (FloFleet *fleet)
{
  GListModel *actions = flo_fleet_get_next_actions (fleet);

  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      if (flo_action_get_kind (action) != FLO_ACTION_WAIT)
        return TRUE;
    }
  return FALSE;
}

gboolean
flo_cli_update_is_done (const FloCliRequest *self)
{
  return flo_fleet_get_revision (self->fleet) >= self->revision && flo_fleet_get_outdated (self->fleet) == 0
         && flo_fleet_get_state (self->fleet) == FLO_FLEET_HEALTHY && !has_action (self->fleet);
}

/* Before anybody is asked: everything that stands in the way, and why. */
static FloCliExit
refuse (FloCliRequest *request)
{
  FloCliOutput *output = flo_cli_context_get_output (request->context);
  g_autofree char *message =
    g_strdup_printf ("%s cannot get this config as long as it lives; nothing was changed",
                     flo_fleet_get_name (request->fleet));

  flo_cli_request_preview (request);
  flo_cli_request_print_json (request);
  flo_cli_output_complain (output, message);
  return FLO_CLI_EXIT_REFUSED;
}

static FloCliRequest *
make_request (FloCliContext  *context,
              GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloConfig) config =
    flo_cli_config_file_require (context, flo_cli_arguments_get_operand (arguments, 1), error);
  FloFleet *fleet;
  FloCliRequest *request;

  if (config == NULL)
    return NULL;
  fleet = flo_cli_context_require_fleet (context, flo_cli_arguments_get_operand (arguments, 0), FLO_CLI_ENGINE_LOAD,
                                         error);
  if (fleet == NULL)
    return NULL;

  request = flo_cli_request_new (FLO_CLI_REQUEST_UPDATE, context, fleet, NULL);
  request->config = g_steal_pointer (&config);
  request->changes = flo_config_changes_list (flo_fleet_get_config (fleet), request->config);
  request->revision = flo_fleet_get_revision (fleet);
  if (request->changes->len > 0 && flo_config_changes_get_kind (request->changes) != FLO_CHANGE_REFUSED)
    request->revision++;
  return request;
}

FloCliExit
flo_cli_fleet_update (FloCliContext  *context,
                      GError        **error)
{
  g_autoptr(FloCliRequest) request = make_request (context, error);

  if (request == NULL)
    return FLO_CLI_EXIT_FAILED;
  if (flo_config_changes_get_kind (request->changes) == FLO_CHANGE_REFUSED)
    return refuse (request);
  return flo_cli_request_run (request, error);
}
