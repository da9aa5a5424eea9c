/* flo-activity-page.c: everything that happened, newest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-activity-page.h"

#include <glib/gi18n.h>

#include "app/support/flo-event-row.h"
#include "app/window/flo-fleet-events.h"

/* A boxed list makes all its rows at once; older events are found by searching. */
#define MAX_ROWS 250

struct _FloActivityPage
{
  FloPage parent_instance;

  char *query;             /* (owned) (nullable): case-folded */
  GtkFilter *filter;       /* (owned) */
  GListModel *all;         /* (owned) */
  GListModel *shown;       /* (owned) */

  GtkStack *stack;         /* "empty", "nothing-found", "list" */
  GtkEditable *search;
  GtkDropDown *kinds;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FloActivityPage, flo_activity_page, FLO_TYPE_PAGE)

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
  FloActivityPage *self = FLO_ACTIVITY_PAGE (user_data);
  FloFleetEvent *fleet_event = FLO_FLEET_EVENT (item);
  FloEvent *event = flo_fleet_event_get_event (fleet_event);
  guint kind = gtk_drop_down_get_selected (self->kinds);

  /* The first entry is "everything", then come the kinds in their order. */
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
update_stack (FloActivityPage *self)
{
  const char *name = "list";

  if (g_list_model_get_n_items (self->all) == 0)
    name = "empty";
  else if (g_list_model_get_n_items (self->shown) == 0)
    name = "nothing-found";
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
filter_changed_cb (FloActivityPage *self)
{
  const char *text = gtk_editable_get_text (self->search);

  g_clear_pointer (&self->query, g_free);
  if (*text != '\0')
    self->query = g_utf8_casefold (text, -1);
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  FloFleetEvent *event = FLO_FLEET_EVENT (item);

  return flo_event_row_new (flo_fleet_event_get_event (event),
                            flo_fleet_get_name (flo_fleet_event_get_fleet (event)));
}

static void
flo_activity_page_dispose (GObject *object)
{
  FloActivityPage *self = FLO_ACTIVITY_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->all);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (flo_activity_page_parent_class)->dispose (object);
}

static void
flo_activity_page_class_init (FloActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_activity_page_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/window/flo-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, search);
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, list);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
flo_activity_page_init (FloActivityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_activity_page_new (GListModel *fleets)
{
  FloActivityPage *self = g_object_new (FLO_TYPE_ACTIVITY_PAGE, NULL);
  GtkFilterListModel *found;

  self->all = flo_fleet_events_new (fleets);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (self->all), g_object_ref (self->filter));
  self->shown = G_LIST_MODEL (gtk_slice_list_model_new (G_LIST_MODEL (found), 0, MAX_ROWS));
  gtk_list_box_bind_model (self->list, self->shown, create_row, NULL, NULL);
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  return GTK_WIDGET (self);
}
