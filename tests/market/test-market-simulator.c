/* test-market-simulator.c: the loaders against the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flo-test-simulator.h"
#include "market/flo-price-history.h"
#include "market/flo-selection.h"

#define DAY (24 * 60 * 60)

typedef struct
{
  FloTestSimulator *simulator;
  AwsClient *client;
  GMainLoop *loop;
  FloMarket *market;
  GListModel *history;
  GError *error;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  region)
{
  fixture->simulator = flo_test_simulator_new (NULL);
  fixture->client = flo_test_simulator_create_client (fixture->simulator, region);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  region)
{
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->market);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->client);
  g_main_loop_unref (fixture->loop);
  flo_test_simulator_free (fixture->simulator);
}

static void
market_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_object (&fixture->market);
  fixture->market = flo_market_load_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
load (Fixture            *fixture,
      const char * const *types)
{
  flo_market_load_async (fixture->client, types, NULL, market_loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
}

/* A whole region: every zone and type, and a price for nearly all that is offered as spot. */
static void
test_whole_region (Fixture       *fixture,
                   gconstpointer  region)
{
  guint n_usable = 0, n_priced = 0, n_spot = 0;
  const FloNeed need = { .min_vcpus = 2, .max_vcpus = 4, .architecture = "x86_64" };
  g_autoptr(GPtrArray) pools = NULL;

  load (fixture, NULL);
  g_assert_cmpstr (flo_market_get_region (fixture->market), ==, region);
  for (guint i = 0; i < flo_market_get_n_zones (fixture->market); i++)
    {
      const FloZone *zone = flo_market_get_zone (fixture->market, i);

      g_assert_cmpint (zone->usable, ==, zone->why_not == NULL);
      n_usable += zone->usable;
    }
  g_assert_cmpuint (n_usable, >=, 2);

  g_assert_cmpuint (flo_market_get_n_pools (fixture->market), >, 1000);
  for (guint i = 0; i < flo_market_get_n_pools (fixture->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (fixture->market, i);

      g_assert_true (flo_market_find_pool (fixture->market, pool->type->name, pool->zone->name) == pool);
      n_spot += pool->type->spot;
      n_priced += pool->spot_price > 0;
      if (pool->spot_price > 0)
        g_assert_cmpint (pool->price_since, <=, flo_market_get_time (fixture->market) + 60);
    }
  g_assert_cmpuint (n_priced, >, n_spot / 2);

  pools = flo_selection_list (fixture->market, &need, NULL);
  g_assert_cmpuint (pools->len, >, 50);
  for (guint i = 0; i < pools->len; i++)
    g_assert_true (flo_need_fits_type (&need, ((FloPool *) pools->pdata[i])->type, NULL));
}

/* What the cloud changes, the next snapshot shows. */
static void
test_price_moves (Fixture       *fixture,
                  gconstpointer  region)
{
  static const char *const types[] = { "m6i.large", "m7i.large", "unheard.of", NULL };
  g_autofree char *answer = NULL;
  const FloPool *pool;
  FloMoney before;

  load (fixture, types);
  pool = flo_market_find_pool (fixture->market, "m6i.large", "us-east-1a");
  g_assert_nonnull (pool);
  before = pool->spot_price;
  g_assert_cmpint (before, >, 0);
  g_assert_null (flo_market_find_type (fixture->market, "c7i.large"));

  answer = flo_test_simulator_control (fixture->simulator, "price",
                                       "{\"type\":\"m6i.large\",\"zone\":\"us-east-1a\",\"set\":\"0.012345\"}");
  load (fixture, types);
  pool = flo_market_find_pool (fixture->market, "m6i.large", "us-east-1a");
  g_assert_cmpint (pool->spot_price, !=, before);
  g_assert_cmpint (pool->spot_price, >=, 12300);
  g_assert_cmpint (pool->spot_price, <=, 12400);
  g_assert_cmpint (ABS (pool->price_since - flo_market_get_time (fixture->market)), <, 60);
}

static void
history_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->history = flo_price_history_load_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
check_series (FloPriceSeries *series,
              gint64          from,
              gint64          to)
{
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (series, &n_points);
  FloMoney lowest = G_MAXINT64, highest = 0, average = flo_price_series_get_average (series, from, to);

  g_assert_cmpuint (n_points, >=, 2);
  g_assert_cmpint (points[0].time, ==, from);
  g_assert_cmpint (points[n_points - 1].time, <=, to);
  for (gsize i = 0; i < n_points; i++)
    {
      if (i > 0)
        g_assert_cmpint (points[i].time, >, points[i - 1].time);
      g_assert_cmpint (points[i].price, >, 0);
      lowest = MIN (lowest, points[i].price);
      highest = MAX (highest, points[i].price);
    }
  g_assert_cmpint (average, >=, lowest);
  g_assert_cmpint (average, <=, highest);
}

/* Thirty days of two zones; what the history ends with is what the market says now. */
static void
test_history (Fixture       *fixture,
              gconstpointer  region)
{
  static const char *const types[] = { "m6i.large", "c7g.large", NULL };
  static const char *const zones[] = { "us-east-1a", "us-east-1b", NULL };
  const gint64 to = g_get_real_time () / G_USEC_PER_SEC, from = to - 30 * DAY;

  flo_price_history_load_async (fixture->client, NULL, types, zones, from, to, NULL, history_loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  load (fixture, types);

  g_assert_cmpuint (g_list_model_get_n_items (fixture->history), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (fixture->history, i);
      const FloPool *pool;
      const FloPricePoint *points;
      gsize n_points;

      g_assert_cmpstr (flo_price_series_get_instance_type (series), ==, types[1 - i / 2]);
      g_assert_cmpstr (flo_price_series_get_zone (series), ==, zones[i % 2]);
      check_series (series, from, to);
      pool = flo_market_find_pool (fixture->market, types[1 - i / 2], zones[i % 2]);
      points = flo_price_series_get_points (series, &n_points);
      if (pool->price_since <= to)
        g_assert_cmpint (points[n_points - 1].price, ==, pool->spot_price);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, "us-east-1", fixture_set_up, function, fixture_tear_down)
  ADD ("/market/simulator/whole-region", test_whole_region);
  ADD ("/market/simulator/price-moves", test_price_moves);
  ADD ("/market/simulator/history", test_history);
#undef ADD

  return g_test_run ();
}
