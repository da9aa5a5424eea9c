/* flo-pool-view.c: pools side by side: a heat map with its scale, and the same as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-pool-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/charts/flo-chart-save.h"
#include "app/charts/flo-heat-draw.h"
#include "app/prices/flo-pool-item.h"
#include "app/prices/flo-pool-table.h"
#include "app/support/flo-format.h"

/* Shades that the scale below the map shows. */
#define N_SHADES 9

struct _FloPoolView
{
  GtkWidget parent_instance;

  GListModel *pools;       /* (owned) (nullable) */

  GtkWidget *box;
  GtkDropDown *measures;
  GtkToggleButton *table_button;
  GtkStack *stack;         /* "map", "table" */
  FloHeatMap *map;
  FloPoolTable *table;
  GtkLabel *reading;
  GtkWidget *legend;
  GtkLabel *least;
  GtkLabel *greatest;
  GtkDrawingArea *scale;
  GtkWidget *badge_legend;
};

typedef enum
{
  PROP_SHOW_TABLE = 1,
} FloPoolViewProperty;

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloPoolView, flo_pool_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SHOW_TABLE + 1];
static guint signals[N_SIGNALS];

static FloPoolMeasure
get_measure (FloPoolView *self)
{
  return (FloPoolMeasure) MIN (gtk_drop_down_get_selected (self->measures), FLO_POOL_INTERRUPTION);
}

static void
show_reading (FloPoolView *self)
{
  const char *reading = flo_heat_map_get_reading (self->map);

  gtk_label_set_label (self->reading,
                       reading != NULL ? reading
                                       : _("Point at a cell, or go there with the arrow keys."));
  if (reading != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->reading), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->reading), "dim-label");
}

static gboolean
has_badge (FloHeatGrid *grid)
{
  for (guint row = 0; row < flo_heat_grid_get_n_rows (grid); row++)
    for (guint column = 0; column < flo_heat_grid_get_n_columns (grid); column++)
      if (flo_heat_grid_get_cell (grid, row, column)->badge)
        return TRUE;

  return FALSE;
}

static void
refresh (FloPoolView *self)
{
  g_autoptr(FloHeatGrid) grid = NULL;

  if (self->pools != NULL)
    grid = flo_pool_grid_new (self->pools, get_measure (self));
  flo_heat_map_set_grid (self->map, grid);
  show_reading (self);
  gtk_widget_set_visible (self->legend, grid != NULL && flo_heat_grid_get_least (grid) != NULL);
  gtk_widget_set_visible (self->badge_legend, grid != NULL && has_badge (grid));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pool-view.export", grid != NULL);
  if (grid == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  flo_heat_grid_get_title (grid), -1);
  gtk_label_set_label (self->least, flo_heat_grid_get_least (grid));
  gtk_label_set_label (self->greatest, flo_heat_grid_get_greatest (grid));
  gtk_widget_queue_draw (GTK_WIDGET (self->scale));
}

static void
measure_changed_cb (FloPoolView *self)
{
  refresh (self);
}

static void
reading_changed_cb (FloPoolView *self)
{
  show_reading (self);
}

static void
activated_cb (FloPoolView *self,
              guint        row,
              guint        column)
{
  g_signal_emit (self, signals[ACTIVATED], 0,
                 flo_heat_grid_get_row (flo_heat_map_get_grid (self->map), row));
}

static void
show_table_cb (FloPoolView *self)
{
  gboolean table = gtk_toggle_button_get_active (self->table_button);

  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "map");
  gtk_widget_set_sensitive (GTK_WIDGET (self->measures), !table);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

