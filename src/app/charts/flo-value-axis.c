/* flo-value-axis.c: the axis of money: round steps from micro-dollars to thousands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-value-axis.h"

#include <langinfo.h>

/* Amounts past this are no prices; keeps every sum below far from overflow. */
#define MAX_AMOUNT (G_MAXINT64 / 8)

struct _FloValueAxis
{
  FloAxis parent_instance;

  FloMoney step;
};

G_DEFINE_FINAL_TYPE (FloValueAxis, flo_value_axis, FLO_TYPE_AXIS)

/* 1, 2 or 5 times a power of ten, the least that is not below @least. */
static FloMoney
round_step (FloMoney least)
{
  FloMoney power = 1;

  while (power < least / 10)
    power *= 10;
  for (; ; power *= 10)
    {
      if (power >= least)
        return power;
      if (power * 2 >= least)
        return power * 2;
      if (power * 5 >= least)
        return power * 5;
    }
}

static FloMoney
floor_to (FloMoney value,
          FloMoney step)
{
  FloMoney quotient = value / step;

  if (value % step < 0)
    quotient--;

  return quotient * step;
}

/* All marks of an axis carry the same number of decimals, so that they line up and compare. */
static char *
format_mark (FloMoney value,
             FloMoney step)
{
  guint decimals = 6;
  FloMoney unit = 1;
  FloMoney magnitude = ABS (value);
  const char *sign = value < 0 ? "-" : "";

  while (decimals > 0 && step % (unit * 10) == 0)
    {
      unit *= 10;
      decimals--;
    }
  /* Nobody writes "$0.5". */
  if (decimals == 1)
    decimals = 2;
  unit = 1;
  for (guint i = decimals; i < 6; i++)
    unit *= 10;

  if (decimals == 0 || value == 0)
    return g_strdup_printf ("%s$%'" G_GINT64_FORMAT, sign, magnitude / FLO_MONEY_PER_USD);

  return g_strdup_printf ("%s$%'" G_GINT64_FORMAT "%s%0*" G_GINT64_FORMAT,
                          sign,
                          magnitude / FLO_MONEY_PER_USD,
                          nl_langinfo (RADIXCHAR),
                          (int) decimals,
                          magnitude % FLO_MONEY_PER_USD / unit);
}

static GPtrArray *
flo_value_axis_list_ticks (FloAxis        *axis,
                           double          length,
                           FloTickMeasure  measure,
                           gpointer        user_data)
{
  FloValueAxis *self = FLO_VALUE_AXIS (axis);
  g_autoptr(GPtrArray) ticks = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_tick_free);
  FloMoney min = (FloMoney) flo_axis_get_min (axis);
  FloMoney max = (FloMoney) flo_axis_get_max (axis);
  double distance;
  guint every = 1;

  if (self->step <= 0)
    return g_steal_pointer (&ticks);

  /* A chart squeezed below its natural height keeps its range and writes fewer marks. */
  distance = length * (double) self->step / (double) (max - min);
  while (distance * every < measure ("$0", FALSE, user_data) && every < 64)
    every *= 2;

  for (FloMoney value = floor_to (min + self->step - 1, self->step);
       value <= max;
       value += self->step * every)
    {
      FloTick *tick = g_new0 (FloTick, 1);

      tick->value = (double) value;
      tick->label = format_mark (value, self->step * every);
      tick->major = value == 0;
      g_ptr_array_add (ticks, tick);
    }

  return g_steal_pointer (&ticks);
}

static void
flo_value_axis_class_init (FloValueAxisClass *klass)
{
  FLO_AXIS_CLASS (klass)->list_ticks = flo_value_axis_list_ticks;
}

static void
flo_value_axis_init (FloValueAxis *self)
{
}

/**
 * flo_value_axis_new:
 *
 * Returns: (transfer full): an axis without a range; see flo_value_axis_fit()
 */
FloAxis *
flo_value_axis_new (void)
{
  return g_object_new (FLO_TYPE_VALUE_AXIS, NULL);
}

/**
 * flo_value_axis_fit:
 * @self: an axis
 * @low: the least amount to show
 * @high: the greatest amount to show
 * @n_steps: about how many steps there is room for
 * @from_zero: whether the axis has to show zero, as areas need it
 */
void
flo_value_axis_fit (FloValueAxis *self,
                    FloMoney      low,
                    FloMoney      high,
                    guint         n_steps,
                    gboolean      from_zero)
{
  FloMoney step, min, max;

  g_return_if_fail (FLO_IS_VALUE_AXIS (self));
  g_return_if_fail (n_steps > 0);

  low = CLAMP (low, -MAX_AMOUNT, MAX_AMOUNT);
  high = CLAMP (high, low, MAX_AMOUNT);
  if (from_zero)
    {
      low = MIN (low, 0);
      high = MAX (high, 0);
    }
  if (high == low)
    {
      /* One level: show it in the middle of something, or above zero. */
      FloMoney around = MAX (ABS (low) / 10, 5000);

      if (low > 0)
        low = MAX (0, low - around);
      high += around;
    }

  high += (high - low) / 20;
  step = round_step (MAX ((high - low) / n_steps, 1));
  min = floor_to (low, step);
  max = floor_to (high + step - 1, step);
  if (max == min)
    max += step;

  self->step = step;
  flo_axis_set_range (FLO_AXIS (self), (double) min, (double) max);
}

FloMoney
flo_value_axis_get_step (FloValueAxis *self)
{
  g_return_val_if_fail (FLO_IS_VALUE_AXIS (self), 0);

  return self->step;
}
