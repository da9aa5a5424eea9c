/* test-planner-metric.c: as many nodes as keep a metric, or their CPUs, where they shall be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "fleet/observe/flo-count-history.h"
#include "fleet/observe/flo-load-watch.h"
#include "plan-fixture.h"

#include <math.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC
#define MINUTE (60 * G_GINT64_CONSTANT (1000000))


/* Four nodes to begin with, 2 to 40; the last change was an hour ago. */
static Fixture *
make_fleet (FloScaled *scaled,
            guint      nodes)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 4;
  f->config->scaling.minimum = 2;
  f->config->scaling.maximum = 40;
  *scaled = (FloScaled) { .nodes = nodes, .time = FIXTURE_NOW - 60 * MINUTE };
  f->scaled = scaled;

  return f;
}

static Fixture *
make_metric_fleet (FloScaled  *scaled,
                   guint       nodes,
                   const char *target)
{
  Fixture *f = make_fleet (scaled, nodes);

  f->config->scaling.metric = g_strdup ("Load");
  f->config->scaling.metric_namespace = g_strdup ("Render");
  f->config->scaling.target = g_strdup (target);

  return f;
}

/* As it was for half an hour; @nodes: that it was measured of, 0: it is of all. */
static FloLoad
make_load (double value,
           guint  nodes)
{
  double amount = nodes > 0 ? value * nodes : value;

  return (FloLoad) {
    .amount = amount, .value = value, .nodes = nodes, .peak = amount, .highest = value, .before = amount,
    .time = FIXTURE_NOW, .keeps = 5 * MINUTE, .since = FIXTURE_NOW - 30 * MINUTE,
  };
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

/* ---- the numbers ---- */

static void
test_numbers (void)
{
  static const struct {
    const char *target;
    FloMeasures measures;
    guint nodes, measured;
    double value;
    guint wanted;
  } table[] = {
    { "50", FLO_MEASURES_NODE, 20, 20, 85, 34 },
    { "50", FLO_MEASURES_NODE, 20, 20, 50, 20 },
    { "50", FLO_MEASURES_NODE, 20, 20, 50.1, 21 },
    { "50", FLO_MEASURES_NODE, 20, 20, 45, 20 },        /* a tenth to spare */
    { "50", FLO_MEASURES_NODE, 20, 20, 42.7, 19 },
    { "50", FLO_MEASURES_NODE, 20, 20, 9, 4 },          /* at once: what each has to do says it all */
    { "50", FLO_MEASURES_NODE, 20, 20, 0, 2 },
    { "50", FLO_MEASURES_NODE, 20, 20, 1e15, 40 },
    { "50", FLO_MEASURES_NODE, 20, 10, 80, 20 },        /* ten are missing: neither more nor fewer are wanted */
    { "50", FLO_MEASURES_NODE, 20, 10, 100, 20 },
    { "50", FLO_MEASURES_NODE, 20, 10, 50, 20 },
    { "50", FLO_MEASURES_NODE, 20, 10, 40, 9 },         /* those that are there have little to do */
    { "0.7", FLO_MEASURES_NODE, 20, 20, 0.7, 20 },
    { "0.7", FLO_MEASURES_NODE, 20, 20, 0.84, 24 },
    { "0.000001", FLO_MEASURES_NODE, 20, 20, 0.0000015, 30 },
    { "10", FLO_MEASURES_ALL, 20, 0, 340, 34 },
    { "10", FLO_MEASURES_ALL, 20, 0, 0, 2 },
    { "10", FLO_MEASURES_ALL, 20, 0, 45, 18 },          /* as a queue: by an eighth */
    { "0.1", FLO_MEASURES_ALL, 20, 0, 3, 30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloScaled scaled;
      FloLoad load = make_load (table[i].value, table[i].measured);
      g_autoptr (Fixture) f = make_metric_fleet (&scaled, table[i].nodes, table[i].target);
      g_autoptr (FloPlan) plan = NULL;

      g_test_message ("%u", i);
      f->config->scaling.measures = table[i].measures;
      f->load = &load;
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->wanted, ==, table[i].wanted);
      g_assert_cmpint (plan->scale_title != NULL, ==, table[i].wanted != table[i].nodes);
    }
}

/* ---- the words ---- */

static void
test_grow (void)
{
  FloScaled scaled;
  FloLoad load = make_load (85, 20);
  g_autoptr (Fixture) f = make_metric_fleet (&scaled, 20, "50");
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 20);
  f->load = &load;
  plan = fixture_plan (f);
  g_assert_cmpstr (plan->scale_title, ==, "Grow from 20 to 34 nodes");
  g_assert_cmpstr (plan->scale_reason, ==,
                   "the metric Load of Render is 85 on average of 20 nodes, 50 wanted: 34 nodes");
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 14);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "Load of Render is 85 on average"));
  g_assert_cmpstr (plan->scaling, ==, "34 nodes of 2 to 40: the metric Load of Render is 85 on average of 20 nodes, 50 wanted");
}

