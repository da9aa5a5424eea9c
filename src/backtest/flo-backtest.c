/* flo-backtest.c: what would have become of a config, many times over
 *
 * Every trajectory begins at a random moment of the setting and goes on at its beginning when it comes to its end. The
 * moments follow from the seed alone, so that two configs are put to the same tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-backtest"

#include "flotilla-config.h"

#include "backtest/flo-backtest.h"

#include "config/flo-config-deadline.h"
#include "config/flo-config-schedule.h"

#define MILLION 1000000
/* Stands for all zones. */
#define ALL_ZONES G_MAXUINT

typedef struct
{
  FloReplaySetting *setting;     /* (unowned) */
  FloConfig *config;             /* (owned) */
  FloBacktestOptions options;
} Work;

typedef struct
{
  gint64 *values[FLO_BACKTEST_N_FIGURES];   /* (owned): one of each trajectory */
  GPtrArray *curves;                        /* (owned) (element-type FloStepCurve): what each trace has, borrowed */
  GHashTable *sums;                         /* (owned): of a zone, or all, up to a number of nodes, its FloStepCurve, owned */
  gint64 start;                             /* Unix seconds: of the setting */
} Results;


void
flo_backtest_free (FloBacktest *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < FLO_BACKTEST_N_FIGURES; i++)
    g_free (self->values[i]);
  g_free (self->zones);
  g_free (self);
}

/* ---- figures ---- */

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* The nearest rank. */
static gint64
get_percentile (const gint64 *sorted,
                guint         n,
                guint         percent)
{
  return sorted[MAX ((n * percent + 99) / 100, 1) - 1];
}

/* Sorts @values, of which there is at least one. */
FloBacktestSpread
flo_backtest_spread (gint64 *values,
                     guint   n)
{
  FloBacktestSpread spread = { 0 };
  __int128 sum = 0;

  g_return_val_if_fail (values != NULL && n > 0, spread);

  qsort (values, n, sizeof *values, compare_values);
  for (guint i = 0; i < n; i++)
    sum += values[i];
  spread.mean = (gint64) ((sum + n / 2) / n);
  spread.p5 = get_percentile (values, n, 5);
  spread.p50 = get_percentile (values, n, 50);
  spread.p95 = get_percentile (values, n, 95);

  return spread;
}

static gint64
get_parts (gint64 part,
           gint64 whole)
{
  return whole > 0 ? (gint64) ((__int128) part * MILLION / whole) : 0;
}

/* ---- trajectories ---- */

static void
results_init (Results                  *self,
              FloReplaySetting         *setting,
              const FloBacktestOptions *options)
{
  for (guint i = 0; i < FLO_BACKTEST_N_FIGURES; i++)
    self->values[i] = g_new (gint64, options->trajectories);
  self->curves = g_ptr_array_new ();
  self->sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) flo_step_curve_free);
  self->start = flo_replay_setting_get_start (setting);
  for (guint i = 0; i < flo_replay_setting_get_n_zones (setting); i++)
    g_ptr_array_add (self->curves, flo_replay_setting_get_zone (setting, i)->capacity);
}

static void
results_clear (Results *self)
{
  for (guint i = 0; i < FLO_BACKTEST_N_FIGURES; i++)
    g_free (self->values[i]);
  g_ptr_array_unref (self->curves);
  g_hash_table_unref (self->sums);
}

/* What the trace of @zone has, up to @nodes. Borrowed */
static const FloStepCurve *
get_sum (Results *self,
         guint    zone,
         guint    nodes)
{
  gint64 key = (gint64) ((guint64) zone << 32 | nodes);
  FloStepCurve *sum = g_hash_table_lookup (self->sums, &key);
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  if (sum != NULL)
    return sum;

  if (zone != ALL_ZONES)
    g_ptr_array_add (alone, g_ptr_array_index (self->curves, zone));
  sum = flo_step_curve_new_sum (zone == ALL_ZONES ? self->curves : alone, nodes);
  g_hash_table_insert (self->sums, g_memdup2 (&key, sizeof key), sum);

  return sum;
}

/* Node-seconds that the trace of @zone has over [@from, @to), no more than the config wants at each time; @wanted: (out):
 * and how many that is */
static gint64
count_capacity (Results         *self,
                const FloConfig *config,
                guint            zone,
                gint64           from,
                gint64           to,
                gint64          *wanted)
{
  gint64 had = 0;

  *wanted = 0;
  while (from < to)
    {
      FloScheduleSlot slot;
      guint nodes = config->capacity.nodes;
      gint64 until = to;

      if (flo_config_find_slot (config, self->start + from, &slot))
        {
          nodes = slot.nodes;
          until = slot.until != 0 ? MIN (slot.until - self->start, to) : to;
        }
      if (nodes > 0)
        had += flo_step_curve_integrate (get_sum (self, zone, nodes), from, until);
      *wanted += (gint64) nodes * (until - from);
      from = until;
    }

  return had;
}

static void
take_tally (Results              *self,
            guint                 index,
            const FloConfig      *config,
            gint64                offset,
            const FloReplayTally *tally)
{
  gint64 wanted = tally->wanted_seconds;
  gint64 had = self->curves->len > 0 ? count_capacity (self, config, ALL_ZONES, offset, offset + tally->seconds, &wanted)
                                     : wanted;

  self->values[FLO_BACKTEST_COST][index] = tally->cost;
  self->values[FLO_BACKTEST_ON_DEMAND_COST][index] = tally->on_demand_cost;
  self->values[FLO_BACKTEST_EXTRAS_COST][index] = tally->extras_cost;
  self->values[FLO_BACKTEST_AVAILABILITY][index] = get_parts (tally->ran_seconds, tally->wanted_seconds);
  self->values[FLO_BACKTEST_CAPACITY][index] = get_parts (had, wanted);
  self->values[FLO_BACKTEST_INTERRUPTIONS][index] = tally->interruptions;
  self->values[FLO_BACKTEST_LOST][index] = tally->lost_seconds;
  self->values[FLO_BACKTEST_FALLBACK][index] = tally->fallback_seconds;
  self->values[FLO_BACKTEST_REFUSALS][index] = tally->refusals;
  self->values[FLO_BACKTEST_ENDED][index] = tally->ended;
}

