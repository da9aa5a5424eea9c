/* flo-activity-page.c: everything that happened, newest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-activity-page.h"

#include "app/support/flo-event-row.h"
#include "app/window/flo-activity-bar.h"
#include "app/window/flo-fleet-events.h"

/* A boxed list makes all its rows at once; older events are found by searching. */
#define MAX_ROWS 250

struct _FloActivityPage
{
  FloPage parent_instance;

  GListModel *all;         /* (owned) */
  GListModel *shown;       /* (owned) */

  GtkStack *stack;         /* "empty", "nothing-found", "list" */
  FloActivityBar *bar;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FloActivityPage, flo_activity_page, FLO_TYPE_PAGE)

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
  G_OBJECT_CLASS (flo_activity_page_parent_class)->dispose (object);
}

static void
flo_activity_page_class_init (FloActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_activity_page_dispose;
  g_type_ensure (FLO_TYPE_ACTIVITY_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/window/flo-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, bar);
  gtk_widget_class_bind_template_child (widget_class, FloActivityPage, list);
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
  self->all = flo_fleet_events_new (fleets);
  self->shown = G_LIST_MODEL (gtk_slice_list_model_new (flo_activity_bar_filter (self->bar, self->all), 0, MAX_ROWS));
  gtk_list_box_bind_model (self->list, self->shown, create_row, NULL, NULL);
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  return GTK_WIDGET (self);
}
