/* test-cost-chart.c: the chart of a fleet's costs in a window: values, keys, pointer, table, time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <math.h>

#include "app/charts/flo-chart-clock.h"
#include "app/charts/flo-cost-chart.h"
#include "app/charts/flo-interruptions.h"
#include "fleet/flo-fleet-private.h"
#include "synthetic.h"

#define DAY ((gint64) 24 * 60 * 60)

typedef struct
{
  FloFleet *fleet;
  GtkWidget *window;
  FloCostChart *cost;
  FloChartView *view;
  FloChart *chart;
  gint64 now;
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
  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
  fixture->fleet = synthetic_fleet_new (3, 60, DAY, fixture->now);
  fixture->cost = FLO_COST_CHART (flo_cost_chart_new ());
  fixture->view = flo_cost_chart_get_view (fixture->cost);
  fixture->chart = flo_chart_view_get_chart (fixture->view);
  flo_cost_chart_set_fleet (fixture->cost, fixture->fleet);
  if (data != NULL)
    gtk_widget_set_direction (GTK_WIDGET (fixture->chart), GTK_TEXT_DIR_RTL);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->cost));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->chart);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  run_for (20);
  g_assert_finalize_object (fixture->fleet);
}

/* What the fleet itself says; zero before the first step. */
static FloMoney
get_cost (FloFleet   *fleet,
          const char *zone,
          double      time)
{
  FloZoneCostSeries *costs = flo_fleet_ensure_zone_costs (fleet, zone);
  guint n_points;
  const FloZoneCost *points = flo_zone_cost_series_get_points (costs, &n_points);
  FloMoney cost = 0;

  for (guint i = 0; i < n_points && (double) points[i].time <= time; i++)
    cost = points[i].per_hour;

  return cost;
}

static void
check_readings (Fixture *fixture,
                double   time)
{
  g_autoptr(GPtrArray) readings = flo_chart_list_readings (fixture->chart, time);
  FloMoney sum = 0;
  guint n_zones = 0;

  for (guint i = 0; i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *text = NULL;

      if (reading->style.kind == FLO_SERIES_AREA)
        {
          FloMoney cost = get_cost (fixture->fleet, reading->title, time);

          text = flo_money_format (cost);
          sum += cost;
          n_zones++;
        }
      else if (reading->is_total)
        text = flo_money_format (sum);
      g_assert_cmpstr (reading->text, ==, text);
    }
  g_assert_cmpuint (n_zones, ==, 3);
}

static void
test_readings (Fixture       *fixture,
               gconstpointer  data)
{
  for (gint64 time = fixture->now - DAY + 60; time <= fixture->now; time += 997)
    check_readings (fixture, (double) time);
}

static gpointer
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_child (GtkWidget  *widget,
            const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The pointer in the middle reads out the middle, whatever the direction of time. */
static void
test_pointer (Fixture       *fixture,
              gconstpointer  data)
{
  GtkEventController *motion =
    find_controller (GTK_WIDGET (fixture->chart), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  FloAxis *axis = flo_chart_get_time_axis (fixture->chart);
  GtkWidget *readout = gtk_widget_get_first_child (GTK_WIDGET (fixture->chart));
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->chart));
  g_autofree char *text = NULL;
  double early, late;

  g_assert_true (isnan (flo_chart_get_cursor (fixture->chart)));
  g_assert_false (gtk_widget_get_visible (readout));
  g_signal_emit_by_name (motion, "motion", width * .3, 90.0);
  early = flo_chart_get_cursor (fixture->chart);
  g_signal_emit_by_name (motion, "motion", width * .6, 90.0);
  late = flo_chart_get_cursor (fixture->chart);
  g_assert_cmpint (late > early, ==, data == NULL);
  g_assert_cmpfloat (late, >, flo_axis_get_min (axis));
  g_assert_cmpfloat (late, <, flo_axis_get_max (axis));

  g_assert_true (gtk_widget_get_visible (readout));
  text = flo_money_format (get_cost (fixture->fleet, "us-east-1b", late));
  g_assert_true (has_label (readout, "us-east-1b"));
  g_assert_true (has_label (readout, text));
  run_for (60);

  g_signal_emit_by_name (motion, "leave");
  g_assert_true (isnan (flo_chart_get_cursor (fixture->chart)));
  g_assert_false (gtk_widget_get_visible (readout));
}

static void
step (Fixture *fixture,
      int      direction)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.step", "i",
                                             direction));
}