static void
draw_scale_cb (GtkDrawingArea *area,
               cairo_t        *cr,
               int             width,
               int             height,
               gpointer        user_data)
{
  FloPoolView *self = FLO_POOL_VIEW (user_data);
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL;
  FloChartTheme theme;

  flo_chart_theme_init (&theme, adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
  for (int i = 0; i < N_SHADES; i++)
    {
      double share = (double) (mirrored ? N_SHADES - 1 - i : i) / (N_SHADES - 1);
      GdkRGBA fill = flo_heat_get_fill (&theme,
                                        get_measure (self) == FLO_POOL_INTERRUPTION
                                          ? FLO_HEAT_WARNING : FLO_HEAT_PLAIN, share);

      gdk_cairo_set_source_rgba (cr, &fill);
      cairo_rectangle (cr, (double) width * i / N_SHADES, 0, (double) width / N_SHADES, height);
      cairo_fill (cr);
    }
}

static void
draw_map (FloChartPainter     *painter,
          const FloChartTheme *theme,
          double               width,
          double               height,
          gpointer             user_data)
{
  FloHeatGrid *grid = user_data;
  FloHeatLayout layout;

  flo_heat_layout_init (&layout, painter, grid, width, FALSE);
  if (layout.row_heads + layout.n_columns * layout.cell_width > width)
    {
      double wide = flo_heat_layout_get_minimum (painter, grid);

      cairo_scale (painter->cr, width / wide, width / wide);
      flo_heat_layout_init (&layout, painter, grid, wide, FALSE);
    }
  flo_heat_draw (grid, &layout, painter, theme);
}

/* A picture is as high as its rows need; 32 pixels around it and the head's 70. */
static void
write_map (GObject             *subject,
           const char          *name,
           FloChartFormat       format,
           GFile               *file,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  FloPoolView *self = FLO_POOL_VIEW (subject);
  FloHeatGrid *grid = flo_heat_map_get_grid (self->map);
  g_autoptr(GBytes) csv = flo_pool_csv_new (self->pools);
  g_autofree char *time = flo_format_time (g_get_real_time () / G_USEC_PER_SEC);
  FloPicture picture = {
    flo_heat_grid_get_title (grid), time, 64 + 70 + 60 + flo_heat_grid_get_n_rows (grid) * 36.0,
    draw_map, grid,
  };

  flo_picture_export_async (subject, &picture, csv, format, file, NULL, callback, user_data);
}

static void
export_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  FloPoolView *self = FLO_POOL_VIEW (widget);

  if (self->pools != NULL)
    /* Translators: the name of a file, without its suffix */
    flo_picture_save (widget, G_OBJECT (self), write_map, _("spot prices by zone"),
                      g_variant_get_string (parameter, NULL));
}

static void
flo_pool_view_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FloPoolView *self = FLO_POOL_VIEW (object);

  switch ((FloPoolViewProperty) id)
    {
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->table_button));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_pool_view_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FloPoolView *self = FLO_POOL_VIEW (object);

  switch ((FloPoolViewProperty) id)
    {
    case PROP_SHOW_TABLE:
      gtk_toggle_button_set_active (self->table_button, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_pool_view_dispose (GObject *object)
{
  FloPoolView *self = FLO_POOL_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FLO_TYPE_POOL_VIEW);
  g_clear_object (&self->pools);
  G_OBJECT_CLASS (flo_pool_view_parent_class)->dispose (object);
}

static void
flo_pool_view_class_init (FloPoolViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_pool_view_dispose;
  object_class->get_property = flo_pool_view_get_property;
  object_class->set_property = flo_pool_view_set_property;
  properties[PROP_SHOW_TABLE] =
    g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (FLO_TYPE_HEAT_MAP);
  g_type_ensure (FLO_TYPE_POOL_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/prices/flo-pool-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, box);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, measures);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, table_button);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, stack);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, map);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, table);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, reading);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, legend);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, least);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, greatest);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, scale);
  gtk_widget_class_bind_template_child (widget_class, FloPoolView, badge_legend);
  gtk_widget_class_bind_template_callback (widget_class, measure_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reading_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_table_cb);
  gtk_widget_class_install_action (widget_class, "pool-view.export", "s", export_action);
}

static void
flo_pool_view_init (FloPoolView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->scale, draw_scale_cb, self, NULL);
  refresh (self);
}

/**
 * flo_pool_view_new:
 *
 * Returns: (transfer floating): a view of no pool
 */
GtkWidget *
flo_pool_view_new (void)
{
  return g_object_new (FLO_TYPE_POOL_VIEW, NULL);
}

void
flo_pool_view_set_pools (FloPoolView *self,
                         GListModel  *pools)
{
  g_return_if_fail (FLO_IS_POOL_VIEW (self));
  g_return_if_fail (pools == NULL || G_IS_LIST_MODEL (pools));

  g_set_object (&self->pools, pools);
  flo_pool_table_set_pools (self->table, pools);
  refresh (self);
}

FloHeatMap *
flo_pool_view_get_map (FloPoolView *self)
{
  g_return_val_if_fail (FLO_IS_POOL_VIEW (self), NULL);

  return self->map;
}

void
flo_pool_view_set_measure (FloPoolView    *self,
                           FloPoolMeasure  measure)
{
  g_return_if_fail (FLO_IS_POOL_VIEW (self));

  gtk_drop_down_set_selected (self->measures, measure);
}
