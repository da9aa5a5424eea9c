/* flo-practice-button.c: throws troubles at a fleet of the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-practice-button"

#include "app/fleet/flo-practice-button.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-practice-troubles.h"
#include "app/support/flo-error-dialog.h"
#include "app/window/flo-window.h"

struct _FloPracticeButton
{
  GtkWidget parent_instance;

  FloSession *session;          /* (owned) (nullable) */
  FloEngine *engine;            /* (owned) (nullable) */
  FloFleet *fleet;              /* (owned) (nullable) */
  char *victim;                 /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) */
  GtkWidget *button;
};

/* Commands on their way, one after the other. */
typedef struct
{
  FloPracticeButton *button;    /* (owned) */
  const FloPracticeTrouble *trouble;
  GPtrArray *commands;          /* (owned) (element-type FloPracticeCommand) */
  guint next;
  guint n_done;
  GError *error;                /* (owned) (nullable): the first one */
  char *done;                   /* (owned): the sentence */
} Throw;

G_DEFINE_FINAL_TYPE (FloPracticeButton, flo_practice_button, GTK_TYPE_WIDGET)

static void throw_next (Throw *self);

static void
throw_free (Throw *self)
{
  g_object_unref (self->button);
  g_ptr_array_unref (self->commands);
  g_clear_error (&self->error);
  g_free (self->done);
  g_free (self);
}

static void
toast (FloPracticeButton *self,
       const char        *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (FLO_IS_WINDOW (root))
    flo_window_toast (FLO_WINDOW (root), text);
}

/* Of many, some may have been taken back already: what happened to the others is what counts. */
static void
throw_finish (Throw *self)
{
  FloPracticeButton *button = self->button;

  if (self->n_done > 0)
    {
      toast (button, self->done);
      if (button->engine != NULL)
        flo_engine_wake (button->engine);
    }
  else if (self->error != NULL && !g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = flo_practice_troubles_describe_refusal (self->trouble, self->error);

      flo_error_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), _("Nothing Happened"), text);
    }
  throw_free (self);
}

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Throw *self = user_data;
  g_autoptr(GError) error = NULL;

  if (flo_practice_cloud_control_finish (FLO_PRACTICE_CLOUD (object), result, &error))
    self->n_done++;
  else if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  throw_next (self);
}

static void
throw_next (Throw *self)
{
  FloPracticeCloud *cloud = flo_session_get_practice_cloud (self->button->session);
  const FloPracticeCommand *command;

  if (self->next >= self->commands->len || g_cancellable_is_cancelled (self->button->cancellable))
    {
      throw_finish (self);
      return;
    }
  command = g_ptr_array_index (self->commands, self->next++);
  flo_practice_cloud_control_async (cloud, command->command, command->arguments, self->button->cancellable, told_cb,
                                    self);
}

/* practice.throw(name, zone): the zone is "" when it is not about one */
static void
throw_trouble (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  FloPracticeButton *self = FLO_PRACTICE_BUTTON (widget);
  const FloPracticeTrouble *trouble;
  g_autoptr(GPtrArray) commands = NULL;
  const char *name, *zone;
  Throw *throw;

  g_variant_get (parameter, "(&s&s)", &name, &zone);
  trouble = flo_practice_troubles_find (name);
  if (trouble == NULL || self->fleet == NULL || flo_session_get_practice_cloud (self->session) == NULL)
    return;
  commands = flo_practice_troubles_make (trouble, self->fleet, trouble->by_zone ? zone : NULL, self->victim);
  if (commands->len == 0)
    {
      toast (self, _("No Spot instance is running that this could happen to"));
      return;
    }
  throw = g_new0 (Throw, 1);
  throw->button = g_object_ref (self);
  throw->trouble = trouble;
  throw->commands = g_steal_pointer (&commands);
  if (trouble->by_zone)
    {
      g_auto(GStrv) parts = g_strsplit (_(trouble->done), "%s", 2);

      throw->done = g_strjoinv (zone, parts);
    }
  else
    throw->done = g_strdup (_(trouble->done));
  throw_next (throw);
}

static void
add_item (GMenu                    *menu,
          const FloPracticeTrouble *trouble,
          const char               *label,
          const char               *zone)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "practice.throw", "(ss)", trouble->name, zone);
  g_menu_append_item (menu, item);
}

