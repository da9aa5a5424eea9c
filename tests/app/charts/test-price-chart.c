/* test-price-chart.c: the chart of spot prices, the sparkline, and files made of charts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#include "app/charts/flo-chart-export.h"
#include "app/charts/flo-price-chart.h"
#include "app/charts/flo-price-steps.h"
#include "app/charts/flo-sparkline.h"
#include "synthetic.h"

#define DAY ((gint64) 24 * 60 * 60)

typedef struct
{
  GListModel *prices;
  GtkWidget *window;
  FloPriceChart *price;
  FloChartView *view;
  FloChart *chart;
  gint64 now;
  char *folder;
} Fixture;

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, wake_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* The money axis gets its range when the first frame is drawn. */
static void
wait_for_frame (FloChart *chart)
{
  for (guint i = 0; i < 500 && flo_axis_is_pathological (flo_chart_get_money_axis (chart)); i++)
    run_for (20);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (chart)));
  run_for (60);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char * const types[] = { "m6i.large", "c6i.xlarge", NULL };

  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
  fixture->prices = synthetic_prices_new (types, 3, 200, 7 * DAY, fixture->now);
  fixture->folder = g_dir_make_tmp ("flotilla-charts-XXXXXX", NULL);
  fixture->price = FLO_PRICE_CHART (flo_price_chart_new ());
  fixture->view = flo_price_chart_get_view (fixture->price);
  fixture->chart = flo_chart_view_get_chart (fixture->view);
  g_object_set (fixture->price, "series", fixture->prices, "span", 7 * DAY, NULL);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->price));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->chart);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  run_for (20);
  g_assert_finalize_object (fixture->prices);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
}

static FloMoney
get_price (FloPriceSeries *series,
           double          time)
{
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (series, &n_points);
  FloMoney price = 0;

  for (gsize i = 0; i < n_points && (double) points[i].time <= time; i++)
    price = points[i].price;

  return price;
}

static void
test_readings (Fixture       *fixture,
               gconstpointer  data)
{
  for (gint64 time = fixture->now - 6 * DAY; time < fixture->now; time += 9973)
    {
      g_autoptr(GPtrArray) readings = flo_chart_list_readings (fixture->chart, (double) time);

      g_assert_cmpuint (readings->len, ==, 6);
      for (guint i = 0; i < 6; i++)
        {
          const FloReading *reading = g_ptr_array_index (readings, i);
          g_autoptr(FloPriceSeries) series = g_list_model_get_item (fixture->prices, i);
          g_autofree char *text = flo_money_format (get_price (series, (double) time));
          g_autofree char *title = g_strdup_printf ("%s %s",
                                                    flo_price_series_get_instance_type (series),
                                                    flo_price_series_get_zone (series));

          g_assert_cmpstr (reading->title, ==, title);
          g_assert_cmpstr (reading->text, ==, text);
          /* Colours are zones, dashes are types. */
          g_assert_cmpuint (reading->style.index, ==, i % 3);
          g_assert_cmpuint (reading->style.dash, ==, i / 3);
        }
    }
}

/* Near levels widen the axis, far ones do not press the prices flat. */
static void
test_on_demand (Fixture       *fixture,
                gconstpointer  data)
{
  FloAxis *axis = flo_chart_get_money_axis (fixture->chart);
  g_autoptr(GPtrArray) readings = NULL;

  run_for (60);
  g_assert_cmpfloat (flo_axis_get_max (axis), <, 72000);
  flo_price_chart_set_on_demand (fixture->price, "m6i.large", 73000);
  run_for (100);
  g_assert_cmpfloat (flo_axis_get_max (axis), >=, 73000);
  flo_price_chart_set_on_demand (fixture->price, "c6i.xlarge", 900000);
  run_for (100);
  g_assert_cmpfloat (flo_axis_get_max (axis), <, 150000);

  readings = flo_chart_list_readings (fixture->chart, (double) fixture->now);
  g_assert_cmpuint (readings->len, ==, 8);
  g_assert_cmpstr (((FloReading *) g_ptr_array_index (readings, 7))->text, ==, "$0.90");
  flo_price_chart_set_on_demand (fixture->price, "c6i.xlarge", 0);
  g_clear_pointer (&readings, g_ptr_array_unref);
  readings = flo_chart_list_readings (fixture->chart, (double) fixture->now);
  g_assert_cmpuint (readings->len, ==, 7);
}

