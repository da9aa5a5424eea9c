/* flo-cli-fleet-watch.c: flotillactl fleet watch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet.h"

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
  FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_START, error);
  g_autoptr(GPtrArray) monitors = NULL;

  if (engine == NULL)
    return FLO_CLI_EXIT_FAILED;
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