static void
test_words (void)
{
  static const struct { FloMeasures measures; const char *target; double value; guint measured; const char *reason; } table[] = {
    { FLO_MEASURES_NODE, "0.75", 0.123456, 20,
      "the metric Load of Render was at most 0.123 lately on average, 0.75 wanted: 4 nodes" },
    { FLO_MEASURES_ALL, "10", 340.4, 0,
      "the metric Load of Render is 340, 17 for each of 20 nodes, 10 wanted: 35 nodes" },
    { FLO_MEASURES_ALL, "10", 12, 0,
      "the metric Load of Render was at most 12 lately, 0.6 for each of 20 nodes, 10 wanted: 18 nodes" },
    { FLO_MEASURES_NODE, "50", 1000, 20,
      "the metric Load of Render is 1000 on average of 20 nodes, 50 wanted: 40 nodes, the most that are allowed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloScaled scaled;
      FloLoad load = make_load (table[i].value, table[i].measured);
      g_autoptr (Fixture) f = make_metric_fleet (&scaled, 20, table[i].target);
      g_autoptr (FloPlan) plan = NULL;

      f->config->scaling.measures = table[i].measures;
      f->load = &load;
      plan = fixture_plan (f);
      g_assert_cmpstr (plan->scale_reason, ==, table[i].reason);
    }
}

static void
test_cpu (void)
{
  FloScaled scaled;
  FloLoad load = make_load (84.44, 1);
  g_autoptr (Fixture) f = make_fleet (&scaled, 2);
  g_autoptr (FloPlan) plan = NULL;

  f->config->scaling.cpu = 60;
  f->load = &load;
  load.peak = load.amount = load.before = 168.88;
  plan = fixture_plan (f);
  g_assert_cmpstr (plan->scale_reason, ==, "the CPU of its nodes is 84.4 % on average of 1 node, 60 % wanted: 3 nodes");
  g_clear_pointer (&plan, flo_plan_free);

  load = make_load (3, 20);
  scaled.nodes = 20;
  plan = fixture_plan (f);
  g_assert_cmpstr (plan->scale_reason, ==,
                   "the CPU of its nodes was at most 3 % lately on average, 60 % wanted: 2 nodes, the fewest that are allowed");
}

/* No figures, or old ones: the number stays, and why is said. */
static void
test_unknown (void)
{
  FloScaled scaled;
  FloLoad load = { .trouble = "CloudWatch has had no figures", .keeps = 5 * MINUTE };
  g_autoptr (Fixture) f = make_metric_fleet (&scaled, 20, "50");
  g_autoptr (FloPlan) plan = NULL;

  f->load = &load;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 20);
  g_assert_null (plan->scale_title);
  g_assert_cmpstr (plan->load_problem, ==, load.trouble);
  g_assert_cmpstr (plan->scaling, ==, "20 nodes of 2 to 40: until CloudWatch has figures of the metric Load of Render");
  g_clear_pointer (&plan, flo_plan_free);

  for (guint i = 0; i < 2; i++)
    {
      load = make_load (i == 0 ? 500 : 0, 20);
      load.time -= 5 * MINUTE;
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->wanted, ==, 20);
      g_assert_nonnull (strstr (plan->scaling, "the metric Load of Render was "));
      g_assert_nonnull (strstr (plan->scaling, "and was not heard since, so the number stays"));
      g_clear_pointer (&plan, flo_plan_free);
    }
}

static void
test_wish (void)
{
  FloScaled scaled;
  FloLoad load = make_load (85, 20);
  g_autoptr (Fixture) f = make_metric_fleet (&scaled, 20, "50");
  g_autoptr (FloPlan) plan = NULL;

  f->load = &load;
  f->wishes = flo_wishes_new ();
  flo_wishes_scale (f->wishes, 7, "anna@laptop", FIXTURE_NOW - 59 * MINUTE);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 7);
  g_assert_nonnull (strstr (plan->scaling, "until the metric Load of Render decides again at "));
}

/* ---- properties ---- */

static double
random_value (GRand *dice)
{
  return pow (10, g_rand_double_range (dice, -2, 4));
}

