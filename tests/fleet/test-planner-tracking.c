/* test-planner-tracking.c: as many nodes as the work in a queue is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "fleet/observe/flo-load-watch.h"
#include "plan-fixture.h"

#include <math.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC
#define MINUTE (60 * G_GINT64_CONSTANT (1000000))


/* Four nodes to begin with, 2 to 40, 10 messages each; the last change was an hour ago. */
static Fixture *
make_fleet (FloLoad   *load,
            FloScaled *scaled,
            guint      nodes,
            gint64     messages)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 4;
  f->config->scaling.queue = g_strdup ("jobs");
  f->config->scaling.messages_per_node = 10;
  f->config->scaling.minimum = 2;
  f->config->scaling.maximum = 40;
  *scaled = (FloScaled) { .nodes = nodes, .time = FIXTURE_NOW - 60 * MINUTE };
  *load = (FloLoad) { .amount = messages, .value = messages, .peak = messages, .highest = messages, .before = messages,
                       .time = FIXTURE_NOW, .keeps = 5 * MINUTE, .since = FIXTURE_NOW - 30 * MINUTE };
  f->load = load;
  f->scaled = scaled;

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

static void
test_grow (void)
{
  FloLoad load;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&load, &scaled, 20, 340);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 20);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 34);
  g_assert_cmpuint (plan->scale_to, ==, 34);
  g_assert_cmpstr (plan->scale_title, ==, "Grow from 20 to 34 nodes");
  g_assert_cmpstr (plan->scale_reason, ==,
                   "the queue jobs has 340 messages, 17 for each of 20 nodes, 10 wanted: 34 nodes");
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 14);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "17 for each of 20 nodes, 10 wanted"));
  g_assert_true (g_str_has_prefix (plan->scaling, "34 nodes of 2 to 40: the queue jobs has 340 messages, 10 for each"));
}

static void
test_shrink (void)
{
  FloLoad load;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&load, &scaled, 20, 45);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 20);
  load.before = 44;   /* short, but it grows */
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 20);
  g_clear_pointer (&plan, flo_plan_free);

  load.before = 45;
  plan = fixture_plan (f);
  /* By an eighth, although five would be enough. */
  g_assert_cmpuint (plan->wanted, ==, 18);
  g_assert_cmpstr (plan->scale_title, ==, "Shrink from 20 to 18 nodes");
  g_assert_cmpstr (plan->scale_reason, ==,
                   "the queue jobs had at most 45 messages lately, 3 for each of 20 nodes, 10 wanted: 18 nodes");
  fixture_assert_words (plan, "terminate-instances");
}

/* Never above, never below; what the schedule wants is the least. */
static void
test_limits (void)
{
  static const struct { guint nodes; gint64 messages; guint scheduled, wanted; } table[] = {
    { 20, 1000000000, 0, 40 }, { 20, 0, 0, 2 }, { 20, 0, 7, 7 }, { 20, 140, 7, 18 }, { 20, 9, 0, 18 }, { 40, 9, 36, 36 }, { 3, 9, 0, 2 }, { 20, 0, 90, 40 }, { 50, 395, 0, 40 },
    { 1, 0, 0, 2 }, { 20, 200, 0, 20 }, { 20, 181, 0, 20 }, { 20, 180, 0, 20 }, { 20, 171, 0, 19 }, { 20, 201, 0, 21 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloLoad load;
      FloScaled scaled;
      g_autoptr (Fixture) f = make_fleet (&load, &scaled, table[i].nodes, table[i].messages);
      g_autoptr (FloPlan) plan = NULL;
      const char *schedule[] = { "0 14 * * 1-5 = 5", NULL };
      FloScheduleSlot slot = { .since = FIXTURE_NOW / SECOND - 7200, .nodes = table[i].scheduled };

      g_test_message ("%u", i);
      if (table[i].scheduled > 0)
        {
          f->config->scaling.schedule = g_strdupv ((char **) schedule);
          f->slot = &slot;
        }
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->wanted, ==, table[i].wanted);
      g_assert_cmpint (plan->scale_title != NULL, ==, table[i].wanted != table[i].nodes);
    }
}

