/* flo-node-table.c: the nodes of a fleet, sortable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-node-table.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"
#include "app/support/flo-words.h"

struct _FloNodeTable
{
  GtkWidget parent_instance;

  FloFleet *fleet;                  /* (owned) (nullable) */
  GtkWidget *scroller;
  GtkColumnView *view;
  GtkSortListModel *sorted;         /* (owned) */
  GtkSingleSelection *selection;    /* (owned) */
  GtkWidget *popover;               /* child, while a menu is open (nullable) */
};

/* A column is its heading, its text and its order. */
typedef struct
{
  const char *id;
  const char *title;
  char *(*format) (FloNode *node);
  int (*compare) (FloNode *a, FloNode *b);
  gboolean figures;        /* aligned at the end, tabular */
  gboolean expand;
} Column;

typedef enum
{
  PROP_SELECTED = 1,
} FloNodeTableProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (FloNodeTable, flo_node_table, GTK_TYPE_WIDGET)

/* It runs, and something is wrong with it. */
static gboolean
is_unwell (FloNode *node)
{
  return flo_node_get_state (node) == FLO_NODE_RUNNING
         && (flo_node_get_health (node) == FLO_HEALTH_IMPAIRED || flo_node_get_maintenance (node) != NULL);
}

static char *
format_state (FloNode *node)
{
  gint64 ends_at = flo_node_get_notice_ends_at (node);
  g_autofree char *clock = NULL;

  if (is_unwell (node))
    /* Translators: a node's state: its status checks fail / AWS has planned something for it */
    return g_strdup (flo_node_get_health (node) == FLO_HEALTH_IMPAIRED ? _("Impaired") : _("Maintenance planned"));
  if (flo_node_get_state (node) == FLO_NODE_RUNNING && flo_node_get_health (node) == FLO_HEALTH_STARTING)
    return g_strdup (_("Being checked"));
  if (flo_node_get_state (node) != FLO_NODE_NOTICED || ends_at == 0)
    return g_strdup (flo_words_node_state (flo_node_get_state (node)));
  clock = flo_format_clock (ends_at);
  /* Translators: an instance that AWS takes back at that time */
  return g_strdup_printf (_("Notice: ends %s"), clock);
}

static char *
format_id (FloNode *node)
{
  return g_strdup (flo_node_get_id (node));
}

static char *
format_type (FloNode *node)
{
  return g_strdup (flo_node_get_instance_type (node));
}

static char *
format_zone (FloNode *node)
{
  return g_strdup (flo_node_get_zone (node));
}

static char *
format_life (FloNode *node)
{
  return g_strdup (flo_node_get_spot (node) ? _("Spot") : _("On demand"));
}

static char *
format_since (FloNode *node)
{
  gint64 time = flo_node_get_launched_at (node);

  return time > 0 ? flo_format_time (time) : g_strdup ("–");
}

static char *
format_price (FloNode *node)
{
  FloMoney price = flo_node_get_price (node);

  return price > 0 ? flo_money_format (price) : g_strdup ("–");
}

