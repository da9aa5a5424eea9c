/* test-backtest.c: configs in replayed regions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "backtest-fixture.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600)
/* A node's volume of 20 GiB and its public address, an hour. */
#define EXTRAS 7192
#define VOLUME 2192
#define MILLION 1000000
/* From the launch until a node works: flo-replay-nodes.c */
#define START 60

static FloReplayTally
replay (FloReplaySetting *setting,
        const FloConfig  *config,
        gint64            offset,
        gint64            seconds)
{
  g_autoptr (GError) error = NULL;
  FloReplayTally tally;

  flo_replay_run (setting, config, 1, offset, seconds, NULL, &tally, &error);
  g_assert_no_error (error);

  return tally;
}

static FloReplaySetting *
create_setting (const char * const *traces,
                guint               n_zones)
{
  static const char * const names[] = { "us-east-1a", "us-east-1b", "us-east-1c" };
  g_autoptr (FloMarket) market = fixture_market (3, n_zones, -1);
  FloReplaySetting *setting = flo_replay_setting_new (market, FIXTURE_START, 2 * FIXTURE_DAY);

  for (guint i = 0; i < n_zones && traces != NULL; i++)
    {
      g_autoptr (FloTrace) trace = fixture_trace (traces[i]);

      flo_replay_setting_add_trace (setting, names[i], trace);
    }

  return setting;
}

/* Capacity without end: instances cost from when they run, to the micro-dollar; volumes and addresses from the launch. */
static void
test_calm (void)
{
  g_autoptr (FloReplaySetting) setting = create_setting (NULL, 1);
  g_autoptr (FloConfig) config = fixture_config (3);
  FloReplayTally tally = replay (setting, config, 0, 10 * HOUR);

  g_assert_cmpint (tally.ran_seconds, ==, 3 * (10 * HOUR - START));
  g_assert_cmpint (tally.cost, ==, flo_money_for_seconds (3 * FIXTURE_SPOT, 10 * HOUR - START) + 30 * EXTRAS);
  g_assert_cmpint (tally.extras_cost, ==, 30 * EXTRAS);
  g_assert_cmpint (tally.on_demand_cost, ==, 0);
  g_assert_cmpuint (tally.interruptions, ==, 0);
  g_assert_cmpuint (tally.launches, ==, 1);
}

static void
test_on_demand (void)
{
  g_autoptr (FloReplaySetting) setting = create_setting (NULL, 1);
  g_autoptr (FloConfig) config = fixture_config (3);
  FloReplayTally tally;

  config->capacity.on_demand_base = 1;
  tally = replay (setting, config, 0, 10 * HOUR);
  g_assert_cmpint (tally.on_demand_cost, >=, flo_money_for_seconds (FIXTURE_ON_DEMAND, 10 * HOUR - START - 5));
  g_assert_cmpint (tally.on_demand_cost, <=, flo_money_for_seconds (FIXTURE_ON_DEMAND, 10 * HOUR - START));
  g_assert_cmpint (tally.fallback_seconds, ==, 0);
}

/* Made when all nodes run, stopped when it is ready, which is believed after five minutes; from then on it costs its volume. */
static void
test_standby_at_rest (void)
{
  g_autoptr (FloReplaySetting) setting = create_setting (NULL, 1);
  g_autoptr (FloConfig) config = fixture_config (3);
  FloReplayTally tally, without = replay (setting, config, 0, 10 * HOUR);
  FloMoney on, extras;

  config->availability.standbys = 1;
  tally = replay (setting, config, 0, 10 * HOUR);
  on = tally.on_demand_cost * HOUR / FIXTURE_ON_DEMAND;
  extras = tally.extras_cost - without.extras_cost;
  g_test_message ("on for %" G_GINT64_FORMAT " s", on);
  g_assert_cmpint (on, >=, 300 - START);
  g_assert_cmpint (on, <=, 420 - START);
  g_assert_cmpint (extras, >=, VOLUME * 9 + flo_money_for_seconds (EXTRAS - VOLUME, 300));
  g_assert_cmpint (extras, <=, VOLUME * 10 + flo_money_for_seconds (EXTRAS - VOLUME, 420));
  g_assert_cmpint (tally.ran_seconds, ==, without.ran_seconds);
  g_assert_cmpuint (tally.interruptions + tally.ended, ==, 0);
}

