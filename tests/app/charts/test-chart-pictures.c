/* test-chart-pictures.c: charts pixel by pixel, against pictures that somebody has looked at
 *
 * The pictures are wordless, since fonts differ from machine to machine, and drawn at fixed times in
 * UTC. FLOTILLA_WRITE_PICTURES=1 writes them anew; look at them before they are committed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <math.h>

#include "app/charts/flo-chart.h"
#include "app/charts/flo-heat-draw.h"
#include "app/charts/flo-marker-layer.h"
#include "app/charts/flo-price-steps.h"
#include "app/charts/flo-reference-layer.h"
#include "app/charts/flo-stacked-area-layer.h"
#include "app/charts/flo-step-layer.h"
#include "synthetic.h"

#define DAY ((gint64) 24 * 60 * 60)
#define NOW ((gint64) 1795694400)    /* 26 November 2026, 12:00 UTC */
#define WIDTH 420
#define HEIGHT 240
/* Rasterizers round edges differently: how far a channel may be off, and how many pixels may be more. */
#define TOLERANCE 24
#define STRAY_SHARE .002

typedef void (*DrawFunc) (FloChartPainter     *painter,
                          const FloChartTheme *theme,
                          double               height);

static FloChart *
create_chart (FloChartLayer *layer,
              gboolean       from_zero)
{
  FloChart *chart = g_object_ref_sink (flo_chart_new ());

  flo_chart_add_layer (chart, layer);
  flo_chart_set_from_zero (chart, from_zero);
  flo_chart_set_end (chart, (double) NOW);
  flo_chart_set_home (chart, (double) (NOW - 2 * DAY), (double) NOW);

  return chart;
}

static void
draw_prices_to (FloChartPainter     *painter,
                const FloChartTheme *theme,
                double               height,
                GtkTextDirection     direction)
{
  static const char * const types[] = { "m6i.large", "c6i.xlarge", NULL };
  static const FloMarker marks[] = {
    { NOW - DAY, NOW - DAY + 120, FLO_SERIES_NOTICE, NULL },
    { NOW - DAY / 2, 0, FLO_SERIES_LOSS, NULL },
    { NOW - DAY / 2 + 60, 0, FLO_SERIES_LOSS, NULL },
  };
  g_autoptr(GListModel) prices = synthetic_prices_new (types, 3, 60, 2 * DAY, NOW);
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
  g_autoptr(GPtrArray) series = flo_price_steps_new (prices, styles);
  g_autoptr(FloStepLayer) lines = flo_step_layer_new ();
  g_autoptr(FloReferenceLayer) references = flo_reference_layer_new ();
  g_autoptr(FloMarkerLayer) markers = flo_marker_layer_new ();
  g_autoptr(FloChart) chart = create_chart (FLO_CHART_LAYER (lines), FALSE);

  flo_step_layer_set_series (lines, series, (const FloSeriesStyle *) (gpointer) styles->data);
  flo_reference_layer_add (references, "on demand", 62000);
  flo_marker_layer_set_markers (markers, marks, G_N_ELEMENTS (marks));
  flo_chart_add_layer (chart, FLO_CHART_LAYER (references));
  flo_chart_add_layer (chart, FLO_CHART_LAYER (markers));
  flo_chart_set_cursor (chart, (double) (NOW - DAY * 3 / 4));
  gtk_widget_set_direction (GTK_WIDGET (chart), direction);
  flo_chart_draw (chart, painter, theme, WIDTH, height, TRUE);
}

static void
draw_prices (FloChartPainter     *painter,
             const FloChartTheme *theme,
             double               height)
{
  draw_prices_to (painter, theme, height, GTK_TEXT_DIR_LTR);
}

static void
draw_prices_mirrored (FloChartPainter     *painter,
                      const FloChartTheme *theme,
                      double               height)
{
  draw_prices_to (painter, theme, height, GTK_TEXT_DIR_RTL);
}

