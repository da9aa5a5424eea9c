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

  GtkWidget *scroller;
  GtkColumnView *view;
  GtkSortListModel *sorted;         /* (owned) */
  GtkSingleSelection *selection;    /* (owned) */
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

static char *
format_state (FloNode *node)
{
  gint64 ends_at = flo_node_get_notice_ends_at (node);
  g_autofree char *clock = NULL;

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
    flo_words_style_node_icon (GTK_IMAGE (icon), flo_node_get_state (node));
  if (column->format == format_state)
    gtk_widget_set_tooltip_text (box, flo_node_get_state_detail (node));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const Column             *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new ("");

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

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (flo_node_table_parent_class)->dispose (object);
}

static void
flo_node_table_class_init (FloNodeTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_node_table_dispose;
  object_class->get_property = flo_node_table_get_property;
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, FLO_TYPE_NODE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_node_table_init (FloNodeTable *self)
{
  GtkWidget *view = gtk_column_view_new (NULL);

  self->view = GTK_COLUMN_VIEW (view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Nodes"), -1);
  gtk_widget_add_css_class (view, "data-table");
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
flo_node_table_set_nodes (FloNodeTable *self,
                          GListModel   *nodes)
{
  g_return_if_fail (FLO_IS_NODE_TABLE (self));
  gtk_sort_list_model_set_model (self->sorted, nodes);
}

FloNode *
flo_node_table_get_selected (FloNodeTable *self)
{
  g_return_val_if_fail (FLO_IS_NODE_TABLE (self), NULL);
  return gtk_single_selection_get_selected_item (self->selection);
}
