/* flo-step-curve.c: a whole number that changes in steps over a stretch of time, and begins anew after it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-step-curve"

#include "flotilla-config.h"

#include "backtest/flo-step-curve.h"

struct _FloStepCurve
{
  GArray *steps;     /* (owned) (element-type FloStep): the first at 0, no two neighbours alike */
  gint64 *sums;      /* (owned): value times seconds before each step */
  gint64 total;      /* of one round */
  gint64 length;
};


static const FloStep *
get_step (const FloStepCurve *self,
          guint               index)
{
  return &g_array_index (self->steps, FloStep, index);
}

static void
append (GArray *steps,
        gint64  start,
        gint64  value)
{
  FloStep *last = steps->len > 0 ? &g_array_index (steps, FloStep, steps->len - 1) : NULL;
  const FloStep step = { start, value };

  if (last != NULL && last->start == start)
    {
      last->value = value;
      /* It may have become what was before. */
      if (steps->len > 1 && g_array_index (steps, FloStep, steps->len - 2).value == value)
        g_array_set_size (steps, steps->len - 1);
      return;
    }
  if (last == NULL || last->value != value)
    g_array_append_val (steps, step);
}

/* Takes @steps. */
static FloStepCurve *
create (GArray *steps,
        gint64  length)
{
  FloStepCurve *self = g_new0 (FloStepCurve, 1);

  self->steps = steps;
  self->length = length;
  self->sums = g_new (gint64, steps->len);
  for (guint i = 0; i < steps->len; i++)
    {
      gint64 end = i + 1 < steps->len ? get_step (self, i + 1)->start : length;

      self->sums[i] = self->total;
      self->total += get_step (self, i)->value * (end - get_step (self, i)->start);
    }

  return self;
}

/**
 * flo_step_curve_new:
 * @steps: (array length=n_steps): in order of time; what begins at @length or later is left out, and before the
 *   first one its value holds
 * @n_steps: at least 1
 * @length: seconds after which all begins anew, above 0
 *
 * Returns: (transfer full): a curve
 */
FloStepCurve *
flo_step_curve_new (const FloStep *steps,
                    gsize          n_steps,
                    gint64         length)
{
  GArray *kept;

  g_return_val_if_fail (steps != NULL && n_steps > 0, NULL);
  g_return_val_if_fail (length > 0, NULL);

  kept = g_array_new (FALSE, FALSE, sizeof (FloStep));
  append (kept, 0, steps[0].value);
  for (gsize i = 0; i < n_steps && steps[i].start < length; i++)
    append (kept, MAX (steps[i].start, 0), steps[i].value);

  return create (kept, length);
}

/* The least of the next @seconds, the end included: what is still there then. */
FloStepCurve *
flo_step_curve_new_look_ahead (const FloStepCurve *self,
                               gint64              seconds)
{
  GArray *kept;
  gint64 time = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (seconds >= 0, NULL);

  kept = g_array_new (FALSE, FALSE, sizeof (FloStep));
  while (time < self->length)
    {
      gint64 least = flo_step_curve_get (self, time);
      gint64 change = flo_step_curve_find_change (self, time);
      gint64 next = change;

      /* What comes within sight, and what comes into sight next. */
      for (gint64 t = change; t != G_MAXINT64 && t <= time + seconds; t = flo_step_curve_find_change (self, t))
        least = MIN (least, flo_step_curve_get (self, t));
      for (gint64 t = change; t != G_MAXINT64; t = flo_step_curve_find_change (self, t))
        if (t > time + seconds)
          {
            next = MIN (next, t - seconds);
            break;
          }
      append (kept, time, least);
      time = next;
    }

  return create (kept, self->length);
}

/**
 * flo_step_curve_new_sum:
 * @curves: (element-type FloStepCurve): at least one, all of one length
 * @most: the sum is cut off here
 *
 * Returns: (transfer full): at each time the sum of @curves, no more than @most
 */
FloStepCurve *
flo_step_curve_new_sum (GPtrArray *curves,
                        gint64     most)
{
  GArray *kept;
  gint64 time = 0, length;

  g_return_val_if_fail (curves != NULL && curves->len > 0, NULL);

  kept = g_array_new (FALSE, FALSE, sizeof (FloStep));
  length = ((const FloStepCurve *) g_ptr_array_index (curves, 0))->length;
  while (time < length)
    {
      gint64 sum = 0, next = G_MAXINT64;

      for (guint i = 0; i < curves->len; i++)
        {
          const FloStepCurve *curve = g_ptr_array_index (curves, i);

          sum += flo_step_curve_get (curve, time);
          next = MIN (next, flo_step_curve_find_change (curve, time));
        }
      append (kept, time, MIN (sum, most));
      time = next;
    }

  return create (kept, length);
}

void
flo_step_curve_free (FloStepCurve *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->steps);
  g_free (self->sums);
  g_free (self);
}

/* The step that holds at @time, from 0 to below the length. */
static guint
find_step (const FloStepCurve *self,
           gint64              time)
{
  guint low = 0, high = self->steps->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_step (self, middle)->start <= time)
        low = middle;
      else
        high = middle;
    }

  return low;
}

gint64
flo_step_curve_get (const FloStepCurve *self,
                    gint64              time)
{
  g_return_val_if_fail (self != NULL && time >= 0, 0);

  return get_step (self, find_step (self, time % self->length))->value;
}

static gint64
integrate_from_start (const FloStepCurve *self,
                      gint64              time)
{
  gint64 within = time % self->length;
  guint index = find_step (self, within);

  return time / self->length * self->total + self->sums[index] +
         get_step (self, index)->value * (within - get_step (self, index)->start);
}

gint64
flo_step_curve_integrate (const FloStepCurve *self,
                          gint64              from,
                          gint64              to)
{
  g_return_val_if_fail (self != NULL && from >= 0, 0);

  return to > from ? integrate_from_start (self, to) - integrate_from_start (self, from) : 0;
}

gint64
flo_step_curve_find_change (const FloStepCurve *self,
                            gint64              time)
{
  gint64 round;
  guint index;

  g_return_val_if_fail (self != NULL && time >= 0, G_MAXINT64);

  if (self->steps->len == 1)
    return G_MAXINT64;
  round = time - time % self->length;
  index = find_step (self, time % self->length);
  if (index + 1 < self->steps->len)
    return round + get_step (self, index + 1)->start;
  /* It ends as it begins: there is no change where it begins anew. */
  if (get_step (self, index)->value == get_step (self, 0)->value)
    return round + self->length + get_step (self, 1)->start;

  return round + self->length;
}

gint64
flo_step_curve_find_above (const FloStepCurve *self,
                           gint64              time,
                           gint64              limit)
{
  g_return_val_if_fail (self != NULL && time >= 0, G_MAXINT64);

  for (gint64 t = time; t != G_MAXINT64 && t < time + self->length; t = flo_step_curve_find_change (self, t))
    if (flo_step_curve_get (self, t) > limit)
      return t;

  return G_MAXINT64;
}
