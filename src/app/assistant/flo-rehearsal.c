/* flo-rehearsal.c: a config, and maybe another one, put to the same tests beside the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rehearsal"

#include "app/assistant/flo-rehearsal.h"

#include <glib/gi18n.h>

#include "backtest/flo-price-replay.h"
#include "backtest/flo-trace-replay.h"
#include "config/flo-config-problem.h"

#define TRAJECTORIES 100
#define SEED 1
/* Milliseconds between two looks at how far it is. */
#define LOOK_EVERY 200

/* One config of a run. */
typedef struct
{
  FloConfig *config;           /* (owned) */
  FloReplaySetting *setting;   /* (owned) (nullable): until it was tested */
  FloBacktest *result;         /* (owned) (nullable) */
  guint n_pools;
  guint n_assumed;             /* of those, whose spot price is assumed */
  GPtrArray *notes;            /* (owned) (element-type utf8) (nullable) */
} Part;

/* What was asked for once. It lives until what it began has ended, though nobody may care for it any more. */
typedef struct
{
  FloRehearsal *rehearsal;     /* (owned) */
  FloPriceArchive *archive;    /* (owned) */
  AwsClient *client;           /* (owned) */
  FloMarket *market;           /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  Part parts[FLO_REHEARSAL_MAX_CONFIGS];
  guint n_parts;
  guint part;                  /* the one that is loaded, or tested */
  gint64 now;                  /* Unix seconds */
  FloBacktestOptions options;
  gint done;                   /* trajectories of all parts; atomic */
} Run;

struct _FloRehearsal
{
  GObject parent_instance;

  FloRehearsalState state;
  Run *run;                    /* (unowned) (nullable): the one that is under way */
  Part parts[FLO_REHEARSAL_MAX_CONFIGS];   /* of the one that was done last */
  guint n_parts;
  GError *error;               /* (owned) (nullable) */
  guint look_id;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void load_next (Run *run);
static void test_next (Run *run);

G_DEFINE_FINAL_TYPE (FloRehearsal, flo_rehearsal, G_TYPE_OBJECT)

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->config, flo_config_unref);
  g_clear_pointer (&part->setting, flo_replay_setting_free);
  g_clear_pointer (&part->result, flo_backtest_free);
  g_clear_pointer (&part->notes, g_ptr_array_unref);
}

static void
run_free (Run *run)
{
  for (guint i = 0; i < run->n_parts; i++)
    part_clear (&run->parts[i]);
  g_object_unref (run->archive);
  g_clear_object (&run->client);
  g_object_unref (run->market);
  g_object_unref (run->cancellable);
  g_object_unref (run->rehearsal);
  g_free (run);
}

static gboolean
look_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0);

  return G_SOURCE_CONTINUE;
}