static void
take_deadline (Results              *self,
               guint                 index,
               const FloConfig      *config,
               const FloReplayTally *tally)
{
  gboolean any = config->deadline.work_hours > 0;

  self->values[FLO_BACKTEST_MISSES][index] = any && tally->spare_seconds < 0 ? MILLION : 0;
  self->values[FLO_BACKTEST_WORK][index] = get_parts (tally->work_seconds, flo_config_get_work (config));
  self->values[FLO_BACKTEST_SPARE][index] = MAX (tally->spare_seconds, 0);
}

static void
take_zones (FloBacktest     *self,
            Results         *results,
            gint64           offset,
            const FloConfig *config)
{
  const FloBacktestOptions *options = &self->options;

  for (guint z = 0; z < self->n_zones; z++)
    {
      gint64 wanted;
      gint64 had = count_capacity (results, config, z, offset, offset + options->seconds, &wanted);

      self->zones[z] += get_parts (had, wanted);
    }
}

static gboolean
run_all (FloBacktest       *self,
         Results           *results,
         FloReplaySetting  *setting,
         const FloConfig   *config,
         GCancellable      *cancellable,
         GError           **error)
{
  const FloBacktestOptions *options = &self->options;
  const guint32 seeds[] = { options->seed, options->seed >> 32 };
  g_autoptr (GRand) random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  FloReplayTally tally;

  for (guint i = 0; i < options->trajectories; i++)
    {
      gint64 offset = (gint64) (g_rand_double (random) * flo_replay_setting_get_length (setting));
      guint64 seed = (guint64) g_rand_int (random) << 32 | g_rand_int (random);

      if (!flo_replay_run (setting, config, seed, offset, options->seconds, cancellable, &tally, error))
        return FALSE;
      take_tally (results, i, config, offset, &tally);
      take_deadline (results, i, config, &tally);
      take_zones (self, results, offset, config);
      self->plans += tally.plans;
      if (options->done != NULL)
        g_atomic_int_inc (options->done);
    }
  for (guint z = 0; z < self->n_zones; z++)
    self->zones[z] /= options->trajectories;

  return TRUE;
}

/* As flo_backtest_run_async(), at once: not for the main thread. (transfer full) (nullable) */
FloBacktest *
flo_backtest_run (FloReplaySetting          *setting,
                  const FloConfig           *config,
                  const FloBacktestOptions  *options,
                  GCancellable              *cancellable,
                  GError                   **error)
{
  g_autoptr (FloBacktest) self = g_new0 (FloBacktest, 1);
  Results results;
  gboolean good;

  g_return_val_if_fail (setting != NULL && config != NULL, NULL);
  g_return_val_if_fail (options->trajectories > 0 && options->seconds > 0, NULL);

  self->options = *options;
  self->n_zones = flo_replay_setting_get_n_zones (setting);
  self->zones = g_new0 (gint64, MAX (self->n_zones, 1));
  results_init (&results, setting, options);
  good = run_all (self, &results, setting, config, cancellable, error);
  for (guint i = 0; good && i < FLO_BACKTEST_N_FIGURES; i++)
    {
      self->figures[i] = flo_backtest_spread (results.values[i], options->trajectories);
      self->values[i] = g_steal_pointer (&results.values[i]);
    }
  results_clear (&results);
  self->options.done = NULL;

  return good ? g_steal_pointer (&self) : NULL;
}

/**
 * flo_backtest_set_finish:
 * @setting: where @config is to be tested
 * @config: a valid config
 * @now: Unix seconds
 * @seconds: (out): how far away its deadline is; 0: it has none
 *
 * Lets the deadline be as far away in every trajectory as it is now.
 *
 * Returns: (transfer full) (nullable): that it cannot be kept, or has passed
 */
FloConfigProblem *
flo_backtest_set_finish (FloReplaySetting *setting,
                         const FloConfig  *config,
                         gint64            now,
                         gint64           *seconds)
{
  g_return_val_if_fail (setting != NULL && config != NULL && seconds != NULL, NULL);

  *seconds = MAX (flo_config_get_finish_by (config) - now, 0);
  flo_replay_setting_set_finish (setting, *seconds);

  return flo_config_check_deadline_time (config, now);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  flo_config_unref (work->config);
  g_free (work);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  FloBacktest *result = flo_backtest_run (work->setting, work->config, &work->options, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) flo_backtest_free);
  else
    g_task_return_error (task, error);
}

/**
 * flo_backtest_run_async:
 * @setting: where; nobody else uses it before the end, and it lives as long
 * @config: a valid config
 * @options: how often and how long
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Runs @config through @setting again and again, in a thread.
 */
void
flo_backtest_run_async (FloReplaySetting         *setting,
                        FloConfig                *config,
                        const FloBacktestOptions *options,
                        GCancellable             *cancellable,
                        GAsyncReadyCallback       callback,
                        gpointer                  user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->setting = setting;
  work->config = flo_config_ref (config);
  work->options = *options;
  g_task_set_source_tag (task, flo_backtest_run_async);
  g_task_set_task_data (task, work, work_free);
  /* What the thread uses is the caller's: the end comes only when the thread has ended. */
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

/* (transfer full) (nullable): %NULL with @error set, see flo_replay_run() */
FloBacktest *
flo_backtest_run_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
