/* flo-fleet-requests.c: what a person asks of a fleet: sent, told with a way to take it back, or refused with the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-fleet-requests.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"
#include "config/flo-config-json.h"
#include "fleet/flo-fleet-number.h"

typedef struct _Request Request;

/* How a verb reaches the engine: with its argument (a node's id or a zone), without one, or in its own way. */
typedef void (*SendWith) (FloEngine           *engine,
                          FloFleet            *fleet,
                          const char          *argument,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
typedef void (*SendBare) (FloEngine           *engine,
                          FloFleet            *fleet,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);

typedef struct
{
  const char *verb;
  SendWith with;           /* (nullable): one of these two */
  SendBare bare;           /* (nullable) */
  const char *undo;        /* (nullable): the verb that takes it back */
  const char *done;        /* for the translator: first the fleet's name, then the argument */
  const char *heading;     /* (nullable): of the question; the argument */
  const char *question;    /* (nullable) */
  const char *button;      /* (nullable) */
} Verb;

struct _Request
{
  FloWindow *window;       /* (owned) */
  FloEngine *engine;       /* (owned) */
  FloFleet *fleet;         /* (owned) */
  const Verb *verb;
  char *argument;          /* (owned) */
  char *before;            /* (owned): the argument that takes it back */
  gboolean may_undo;
};

static void
scale_async (FloEngine           *engine,
             FloFleet            *fleet,
             const char          *argument,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  flo_engine_scale_async (engine, fleet, (guint) g_ascii_strtoull (argument, NULL, 10), cancellable, callback, user_data);
}

/* @argument: a config that the fleet had, as JSON */
static void
update_async (FloEngine           *engine,
              FloFleet            *fleet,
              const char          *argument,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (argument, -1, &problems);

  g_return_if_fail (config != NULL);

  flo_engine_update_async (engine, fleet, config, cancellable, callback, user_data);
}

static const Verb verbs[] = {
  {
    .verb = "scale", .with = scale_async, .undo = "scale",
    /* Translators: %1$s is a fleet's name, %2$s a number of nodes, "4" for example */
    .done = N_("“%1$s” shall have %2$s nodes"),
  },
  {
    .verb = "pause", .bare = flo_engine_pause_async, .undo = "resume",
    /* Translators: %1$s is a fleet's name */
    .done = N_("“%1$s” is paused: nothing is begun"),
  },
  {
    .verb = "resume", .bare = flo_engine_resume_async, .undo = "pause",
    /* Translators: %1$s is a fleet's name */
    .done = N_("“%1$s” goes on"),
  },
  {
    .verb = "replace", .with = flo_engine_replace_node_async, .undo = "keep",
    /* Translators: %2$s is an instance's id */
    .done = N_("%2$s will be replaced"), .heading = N_("Replace %s?"),
    .question = N_("A new node is launched in another pool; as soon as it runs, this one is ended, with everything on its "
                   "disks."),
    .button = N_("_Replace"),
  },
  {
    .verb = "drain", .with = flo_engine_drain_node_async, .undo = "keep",
    /* Translators: %2$s is an instance's id */
    .done = N_("%2$s will be drained"), .heading = N_("Drain %s?"),
    .question = N_("This node is ended when its drain time is over, with everything on its disks, even if no other node "
                   "could be launched in its place."),
    .button = N_("_Drain"),
  },
  {
    .verb = "keep", .with = flo_engine_keep_node_async,
    /* Translators: %2$s is an instance's id */
    .done = N_("%2$s is kept"),
  },
  {
    .verb = "move", .with = flo_engine_move_async, .undo = "allow",
    /* Translators: %1$s is a fleet's name, %2$s an Availability Zone */
    .done = N_("“%1$s” moves out of %2$s"),
  },
  {
    .verb = "allow", .with = flo_engine_allow_zone_async, .undo = "move",
    /* Translators: %1$s is a fleet's name, %2$s an Availability Zone */
    .done = N_("“%1$s” may use %2$s again"),
  },
  {
    .verb = "config", .with = update_async, .undo = "config",
    /* Translators: %1$s is a fleet's name */
    .done = N_("The config of “%1$s” was changed"),
  },
  {
    .verb = "take-over", .bare = flo_engine_take_over_async,
    /* Translators: %1$s is a fleet's name */
    .done = N_("“%1$s” will be driven by this computer"),
    /* Translators: %s is a fleet's name */
    .heading = N_("Take “%s” Over?"),
    .question = N_("Another computer drives this fleet. From then on this one does, and the other one only looks on. It takes "
                   "a few minutes, so that never both act."),
    .button = N_("_Take Over"),
  },
};

static const Verb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_strcmp0 (verbs[i].verb, name) == 0)
      return &verbs[i];
  return NULL;
}

