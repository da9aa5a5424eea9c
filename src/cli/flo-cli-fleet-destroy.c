/* flo-cli-fleet-destroy.c: flotillactl fleet destroy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-table.h"
#include "cli/flo-cli-text.h"

#define LOOK_AGAIN_MS 3000

GListModel *
flo_cli_fleet_list_resources (FloCliContext  *context,
                              FloFleet       *fleet,
                              GError        **error)
{
  FloEngine *engine = flo_cli_context_get_engine (context);

  flo_engine_list_resources_async (engine, fleet, flo_cli_context_get_cancellable (context),
                                   flo_cli_context_ready_cb, context);
  return flo_engine_list_resources_finish (engine, flo_cli_context_wait (context), error);
}

static void
add_resources_json (JsonBuilder *builder,
                    const char  *name,
                    GListModel  *resources)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(FloResource) resource = g_list_model_get_item (resources, i);

      flo_cli_json_resource (builder, resource);
    }
  json_builder_end_array (builder);
}

static void
print_resources (FloCliOutput *output,
                 FloFleet     *fleet,
                 GListModel   *resources)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("KIND", "ID", "NAME", "WHAT", NULL);

  flo_cli_output_print (output, "Destroying %s (%s) removes these %u resources:\n",
                        flo_fleet_get_name (fleet), flo_fleet_get_id (fleet),
                        g_list_model_get_n_items (resources));
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(FloResource) resource = g_list_model_get_item (resources, i);
      const char *name = flo_resource_get_name (resource);
      const char *detail = flo_resource_get_detail (resource);

      flo_cli_table_add (table, flo_resource_get_kind (resource), flo_resource_get_id (resource),
                         name != NULL ? name : "", detail != NULL ? detail : "", NULL);
    }
  flo_cli_table_print (table, output);
}

static void
print_result (FloCliOutput *output,
              FloFleet     *fleet,
              GListModel   *before,
              GListModel   *left)
{
  guint n_left = left != NULL ? g_list_model_get_n_items (left) : 0;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *time = flo_time_format (now);
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (fleet));
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "id", flo_fleet_get_id (fleet));
  flo_cli_json_add_string (builder, "name", flo_fleet_get_name (fleet));
  flo_cli_json_add_boolean (builder, "destroyed", left != NULL && n_left == 0);
  flo_cli_json_add_money (builder, "cost", flo_fleet_get_cost (fleet));
  if (before != NULL)
    add_resources_json (builder, "resources_before", before);
  if (left != NULL)
    {
      flo_cli_json_add_time (builder, "checked_at", now);
      flo_cli_json_add_integer (builder, "n_resources_left", n_left);
      add_resources_json (builder, "resources_left", left);
    }
  json_builder_end_object (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (left != NULL)
    flo_cli_output_print (output, "%s is destroyed; it cost %s.\n%u resources left (AWS was asked at "
                          "%s for everything with this fleet's tag)\n",
                          flo_fleet_get_name (fleet), cost, n_left, time);
}

static void
wait_for_end (FloCliContext *context,
              FloFleet      *fleet)
{
  g_autoptr(FloCliFleetMonitor) monitor =
    flo_cli_fleet_monitor_new (context, fleet, FLO_CLI_MONITOR_PROGRESS);

  while (flo_fleet_get_state (fleet) != FLO_FLEET_DESTROYED
         && flo_fleet_get_state (fleet) != FLO_FLEET_BLOCKED
         && flo_cli_context_turn (context))
    ;
}

/* ---- who does it ---- */

/* The fleet as it is now. FALSE: it is none of the living any more; then it is as it was in the end, when that is known. */
static gboolean
find_again (FloCliContext  *context,
            FloEngine      *engine,
            FloFleet      **fleet)
{
  FloFleet *found = flo_engine_find (engine, flo_fleet_get_id (*fleet));
  g_autoptr(FloFleet) ended = NULL;

  if (found != NULL)
    {
      g_set_object (fleet, found);
      return TRUE;
    }
  ended = flo_cli_context_recall_fleet (context, flo_fleet_get_id (*fleet), NULL);
  if (ended != NULL)
    g_set_object (fleet, ended);
  return FALSE;
}

