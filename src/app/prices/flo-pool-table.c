/* flo-pool-table.c: pools to compare, as a table that sorts by any column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-pool-table.h"

#include <glib/gi18n.h>

#include "app/prices/flo-pool-item.h"
#include "app/support/flo-format.h"

/* The first columns, which say which pool it is. */
#define N_NAMES 2

struct _FloPoolTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;     /* child */
  GtkColumnView *view;     /* in @scroller */
};

typedef struct
{
  const char *title;
  char *(*format) (FloPoolItem *item);
  int (*compare) (FloPoolItem *a, FloPoolItem *b);
  gboolean figures;
} Column;

G_DEFINE_FINAL_TYPE (FloPoolTable, flo_pool_table, GTK_TYPE_WIDGET)

static char *
format_amount (FloMoney amount)
{
  return amount > 0 ? flo_money_format (amount) : g_strdup ("–");
}

static char *
format_type (FloPoolItem *item)
{
  return g_strdup (flo_pool_item_get_type_name (item));
}

static char *
format_zone (FloPoolItem *item)
{
  return g_strdup (flo_pool_item_get_zone (item));
}

static char *
format_price (FloPoolItem *item)
{
  return format_amount (flo_pool_item_get_price (item));
}

static char *
format_on_demand (FloPoolItem *item)
{
  return format_amount (flo_pool_item_get_on_demand (item));
}

static char *
format_saved (FloPoolItem *item)
{
  char *saved = flo_format_saved (flo_pool_item_get_price (item),
                                  flo_pool_item_get_on_demand (item));

  return saved != NULL && flo_pool_item_get_price (item) > 0 ? saved
                                                             : (g_free (saved), g_strdup ("–"));
}

static char *
format_least (FloPoolItem *item)
{
  return format_amount (flo_pool_item_get_least (item));
}

static char *
format_mean (FloPoolItem *item)
{
  return format_amount (flo_pool_item_get_mean (item));
}

static char *
format_greatest (FloPoolItem *item)
{
  return format_amount (flo_pool_item_get_greatest (item));
}

static char *
format_interruption (FloPoolItem *item)
{
  return flo_format_interruption (flo_pool_item_get_interruption (item));
}

static char *
format_since (FloPoolItem *item)
{
  return flo_pool_item_get_since (item) > 0 ? flo_format_time (flo_pool_item_get_since (item))
                                            : g_strdup ("–");
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_types (FloPoolItem *a,
               FloPoolItem *b)
{
  return g_strcmp0 (flo_pool_item_get_type_name (a), flo_pool_item_get_type_name (b));
}

static int
compare_zones (FloPoolItem *a,
               FloPoolItem *b)
{
  return g_strcmp0 (flo_pool_item_get_zone (a), flo_pool_item_get_zone (b));
}

static int
compare_price (FloPoolItem *a,
               FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_price (a), flo_pool_item_get_price (b));
}

static int
compare_on_demand (FloPoolItem *a,
                   FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_on_demand (a), flo_pool_item_get_on_demand (b));
}

static int
compare_saved (FloPoolItem *a,
               FloPoolItem *b)
{
  double first = flo_pool_item_get_saved (a), second = flo_pool_item_get_saved (b);

  return first < second ? -1 : first > second;
}

static int
compare_least (FloPoolItem *a,
               FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_least (a), flo_pool_item_get_least (b));
}

static int
compare_mean (FloPoolItem *a,
              FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_mean (a), flo_pool_item_get_mean (b));
}

static int
compare_greatest (FloPoolItem *a,
                  FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_greatest (a), flo_pool_item_get_greatest (b));
}

static int
compare_interruption (FloPoolItem *a,
                      FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_interruption (a), flo_pool_item_get_interruption (b));
}

static int
compare_since (FloPoolItem *a,
               FloPoolItem *b)
{
  return compare_numbers (flo_pool_item_get_since (a), flo_pool_item_get_since (b));
}

static const Column COLUMNS[] = {
  { N_("Machine"), format_type, compare_types, FALSE },
  { N_("Zone"), format_zone, compare_zones, FALSE },
  /* Translators: head of a column: the price at this moment */
  { N_("Now"), format_price, compare_price, TRUE },
  { N_("On Demand"), format_on_demand, compare_on_demand, TRUE },
  { N_("Saved"), format_saved, compare_saved, TRUE },
  /* Translators: head of a column: the lowest price of thirty days */
  { N_("30 d Least"), format_least, compare_least, TRUE },
  /* Translators: head of a column: the mean price of thirty days */
  { N_("Mean"), format_mean, compare_mean, TRUE },
  /* Translators: head of a column: the highest price of thirty days */
  { N_("Greatest"), format_greatest, compare_greatest, TRUE },
  { N_("Interrupted"), format_interruption, compare_interruption, TRUE },
  { N_("Since"), format_since, compare_since, TRUE },
};

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const Column             *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->figures ? 1 : 0);
  if (column->figures)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const Column             *column)
{
  g_autofree char *text = column->format (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* ---- the button in each line ---- */

static void
setup_button_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("flotilla-alert-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_list_item_set_child (item, button);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_button_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *button = gtk_list_item_get_child (item);
  FloPoolItem *pool = gtk_list_item_get_item (item);
  const char *type = flo_pool_item_get_type_name (pool), *zone = flo_pool_item_get_zone (pool);
  /* Translators: what a button does: an instance type, an Availability Zone */
  g_autofree char *label = g_strdup_printf (_("Alert me about %s in %s…"), type, zone);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)",
                                    flo_pool_item_get_region (pool), type, zone);
  /* Only now: it cannot be without a target. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "prices.alert-pool");
}

static void
add_buttons (FloPoolTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_button_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_button_cb), NULL);
  column = gtk_column_view_column_new (_("Alert"), factory);
  gtk_column_view_append_column (self->view, column);
}

/* ---- the columns ---- */

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Column *column = user_data;

  return column->compare (FLO_POOL_ITEM ((gpointer) a), FLO_POOL_ITEM ((gpointer) b));
}

static void
add_column (FloPoolTable *self,
            const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) view_column = NULL;
  g_autoptr(GtkCustomSorter) sorter = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  sorter = gtk_custom_sorter_new (compare_items, (gpointer) column, NULL);
  view_column = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_sorter (view_column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->figures);
  gtk_column_view_append_column (self->view, view_column);
}

static void
flo_pool_table_dispose (GObject *object)
{
  FloPoolTable *self = FLO_POOL_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (flo_pool_table_parent_class)->dispose (object);
}

static void
flo_pool_table_class_init (FloPoolTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_pool_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_pool_table_init (FloPoolTable *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pools to compare"), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    {
      /* Where it is seen in a window of any width. */
      if (i == N_NAMES)
        add_buttons (self);
      add_column (self, &COLUMNS[i]);
    }

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * flo_pool_table_new:
 *
 * Returns: (transfer floating): a table of no pool
 */
GtkWidget *
flo_pool_table_new (void)
{
  return g_object_new (FLO_TYPE_POOL_TABLE, NULL);
}

void
flo_pool_table_set_pools (FloPoolTable *self,
                          GListModel   *pools)
{
  g_autoptr(GtkSelectionModel) selection = NULL;
  GtkSorter *sorter;

  g_return_if_fail (FLO_IS_POOL_TABLE (self));
  g_return_if_fail (pools == NULL || G_IS_LIST_MODEL (pools));

  if (pools != NULL)
    {
      sorter = gtk_column_view_get_sorter (self->view);
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (
        gtk_sort_list_model_new (g_object_ref (pools), g_object_ref (sorter)))));
    }
  gtk_column_view_set_model (self->view, selection);
}
