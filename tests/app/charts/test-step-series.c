/* test-step-series.c: steps, extremes, sums, tables and paths, compared with doing it the slow way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "app/charts/flo-chart-csv.h"
#include "app/charts/flo-min-max-tree.h"
#include "app/charts/flo-step-path.h"
#include "app/charts/flo-step-stack.h"
#include "app/charts/flo-step-table.h"

static FloStepSeries *
make_series (const char    *title,
             const FloStep *steps,
             gsize          n_steps)
{
  FloStepSeries *series = flo_step_series_new (title);

  flo_step_series_replace_tail (series, 0, steps, n_steps);

  return series;
}

static FloStepSeries *
make_random_series (GRand  *random,
                    guint   n_steps,
                    gint64  start,
                    gint32  gap)
{
  g_autofree FloStep *steps = g_new (FloStep, MAX (n_steps, 1));
  gint64 time = start;

  for (guint i = 0; i < n_steps; i++)
    {
      steps[i] = (FloStep) { time, g_rand_int_range (random, 0, 1000000) };
      time += g_rand_int_range (random, 1, gap);
    }

  return make_series ("random", steps, n_steps);
}

/* Grows and is cut at random; every answer is compared with reading it all. */
static void
test_tree (void)
{
  g_autoptr(FloMinMaxTree) tree = flo_min_max_tree_new ();
  g_autoptr(GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 3000; round++)
    {
      guint first, end;
      gint64 min, max, found_min = G_MAXINT64, found_max = G_MININT64;
      gsize n_probes = 0;

      if (g_rand_int_range (random, 0, 12) == 0)
        {
          guint size = (guint) g_rand_int_range (random, 0, (gint32) values->len + 1);

          flo_min_max_tree_truncate (tree, size);
          g_array_set_size (values, size);
        }
      for (gint32 i = g_rand_int_range (random, 1, 40); i > 0; i--)
        {
          gint64 value = (gint64) g_rand_int (random) - G_MAXINT32;

          flo_min_max_tree_append (tree, value);
          g_array_append_val (values, value);
        }
      g_assert_cmpuint (flo_min_max_tree_get_size (tree), ==, values->len);

      first = (guint) g_rand_int_range (random, 0, (gint32) values->len);
      end = (guint) g_rand_int_range (random, (gint32) first + 1, (gint32) values->len + 1);
      flo_min_max_tree_query (tree, first, end, &min, &max, &n_probes);
      for (guint i = first; i < end; i++)
        {
          found_min = MIN (found_min, g_array_index (values, gint64, i));
          found_max = MAX (found_max, g_array_index (values, gint64, i));
        }
      g_assert_cmpint (min, ==, found_min);
      g_assert_cmpint (max, ==, found_max);
      g_assert_cmpuint (n_probes, <=, 32 * 5);
    }
}

static void
changed_cb (FloStepSeries *series,
            gint64         time,
            gint64        *since)
{
  *since = time;
}

