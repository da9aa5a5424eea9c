/* chart-frames.c: bench-chart-frames POINTS: what a frame of a chart with so many price changes costs
 *
 * Prints the medians, in milliseconds, of a frame as it is, while zooming, and while hovering. A frame is
 * all of it: what the chart lays out and records, and what the renderer then draws.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

#include "app/charts/flo-chart.h"
#include "app/charts/flo-step-layer.h"

#define START 1700000000
#define PERIOD (30.0 * 24 * 60 * 60)
#define WIDTH 1000
#define HEIGHT 500
#define N_FRAMES 60

typedef struct
{
  FloChart *chart;
  cairo_surface_t *surface;
  PangoContext *context;
  FloChartTheme theme;
} Bench;

/* Prices wander, and jump now and then: the same on the whole, more or less finely recorded. */
static FloStepSeries *
create_series (guint n_points)
{
  FloStepSeries *series = flo_step_series_new ("m6i.large us-east-1a");
  g_autoptr(GRand) random = g_rand_new_with_seed (4);
  g_autofree FloStep *steps = g_new (FloStep, n_points);
  FloMoney price = 40000;
  gint64 span = MAX ((gint64) PERIOD, (gint64) n_points);
  gint32 stride = MAX ((gint32) (400 * sqrt (1000.0 / n_points)), 1);
  guint jump = MAX (n_points / 50, 1);

  for (guint i = 0; i < n_points; i++)
    {
      price = CLAMP (price + g_rand_int_range (random, -stride, stride + 1), 20000, 90000);
      steps[i].time = START + span * i / n_points;
      steps[i].value = g_rand_int_range (random, 0, (gint32) jump) == 0 ? price * 2 : price;
    }
  flo_step_series_replace_tail (series, 0, steps, n_points);

  return series;
}

static void
draw_frame (Bench *bench)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  FloChartPainter painter = { snapshot, NULL, bench->context, FALSE };
  cairo_t *cr = cairo_create (bench->surface);
  GskRenderNode *node;

  gdk_cairo_set_source_rgba (cr, &bench->theme.background);
  cairo_paint (cr);
  flo_chart_draw (bench->chart, &painter, &bench->theme, WIDTH, HEIGHT, TRUE);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    {
      gsk_render_node_draw (node, cr);
      gsk_render_node_unref (node);
    }
  cairo_destroy (cr);
  cairo_surface_flush (bench->surface);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* What happens before frame @i. */
typedef void (*Step) (Bench *bench, guint i);

static void
stay (Bench *bench,
      guint  i)
{
}

static void
zoom (Bench *bench,
      guint  i)
{
  FloAxis *axis = flo_chart_get_time_axis (bench->chart);

  if (i % 20 == 0)
    flo_chart_reset_view (bench->chart);
  flo_chart_zoom (bench->chart, .8, flo_axis_denormalize (axis, (double) (i * 7 % 10) / 10));
}

static void
hover (Bench *bench,
       guint  i)
{
  FloAxis *axis = flo_chart_get_time_axis (bench->chart);

  flo_chart_set_cursor (bench->chart, flo_axis_denormalize (axis, (double) (i * 13 % N_FRAMES) /
                                                                    N_FRAMES));
}

static double
measure (Bench *bench,
         Step   step)
{
  double times[N_FRAMES];

  draw_frame (bench);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      step (bench, i);
      draw_frame (bench);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  qsort (times, N_FRAMES, sizeof times[0], compare);
  flo_chart_reset_view (bench->chart);

  return times[N_FRAMES / 2];
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(FloStepLayer) lines = NULL;
  g_autoptr(GPtrArray) series = g_ptr_array_new_with_free_func (g_object_unref);
  const FloSeriesStyle style = { FLO_SERIES_LINE, 0, 0 };
  guint n_points = argc == 2 ? (guint) strtoul (argv[1], NULL, 10) : 0;
  double end = START + MAX (PERIOD, (double) n_points);
  double still, zooming, hovering;
  Bench bench;

  if (n_points == 0)
    {
      g_printerr ("usage: bench-chart-frames POINTS\n");
      return 2;
    }

  adw_init ();
  lines = flo_step_layer_new ();
  g_ptr_array_add (series, create_series (n_points));
  flo_step_layer_set_series (lines, series, &style);
  bench.chart = g_object_ref_sink (flo_chart_new ());
  flo_chart_add_layer (bench.chart, FLO_CHART_LAYER (lines));
  flo_chart_set_from_zero (bench.chart, FALSE);
  flo_chart_set_end (bench.chart, end);
  flo_chart_set_home (bench.chart, START, end);
  bench.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  bench.context = gtk_widget_create_pango_context (GTK_WIDGET (bench.chart));
  flo_chart_theme_init (&bench.theme, FALSE, FALSE);

  still = measure (&bench, stay);
  zooming = measure (&bench, zoom);
  hovering = measure (&bench, hover);
  g_print ("%.4f %.4f %.4f\n", still, zooming, hovering);

  g_object_unref (bench.context);
  cairo_surface_destroy (bench.surface);
  g_object_unref (bench.chart);

  return 0;
}
