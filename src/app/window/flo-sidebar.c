/* flo-sidebar.c: the list at the side: overview, fleets, prices, activity, cleanup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-sidebar.h"

#include <glib/gi18n.h>

#include "app/window/flo-fleet-row.h"
#include "app/window/flo-place-row.h"

struct _FloSidebar
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListBox *list;
  GListModel *fleets;      /* (owned) (nullable) */
};

enum
{
  PAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloSidebar, flo_sidebar, GTK_TYPE_WIDGET)

static char *
row_dup_page (GtkListBoxRow *row)
{
  if (FLO_IS_FLEET_ROW (row))
    return g_strconcat ("fleet:", flo_fleet_get_id (flo_fleet_row_get_fleet (FLO_FLEET_ROW (row))),
                        NULL);
  return g_strdup (flo_place_row_get_place (FLO_PLACE_ROW (row)));
}

static void
row_activated_cb (FloSidebar    *self,
                  GtkListBoxRow *row)
{
  g_autofree char *page = row_dup_page (row);

  g_signal_emit (self, signals[PAGE_CHOSEN], 0, page);
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  GtkWidget *label;

  if (!FLO_IS_FLEET_ROW (row) || before == NULL || FLO_IS_FLEET_ROW (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (_("Fleets"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

/* Overview comes first, then the fleets: the row of fleet @index. */
static int
fleet_row_position (guint index)
{
  return (int) index + 1;
}

static void
fleets_changed_cb (GListModel *fleets,
                   guint       position,
                   guint       removed,
                   guint       added,
                   gpointer    user_data)
{
  FloSidebar *self = FLO_SIDEBAR (user_data);

  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (
                                                   self->list, fleet_row_position (position))));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, position + i);

      gtk_list_box_insert (self->list, flo_fleet_row_new (fleet),
                           fleet_row_position (position + i));
    }
}

static void
flo_sidebar_dispose (GObject *object)
{
  FloSidebar *self = FLO_SIDEBAR (object);

  if (self->fleets != NULL)
    g_signal_handlers_disconnect_by_func (self->fleets, fleets_changed_cb, self);
  g_clear_object (&self->fleets);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (flo_sidebar_parent_class)->dispose (object);
}

static void
flo_sidebar_class_init (FloSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_sidebar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[PAGE_CHOSEN] = g_signal_new ("page-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
flo_sidebar_init (FloSidebar *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pages"), -1);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  gtk_list_box_append (self->list, flo_place_row_new ("overview", _("Overview"),
                                                      "view-grid-symbolic"));
  gtk_list_box_append (self->list, flo_place_row_new ("prices", _("Prices"),
                                                      "flotilla-prices-symbolic"));
  gtk_list_box_append (self->list, flo_place_row_new ("activity", _("Activity"),
                                                      "document-open-recent-symbolic"));
  gtk_list_box_append (self->list, flo_place_row_new ("cleanup", _("Cleanup"),
                                                      "edit-clear-all-symbolic"));
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), list);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

void
flo_sidebar_set_fleets (FloSidebar *self,
                        GListModel *fleets)
{
  g_return_if_fail (FLO_IS_SIDEBAR (self));

  if (self->fleets == fleets)
    return;
  if (self->fleets != NULL)
    {
      guint n_fleets = g_list_model_get_n_items (self->fleets);

      g_signal_handlers_disconnect_by_func (self->fleets, fleets_changed_cb, self);
      fleets_changed_cb (self->fleets, 0, n_fleets, 0, self);
    }
  g_set_object (&self->fleets, fleets);
  if (fleets == NULL)
    return;
  g_signal_connect (fleets, "items-changed", G_CALLBACK (fleets_changed_cb), self);
  fleets_changed_cb (fleets, 0, 0, g_list_model_get_n_items (fleets), self);
}

void
flo_sidebar_select (FloSidebar *self,
                    const char *page)
{
  g_return_if_fail (FLO_IS_SIDEBAR (self));

  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
      g_autofree char *name = NULL;

      if (row == NULL)
        return;
      name = row_dup_page (row);
      if (g_strcmp0 (name, page) == 0)
        {
          gtk_list_box_select_row (self->list, row);
          return;
        }
    }
}
