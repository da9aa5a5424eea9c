/* test-deadline.c: work against a deadline on recorded capacity, against the best that could have been done
 *
 * Time goes in ticks. Spot costs a third of on demand, about what it does (35 %, the middle of Spot Advisor's savings).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "backtest-fixture.h"

#include <string.h>

#include "fleet/plan/flo-deadline.h"

#define TICK 300
#define HOUR_TICKS (3600 / TICK)
#define SPOT_COST 1
#define ON_DEMAND_COST 3
#define MOST_ZONES 2
#define NEVER (G_MAXINT / 2)

/* A job: all in ticks. */
typedef struct
{
  int start;
  int work;
  int time;
  int changeover;
} Job;

typedef struct
{
  int cost;
  int done;
} Outcome;

/* Whether a zone has spot: a byte for each tick. */
typedef struct
{
  GByteArray *zones[MOST_ZONES];
  guint n_zones;
} Sky;

static gboolean
has_spot (const Sky *sky,
          guint      zone,
          int        tick)
{
  return sky->zones[zone]->data[tick % sky->zones[zone]->len];
}

static GByteArray *
sample (const char *name)
{
  g_autoptr (FloTrace) trace = fixture_trace (name);
  gint64 seconds = flo_trace_get_seconds (trace);
  gsize n;
  const FloStep *steps = flo_trace_get_steps (trace, &n);
  g_autoptr (FloStepCurve) curve = flo_step_curve_new (steps, n, seconds);
  g_autoptr (FloStepCurve) lasting = flo_step_curve_new_look_ahead (curve, TICK - 1);
  GByteArray *ticks = g_byte_array_new ();

  for (gint64 t = 0; t + TICK <= seconds; t += TICK)
    {
      guint8 has = flo_step_curve_get (lasting, t) > 0;

      g_byte_array_append (ticks, &has, 1);
    }

  return ticks;
}

/* ---- the policy ---- */

static void
watch (FloDeadlineZone *zone,
       gboolean         spot)
{
  if (!spot && zone->spot)
    {
      zone->total += zone->since;
      zone->n++;
    }
  zone->since = spot ? (zone->spot ? zone->since : 0) + TICK : 0;
  zone->spot = spot;
}

/* @zones: whether what was seen of the zones is made use of; FALSE: uniform progress */
static Outcome
run (const Sky *sky,
     const Job *job,
     gboolean   zones)
{
  FloDeadlineZone seen[MOST_ZONES] = { 0 };
  FloDeadlineMode now = FLO_DEADLINE_IDLE;
  Outcome outcome = { 0 };
  int place = -1, starting = 0;

  for (int tick = 0; tick < job->time; tick++)
    {
      FloDeadlineState state = { (gint64) job->work * TICK, (gint64) job->time * TICK, (gint64) outcome.done * TICK,
                                 (gint64) tick * TICK, (gint64) job->changeover * TICK, TICK };
      FloDeadlineMode next;
      gint64 lasts;
      int best;

      for (guint z = 0; z < sky->n_zones; z++)
        watch (&seen[z], has_spot (sky, z, job->start + tick));
      if (now == FLO_DEADLINE_SPOT && !seen[place].spot)
        now = FLO_DEADLINE_IDLE;
      best = flo_deadline_choose_zone (seen, sky->n_zones, &lasts);
      state.spot = best >= 0;
      state.lasts = zones ? lasts : 0;
      state.now = now;

      next = flo_deadline_decide (&state);
      if (next != now)
        {
          g_assert_true (next != FLO_DEADLINE_SPOT || best >= 0);
          starting = job->changeover;
          place = best;
        }
      now = next;
      if (now == FLO_DEADLINE_IDLE)
        continue;
      outcome.cost += now == FLO_DEADLINE_SPOT ? SPOT_COST : ON_DEMAND_COST;
      if (starting > 0)
        starting--;
      else
        outcome.done++;
    }

  return outcome;
}

/* ---- the best there is, for somebody who knows the whole trace ---- */

typedef struct
{
  int *costs;      /* by tick (a ring), mode, work left */
  int modes;       /* idle, on demand, then spot in each zone */
  int work;
  int layers;
} Table;