static void
request_free (Request *self)
{
  g_object_unref (self->window);
  g_object_unref (self->engine);
  g_object_unref (self->fleet);
  g_free (self->argument);
  g_free (self->before);
  g_free (self);
}

static char *
fill (const char *words,
      const char *name,
      const char *argument)
{
  g_autoptr(GString) text = g_string_new (words);

  g_string_replace (text, "%1$s", name, 0);
  g_string_replace (text, "%2$s", argument, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
tell (Request *self)
{
  g_autofree char *text = fill (_(self->verb->done), flo_fleet_get_name (self->fleet), self->argument);

  if (!self->may_undo || self->verb->undo == NULL)
    flo_window_toast (self->window, text);
  else
    flo_window_toast_action (self->window, text, _("_Undo"), "win.fleet-request",
                             g_variant_new ("(sss)", flo_fleet_get_id (self->fleet), self->verb->undo, self->before));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Request *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!flo_engine_request_finish (FLO_ENGINE (object), result, &error))
    flo_error_dialog_show_error (GTK_WINDOW (self->window), _("This Was Not Done"), error);
  else
    {
      tell (self);
      flo_engine_wake (self->engine);
    }
  request_free (self);
}

static void
send (Request *self)
{
  if (self->verb->with != NULL)
    self->verb->with (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
  else
    self->verb->bare (self->engine, self->fleet, NULL, sent_cb, self);
}

static Request *
request_new (FloWindow  *window,
             FloEngine  *engine,
             FloFleet   *fleet,
             const Verb *verb,
             const char *argument)
{
  Request *self = g_new0 (Request, 1);

  self->window = g_object_ref (window);
  self->engine = g_object_ref (engine);
  self->fleet = g_object_ref (fleet);
  self->verb = verb;
  self->argument = g_strdup (argument);
  if (g_str_equal (verb->verb, "scale"))
    self->before = g_strdup_printf ("%u", flo_fleet_get_asked (fleet));
  else
    self->before = g_strdup (argument);
  self->may_undo = TRUE;
  return self;
}

void
flo_fleet_requests_tell_config (FloWindow  *window,
                                FloEngine  *engine,
                                FloFleet   *fleet,
                                const char *before)
{
  Request *request;

  g_return_if_fail (FLO_IS_WINDOW (window));
  g_return_if_fail (FLO_IS_ENGINE (engine));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  request = request_new (window, engine, fleet, find_verb ("config"), before != NULL ? before : "");
  request->may_undo = before != NULL;
  tell (request);
  flo_engine_wake (engine);
  request_free (request);
}

/* Too late to keep it. */
static gboolean
has_ended (FloFleet   *fleet,
           const char *id)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      if (g_str_equal (flo_node_get_id (node), id))
        return flo_node_get_state (node) == FLO_NODE_STOPPING || flo_node_get_state (node) == FLO_NODE_TERMINATED;
    }
  return TRUE;
}

void
flo_fleet_requests_send (FloWindow  *window,
                         FloEngine  *engine,
                         FloFleet   *fleet,
                         const char *verb,
                         const char *argument,
                         gboolean    may_undo)
{
  const Verb *found = find_verb (verb);
  Request *request;

  g_return_if_fail (FLO_IS_WINDOW (window));
  g_return_if_fail (FLO_IS_ENGINE (engine));
  g_return_if_fail (FLO_IS_FLEET (fleet));
  g_return_if_fail (found != NULL);

  if (g_str_equal (verb, "keep") && has_ended (fleet, argument))
    {
      /* Translators: %s is an instance's id */
      g_autofree char *text = g_strdup_printf (_("%s has ended already"), argument);

      flo_window_toast (window, text);
      return;
    }
  request = request_new (window, engine, fleet, found, argument);
  request->may_undo = may_undo;
  send (request);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Request          *self)
{
  if (g_str_equal (response, "do"))
    send (self);
  else
    request_free (self);
}

void
flo_fleet_requests_ask (FloWindow  *window,
                        FloEngine  *engine,
                        FloFleet   *fleet,
                        const char *verb,
                        const char *argument)
{
  const Verb *found = find_verb (verb);
  g_auto(GStrv) parts = NULL;
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  g_return_if_fail (FLO_IS_WINDOW (window));
  g_return_if_fail (FLO_IS_ENGINE (engine));
  g_return_if_fail (FLO_IS_FLEET (fleet));
  g_return_if_fail (found != NULL && found->heading != NULL);

  parts = g_strsplit (_(found->heading), "%s", 2);
  heading = g_strjoinv (argument, parts);
  dialog = adw_message_dialog_new (GTK_WINDOW (window), heading, _(found->question));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "do", _(found->button), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), request_new (window, engine, fleet, found, argument));
  gtk_window_present (GTK_WINDOW (dialog));
}
