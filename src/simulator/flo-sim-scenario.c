/* flo-sim-scenario.c: control commands at set times
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-scenario.h"

#include "simulator/flo-sim-control.h"
#include "simulator/flo-sim-json.h"

struct _FloSimScenario
{
  FloSimServer *server; /* (unowned) */
  GPtrArray    *acts;   /* (element-type Act) (owned) */
};

typedef struct
{
  FloSimScenario *scenario; /* (unowned) */
  JsonObject     *event;    /* (owned) */
  guint           source;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_handle_id (&act->source, g_source_remove);
  json_object_unref (act->event);
  g_free (act);
}

static gboolean
act_cb (gpointer user_data)
{
  Act *act = user_data;
  const char *command = flo_sim_json_get (act->event, "do");
  g_autofree char *problem = NULL;
  g_autoptr (JsonObject) reply = NULL;

  act->source = 0;
  reply = flo_sim_control_do (act->scenario->server, command, act->event, &problem);
  if (reply == NULL)
    g_message ("The scenario's %s did nothing: %s", command, problem);
  return G_SOURCE_REMOVE;
}

static gboolean
add_act (FloSimScenario  *self,
         JsonObject      *event,
         guint            number,
         GError         **error)
{
  FloSimClock *clock = flo_sim_server_get_cloud (self->server)->clock;
  JsonNode *at = event != NULL ? json_object_get_member (event, "at") : NULL;
  double seconds = at != NULL && JSON_NODE_HOLDS_VALUE (at) ? json_node_get_double (at) : -1;
  Act *act;

  if (event == NULL || flo_sim_json_get (event, "do") == NULL || seconds < 0 || seconds > 1e6)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "Event %u needs \"at\", seconds from the start, and \"do\", a command", number);
      return FALSE;
    }
  act = g_new0 (Act, 1);
  act->scenario = self;
  act->event = json_object_ref (event);
  act->source = g_timeout_add (
      (guint) (flo_sim_clock_hurry (clock, (gint64) (seconds * FLO_SIM_SECOND)) / 1000), act_cb,
      act);
  g_ptr_array_add (self->acts, act);
  return TRUE;
}

FloSimScenario *
flo_sim_scenario_new (FloSimServer  *server,
                      const char    *path,
                      GError       **error)
{
  g_autoptr (FloSimScenario) self = g_new0 (FloSimScenario, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *events = NULL;
  JsonNode *root;

  self->server = server;
  self->acts = g_ptr_array_new_with_free_func (act_free);
  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    events = flo_sim_json_get_array (json_node_get_object (root), "events");
  if (events == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has no list \"events\"", path);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (events); i++)
    if (!add_act (self, flo_sim_json_nth (events, i), i + 1, error))
      {
        g_prefix_error (error, "%s: ", path);
        return NULL;
      }
  return g_steal_pointer (&self);
}

void
flo_sim_scenario_free (FloSimScenario *self)
{
  g_ptr_array_unref (self->acts);
  g_free (self);
}
