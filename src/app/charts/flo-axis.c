/* flo-axis.c: one direction of a chart: a range, and the marks people read along it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-axis.h"

#include <math.h>

typedef struct
{
  double min;
  double max;
} FloAxisPrivate;

enum
{
  RANGE_CHANGED,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FloAxis, flo_axis, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

void
flo_tick_free (FloTick *tick)
{
  g_free (tick->label);
  g_free (tick);
}

static void
flo_axis_class_init (FloAxisClass *klass)
{
  /**
   * FloAxis::range-changed:
   *
   * The axis shows another range from now on.
   */
  signals[RANGE_CHANGED] = g_signal_new ("range-changed",
                                         G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
flo_axis_init (FloAxis *self)
{
}

double
flo_axis_get_min (FloAxis *self)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_AXIS (self), 0);

  return priv->min;
}

double
flo_axis_get_max (FloAxis *self)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_AXIS (self), 0);

  return priv->max;
}

void
flo_axis_set_range (FloAxis *self,
                    double   min,
                    double   max)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_if_fail (FLO_IS_AXIS (self));

  if (priv->min == min && priv->max == max)
    return;

  priv->min = min;
  priv->max = max;
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
}

gboolean
flo_axis_is_pathological (FloAxis *self)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_AXIS (self), TRUE);

  return !isfinite (priv->min) || !isfinite (priv->max) || !(priv->max > priv->min);
}

double
flo_axis_normalize (FloAxis *self,
                    double   value)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_AXIS (self), 0);

  if (flo_axis_is_pathological (self))
    return 0;

  return (value - priv->min) / (priv->max - priv->min);
}

double
flo_axis_denormalize (FloAxis *self,
                      double   position)
{
  FloAxisPrivate *priv = flo_axis_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_AXIS (self), 0);

  return priv->min + position * (priv->max - priv->min);
}

GPtrArray *
flo_axis_list_ticks (FloAxis        *self,
                     double          length,
                     FloTickMeasure  measure,
                     gpointer        user_data)
{
  g_return_val_if_fail (FLO_IS_AXIS (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (flo_axis_is_pathological (self) || !(length > 0))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) flo_tick_free);

  return FLO_AXIS_GET_CLASS (self)->list_ticks (self, length, measure, user_data);
}