static gboolean
mark (FloCliContext  *context,
      FloEngine      *engine,
      FloFleet       *fleet,
      GError        **error)
{
  flo_engine_destroy_async (engine, fleet, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  return flo_engine_destroy_finish (engine, flo_cli_context_wait (context), error);
}

/* Until the other process has destroyed it (@gone), or has ended: then we go on. What is shown is what the fleet was at
 * the last look. */
static gboolean
look_on (FloCliContext  *context,
         FloFleet      **fleet,
         gboolean       *gone,
         GError        **error)
{
  g_autoptr(FloCliFleetMonitor) monitor = flo_cli_fleet_monitor_new (context, *fleet, FLO_CLI_MONITOR_PROGRESS);

  while (flo_fleet_get_state (*fleet) != FLO_FLEET_BLOCKED && flo_cli_context_sleep (context, LOOK_AGAIN_MS))
    {
      g_autoptr(GError) problem = NULL;
      FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_START, &problem);

      if (engine != NULL)
        {
          *gone = !find_again (context, engine, fleet);
          if (*gone)
            return TRUE;
          flo_cli_output_note (flo_cli_context_get_output (context), "The other process has ended: going on here.");
          g_clear_pointer (&monitor, flo_cli_fleet_monitor_free);
          wait_for_end (context, *fleet);
          return TRUE;
        }
      engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);
      if (engine == NULL)
        return FALSE;
      *gone = !find_again (context, engine, fleet);
      if (*gone)
        return TRUE;
      flo_cli_fleet_monitor_look (monitor, *fleet);
    }
  return TRUE;
}

/* Another process runs the fleet: it destroys it, when it is told. */
static gboolean
leave_to_other (FloCliContext  *context,
                const GError   *other,
                FloFleet      **fleet,
                gboolean       *gone,
                GError        **error)
{
  FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);

  if (engine == NULL)
    return FALSE;
  *gone = !find_again (context, engine, fleet);
  if (*gone)
    return TRUE;
  if (!mark (context, engine, *fleet, error))
    return FALSE;
  flo_cli_output_note (flo_cli_context_get_output (context), "%s. It carries this out; looking on.", other->message);
  return look_on (context, fleet, gone, error);
}

/* @gone: (out): it is proved gone */
static gboolean
end_fleet (FloCliContext  *context,
           FloFleet      **fleet,
           gboolean       *gone,
           GError        **error)
{
  g_autoptr(GError) problem = NULL;
  FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_START, &problem);

  *gone = FALSE;
  if (g_error_matches (problem, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE))
    {
      if (!leave_to_other (context, problem, fleet, gone, error))
        return FALSE;
    }
  else if (engine == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  else if (!find_again (context, engine, fleet))
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                   "fleet %s is gone: somebody else destroyed it meanwhile", flo_fleet_get_id (*fleet));
      return FALSE;
    }
  else
    {
      if (!mark (context, engine, *fleet, error))
        return FALSE;
      wait_for_end (context, *fleet);
    }
  *gone = *gone || flo_fleet_get_state (*fleet) == FLO_FLEET_DESTROYED;
  return TRUE;
}

/* Destroys and proves it. */
static FloCliExit
carry_out (FloCliContext  *context,
           FloFleet      **fleet,
           GListModel     *before,
           GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(GListModel) left = NULL;
  g_autofree char *what = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *message = NULL;
  const char *problem;
  gboolean gone;

  flo_cli_context_set_finishing (context, "the call to AWS that is under way");
  if (!end_fleet (context, fleet, &gone, error))
    return FLO_CLI_EXIT_FAILED;

  if (gone)
    {
      left = flo_cli_fleet_list_resources (context, *fleet, error);
      if (left == NULL)
        return FLO_CLI_EXIT_FAILED;
      print_result (output, *fleet, before, left);
      return g_list_model_get_n_items (left) == 0 ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_PARTLY;
    }

  problem = flo_fleet_get_problem (*fleet);
  what = g_strdup_printf ("%s (%s) is not destroyed yet%s%s", flo_fleet_get_name (*fleet), flo_fleet_get_id (*fleet),
                          problem != NULL ? ": " : "", problem != NULL ? problem : "");
  sentence = flo_cli_text_end (what);
  message = g_strdup_printf ("%s Go on with: flotillactl fleet destroy %s", sentence, flo_fleet_get_id (*fleet));
  flo_cli_output_complain (output, message);
  return flo_cli_context_is_interrupted (context) ? FLO_CLI_EXIT_INTERRUPTED : FLO_CLI_EXIT_PARTLY;
}

FloCliExit
flo_cli_fleet_destroy (FloCliContext  *context,
                       GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *name = flo_cli_arguments_get_operand (arguments, 0);
  FloFleet *found = flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_LOAD, error);
  g_autoptr(FloFleet) fleet = NULL;
  g_autoptr(GListModel) before = NULL;
  g_autofree char *question = NULL;

  if (found == NULL)
    return FLO_CLI_EXIT_FAILED;
  fleet = g_object_ref (found);
  before = flo_cli_fleet_list_resources (context, fleet, error);
  if (before == NULL)
    return FLO_CLI_EXIT_FAILED;
  print_resources (output, fleet, before);
  if (flo_cli_arguments_has (arguments, "dry-run"))
    {
      if (flo_cli_output_is_json (output))
        print_result (output, fleet, before, NULL);
      return FLO_CLI_EXIT_DONE;
    }

  question = g_strdup_printf ("Destroy %s? It cannot be undone.", flo_fleet_get_name (fleet));
  if (!flo_cli_prompt_confirm (context, question, error))
    return FLO_CLI_EXIT_FAILED;
  return carry_out (context, &fleet, before, error);
}
