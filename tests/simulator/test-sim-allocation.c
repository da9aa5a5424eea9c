/* test-sim-allocation.c: how fleets choose among pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-allocation.h"

#define MOST_POOLS 4

typedef struct
{
  const char          *name;
  const char          *strategy;
  double               target;
  FloSimAllocationPool pools[MOST_POOLS]; /* price, capacity, weight, priority */
  guint                taken[MOST_POOLS];
  double               reached;
} Case;

static const Case cases[] = {
  { "lowest-price", "lowest-price", 5,
    { { 300, 10, 1, 0 }, { 200, 10, 1, 0 }, { 400, 10, 1, 0 } }, { 0, 5, 0 }, 5 },
  { "lowest-price-overflows", "lowest-price", 5,
    { { 300, 10, 1, 0 }, { 200, 2, 1, 0 }, { 400, 10, 1, 0 } }, { 3, 2, 0 }, 5 },
  { "lowest-price-per-unit", "lowest-price", 8,
    { { 300, 10, 1, 0 }, { 800, 10, 4, 0 } }, { 0, 2 }, 8 },
  { "weight-overshoots", "lowest-price", 5,
    { { 800, 10, 4, 0 } }, { 2 }, 8 },
  { "fractional-weight", "lowest-price", 1,
    { { 100, 10, 0.5, 0 } }, { 2 }, 1 },
  { "runs-out", "lowest-price", 9,
    { { 300, 2, 1, 0 }, { 200, 3, 1, 0 } }, { 2, 3 }, 5 },
  { "nothing-to-have", "price-capacity-optimized", 3, { { 300, 0, 1, 0 } }, { 0 }, 0 },
  { "no-target", "lowest-price", 0, { { 300, 5, 1, 0 } }, { 0 }, 0 },
  { "capacity-optimized", "capacity-optimized", 4,
    { { 100, 5, 1, 0 }, { 900, 50, 1, 0 } }, { 0, 4 }, 4 },
  { "diversified", "diversified", 6,
    { { 100, 50, 1, 0 }, { 900, 50, 1, 0 }, { 500, 1, 1, 0 } }, { 3, 2, 1 }, 6 },
  { "prioritized", "prioritized", 4,
    { { 100, 50, 1, 2 }, { 900, 3, 1, 1 } }, { 1, 3 }, 4 },
  /* Nearly empty pools are left alone although they are a little cheaper; deep ones are taken for
   * price. */
  { "price-capacity-shallow", "price-capacity-optimized", 2,
    { { 100, 2, 1, 0 }, { 110, 200, 1, 0 } }, { 0, 2 }, 2 },
  { "price-capacity-deep", "price-capacity-optimized", 2,
    { { 100, 180, 1, 0 }, { 110, 200, 1, 0 } }, { 2, 0 }, 2 },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  FloSimAllocationPool pools[MOST_POOLS];
  FloSimStrategy strategy;

  for (guint i = 0; i < MOST_POOLS; i++)
    {
      pools[i] = test->pools[i];
      if (pools[i].weight == 0)
        pools[i].weight = 1;
    }
  g_assert_true (flo_sim_strategy_from_name (test->strategy, &strategy));
  g_assert_cmpfloat (flo_sim_allocate (pools, MOST_POOLS, strategy, test->target), ==, test->reached);
  for (guint i = 0; i < MOST_POOLS; i++)
    g_assert_cmpuint (pools[i].taken, ==, test->taken[i]);
}

static void
test_names (void)
{
  FloSimStrategy strategy;

  g_assert_true (flo_sim_strategy_from_name ("capacity-optimized-prioritized", &strategy));
  g_assert_cmpint (strategy, ==, FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED_PRIORITIZED);
  g_assert_false (flo_sim_strategy_from_name ("cheapest", &strategy));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/allocation/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/simulator/allocation/names", test_names);
  return g_test_run ();
}