static void
add_zones (FloPracticeButton        *self,
           GMenu                    *menu,
           const FloPracticeTrouble *trouble)
{
  g_auto(GStrv) zones = flo_practice_troubles_list_zones (self->fleet);
  g_autoptr(GMenu) submenu = g_menu_new ();

  for (guint i = 0; zones[i] != NULL; i++)
    {
      guint n_nodes = flo_practice_troubles_count_spot (self->fleet, zones[i]);
      g_autofree char *label = NULL;

      /* Translators: an Availability Zone and how many Spot nodes run in it */
      label = g_strdup_printf (ngettext ("%s (%u Spot node)", "%s (%u Spot nodes)", n_nodes), zones[i], n_nodes);
      add_item (submenu, trouble, label, zones[i]);
    }
  g_menu_append_submenu (menu, _(trouble->label), G_MENU_MODEL (submenu));
}

static GMenu *
create_menu (FloPracticeButton *self)
{
  static const char * const titles[] = { NULL, N_("_Health"), N_("_Capacity"), N_("_Prices"), N_("Answers of A_WS"), NULL };
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) parts = g_menu_new ();
  const FloPracticeTrouble *trouble;

  for (FloPracticeSubject subject = FLO_PRACTICE_INTERRUPT; subject <= FLO_PRACTICE_CALM; subject++)
    {
      g_autoptr(GMenu) part = g_menu_new ();

      for (guint i = 0; (trouble = flo_practice_troubles_nth (i)) != NULL; i++)
        {
          if (trouble->subject != subject)
            continue;
          if (trouble->by_zone)
            add_zones (self, part, trouble);
          else
            add_item (part, trouble, _(trouble->label), "");
        }
      if (titles[subject] != NULL)
        g_menu_append_submenu (parts, _(titles[subject]), G_MENU_MODEL (part));
      else
        g_menu_append_section (menu, NULL, G_MENU_MODEL (part));
      if (subject == FLO_PRACTICE_INTERRUPT)
        g_menu_append_section (menu, NULL, G_MENU_MODEL (parts));
    }
  return g_steal_pointer (&menu);
}

/* Anew each time: zones come and go. */
static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  FloPracticeButton *self = FLO_PRACTICE_BUTTON (user_data);
  g_autoptr(GMenu) menu = NULL;

  if (self->fleet == NULL)
    return;
  menu = create_menu (self);
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

static void
flo_practice_button_dispose (GObject *object)
{
  FloPracticeButton *self = FLO_PRACTICE_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->fleet);
  g_clear_object (&self->engine);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_practice_button_parent_class)->dispose (object);
}

static void
flo_practice_button_finalize (GObject *object)
{
  FloPracticeButton *self = FLO_PRACTICE_BUTTON (object);

  g_clear_object (&self->cancellable);
  g_free (self->victim);
  G_OBJECT_CLASS (flo_practice_button_parent_class)->finalize (object);
}

static void
flo_practice_button_class_init (FloPracticeButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_practice_button_dispose;
  object_class->finalize = flo_practice_button_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "practice.throw", "(ss)", throw_trouble);
}

static void
flo_practice_button_init (FloPracticeButton *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "weather-storm-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->button, _("Practice Troubles"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Practice Troubles"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
flo_practice_button_set_fleet (FloPracticeButton *self,
                               FloSession        *session,
                               FloFleet          *fleet)
{
  FloAccount *account;

  g_return_if_fail (FLO_IS_PRACTICE_BUTTON (self));
  g_return_if_fail (FLO_IS_SESSION (session));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  account = flo_session_get_account (session);
  g_set_object (&self->session, session);
  g_set_object (&self->engine, flo_session_get_engine (session));
  g_set_object (&self->fleet, fleet);
  gtk_widget_set_visible (GTK_WIDGET (self), account != NULL && flo_account_is_practice (account));
}

void
flo_practice_button_set_victim (FloPracticeButton *self,
                                FloNode           *node)
{
  g_return_if_fail (FLO_IS_PRACTICE_BUTTON (self));

  g_free (self->victim);
  self->victim = node != NULL ? g_strdup (flo_node_get_id (node)) : NULL;
}