static int *
at (Table *table,
    int    tick,
    int    mode,
    int    left)
{
  return &table->costs[((tick % table->layers) * table->modes + mode) * (table->work + 1) + left];
}

static void
fill_tick (Table     *table,
           const Sky *sky,
           const Job *job,
           int        tick)
{
  for (int mode = 0; mode < table->modes; mode++)
    for (int left = 1; left <= job->work; left++)
      {
        int best = *at (table, tick + 1, 0, left);

        for (int other = 1; other < table->modes; other++)
          {
            int price = other == 1 ? ON_DEMAND_COST : SPOT_COST;
            int lasts = other == mode ? 1 : job->changeover;
            gboolean whole = tick + lasts <= job->time;

            for (int t = tick; other > 1 && whole && t < tick + lasts; t++)
              whole = has_spot (sky, other - 2, job->start + t);
            if (whole)
              best = MIN (best, lasts * price + *at (table, tick + lasts, other, other == mode ? left - 1 : left));
          }
        *at (table, tick, mode, left) = MIN (best, NEVER);
      }
}

static int
find_optimum (const Sky *sky,
              const Job *job)
{
  Table table = { NULL, 2 + sky->n_zones, job->work, job->changeover + 2 };
  int optimum;

  table.costs = g_new0 (int, (gsize) table.layers * table.modes * (table.work + 1));
  for (int mode = 0; mode < table.modes; mode++)
    for (int left = 1; left <= job->work; left++)
      *at (&table, job->time, mode, left) = NEVER;
  for (int tick = job->time - 1; tick >= 0; tick--)
    {
      /* The ring's layer may hold what was of a later tick. */
      for (int mode = 0; mode < table.modes; mode++)
        *at (&table, tick, mode, 0) = 0;
      fill_tick (&table, sky, job, tick);
    }
  optimum = *at (&table, 0, 0, job->work);
  g_free (table.costs);

  return optimum;
}

/* ---- the tests ---- */

static void
test_rules (void)
{
  const FloDeadlineState fresh = { .work = 36000, .time = 72000, .changeover = 600, .step = 60 };
  FloDeadlineState state = fresh;

  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_IDLE);
  state.spot = TRUE;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_SPOT);
  /* Behind, without spot. */
  state.spot = FALSE;
  state.elapsed = 7200;
  state.done = 3599;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_ON_DEMAND);
  state.done = 3600;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_IDLE);
  /* On demand until it is ahead by two changeovers; sooner where spot stays. */
  state.now = FLO_DEADLINE_ON_DEMAND;
  state.spot = TRUE;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_ON_DEMAND);
  state.done = 4200;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_SPOT);
  state.done = 3600;
  state.lasts = 2399;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_ON_DEMAND);
  state.lasts = 2400;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_SPOT);
  /* Too late for a last try; what runs on spot goes on. */
  state.elapsed = 72000 - (36000 - 3600) - 1199;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_ON_DEMAND);
  state.now = FLO_DEADLINE_SPOT;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_SPOT);
  /* Done. */
  state.done = 36000;
  g_assert_cmpint (flo_deadline_decide (&state), ==, FLO_DEADLINE_IDLE);
}

static void
test_zones (void)
{
  FloDeadlineZone zones[] = { { TRUE, 60, 6000, 10 }, { TRUE, 60, 9000, 10 }, { FALSE, 0, 90000, 1 } };
  gint64 lasts;

  g_assert_cmpint (flo_deadline_choose_zone (zones, 3, &lasts), ==, 1);
  g_assert_cmpint (lasts, ==, 900);
  zones[0].since = 1000;
  g_assert_cmpint (flo_deadline_choose_zone (zones, 3, &lasts), ==, 0);
  g_assert_cmpint (flo_deadline_choose_zone (&zones[2], 1, &lasts), ==, -1);
}

typedef struct
{
  guint jobs;
  gint64 uniform;        /* in each single zone, by uniform progress: the sum */
  gint64 single;         /* in each single zone, by what was seen of it */
  gint64 both;           /* in all zones */
  gint64 best_single;    /* the optimum in each single zone */
  gint64 best;           /* the optimum in all */
  gint64 on_demand;      /* alone */
} Sums;