/* It runs while there is no spot capacity, from the notice on, and no longer than until others have run for a while. */
static void
test_standby_in_droughts (void)
{
  static const char * const traces[] = { "north.json" };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, 1);
  g_autoptr (FloConfig) config = fixture_config (1);
  const FloStepCurve *capacity = flo_replay_setting_get_zone (setting, 0)->capacity;
  gint64 missing = 2 * FIXTURE_DAY - flo_step_curve_integrate (capacity, 0, 2 * FIXTURE_DAY);
  FloReplayTally with, without = replay (setting, config, 0, 2 * FIXTURE_DAY);

  config->availability.standbys = 1;
  with = replay (setting, config, 0, 2 * FIXTURE_DAY);
  g_test_message ("%" G_GINT64_FORMAT " s without capacity; ran %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " s, on demand %"
                  G_GINT64_FORMAT " s", missing, without.ran_seconds, with.ran_seconds, with.fallback_seconds);
  g_assert_cmpint (with.ran_seconds, >, without.ran_seconds + missing * 9 / 10);
  g_assert_cmpint (with.ran_seconds, >, 2 * FIXTURE_DAY - START - 7 * 60);
  g_assert_cmpint (with.fallback_seconds, >, missing * 9 / 10);
  /* Of each of seven times the notice before, the minutes until spot is tried again and has started, and ten more. */
  g_assert_cmpint (with.fallback_seconds, <, missing + 420 + 7 * (FLO_REPLAY_NOTICE + 300 + 600 + 120));
  g_assert_cmpint (with.on_demand_cost, >, 0);
  g_assert_cmpint (with.lost_seconds, >=, without.lost_seconds);
}

/* A price that doubles half-way is paid from then on. */
static void
test_prices (void)
{
  static const FloStep steps[] = { { 0, FIXTURE_SPOT }, { 5 * HOUR, 2 * FIXTURE_SPOT } };
  g_autoptr (FloMarket) market = fixture_market (1, 1, -1);
  g_autoptr (FloReplaySetting) setting = flo_replay_setting_new (market, FIXTURE_START, 10 * HOUR);
  g_autoptr (FloConfig) config = fixture_config (1);
  FloReplayTally tally;

  flo_replay_setting_set_prices (setting, "m5.large", "us-east-1a", steps, G_N_ELEMENTS (steps));
  tally = replay (setting, config, 0, 10 * HOUR);
  g_assert_cmpint (tally.cost - tally.extras_cost, ==, 15 * FIXTURE_SPOT - FIXTURE_SPOT * START / HOUR);
  g_assert_cmpint (tally.extras_cost, ==, 10 * EXTRAS);

  /* With a limit between the two it is ended instead, and comes back when the price falls. */
  config->price.limit = FLO_PRICE_FIXED;
  config->price.maximum = FIXTURE_SPOT + 1;
  tally = replay (setting, config, 0, 15 * HOUR);
  g_assert_cmpuint (tally.interruptions, ==, 1);
  /* Two minutes of notice at the higher price. */
  g_assert_cmpint (tally.cost - tally.extras_cost, <=, 10 * FIXTURE_SPOT + 2 * FIXTURE_SPOT * FLO_REPLAY_NOTICE / HOUR);
  g_assert_cmpint (tally.ran_seconds, >, 10 * HOUR - 15 * 60);
  g_assert_cmpint (tally.ran_seconds, <=, 10 * HOUR);
}