static void
set_state (FloRehearsal      *self,
           FloRehearsalState  state)
{
  self->state = state;
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (state == FLO_REHEARSAL_RUNNING)
    self->look_id = g_timeout_add (LOOK_EVERY, look_cb, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget (FloRehearsal *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    part_clear (&self->parts[i]);
  self->n_parts = 0;
  g_clear_error (&self->error);
}

/* @error: (transfer full) (nullable): NULL: all went well */
static void
end_run (Run    *run,
         GError *error)
{
  FloRehearsal *self = run->rehearsal;

  /* Somebody gave it up, and may have begun another one. */
  if (self->run != run)
    {
      g_clear_error (&error);
      run_free (run);
      return;
    }

  self->run = NULL;
  self->error = error;
  if (error == NULL)
    {
      self->n_parts = run->n_parts;
      for (guint i = 0; i < run->n_parts; i++)
        self->parts[i] = run->parts[i];
      run->n_parts = 0;
    }
  set_state (self, error == NULL ? FLO_REHEARSAL_DONE : FLO_REHEARSAL_FAILED);
  run_free (run);
}

/* ---- where ---- */

/* A deadline is as far away in every trajectory as it is now. */
static gboolean
take_deadline (Run     *run,
               GError **error)
{
  Part *part = &run->parts[run->part];
  gint64 finish;
  g_autoptr(FloConfigProblem) late = flo_backtest_set_finish (part->setting, part->config, run->now, &finish);

  run->options.seconds = MAX (run->options.seconds, finish);
  if (late == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, flo_config_problem_get_message (late));

  return FALSE;
}

static gboolean
check_part (Run     *run,
            GError **error)
{
  if (run->parts[run->part].n_pools > 0)
    return take_deadline (run, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("No machine fits, so there is nothing to rehearse with"));

  return FALSE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Run *run = user_data;
  Part *part = &run->parts[run->part];
  GError *error = NULL;

  part->setting = flo_price_replay_load_finish (result, &part->n_pools, &error);
  if (error != NULL || !check_part (run, &error))
    {
      end_run (run, error);
      return;
    }

  run->part++;
  load_next (run);
}

static void
use_traces (Run       *run,
            GPtrArray *traces)
{
  GError *error = NULL;

  for (; run->part < run->n_parts; run->part++)
    {
      Part *part = &run->parts[run->part];

      part->notes = g_ptr_array_new_with_free_func (g_free);
      part->setting = flo_trace_replay_new (part->config, run->market, traces, run->now, &part->n_pools, &part->n_assumed,
                                            part->notes);
      if (!check_part (run, &error))
        {
          end_run (run, error);
          return;
        }
    }

  run->part = 0;
  test_next (run);
}

static void
load_next (Run *run)
{
  if (run->part < run->n_parts)
    {
      flo_price_replay_load_async (run->archive, run->client, run->parts[run->part].config, run->market, run->now,
                                   run->cancellable, loaded_cb, run);
      return;
    }

  run->part = 0;
  test_next (run);
}

/* ---- tests ---- */

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Run *run = user_data;
  Part *part = &run->parts[run->part];
  GError *error = NULL;

  part->result = flo_backtest_run_finish (result, &error);
  g_clear_pointer (&part->setting, flo_replay_setting_free);
  if (error != NULL)
    {
      end_run (run, error);
      return;
    }

  run->part++;
  test_next (run);
}

static void
test_next (Run *run)
{
  Part *part = &run->parts[run->part];

  if (run->part == run->n_parts)
    end_run (run, NULL);
  else
    flo_backtest_run_async (part->setting, part->config, &run->options, run->cancellable, tested_cb, run);
}

/* ---- the object ---- */

static void
flo_rehearsal_dispose (GObject *object)
{
  FloRehearsal *self = FLO_REHEARSAL (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  forget (self);

  G_OBJECT_CLASS (flo_rehearsal_parent_class)->dispose (object);
}

static void
flo_rehearsal_class_init (FloRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_rehearsal_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
flo_rehearsal_init (FloRehearsal *self)
{
}

FloRehearsal *
flo_rehearsal_new (void)
{
  return g_object_new (FLO_TYPE_REHEARSAL, NULL);
}

void
flo_rehearsal_start (FloRehearsal       *self,
                     FloPriceArchive    *archive,
                     AwsClient          *client,
                     FloMarket          *market,
                     FloConfig * const  *configs,
                     guint               n_configs,
                     GPtrArray          *traces,
                     gint64              seconds)
{
  Run *run;

  g_return_if_fail (FLO_IS_REHEARSAL (self));
  g_return_if_fail (FLO_IS_PRICE_ARCHIVE (archive) && FLO_IS_MARKET (market));
  g_return_if_fail (n_configs > 0 && n_configs <= FLO_REHEARSAL_MAX_CONFIGS);

  flo_rehearsal_cancel (self);
  forget (self);
  run = g_new0 (Run, 1);
  run->rehearsal = g_object_ref (self);
  run->archive = g_object_ref (archive);
  run->client = client != NULL ? g_object_ref (client) : NULL;
  run->market = g_object_ref (market);
  run->cancellable = g_cancellable_new ();
  run->now = g_get_real_time () / G_USEC_PER_SEC;
  run->n_parts = n_configs;
  for (guint i = 0; i < n_configs; i++)
    run->parts[i].config = flo_config_ref (configs[i]);
  run->options = (FloBacktestOptions) { SEED, TRAJECTORIES, seconds, &run->done };
  self->run = run;
  set_state (self, FLO_REHEARSAL_RUNNING);
  if (traces != NULL)
    use_traces (run, traces);
  else
    load_next (run);
}

void
flo_rehearsal_cancel (FloRehearsal *self)
{
  Run *run;

  g_return_if_fail (FLO_IS_REHEARSAL (self));

  run = g_steal_pointer (&self->run);
  if (run == NULL)
    return;
  g_cancellable_cancel (run->cancellable);
  set_state (self, FLO_REHEARSAL_IDLE);
}

FloRehearsalState
flo_rehearsal_get_state (FloRehearsal *self)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self), FLO_REHEARSAL_IDLE);

  return self->state;
}

double
flo_rehearsal_get_progress (FloRehearsal *self)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self), 0);

  if (self->run == NULL)
    return self->state == FLO_REHEARSAL_DONE ? 1 : 0;
  if (self->run->parts[self->run->n_parts - 1].n_pools == 0)
    return -1;

  return (double) g_atomic_int_get (&self->run->done) / (double) (TRAJECTORIES * self->run->n_parts);
}

const GError *
flo_rehearsal_get_error (FloRehearsal *self)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self), NULL);

  return self->error;
}

guint
flo_rehearsal_get_n_configs (FloRehearsal *self)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self), 0);

  return self->n_parts;
}

const FloConfig *
flo_rehearsal_get_config (FloRehearsal *self,
                          guint         index)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self) && index < self->n_parts, NULL);

  return self->parts[index].config;
}

const FloBacktest *
flo_rehearsal_get_result (FloRehearsal *self,
                          guint         index)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self) && index < self->n_parts, NULL);

  return self->parts[index].result;
}

guint
flo_rehearsal_get_n_pools (FloRehearsal *self,
                           guint         index)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self) && index < self->n_parts, 0);

  return self->parts[index].n_pools;
}

GPtrArray *
flo_rehearsal_get_notes (FloRehearsal *self,
                         guint         index)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self) && index < self->n_parts, NULL);

  return self->parts[index].notes;
}

guint
flo_rehearsal_get_n_assumed (FloRehearsal *self,
                             guint         index)
{
  g_return_val_if_fail (FLO_IS_REHEARSAL (self) && index < self->n_parts, 0);

  return self->parts[index].n_assumed;
}
