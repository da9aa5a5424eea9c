/* choice-time.c: prints how many milliseconds of processor time choosing ten pools takes
 *
 * choice-time TYPES: so many instance types in six zones, all of which fit, with a record of our own and prices of 30
 * days of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <time.h>

#include "market/flo-choice.h"

#define N_ZONES 6
#define ROUNDS 9
#define NOW G_GINT64_CONSTANT (1764000000)
#define DAY G_GINT64_CONSTANT (86400)
#define N_POINTS 64

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

static FloMarket *
create_market (guint n_types)
{
  static const FloZone zones[N_ZONES] = {
    { "us-east-1a", "z1", TRUE, NULL }, { "us-east-1b", "z2", TRUE, NULL }, { "us-east-1c", "z3", TRUE, NULL },
    { "us-east-1d", "z4", TRUE, NULL }, { "us-east-1e", "z5", TRUE, NULL }, { "us-east-1f", "z6", TRUE, NULL },
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree FloInstanceType *types = g_new0 (FloInstanceType, n_types);
  g_autofree FloPool *pools = g_new0 (FloPool, n_types * N_ZONES);

  for (guint i = 0; i < n_types; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("m%u.%uxlarge", i / 8, i % 8));
      types[i] = (FloInstanceType) { names->pdata[i], 4, 16384, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 200000 };
      for (guint z = 0; z < N_ZONES; z++)
        pools[i * N_ZONES + z] = (FloPool) { &types[i], &zones[z], g_rand_int_range (random, 40000, 150000), 0,
                                             g_rand_int_range (random, -1, 5) };
    }

  return flo_market_new ("us-east-1", 0, zones, N_ZONES, types, n_types, pools, n_types * N_ZONES);
}

/* The worst there can be to remember: of every pool everything. */
static FloPoolMemory *
create_memory (FloMarket *market)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  g_autoptr(GPtrArray) series = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);

  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);
      g_autofree char *source = g_strdup_printf ("i-%u", i);
      const FloPoolRow row = { .type = (char *) pool->type->name, .zone = (char *) pool->zone->name, .spot = TRUE,
                               .event = g_rand_int_range (random, 0, 4), .source = source, .time = NOW - 3600 };
      FloPricePoint points[N_POINTS];

      for (guint p = 0; p < N_POINTS; p++)
        points[p] = (FloPricePoint) { NOW - (N_POINTS - p) * (DAY / 2), g_rand_int_range (random, 40000, 50000) };
      g_ptr_array_add (series, flo_price_series_new (pool->type->name, pool->zone->name, points, N_POINTS,
                                                     NOW - N_POINTS * (DAY / 2), NOW));
      g_ptr_array_add (rows, flo_pool_row_copy (&row));
    }

  return flo_pool_memory_new (flo_pool_record_set_new (rows, NOW),
                              flo_price_changes_new ((FloPriceSeries *const *) series->pdata, series->len, NOW));
}

int
main (int   argc,
      char *argv[])
{
  guint n_types = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1373;
  const FloNeed need = { .min_vcpus = 2, .architecture = "x86_64" };
  const FloChoiceTerms terms = FLO_CHOICE_TERMS_INIT;
  g_autoptr(FloMarket) market = create_market (n_types);
  g_autoptr(FloPoolMemory) memory = create_memory (market);
  double rounds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      clock_t start = clock ();
      g_autoptr(FloChoice) choice = flo_choice_new (market, &need, memory, &terms, FLO_CHOICE_POOLS);

      g_assert (flo_choice_get_n_chosen (choice) == FLO_CHOICE_POOLS);
      rounds[i] = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
    }
  qsort (rounds, ROUNDS, sizeof *rounds, compare_doubles);
  printf ("%.3f\n", rounds[ROUNDS / 2]);

  return 0;
}