/* Keys go from change to change; the arrow follows the picture. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  int back = data == NULL ? -1 : 1;
  double time, last;

  step (fixture, back);
  last = flo_chart_get_cursor (fixture->chart);
  g_assert_cmpfloat (last, ==, flo_chart_get_end (fixture->chart));
  for (guint i = 0; i < 25; i++)
    {
      step (fixture, back);
      time = flo_chart_get_cursor (fixture->chart);
      g_assert_cmpfloat (time, <, last);
      check_readings (fixture, time);
      last = time;
    }
  step (fixture, -back);
  g_assert_cmpfloat (flo_chart_get_cursor (fixture->chart), >, last);
  gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.edge", "i", -1);
  g_assert_cmpfloat (flo_chart_get_cursor (fixture->chart), ==,
                     flo_axis_get_min (flo_chart_get_time_axis (fixture->chart)));
}

static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  gboolean reached = FALSE;

  for (guint i = 0; i < 12 && !reached; i++)
    {
      gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      reached = gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->chart);
    }
  g_assert_true (reached);
}

static void
test_description (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *sentence = NULL;

  g_assert_true (gtk_test_accessible_has_role (GTK_ACCESSIBLE (fixture->chart),
                                               GTK_ACCESSIBLE_ROLE_IMG));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->chart),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  step (fixture, -1);
  step (fixture, -1);
  sentence = flo_chart_describe (fixture->chart, flo_chart_get_cursor (fixture->chart));
  g_assert_nonnull (strstr (sentence, "us-east-1a $0."));
  g_assert_nonnull (strstr (sentence, "Total $0."));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence);
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  data)
{
  FloAxis *axis = flo_chart_get_time_axis (fixture->chart);
  double from = flo_axis_get_min (axis), to = flo_axis_get_max (axis);
  double middle = (from + to) / 2;

  g_assert_false (flo_chart_get_zoomed (fixture->chart));
  flo_chart_zoom (fixture->chart, .5, middle);
  g_assert_true (flo_chart_get_zoomed (fixture->chart));
  g_assert_cmpfloat_with_epsilon (flo_axis_get_max (axis) - flo_axis_get_min (axis),
                                  (to - from) / 2, 1);
  g_assert_cmpfloat_with_epsilon (flo_axis_denormalize (axis, .5), middle, 1);

  flo_chart_pan (fixture->chart, -.25);
  g_assert_cmpfloat_with_epsilon (flo_axis_denormalize (axis, .5), middle - (to - from) / 8, 1);

  /* Not beyond what there is, not closer than a minute. */
  flo_chart_pan (fixture->chart, -100);
  g_assert_cmpfloat (flo_axis_get_min (axis), >=, from - 1);
  flo_chart_pan (fixture->chart, 100);
  g_assert_cmpfloat (flo_axis_get_max (axis), <=, to + 5);
  for (guint i = 0; i < 50; i++)
    flo_chart_zoom (fixture->chart, .5, NAN);
  g_assert_cmpfloat_with_epsilon (flo_axis_get_max (axis) - flo_axis_get_min (axis), 60, .01);
  for (guint i = 0; i < 50; i++)
    flo_chart_zoom (fixture->chart, 2, NAN);
  g_assert_cmpfloat_with_epsilon (flo_axis_get_max (axis) - flo_axis_get_min (axis), to - from, 5);

  flo_chart_zoom (fixture->chart, .1, NAN);
  gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.reset", NULL);
  g_assert_false (flo_chart_get_zoomed (fixture->chart));
}

static void
test_span (Fixture       *fixture,
           gconstpointer  data)
{
  FloAxis *axis = flo_chart_get_time_axis (fixture->chart);

  g_object_set (fixture->cost, "span", (gint64) 3600, NULL);
  g_assert_cmpfloat_with_epsilon (flo_axis_get_max (axis) - flo_axis_get_min (axis), 3600, .5);
  g_assert_cmpfloat_with_epsilon (flo_axis_get_max (axis),
                                  (double) (g_get_real_time () / G_USEC_PER_SEC), 2);
  /* No more than there is. */
  g_object_set (fixture->cost, "span", 30 * DAY, NULL);
  g_assert_cmpfloat (flo_axis_get_max (axis) - flo_axis_get_min (axis), <, (double) DAY * 1.05);
  g_assert_cmpfloat (flo_axis_get_max (axis) - flo_axis_get_min (axis), >, (double) DAY);
}