static void
draw_costs (FloChartPainter     *painter,
            const FloChartTheme *theme,
            double               height)
{
  static const char * const types[] = { "m6i.large", NULL };
  static const guint indices[] = { 0, 1, 2, 3, 4, 5 };
  g_autoptr(GListModel) prices = synthetic_prices_new (types, 6, 40, 2 * DAY, NOW);
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
  g_autoptr(GPtrArray) series = flo_price_steps_new (prices, styles);
  g_autoptr(FloStackedAreaLayer) areas = flo_stacked_area_layer_new ();
  g_autoptr(FloChart) chart = create_chart (FLO_CHART_LAYER (areas), TRUE);

  flo_stacked_area_layer_set_series (areas, series, indices);
  flo_chart_draw (chart, painter, theme, WIDTH, height, FALSE);
}

static FloHeatGrid *
create_grid (FloHeatScale scale)
{
  static const char * const rows[] = { "m6i.large", "c6i.xlarge", "r6i.large", "m7g.2xlarge", NULL };
  static const char * const columns[] = { "us-east-1a", "us-east-1b", "us-east-1c", "eu-west-1a",
                                          NULL };
  static const char * const groups[] = { "us-east-1", "us-east-1", "us-east-1", "eu-west-1", NULL };
  FloHeatGrid *grid = flo_heat_grid_new ("figures", scale, rows, columns, groups);

  for (guint row = 0; row < 4; row++)
    for (guint column = 0; column < 4; column++)
      if (row != 2 || column != 1)
        flo_heat_grid_set_cell (grid, row, column, (row * 4 + column) / 15.0, "$0.0312", "words",
                                column == 3);

  return grid;
}

static void
draw_heat (FloChartPainter     *painter,
           const FloChartTheme *theme,
           double               height)
{
  g_autoptr(FloHeatGrid) grid = create_grid (FLO_HEAT_PLAIN);
  FloHeatLayout layout;

  flo_heat_layout_init (&layout, painter, grid, WIDTH, FALSE);
  flo_heat_draw (grid, &layout, painter, theme);
}

static void
draw_heat_mirrored (FloChartPainter     *painter,
                    const FloChartTheme *theme,
            double               height)
{
  g_autoptr(FloHeatGrid) grid = create_grid (FLO_HEAT_WARNING);
  FloHeatLayout layout;

  flo_heat_layout_init (&layout, painter, grid, WIDTH, TRUE);
  flo_heat_draw (grid, &layout, painter, theme);
}

typedef struct
{
  const char *name;
  DrawFunc draw;
  gboolean dark;
  gboolean high_contrast;
  int scale;
  int height;              /* 0: HEIGHT */
} Case;

static const Case CASES[] = {
  { "prices-light-1", draw_prices, FALSE, FALSE, 1 },
  { "prices-light-2", draw_prices, FALSE, FALSE, 2 },
  { "prices-dark-1", draw_prices, TRUE, FALSE, 1 },
  { "prices-dark-2", draw_prices, TRUE, FALSE, 2 },
  { "prices-light-contrast-1", draw_prices, FALSE, TRUE, 1 },
  { "prices-mirrored-light-1", draw_prices_mirrored, FALSE, FALSE, 1 },
  { "prices-tall-light-1", draw_prices, FALSE, FALSE, 1, 900 },
  { "prices-tall-dark-2", draw_prices, TRUE, FALSE, 2, 900 },
  { "costs-light-1", draw_costs, FALSE, FALSE, 1 },
  { "costs-light-2", draw_costs, FALSE, FALSE, 2 },
  { "costs-dark-1", draw_costs, TRUE, FALSE, 1 },
  { "costs-dark-2", draw_costs, TRUE, FALSE, 2 },
  { "heat-light-1", draw_heat, FALSE, FALSE, 1 },
  { "heat-light-2", draw_heat, FALSE, FALSE, 2 },
  { "heat-dark-1", draw_heat, TRUE, FALSE, 1 },
  { "heat-dark-2", draw_heat, TRUE, FALSE, 2 },
  { "heat-mirrored-light-1", draw_heat_mirrored, FALSE, FALSE, 1 },
};