/* Between its limits, whatever comes; more to do never wants fewer; what is not known changes nothing; twice the same. */
static void
test_properties (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20261127);

  for (guint i = 0; i < 2000; i++)
    {
      FloScaled scaled;
      guint wanted[3];
      double value = random_value (dice);
      const guint nodes = (guint) g_rand_int_range (dice, 2, 41);
      const guint measured = (guint) g_rand_int_range (dice, 1, 61);
      const gint64 age = g_rand_int_range (dice, 0, 7) * MINUTE;
      g_autoptr (Fixture) f = make_metric_fleet (&scaled, nodes, "7.5");

      f->config->scaling.measures = g_rand_boolean (dice) ? FLO_MEASURES_ALL : FLO_MEASURES_NODE;
      scaled.time = FIXTURE_NOW - g_rand_int_range (dice, 0, 20) * MINUTE;
      for (guint j = 0; j < 3; j++)
        {
          FloLoad load = make_load (j < 2 ? value : value * 1.5,
                                    f->config->scaling.measures == FLO_MEASURES_NODE ? measured : 0);
          g_autoptr (FloPlan) plan = NULL;

          load.time -= age;
          load.since -= age;
          f->load = &load;
          plan = fixture_plan (f);
          wanted[j] = plan->wanted;
          g_assert_cmpuint (wanted[j], >=, 2);
          g_assert_cmpuint (wanted[j], <=, 40);
          g_assert_cmpint (plan->scale_title != NULL, ==, wanted[j] != nodes);
          g_assert_cmpint (plan->scale_title != NULL, ==, plan->scale_reason != NULL);
          if (age >= 5 * MINUTE || (wanted[j] > nodes && FIXTURE_NOW - scaled.time < 2 * MINUTE) ||
              (wanted[j] < nodes && FIXTURE_NOW - scaled.time < 10 * MINUTE))
            g_assert_cmpuint (wanted[j], ==, nodes);
        }
      g_assert_cmpuint (wanted[0], ==, wanted[1]);
      g_assert_cmpuint (wanted[0], <=, wanted[2]);
    }
}

/* ---- how many ran ---- */

static void
test_counts (void)
{
  g_autoptr (FloCountHistory) counts = flo_count_history_new ();

  g_assert_cmpfloat (flo_count_history_get_mean (counts, 0, MINUTE), <, 0);
  flo_count_history_note (counts, 10, 10 * MINUTE);
  flo_count_history_note (counts, 10, 11 * MINUTE);
  flo_count_history_note (counts, 20, 12 * MINUTE);
  flo_count_history_note (counts, 0, 16 * MINUTE);
  g_assert_cmpfloat (flo_count_history_get_mean (counts, 9 * MINUTE, 11 * MINUTE), <, 0);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 10 * MINUTE, 12 * MINUTE), 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 11 * MINUTE, 13 * MINUTE), 15, 1e-9);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 11 * MINUTE, 14 * MINUTE), 50.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 16 * MINUTE, 18 * MINUTE), 0, 1e-9);

  /* Nobody looked. */
  flo_count_history_note (counts, 5, 22 * MINUTE);
  g_assert_cmpfloat (flo_count_history_get_mean (counts, 12 * MINUTE, 13 * MINUTE), <, 0);
  /* A clock that was put back. */
  flo_count_history_note (counts, 6, 20 * MINUTE);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 20 * MINUTE, 23 * MINUTE), 6, 1e-9);

  /* It does not grow without end, and keeps what it said of the last hours. */
  for (guint i = 0; i < 600; i++)
    flo_count_history_note (counts, i % 2, (24 + i) * MINUTE);
  g_assert_cmpfloat (flo_count_history_get_mean (counts, 24 * MINUTE, 25 * MINUTE), <, 0);
  g_assert_cmpfloat_with_epsilon (flo_count_history_get_mean (counts, 450 * MINUTE, 500 * MINUTE), 0.5, 1e-9);
}

static void
see (FloLoadWatch *watch,
     guint         n,
     gint64        time)
{
  g_autoptr (Fixture) f = fixture_new ();

  run_nodes (f, n);
  flo_load_watch_see (watch, f->observation, time);
}