static char *
format_cost (FloNode *node)
{
  return flo_money_format (flo_node_get_cost (node));
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_state (FloNode *a,
               FloNode *b)
{
  return compare_numbers (flo_node_get_state (a), flo_node_get_state (b));
}

static int
compare_id (FloNode *a,
            FloNode *b)
{
  return g_strcmp0 (flo_node_get_id (a), flo_node_get_id (b));
}

static int
compare_type (FloNode *a,
              FloNode *b)
{
  return g_strcmp0 (flo_node_get_instance_type (a), flo_node_get_instance_type (b));
}

static int
compare_zone (FloNode *a,
              FloNode *b)
{
  return g_strcmp0 (flo_node_get_zone (a), flo_node_get_zone (b));
}

static int
compare_life (FloNode *a,
              FloNode *b)
{
  return flo_node_get_spot (a) - flo_node_get_spot (b);
}

static int
compare_since (FloNode *a,
               FloNode *b)
{
  return compare_numbers (flo_node_get_launched_at (a), flo_node_get_launched_at (b));
}

static int
compare_price (FloNode *a,
               FloNode *b)
{
  return compare_numbers (flo_node_get_price (a), flo_node_get_price (b));
}

static int
compare_cost (FloNode *a,
              FloNode *b)
{
  return compare_numbers (flo_node_get_cost (a), flo_node_get_cost (b));
}

/* What is behind the word. */
static char *
describe_state (FloNode *node)
{
  const char *parts[] = { flo_node_get_state_detail (node), flo_node_get_health_detail (node),
                          flo_node_get_maintenance (node) };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const Column columns[] = {
  { "state", N_("State"), format_state, compare_state, FALSE, TRUE },
  { "id", N_("Instance"), format_id, compare_id, FALSE, TRUE },
  { "type", N_("Type"), format_type, compare_type, FALSE, FALSE },
  { "zone", N_("Zone"), format_zone, compare_zone, FALSE, FALSE },
  { "life", N_("Kind"), format_life, compare_life, FALSE, FALSE },
  { "since", N_("Since"), format_since, compare_since, TRUE, FALSE },
  { "price", N_("Per Hour"), format_price, compare_price, TRUE, FALSE },
  { "cost", N_("Cost"), format_cost, compare_cost, TRUE, FALSE },
};

static void
node_changed_cb (GtkListItem *item,
                 GParamSpec  *pspec,
                 FloNode     *node)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  const Column *column = g_object_get_data (G_OBJECT (item), "column");
  g_autofree char *text = column->format (node);

  gtk_label_set_label (GTK_LABEL (label), text);
  if (icon != label)
    flo_words_style_node_icon (GTK_IMAGE (icon), is_unwell (node) ? FLO_NODE_NOTICED : flo_node_get_state (node));
  if (column->format == format_state)
    {
      g_autofree char *detail = describe_state (node);

      gtk_widget_set_tooltip_text (box, detail);
    }
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  if (target == NULL)
    return;
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

/* A node that shall go already can be kept; one that ends anyway needs no menu for that. */
static void
add_requests (GMenu    *menu,
              FloFleet *fleet,
              FloNode  *node)
{
  const char *id = flo_node_get_id (node);

  if (flo_node_get_state (node) >= FLO_NODE_STOPPING)
    return;
  if (flo_wishes_find_node (flo_fleet_get_wishes (fleet), id) != NULL)
    add_item (menu, _("_Keep Node"), "fleet.keep", id);
  else
    {
      add_item (menu, _("_Replace Node…"), "fleet.replace", id);
      add_item (menu, _("_Drain Node…"), "fleet.drain", id);
    }
}

static GMenuModel *
create_menu (FloNodeTable *self,
             FloNode      *node)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) requests = g_menu_new ();
  g_autoptr(GMenu) copy = g_menu_new ();

  add_requests (requests, self->fleet, node);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (requests));

  add_item (copy, _("Copy _ID"), "node.copy", flo_node_get_id (node));
  add_item (copy, _("Copy _Address"), "node.copy", flo_node_get_public_address (node));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
copy (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);
  /* Translators: %s is what was copied */
  g_autofree char *told = g_strdup_printf (_("%s was copied"), text);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", told);
}

static void
select_node (FloNodeTable *self,
             FloNode      *node)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FloNode) listed = g_list_model_get_item (model, i);

      if (listed == node)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

