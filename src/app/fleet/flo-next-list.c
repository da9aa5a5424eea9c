/* flo-next-list.c: what the engine does next, why, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-next-list.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

/* More of them would push everything else off the page; how many there are is said. */
#define MAX_SHOWN 8

struct _FloNextList
{
  AdwPreferencesGroup parent_instance;

  FloFleet *fleet;         /* (owned) (nullable) */
  guint tick_source;       /* while something is being waited for */

  GtkWidget *hold;
  GtkWidget *go_on;
  GtkListBox *list;
  GtkLabel *empty;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (FloNextList, flo_next_list, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  FloAction *action = FLO_ACTION (item);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *when = gtk_label_new (NULL);
  gboolean waiting = flo_action_get_kind (action) == FLO_ACTION_WAIT;
  g_autofree char *title = g_markup_escape_text (flo_action_get_title (action), -1);
  const char *reason = flo_action_get_reason (action);
  GtkWidget *icon = gtk_image_new_from_icon_name (waiting ? "content-loading-symbolic" : "go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (reason != NULL)
    {
      g_autofree char *subtitle = g_markup_escape_text (reason, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  gtk_widget_set_tooltip_text (icon, waiting ? _("Waits") : _("Will be done"));
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (when, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), when);
  g_object_set_data (G_OBJECT (row), "when", when);
  return row;
}

/* Only the first is ever begun: what it waits for is what all wait for. */
static void
show_wait (FloNextList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);
  gint64 until = flo_fleet_get_wait_until (self->fleet);
  gint64 left = until - g_get_real_time () / G_USEC_PER_SEC;
  GtkLabel *when = row != NULL ? g_object_get_data (G_OBJECT (row), "when") : NULL;
  g_autofree char *text = NULL;

  if (when == NULL)
    return;
  if (left > 60)
    text = flo_format_until (until, until - left);
  else if (left > 0)
    /* Translators: seconds until something is done */
    text = g_strdup_printf (ngettext ("in %u s", "in %u s", (guint) left), (guint) left);
  gtk_label_set_label (when, text != NULL ? text : "");
}

static gboolean
tick_cb (gpointer user_data)
{
  FloNextList *self = FLO_NEXT_LIST (user_data);

  show_wait (self);
  if (flo_fleet_get_wait_until (self->fleet) > g_get_real_time () / G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  self->tick_source = 0;
  return G_SOURCE_REMOVE;
}

static void
wait_changed_cb (FloNextList *self)
{
  show_wait (self);
  if (self->tick_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self))
      && flo_fleet_get_wait_until (self->fleet) > g_get_real_time () / G_USEC_PER_SEC)
    self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
}

static const char *
say_nothing (FloFleet *fleet)
{
  if (flo_fleet_get_state (fleet) != FLO_FLEET_DESTROYED && flo_wishes_is_paused (flo_fleet_get_wishes (fleet)))
    return _("Held: nothing is begun until you resume");
  if (flo_fleet_get_state (fleet) == FLO_FLEET_DESTROYED)
    return _("Nothing is left to do");
  if (flo_fleet_get_observed_at (fleet) == 0)
    return _("Looking at what is there…");
  if (flo_fleet_get_problem (fleet) != NULL)
    return _("Nothing, until the problem above is solved");
  if (flo_fleet_get_state (fleet) == FLO_FLEET_HEALTHY)
    return _("Nothing to do: every node is in place");
  return _("Nothing at the moment");
}

static void
update_words (FloNextList *self)
{
  guint n_actions = g_list_model_get_n_items (flo_fleet_get_next_actions (self->fleet));

  gboolean paused = flo_wishes_is_paused (flo_fleet_get_wishes (self->fleet));

  gtk_widget_set_visible (self->hold, !paused);
  gtk_widget_set_visible (self->go_on, paused);
  gtk_label_set_label (self->empty, say_nothing (self->fleet));
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_actions > MAX_SHOWN);
  if (n_actions > MAX_SHOWN)
    {
      guint n_more = n_actions - MAX_SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more step", "and %u more steps", n_more), n_more);

      gtk_label_set_label (self->more, text);
    }
}

static void
actions_changed_cb (FloNextList *self)
{
  update_words (self);
  wait_changed_cb (self);
}

static void
flo_next_list_map (GtkWidget *widget)
{
  FloNextList *self = FLO_NEXT_LIST (widget);

  GTK_WIDGET_CLASS (flo_next_list_parent_class)->map (widget);
  if (self->fleet != NULL)
    wait_changed_cb (self);
}

static void
flo_next_list_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FLO_NEXT_LIST (widget)->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (flo_next_list_parent_class)->unmap (widget);
}

static void
flo_next_list_dispose (GObject *object)
{
  FloNextList *self = FLO_NEXT_LIST (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->fleet);
  G_OBJECT_CLASS (flo_next_list_parent_class)->dispose (object);
}

static void
flo_next_list_class_init (FloNextListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_next_list_dispose;
  widget_class->map = flo_next_list_map;
  widget_class->unmap = flo_next_list_unmap;
}

static GtkWidget *
create_button (const char *label,
               const char *icon_name,
               const char *tooltip,
               const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_name);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
create_buttons (FloNextList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->hold = create_button (_("H_old"), "media-playback-pause-symbolic", _("Begin Nothing Until You Resume"),
                              "fleet.pause");
  self->go_on = create_button (_("Res_ume"), "media-playback-start-symbolic", _("Go On with What Is Next"),
                               "fleet.resume");
  gtk_widget_set_visible (self->go_on, FALSE);
  gtk_box_append (GTK_BOX (box), self->hold);
  gtk_box_append (GTK_BOX (box), self->go_on);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
}

static void
flo_next_list_init (FloNextList *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *empty = gtk_label_new (NULL);
  GtkWidget *more = gtk_label_new (NULL);

  self->list = GTK_LIST_BOX (list);
  self->empty = GTK_LABEL (empty);
  self->more = GTK_LABEL (more);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What happens next"), -1);
  gtk_label_set_wrap (self->empty, TRUE);
  gtk_label_set_justify (self->empty, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_add_css_class (empty, "placeholder");
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_label_set_xalign (self->more, 0);
  gtk_widget_set_margin_top (more, 6);
  gtk_widget_set_margin_start (more, 12);
  gtk_widget_add_css_class (more, "dim-label");
  gtk_widget_set_visible (more, FALSE);
  create_buttons (self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("What Happens Next"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), list);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), more);
}

void
flo_next_list_set_fleet (FloNextList *self,
                         FloFleet    *fleet)
{
  static const char * const watched[] = { "notify::state", "notify::observed-at", "notify::problem",
                                          "notify::wishes" };
  GListModel *actions;
  g_autoptr(GtkSliceListModel) first = NULL;

  g_return_if_fail (FLO_IS_NEXT_LIST (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));
  g_return_if_fail (self->fleet == NULL);

  self->fleet = g_object_ref (fleet);
  actions = flo_fleet_get_next_actions (fleet);
  first = gtk_slice_list_model_new (g_object_ref (actions), 0, MAX_SHOWN);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (first), create_row, NULL, NULL);
  g_signal_connect_object (actions, "items-changed", G_CALLBACK (actions_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fleet, "notify::wait-until", G_CALLBACK (wait_changed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (fleet, watched[i], G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
  actions_changed_cb (self);
}
