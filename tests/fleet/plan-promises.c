/* plan-promises.c: what is true of every plan, whatever the world it is made in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-promises.h"

#include <string.h>

#include "fleet/flo-fleet-json.h"

/* What CreateFleet, TerminateInstances and DeleteFleets take at most. */
#define MOST_OVERRIDES 300
#define MOST_IDS 1000
#define MOST_FLEETS 25


gint64
life_get_time (Life *self)
{
  return (CLOUD_START + cloud_get_now (self->cloud)) * G_USEC_PER_SEC;
}

void
break_promise (Life       *self,
               const char *format,
               ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  if (self->broken != NULL)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->broken = g_strdup_printf ("at %" G_GINT64_FORMAT " s: %s", cloud_get_now (self->cloud), text);
}

char *
life_write_plan (const FloPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloAction *action = g_ptr_array_index (plan->actions, i);

      g_string_append_printf (text, "%s | %s | %s | %s | %s\n",
                              flo_action_kind_get_word (flo_action_get_kind (action)), flo_action_get_title (action),
                              flo_action_get_reason (action), flo_action_get_token (action),
                              flo_action_get_parameters (action));
    }
  for (guint i = 0; i < plan->n_steps; i++)
    g_string_append_printf (text, "%s %u/%u\n", plan->steps[i].word, plan->steps[i].done, plan->steps[i].total);
  g_string_append_printf (text, "%s %d %d %" G_GINT64_FORMAT " %d %d %u %s %u %s %s %d\n", plan->problem, plan->category,
                          plan->blocked, plan->wait_until, plan->look_closer, plan->short_of_spot, plan->stand_ins,
                          plan->fallback, plan->budget_level, plan->budget_title, plan->budget, plan->complete);
  g_string_append_printf (text, "%s %u\n", plan->standby, plan->standing_in);
  g_string_append_printf (text, "%d %s %s\n", plan->launch, plan->launch_title, plan->launch_reason);

  return g_string_free (text, FALSE);
}

gboolean
life_is_text (const char *text)
{
  return text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL) && strchr (text, '\n') == NULL;
}

static void
check_token (Life      *self,
             FloAction *action)
{
  const char *token = flo_action_get_token (action);

  if (!life_is_text (token) || strlen (token) > 64 || strstr (token, CLOUD_FLEET) == NULL)
    {
      break_promise (self, "\"%s\" has the token %s", flo_action_get_title (action), token);
      return;
    }
  for (guint i = 0; i < flo_history_get_n (self->history); i++)
    if (g_strcmp0 (flo_history_get (self->history, i)->token, token) == 0)
      break_promise (self, "\"%s\" has the token of an action before it: %s", flo_action_get_title (action), token);
}

static void
check_sizes (Life      *self,
             FloAction *action)
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));
  guint n_ids = flo_json_length (flo_json_get_array (parameters, "ids"));
  guint most = flo_action_get_kind (action) == FLO_ACTION_DELETE_FLEETS ? MOST_FLEETS : MOST_IDS;
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");

  if (n_ids > most)
    break_promise (self, "\"%s\" names %u ids, more than AWS takes", flo_action_get_title (action), n_ids);
  if (flo_action_get_kind (action) == FLO_ACTION_TERMINATE_INSTANCES && n_ids == 0)
    break_promise (self, "\"%s\" names nothing", flo_action_get_title (action));
  if (flo_json_length (overrides) > MOST_OVERRIDES)
    break_promise (self, "\"%s\" names %u pools, more than AWS takes", flo_action_get_title (action),
                   flo_json_length (overrides));
  if (flo_action_get_kind (action) == FLO_ACTION_CREATE_FLEET &&
      (flo_json_length (overrides) == 0 || flo_json_get_integer (parameters, "capacity") <= 0))
    break_promise (self, "\"%s\" can launch nothing", flo_action_get_title (action));
}

void
life_check_actions (Life          *self,
                    const FloPlan *plan)
{
  if (plan->actions->len > 500)
    break_promise (self, "%u actions are planned", plan->actions->len);
  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloAction *action = g_ptr_array_index (plan->actions, i);

      if (!life_is_text (flo_action_get_title (action)))
        break_promise (self, "an action has no title");
      if (!life_is_text (flo_action_get_reason (action)))
        break_promise (self, "\"%s\" has no reason", flo_action_get_title (action));
      if (flo_action_get_kind (action) == FLO_ACTION_WAIT)
        continue;
      check_token (self, action);
      check_sizes (self, action);
      for (guint k = i + 1; k < plan->actions->len; k++)
        if (g_strcmp0 (flo_action_get_token (action), flo_action_get_token (g_ptr_array_index (plan->actions, k))) == 0)
          break_promise (self, "two actions have the token %s", flo_action_get_token (action));
    }
  if (!plan->complete && plan->actions->len == 0 && !plan->look_closer && plan->problem == NULL && self->config->interruption.replace)
    break_promise (self, "there is nothing to do, nothing to wait for, no problem, and yet it is not complete");
}

void
life_check_standbys (Life           *self,
                     const FloPlan  *plan,
                     FloObservation *picture)
{
  guint running = 0, stopped = 0;

  if (self->destroy || !self->config->interruption.replace || self->world->stop_at + self->world->budget_hour +
      self->world->budget_day + self->world->budget_total + self->world->all_hour + self->world->all_day > 0)
    return;

  for (guint i = 0; i < picture->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (picture->instances, i);
      const FloPast *power = flo_history_find_power (self->history, instance->id);
      gboolean gone = flo_history_terminated (self->history, instance->id) != 0;

      running += !gone && (instance->standby ? instance->state <= FLO_SEEN_RUNNING
                                             : instance->state == FLO_SEEN_RUNNING && instance->reclaim == 0);
      stopped += !gone && instance->standby && instance->state == FLO_SEEN_STOPPED &&
                 (power == NULL || power->kind == FLO_ACTION_STOP_INSTANCE);
    }
  if (running >= self->config->capacity.nodes || stopped == 0)
    return;
  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloActionKind kind = flo_action_get_kind (g_ptr_array_index (plan->actions, i));

      if (kind == FLO_ACTION_START_INSTANCE)
        return;
      if (kind == FLO_ACTION_CREATE_FLEET)
        break;
    }
  break_promise (self, "%u nodes run, %" G_GINT64_FORMAT " are wanted, and %u standbys stay stopped", running,
                 self->config->capacity.nodes, stopped);
}
