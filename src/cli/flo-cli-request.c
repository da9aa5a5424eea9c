/* flo-cli-request.c: asking something of a living fleet, and waiting until it is so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet-update.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-request.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "fleet/plan/flo-load.h"

#define DEFAULT_WAIT_SECONDS 900
#define MAX_WAIT_SECONDS 86400
#define LOOK_AGAIN_MS 3000

/* @word: the command's verb; @question: what is asked, with the node or zone, then the fleet's name; @done: the same, when
 * it is so */
typedef struct
{
  const char *word;
  const char *question;
  const char *done;
} Verb;

static const Verb verbs[] = {
  [FLO_CLI_REQUEST_SCALE] = { "scale", "Scale {fleet} to {nodes}?", "{fleet} has {nodes}" },
  [FLO_CLI_REQUEST_PAUSE] = { "pause", "Pause {fleet}?", "{fleet} is paused: nothing is begun" },
  [FLO_CLI_REQUEST_RESUME] = { "resume", "Resume {fleet}?", "{fleet} goes on, and has all its nodes" },
  [FLO_CLI_REQUEST_MIGRATE] = { "migrate", "Move {fleet} out of {what}?", "{fleet} has no node in {what} any more" },
  [FLO_CLI_REQUEST_ALLOW] = { "allow", "Let {fleet} use {what} again?", "{fleet} may use {what}" },
  [FLO_CLI_REQUEST_UPDATE] = { "update", "Give {fleet} this config?", "{fleet} has config revision {revision}" },
  [FLO_CLI_REQUEST_TAKE_OVER] = { "take-over", "Have {fleet} driven by this computer?", "This computer drives {fleet}" },
  [FLO_CLI_REQUEST_REPLACE] = { "replace", "Replace {what} of {fleet}?", "{what} of {fleet} is replaced" },
  [FLO_CLI_REQUEST_DRAIN] = { "drain", "Drain {what} of {fleet}?", "{what} of {fleet} is drained and ended" },
  [FLO_CLI_REQUEST_KEEP] = { "keep", "Keep {what} of {fleet}?", "{what} of {fleet} may stay" },
};

const FloCliOption FLO_CLI_REQUEST_OPTIONS[] = {
  { "no-wait", 0, NULL, "write the request down and leave it to whoever runs the fleets" },
  { "wait", 0, "SECONDS", "wait so long until it is done (900), then say what is missing" },
  { NULL },
};

FloCliRequest *
flo_cli_request_new (FloCliRequestKind  kind,
                     FloCliContext     *context,
                     FloFleet          *fleet,
                     const char        *what)
{
  FloCliRequest *self = g_new0 (FloCliRequest, 1);

  self->kind = kind;
  self->context = context;
  self->fleet = g_object_ref (fleet);
  self->id = g_strdup (flo_fleet_get_id (fleet));
  self->what = g_strdup (what);
  return self;
}