static int
play (const Sky *sky,
      const Job *job,
      gboolean   zones)
{
  Outcome outcome = run (sky, job, zones);

  if (outcome.done < job->work)
    g_error ("missed: %d of %d done from tick %d in %d, changeover %d, %u zones", outcome.done, job->work, job->start,
             job->time, job->changeover, sky->n_zones);

  return outcome.cost;
}

static void
play_job (const Sky *sky,
          const Job *job,
          Sums      *sums)
{
  int best = find_optimum (sky, job), both = play (sky, job, TRUE);

  g_assert_cmpint (best, <=, both);
  for (guint z = 0; z < sky->n_zones; z++)
    {
      const Sky alone = { { sky->zones[z] }, 1 };
      int best_alone = find_optimum (&alone, job), uniform = play (&alone, job, FALSE);

      g_assert_cmpint (best_alone, <=, uniform);
      g_assert_cmpint (best, <=, best_alone);
      sums->uniform += uniform;
      sums->single += play (&alone, job, TRUE);
      sums->best_single += best_alone;
      sums->both += both;
      sums->best += best;
      sums->on_demand += (job->work + job->changeover) * ON_DEMAND_COST;
      sums->jobs++;
    }
}

/* From nearly no time to spare to twice the time that the work takes. */
static void
play_grid (const char *one,
           const char *other,
           int         hours,
           int         n_starts,
           Sums       *sums)
{
  static const int percents[] = { 50, 70, 85, 95, 99 };
  static const int changeovers[] = { 1, 3, 6 };
  Sky sky = { { sample (one), sample (other) }, 2 };

  for (guint p = 0; p < G_N_ELEMENTS (percents); p++)
    for (guint c = 0; c < G_N_ELEMENTS (changeovers); c++)
      for (int s = 0; s < n_starts; s++)
        {
          Job job = { .time = hours * HOUR_TICKS, .changeover = changeovers[c] };

          job.start = (int) sky.zones[0]->len * s / n_starts;
          job.work = MIN (job.time * percents[p] / 100, job.time - job.changeover);
          play_job (&sky, &job, sums);
        }
  g_byte_array_unref (sky.zones[0]);
  g_byte_array_unref (sky.zones[1]);
}

static double
get_percent (gint64 part,
             gint64 whole)
{
  return 100.0 * part / whole;
}

static void
report (const char *what,
        const Sums *sums)
{
  g_test_message ("%s: %u jobs; of on demand's cost: uniform progress %.1f %%, with what was seen %.1f %%, optimum %.1f %%; "
                  "all zones %.1f %%, optimum %.1f %%", what, sums->jobs, get_percent (sums->uniform, sums->on_demand),
                  get_percent (sums->single, sums->on_demand), get_percent (sums->best_single, sums->on_demand),
                  get_percent (sums->both, sums->on_demand), get_percent (sums->best, sums->on_demand));
}

static void
test_own_traces (void)
{
  Sums sums = { 0 };

  play_grid ("north.json", "south.json", 24, 6, &sums);
  report ("our own", &sums);
  g_assert_cmpint (sums.single, <=, sums.uniform);
  g_assert_cmpint (sums.both * 100, <=, sums.uniform * 90);
  g_assert_cmpint (sums.single * 100, <=, sums.best_single * 125);
  g_assert_cmpint (sums.both * 100, <=, sums.best * 125);
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
      Sums sums = { 0 };

      play_grid (g_ptr_array_index (paths, i), g_ptr_array_index (paths, i + 1), 48, 3, &sums);
      report (strrchr (g_ptr_array_index (paths, i), '/') + 1, &sums);
      g_assert_cmpint (sums.single, <=, sums.uniform);
      g_assert_cmpint (sums.both * 100, <=, sums.uniform * 90);
      g_assert_cmpint (sums.single * 100, <=, sums.best_single * 125);
      g_assert_cmpint (sums.both * 100, <=, sums.best * 125);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/rules", test_rules);
  g_test_add_func ("/deadline/zones", test_zones);
  g_test_add_func ("/deadline/own-traces", test_own_traces);
  g_test_add_func ("/deadline/real-traces", test_real_traces);

  return g_test_run ();
}