static gboolean
forget_popover_cb (gpointer user_data)
{
  g_autoptr(GtkWidget) popover = user_data;

  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the action of the chosen item is yet to come. */
static void
popover_closed_cb (FloNodeTable *self)
{
  g_idle_add (forget_popover_cb, g_object_ref (self->popover));
  self->popover = NULL;
}

static void
open_menu (FloNodeTable *self,
           FloNode      *node,
           GtkWidget    *beside,
           double        x,
           double        y)
{
  g_autoptr(GMenuModel) menu = create_menu (self, node);
  graphene_point_t point;

  if (self->popover != NULL)
    return;
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  if (gtk_widget_compute_point (beside, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (popover_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
cell_pressed_cb (GtkGesture  *gesture,
                 int          n_press,
                 double       x,
                 double       y,
                 GtkListItem *item)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *table = gtk_widget_get_ancestor (cell, FLO_TYPE_NODE_TABLE);
  FloNode *node = gtk_list_item_get_item (item);

  if (table == NULL || node == NULL)
    return;
  select_node (FLO_NODE_TABLE (table), node);
  open_menu (FLO_NODE_TABLE (table), node, cell, x, y);
}

/* For the keyboard: of the selected node. */
static void
show_menu (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  FloNodeTable *self = FLO_NODE_TABLE (widget);
  FloNode *node = flo_node_table_get_selected (self);

  if (node != NULL)
    open_menu (self, node, widget, 12, 48);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  GtkWidget *table = gtk_widget_get_ancestor (GTK_WIDGET (button), FLO_TYPE_NODE_TABLE);
  FloNode *node = gtk_list_item_get_item (GTK_LIST_ITEM (user_data));
  g_autoptr(GMenuModel) menu = node != NULL ? create_menu (FLO_NODE_TABLE (table), node) : NULL;

  gtk_menu_button_set_popover (button, menu != NULL ? gtk_popover_menu_new_from_model (menu) : NULL);
}

/* Each says whose it is: a list of many buttons of one name helps nobody who hears it. */
static void
bind_menu_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  FloNode *node = gtk_list_item_get_item (item);
  /* Translators: %s is the id of an instance */
  g_autofree char *name = g_strdup_printf (_("Menu of %s"), flo_node_get_id (node));

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
setup_menu_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, item, NULL);
  gtk_widget_add_css_class (button, "node-menu");
  gtk_widget_set_tooltip_text (button, _("Node Menu"));
  gtk_list_item_set_child (item, button);
}

static void
append_menu_column (FloNodeTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_menu_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_menu_cb), NULL);
  gtk_column_view_append_column (self->view, column);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const Column             *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new ("");
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect (press, "pressed", G_CALLBACK (cell_pressed_cb), item);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (press));
  if (column->format == format_state)
    gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_label_set_xalign (GTK_LABEL (label), column->figures ? 1 : 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (column->figures || column->format == format_id)
    gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  g_object_set_data (G_OBJECT (item), "column", (gpointer) column);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const Column             *column)
{
  FloNode *node = gtk_list_item_get_item (item);

  g_signal_connect_object (node, "notify", G_CALLBACK (node_changed_cb), item, G_CONNECT_SWAPPED);
  node_changed_cb (item, NULL, node);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           const Column             *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), node_changed_cb, item);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Column *column = user_data;

  return column->compare (FLO_NODE ((gpointer) a), FLO_NODE ((gpointer) b));
}

static void
append_column (FloNodeTable *self,
               const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items,
                                                                   (gpointer) column, NULL));
  g_autoptr(GtkColumnViewColumn) view_column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);
  view_column = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
selected_cb (FloNodeTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
flo_node_table_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((FloNodeTableProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, flo_node_table_get_selected (FLO_NODE_TABLE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_node_table_dispose (GObject *object)
{
  FloNodeTable *self = FLO_NODE_TABLE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->fleet);
  G_OBJECT_CLASS (flo_node_table_parent_class)->dispose (object);
}

static void
flo_node_table_class_init (FloNodeTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_node_table_dispose;
  object_class->get_property = flo_node_table_get_property;
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, FLO_TYPE_NODE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "node.copy", "s", copy);
  gtk_widget_class_install_action (widget_class, "node.show-menu", NULL, show_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "node.show-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "node.show-menu", NULL);
}

static void
flo_node_table_init (FloNodeTable *self)
{
  GtkWidget *view = gtk_column_view_new (NULL);

  self->view = GTK_COLUMN_VIEW (view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Nodes"), -1);
  gtk_widget_add_css_class (view, "data-table");
  /* First, so that it is in sight however narrow the window is. */
  append_menu_column (self);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_column (self, &columns[i]);
  self->sorted = gtk_sort_list_model_new (NULL,
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 420);
  gtk_widget_add_css_class (self->scroller, "card");
  gtk_widget_set_overflow (self->scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

void
flo_node_table_set_fleet (FloNodeTable *self,
                          FloFleet     *fleet)
{
  g_return_if_fail (FLO_IS_NODE_TABLE (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  if (g_set_object (&self->fleet, fleet))
    gtk_sort_list_model_set_model (self->sorted, flo_fleet_get_nodes (fleet));
}

FloNode *
flo_node_table_get_selected (FloNodeTable *self)
{
  g_return_val_if_fail (FLO_IS_NODE_TABLE (self), NULL);
  return gtk_single_selection_get_selected_item (self->selection);
}
