/* test-deadline-fleet.c: fleets with a deadline, planned by the planner that runs fleets, on recorded capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "backtest-fixture.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600)
#define MINUTE 60

typedef struct
{
  guint jobs;
  gint64 cost;
  gint64 on_demand;      /* the same alone */
  gint64 interruptions;
} Sums;

static FloReplaySetting *
create_setting (const char * const *traces,
                guint               n_zones)
{
  static const char * const names[] = { "us-east-1a", "us-east-1b" };
  g_autoptr (FloMarket) market = fixture_market (1, n_zones, -1);
  gint64 length = G_MAXINT64;
  FloTrace *read[2];
  FloReplaySetting *setting;

  for (guint i = 0; i < n_zones; i++)
    {
      read[i] = fixture_trace (traces[i]);
      length = MIN (length, flo_trace_get_seconds (read[i]));
    }
  setting = flo_replay_setting_new (market, FIXTURE_START, length);
  for (guint i = 0; i < n_zones; i++)
    {
      flo_replay_setting_add_trace (setting, names[i], read[i]);
      flo_trace_free (read[i]);
    }

  return setting;
}

static FloConfig *
create_config (guint  nodes,
               gint64 hours,
               gint64 changeover,
               gint64 lost)
{
  FloConfig *config = fixture_config (nodes);

  config->zones.distribution = FLO_DISTRIBUTION_CAPACITY_FIRST;
  config->zones.minimum = 1;
  config->deadline.work_hours = hours;
  config->deadline.finish_by = g_strdup ("2000-01-01 00:00Z");
  config->deadline.changeover_minutes = changeover;
  config->interruption.lost_work_minutes = lost;

  return config;
}

static FloReplayTally
play (FloReplaySetting *setting,
      const FloConfig  *config,
      gint64            offset,
      gint64            time)
{
  g_autoptr (GError) error = NULL;
  FloReplayTally tally;

  flo_replay_setting_set_finish (setting, time);
  flo_replay_run (setting, config, 7, offset, time + HOUR, NULL, &tally, &error);
  g_assert_no_error (error);

  return tally;
}

/* From nearly no time to spare to twice the time that the work takes; none is missed, ever. */
static void
play_grid (const char * const *traces,
           guint               n_zones,
           guint               nodes,
           gint64              hours,
           int                 n_starts,
           Sums               *sums)
{
  static const int percents[] = { 50, 70, 85, 95, 99 };
  static const struct { int changeover, lost; } troubles[] = { { 2, 0 }, { 5, 10 }, { 30, 0 } };
  g_autoptr (FloReplaySetting) setting = create_setting (traces, n_zones);

  for (guint p = 0; p < G_N_ELEMENTS (percents); p++)
    for (guint c = 0; c < G_N_ELEMENTS (troubles); c++)
      for (int s = 0; s < n_starts; s++)
        {
          g_autoptr (FloConfig) config = create_config (nodes, hours, troubles[c].changeover, troubles[c].lost);
          gint64 time = MAX (hours * HOUR * 100 / percents[p], hours * HOUR + troubles[c].changeover * MINUTE);
          gint64 offset = flo_replay_setting_get_length (setting) * s / n_starts;
          FloReplayTally tally = play (setting, config, offset, time);

          if (tally.spare_seconds < 0)
            g_error ("missed: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " node-seconds done; %d %%, changeover %d, lost %d, "
                     "from %" G_GINT64_FORMAT ", %u zones, %u nodes", tally.work_seconds, hours * HOUR * nodes, percents[p],
                     troubles[c].changeover, troubles[c].lost, offset, n_zones, nodes);
          sums->jobs++;
          sums->cost += tally.cost;
          sums->on_demand += flo_money_for_seconds (FIXTURE_ON_DEMAND * nodes, hours * HOUR);
          sums->interruptions += tally.interruptions;
        }
}

static void
report (const char *what,
        const Sums *sums)
{
  g_test_message ("%s: %u jobs, %.1f %% of on demand's cost, %.2f interruptions each", what, sums->jobs,
                  100.0 * sums->cost / sums->on_demand, (double) sums->interruptions / sums->jobs);
}

static void
play_pair (const char * const *traces,
           guint               nodes,
           gint64              hours,
           int                 n_starts)
{
  Sums single = { 0 }, both = { 0 };

  play_grid (&traces[0], 1, nodes, hours, n_starts, &single);
  play_grid (&traces[1], 1, nodes, hours, n_starts, &single);
  play_grid (traces, 2, nodes, hours, n_starts, &both);
  report ("one zone", &single);
  report ("two zones", &both);
  /* It always pays, and more zones are better. */
  g_assert_cmpint (both.cost, <, both.on_demand);
  g_assert_cmpint (both.cost * single.jobs, <, single.cost * both.jobs);
}

static void
test_own_traces (void)
{
  static const char * const traces[] = { "north.json", "south.json" };

  play_pair (traces, 1, 24, 3);
  play_pair (traces, 3, 24, 2);
}

static void
test_real_traces (void)
{
  g_autoptr (GPtrArray) paths = fixture_real_traces ();

  if (paths->len == 0)
    {
      g_test_skip ("the real traces are not there (../shared/data/traces)");
      return;
    }
  for (guint i = 0; i + 1 < paths->len; i += 2)
    {
      gboolean four = strstr (g_ptr_array_index (paths, i), "4node") != NULL;

      g_test_message ("%s", strrchr (g_ptr_array_index (paths, i), '/') + 1);
      play_pair ((const char * const *) &paths->pdata[i], four ? 4 : 1, 48, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline-fleet/own-traces", test_own_traces);
  g_test_add_func ("/deadline-fleet/real-traces", test_real_traces);

  return g_test_run ();
}
