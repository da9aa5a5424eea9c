/* flo-value-axis.h: the axis of money: round steps from micro-dollars to thousands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-axis.h"
#include "base/flo-money.h"

G_BEGIN_DECLS

#define FLO_TYPE_VALUE_AXIS (flo_value_axis_get_type ())
G_DECLARE_FINAL_TYPE (FloValueAxis, flo_value_axis, FLO, VALUE_AXIS, FloAxis)

FloAxis  *flo_value_axis_new      (void);
/* Takes the least range with round ends that holds @low to @high with a little air above,
 * with about @n_steps steps. @low above 0 stays 0 away only when @from_zero is FALSE. */
void      flo_value_axis_fit      (FloValueAxis *self,
                                   FloMoney      low,
                                   FloMoney      high,
                                   guint         n_steps,
                                   gboolean      from_zero);
/* The distance of two marks. */
FloMoney  flo_value_axis_get_step (FloValueAxis *self);

G_END_DECLS
