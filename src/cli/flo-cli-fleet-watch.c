/* flo-cli-fleet-watch.c: flotillactl fleet watch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet.h"

#define LOOK_AGAIN_MS 3000

/* The fleets that are watched: the one that was named, or all of the account. */
static GPtrArray *
create_monitors (FloCliContext  *context,
                 FloEngine      *engine,
                 const char     *name,
                 GError        **error)
{
  g_autoptr(GPtrArray) monitors =
    g_ptr_array_new_with_free_func ((GDestroyNotify) flo_cli_fleet_monitor_free);
  GListModel *fleets = flo_engine_get_fleets (engine);

  if (name != NULL)
    {
      FloFleet *fleet = flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_START, error);

      if (fleet == NULL)
        return NULL;
      g_ptr_array_add (monitors,
                       flo_cli_fleet_monitor_new (context, fleet, FLO_CLI_MONITOR_EVENTS));
      return g_steal_pointer (&monitors);
    }
  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);

      g_ptr_array_add (monitors,
                       flo_cli_fleet_monitor_new (context, fleet, FLO_CLI_MONITOR_EVENTS));
    }
  return g_steal_pointer (&monitors);
}

/* The monitor that has followed @fleet so far, or a new one. */
static FloCliFleetMonitor *
find_monitor (FloCliContext *context,
              GHashTable    *monitors,
              FloFleet      *fleet)
{
  FloCliFleetMonitor *monitor = g_hash_table_lookup (monitors, flo_fleet_get_id (fleet));

  if (monitor == NULL)
    {
      monitor = flo_cli_fleet_monitor_new (context, fleet, FLO_CLI_MONITOR_EVENTS);
      g_hash_table_insert (monitors, g_strdup (flo_fleet_get_id (fleet)), monitor);
    }
  return monitor;
}

/* Another process runs the fleets: they are looked at again and again, as "fleet show" does, and what it
 * writes down about them is printed. */
static FloCliExit
look_on (FloCliContext  *context,
         const char     *name,
         GError        **error)
{
  g_autoptr(GHashTable) monitors =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                           (GDestroyNotify) flo_cli_fleet_monitor_free);
  gboolean found = FALSE;

  do
    {
      FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);
      GListModel *fleets = engine != NULL ? flo_engine_get_fleets (engine) : NULL;
      FloFleet *named = engine != NULL && name != NULL ? flo_engine_find (engine, name) : NULL;
      guint n_shown = 0;

      if (engine == NULL)
        return FLO_CLI_EXIT_FAILED;
      for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
        {
          g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);

          if (name != NULL && fleet != named)
            continue;
          flo_cli_fleet_monitor_look (find_monitor (context, monitors, fleet), fleet);
          n_shown++;
        }
      if (n_shown == 0 && name != NULL && !found)
        return flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_LOAD, error) != NULL
                 ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_FAILED;
      if (n_shown == 0)
        return FLO_CLI_EXIT_DONE;
      found = TRUE;
    }
  while (flo_cli_context_sleep (context, LOOK_AGAIN_MS));

  return FLO_CLI_EXIT_INTERRUPTED;
}

/* A fleet leaves the engine's list when it is destroyed. */
static gboolean
is_anything_left (FloEngine  *engine,
                  const char *name)
{
  if (name != NULL)
    return flo_engine_find (engine, name) != NULL;
  return g_list_model_get_n_items (flo_engine_get_fleets (engine)) > 0;
}

FloCliExit
flo_cli_fleet_watch (FloCliContext  *context,
                     GError        **error)
{
  const char *name = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  g_autoptr(GError) start_error = NULL;
  FloEngine *engine =
    flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_START, &start_error);
  g_autoptr(GPtrArray) monitors = NULL;

  if (g_error_matches (start_error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE))
    {
      flo_cli_output_note (flo_cli_context_get_output (context), "%s Looking on.",
                           start_error->message);
      return look_on (context, name, error);
    }
  if (engine == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&start_error));
      return FLO_CLI_EXIT_FAILED;
    }
  monitors = create_monitors (context, engine, name, error);
  if (monitors == NULL)
    return FLO_CLI_EXIT_FAILED;

  flo_cli_context_set_finishing (context, "the call to AWS that is under way");
  while (is_anything_left (engine, name))
    if (!flo_cli_context_turn (context))
      {
        flo_cli_context_stop_engine (context);
        return FLO_CLI_EXIT_INTERRUPTED;
      }
  return FLO_CLI_EXIT_DONE;
}
