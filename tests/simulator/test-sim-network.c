/* test-sim-network.c: address blocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-default-network.h"

static void
test_parse (void)
{
  static const char *const bad[] = {
    "",           "10.0.0.0",      "10.0.0.0/",    "10.0.0.0/15",   "10.0.0.0/29", "10.0.0.1/24",
    "10.0.0/24",  "10.0.0.0.0/24", "256.0.0.0/16", "10.0.0.0/16/1", "::/16",       "10.0.0.0/ 16",
    "a.b.c.d/16", "10.0.-1.0/24",
  };
  guint32 address;
  guint bits;

  g_assert_true (flo_sim_cidr_parse ("10.1.2.0/24", &address, &bits));
  g_assert_cmphex (address, ==, 0x0a010200);
  g_assert_cmpuint (bits, ==, 24);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (flo_sim_cidr_parse (bad[i], &address, &bits));
}

static void
test_contains (void)
{
  g_assert_true (flo_sim_cidr_contains ("10.0.0.0/16", "10.0.255.0/24"));
  g_assert_true (flo_sim_cidr_contains ("10.0.0.0/16", "10.0.0.0/16"));
  g_assert_false (flo_sim_cidr_contains ("10.0.0.0/16", "10.1.0.0/24"));
  g_assert_false (flo_sim_cidr_contains ("10.0.0.0/24", "10.0.0.0/16"));
  g_assert_true (flo_sim_cidr_overlaps ("10.0.0.0/24", "10.0.0.0/16"));
  g_assert_false (flo_sim_cidr_overlaps ("10.0.0.0/24", "10.0.1.0/24"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/network/parse", test_parse);
  g_test_add_func ("/simulator/network/contains", test_contains);
  return g_test_run ();
}