static void
test_names (void)
{
  static const char * const types[] = { "m6i.large", "c6i.xlarge", NULL };
  static const char * const one_type[] = { "m6i.large", NULL };
  g_autoptr(GListModel) by_zone = synthetic_prices_new (one_type, 2, 3, DAY, DAY * 20000);
  g_autoptr(GListModel) by_type = synthetic_prices_new (types, 1, 3, DAY, DAY * 20000);
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
  g_autoptr(GPtrArray) zone_steps = flo_price_steps_new (by_zone, styles);
  g_autoptr(GPtrArray) type_steps = flo_price_steps_new (by_type, styles);
  g_autoptr(GPtrArray) nothing = flo_price_steps_new (NULL, styles);

  g_assert_cmpstr (flo_step_series_get_title (g_ptr_array_index (zone_steps, 1)), ==, "us-east-1b");
  g_assert_cmpstr (flo_step_series_get_title (g_ptr_array_index (type_steps, 1)), ==, "c6i.xlarge");
  g_assert_cmpuint (nothing->len, ==, 0);
  /* Without zones to tell apart, types have the colours. */
  g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, 0).index, ==, 0);
  g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, 1).index, ==, 1);
  g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, 2).index, ==, 0);
  g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, 3).index, ==, 1);
}

/* Zones of two regions with the same letter have the same colour and other dashes. */
static void
test_regions (void)
{
  static const char * const zones[] = { "us-east-1a", "us-east-1b", "eu-west-1a", "eu-west-1b" };
  static const FloPricePoint point = { 1700000000, 30000 };
  g_autoptr(GListStore) prices = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
  g_autoptr(GPtrArray) steps = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(FloPriceSeries) series = flo_price_series_new ("m6i.large", zones[i], &point, 1,
                                                               1700000000, 1700003600);

      g_list_store_append (prices, series);
    }
  steps = flo_price_steps_new (G_LIST_MODEL (prices), styles);
  g_assert_cmpuint (steps->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, i).index, ==, i % 2);
      g_assert_cmpuint (g_array_index (styles, FloSeriesStyle, i).dash, ==, i / 2);
    }
}

typedef struct
{
  gboolean done;
  GError *error;
} Outcome;

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->done = TRUE;
  flo_chart_export_finish (result, &outcome->error);
}

static GError *
export (Fixture        *fixture,
        FloChartFormat  format,
        GFile          *file,
        GCancellable   *cancellable)
{
  Outcome outcome = { FALSE, NULL };

  flo_chart_export_async (fixture->chart, flo_chart_view_get_table (fixture->view),
                          "Spot <Prices> & more",
                          format, file, cancellable, exported_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);

  return outcome.error;
}

static GFile *
get_file (Fixture    *fixture,
          const char *name)
{
  return g_file_new_build_filename (fixture->folder, name, NULL);
}

static void
test_export_png (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (fixture, "chart.png");
  FloChartTheme theme;
  cairo_surface_t *picture;
  guint n_background = 0, n_orange = 0;
  GdkRGBA orange;

  g_assert_no_error (export (fixture, FLO_CHART_FORMAT_PNG, file, NULL));
  picture = cairo_image_surface_create_from_png (g_file_peek_path (file));
  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 2400);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, 1200);

  flo_chart_theme_init (&theme, FALSE, FALSE);
  orange = flo_chart_theme_get_stroke (&theme, 0);
  for (int y = 0; y < 1200; y++)
    {
      const unsigned char *start = cairo_image_surface_get_data (picture) +
                                   y * cairo_image_surface_get_stride (picture);
      const guint32 *row = (const guint32 *) (gconstpointer) start;

      for (int x = 0; x < 2400; x++)
        {
          double red = (row[x] >> 16 & 0xff) / 255.0, blue = (row[x] & 0xff) / 255.0;

          n_background += (row[x] & 0xffffff) == 0xffffff;
          n_orange += fabs (red - orange.red) < .02 && fabs (blue - orange.blue) < .02;
        }
    }
  g_assert_cmpuint (n_background, >, 2400 * 1200 / 2);
  g_assert_cmpuint (n_background, <, 2400 * 1200);
  /* At least the width of the plot in one of the lines. */
  g_assert_cmpuint (n_orange, >, 2000);
  cairo_surface_destroy (picture);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
count_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **attributes,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  guint *n_paths = user_data;

  *n_paths += g_str_equal (name, "path");
}