static void
test_series (void)
{
  static const FloStep steps[] = { { 10, 5 }, { 20, 7 }, { 20, 8 }, { 15, 9 }, { 30, 2 } };
  static const FloStep tail[] = { { 20, 6 }, { 40, 1 } };
  g_autoptr(FloStepSeries) series = make_series ("a", steps, G_N_ELEMENTS (steps));
  FloMoney value, min, max;
  gint64 change, since = 0;
  gsize n_steps;

  /* What goes back in time is left out. */
  flo_step_series_get_steps (series, &n_steps);
  g_assert_cmpuint (n_steps, ==, 3);
  g_assert_false (flo_step_series_get_value_at (series, 9.9, &value));
  g_assert_true (flo_step_series_get_value_at (series, 10, &value));
  g_assert_cmpint (value, ==, 5);
  g_assert_true (flo_step_series_get_value_at (series, 1e12, &value));
  g_assert_cmpint (value, ==, 2);
  g_assert_cmpuint (flo_step_series_count_before (series, 20), ==, 1);
  g_assert_cmpuint (flo_step_series_count_until (series, 20), ==, 2);

  /* What holds at the beginning counts. */
  g_assert_true (flo_step_series_get_extremes (series, 12, 25, &min, &max));
  g_assert_cmpint (min, ==, 5);
  g_assert_cmpint (max, ==, 7);
  g_assert_false (flo_step_series_get_extremes (series, 1, 9, &min, &max));

  g_assert_true (flo_step_series_find_change (series, 10, TRUE, &change));
  g_assert_cmpint (change, ==, 20);
  g_assert_true (flo_step_series_find_change (series, 20, FALSE, &change));
  g_assert_cmpint (change, ==, 10);
  g_assert_false (flo_step_series_find_change (series, 10, FALSE, &change));
  g_assert_false (flo_step_series_find_change (series, 30, TRUE, &change));

  g_signal_connect (series, "changed", G_CALLBACK (changed_cb), &since);
  flo_step_series_replace_tail (series, 1, tail, G_N_ELEMENTS (tail));
  g_assert_cmpint (since, ==, 20);
  g_assert_true (flo_step_series_get_value_at (series, 25, &value));
  g_assert_cmpint (value, ==, 6);
  g_assert_finalize_object (g_steal_pointer (&series));
}

static FloMoney
sum_at (GPtrArray *all,
        guint      n,
        gint64     time)
{
  FloMoney sum = 0;

  for (guint i = 0; i < n; i++)
    {
      FloMoney value = 0;

      flo_step_series_get_value_at (g_ptr_array_index (all, i), (double) time, &value);
      sum += value;
    }

  return sum;
}

static void
check_stack (FloStepStack *stack,
             GPtrArray    *all,
             gint64        first,
             gint64        last)
{
  for (guint i = 0; i < all->len; i++)
    {
      FloStepSeries *boundary = flo_step_stack_get_boundary (stack, i);

      for (gint64 time = first; time <= last; time++)
        {
          FloMoney value;

          g_assert_true (flo_step_series_get_value_at (boundary, (double) time, &value));
          g_assert_cmpint (value, ==, sum_at (all, i + 1, time));
        }
    }
}

/* Sums are exact at every second, at first and after each series was changed anywhere. */
static void
test_stack (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (9);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(FloStepStack) stack = flo_step_stack_new ();

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (all, make_random_series (random, 40, 1000 + i * 3, 9));
  flo_step_stack_set_series (stack, all);
  g_assert_cmpuint (flo_step_stack_get_n_series (stack), ==, 5);
  check_stack (stack, all, 1000, 1400);

  for (guint round = 0; round < 60; round++)
    {
      FloStepSeries *series = g_ptr_array_index (all, round % 5);
      gsize n_steps, keep;
      const FloStep *steps = flo_step_series_get_steps (series, &n_steps);
      FloStep tail[2];

      keep = (gsize) g_rand_int_range (random, 1, (gint32) n_steps + 1);
      tail[0] = (FloStep) { steps[keep - 1].time + 1, g_rand_int_range (random, 0, 1000000) };
      tail[1] = (FloStep) { steps[keep - 1].time + 5, g_rand_int_range (random, 0, 1000000) };
      flo_step_series_replace_tail (series, keep, tail, 2);
      check_stack (stack, all, 1000, 1400);
    }

  /* An earlier beginning of one is an earlier beginning of all. */
  flo_step_series_replace_tail (g_ptr_array_index (all, 4), 0, &(FloStep) { 900, 77 }, 1);
  check_stack (stack, all, 900, 1400);
  g_assert_finalize_object (g_steal_pointer (&stack));
}

