/* flo-backtest-line.h: what a backtest finds out, a line each: for the command and the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-backtest.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_BACKTEST_MONEY,      /* micro-dollars */
  FLO_BACKTEST_SHARE,      /* parts per million */
  FLO_BACKTEST_COUNT,
  FLO_BACKTEST_HOURS,      /* seconds, said in hours */
} FloBacktestUnit;

typedef struct
{
  FloBacktestFigure figure;
  FloBacktestUnit unit;
  const char *title;       /* for the translator; begins small */
  const char *member;      /* of JSON */
  gboolean of_traces;      /* without traces there is none */
  gboolean of_deadline;    /* without a deadline there is none */
} FloBacktestLine;

/* In the order in which they are told. */
extern const FloBacktestLine FLO_BACKTEST_LINES[];
extern const guint FLO_BACKTEST_N_LINES;

gboolean  flo_backtest_line_is_known (const FloBacktestLine *self,
                                      const FloBacktest     *result,
                                      const FloConfig       *config);
char     *flo_backtest_line_format_mean
                                     (const FloBacktestLine *self,
                                      const FloBacktest     *result);
char     *flo_backtest_line_format_difference
                                     (const FloBacktestLine *self,
                                      const FloBacktest     *one,
                                      const FloBacktest     *other);
char     *flo_backtest_format        (FloBacktestUnit        unit,
                                      gint64                 value);

G_END_DECLS
