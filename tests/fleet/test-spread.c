/* test-spread.c: zone counts in, targets out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/plan/flo-spread.h"

#define MAX_ZONES 4

/* Zones are written in columns: a price of 0 ends them. */
typedef struct
{
  const char *name;
  FloDistribution distribution;
  guint minimum, elsewhere, missing;
  FloMoney prices[MAX_ZONES];
  guint nodes[MAX_ZONES];
  int interruption[MAX_ZONES];
  guint add[MAX_ZONES];      /* wanted */
  guint anywhere;            /* wanted */
  guint held_back;           /* wanted */
} Case;

#define BALANCED FLO_DISTRIBUTION_BALANCED
#define CHEAPEST FLO_DISTRIBUTION_CHEAPEST_FIRST
#define CAPACITY FLO_DISTRIBUTION_CAPACITY_FIRST
#define SINGLE FLO_DISTRIBUTION_SINGLE

static const Case cases[] = {
  /* name, distribution, minimum, elsewhere, missing, prices, nodes, interruption, add, anywhere, held back */
  { "balanced/even", BALANCED, 2, 0, 6, { 3, 2, 1 }, { 0 }, { 0 }, { 2, 2, 2 }, 0, 0 },
  { "balanced/remainder-to-cheapest", BALANCED, 2, 0, 4, { 3, 2, 1 }, { 0 }, { 0 }, { 1, 1, 2 }, 0, 0 },
  { "balanced/one", BALANCED, 2, 0, 1, { 3, 2, 1 }, { 0 }, { 0 }, { 0, 0, 1 }, 0, 0 },
  { "balanced/fills-up", BALANCED, 2, 0, 2, { 1, 2, 3 }, { 2, 1, 1 }, { 0 }, { 0, 1, 1 }, 0, 0 },
  { "balanced/same-price-by-name", BALANCED, 2, 0, 1, { 5, 5 }, { 0 }, { 0 }, { 1, 0 }, 0, 0 },
  { "balanced/already-uneven", BALANCED, 2, 0, 3, { 1, 1, 1 }, { 5, 0, 0 }, { 0 }, { 0, 2, 1 }, 0, 0 },
  { "balanced/one-zone-holds-back", BALANCED, 2, 0, 4, { 1 }, { 0 }, { 0 }, { 3 }, 0, 1 },
  { "balanced/one-zone-minimum-3", BALANCED, 3, 0, 6, { 1 }, { 0 }, { 0 }, { 4 }, 0, 2 },
  { "balanced/elsewhere-counts", BALANCED, 2, 1, 4, { 1 }, { 0 }, { 0 }, { 4 }, 0, 0 },
  { "balanced/last-one-stays-back", BALANCED, 2, 0, 1, { 1 }, { 3 }, { 0 }, { 0 }, 0, 1 },
  { "cheapest/all-but-minimum", CHEAPEST, 2, 0, 5, { 3, 1, 2 }, { 0 }, { 0 }, { 0, 4, 1 }, 0, 0 },
  { "cheapest/minimum-is-there", CHEAPEST, 2, 0, 3, { 3, 1, 2 }, { 1, 1, 0 }, { 0 }, { 0, 3, 0 }, 0, 0 },
  { "cheapest/one-zone-is-there", CHEAPEST, 2, 0, 3, { 3, 1, 2 }, { 1, 0, 0 }, { 0 }, { 0, 3, 0 }, 0, 0 },
  { "cheapest/in-the-cheapest-already", CHEAPEST, 2, 0, 2, { 3, 1, 2 }, { 0, 4, 0 }, { 0 }, { 0, 1, 1 }, 0, 0 },
  { "cheapest/minimum-3", CHEAPEST, 3, 0, 5, { 3, 1, 2, 4 }, { 0 }, { 0 }, { 1, 3, 1, 0 }, 0, 0 },
  { "cheapest/fewer-than-minimum", CHEAPEST, 3, 0, 2, { 3, 1, 2 }, { 0 }, { 0 }, { 0, 1, 1 }, 0, 0 },
  { "capacity/seeds-then-anywhere", CAPACITY, 2, 0, 6, { 1, 2, 3 }, { 0 }, { 3, 0, 1 }, { 0, 1, 1 }, 4, 0 },
  { "capacity/minimum-is-there", CAPACITY, 2, 0, 2, { 1, 2, 3 }, { 1, 1, 0 }, { 0 }, { 0 }, 2, 0 },
  { "capacity/unknown-comes-last", CAPACITY, 2, 0, 2, { 1, 2, 3 }, { 0 }, { -1, 4, 2 }, { 0, 1, 1 }, 0, 0 },
  { "single/cheapest", SINGLE, 1, 0, 5, { 3, 1, 2 }, { 0 }, { 0 }, { 0, 5, 0 }, 0, 0 },
  { "single/stays-where-it-is", SINGLE, 1, 0, 2, { 3, 1, 2 }, { 3, 0, 0 }, { 0 }, { 2, 0, 0 }, 0, 0 },
  { "single/minimum-is-no-matter", SINGLE, 2, 0, 2, { 3 }, { 0 }, { 0 }, { 2 }, 0, 0 },
  { "nothing-missing", BALANCED, 2, 0, 0, { 1, 2 }, { 1, 1 }, { 0 }, { 0, 0 }, 0, 0 },
  { "no-zones", BALANCED, 2, 0, 3, { 0 }, { 0 }, { 0 }, { 0 }, 0, 3 },
};


