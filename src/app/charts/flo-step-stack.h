/* flo-step-stack.h: step series on top of each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-step-series.h"

G_BEGIN_DECLS

#define FLO_TYPE_STEP_STACK (flo_step_stack_get_type ())
G_DECLARE_FINAL_TYPE (FloStepStack, flo_step_stack, FLO, STEP_STACK, GObject)

/* Exact running sums, kept up as the series grow. A series counts as nothing before its first step.
 * Emits "changed" (gint64 time: nothing before it has changed). */
FloStepStack  *flo_step_stack_new          (void);
/* Lowest first. @series: (element-type FloStepSeries): a reference to each is taken. */
void           flo_step_stack_set_series   (FloStepStack *self,
                                            GPtrArray    *series);
guint          flo_step_stack_get_n_series (FloStepStack *self);
FloStepSeries *flo_step_stack_get_series   (FloStepStack *self,
                                            guint         index);
/* The sum of the series 0 to @index, all beginning at one time. Borrowed. */
FloStepSeries *flo_step_stack_get_boundary (FloStepStack *self,
                                            guint         index);

G_END_DECLS