static void
test_table (void)
{
  static const FloStep a_steps[] = { { 10, 31200 }, { 30, 62400 } };
  static const FloStep b_steps[] = { { 20, 5 }, { 30, 6 } };
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(FloStepTable) table = NULL;
  static const gint64 times[] = { 40, 30, 20, 10 };
  FloMoney value;

  g_ptr_array_add (all, make_series ("a", a_steps, 2));
  g_ptr_array_add (all, make_series ("b", b_steps, 2));
  table = flo_step_table_new (all, TRUE);
  g_assert_cmpuint (flo_step_table_get_n_columns (table), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, 3);

  flo_step_series_replace_tail (g_ptr_array_index (all, 1), 2, &(FloStep) { 40, 7 }, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(FloStepRow) row = g_list_model_get_item (G_LIST_MODEL (table), i);

      g_assert_cmpint (flo_step_row_get_time (row), ==, times[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (table), 4));
  g_assert_false (flo_step_table_get_value (table, 1, 10, &value));
  g_assert_true (flo_step_table_get_value (table, 2, 10, &value));
  g_assert_cmpint (value, ==, 31200);
  g_assert_true (flo_step_table_get_value (table, 2, 40, &value));
  g_assert_cmpint (value, ==, 62407);
}

static void
test_csv (void)
{
  static const FloStep a_steps[] = { { 1764000000, 31200 }, { 1764003600, 0 },
                                     { 1764007200, 12345678901 } };
  static const FloStep b_steps[] = { { 1764003600, 1 } };
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(FloStepTable) table = NULL;
  g_autoptr(FloChartCsv) csv = NULL;
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (all, make_series ("us-east-1a", a_steps, 3));
  g_ptr_array_add (all, make_series ("=1+\"2\",3", b_steps, 1));
  table = flo_step_table_new (all, TRUE);
  csv = flo_chart_csv_new (table);
  /* It is a copy: what comes later is not in it. */
  flo_step_series_replace_tail (g_ptr_array_index (all, 1), 1, &(FloStep) { 1764010800, 9 }, 1);

  g_assert_true (flo_chart_csv_write (csv, stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_cmpstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                   "time,us-east-1a,\"'=1+\"\"2\"\",3\",total\r\n"
                   "2025-11-24T16:00:00Z,0.031200,,0.031200\r\n"
                   "2025-11-24T17:00:00Z,0.000000,0.000001,0.000001\r\n"
                   "2025-11-24T18:00:00Z,12345.678901,0.000001,12345.678902\r\n");
}

static void
test_path (void)
{
  static const FloStep steps[] = { { 0, 1 }, { 10, 3 }, { 50, 2 }, { 90, 5 } };
  static const FloPathPoint wanted[] = {
    { 0, 1 }, { 10, 1 }, { 10, 3 }, { 50, 3 }, { 50, 2 }, { 90, 2 }, { 90, 5 }, { 95, 5 },
  };
  g_autoptr(FloStepSeries) series = make_series ("a", steps, 4);
  FloPathWindow window = { 0, 100, 95, 100 };
  g_autoptr(GArray) path = flo_step_path_new (series, &window, NULL);
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) inside = NULL;

  g_assert_cmpuint (path->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < path->len; i++)
    {
      const FloPathPoint *point = &g_array_index (path, FloPathPoint, i);

      g_assert_cmpfloat_with_epsilon (point->x, wanted[i].x, 1e-9);
      g_assert_cmpint (point->value, ==, wanted[i].value);
    }

  /* Before the first step there is nothing; between two there is a level from edge to edge. */
  window = (FloPathWindow) { -50, -10, 95, 100 };
  before = flo_step_path_new (series, &window, NULL);
  g_assert_cmpuint (before->len, ==, 0);
  window = (FloPathWindow) { 20, 40, 95, 100 };
  inside = flo_step_path_new (series, &window, NULL);
  g_assert_cmpuint (inside->len, ==, 2);
  g_assert_cmpint (g_array_index (inside, FloPathPoint, 1).value, ==, 3);
  g_assert_cmpfloat_with_epsilon (g_array_index (inside, FloPathPoint, 1).x, 100, 1e-9);
}

/* What the path shows in every column is exactly what the data have there. */
static void
check_columns (FloStepSeries       *series,
               const FloPathWindow *window,
               GArray              *path)
{
  double column = (window->to - window->from) / window->width;
  double last_x = 0;

  for (guint i = 0; i < path->len; i++)
    {
      const FloPathPoint *point = &g_array_index (path, FloPathPoint, i);

      g_assert_cmpfloat (point->x, >=, last_x - 1e-9);
      g_assert_cmpfloat (point->x, <=, window->width + 1e-9);
      last_x = point->x;
    }

  for (guint i = 0; i < (guint) window->width; i++)
    {
      FloMoney min = G_MAXINT64, max = G_MININT64, low, high;
      double start;

      for (guint j = 0; j < path->len; j++)
        {
          const FloPathPoint *point = &g_array_index (path, FloPathPoint, j);

          if (floor (point->x + 1e-9) != i)
            continue;
          min = MIN (min, point->value);
          max = MAX (max, point->value);
        }
      if (min > max)
        continue;
      start = window->from + column * i;
      g_assert_true (flo_step_series_get_extremes (series, start, start + column - .001, &low,
                                                   &high));
      g_assert_cmpint (min, >=, low);
      g_assert_cmpint (max, <=, high);
    }
}

static void
test_path_million (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(FloStepSeries) series = make_random_series (random, 1000000, 1700000000, 5);
  gsize n_steps;
  const FloStep *steps = flo_step_series_get_steps (series, &n_steps);
  static const double widths[] = { 200, 644, 1920 };
  static const double shares[] = { 1, .5, .01, .0001 };

  g_assert_cmpuint (n_steps, ==, 1000000);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (shares); j++)
      {
        double from = (double) steps[0].time;
        double span = (double) (steps[n_steps - 1].time - steps[0].time) * shares[j];
        FloPathWindow window = { from, from + span, from + span, widths[i] };
        gsize n_probes = 0;
        g_autoptr(GArray) path = flo_step_path_new (series, &window, &n_probes);
        FloMoney min = G_MAXINT64, max = G_MININT64, low, high;

        /* Bound by pixels, whatever the number of points. */
        g_assert_cmpuint (path->len, <=,
                          (guint) widths[i] * FLO_STEP_PATH_PER_COLUMN + FLO_STEP_PATH_ENDS);
        g_assert_cmpuint (n_probes, <=, (guint) widths[i] * 32 * 6);

        /* No peak is lost. */
        for (guint k = 0; k < path->len; k++)
          {
            min = MIN (min, g_array_index (path, FloPathPoint, k).value);
            max = MAX (max, g_array_index (path, FloPathPoint, k).value);
          }
        g_assert_true (flo_step_series_get_extremes (series, window.from, window.to, &low, &high));
        g_assert_cmpint (min, ==, low);
        g_assert_cmpint (max, ==, high);
        if (widths[i] < 300)
          check_columns (series, &window, path);
      }
}

