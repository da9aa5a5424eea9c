/* test-rehearsal.c: a config put to the test in the assistant, and what is shown of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "app/assistant/flo-rehearsal-figure.h"
#include "app/assistant/flo-rehearsal-table.h"
#include "app/assistant/flo-trace-row.h"
#include "app/charts/flo-histogram.h"
#include "assistant-fixture.h"
#include "backtest/flo-trace-replay.h"
#include "flo-test-simulator.h"
#include "market/flo-figures.h"
#include "store-fixture.h"

#define REGION "us-east-1"
#define DAY 86400

typedef struct
{
  StoreFixture store;
  FloTestSimulator *simulator;
  AwsClient *client;
  FloPriceArchive *archive;
  FloMarket *market;
  FloConfig *config;
  FloRehearsal *rehearsal;
  guint n_changes;
} Fixture;

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
count_cb (Fixture *f)
{
  f->n_changes++;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const char *const types[] = { "m5.large", "m6i.large", NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  f->store = store_fixture_begin ();
  store_fixture_open (&f->store);
  f->simulator = flo_test_simulator_new (NULL);
  f->client = flo_test_simulator_create_client (f->simulator, REGION);
  f->archive = flo_price_archive_new (f->store.store, "practice");
  flo_figures_load_market_async (f->client, types, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->market = flo_figures_load_market_finish (result, &error);
  g_assert_no_error (error);
  f->config = assistant_fixture_create_config ();
  f->config->instances.types = g_strdupv ((GStrv) types);
  f->rehearsal = flo_rehearsal_new ();
  g_signal_connect_swapped (f->rehearsal, "changed", G_CALLBACK (count_cb), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  /* What was given up lets go of it when its thread has ended. */
  while (G_OBJECT (f->rehearsal)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (f->rehearsal);
  flo_config_unref (f->config);
  g_object_unref (f->market);
  g_object_unref (f->archive);
  g_object_unref (f->client);
  while (G_OBJECT (f->store.store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  flo_test_simulator_free (f->simulator);
  store_fixture_end (&f->store);
}

static void
start (Fixture   *f,
       FloConfig *other)
{
  FloConfig *configs[] = { f->config, other };

  flo_rehearsal_start (f->rehearsal, f->archive, f->client, f->market, configs, other != NULL ? 2 : 1, NULL, 7 * DAY);
  g_assert_cmpint (flo_rehearsal_get_state (f->rehearsal), ==, FLO_REHEARSAL_RUNNING);
}

static void
wait_for (Fixture           *f,
          FloRehearsalState  state)
{
  while (flo_rehearsal_get_state (f->rehearsal) == FLO_REHEARSAL_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (flo_rehearsal_get_state (f->rehearsal), ==, state);
}

static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

/* Two configs are put to the same tests; that on demand alone costs more shows in the figures, in words and as a table. */
static void
test_compare (Fixture       *f,
              gconstpointer  data)
{
  static const char *const names[] = { "This config", "All on demand" };
  g_autoptr(FloConfig) other = flo_config_copy (f->config);
  const FloBacktest *one, *two;
  g_autofree char *mean = NULL;
  GtkWidget *figure, *table;

  other->capacity.on_demand_base = other->capacity.nodes;
  start (f, other);
  wait_for (f, FLO_REHEARSAL_DONE);
  g_assert_cmpuint (flo_rehearsal_get_n_configs (f->rehearsal), ==, 2);
  g_assert_cmpuint (flo_rehearsal_get_n_pools (f->rehearsal, 0), >, 2);
  one = flo_rehearsal_get_result (f->rehearsal, 0);
  two = flo_rehearsal_get_result (f->rehearsal, 1);
  g_assert_cmpint (one->options.seconds, ==, 7 * DAY);
  g_assert_cmpint (one->figures[FLO_BACKTEST_COST].mean, <, two->figures[FLO_BACKTEST_COST].mean);
  g_assert_cmpint (two->figures[FLO_BACKTEST_INTERRUPTIONS].mean, ==, 0);
  g_assert_cmpint (one->values[FLO_BACKTEST_COST][49], ==, one->figures[FLO_BACKTEST_COST].p50);

  figure = g_object_ref_sink (flo_rehearsal_figure_new (f->rehearsal, &FLO_BACKTEST_LINES[0], names));
  mean = flo_money_format (one->figures[FLO_BACKTEST_COST].mean);
  g_assert_true (has_text (figure, "Cost"));
  g_assert_true (has_text (figure, "This config: "));
  g_assert_true (has_text (figure, "All on demand: "));
  g_assert_true (has_text (figure, mean));
  g_object_unref (figure);
  table = g_object_ref_sink (gtk_grid_new ());
  flo_rehearsal_table_fill (GTK_GRID (table), f->rehearsal, names);
  g_assert_true (has_text (table, "Interruptions, All on demand"));
  g_assert_true (has_text (table, mean));
  /* There is no deadline, so none can be missed. */
  g_assert_false (has_text (table, "Deadlines missed"));
  g_object_unref (table);
}

/* Given up, nothing comes of it; then it can begin again. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  start (f, NULL);
  flo_rehearsal_cancel (f->rehearsal);
  g_assert_cmpint (flo_rehearsal_get_state (f->rehearsal), ==, FLO_REHEARSAL_IDLE);
  /* In the midst: on a busy machine, a rehearsal can be over as soon as its first progress is seen. */
  do
    {
      start (f, NULL);
      while (flo_rehearsal_get_progress (f->rehearsal) <= 0)
        g_main_context_iteration (NULL, TRUE);
    }
  while (flo_rehearsal_get_state (f->rehearsal) != FLO_REHEARSAL_RUNNING);
  g_assert_cmpfloat (flo_rehearsal_get_progress (f->rehearsal), <=, 1);
  flo_rehearsal_cancel (f->rehearsal);
  g_assert_cmpuint (flo_rehearsal_get_n_configs (f->rehearsal), ==, 0);
  start (f, NULL);
  wait_for (f, FLO_REHEARSAL_DONE);
  g_assert_cmpuint (f->n_changes, >=, 6);
}

static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  f->config->instances.min_vcpus = 500;
  f->config->instances.max_vcpus = 0;
  start (f, NULL);
  wait_for (f, FLO_REHEARSAL_FAILED);
  g_assert_nonnull (strstr (flo_rehearsal_get_error (f->rehearsal)->message, "No machine fits"));

  f->config->instances.min_vcpus = 0;
  f->config->deadline.work_hours = 5;
  f->config->deadline.finish_by = g_strdup ("2001-01-01T00:00:00Z");
  start (f, NULL);
  wait_for (f, FLO_REHEARSAL_FAILED);
}

/* A zone that never has any, and one that has too few: what was recorded is what is to be had. */
static void
test_traces (Fixture       *f,
             gconstpointer  data)
{
  static const char text[] = "{ \"metadata\": { \"gap_seconds\": 3600 }, \"data\": [%s] }";
  FloConfig *configs[] = { f->config };
  FloTraceRow *row = g_object_ref_sink (g_object_new (FLO_TYPE_TRACE_ROW, "title", "Traces", NULL));
  g_autoptr(GPtrArray) traces = NULL;
  const FloBacktest *result;

  flo_trace_row_set_market (row, f->market);
  g_assert_null (flo_trace_row_list_traces (row));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.json", f->store.parent, i);
      g_autofree char *written = g_strdup_printf (text, i == 0 ? "0, 0, 0, 0" : "1, 1, 1, 1");
      g_autoptr(GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, written, -1, NULL));
      flo_trace_row_load (row, i == 0 ? "us-east-1a" : "us-east-1b", file);
    }
  while (traces == NULL || traces->len < 2)
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&traces, g_ptr_array_unref);
      traces = flo_trace_row_list_traces (row);
    }
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Of 2 zones; the others are left out");

  flo_rehearsal_start (f->rehearsal, f->archive, f->client, f->market, configs, 1, traces, DAY / 4);
  wait_for (f, FLO_REHEARSAL_DONE);
  result = flo_rehearsal_get_result (f->rehearsal, 0);
  g_assert_cmpuint (result->n_zones, ==, 2);
  /* One of the three nodes that are wanted. */
  g_assert_cmpint (result->figures[FLO_BACKTEST_CAPACITY].mean, ==, 333333);
  g_assert_cmpint (result->figures[FLO_BACKTEST_AVAILABILITY].mean, <=, 333333);
  g_assert_cmpint (result->figures[FLO_BACKTEST_AVAILABILITY].mean, >, 300000);
  g_assert_finalize_object (row);
}