/* Row by row, the table says what the chart says. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  FloStepTable *table = flo_chart_view_get_table (fixture->view);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (table));
  g_autoptr(FloStepRow) newest = NULL;
  g_autofree char *text = NULL;
  FloMoney total;

  newest = g_list_model_get_item (G_LIST_MODEL (table), 0);
  flo_step_table_get_value (table, 3, flo_step_row_get_time (newest), &total);
  text = flo_money_format (total);
  g_assert_false (has_label (find_child (GTK_WIDGET (fixture->view), "FloChartTable"), text));
  g_object_set (fixture->view, "show-table", TRUE, NULL);
  run_for (100);
  g_assert_true (has_label (find_child (GTK_WIDGET (fixture->view), "FloChartTable"), text));
  g_assert_cmpuint (flo_step_table_get_n_columns (table), ==, 4);
  g_assert_cmpuint (n_rows, >, 150);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(FloStepRow) row = g_list_model_get_item (G_LIST_MODEL (table), i);
      gint64 time = flo_step_row_get_time (row);
      FloMoney sum = 0, value = 0;

      for (guint column = 0; column < 3; column++)
        {
          value = 0;
          flo_step_table_get_value (table, column, time, &value);
          g_assert_cmpint (value, ==,
                           get_cost (fixture->fleet, flo_step_table_get_title (table, column),
                                                (double) time));
          sum += value;
        }
      g_assert_true (flo_step_table_get_value (table, 3, time, &value));
      g_assert_cmpint (value, ==, sum);
      check_readings (fixture, (double) time);
    }
}

static void
count_cb (GObject *object,
          guint   *count)
{
  (*count)++;
}

/* A burst of changes is one redraw a second, and none while nobody looks. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  FloZoneCostSeries *costs = flo_fleet_ensure_zone_costs (fixture->fleet, "us-east-1a");
  FloStepTable *table = flo_chart_view_get_table (fixture->view);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (table));
  guint n_frames = 0;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 start;

  g_object_set (fixture->cost, "span", (gint64) 3600, NULL);
  run_for (1200);
  start = g_get_monotonic_time ();
  g_signal_connect (fixture->chart, "view-changed", G_CALLBACK (count_cb), &n_frames);
  for (guint i = 0; i < 200; i++)
    {
      flo_zone_cost_series_append (costs, now + 2, 100000 + i, 3);
      run_for (10);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, n_rows + 1);
  check_readings (fixture, flo_chart_get_end (fixture->chart));
  g_assert_cmpuint (n_frames, >=, 1);
  g_assert_cmpuint (n_frames, <=, (guint) ((g_get_monotonic_time () - start) / G_USEC_PER_SEC) + 2);

  gtk_widget_set_visible (GTK_WIDGET (fixture->cost), FALSE);
  n_frames = 0;
  for (guint i = 0; i < 30; i++)
    {
      flo_zone_cost_series_append (costs, now + 10 + i, 200000 + i, 3);
      run_for (40);
    }
  g_assert_cmpuint (n_frames, ==, 0);

  /* Shown again, it is up to date at once. */
  gtk_widget_set_visible (GTK_WIDGET (fixture->cost), TRUE);
  run_for (1100);
  g_assert_cmpuint (n_frames, >=, 1);
  g_assert_cmpint (get_cost (fixture->fleet, "us-east-1a", 1e12), ==, 200029);
  check_readings (fixture, flo_chart_get_end (fixture->chart));

  /* A fleet that is gone does not move any more. */
  flo_fleet_set_state (fixture->fleet, FLO_FLEET_DESTROYED);
  run_for (1100);
  n_frames = 0;
  run_for (2200);
  g_assert_cmpuint (n_frames, ==, 0);
}

