/* flo-chart-readout.c: the values at one moment, beside the cursor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-readout.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-layer.h"
#include "app/charts/flo-chart-swatch.h"

/* More than this many lines would cover the chart. */
#define MAX_ROWS 10

struct _FloChartReadout
{
  GtkWidget parent_instance;

  GtkWidget *grid;     /* child */
};

G_DEFINE_FINAL_TYPE (FloChartReadout, flo_chart_readout, GTK_TYPE_WIDGET)

static void
flo_chart_readout_dispose (GObject *object)
{
  FloChartReadout *self = FLO_CHART_READOUT (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (flo_chart_readout_parent_class)->dispose (object);
}

static void
flo_chart_readout_class_init (FloChartReadoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_chart_readout_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /* It is a tooltip that follows the cursor, and should look like one. */
  gtk_widget_class_set_css_name (widget_class, "tooltip");
}

static void
flo_chart_readout_init (FloChartReadout *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * flo_chart_readout_new:
 *
 * Returns: (transfer floating): an empty read-out
 */
GtkWidget *
flo_chart_readout_new (void)
{
  return g_object_new (FLO_TYPE_CHART_READOUT, NULL);
}

char *
flo_chart_readout_format_time (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (time);

  if (date == NULL)
    return g_strdup ("");

  /* Translators: a moment of a chart, g_date_time_format(): weekday, day, month, time */
  return g_date_time_format (date, C_("chart read-out", "%a %-d %b, %H:%M:%S"));
}

static GtkWidget *
add_label (FloChartReadout *self,
           const char      *text,
           float            align,
           int              column,
           int              row,
           int              width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, width, 1);

  return label;
}

static void
make_bold (GtkWidget *label)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static void
add_reading (FloChartReadout  *self,
             const FloReading *reading,
             int               row)
{
  GtkWidget *title = add_label (self, reading->title, 0, 1, row, reading->text != NULL ? 1 : 2);

  if (reading->style.kind != FLO_SERIES_NONE)
    {
      GtkWidget *swatch = flo_chart_swatch_new (reading->style, TRUE);

      gtk_widget_set_halign (swatch, GTK_ALIGN_CENTER);
      gtk_grid_attach (GTK_GRID (self->grid), swatch, 0, row, 1, 1);
    }
  if (reading->text != NULL)
    {
      GtkWidget *value = add_label (self, reading->text, 1, 2, row, 1);

      gtk_widget_set_hexpand (value, TRUE);
      gtk_widget_set_margin_start (value, 8);
      if (reading->is_total)
        make_bold (value);
    }
  if (reading->is_total)
    make_bold (title);
}

void
flo_chart_readout_set (FloChartReadout *self,
                       gint64           time,
                       GPtrArray       *readings)
{
  g_autofree char *moment = flo_chart_readout_format_time (time);
  GtkWidget *child;
  guint shown;

  g_return_if_fail (FLO_IS_CHART_READOUT (self));
  g_return_if_fail (readings != NULL);

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);

  gtk_widget_add_css_class (add_label (self, moment, 0, 0, 0, 3), "dim-label");
  shown = readings->len > MAX_ROWS ? MAX_ROWS - 1 : readings->len;
  for (guint i = 0; i < shown; i++)
    add_reading (self, g_ptr_array_index (readings, i), (int) i + 1);
  if (readings->len > shown)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more",
                                                         readings->len - shown),
                                               readings->len - shown);

      gtk_widget_add_css_class (add_label (self, more, 0, 1, (int) shown + 1, 2), "dim-label");
    }
}
