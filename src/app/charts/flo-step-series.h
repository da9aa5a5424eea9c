/* flo-step-series.h: an amount over time that holds until it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 time;       /* Unix seconds */
  FloMoney value;    /* from then on */
} FloStep;

#define FLO_TYPE_STEP_SERIES (flo_step_series_get_type ())
G_DECLARE_FINAL_TYPE (FloStepSeries, flo_step_series, FLO, STEP_SERIES, GObject)

/* What every layer draws. Whoever has the data writes it here with flo_step_series_replace_tail().
 * Property: title. Emits "changed" (gint64 time: nothing before it has changed). */
FloStepSeries *flo_step_series_new          (const char    *title);
const char    *flo_step_series_get_title    (FloStepSeries *self);
/* Keeps the first @keep steps and appends these. Times must ascend; steps that do not are left
 * out. */
void           flo_step_series_replace_tail (FloStepSeries *self,
                                             gsize          keep,
                                             const FloStep *steps,
                                             gsize          n_steps);
/* Borrowed until the next change. */
const FloStep *flo_step_series_get_steps    (FloStepSeries *self,
                                             gsize         *n_steps);
/* How many steps are at or before @time: one more than the index of the one that holds then. */
gsize          flo_step_series_count_until  (FloStepSeries *self,
                                             double         time);
/* How many steps are before @time, to the second. */
gsize          flo_step_series_count_before (FloStepSeries *self,
                                             gint64         time);
/* FALSE before the first step. */
gboolean       flo_step_series_get_value_at (FloStepSeries *self,
                                             double         time,
                                             FloMoney      *value);
/* The nearest step after (@forward) or before @time; FALSE when there is none. */
gboolean       flo_step_series_find_change  (FloStepSeries *self,
                                             double         time,
                                             gboolean       forward,
                                             gint64        *change);
/* The least and the greatest amount that holds at any moment of [@from, @to]; FALSE when none
 * does. */
gboolean       flo_step_series_get_extremes (FloStepSeries *self,
                                             double         from,
                                             double         to,
                                             FloMoney      *min,
                                             FloMoney      *max);
/* The same over the steps [@first, @end), which must not be empty. Adds to @n_probes ((nullable))
 * how many values were read. */
void           flo_step_series_scan         (FloStepSeries *self,
                                             gsize          first,
                                             gsize          end,
                                             FloMoney      *min,
                                             FloMoney      *max,
                                             gsize         *n_probes);

G_END_DECLS