/* Every value is in one column; the least is in the first, the most in the last. */
static void
test_histogram (void)
{
  const gint64 values[] = { 0, 0, 1, 50, 50, 50, 99, 100 };
  FloHistogram *histogram = FLO_HISTOGRAM (g_object_ref_sink (flo_histogram_new ()));
  const guint *columns = flo_histogram_get_columns (histogram);
  guint sum = 0;

  flo_histogram_set_values (histogram, values, G_N_ELEMENTS (values), 0, 100);
  for (guint i = 0; i < FLO_HISTOGRAM_COLUMNS; i++)
    sum += columns[i];
  g_assert_cmpuint (sum, ==, G_N_ELEMENTS (values));
  g_assert_cmpuint (columns[0], ==, 3);
  g_assert_cmpuint (columns[FLO_HISTOGRAM_COLUMNS / 2], ==, 3);
  g_assert_cmpuint (columns[FLO_HISTOGRAM_COLUMNS - 1], ==, 2);
  g_assert_finalize_object (histogram);
}

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  g_test_add ("/rehearsal/compare", Fixture, NULL, set_up, test_compare, tear_down);
  g_test_add ("/rehearsal/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/rehearsal/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/rehearsal/traces", Fixture, NULL, set_up, test_traces, tear_down);
  g_test_add_func ("/rehearsal/histogram", test_histogram);

  return g_test_run ();
}
