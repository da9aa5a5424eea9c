/* test-model.c: what a fleet's lists announce when they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fleet/flo-fleet-private.h"

static void
count_cb (GListModel *nodes,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n_moved)
{
  *n_moved += MAX (removed, added);
}

static void
assert_in_order (FloFleet *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  gboolean ended = FALSE;
  gint64 last = 0;

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);
      gboolean node_ended = flo_node_get_state (node) == FLO_NODE_TERMINATED;

      g_assert_true (node_ended >= ended);
      g_assert_true (node_ended != ended || flo_node_get_launched_at (node) >= last);
      ended = node_ended;
      last = flo_node_get_launched_at (node);
    }
}

static FloNode *
add (FloFleet *fleet,
     guint     number)
{
  g_autofree char *id = g_strdup_printf ("i-%05u", number);
  FloNode *node = flo_fleet_ensure_node (fleet, id);

  flo_node_set_facts (node, "m5.large", "us-east-1a", NULL, TRUE, 1000 + number);
  flo_node_set_state (node, FLO_NODE_RUNNING, NULL);
  return node;
}

/* A thousand rows are looked at while two of them end: the others stay where they are. */
static void
test_few_move (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 0);
  guint n_moved = 0;

  for (guint i = 0; i < 1000; i++)
    add (fleet, i);
  flo_fleet_sort_nodes (fleet);
  g_signal_connect (flo_fleet_get_nodes (fleet), "items-changed", G_CALLBACK (count_cb), &n_moved);
  flo_fleet_sort_nodes (fleet);
  g_assert_cmpuint (n_moved, ==, 0);

  flo_node_set_state (flo_fleet_find_node (fleet, "i-00010"), FLO_NODE_TERMINATED, NULL);
  flo_node_set_state (flo_fleet_find_node (fleet, "i-00500"), FLO_NODE_TERMINATED, NULL);
  flo_node_set_state (flo_fleet_find_node (fleet, "i-00011"), FLO_NODE_TERMINATED, NULL);
  flo_fleet_sort_nodes (fleet);
  assert_in_order (fleet);
  g_assert_cmpuint (n_moved, ==, 6);

  add (fleet, 2000);
  n_moved = 0;
  flo_fleet_sort_nodes (fleet);
  assert_in_order (fleet);
  g_assert_cmpuint (n_moved, <=, 6);
}

/* In any order, and any number of them. */
static void
test_any_order (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(FloConfig) config = flo_config_new ();
      g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 0);
      guint n = (guint) g_rand_int_range (random, 0, 60);

      for (guint i = 0; i < n; i++)
        {
          FloNode *node = add (fleet, (guint) g_rand_int_range (random, 0, 90));

          if (g_rand_int_range (random, 0, 4) == 0)
            flo_node_set_state (node, FLO_NODE_TERMINATED, NULL);
        }
      flo_fleet_sort_nodes (fleet);
      assert_in_order (fleet);
    }
}

static void
test_sentences (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 0);
  g_autofree char *budget = NULL;
  gint64 wait_until;

  flo_fleet_set_budget (fleet, "80 % of today’s budget is spent");
  flo_fleet_set_wait_until (fleet, 4711);
  g_object_get (fleet, "budget", &budget, "wait-until", &wait_until, NULL);
  g_assert_cmpstr (budget, ==, "80 % of today’s budget is spent");
  g_assert_cmpint (wait_until, ==, 4711);
  flo_fleet_set_budget (fleet, NULL);
  g_assert_null (flo_fleet_get_budget (fleet));
}

/* Of a node that AWS took soon after midnight, half of what is not charged was yesterday's. */
static void
test_cost_between (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 0);
  FloZoneCostSeries *zone = flo_fleet_ensure_zone_costs (fleet, "us-east-1a");
  FloNode *node = add (fleet, 0);

  /* Two nodes at 3,600 micro-dollars an hour each, of which one is taken after 3,600 seconds. */
  flo_zone_cost_series_append (zone, 1000, 7200, 2);
  flo_zone_cost_series_append (zone, 4600, 3600, 1);
  g_assert_cmpint (flo_fleet_get_cost_between (fleet, 0, 8200), ==, 10800);

  flo_node_set_ended_at (node, 4600);
  flo_node_set_credit (node, 3600);
  g_assert_cmpint (flo_fleet_get_cost_between (fleet, 0, 8200), ==, 7200);
  g_assert_cmpint (flo_fleet_get_cost_between (fleet, 2800, 8200), ==, 5400);
  g_assert_cmpint (flo_fleet_get_cost_between (fleet, 0, 2800), ==, 1800);
  g_assert_cmpint (flo_fleet_get_cost_between (fleet, 4600, 8200), ==, 3600);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fleet/model/few-move", test_few_move);
  g_test_add_func ("/fleet/model/any-order", test_any_order);
  g_test_add_func ("/fleet/model/sentences", test_sentences);
  g_test_add_func ("/fleet/model/cost-between", test_cost_between);

  return g_test_run ();
}