/* A limit that follows the market: what was enough for half of the days before; a price that rises beyond it is out. */
static void
test_dynamic_limit (void)
{
  static const FloStep steps[] = { { 0, FIXTURE_SPOT }, { 20 * FIXTURE_DAY, 2 * FIXTURE_SPOT } };
  static const FloPricePoint points[] = { { FIXTURE_START, FIXTURE_SPOT },
                                          { FIXTURE_START + 20 * FIXTURE_DAY, 2 * FIXTURE_SPOT } };
  const FloLimit limit = { .kind = FLO_LIMIT_DYNAMIC, .percent = 50 };
  g_autoptr (FloMarket) market = fixture_market (1, 1, -1);
  g_autoptr (FloReplaySetting) setting = flo_replay_setting_new (market, FIXTURE_START, 22 * FIXTURE_DAY);
  g_autoptr (GListStore) series = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  g_autoptr (FloPriceSeries) one = flo_price_series_new ("m5.large", "us-east-1a", points, G_N_ELEMENTS (points),
                                                         FIXTURE_START, FIXTURE_START + 22 * FIXTURE_DAY);
  g_autoptr (FloConfig) config = fixture_config (1);
  FloReplayTally tally;

  g_list_store_append (series, one);
  flo_replay_setting_set_prices (setting, "m5.large", "us-east-1a", steps, G_N_ELEMENTS (steps));
  flo_replay_setting_set_limit (setting, &limit, G_LIST_MODEL (series));
  config->price.limit = FLO_PRICE_DYNAMIC;
  config->price.availability = 50;
  tally = replay (setting, config, 10 * FIXTURE_DAY, 12 * FIXTURE_DAY);
  g_assert_cmpuint (tally.interruptions, ==, 1);
  g_assert_cmpint (tally.ran_seconds, ==, 10 * FIXTURE_DAY - START + FLO_REPLAY_NOTICE);
}

/* One zone: what the trace has, less the starts and the time until it is tried again. */
static void
test_one_zone (void)
{
  static const char * const traces[] = { "north.json" };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, 1);
  g_autoptr (FloConfig) config = fixture_config (1);
  const FloStepCurve *capacity = flo_replay_setting_get_zone (setting, 0)->capacity;
  gint64 had = flo_step_curve_integrate (capacity, 0, 2 * FIXTURE_DAY);
  FloReplayTally tally = replay (setting, config, 0, 2 * FIXTURE_DAY);

  g_assert_cmpuint (tally.interruptions, ==, 6);
  g_assert_cmpint (tally.ran_seconds, <=, had);
  /* Tried again after four minutes at most, and started: no more than five minutes of each of seven times. */
  g_assert_cmpint (tally.ran_seconds, >=, had - 7 * 300);
  g_assert_cmpint (tally.lost_seconds, ==, 6 * 60 * config->interruption.lost_work_minutes);
}

/* Two zones have nearly what both have together, also for one node of a config that wants two zones. */
static void
test_union (void)
{
  static const char * const traces[] = { "north.json", "south.json" };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, 2);
  g_autoptr (FloConfig) config = fixture_config (1);
  const FloBacktestOptions options = { .seed = 3, .trajectories = 20, .seconds = FIXTURE_DAY };
  const FloBacktestSpread *ran, *bound;
  g_autoptr (FloBacktest) result = NULL;

  config->zones.distribution = FLO_DISTRIBUTION_BALANCED;
  config->zones.minimum = 2;
  result = flo_backtest_run (setting, config, &options, NULL, NULL);
  ran = &result->figures[FLO_BACKTEST_AVAILABILITY];
  bound = &result->figures[FLO_BACKTEST_CAPACITY];
  g_test_message ("ran %" G_GINT64_FORMAT ", union %" G_GINT64_FORMAT ", alone %" G_GINT64_FORMAT " and %"
                  G_GINT64_FORMAT " ppm", ran->mean, bound->mean, result->zones[0], result->zones[1]);
  g_assert_cmpuint (result->n_zones, ==, 2);
  g_assert_cmpint (ran->mean, <=, bound->mean);
  g_assert_cmpint (ran->mean, >=, bound->mean - 30000);
  g_assert_cmpint (ran->mean, >, MAX (result->zones[0], result->zones[1]));
  g_assert_cmpint (ran->p5, <=, ran->p50);
  g_assert_cmpint (ran->p50, <=, ran->p95);
}

