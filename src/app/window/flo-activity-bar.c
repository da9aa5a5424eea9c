/* flo-activity-bar.c: searches what happened, and shows one kind of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-activity-bar.h"

#include <glib/gi18n.h>

#include "app/window/flo-fleet-event.h"

struct _FloActivityBar
{
  GtkWidget parent_instance;

  char *query;             /* (owned) (nullable): case-folded */
  GtkFilter *filter;       /* (owned) */
  GtkWidget *search;
  GtkWidget *kinds;
};

/* The first entry is everything, then come the kinds in their order. */
static const char * const kind_names[] = {
  N_("Everything"),
  [1 + FLO_EVENT_ACTION] = N_("Actions"),
  [1 + FLO_EVENT_NOTICE] = N_("Notices"),
  [1 + FLO_EVENT_LOST] = N_("Lost Nodes"),
  [1 + FLO_EVENT_PROBLEM] = N_("Problems"),
  [1 + FLO_EVENT_MILESTONE] = N_("Milestones"),
  [1 + FLO_EVENT_REQUEST] = N_("Requests"),
};

G_DEFINE_FINAL_TYPE (FloActivityBar, flo_activity_bar, GTK_TYPE_WIDGET)

static gboolean
contains (const char *text,
          const char *query)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, query) != NULL;
}

static gboolean
is_wanted (gpointer item,
           gpointer user_data)
{
  FloActivityBar *self = FLO_ACTIVITY_BAR (user_data);
  FloFleetEvent *fleet_event = FLO_FLEET_EVENT (item);
  FloEvent *event = flo_fleet_event_get_event (fleet_event);
  guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kinds));

  if (kind != 0 && kind != GTK_INVALID_LIST_POSITION && flo_event_get_kind (event) != kind - 1)
    return FALSE;
  return self->query == NULL
         || contains (flo_event_get_title (event), self->query)
         || contains (flo_event_get_reason (event), self->query)
         || contains (flo_event_get_resource (event), self->query)
         || contains (flo_event_get_zone (event), self->query)
         || contains (flo_fleet_get_name (flo_fleet_event_get_fleet (fleet_event)), self->query);
}

static void
filter_changed_cb (FloActivityBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->query, g_free);
  if (*text != '\0')
    self->query = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
flo_activity_bar_dispose (GObject *object)
{
  FloActivityBar *self = FLO_ACTIVITY_BAR (object);

  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->kinds, gtk_widget_unparent);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (flo_activity_bar_parent_class)->dispose (object);
}

static void
flo_activity_bar_class_init (FloActivityBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_activity_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
flo_activity_bar_init (FloActivityBar *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    gtk_string_list_append (names, _(kind_names[i]));
  self->kinds = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_widget_set_tooltip_text (self->kinds, _("What to Show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What to show"), -1);
  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "hexpand", TRUE, "width-chars", 10,
                               "placeholder-text", _("Search events, instances, zones"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search the activity"), -1);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 12);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  gtk_widget_set_parent (self->kinds, GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
}

GListModel *
flo_activity_bar_filter (FloActivityBar *self,
                         GListModel     *events)
{
  g_return_val_if_fail (FLO_IS_ACTIVITY_BAR (self), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (events), NULL);

  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (events), g_object_ref (self->filter)));
}
