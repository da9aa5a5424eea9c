/* flo-backtest.h: what would have become of a config, many times over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "backtest/flo-replay-world.h"
#include "config/flo-config-problem.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_BACKTEST_COST,             /* micro-dollars */
  FLO_BACKTEST_ON_DEMAND_COST,   /* micro-dollars; of the cost, instances */
  FLO_BACKTEST_EXTRAS_COST,      /* micro-dollars; of the cost, volumes and public addresses */
  FLO_BACKTEST_AVAILABILITY,     /* parts per million: of the wanted node-time, what ran */
  FLO_BACKTEST_CAPACITY,         /* parts per million: of the same, what all traces together had as spot */
  FLO_BACKTEST_INTERRUPTIONS,
  FLO_BACKTEST_LOST,             /* seconds of work */
  FLO_BACKTEST_FALLBACK,         /* seconds of nodes on demand beyond the base */
  FLO_BACKTEST_REFUSALS,         /* launches that found nothing */
  FLO_BACKTEST_ENDED,            /* nodes that we ended: stand-ins, nodes that moved */
  FLO_BACKTEST_MISSES,           /* parts per million of the trajectories: that were not done by the deadline */
  FLO_BACKTEST_WORK,             /* parts per million: of the work that has a deadline, what was done by then */
  FLO_BACKTEST_SPARE,            /* seconds that were left until the deadline; 0 when it was missed */
  FLO_BACKTEST_N_FIGURES
} FloBacktestFigure;

/* Over the trajectories. */
typedef struct
{
  gint64 mean;
  gint64 p5, p50, p95;
} FloBacktestSpread;

typedef struct
{
  guint64 seed;
  guint trajectories;            /* at least 1 */
  gint64 seconds;                /* that each lasts */
  gint *done;                    /* (nullable): grows by one with each that is done, atomically; forgotten in results */
} FloBacktestOptions;

/* Immutable. */
typedef struct
{
  FloBacktestOptions options;
  FloBacktestSpread figures[FLO_BACKTEST_N_FIGURES];
  gint64 *values[FLO_BACKTEST_N_FIGURES];   /* (owned): what figures are of, sorted: one of each trajectory */
  guint n_zones;
  gint64 *zones;                 /* (owned) (array length=n_zones): as FLO_BACKTEST_CAPACITY, of each trace alone, the mean */
  guint64 plans;                 /* that were made, in all */
} FloBacktest;

void               flo_backtest_run_async  (FloReplaySetting          *setting,
                                            FloConfig                 *config,
                                            const FloBacktestOptions  *options,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
FloBacktest       *flo_backtest_run_finish (GAsyncResult              *result,
                                            GError                   **error);
FloBacktest       *flo_backtest_run        (FloReplaySetting          *setting,
                                            const FloConfig           *config,
                                            const FloBacktestOptions  *options,
                                            GCancellable              *cancellable,
                                            GError                   **error);
void               flo_backtest_free       (FloBacktest               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloBacktest, flo_backtest_free)

FloConfigProblem  *flo_backtest_set_finish (FloReplaySetting          *setting,
                                            const FloConfig           *config,
                                            gint64                     now,
                                            gint64                    *seconds);
FloBacktestSpread  flo_backtest_spread     (gint64                    *values,
                                            guint                      n);

G_END_DECLS