static void
test_watch (void)
{
  FloScaled scaled;
  g_autoptr (Fixture) f = make_metric_fleet (&scaled, 20, "50");
  g_autoptr (FloLoadWatch) watch = flo_load_watch_new (NULL, f->config);
  const FloLoad *load = flo_load_watch_get (watch);

  /* Nobody saw how many nodes it is of. */
  g_assert_false (flo_load_watch_take (watch, 85, FIXTURE_NOW));
  see (watch, 20, FIXTURE_NOW);
  g_assert_false (flo_load_watch_take (watch, 85, FIXTURE_NOW + 30 * SECOND));
  g_assert_cmpint (load->time, ==, 0);

  g_assert_true (flo_load_watch_take (watch, 85, FIXTURE_NOW + MINUTE));
  g_assert_cmpfloat (load->amount, ==, 1700);
  g_assert_cmpfloat (load->nodes, ==, 20);
  g_assert_cmpint (load->since, ==, FIXTURE_NOW + MINUTE);
  /* What came late. */
  g_assert_true (flo_load_watch_take (watch, 65, FIXTURE_NOW + MINUTE));
  g_assert_cmpfloat (load->peak, ==, 1300);

  see (watch, 30, FIXTURE_NOW + 90 * SECOND);
  g_assert_true (flo_load_watch_take (watch, 40, FIXTURE_NOW + 2 * MINUTE));
  g_assert_cmpfloat (load->amount, ==, 1000);
  g_assert_cmpfloat (load->peak, ==, 1300);
  g_assert_cmpfloat (load->highest, ==, 65);
  g_assert_cmpint (load->since, ==, FIXTURE_NOW + MINUTE);

  /* When none runs, what was measured is of none. */
  see (watch, 0, FIXTURE_NOW + 3 * MINUTE);
  g_assert_false (flo_load_watch_take (watch, 0, FIXTURE_NOW + 5 * MINUTE));
  g_assert_cmpint (load->time, ==, FIXTURE_NOW + 2 * MINUTE);
  g_assert_cmpint (flo_load_watch_get (watch)->keeps, ==, 7 * MINUTE);
}

/* ---- load that the nodes there are share among them ---- */

/* Three hours, a figure each minute, a minute late. Work for 20 nodes at the target; from the middle on for @later. */
static guint
live (double later,
      guint  can_be_had,
      guint *turns)
{
  FloScaled scaled;
  g_autoptr (Fixture) f = make_metric_fleet (&scaled, 4, "50");
  g_autoptr (FloLoadWatch) watch = flo_load_watch_new (NULL, f->config);
  double last = 0, before_last = 0;
  int direction = 0;

  *turns = 0;
  for (guint minute = 0; minute < 180; minute++)
    {
      g_autoptr (FloPlan) plan = NULL;
      const guint running = MIN (scaled.nodes, can_be_had);
      const double work = minute < 90 ? 20 * 50 : later * 50;

      see (watch, running, f->now);
      flo_load_watch_take (watch, before_last, f->now - MINUTE);
      before_last = last;
      last = MIN (work / running, 100);   /* no node does more than it can */
      f->now += MINUTE;
      f->load = flo_load_watch_get (watch);
      plan = fixture_plan (f);
      if (plan->scale_title == NULL)
        continue;
      *turns += direction != 0 && (plan->scale_to > scaled.nodes) != (direction > 0);
      direction = plan->scale_to > scaled.nodes ? 1 : -1;
      scaled.nodes = plan->scale_to;
      scaled.time = f->now;
    }

  return scaled.nodes;
}

/* It finds the number and stays there; with fewer nodes than are wanted it does not run away. */
static void
test_settles (void)
{
  static const struct { double later; guint can_be_had; guint fewest, most, turns; } table[] = {
    { 20, 1000, 20, 20, 0 },
    { 35, 1000, 35, 35, 0 },
    { 6, 1000, 6, 7, 1 },
    { 20, 12, 19, 20, 0 },
    { 35, 12, 20, 24, 0 },
    { 6, 12, 6, 7, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint turns;
      guint nodes = live (table[i].later, table[i].can_be_had, &turns);

      g_test_message ("%u: %u nodes, %u turns", i, nodes, turns);
      g_assert_cmpuint (nodes, >=, table[i].fewest);
      g_assert_cmpuint (nodes, <=, table[i].most);
      g_assert_cmpuint (turns, <=, table[i].turns);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/metric/numbers", test_numbers);
  g_test_add_func ("/planner/metric/grow", test_grow);
  g_test_add_func ("/planner/metric/words", test_words);
  g_test_add_func ("/planner/metric/cpu", test_cpu);
  g_test_add_func ("/planner/metric/unknown", test_unknown);
  g_test_add_func ("/planner/metric/wish", test_wish);
  g_test_add_func ("/planner/metric/properties", test_properties);
  g_test_add_func ("/planner/metric/counts", test_counts);
  g_test_add_func ("/planner/metric/watch", test_watch);
  g_test_add_func ("/planner/metric/settles", test_settles);

  return g_test_run ();
}