static int
get_height (const Case *test)
{
  return test->height > 0 ? test->height : HEIGHT;
}

static cairo_surface_t *
draw (const Case *test)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH * test->scale,
                                                         get_height (test) * test->scale);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  FloChartPainter painter = { NULL, cr, context, TRUE };
  FloChartTheme theme;

  flo_chart_theme_init (&theme, test->dark, test->high_contrast);
  gdk_cairo_set_source_rgba (cr, &theme.background);
  cairo_paint (cr);
  cairo_scale (cr, test->scale, test->scale);
  test->draw (&painter, &theme, get_height (test));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_object_unref (context);

  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const unsigned char *start = cairo_image_surface_get_data (surface) +
                               y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) start)[x] & 0xffffff;
}

static int
get_distance (guint32 a,
              guint32 b)
{
  int worst = 0;

  for (int shift = 0; shift < 24; shift += 8)
    worst = MAX (worst, ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)));

  return worst;
}

/* Pixels that are off by more than rounding explains. */
static guint
count_strays (cairo_surface_t *drawn,
              cairo_surface_t *wanted)
{
  guint n_strays = 0;

  g_assert_cmpint (cairo_image_surface_get_width (drawn), ==,
                   cairo_image_surface_get_width (wanted));
  g_assert_cmpint (cairo_image_surface_get_height (drawn), ==,
                   cairo_image_surface_get_height (wanted));
  for (int y = 0; y < cairo_image_surface_get_height (drawn); y++)
    for (int x = 0; x < cairo_image_surface_get_width (drawn); x++)
      n_strays += get_distance (get_pixel (drawn, x, y), get_pixel (wanted, x, y)) > TOLERANCE;

  return n_strays;
}

static char *
get_path (const Case *test)
{
  g_autofree char *name = g_strconcat (test->name, ".png", NULL);

  return g_test_build_filename (G_TEST_DIST, "app", "charts", "pictures", name, NULL);
}

static void
test_picture (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = get_path (test);
  cairo_surface_t *drawn = draw (test);
  cairo_surface_t *wanted;
  guint n_strays, allowed;

  if (g_getenv ("FLOTILLA_WRITE_PICTURES") != NULL)
    g_assert_cmpint (cairo_surface_write_to_png (drawn, path), ==, CAIRO_STATUS_SUCCESS);

  wanted = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (wanted), ==, CAIRO_STATUS_SUCCESS);
  n_strays = count_strays (drawn, wanted);
  allowed = (guint) (WIDTH * get_height (test) * test->scale * test->scale * STRAY_SHARE);
  if (n_strays > allowed)
    {
      g_autofree char *name = g_strdup_printf ("%s-drawn.png", test->name);
      g_autofree char *seen = g_build_filename (g_get_tmp_dir (), name, NULL);

      cairo_surface_write_to_png (drawn, seen);
      g_test_message ("%u pixels differ from %s, %u may: what was drawn is in %s", n_strays, path,
                      allowed, seen);
      g_test_fail ();
    }
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (wanted);
}

/* The comparison would see a line that moved by two pixels: it is no test that cannot fail. */
static void
test_sensitivity (void)
{
  Case test = CASES[0];
  cairo_surface_t *drawn = draw (&test);
  cairo_surface_t *moved = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (moved);

  cairo_set_source_surface (cr, drawn, 0, 2);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (moved);
  g_assert_cmpuint (count_strays (drawn, moved), >, (guint) (WIDTH * HEIGHT * STRAY_SHARE * 5));
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (moved);
}

int
main (int   argc,
      char *argv[])
{
  /* Marks of days stand where the reference has them. */
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/charts/pictures/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_picture);
    }
  g_test_add_func ("/charts/pictures/sensitivity", test_sensitivity);

  return g_test_run ();
}
