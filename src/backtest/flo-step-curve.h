/* flo-step-curve.h: a whole number that changes in steps over a stretch of time, and begins anew after it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @start: seconds; the value holds until the next one begins */
typedef struct
{
  gint64 start;
  gint64 value;
} FloStep;

/* Immutable. Times are seconds from 0 on; the curve repeats after its length. */
typedef struct _FloStepCurve FloStepCurve;

FloStepCurve *flo_step_curve_new            (const FloStep      *steps,
                                             gsize               n_steps,
                                             gint64              length);
FloStepCurve *flo_step_curve_new_look_ahead (const FloStepCurve *self,
                                             gint64              seconds);
FloStepCurve *flo_step_curve_new_sum        (GPtrArray          *curves,
                                             gint64              most);
void          flo_step_curve_free           (FloStepCurve       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloStepCurve, flo_step_curve_free)

gint64        flo_step_curve_get            (const FloStepCurve *self,
                                             gint64              time);
/* Value times seconds over [@from, @to). */
gint64        flo_step_curve_integrate      (const FloStepCurve *self,
                                             gint64              from,
                                             gint64              to);
/* When it is next another value than at @time; G_MAXINT64: never */
gint64        flo_step_curve_find_change    (const FloStepCurve *self,
                                             gint64              time);
/* When it is next above @limit, @time itself included; G_MAXINT64: never */
gint64        flo_step_curve_find_above     (const FloStepCurve *self,
                                             gint64              time,
                                             gint64              limit);

G_END_DECLS
