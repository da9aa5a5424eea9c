/* test-fleet-watch.c: what is told of a fleet: each thing once, as one piece of news, and taken back when it is over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/application/flo-fleet-watch.h"
#include "fleet/flo-fleet-private.h"

#define NOW 1800000000

typedef struct
{
  FloFleet *fleet;
  FloFleetWatch *watch;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(FloConfig) config = flo_config_new ();

  g_free (config->name);
  config->name = g_strdup ("web");
  fixture->fleet = flo_fleet_new ("f-1", "practice", config, NOW);
  flo_fleet_set_wanted (fixture->fleet, 20);
  fixture->watch = flo_fleet_watch_new (fixture->fleet);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  flo_fleet_watch_free (fixture->watch);
  g_object_unref (fixture->fleet);
}

/* "interruption: 20 nodes of …; -capacity" */
static void
assert_news (Fixture    *fixture,
             const char *expected)
{
  g_autoptr(GPtrArray) news = flo_fleet_watch_look (fixture->watch);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < news->len; i++)
    {
      const FloFleetNotice *notice = g_ptr_array_index (news, i);

      g_string_append_printf (text, "%s%s%s%s%s", i > 0 ? "; " : "", notice->over ? "-" : "",
                              flo_fleet_notice_kind_word (notice->kind), notice->over ? "" : ": ",
                              notice->over ? "" : notice->title);
      g_assert_true (notice->over || notice->text != NULL);
      g_assert_true (notice->verb == NULL || flo_fleet_notice_verb_label (notice->verb) != NULL);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
be (Fixture       *fixture,
    FloFleetState  state,
    guint          running)
{
  flo_fleet_set_observed (fixture->fleet, NOW, NULL);
  flo_fleet_set_running (fixture->fleet, running, 0);
  flo_fleet_set_state (fixture->fleet, state);
}

static void
be_launched (Fixture *fixture)
{
  be (fixture, FLO_FLEET_LAUNCHING, 5);
  assert_news (fixture, "");
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "launch: “web” is launched");
  assert_news (fixture, "");
}

static void
set_nodes (Fixture      *fixture,
           guint         from,
           guint         n_nodes,
           FloNodeState  state)
{
  for (guint i = from; i < from + n_nodes; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i);

      flo_node_set_state (flo_fleet_ensure_node (fixture->fleet, id), state, NULL);
    }
}

static void
test_interruptions (Fixture       *fixture,
                    gconstpointer  data)
{
  be_launched (fixture);
  set_nodes (fixture, 0, 20, FLO_NODE_RUNNING);
  assert_news (fixture, "");
  set_nodes (fixture, 0, 18, FLO_NODE_NOTICED);
  assert_news (fixture, "interruption: 18 nodes of “web” are taken back");
  assert_news (fixture, "");
  set_nodes (fixture, 18, 2, FLO_NODE_NOTICED);
  assert_news (fixture, "interruption: 20 nodes of “web” are taken back");
  set_nodes (fixture, 0, 19, FLO_NODE_TERMINATED);
  assert_news (fixture, "");
  set_nodes (fixture, 19, 1, FLO_NODE_TERMINATED);
  assert_news (fixture, "-interruption");
  set_nodes (fixture, 20, 1, FLO_NODE_NOTICED);
  assert_news (fixture, "interruption: 1 node of “web” is taken back");
}

static void
test_capacity (Fixture       *fixture,
               gconstpointer  data)
{
  be_launched (fixture);
  be (fixture, FLO_FLEET_DEGRADED, 15);
  assert_news (fixture, "capacity: “web” has lost nodes");
  be (fixture, FLO_FLEET_DEGRADED, 18);
  assert_news (fixture, "");
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "capacity: “web” has its nodes again");
  /* More are wanted: none was lost. */
  flo_fleet_set_wanted (fixture->fleet, 30);
  be (fixture, FLO_FLEET_DEGRADED, 20);
  assert_news (fixture, "");
  be (fixture, FLO_FLEET_HEALTHY, 30);
  assert_news (fixture, "");
  /* Fewer are. */
  flo_fleet_set_wanted (fixture->fleet, 10);
  be (fixture, FLO_FLEET_DEGRADED, 12);
  assert_news (fixture, "");
}

static void
test_fallback (Fixture       *fixture,
               gconstpointer  data)
{
  be_launched (fixture);
  flo_fleet_set_fallback (fixture->fleet, 2, "2 nodes stand in.");
  assert_news (fixture, "fallback: “web” runs on demand in the place of spot");
  flo_fleet_set_fallback (fixture->fleet, 3, "3 nodes stand in.");
  assert_news (fixture, "");
  flo_fleet_set_fallback (fixture->fleet, 0, NULL);
  assert_news (fixture, "fallback: “web” is back on spot");
  assert_news (fixture, "");
}

