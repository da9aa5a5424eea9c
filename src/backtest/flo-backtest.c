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

#define MILLION 1000000

typedef struct
{
  FloReplaySetting *setting;     /* (unowned) */
  FloConfig *config;             /* (owned) */
  FloBacktestOptions options;
} Work;

typedef struct
{
  gint64 *values[FLO_BACKTEST_N_FIGURES];   /* (owned): one of each trajectory */
  FloStepCurve *all;                        /* (owned) (nullable): what all traces have, up to what is wanted */
  GPtrArray *each;                          /* (owned) (element-type FloStepCurve): the same of each */
} Results;


void
flo_backtest_free (FloBacktest *self)
{
  if (self == NULL)
    return;

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
              const FloConfig          *config,
              const FloBacktestOptions *options)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new ();

  for (guint i = 0; i < FLO_BACKTEST_N_FIGURES; i++)
    self->values[i] = g_new (gint64, options->trajectories);
  self->each = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_step_curve_free);
  for (guint i = 0; i < flo_replay_setting_get_n_zones (setting); i++)
    {
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();

      g_ptr_array_add (alone, flo_replay_setting_get_zone (setting, i)->capacity);
      g_ptr_array_add (curves, flo_replay_setting_get_zone (setting, i)->capacity);
      g_ptr_array_add (self->each, flo_step_curve_new_sum (alone, config->capacity.nodes));
    }
  self->all = curves->len > 0 ? flo_step_curve_new_sum (curves, config->capacity.nodes) : NULL;
}

static void
results_clear (Results *self)
{
  for (guint i = 0; i < FLO_BACKTEST_N_FIGURES; i++)
    g_free (self->values[i]);
  flo_step_curve_free (self->all);
  g_ptr_array_unref (self->each);
}

static void
take_tally (Results              *self,
            guint                 index,
            gint64                offset,
            const FloReplayTally *tally)
{
  gint64 had = self->all != NULL ? flo_step_curve_integrate (self->all, offset, offset + tally->seconds)
                                 : tally->wanted_seconds;

  self->values[FLO_BACKTEST_COST][index] = tally->cost;
  self->values[FLO_BACKTEST_ON_DEMAND_COST][index] = tally->on_demand_cost;
  self->values[FLO_BACKTEST_AVAILABILITY][index] = get_parts (tally->ran_seconds, tally->wanted_seconds);
  self->values[FLO_BACKTEST_CAPACITY][index] = get_parts (had, tally->wanted_seconds);
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
    self->zones[z] += get_parts (flo_step_curve_integrate (g_ptr_array_index (results->each, z), offset,
                                                           offset + options->seconds),
                                 options->seconds * config->capacity.nodes);
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
      take_tally (results, i, offset, &tally);
      take_deadline (results, i, config, &tally);
      take_zones (self, results, offset, config);
      self->plans += tally.plans;
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
  results_init (&results, setting, config, options);
  good = run_all (self, &results, setting, config, cancellable, error);
  for (guint i = 0; good && i < FLO_BACKTEST_N_FIGURES; i++)
    self->figures[i] = flo_backtest_spread (results.values[i], options->trajectories);
  results_clear (&results);

  return good ? g_steal_pointer (&self) : NULL;
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
