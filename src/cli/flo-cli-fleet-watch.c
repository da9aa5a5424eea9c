/* flo-cli-fleet-watch.c: flotillactl fleet watch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet-screen.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-terminal.h"

#define LOOK_AGAIN_MS 3000

const FloCliOption FLO_CLI_FLEET_WATCH_OPTIONS[] = {
  { "plain", 0, NULL, "print a line for whatever happens, also on a terminal" },
  { NULL },
};

/* ---- a picture of one fleet, redrawn in place ---- */

typedef struct
{
  FloFleet *fleet;            /* (owned) */
  FloCliTerminal *terminal;   /* (owned) */
} Picture;

static GPtrArray *
draw (guint    columns,
      guint    rows,
      gboolean colour,
      gpointer user_data)
{
  Picture *self = user_data;

  return flo_cli_fleet_screen_draw (self->fleet, columns, rows, colour, g_get_real_time () / G_USEC_PER_SEC);
}

static void
connect_lists (Picture *self)
{
  GListModel *lists[] = { flo_fleet_get_nodes (self->fleet), flo_fleet_get_events (self->fleet),
                          flo_fleet_get_next_actions (self->fleet), flo_fleet_get_zone_costs (self->fleet) };

  g_signal_connect_swapped (self->fleet, "notify", G_CALLBACK (flo_cli_terminal_queue_draw), self->terminal);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_swapped (lists[i], "items-changed", G_CALLBACK (flo_cli_terminal_queue_draw), self->terminal);
}

static void
disconnect_lists (Picture *self)
{
  GListModel *lists[] = { flo_fleet_get_nodes (self->fleet), flo_fleet_get_events (self->fleet),
                          flo_fleet_get_next_actions (self->fleet), flo_fleet_get_zone_costs (self->fleet) };

  g_signal_handlers_disconnect_by_data (self->fleet, self->terminal);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_handlers_disconnect_by_data (lists[i], self->terminal);
}

static Picture *
picture_new (FloFleet *fleet)
{
  Picture *self = g_new0 (Picture, 1);

  self->fleet = g_object_ref (fleet);
  self->terminal = flo_cli_terminal_new (draw, self);
  connect_lists (self);
  return self;
}

/* A later look at the same fleet. */
static void
picture_set_fleet (Picture  *self,
                   FloFleet *fleet)
{
  disconnect_lists (self);
  g_set_object (&self->fleet, fleet);
  connect_lists (self);
  flo_cli_terminal_queue_draw (self->terminal);
}

static void
picture_free (Picture *self)
{
  disconnect_lists (self);
  flo_cli_terminal_free (self->terminal);
  g_object_unref (self->fleet);
  g_free (self);
}

static gboolean
is_picture_wanted (FloCliContext *context,
                   const char    *name)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);

  return name != NULL && !flo_cli_arguments_has (arguments, "plain") && !flo_cli_arguments_has (arguments, "json") &&
         !flo_cli_arguments_has (arguments, "quiet") && flo_cli_terminal_is_possible ();
}

/* What is left on the terminal when the picture is gone. */
static FloCliExit
leave_picture (FloCliContext *context,
               Picture       *picture,
               gboolean       ours)
{
  g_autoptr(FloFleet) fleet = g_object_ref (picture->fleet);
  gboolean left = flo_cli_terminal_is_left (picture->terminal);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autofree char *nodes = flo_cli_fleet_describe_nodes (fleet);

  picture_free (picture);
  flo_cli_output_print (output, "%s: %s, %s\n", flo_fleet_get_name (fleet),
                        flo_cli_fleet_get_state_word (fleet), nodes);
  if (ours && flo_fleet_get_state (fleet) != FLO_FLEET_DESTROYED)
    flo_cli_output_note (output, "Its nodes run on and cost money; they are replaced while fleet watch or the window "
                         "runs.");
  return left ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_INTERRUPTED;
}

static FloCliExit
show_picture (FloCliContext  *context,
              const char     *name,
              GError        **error)
{
  FloFleet *fleet = flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_START, error);
  Picture *picture;
  FloCliExit code;

  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  picture = picture_new (fleet);
  flo_cli_context_set_finishing (context, "the call to AWS that is under way");
  while (flo_engine_find (flo_cli_context_get_engine (context), name) != NULL)
    if (!flo_cli_context_turn (context))
      {
        code = leave_picture (context, picture, TRUE);
        flo_cli_context_stop_engine (context);
        return code;
      }
  leave_picture (context, picture, TRUE);
  return FLO_CLI_EXIT_DONE;
}

/* Another process runs the fleet: it is looked at again and again. */
static FloCliExit
look_at_picture (FloCliContext  *context,
                 const char     *name,
                 GError        **error)
{
  FloFleet *fleet = flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_LOAD, error);
  Picture *picture;

  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  picture = picture_new (fleet);
  while (flo_cli_context_sleep (context, LOOK_AGAIN_MS))
    {
      FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);

      if (flo_cli_context_is_interrupted (context))
        {
          g_clear_error (error);
          break;
        }
      fleet = engine != NULL ? flo_engine_find (engine, name) : NULL;
      if (fleet == NULL)
        {
          g_autoptr(FloFleet) ended = flo_cli_context_recall_fleet (context, flo_fleet_get_id (picture->fleet), NULL);

          if (ended != NULL)
            picture_set_fleet (picture, ended);
          leave_picture (context, picture, FALSE);
          return engine != NULL ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_FAILED;
        }
      picture_set_fleet (picture, fleet);
    }
  return leave_picture (context, picture, FALSE);
}

/* ---- lines ---- */

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

/* Prints the end of those that have been destroyed since the last look. */
static void
tell_ends (FloCliContext *context,
           FloEngine     *engine,
           GHashTable    *monitors)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_hash_table_iter_init (&iter, monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    {
      g_autoptr(FloFleet) ended = NULL;

      if (flo_engine_find (engine, id) != NULL)
        continue;
      ended = flo_cli_context_recall_fleet (context, id, NULL);
      if (ended != NULL)
        flo_cli_fleet_monitor_look (monitor, ended);
      g_hash_table_iter_remove (&iter);
    }
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
      tell_ends (context, engine, monitors);
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
      flo_cli_output_note (flo_cli_context_get_output (context), "%s. Looking on.",
                           start_error->message);
      return is_picture_wanted (context, name) ? look_at_picture (context, name, error)
                                               : look_on (context, name, error);
    }
  if (engine == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&start_error));
      return FLO_CLI_EXIT_FAILED;
    }
  if (is_picture_wanted (context, name))
    return show_picture (context, name, error);
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
