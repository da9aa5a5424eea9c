/* flo-heat-map.c: figures as shades: where it is cheap, where it is calm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-heat-map.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/charts/flo-heat-draw.h"

struct _FloHeatMap
{
  GtkWidget parent_instance;

  FloHeatGrid *grid;       /* (owned) (nullable) */
  FloHeatLayout layout;    /* of the last allocation */
  guint row;
  guint column;
  gboolean reading;        /* @row and @column are read out */
  gboolean keyboard;       /* by keys, so that the pointer's leaving ends nothing */
};

typedef enum
{
  PROP_READING = 1,
} FloHeatMapProperty;

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloHeatMap, flo_heat_map, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_READING + 1];
static guint signals[N_SIGNALS];

static gboolean
is_empty (FloHeatMap *self)
{
  return self->grid == NULL || flo_heat_grid_get_n_rows (self->grid) == 0 ||
         flo_heat_grid_get_n_columns (self->grid) == 0;
}

static FloChartPainter
create_painter (FloHeatMap  *self,
                GtkSnapshot *snapshot)
{
  return (FloChartPainter) { snapshot, NULL, gtk_widget_get_pango_context (GTK_WIDGET (self)),
                             FALSE };
}

static void
pass_on_description (FloHeatMap *self)
{
  const char *reading = flo_heat_map_get_reading (self);
  g_autofree char *summary = reading == NULL ? flo_heat_map_describe (self) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reading != NULL ? reading : summary, -1);
}

static void
set_reading (FloHeatMap *self,
             gboolean    reading,
             guint       row,
             guint       column)
{
  if (self->reading == reading && (!reading || (self->row == row && self->column == column)))
    return;
  self->reading = reading;
  if (reading)
    {
      self->row = row;
      self->column = column;
    }
  pass_on_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           FloHeatMap               *self)
{
  guint row, column;

  if (!is_empty (self) && flo_heat_layout_find_cell (&self->layout, x, y, &row, &column))
    {
      self->keyboard = FALSE;
      set_reading (self, TRUE, row, column);
    }
  else if (!self->keyboard)
    set_reading (self, FALSE, 0, 0);
}

static void
leave_cb (GtkEventControllerMotion *motion,
          FloHeatMap               *self)
{
  if (!self->keyboard)
    set_reading (self, FALSE, 0, 0);
}

static void
focus_leave_cb (GtkEventControllerFocus *focus,
                FloHeatMap              *self)
{
  self->keyboard = FALSE;
  set_reading (self, FALSE, 0, 0);
}

static void
released_cb (GtkGestureClick *click,
             int              n_press,
             double           x,
             double           y,
             FloHeatMap      *self)
{
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (is_empty (self) || !flo_heat_layout_find_cell (&self->layout, x, y, &row, &column))
    return;
  set_reading (self, TRUE, row, column);
  if (n_press == 2)
    g_signal_emit (self, signals[ACTIVATED], 0, row, column);
}

/* A map that is wider than its place follows the keys. */
static void
scroll_to_cursor (FloHeatMap *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t cell = flo_heat_layout_get_cell (&self->layout, self->row, self->column);

  if (scroller != NULL && self->reading)
    gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)),
      cell.origin.x, cell.origin.x + cell.size.width);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);
  int along, down, last_row, last_column;

  if (is_empty (self))
    return;
  g_variant_get (parameter, "(ii)", &along, &down);
  last_row = (int) flo_heat_grid_get_n_rows (self->grid) - 1;
  last_column = (int) flo_heat_grid_get_n_columns (self->grid) - 1;
  self->keyboard = TRUE;
  /* The first key only shows where one is. */
  if (!self->reading)
    {
      set_reading (self, TRUE, MIN (self->row, (guint) last_row),
                   MIN (self->column, (guint) last_column));
      return;
    }
  if (self->layout.mirrored && ABS (along) == 1)
    along = -along;
  set_reading (self, TRUE, (guint) CLAMP ((int) self->row + down, 0, last_row),
               (guint) CLAMP ((int) self->column + along, 0, last_column));
  scroll_to_cursor (self);
}

static void
activate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);

  if (self->reading)
    g_signal_emit (self, signals[ACTIVATED], 0, self->row, self->column);
}

/* Escape belongs to whoever is above when nothing is read out. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);

  if (!self->reading)
    return FALSE;
  self->keyboard = FALSE;
  set_reading (self, FALSE, 0, 0);

  return TRUE;
}

static void
draw_ring (FloHeatMap          *self,
           GtkSnapshot         *snapshot,
           const FloChartTheme *theme)
{
  graphene_rect_t cell = flo_heat_layout_get_cell (&self->layout, self->row, self->column);
  GdkRGBA ink = theme->text;
  GdkRGBA paper = theme->background;
  GskRoundedRect ring;

  /* Two lines, one of which can be seen on any shade. */
  ink.alpha = 1;
  gsk_rounded_rect_init_from_rect (&ring, &cell, 2);
  gsk_rounded_rect_shrink (&ring, -2, -2, -2, -2);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { ink, ink, ink, ink });
  gsk_rounded_rect_shrink (&ring, 2, 2, 2, 2);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { paper, paper, paper, paper });
}

static void
flo_heat_map_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  FloChartPainter painter = create_painter (self, snapshot);
  FloChartTheme theme;

  if (is_empty (self))
    return;

  flo_chart_theme_init (&theme, adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
  flo_heat_draw (self->grid, &self->layout, &painter, &theme);
  if (self->reading)
    draw_ring (self, snapshot, &theme);
  else if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 1, 1,
                               gtk_widget_get_width (widget) - 2,
                               gtk_widget_get_height (widget) - 2);
}

