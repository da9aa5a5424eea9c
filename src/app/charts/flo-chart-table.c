/* flo-chart-table.c: the twin of a chart: the same numbers to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-table.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-readout.h"

struct _FloChartTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;        /* child */
  GtkColumnView *view;        /* in @scroller */
  FloStepTable *table;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FloChartTable, flo_chart_table, GTK_TYPE_WIDGET)

/* What a column shows: the time, or a column of the table. */
typedef struct
{
  FloStepTable *table;    /* (owned) */
  int column;             /* -1: the time */
} CellSource;

static void
cell_source_free (gpointer  data,
                  GClosure *closure)
{
  CellSource *source = data;

  g_object_unref (source->table);
  g_free (source);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               CellSource               *source)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), source->column < 0 ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              CellSource               *source)
{
  FloStepRow *row = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *text = NULL;
  FloMoney value;

  if (source->column < 0)
    text = flo_chart_readout_format_time (flo_step_row_get_time (row));
  else if (flo_step_table_get_value (source->table, (guint) source->column,
                                     flo_step_row_get_time (row), &value))
    text = flo_money_format (value);

  /* Translators: stands where a table has no number */
  gtk_label_set_label (label, text != NULL ? text : C_("table", "–"));
}

static void
align_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_xalign (GTK_LABEL (widget), 1);
      gtk_widget_set_hexpand (widget, TRUE);
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    align_labels (child);
}

/* A column view has no word for it; heads of numbers belong above the numbers. */
static void
align_heads (FloChartTable *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  for (head = head != NULL ? gtk_widget_get_next_sibling (head) : NULL; head != NULL;
       head = gtk_widget_get_next_sibling (head))
    align_labels (head);
}

static void
add_column (FloChartTable *self,
            const char    *title,
            int            column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) view_column = NULL;
  CellSource *source = g_new0 (CellSource, 1);

  source->table = g_object_ref (self->table);
  source->column = column;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), source);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cell_cb), source, cell_source_free, 0);

  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
clear (FloChartTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  gtk_column_view_set_model (self->view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
fill (FloChartTable *self)
{
  g_autoptr(GtkSelectionModel) selection = NULL;

  if (self->table == NULL || gtk_column_view_get_model (self->view) != NULL)
    return;

  add_column (self, _("Since"), -1);
  for (guint i = 0; i < flo_step_table_get_n_columns (self->table); i++)
    add_column (self, flo_step_table_get_title (self->table, i), (int) i);
  align_heads (self);

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->table))));
  gtk_column_view_set_model (self->view, selection);
}

/* A column view makes rows for its model even where nobody sees them. */
static void
flo_chart_table_map (GtkWidget *widget)
{
  fill (FLO_CHART_TABLE (widget));

  GTK_WIDGET_CLASS (flo_chart_table_parent_class)->map (widget);
}

static void
flo_chart_table_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (flo_chart_table_parent_class)->unmap (widget);

  clear (FLO_CHART_TABLE (widget));
}

static void
flo_chart_table_dispose (GObject *object)
{
  FloChartTable *self = FLO_CHART_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (flo_chart_table_parent_class)->dispose (object);
}

static void
flo_chart_table_class_init (FloChartTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_chart_table_dispose;
  widget_class->map = flo_chart_table_map;
  widget_class->unmap = flo_chart_table_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
flo_chart_table_init (FloChartTable *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The chart as a table"), -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * flo_chart_table_new:
 *
 * Returns: (transfer floating): a table without columns
 */
GtkWidget *
flo_chart_table_new (void)
{
  return g_object_new (FLO_TYPE_CHART_TABLE, NULL);
}

void
flo_chart_table_set_table (FloChartTable *self,
                           FloStepTable  *table)
{
  g_return_if_fail (FLO_IS_CHART_TABLE (self));
  g_return_if_fail (table == NULL || FLO_IS_STEP_TABLE (table));

  if (!g_set_object (&self->table, table))
    return;

  clear (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}