/* On-demand nodes stand in: more runs, for more money. */
static void
test_fallback (void)
{
  static const char * const traces[] = { "four.json" };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, 1);
  g_autoptr (FloConfig) config = fixture_config (4);
  FloReplayTally without = replay (setting, config, 0, 2 * FIXTURE_DAY), with;

  config->fallback.nodes = 4;
  config->fallback.patience_minutes = 10;
  with = replay (setting, config, 0, 2 * FIXTURE_DAY);
  g_assert_cmpint (without.fallback_seconds, ==, 0);
  g_assert_cmpint (with.fallback_seconds, >, 0);
  g_assert_cmpint (with.ran_seconds, >, without.ran_seconds);
  g_assert_cmpint (with.ran_seconds, >, with.wanted_seconds * 97 / 100);
  g_assert_cmpint (with.cost, >, without.cost);
}

/* Chance takes back as many as Spot Advisor's range says: about -ln(0.875) a month where the range is 10 to 15 %. */
static void
test_chance (void)
{
  g_autoptr (FloMarket) market = fixture_market (1, 1, 2);
  g_autoptr (FloReplaySetting) setting = flo_replay_setting_new (market, FIXTURE_START, 30 * FIXTURE_DAY);
  g_autoptr (FloConfig) config = fixture_config (40);
  const FloBacktestOptions options = { .seed = 9, .trajectories = 20, .seconds = 30 * FIXTURE_DAY };
  double expected;
  g_autoptr (FloBacktest) result = NULL;

  flo_replay_setting_draw_interruptions (setting);
  expected = 40 * 30 * 24 * flo_replay_setting_find_pool (setting, "m5.large", "us-east-1a")->interruption_rate;
  result = flo_backtest_run (setting, config, &options, NULL, NULL);
  g_test_message ("%.2f expected, %" G_GINT64_FORMAT " in the middle", expected,
                  result->figures[FLO_BACKTEST_INTERRUPTIONS].mean);
  g_assert_cmpfloat (result->figures[FLO_BACKTEST_INTERRUPTIONS].mean, >, expected - 2);
  g_assert_cmpfloat (result->figures[FLO_BACKTEST_INTERRUPTIONS].mean, <, expected + 2);
}

/* The same seed, the same result; another one, another. */
static void
test_seeds (void)
{
  static const char * const traces[] = { "north.json", "south.json" };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, 2), again = create_setting (traces, 2);
  g_autoptr (FloConfig) config = fixture_config (1);
  FloBacktestOptions options = { .seed = 3, .trajectories = 10, .seconds = FIXTURE_DAY };
  g_autoptr (FloBacktest) one = flo_backtest_run (setting, config, &options, NULL, NULL);
  g_autoptr (FloBacktest) same = flo_backtest_run (again, config, &options, NULL, NULL);
  g_autoptr (FloBacktest) other = NULL;

  g_assert_cmpmem (one->figures, sizeof one->figures, same->figures, sizeof same->figures);
  options.seed = 4;
  other = flo_backtest_run (setting, config, &options, NULL, NULL);
  g_assert_cmpint (memcmp (one->figures, other->figures, sizeof one->figures), !=, 0);
}

