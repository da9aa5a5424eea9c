/* flo-fleet-requests.c: what a person asks of a fleet: sent, told with a way to take it back, or refused with the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-fleet-requests.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"

typedef struct
{
  const char *verb;
  const char *undo;        /* (nullable): the verb that takes it back */
  const char *done;        /* for the translator: first the fleet's name, then the argument */
  const char *heading;     /* (nullable): of the question; the argument */
  const char *question;    /* (nullable) */
  const char *button;      /* (nullable) */
} Verb;

typedef struct
{
  FloWindow *window;       /* (owned) */
  FloEngine *engine;       /* (owned) */
  FloFleet *fleet;         /* (owned) */
  const Verb *verb;
  char *argument;          /* (owned) */
  char *before;            /* (owned): the argument that takes it back */
  gboolean may_undo;
} Request;

static const Verb verbs[] = {
  /* Translators: %1$s is a fleet's name, %2$s a number of nodes, "4" for example */
  { "scale", "scale", N_("“%1$s” shall have %2$s nodes"), NULL, NULL, NULL },
  /* Translators: %1$s is a fleet's name */
  { "pause", "resume", N_("“%1$s” is paused: nothing is begun"), NULL, NULL, NULL },
  /* Translators: %1$s is a fleet's name */
  { "resume", "pause", N_("“%1$s” goes on"), NULL, NULL, NULL },
  /* Translators: %2$s is an instance's id */
  { "replace", "keep", N_("%2$s will be replaced"), N_("Replace %s?"),
    N_("A new node is launched in another pool; as soon as it runs, this one is ended, with everything on its disks."),
    N_("_Replace") },
  /* Translators: %2$s is an instance's id */
  { "drain", "keep", N_("%2$s will be drained"), N_("Drain %s?"),
    N_("This node is ended when its drain time is over, with everything on its disks, even if no other node could be "
       "launched in its place."), N_("_Drain") },
  /* Translators: %2$s is an instance's id */
  { "keep", NULL, N_("%2$s is kept"), NULL, NULL, NULL },
  /* Translators: %1$s is a fleet's name, %2$s an Availability Zone */
  { "move", "allow", N_("“%1$s” moves out of %2$s"), NULL, NULL, NULL },
  /* Translators: %1$s is a fleet's name, %2$s an Availability Zone */
  { "allow", "move", N_("“%1$s” may use %2$s again"), NULL, NULL, NULL },
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
  const char *verb = self->verb->verb;

  if (g_str_equal (verb, "scale"))
    flo_engine_scale_async (self->engine, self->fleet, (guint) g_ascii_strtoull (self->argument, NULL, 10), NULL, sent_cb,
                            self);
  else if (g_str_equal (verb, "pause"))
    flo_engine_pause_async (self->engine, self->fleet, NULL, sent_cb, self);
  else if (g_str_equal (verb, "resume"))
    flo_engine_resume_async (self->engine, self->fleet, NULL, sent_cb, self);
  else if (g_str_equal (verb, "replace"))
    flo_engine_replace_node_async (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
  else if (g_str_equal (verb, "drain"))
    flo_engine_drain_node_async (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
  else if (g_str_equal (verb, "keep"))
    flo_engine_keep_node_async (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
  else if (g_str_equal (verb, "move"))
    flo_engine_move_async (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
  else
    flo_engine_allow_zone_async (self->engine, self->fleet, self->argument, NULL, sent_cb, self);
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
    self->before = g_strdup_printf ("%u", flo_wishes_get_nodes (flo_fleet_get_wishes (fleet),
                                                                (guint) flo_fleet_get_config (fleet)->capacity.nodes));
  else
    self->before = g_strdup (argument);
  self->may_undo = TRUE;
  return self;
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
