/* flo-cli-backtest.h: what flotillactl backtest found out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-backtest.h"
#include "cli/flo-cli-output.h"

G_BEGIN_DECLS

#define FLO_CLI_BACKTEST_MAX_CONFIGS 2

/* One config's results. */
typedef struct
{
  const char *file;
  FloConfig *config;              /* (owned) */
  FloReplaySetting *setting;      /* (owned) */
  guint n_pools;
  guint n_assumed;                /* of those, whose spot price is not known */
  FloBacktest *result;            /* (owned) */
} FloCliBacktestRun;

/* @runs: (array length=n_runs): all over the same time */
void flo_cli_backtest_print (FloCliOutput            *output,
                             const FloCliBacktestRun *runs,
                             guint                    n_runs);
void flo_cli_backtest_json  (FloCliOutput            *output,
                             const FloCliBacktestRun *runs,
                             guint                    n_runs);

G_END_DECLS
