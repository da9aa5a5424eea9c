/* flo-chart-legend.c: what the series of a chart are, and where they stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-legend.h"

#include "app/charts/flo-chart-layer.h"
#include "app/charts/flo-chart-swatch.h"

#define COLUMN_GAP 18
#define ROW_GAP 6

struct _FloChartLegend
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FloChartLegend, flo_chart_legend, GTK_TYPE_WIDGET)

/* Children on one row stand side by side; on several rows they stand in columns, unless there is room for a single
 * column only: then they follow one another like words, so that the chart has more of the height. Allocates them for
 * @width pixels when @allocate. Returns the height. */
static int
lay_out (GtkWidget *widget,
         int        width,
         gboolean   allocate)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widest = 0, sum = -COLUMN_GAP, height = 0, x = 0, y = 0;
  gboolean columns;
  GtkRequisition size;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_get_preferred_size (child, NULL, &size);
      widest = MAX (widest, size.width);
      height = MAX (height, size.height);
      sum += size.width + COLUMN_GAP;
    }
  columns = sum > width && 2 * widest + COLUMN_GAP <= width;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_get_preferred_size (child, NULL, &size);
      size.width = MIN (columns ? widest : size.width, width);
      if (x > 0 && x + size.width > width)
        {
          x = 0;
          y += height + ROW_GAP;
        }
      if (allocate)
        gtk_widget_size_allocate (child,
                                  &(GtkAllocation) { mirrored ? width - x - size.width : x, y,
                                                     size.width, height },
                                  -1);
      x += size.width + COLUMN_GAP;
    }

  return y + height;
}

static void
flo_chart_legend_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? COLUMN_GAP : 0);
    }
}

static void
flo_chart_legend_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  lay_out (widget, width, TRUE);
}

static GtkSizeRequestMode
flo_chart_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
clear (FloChartLegend *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
flo_chart_legend_dispose (GObject *object)
{
  clear (FLO_CHART_LEGEND (object));

  G_OBJECT_CLASS (flo_chart_legend_parent_class)->dispose (object);
}

static void
flo_chart_legend_class_init (FloChartLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_chart_legend_dispose;
  widget_class->measure = flo_chart_legend_measure;
  widget_class->size_allocate = flo_chart_legend_size_allocate;
  widget_class->get_request_mode = flo_chart_legend_get_request_mode;
}

static void
flo_chart_legend_init (FloChartLegend *self)
{
}

/**
 * flo_chart_legend_new:
 *
 * Returns: (transfer floating): an empty legend
 */
GtkWidget *
flo_chart_legend_new (void)
{
  return g_object_new (FLO_TYPE_CHART_LEGEND, NULL);
}

static void
add_entry (FloChartLegend   *self,
           const FloReading *reading)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (reading->title);
  GtkWidget *value = gtk_label_new (reading->text);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (value, "caption");
  gtk_widget_add_css_class (value, "dim-label");
  gtk_widget_add_css_class (value, "numeric");
  gtk_box_append (GTK_BOX (entry), flo_chart_swatch_new (reading->style, FALSE));
  gtk_box_append (GTK_BOX (entry), title);
  gtk_box_append (GTK_BOX (entry), value);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
}

/* Whether the entry shows this series; only its value may have changed then. */
static gboolean
update_entry (GtkWidget        *entry,
              const FloReading *reading)
{
  GtkWidget *value = gtk_widget_get_last_child (entry);
  GtkWidget *title = gtk_widget_get_prev_sibling (value);

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (title)), reading->title) != 0)
    return FALSE;
  gtk_label_set_label (GTK_LABEL (value), reading->text != NULL ? reading->text : "");

  return TRUE;
}

void
flo_chart_legend_set (FloChartLegend *self,
                      GPtrArray      *readings)
{
  GtkWidget *entry;
  gboolean same = TRUE;

  g_return_if_fail (FLO_IS_CHART_LEGEND (self));
  g_return_if_fail (readings != NULL);

  entry = gtk_widget_get_first_child (GTK_WIDGET (self));
  for (guint i = 0; same && i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);

      if (reading->style.kind == FLO_SERIES_NONE || reading->text == NULL)
        continue;
      same = entry != NULL && update_entry (entry, reading);
      entry = entry != NULL ? gtk_widget_get_next_sibling (entry) : NULL;
    }
  if (same && entry == NULL)
    return;

  clear (self);
  for (guint i = 0; i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);

      if (reading->style.kind != FLO_SERIES_NONE && reading->text != NULL)
        add_entry (self, reading);
    }
}