/* What is not known, or not for long enough, ends nothing; growing waits for out_minutes, shrinking for in_minutes. */
static void
test_patience (void)
{
  static const struct { gint64 messages, peak, age, since, changed; guint wanted; } table[] = {
    { 0, 0, 0, 30, 60, 2 },
    { 0, 0, 5, 30, 60, 20 },       /* too old a number */
    { 400, 400, 5, 30, 60, 20 },
    { 0, 180, 0, 30, 60, 20 },     /* it was not short all the time */
    { 0, 0, 0, 9, 60, 20 },        /* nobody knows whether it was */
    { 0, 0, 0, 30, 9, 20 },
    { 400, 400, 0, 0, 2, 40 },
    { 400, 400, 0, 30, 1, 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloLoad load;
      FloScaled scaled;
      g_autoptr (Fixture) f = make_fleet (&load, &scaled, 20, table[i].messages);
      g_autoptr (FloPlan) plan = NULL;

      g_test_message ("%u", i);
      load.peak = load.highest = table[i].peak;
      load.time = FIXTURE_NOW - table[i].age * MINUTE;
      load.since = FIXTURE_NOW - table[i].since * MINUTE;
      scaled.time = FIXTURE_NOW - table[i].changed * MINUTE;
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->wanted, ==, table[i].wanted);
    }
}

/* Without any number it begins with the config's, or stays as it was; why it cannot be asked is said. */
static void
test_unknown (void)
{
  FloLoad load;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&load, &scaled, 20, 0);
  g_autoptr (FloPlan) plan = NULL;

  load = (FloLoad) { .trouble = "Nobody knows how long the queue is" };
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 20);
  g_assert_null (plan->scale_title);
  g_assert_cmpstr (plan->load_problem, ==, load.trouble);
  g_clear_pointer (&plan, flo_plan_free);

  f->load = NULL;
  f->scaled = NULL;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 4);
  g_assert_cmpstr (plan->scaling, ==, "4 nodes of 2 to 40: until the queue jobs says how many messages there are");
}

/* A person's number holds for an hour, beyond the limits too; then the queue goes on from there. */
static void
test_wish (void)
{
  FloLoad load;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&load, &scaled, 20, 300);
  g_autoptr (FloPlan) plan = NULL;

  f->wishes = flo_wishes_new ();
  flo_wishes_scale (f->wishes, 45, "anna@laptop", FIXTURE_NOW - 59 * MINUTE);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 45);
  g_assert_null (plan->scale_title);
  g_assert_cmpint (plan->look_again, ==, FIXTURE_NOW + MINUTE);
  g_assert_true (g_str_has_prefix (plan->scaling, "45 nodes, asked for by anna@laptop"));
  g_assert_nonnull (strstr (plan->scaling, "until the queue jobs decides again at Mon 2025-11-24 16:01 UTC"));
  g_clear_pointer (&plan, flo_plan_free);

  f->now += MINUTE;
  load.time += MINUTE;
  scaled.time -= 5 * MINUTE;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 35);
  g_assert_cmpstr (plan->scale_title, ==, "Shrink from 45 to 35 nodes");
}

/* The budget goes first. */
static void
test_budget (void)
{
  FloLoad load;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&load, &scaled, 4, 400);
  g_autoptr (FloPlan) plan = NULL;

  run_nodes (f, 4);
  f->config->budget.total = 1000000;
  f->spend.total = 1000000;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->scale_to, ==, 40);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
}

/* ---- kept between runs ---- */

static void
test_kept (void)
{
  const FloScaled scaled = { .nodes = 34, .time = FIXTURE_NOW, .why = (char *) "the queue \"jobs\" has 340 messages" };
  g_autofree char *text = flo_scaled_write (&scaled);
  g_autoptr (FloScaled) read = flo_scaled_read (text);
  static const char *bad[] = { NULL, "", "[]", "{}", "{\"time\":5}", "{\"nodes\":-1,\"time\":5}",
                               "{\"nodes\":100000,\"time\":5}", "{\"nodes\":5}" };

  g_assert_cmpuint (read->nodes, ==, 34);
  g_assert_cmpint (read->time, ==, FIXTURE_NOW);
  g_assert_cmpstr (read->why, ==, scaled.why);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (flo_scaled_read (bad[i]));
}

/* ---- a load that is worked off by the nodes there are ---- */