static void
flo_heat_map_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);
  FloChartPainter painter = create_painter (self, NULL);
  FloHeatLayout layout;

  *minimum = *natural = 0;
  if (is_empty (self))
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = (int) flo_heat_layout_get_minimum (&painter, self->grid);
      return;
    }
  flo_heat_layout_init (&layout, &painter, self->grid, MAX (for_size, 1), FALSE);
  *minimum = *natural = (int) flo_heat_layout_get_height (&layout) + 3;
}

static void
flo_heat_map_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  FloHeatMap *self = FLO_HEAT_MAP (widget);
  FloChartPainter painter = create_painter (self, NULL);

  if (!is_empty (self))
    flo_heat_layout_init (&self->layout, &painter, self->grid, width,
                          gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
}

static void
flo_heat_map_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((FloHeatMapProperty) id)
    {
    case PROP_READING:
      g_value_set_string (value, flo_heat_map_get_reading (FLO_HEAT_MAP (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_heat_map_finalize (GObject *object)
{
  FloHeatMap *self = FLO_HEAT_MAP (object);

  g_clear_object (&self->grid);

  G_OBJECT_CLASS (flo_heat_map_parent_class)->finalize (object);
}

static void
add_key (GtkWidgetClass *widget_class,
         guint           key,
         guint           keypad_key,
         int             along,
         int             down)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, "heat.move", "(ii)", along, down);
  gtk_widget_class_add_binding_action (widget_class, keypad_key, 0, "heat.move", "(ii)", along,
                                       down);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  const int far = 1 << 20;

  gtk_widget_class_install_action (widget_class, "heat.move", "(ii)", move_action);
  gtk_widget_class_install_action (widget_class, "heat.activate", NULL, activate_action);
  add_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  add_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, -far, 0);
  add_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, far, 0);
  add_key (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -far);
  add_key (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, far);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "heat.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "heat.activate", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
flo_heat_map_class_init (FloHeatMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_heat_map_get_property;
  object_class->finalize = flo_heat_map_finalize;
  widget_class->snapshot = flo_heat_map_snapshot;
  widget_class->measure = flo_heat_map_measure;
  widget_class->size_allocate = flo_heat_map_size_allocate;

  properties[PROP_READING] =
    g_param_spec_string ("reading", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "heatmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
flo_heat_map_init (FloHeatMap *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * flo_heat_map_new:
 *
 * Returns: (transfer floating): an empty map
 */
GtkWidget *
flo_heat_map_new (void)
{
  return g_object_new (FLO_TYPE_HEAT_MAP, NULL);
}

void
flo_heat_map_set_grid (FloHeatMap  *self,
                       FloHeatGrid *grid)
{
  g_return_if_fail (FLO_IS_HEAT_MAP (self));
  g_return_if_fail (grid == NULL || FLO_IS_HEAT_GRID (grid));

  g_set_object (&self->grid, grid);
  self->reading = FALSE;
  self->row = self->column = 0;
  pass_on_description (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

FloHeatGrid *
flo_heat_map_get_grid (FloHeatMap *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_MAP (self), NULL);

  return self->grid;
}

gboolean
flo_heat_map_get_cursor (FloHeatMap *self,
                         guint      *row,
                         guint      *column)
{
  g_return_val_if_fail (FLO_IS_HEAT_MAP (self), FALSE);

  *row = self->row;
  *column = self->column;

  return self->reading;
}

void
flo_heat_map_set_cursor (FloHeatMap *self,
                         guint       row,
                         guint       column)
{
  g_return_if_fail (FLO_IS_HEAT_MAP (self));
  g_return_if_fail (!is_empty (self));
  g_return_if_fail (row < flo_heat_grid_get_n_rows (self->grid));
  g_return_if_fail (column < flo_heat_grid_get_n_columns (self->grid));

  self->keyboard = TRUE;
  set_reading (self, TRUE, row, column);
}

const char *
flo_heat_map_get_reading (FloHeatMap *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_MAP (self), NULL);

  if (!self->reading)
    return NULL;

  return flo_heat_grid_get_cell (self->grid, self->row, self->column)->words;
}

/* The least and the greatest, which is what a look at the map tells. */
char *
flo_heat_map_describe (FloHeatMap *self)
{
  const FloHeatCell *least = NULL;
  const FloHeatCell *greatest = NULL;

  g_return_val_if_fail (FLO_IS_HEAT_MAP (self), NULL);

  for (guint row = 0; !is_empty (self) && row < flo_heat_grid_get_n_rows (self->grid); row++)
    for (guint column = 0; column < flo_heat_grid_get_n_columns (self->grid); column++)
      {
        const FloHeatCell *cell = flo_heat_grid_get_cell (self->grid, row, column);

        if (!cell->known)
          continue;
        if (least == NULL || cell->share < least->share)
          least = cell;
        if (greatest == NULL || cell->share > greatest->share)
          greatest = cell;
      }
  if (least == NULL)
    return g_strdup (_("No figures"));

  /* Translators: describes a table of shades: what it shows, numbers of rows and columns, then the
   * sentences of its least and its greatest figure */
  return g_strdup_printf (_("%s, %u by %u. Least: %s. Greatest: %s."),
                          flo_heat_grid_get_title (self->grid),
                          flo_heat_grid_get_n_rows (self->grid),
                          flo_heat_grid_get_n_columns (self->grid), least->words, greatest->words);
}