static void
test_export_svg (Fixture       *fixture,
                 gconstpointer  data)
{
  static const GMarkupParser parser = { .start_element = count_element_cb };
  g_autoptr(GFile) file = get_file (fixture, "chart.svg");
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  guint n_paths = 0;
  gsize length;

  g_assert_no_error (export (fixture, FLO_CHART_FORMAT_SVG, file, NULL));
  g_assert_true (g_file_load_contents (file, NULL, &content, &length, NULL, &error));
  context = g_markup_parse_context_new (&parser, 0, &n_paths, NULL);
  g_markup_parse_context_parse (context, content, (gssize) length, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  /* Six lines, their marks, the grid. */
  g_assert_cmpuint (n_paths, >, 12);
  g_assert_nonnull (strstr (content, "viewBox=\"0 0 1200 600\""));
  g_assert_null (strstr (content, "<image"));
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_export_csv (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (fixture, "chart.csv");
  g_autofree char *content = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) cells = NULL;
  guint n_rows;

  g_assert_no_error (export (fixture, FLO_CHART_FORMAT_CSV, file, NULL));
  g_assert_true (g_file_load_contents (file, NULL, &content, NULL, NULL, NULL));
  lines = g_strsplit (content, "\r\n", -1);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (flo_chart_view_get_table (fixture->view)));
  g_assert_cmpuint (g_strv_length (lines), ==, n_rows + 2);
  g_assert_cmpstr (lines[0], ==,
                   "time,m6i.large us-east-1a,m6i.large us-east-1b,m6i.large us-east-1c,"
                   "c6i.xlarge us-east-1a,c6i.xlarge us-east-1b,c6i.xlarge us-east-1c");
  cells = g_strsplit (lines[n_rows], ",", -1);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (fixture->prices, i);
      g_autofree char *price = flo_money_to_decimal (get_price (series, 1e12));

      g_assert_cmpstr (cells[i + 1], ==, price);
    }
  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* What fails says so, and leaves what was there. */
static void
test_export_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GFile) nowhere = get_file (fixture, "missing/chart.csv");
  g_autoptr(GFile) file = get_file (fixture, "chart.csv");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) missing = NULL;
  g_autoptr(GError) cancelled = NULL;
  g_autofree char *content = NULL;

  missing = export (fixture, FLO_CHART_FORMAT_CSV, nowhere, NULL);
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  cancelled = export (fixture, FLO_CHART_FORMAT_PNG, file, cancellable);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* Every style and size draws; the plot of a tiny chart does not vanish into an error. */
static void
test_draw (Fixture       *fixture,
           gconstpointer  data)
{
  static const int sizes[][2] = { { 1, 1 }, { 40, 30 }, { 200, 120 }, { 900, 500 } };

  for (guint mode = 0; mode < 4; mode++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sizes[i][0],
                                                               sizes[i][1]);
        cairo_t *cr = cairo_create (surface);
        FloChartPainter painter = { NULL, cr,
                                    gtk_widget_get_pango_context (GTK_WIDGET (fixture->chart)),
                                    FALSE };
        FloChartTheme theme;

        flo_chart_theme_init (&theme, mode & 1, mode & 2);
        flo_chart_set_cursor (fixture->chart, (double) (fixture->now - DAY));
        flo_chart_draw (fixture->chart, &painter, &theme, sizes[i][0], sizes[i][1], TRUE);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

static void
test_sparkline (void)
{
  static const char * const types[] = { "m6i.large", NULL };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GListModel) prices = synthetic_prices_new (types, 1, 50, 60 * DAY, now);
  g_autoptr(FloPriceSeries) series = g_list_model_get_item (prices, 0);
  FloSparkline *line = g_object_ref_sink (FLO_SPARKLINE (flo_sparkline_new ()));
  g_autofree char *price = flo_money_format (get_price (series, 1e12));
  g_autofree char *start = g_strdup_printf ("Now %s, between ", price);

  g_assert_null (gtk_widget_get_tooltip_text (GTK_WIDGET (line)));
  g_object_set (line, "series", series, NULL);
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (GTK_WIDGET (line)), start));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (line),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_object_set (line, "series", NULL, NULL);
  g_assert_null (gtk_widget_get_tooltip_text (GTK_WIDGET (line)));
  g_assert_finalize_object (line);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "test", TRUE);
  adw_init ();

  g_test_add ("/charts/price/readings", Fixture, NULL, set_up, test_readings, tear_down);
  g_test_add ("/charts/price/on-demand", Fixture, NULL, set_up, test_on_demand, tear_down);
  g_test_add_func ("/charts/price/names", test_names);
  g_test_add_func ("/charts/price/regions", test_regions);
  g_test_add ("/charts/export/png", Fixture, NULL, set_up, test_export_png, tear_down);
  g_test_add ("/charts/export/svg", Fixture, NULL, set_up, test_export_svg, tear_down);
  g_test_add ("/charts/export/csv", Fixture, NULL, set_up, test_export_csv, tear_down);
  g_test_add ("/charts/export/fails", Fixture, NULL, set_up, test_export_fails, tear_down);
  g_test_add ("/charts/draw", Fixture, NULL, set_up, test_draw, tear_down);
  g_test_add_func ("/charts/sparkline", test_sparkline);

  return g_test_run ();
}
