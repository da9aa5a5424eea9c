/* test-trace.c: capacity traces, and curves of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "backtest-fixture.h"

#include <string.h>

static void
assert_refused (const char *text,
                const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FloTrace) trace = flo_trace_parse (text, strlen (text), &error);

  g_assert_null (trace);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  if (strstr (error->message, why) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, why);
}

static void
test_read (void)
{
  const char *text = "{\"metadata\":{\"zone\":\"a\",\"gap_seconds\":60},\"data\":[4,4,0,2.0],"
                     "\"prices\":[0.5,0.25,0.25,0.25],\"x\":{}}";
  g_autoptr (FloTrace) trace = flo_trace_parse (text, strlen (text), NULL);
  const FloStep *steps;
  gsize n;

  g_assert_nonnull (trace);
  g_assert_cmpint (flo_trace_get_seconds (trace), ==, 240);
  steps = flo_trace_get_steps (trace, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (steps[1].start, ==, 120);
  g_assert_cmpint (steps[2].value, ==, 2);
  steps = flo_trace_get_prices (trace, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (steps[1].start, ==, 60);
  g_assert_cmpint (steps[1].value, ==, 250000);
}

static void
test_refuse (void)
{
  assert_refused ("", "no JSON object");
  assert_refused ("[1]", "no JSON object");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[1", "no JSON object");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60}}", "no \"data\"");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[]}", "no \"data\"");
  assert_refused ("{\"data\":[1]}", "gap_seconds");
  assert_refused ("{\"metadata\":{\"gap_seconds\":0},\"data\":[1]}", "gap_seconds");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[1,-1]}", "has -1 at place 1");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[0.5]}", "has 0.5 at place 0");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[1,\"2\"]}", "other than a number at place 1");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[1],\"prices\":[-1]}", "no price");
  assert_refused ("{\"metadata\":{\"gap_seconds\":60},\"data\":[1],\"prices\":[1,2]}", "1 values of \"data\" but 2");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static FloTrace *
load (const char  *path,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  flo_trace_load_async (file, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return flo_trace_load_finish (result, error);
}

static void
test_files (void)
{
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "backtest", "traces", "four.json", NULL);
  g_autofree char *bad = g_test_build_filename (G_TEST_DIST, "backtest", "traces", "README.md", NULL);
  g_autoptr (GError) error = NULL, refused = NULL, absent = NULL;
  g_autoptr (FloTrace) trace = load (good, &error);

  g_assert_no_error (error);
  g_assert_cmpint (flo_trace_get_seconds (trace), ==, 2 * FIXTURE_DAY);
  g_assert_null (load (bad, &refused));
  g_assert_error (refused, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (refused->message, "README.md is no capacity trace"));
  g_assert_null (load ("/nonexistent/trace.json", &absent));
  g_assert_error (absent, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* ---- curves ---- */

static gint64
add_seconds (const FloStepCurve *curve,
             gint64              from,
             gint64              to)
{
  gint64 sum = 0;

  for (gint64 t = from; t < to; t++)
    sum += flo_step_curve_get (curve, t);

  return sum;
}

/* Against counting second by second. */
static void
test_curves (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 200; round++)
    {
      const gint64 length = g_rand_int_range (random, 1, 60);
      const gint64 ahead = g_rand_int_range (random, 0, 12), limit = g_rand_int_range (random, -1, 4);
      FloStep steps[8];
      gsize n = g_rand_int_range (random, 1, G_N_ELEMENTS (steps) + 1);
      g_autoptr (FloStepCurve) curve = NULL, lasting = NULL;
      gint64 from = g_rand_int_range (random, 0, 100), to = from + g_rand_int_range (random, 0, 200);
      gint64 change, above = from;

      for (gsize i = 0; i < n; i++)
        steps[i] = (FloStep) { i == 0 ? 0 : steps[i - 1].start + g_rand_int_range (random, 1, 12),
                               g_rand_int_range (random, 0, 4) };
      curve = flo_step_curve_new (steps, n, length);
      lasting = flo_step_curve_new_look_ahead (curve, ahead);
      g_assert_cmpint (flo_step_curve_integrate (curve, from, to), ==, add_seconds (curve, from, to));

      change = flo_step_curve_find_change (curve, from);
      for (gint64 t = from; t < MIN (change, from + 3 * length); t++)
        g_assert_cmpint (flo_step_curve_get (curve, t), ==, flo_step_curve_get (curve, from));
      if (change != G_MAXINT64)
        g_assert_cmpint (flo_step_curve_get (curve, change), !=, flo_step_curve_get (curve, from));

      while (above < from + 2 * length && flo_step_curve_get (curve, above) <= limit)
        above++;
      g_assert_cmpint (flo_step_curve_find_above (curve, from, limit), ==, above < from + 2 * length ? above : G_MAXINT64);

      for (gint64 t = 0; t < 2 * length; t++)
        {
          gint64 least = G_MAXINT64;

          for (gint64 k = t; k <= t + ahead; k++)
            least = MIN (least, flo_step_curve_get (curve, k));
          g_assert_cmpint (flo_step_curve_get (lasting, t), ==, least);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/read", test_read);
  g_test_add_func ("/trace/refuse", test_refuse);
  g_test_add_func ("/trace/files", test_files);
  g_test_add_func ("/trace/curves", test_curves);

  return g_test_run ();
}