/* What comes in each ten seconds. */
static double
get_arrivals (guint  pattern,
              guint  step,
              GRand *dice)
{
  switch (pattern)
    {
    case 0:
      return 20;                                  /* steady */
    case 1:
      return step < 720 ? 5 : 40;                 /* a step */
    case 2:
      return step % 60 < 6 ? 200 : 0;             /* heaps, ten minutes apart */
    default:
      return g_rand_double_range (dice, 10, 30);  /* noise */
    }
}

typedef struct
{
  guint changes, turns;         /* of the direction */
  guint last;                   /* changes within the last two hours */
  double longest;               /* queue within the last two hours */
  guint fewest, most;           /* nodes within the last two hours */
} Life;

/* Four hours, a look each ten seconds. A node works one message in ten seconds and takes two minutes to start. */
static void
live (guint  pattern,
      guint  seed,
      Life  *life)
{
  FloLoad first;
  FloScaled scaled;
  g_autoptr (Fixture) f = make_fleet (&first, &scaled, 4, 0);
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  g_autoptr (FloLoadWatch) watch = flo_load_watch_new (NULL, f->config);
  guint working[12];
  int direction = 0;
  double queue = 0;

  for (guint i = 0; i < G_N_ELEMENTS (working); i++)
    working[i] = 4;
  *life = (Life) { 0 };
  for (guint step = 0; step < 1440; step++)
    {
      g_autoptr (FloPlan) plan = NULL;
      guint able;

      working[step % G_N_ELEMENTS (working)] = scaled.nodes;
      able = MIN (scaled.nodes, working[(step + 1) % G_N_ELEMENTS (working)]);
      queue += get_arrivals (pattern, step, dice);
      f->now += 10 * SECOND;
      flo_load_watch_take (watch, floor (queue), f->now);   /* what is being worked on is counted, too */
      queue = MAX (queue - able, 0);
      f->load = flo_load_watch_get (watch);
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->wanted, >=, 2);
      g_assert_cmpuint (plan->wanted, <=, 40);
      if (step >= 720)
        {
          life->longest = MAX (life->longest, queue);
          life->fewest = life->fewest == 0 ? scaled.nodes : MIN (life->fewest, scaled.nodes);
          life->most = MAX (life->most, scaled.nodes);
        }
      if (plan->scale_title == NULL)
        continue;

      g_assert_cmpint (f->now - scaled.time, >=, plan->scale_to > scaled.nodes ? 2 * MINUTE : 10 * MINUTE);
      life->changes++;
      life->last += step >= 720;
      life->turns += direction != 0 && (plan->scale_to > scaled.nodes) != (direction > 0);
      direction = plan->scale_to > scaled.nodes ? 1 : -1;
      scaled.nodes = plan->scale_to;
      scaled.time = f->now;
    }
}

static void
test_no_swinging (void)
{
  for (guint pattern = 0; pattern < 4; pattern++)
    for (guint seed = 0; seed < 5; seed++)
      {
        Life life;

        live (pattern, seed, &life);
        g_test_message ("pattern %u seed %u: %u changes, %u turns, %u late, longest %g, %u to %u nodes", pattern, seed, life.changes,
                        life.turns, life.last, life.longest, life.fewest, life.most);
        /* It goes back and forth a little, as the queue does not say how fast it is filled; without damping
         * more often. */
        g_assert_cmpuint (life.turns, <=, 10);
        if (pattern == 0)
          {
            g_assert_cmpuint (life.fewest, >=, 16);
            g_assert_cmpuint (life.most, <=, 25);
            g_assert_cmpfloat (life.longest, <=, 250);
          }
        if (pattern == 2)
          g_assert_cmpuint (life.turns, ==, 0);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/tracking/grow", test_grow);
  g_test_add_func ("/planner/tracking/shrink", test_shrink);
  g_test_add_func ("/planner/tracking/limits", test_limits);
  g_test_add_func ("/planner/tracking/patience", test_patience);
  g_test_add_func ("/planner/tracking/unknown", test_unknown);
  g_test_add_func ("/planner/tracking/wish", test_wish);
  g_test_add_func ("/planner/tracking/budget", test_budget);
  g_test_add_func ("/planner/tracking/kept", test_kept);
  g_test_add_func ("/planner/tracking/no-swinging", test_no_swinging);

  return g_test_run ();
}
