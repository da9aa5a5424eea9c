/* backtest-time.c: prints how many seconds of processor time a backtest takes
 *
 * backtest-time DAYS POOLS TRAJECTORIES: four nodes; prices that move three times a day, interruptions as Spot Advisor's
 * middle range has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "backtest/flo-backtest.h"

#define N_ZONES 3
#define MOST_POOLS 300
#define DAY G_GINT64_CONSTANT (86400)
#define START G_GINT64_CONSTANT (1764028800)
#define CHANGE_EVERY (DAY / 3)

static FloReplaySetting *
create_setting (gint64 days,
                guint  n_pools)
{
  static const FloZone zones[N_ZONES] = {
    { "us-east-1a", "z1", TRUE, NULL }, { "us-east-1b", "z2", TRUE, NULL }, { "us-east-1c", "z3", TRUE, NULL },
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree FloStep *steps = g_new (FloStep, days * DAY / CHANGE_EVERY);
  FloInstanceType types[MOST_POOLS];
  FloPool pools[MOST_POOLS];
  g_autoptr(FloMarket) market = NULL;
  FloReplaySetting *setting;

  for (guint i = 0; i < (n_pools + N_ZONES - 1) / N_ZONES; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("m%u.large", i + 1));
      types[i] = (FloInstanceType) { names->pdata[i], 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 };
    }
  for (guint i = 0; i < n_pools; i++)
    pools[i] = (FloPool) { &types[i / N_ZONES], &zones[i % N_ZONES], g_rand_int_range (random, 25000, 50000), 1, 2 };
  market = flo_market_new ("us-east-1", START, zones, N_ZONES, types, (n_pools + N_ZONES - 1) / N_ZONES, pools, n_pools);
  setting = flo_replay_setting_new (market, START, days * DAY);
  flo_replay_setting_draw_interruptions (setting);
  for (guint i = 0; i < n_pools; i++)
    {
      for (gint64 s = 0; s < days * DAY / CHANGE_EVERY; s++)
        steps[s] = (FloStep) { s * CHANGE_EVERY, g_rand_int_range (random, 25000, 50000) };
      flo_replay_setting_set_prices (setting, pools[i].type->name, pools[i].zone->name, steps, days * DAY / CHANGE_EVERY);
    }

  return setting;
}

int
main (int   argc,
      char *argv[])
{
  gint64 days = argc > 3 ? CLAMP (atoi (argv[1]), 1, 366) : 90;
  guint n_pools = argc > 3 ? CLAMP (atoi (argv[2]), 1, MOST_POOLS) : 30;
  const FloBacktestOptions options = { 1, argc > 3 ? MAX (atoi (argv[3]), 1) : 100, days * DAY };
  g_autoptr(FloReplaySetting) setting = create_setting (days, n_pools);
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloBacktest) result = NULL;
  g_autoptr(GError) error = NULL;
  clock_t start;

  g_free (config->name);
  config->name = g_strdup ("bench");
  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  config->capacity.nodes = 4;
  config->zones.minimum = 2;

  start = clock ();
  result = flo_backtest_run (setting, config, &options, NULL, &error);
  if (result == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  printf ("%.3f\n", (double) (clock () - start) / CLOCKS_PER_SEC);

  return 0;
}
