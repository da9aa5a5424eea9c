/* test-planner-scaling.c: how many nodes there are at which times
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "plan-fixture.h"

#include <string.h>

#define NOW (FIXTURE_NOW / G_USEC_PER_SEC)
#define HOUR G_GINT64_CONSTANT (3600)


/* Mon 2025-11-24 16:00 UTC; so many since two hours ago, and two from in two hours on. */
static Fixture *
make_fleet (guint            nodes,
            FloScheduleSlot *slot)
{
  Fixture *f = fixture_new ();
  const char *schedule[] = { "0 14 * * 1-5 = 5", "0 18 * * 1-5 = 2", NULL };

  fixture_infrastructure (f);
  f->config->scaling.schedule = g_strdupv ((char **) schedule);
  *slot = (FloScheduleSlot) { .since = NOW - 2 * HOUR, .nodes = nodes, .until = NOW + 2 * HOUR, .next_nodes = 2 };
  f->slot = slot;

  return f;
}

static void
run_nodes (Fixture *f,
           guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i);

      fixture_instance (f, id, "abc"[i % 3], TRUE, FLO_SEEN_RUNNING);
    }
}

static FloWishes *
wish (guint  nodes,
      gint64 ago)
{
  FloWishes *wishes = flo_wishes_new ();

  flo_wishes_scale (wishes, nodes, "anna@laptop", FIXTURE_NOW - ago * G_USEC_PER_SEC);

  return wishes;
}

/* The schedule and not the config's number. */
static void
test_grow (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (5, &slot);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 3);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 5);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)),
                            "3 of 5 nodes are there: the schedule wants 5 nodes since Mon 2025-11-24 14:00 UTC; "));
  g_assert_cmpstr (plan->scaling_title, ==, "The schedule wants 5 nodes since Mon 2025-11-24 14:00 UTC");
  g_assert_nonnull (strstr (plan->scaling, "5 nodes since Mon 2025-11-24 14:00 UTC by the schedule's "
                                           "\"0 14 * * 1-5 = 5\" (UTC), about $"));
  g_assert_true (g_str_has_suffix (plan->scaling, " an hour at the prices of now; 2 from Mon 2025-11-24 18:00 UTC on"));
  g_assert_cmpint (plan->look_again, ==, (NOW + 2 * HOUR) * G_USEC_PER_SEC);
}

static void
test_shrink (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (1, &slot);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 3);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
  g_assert_true (g_str_has_prefix (flo_action_get_reason (fixture_action (plan, 0)),
                                   "the schedule wants 1 node since Mon 2025-11-24 14:00 UTC; that saves $"));
  /* Each node whose end it is. */
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), " an hour; they are i-"));
}

/* None at night: all go, and that is as it should be. */
static void
test_none (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (0, &slot);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 3);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
  g_assert_cmpuint (plan->wanted, ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  g_ptr_array_set_size (f->observation->instances, 0);
  fixture_look_at_nodes (f);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
  g_assert_null (plan->problem);
}

/* The base is on demand, as far as there are nodes. */
static void
test_base (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (5, &slot);
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.on_demand_base = 2;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  slot.nodes = 1;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
}

/* What a person asked for since the entry was due holds until the next one is; what was asked for before does not. */
static void
test_wish (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (5, &slot);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 3);
  f->wishes = wish (4, HOUR);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 4);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 1);
  g_assert_true (g_str_has_prefix (plan->scaling, "4 nodes, asked for by anna@laptop on 2025-11-24 at 15:00:00 UTC, "
                                                  "until the schedule wants 2 at Mon 2025-11-24 18:00 UTC"));
  g_assert_null (plan->scaling_title);
  g_clear_pointer (&plan, flo_plan_free);

  flo_wishes_free (f->wishes);
  f->wishes = wish (4, 3 * HOUR);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 5);
}

/* The budget goes first. */
static void
test_budget (void)
{
  FloScheduleSlot slot;
  g_autoptr (Fixture) f = make_fleet (5, &slot);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 3);
  f->config->budget.total = 1000000;
  f->spend.total = 1000000;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_nonnull (strstr (plan->problem, "No node is launched any more"));
}

/* ---- from the config to the slot ---- */

static void
test_slot (void)
{
  static const struct { gint64 hours; guint entry, nodes, next_nodes; gint64 until_hours; } table[] = {
    /* Mon 16:00 UTC is 17:00 in Berlin. */
    { 0, 0, 20, 2, 1 },
    { 1, 1, 2, 20, 15 },
    { 14, 1, 2, 20, 15 },
    { 15, 0, 20, 2, 25 },
    /* Over the weekend: of the two that are due at the same time on Friday the last one counts. */
    { 4 * 24 + 1, 2, 3, 20, 6 * 24 + 15 },
  };
  const char *schedule[] = { "0 8 * * 1-5 = 20", "0 18 * * 1-5 = 2", "0 18 * * 5 = 3", NULL };
  g_autoptr (FloConfig) config = flo_config_new ();
  guint fewest, most;

  config->capacity.nodes = 7;
  g_assert_false (flo_config_get_range (config, &fewest, &most));
  g_assert_cmpuint (fewest, ==, 7);
  g_assert_cmpuint (most, ==, 7);
  config->scaling.queue = g_strdup ("jobs");
  config->scaling.maximum = 40;
  g_assert_true (flo_config_get_range (config, &fewest, &most));
  g_assert_cmpuint (fewest, ==, 0);
  g_assert_cmpuint (most, ==, 40);
  g_clear_pointer (&config->scaling.queue, g_free);
  g_assert_false (flo_config_find_slot (config, NOW, &(FloScheduleSlot) { 0 }));
  config->scaling.schedule = g_strdupv ((char **) schedule);
  config->scaling.time_zone = g_strdup ("Europe/Berlin");
  g_assert_cmpuint (flo_config_get_peak (config), ==, 20);
  g_assert_true (flo_config_get_range (config, &fewest, &most));
  g_assert_cmpuint (fewest, ==, 2);
  g_assert_cmpuint (most, ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloScheduleSlot slot;

      g_test_message ("%u", i);
      g_assert_true (flo_config_find_slot (config, NOW + table[i].hours * HOUR, &slot));
      g_assert_cmpuint (slot.entry, ==, table[i].entry);
      g_assert_cmpuint (slot.nodes, ==, table[i].nodes);
      g_assert_cmpuint (slot.next_nodes, ==, table[i].next_nodes);
      g_assert_cmpint (slot.until, ==, NOW + table[i].until_hours * HOUR);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/scaling/grow", test_grow);
  g_test_add_func ("/planner/scaling/shrink", test_shrink);
  g_test_add_func ("/planner/scaling/none", test_none);
  g_test_add_func ("/planner/scaling/base", test_base);
  g_test_add_func ("/planner/scaling/wish", test_wish);
  g_test_add_func ("/planner/scaling/budget", test_budget);
  g_test_add_func ("/planner/scaling/slot", test_slot);

  return g_test_run ();
}