void
flo_cli_request_free (FloCliRequest *self)
{
  g_object_unref (self->fleet);
  g_free (self->id);
  g_free (self->what);
  g_clear_pointer (&self->config, flo_config_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

const char *
flo_cli_request_get_word (const FloCliRequest *self)
{
  return verbs[self->kind].word;
}

static char *
fill (const FloCliRequest *self,
      const char          *words)
{
  g_autoptr(GString) text = g_string_new (words);
  g_autofree char *nodes = g_strdup_printf ("%u node%s", self->nodes, self->nodes == 1 ? "" : "s");
  g_autofree char *revision = g_strdup_printf ("%u", self->revision);

  g_string_replace (text, "{fleet}", flo_fleet_get_name (self->fleet), 0);
  g_string_replace (text, "{what}", self->what != NULL ? self->what : "", 0);
  g_string_replace (text, "{nodes}", nodes, 0);
  g_string_replace (text, "{revision}", revision, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- asking ---- */

static gboolean
record (FloCliRequest  *self,
        GError        **error)
{
  FloEngine *engine = flo_cli_context_get_engine (self->context);
  GCancellable *cancellable = flo_cli_context_get_cancellable (self->context);
  GAsyncReadyCallback ready = flo_cli_context_ready_cb;

  switch (self->kind)
    {
    case FLO_CLI_REQUEST_SCALE:
      flo_engine_scale_async (engine, self->fleet, self->nodes, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_PAUSE:
      flo_engine_pause_async (engine, self->fleet, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_RESUME:
      flo_engine_resume_async (engine, self->fleet, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_MIGRATE:
      flo_engine_move_async (engine, self->fleet, self->what, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_ALLOW:
      flo_engine_allow_zone_async (engine, self->fleet, self->what, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_UPDATE:
      flo_engine_update_async (engine, self->fleet, self->config, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_TAKE_OVER:
      flo_engine_take_over_async (engine, self->fleet, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_REPLACE:
      flo_engine_replace_node_async (engine, self->fleet, self->what, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_DRAIN:
      flo_engine_drain_node_async (engine, self->fleet, self->what, cancellable, ready, self->context);
      break;
    case FLO_CLI_REQUEST_KEEP:
    default:
      flo_engine_keep_node_async (engine, self->fleet, self->what, cancellable, ready, self->context);
      break;
    }
  return flo_engine_request_finish (engine, flo_cli_context_wait (self->context), error);
}

/* ---- waiting ---- */

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The config had its say since, and wants another number: the one that was asked for will not be there any more. */
static gboolean
is_overtaken (const FloCliRequest *self)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  FloScheduleSlot slot;

  if (self->kind != FLO_CLI_REQUEST_SCALE || self->begun == 0)
    return FALSE;
  if (flo_config_find_slot (config, now, &slot) && slot.since > self->begun)
    return TRUE;

  return flo_config_get_source (config) != FLO_SCALE_BY_NONE && now - self->begun >= FLO_LOAD_HOLD;
}

/* Nothing comes of waiting longer: a person is needed first, or the fleet goes. */
static gboolean
is_stuck (const FloCliRequest *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);

  if (self->kind == FLO_CLI_REQUEST_TAKE_OVER)
    return state == FLO_FLEET_DESTROYED;

  return is_overtaken (self) || flo_fleet_get_driver (self->fleet) != NULL || state == FLO_FLEET_DESTROYING
         || state == FLO_FLEET_DESTROYED
         || (flo_fleet_get_observed_at (self->fleet) != 0
             && (state == FLO_FLEET_BLOCKED || state == FLO_FLEET_PAUSED));
}

static void
show_progress (const FloCliRequest *self)
{
  if (flo_fleet_get_observed_at (self->fleet) != 0)
    flo_cli_output_progress (flo_cli_context_get_output (self->context), "running", flo_fleet_get_running (self->fleet),
                             flo_fleet_get_wanted (self->fleet));
}

/* We run the fleet. */
static void
run_until_done (FloCliRequest  *self,
                const gboolean *is_up)
{
  g_autoptr(FloCliFleetMonitor) monitor =
    flo_cli_fleet_monitor_new (self->context, self->fleet, FLO_CLI_MONITOR_STEPS);

  while (!*is_up && !flo_cli_request_is_done (self) && !is_stuck (self))
    {
      show_progress (self);
      if (!flo_cli_context_turn (self->context))
        break;
    }
  show_progress (self);
}

/* Gone since it was looked at last: FALSE with an error. */
static gboolean
find_again (FloCliRequest  *self,
            FloEngine      *engine,
            GError        **error)
{
  FloFleet *fleet = flo_engine_find (engine, self->id);

  if (fleet == NULL)
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND, "%s (%s) is gone: somebody destroyed it meanwhile",
                 flo_fleet_get_name (self->fleet), self->id);
  else
    g_set_object (&self->fleet, fleet);
  return fleet != NULL;
}

/* Another process runs it: looked at again and again, until that process has done it, or has ended; then we run it. */
static gboolean
wait_for_other (FloCliRequest   *self,
                const GError    *other,
                const gboolean  *is_up,
                GError         **error)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autoptr(FloCliFleetMonitor) monitor =
    flo_cli_fleet_monitor_new (self->context, self->fleet, FLO_CLI_MONITOR_STEPS);

  flo_cli_output_note (output, "%s. It carries this out; looking on.", other->message);
  while (!*is_up && !is_stuck (self) && flo_cli_context_sleep (self->context, LOOK_AGAIN_MS))
    {
      g_autoptr(GError) problem = NULL;
      FloEngine *engine = flo_cli_context_require_engine (self->context, NULL, FLO_CLI_ENGINE_START, &problem);

      if (engine != NULL)
        {
          flo_cli_output_note (output, "The other process has ended: going on here.");
          g_clear_pointer (&monitor, flo_cli_fleet_monitor_free);
          if (!find_again (self, engine, error))
            return FALSE;
          run_until_done (self, is_up);
          return TRUE;
        }
      engine = flo_cli_context_require_engine (self->context, NULL, FLO_CLI_ENGINE_LOAD, error);
      if (engine == NULL || !find_again (self, engine, error))
        return FALSE;
      flo_cli_fleet_monitor_look (monitor, self->fleet);
      show_progress (self);
      if (flo_cli_request_is_done (self))
        break;
    }
  return TRUE;
}

static gboolean
carry_out (FloCliRequest  *self,
           gint64          seconds,
           GError        **error)
{
  g_autoptr(GError) problem = NULL;
  FloEngine *engine;
  gboolean is_up = FALSE, found = TRUE;
  guint timer = 0;

  flo_cli_context_set_finishing (self->context, "the call to AWS that is under way");
  engine = flo_cli_context_require_engine (self->context, NULL, FLO_CLI_ENGINE_START, &problem);
  if (engine == NULL && !g_error_matches (problem, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  timer = g_timeout_add_seconds ((guint) seconds, time_is_up_cb, &is_up);
  if (engine == NULL)
    found = wait_for_other (self, problem, &is_up, error);
  else if ((found = find_again (self, engine, error)))
    run_until_done (self, &is_up);
  if (!is_up)
    g_source_remove (timer);
  flo_cli_context_stop_engine (self->context);
  return found;
}

/* ---- the end ---- */

void
flo_cli_request_print_json (FloCliRequest *self)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!flo_cli_output_is_json (output))
    return;
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "request", flo_cli_request_get_word (self));
  flo_cli_json_add_string (builder, "subject", self->what);
  flo_cli_json_add_boolean (builder, "done", flo_cli_request_is_done (self));
  flo_cli_json_add_money (builder, "per_hour_before", self->now);
  flo_cli_json_add_money (builder, "per_hour_then", self->then);
  if (self->changes != NULL)
    flo_cli_update_add_json (builder, self);
  json_builder_set_member_name (builder, "fleet");
  flo_cli_json_fleet (builder, self->fleet, TRUE);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static FloCliExit
say_not_done (FloCliRequest *self)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  const char *problem = flo_fleet_get_problem (self->fleet);
  const char *name = flo_fleet_get_name (self->fleet);
  gboolean paused = flo_fleet_get_state (self->fleet) == FLO_FLEET_PAUSED;
  g_autofree char *message = NULL;

  if (is_overtaken (self))
    {
      message = g_strdup_printf ("%s has not come to its end: meanwhile the config wants another number. It has %u nodes. "
                                 "%s", flo_cli_request_get_word (self), flo_fleet_get_running (self->fleet),
                                 flo_fleet_get_scaling (self->fleet) != NULL ? flo_fleet_get_scaling (self->fleet) : "");
      flo_cli_output_complain (output, message);
      return FLO_CLI_EXIT_REFUSED;
    }

  if (problem == NULL)
    problem = flo_fleet_get_driver (self->fleet);
  message =
    g_strdup_printf ("%s is not done yet, but written down: %u of %u nodes of %s run%s%s. It goes on with: flotillactl fleet "
                     "%s %s", flo_cli_request_get_word (self), flo_fleet_get_running (self->fleet),
                     flo_fleet_get_wanted (self->fleet), name, problem != NULL ? "; " : paused ? "; it is paused" : "",
                     problem != NULL ? problem : "", paused ? "resume" : "watch", name);

  flo_cli_output_complain (output, message);
  return flo_cli_context_is_interrupted (self->context) ? FLO_CLI_EXIT_INTERRUPTED
                                                        : flo_cli_exit_from_fleet (self->fleet);
}

static FloCliExit
report (FloCliRequest *self)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autofree char *done = fill (self, verbs[self->kind].done);
  g_autofree char *per_hour = flo_money_format (flo_fleet_get_per_hour (self->fleet));

  flo_cli_request_print_json (self);
  if (!flo_cli_request_is_done (self))
    return say_not_done (self);
  flo_cli_output_print (output, "%s; %u of %u nodes run, %s an hour.\n", done, flo_fleet_get_running (self->fleet),
                        flo_fleet_get_wanted (self->fleet), per_hour);
  return FLO_CLI_EXIT_DONE;
}

/* Written down already, and so: nobody has to be asked. */
static gboolean
is_nothing_to_do (FloCliRequest *self)
{
  g_autofree char *done = NULL;

  if (!flo_cli_request_is_done (self))
    return FALSE;
  done = fill (self, verbs[self->kind].done);
  flo_cli_output_note (flo_cli_context_get_output (self->context), "%s already: nothing to do.", done);
  self->now = self->then = flo_fleet_get_per_hour (self->fleet);
  flo_cli_request_print_json (self);
  return TRUE;
}

FloCliExit
flo_cli_request_run (FloCliRequest  *self,
                     GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (self->context);
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autofree char *question = fill (self, verbs[self->kind].question);
  gint64 seconds = DEFAULT_WAIT_SECONDS;

  if (!flo_cli_arguments_get_integer (arguments, "wait", 0, MAX_WAIT_SECONDS, &seconds, error))
    return FLO_CLI_EXIT_USAGE;
  if (is_nothing_to_do (self))
    return FLO_CLI_EXIT_DONE;
  flo_cli_request_preview (self);
  if (flo_cli_arguments_has (arguments, "dry-run"))
    {
      flo_cli_request_print_json (self);
      return FLO_CLI_EXIT_DONE;
    }
  if (!flo_cli_prompt_confirm (self->context, question, error) || !record (self, error))
    return FLO_CLI_EXIT_FAILED;
  self->begun = g_get_real_time () / G_USEC_PER_SEC;
  if (!flo_cli_request_takes_time (self))
    return report (self);
  if (flo_cli_arguments_has (arguments, "no-wait"))
    {
      flo_cli_output_note (output, "Written down. Whoever runs the fleets of this account carries it out; if nothing does: "
                           "flotillactl fleet watch %s", flo_fleet_get_name (self->fleet));
      flo_cli_request_print_json (self);
      return FLO_CLI_EXIT_DONE;
    }
  if (!carry_out (self, seconds, error))
    return FLO_CLI_EXIT_FAILED;
  return report (self);
}

/* ---- the commands of a fleet ---- */

/* Of the fleet that is the first operand, about the second, if there is one. */
static FloCliRequest *
require (FloCliContext      *context,
         FloCliRequestKind   kind,
         GError            **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloFleet *fleet = flo_cli_context_require_fleet (context, flo_cli_arguments_get_operand (arguments, 0),
                                                   FLO_CLI_ENGINE_LOAD, error);

  return fleet != NULL ? flo_cli_request_new (kind, context, fleet, flo_cli_arguments_get_operand (arguments, 1)) : NULL;
}

static FloCliExit
run (FloCliContext      *context,
     FloCliRequestKind   kind,
     GError            **error)
{
  g_autoptr(FloCliRequest) request = require (context, kind, error);

  return request != NULL ? flo_cli_request_run (request, error) : FLO_CLI_EXIT_FAILED;
}

FloCliExit
flo_cli_fleet_scale (FloCliContext  *context,
                     GError        **error)
{
  const char *text = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 1);
  g_autoptr(FloCliRequest) request = NULL;
  guint64 nodes = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, FLO_WISHES_MAX_NODES, &nodes, NULL))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "how many nodes? %s is not a whole number from 0 to %u", text,
                   FLO_WISHES_MAX_NODES);
      return FLO_CLI_EXIT_USAGE;
    }
  request = require (context, FLO_CLI_REQUEST_SCALE, error);
  if (request == NULL)
    return FLO_CLI_EXIT_FAILED;
  request->nodes = (guint) nodes;
  return flo_cli_request_run (request, error);
}

FloCliExit
flo_cli_fleet_pause (FloCliContext  *context,
                     GError        **error)
{
  return run (context, FLO_CLI_REQUEST_PAUSE, error);
}

FloCliExit
flo_cli_fleet_resume (FloCliContext  *context,
                      GError        **error)
{
  return run (context, FLO_CLI_REQUEST_RESUME, error);
}

FloCliExit
flo_cli_fleet_migrate (FloCliContext  *context,
                       GError        **error)
{
  return run (context, FLO_CLI_REQUEST_MIGRATE, error);
}

FloCliExit
flo_cli_fleet_allow (FloCliContext  *context,
                     GError        **error)
{
  return run (context, FLO_CLI_REQUEST_ALLOW, error);
}

FloCliExit
flo_cli_fleet_take_over (FloCliContext  *context,
                         GError        **error)
{
  return run (context, FLO_CLI_REQUEST_TAKE_OVER, error);
}