static void
test_clock (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr(FloChartClock) clock = flo_chart_clock_new (window);
  guint n_ticks = 0;
  gint64 start;

  g_signal_connect (clock, "tick", G_CALLBACK (count_cb), &n_ticks);
  flo_chart_clock_set_interval (clock, .001);
  flo_chart_clock_poke (clock);
  run_for (1300);
  g_assert_cmpuint (n_ticks, ==, 0);

  start = g_get_monotonic_time ();
  gtk_window_present (GTK_WINDOW (window));
  run_for (2600);
  g_assert_cmpuint (n_ticks, >=, 2);
  g_assert_cmpuint (n_ticks, <=, (guint) ((g_get_monotonic_time () - start) / G_USEC_PER_SEC) + 1);

  /* A pixel of a minute or more: nothing runs. */
  flo_chart_clock_set_interval (clock, 108);
  n_ticks = 0;
  run_for (1500);
  g_assert_cmpuint (n_ticks, ==, 0);
  g_clear_object (&clock);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_interruptions (void)
{
  g_autoptr(GListStore) events = g_list_store_new (FLO_TYPE_EVENT);
  g_autoptr(GArray) markers = NULL;
  static const struct { gint64 time; FloEventKind kind; const char *resource; } cases[] = {
    { 5000, FLO_EVENT_LOST, "i-2" },       /* long after its notice */
    { 1130, FLO_EVENT_LOST, "i-1" },
    { 1120, FLO_EVENT_ACTION, "i-1" },
    { 1050, FLO_EVENT_LOST, "i-3" },       /* without notice */
    { 1020, FLO_EVENT_NOTICE, "i-1" },     /* said twice */
    { 1010, FLO_EVENT_NOTICE, "i-1" },
    { 1000, FLO_EVENT_NOTICE, "i-2" },
  };
  static const struct { gint64 time, end; FloSeriesKind kind; } wanted[] = {
    { 1000, 0, FLO_SERIES_NOTICE },
    { 1010, 1130, FLO_SERIES_NOTICE },
    { 1050, 0, FLO_SERIES_LOSS },
    { 5000, 0, FLO_SERIES_LOSS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(FloEvent) event = flo_event_new ((gint64) (10 - i), cases[i].time * G_USEC_PER_SEC,
                                                 cases[i].kind,
                                                 "title", NULL, cases[i].resource, "us-east-1a");

      g_list_store_append (events, event);
    }
  markers = flo_interruptions_from_events (G_LIST_MODEL (events));
  g_assert_cmpuint (markers->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < markers->len; i++)
    {
      const FloMarker *marker = &g_array_index (markers, FloMarker, i);

      g_assert_cmpint (marker->time, ==, wanted[i].time);
      g_assert_cmpint (marker->end, ==, wanted[i].end);
      g_assert_cmpint (marker->kind, ==, wanted[i].kind);
    }
}

/* Nothing, and then the first instance. */
static void
test_empty (void)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(FloFleet) fleet = synthetic_fleet_new (0, 0, 600, now);
  GtkWidget *window = gtk_window_new ();
  FloCostChart *cost = FLO_COST_CHART (flo_cost_chart_new ());
  GtkWidget *chart = GTK_WIDGET (flo_chart_view_get_chart (flo_cost_chart_get_view (cost)));

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (cost));
  gtk_window_present (GTK_WINDOW (window));
  run_for (60);
  flo_cost_chart_set_fleet (cost, fleet);
  run_for (60);
  g_assert_null (flo_chart_view_get_table (flo_cost_chart_get_view (cost)));
  g_assert_false (gtk_widget_get_mapped (chart));

  flo_zone_cost_series_append (flo_fleet_ensure_zone_costs (fleet, "us-east-1c"), now, 31200, 1);
  run_for (1200);
  g_assert_nonnull (flo_chart_view_get_table (flo_cost_chart_get_view (cost)));
  g_assert_true (gtk_widget_get_mapped (chart));

  flo_cost_chart_set_fleet (cost, NULL);
  run_for (60);
  g_assert_false (gtk_widget_get_mapped (chart));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "test", TRUE);
  adw_init ();

  g_test_add ("/charts/cost/readings", Fixture, NULL, set_up, test_readings, tear_down);
  g_test_add ("/charts/cost/pointer", Fixture, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/charts/cost/pointer/rtl", Fixture, "rtl", set_up, test_pointer, tear_down);
  g_test_add ("/charts/cost/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/charts/cost/keyboard/rtl", Fixture, "rtl", set_up, test_keyboard, tear_down);
  g_test_add ("/charts/cost/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/charts/cost/description", Fixture, NULL, set_up, test_description, tear_down);
  g_test_add ("/charts/cost/zoom", Fixture, NULL, set_up, test_zoom, tear_down);
  g_test_add ("/charts/cost/span", Fixture, NULL, set_up, test_span, tear_down);
  g_test_add ("/charts/cost/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/charts/cost/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add_func ("/charts/cost/clock", test_clock);
  g_test_add_func ("/charts/cost/interruptions", test_interruptions);
  g_test_add_func ("/charts/cost/empty", test_empty);

  return g_test_run ();
}