static guint
make_zones (const Case    *a_case,
            FloSpreadZone *zones)
{
  static const char * const names[MAX_ZONES] = { "us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d" };
  guint n = 0;

  for (; n < MAX_ZONES && a_case->prices[n] != 0; n++)
    zones[n] = (FloSpreadZone) { names[n], a_case->nodes[n], a_case->prices[n], 3, a_case->interruption[n] };

  return n;
}

static void
test_case (gconstpointer data)
{
  const Case *a_case = data;
  FloSpreadZone zones[MAX_ZONES];
  guint add[MAX_ZONES] = { 0 };
  guint n = make_zones (a_case, zones);
  guint placed = 0;
  guint anywhere;
  guint held_back;

  held_back = flo_spread (a_case->distribution, zones, n, a_case->minimum, a_case->elsewhere, a_case->missing, add,
                          &anywhere);

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (add[i], ==, a_case->add[i]);
      placed += add[i];
    }
  g_assert_cmpuint (anywhere, ==, a_case->anywhere);
  g_assert_cmpuint (held_back, ==, a_case->held_back);
  g_assert_cmpuint (placed + anywhere + held_back, ==, a_case->missing);
}

/* Whatever the zones, no node is lost, and a launch from nothing reaches the minimum when it can. */
static void
test_properties (void)
{
  for (guint seed = 0; seed < 2000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      FloSpreadZone zones[MAX_ZONES];
      guint add[MAX_ZONES];
      Case a_case = { .distribution = g_rand_int_range (rand, 0, 4), .minimum = g_rand_int_range (rand, 1, 4),
                      .missing = g_rand_int_range (rand, 0, 20) };
      guint n_zones = g_rand_int_range (rand, 1, MAX_ZONES + 1);
      guint placed = 0, occupied = 0, anywhere, held_back;

      for (guint i = 0; i < n_zones; i++)
        {
          a_case.prices[i] = g_rand_int_range (rand, 1, 5);
          a_case.interruption[i] = g_rand_int_range (rand, -1, 5);
        }
      make_zones (&a_case, zones);

      held_back = flo_spread (a_case.distribution, zones, n_zones, a_case.minimum, 0, a_case.missing, add, &anywhere);
      for (guint i = 0; i < n_zones; i++)
        {
          placed += add[i];
          occupied += add[i] > 0;
        }

      g_assert_cmpuint (placed + anywhere + held_back, ==, a_case.missing);
      if (a_case.distribution != SINGLE)
        g_assert_cmpuint (occupied, >=, MIN (MIN (a_case.minimum, n_zones), a_case.missing - held_back));
      if (n_zones >= a_case.minimum)
        g_assert_cmpuint (held_back, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/spread/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/spread/properties", test_properties);

  return g_test_run ();
}