/* The range of a column: what the line enters it with, and all that happens in it. */
typedef struct
{
  FloMoney min;
  FloMoney max;
} Range;

static void
widen (Range    *range,
       FloMoney  value)
{
  range->min = MIN (range->min, value);
  range->max = MAX (range->max, value);
}

/* From the steps themselves, one by one; columns without any level stay empty. */
static Range *
range_of_steps (FloStepSeries       *series,
                const FloPathWindow *window)
{
  guint n_columns = (guint) window->width;
  double column = (window->to - window->from) / window->width;
  Range *ranges = g_new (Range, n_columns);
  gsize n_steps;
  const FloStep *steps = flo_step_series_get_steps (series, &n_steps);

  for (guint i = 0; i < n_columns; i++)
    ranges[i] = (Range) { G_MAXINT64, G_MININT64 };
  for (gsize i = 0; i < n_steps; i++)
    {
      double end = i + 1 < n_steps ? (double) steps[i + 1].time : window->end;
      double first = floor (((double) steps[i].time - window->from) / column + 1e-9);
      double last = ceil ((MIN (end, window->end) - window->from) / column - 1e-9) - 1;

      if ((double) steps[i].time > window->end)
        break;
      last = MAX (last, first);
      for (double place = MAX (first, 0); place <= MIN (last, n_columns - 1.0); place++)
        widen (&ranges[(guint) place], steps[i].value);
    }

  return ranges;
}