static void
test_spread (void)
{
  gint64 values[20];
  FloBacktestSpread spread;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 100 - 5 * i;
  spread = flo_backtest_spread (values, G_N_ELEMENTS (values));
  g_assert_cmpint (spread.p5, ==, 5);
  g_assert_cmpint (spread.p50, ==, 50);
  g_assert_cmpint (spread.p95, ==, 95);
  g_assert_cmpint (spread.mean, ==, 53);
}

static void
test_cancelled (void)
{
  g_autoptr (FloReplaySetting) setting = create_setting (NULL, 1);
  g_autoptr (FloConfig) config = fixture_config (1);
  const FloBacktestOptions options = { .seed = 1, .trajectories = 5, .seconds = FIXTURE_DAY };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (flo_backtest_run (setting, config, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Pairs of real traces of one time, for nodes that are to be spread over both: more than the better zone, and what both
 * have but for the launches: a node that is lost is launched anew within a second where there is capacity, and starts for
 * a minute; where there is none, that it is there again is seen four minutes later at most. */
static void
test_real (void)
{
  g_autoptr (GPtrArray) paths = fixture_real_traces ();

  if (paths->len == 0)
    {
      g_test_skip ("the real traces are not there (../shared/data/traces)");
      return;
    }
  for (guint i = 0; i + 1 < paths->len; i += 2)
    {
      g_autoptr (FloTrace) one = fixture_trace (g_ptr_array_index (paths, i));
      g_autoptr (FloTrace) other = fixture_trace (g_ptr_array_index (paths, i + 1));
      g_autoptr (FloMarket) market = fixture_market (3, 2, -1);
      gint64 length = MIN (flo_trace_get_seconds (one), flo_trace_get_seconds (other));
      g_autoptr (FloReplaySetting) setting = flo_replay_setting_new (market, FIXTURE_START, length);
      g_autoptr (FloConfig) config = fixture_config (strstr (g_ptr_array_index (paths, i), "4node") != NULL ? 4 : 1);
      const FloBacktestOptions options = { .seed = 1, .trajectories = 10, .seconds = length };
      g_autoptr (FloBacktest) result = NULL;
      gint64 ran, bound;

      config->zones.distribution = FLO_DISTRIBUTION_BALANCED;
      config->zones.minimum = 2;

      flo_replay_setting_add_trace (setting, "us-east-1a", one);
      flo_replay_setting_add_trace (setting, "us-east-1b", other);
      result = flo_backtest_run (setting, config, &options, NULL, NULL);
      ran = result->figures[FLO_BACKTEST_AVAILABILITY].mean;
      bound = result->figures[FLO_BACKTEST_CAPACITY].mean;
      g_test_message ("%s: ran %.2f %%, union %.2f %%, alone %.2f and %.2f %%", (char *) paths->pdata[i], ran / 1e4,
                      bound / 1e4, result->zones[0] / 1e4, result->zones[1] / 1e4);
      g_assert_cmpint (ran, <=, bound);
      g_assert_cmpint (ran, >, MAX (result->zones[0], result->zones[1]));
      g_assert_cmpint (ran, >, bound - MILLION / 100);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest/calm", test_calm);
  g_test_add_func ("/backtest/on-demand", test_on_demand);
  g_test_add_func ("/backtest/standby-at-rest", test_standby_at_rest);
  g_test_add_func ("/backtest/standby-in-droughts", test_standby_in_droughts);
  g_test_add_func ("/backtest/prices", test_prices);
  g_test_add_func ("/backtest/dynamic-limit", test_dynamic_limit);
  g_test_add_func ("/backtest/one-zone", test_one_zone);
  g_test_add_func ("/backtest/union", test_union);
  g_test_add_func ("/backtest/fallback", test_fallback);
  g_test_add_func ("/backtest/chance", test_chance);
  g_test_add_func ("/backtest/seeds", test_seeds);
  g_test_add_func ("/backtest/spread", test_spread);
  g_test_add_func ("/backtest/cancelled", test_cancelled);
  g_test_add_func ("/backtest/real", test_real);

  return g_test_run ();
}