static void
test_budget (Fixture       *fixture,
             gconstpointer  data)
{
  be_launched (fixture);
  flo_fleet_set_alarm (fixture->fleet, 80, FALSE);
  flo_fleet_set_budget (fixture->fleet, "Of the budget of $10, $8 is spent.");
  assert_news (fixture, "budget: 80 % of the budget of “web” is spent");
  flo_fleet_set_alarm (fixture->fleet, 100, FALSE);
  flo_fleet_set_budget (fixture->fleet, "Of the budget of $10, $10 is spent.");
  /* That it cannot go on is the same news. */
  be (fixture, FLO_FLEET_BLOCKED, 20);
  assert_news (fixture, "budget: The budget of “web” is spent");
  flo_fleet_set_alarm (fixture->fleet, 0, FALSE);
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "-budget");
}

static void
test_deadline (Fixture       *fixture,
               gconstpointer  data)
{
  be_launched (fixture);
  flo_fleet_set_alarm (fixture->fleet, 0, TRUE);
  flo_fleet_set_deadline (fixture->fleet, "Too late.", 1, 2);
  assert_news (fixture, "deadline: “web” will not be done in time");
  assert_news (fixture, "");
  flo_fleet_set_alarm (fixture->fleet, 0, FALSE);
  assert_news (fixture, "-deadline");
}

static void
test_failed_launch (Fixture       *fixture,
                    gconstpointer  data)
{
  be (fixture, FLO_FLEET_LAUNCHING, 0);
  assert_news (fixture, "");
  flo_fleet_set_problem (fixture->fleet, "The quota is too small.", AWS_ERROR_QUOTA);
  be (fixture, FLO_FLEET_BLOCKED, 0);
  assert_news (fixture, "launch: “web” could not be launched");
  assert_news (fixture, "");
  be (fixture, FLO_FLEET_LAUNCHING, 4);
  assert_news (fixture, "-launch");
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "launch: “web” is launched");
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  be_launched (fixture);
  flo_fleet_set_problem (fixture->fleet, "The keys are no more.", AWS_ERROR_CREDENTIALS);
  be (fixture, FLO_FLEET_BLOCKED, 20);
  assert_news (fixture, "problem: “web” needs you");
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "-problem");
}

/* What somebody asked for is not lost; and in the end all is taken back. */
static void
test_destroyed (Fixture       *fixture,
                gconstpointer  data)
{
  be_launched (fixture);
  set_nodes (fixture, 0, 2, FLO_NODE_NOTICED);
  flo_fleet_set_fallback (fixture->fleet, 2, "2 nodes stand in.");
  assert_news (fixture, "interruption: 2 nodes of “web” are taken back; "
               "fallback: “web” runs on demand in the place of spot");
  be (fixture, FLO_FLEET_DESTROYING, 3);
  assert_news (fixture, "-interruption; -fallback");
  be (fixture, FLO_FLEET_DESTROYED, 0);
  assert_news (fixture, "destroyed: “web” is destroyed");
  assert_news (fixture, "");
}

/* The program was started again: only what a person has to know at once is news. */
static void
test_started_again (Fixture       *fixture,
                    gconstpointer  data)
{
  flo_fleet_set_state (fixture->fleet, FLO_FLEET_DEGRADED);
  assert_news (fixture, "");
  set_nodes (fixture, 0, 1, FLO_NODE_NOTICED);
  flo_fleet_set_alarm (fixture->fleet, 80, FALSE);
  flo_fleet_set_fallback (fixture->fleet, 2, "2 nodes stand in.");
  be (fixture, FLO_FLEET_DEGRADED, 18);
  assert_news (fixture, "interruption: 1 node of “web” is taken back");
  flo_fleet_set_fallback (fixture->fleet, 0, NULL);
  be (fixture, FLO_FLEET_HEALTHY, 20);
  assert_news (fixture, "fallback: “web” is back on spot");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/app/fleet-watch/interruptions", test_interruptions },
    { "/app/fleet-watch/capacity", test_capacity },
    { "/app/fleet-watch/fallback", test_fallback },
    { "/app/fleet-watch/budget", test_budget },
    { "/app/fleet-watch/deadline", test_deadline },
    { "/app/fleet-watch/failed-launch", test_failed_launch },
    { "/app/fleet-watch/problem", test_problem },
    { "/app/fleet-watch/destroyed", test_destroyed },
    { "/app/fleet-watch/started-again", test_started_again },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
