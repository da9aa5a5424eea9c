/* test-sim-pool.c: prices and capacities stay in bounds and are the same whenever asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-pool.h"

/* 2026-01-01 */
#define START     (G_GINT64_CONSTANT (1767225600) * FLO_SIM_SECOND)
#define ON_DEMAND 96000

static FloSimPool
new_pool (guint64 seed,
          guint   savings,
          guint   band)
{
  FloSimPool pool;

  flo_sim_pool_init (&pool, seed, "m5.large", "use1-az4", 2, ON_DEMAND, savings, band);
  return pool;
}

/* Every pool, every price over a year: above nothing, never above on-demand, and quoted in four
 * decimals. */
static void
test_price_bounds (void)
{
  static const guint savings[] = { 0, 5, 50, 70, 90, 100 };
  guint changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (savings); i++)
    for (guint64 seed = 0; seed < 20; seed++)
      {
        FloSimPool pool = new_pool (seed, savings[i], 2);

        for (gint64 moment = START; moment < START + 365 * FLO_SIM_DAY; moment += FLO_SIM_DAY)
          {
            FloMoney price = flo_sim_pool_get_price (&pool, moment);

            g_assert_cmpint (price, >, 0);
            g_assert_cmpint (price, <=, ON_DEMAND);
            g_assert_cmpint (price % 100, ==, 0);
            changes += price != flo_sim_pool_get_price (&pool, moment - FLO_SIM_DAY);
          }
      }
  g_assert_cmpuint (changes, >, 10000);
}

/* A cheap type must not be quoted above its on-demand price by rounding. */
static void
test_tiny_price (void)
{
  FloSimPool pool;

  flo_sim_pool_init (&pool, 1, "t4g.nano", "use1-az4", 2, 4200, 0, 0);
  for (gint64 moment = START; moment < START + 30 * FLO_SIM_DAY; moment += FLO_SIM_HOUR)
    g_assert_cmpint (flo_sim_pool_get_price (&pool, moment), <=, 4200);
}

/* The price holds from each change to the next, and walking back through the changes ends nowhere.
 */
static void
test_changes (void)
{
  FloSimPool pool = new_pool (7, 60, 1);
  gint64 moment = START;
  guint changes = 0;

  while (moment > START - 90 * FLO_SIM_DAY)
    {
      gint64 change = flo_sim_pool_previous_change (&pool, moment);

      g_assert_cmpint (change, <=, moment);
      g_assert_cmpint (change, >, moment - 16 * FLO_SIM_HOUR);
      g_assert_cmpint (change % FLO_SIM_SECOND, ==, 0);
      g_assert_cmpint (flo_sim_pool_get_price (&pool, change), ==,
                       flo_sim_pool_get_price (&pool, moment));
      g_assert_cmpint (flo_sim_pool_previous_change (&pool, change), ==, change);
      moment = change - 1;
      changes++;
    }
  g_assert_cmpuint (changes, >, 90 * 2);
  g_assert_cmpuint (changes, <, 90 * 9);
}

static void
test_deterministic (void)
{
  FloSimPool pool = new_pool (42, 60, 2);
  FloSimPool again = new_pool (42, 60, 2);
  FloSimPool other = new_pool (43, 60, 2);
  guint differences = 0;

  for (gint64 moment = START; moment < START + 30 * FLO_SIM_DAY; moment += FLO_SIM_HOUR)
    {
      g_assert_cmpint (flo_sim_pool_get_price (&pool, moment), ==,
                       flo_sim_pool_get_price (&again, moment));
      g_assert_cmpint (flo_sim_pool_get_capacity (&pool, moment), ==,
                       flo_sim_pool_get_capacity (&again, moment));
      differences
          += flo_sim_pool_get_price (&pool, moment) != flo_sim_pool_get_price (&other, moment);
    }
  g_assert_cmpuint (differences, >, 600);
}

/* Capacity is finite, holds for a step, and runs out about as often as the Advisor's band says. */
static void
test_capacity (void)
{
  static const double monthly[] = { 0.025, 0.075, 0.125, 0.175, 0.3 };

  for (guint band = 0; band < G_N_ELEMENTS (monthly); band++)
    {
      guint droughts = 0;

      for (guint64 seed = 0; seed < 300; seed++)
        {
          FloSimPool pool = new_pool (seed, 60, band);
          gboolean dry = FALSE;

          for (gint64 moment = START; moment < START + 30 * FLO_SIM_DAY;
               moment += FLO_SIM_POOL_STEP)
            {
              guint capacity = flo_sim_pool_get_capacity (&pool, moment);

              g_assert_cmpuint (capacity, <=, pool.most_instances);
              g_assert_cmpuint (capacity, ==,
                                flo_sim_pool_get_capacity (&pool, moment + FLO_SIM_POOL_STEP - 1));
              droughts += capacity == 0 && !dry;
              dry = capacity == 0;
            }
        }
      g_assert_cmpfloat (droughts, >, 300 * monthly[band] * 0.5);
      g_assert_cmpfloat (droughts, <, 300 * monthly[band] * 1.6);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/pool/price-bounds", test_price_bounds);
  g_test_add_func ("/simulator/pool/tiny-price", test_tiny_price);
  g_test_add_func ("/simulator/pool/changes", test_changes);
  g_test_add_func ("/simulator/pool/deterministic", test_deterministic);
  g_test_add_func ("/simulator/pool/capacity", test_capacity);
  return g_test_run ();
}