/* From what is drawn: corners, and the levels between them. */
static Range *
range_of_path (GArray              *path,
               const FloPathWindow *window)
{
  guint n_columns = (guint) window->width;
  Range *ranges = g_new (Range, n_columns);

  for (guint i = 0; i < n_columns; i++)
    ranges[i] = (Range) { G_MAXINT64, G_MININT64 };
  for (guint i = 0; i < path->len; i++)
    {
      const FloPathPoint *point = &g_array_index (path, FloPathPoint, i);
      double next = i + 1 < path->len ? g_array_index (path, FloPathPoint, i + 1).x : point->x;
      double first = floor (point->x + 1e-9);
      double last = MAX (ceil (next - 1e-9) - 1, first);

      for (double place = first; place <= MIN (last, n_columns - 1.0); place++)
        widen (&ranges[(guint) place], point->value);
    }

  return ranges;
}

/* Steps in crowds and alone, with peaks of a single second, levels that repeat and long silences. */
static FloStepSeries *
make_rough_series (GRand *random,
                   gsize  n_steps)
{
  g_autofree FloStep *steps = g_new (FloStep, n_steps);
  gint64 time = 1000000;
  FloMoney level = 50000;

  for (gsize i = 0; i < n_steps; i++)
    {
      gboolean silent = g_rand_int_range (random, 0, 40) == 0;

      time += silent ? g_rand_int_range (random, 1000, 100000) : g_rand_int_range (random, 1, 4);
      if (g_rand_int_range (random, 0, 25) == 0)
        steps[i] = (FloStep) { time, g_rand_int_range (random, 1, 1000000) };
      else
        {
          level = MAX (level + g_rand_int_range (random, -3, 4), 1);
          steps[i] = (FloStep) { time, level };
        }
    }

  return make_series ("rough", steps, n_steps);
}

/* Whatever the data, the window and the width: no column hides its maximum or its minimum, and none
 * shows what is not there. */
static void
test_path_property (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261126);

  for (guint round = 0; round < 400; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, round % 10 == 0 ? 20000 : 400);
      g_autoptr(FloStepSeries) series = make_rough_series (random, n);
      gsize n_steps;
      const FloStep *steps = flo_step_series_get_steps (series, &n_steps);
      double span = (double) (steps[n_steps - 1].time - steps[0].time) + 10;
      double from = (double) steps[0].time + span * g_rand_double_range (random, -.3, .9);
      double to = from + span * g_rand_double_range (random, .001, 1.2) + 60;
      double end = (double) steps[n_steps - 1].time + 5;
      FloPathWindow window = { from, to, end, g_rand_int_range (random, 1, 700) };
      g_autoptr(GArray) path = flo_step_path_new (series, &window, NULL);
      g_autofree Range *wanted = range_of_steps (series, &window);
      g_autofree Range *drawn = range_of_path (path, &window);

      for (guint i = 0; i < (guint) window.width; i++)
        if (drawn[i].min != wanted[i].min || drawn[i].max != wanted[i].max)
          {
            g_test_message ("round %u, column %u of %g: %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT
                            " is drawn, %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT " is there",
                            round, i, window.width, drawn[i].min, drawn[i].max, wanted[i].min,
                            wanted[i].max);
            g_test_fail ();
            return;
          }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/tree", test_tree);
  g_test_add_func ("/charts/series", test_series);
  g_test_add_func ("/charts/stack", test_stack);
  g_test_add_func ("/charts/table", test_table);
  g_test_add_func ("/charts/csv", test_csv);
  g_test_add_func ("/charts/path", test_path);
  g_test_add_func ("/charts/path/million", test_path_million);
  g_test_add_func ("/charts/path/property", test_path_property);

  return g_test_run ();
}
