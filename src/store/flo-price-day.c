/* flo-price-day.c: what a pool's prices were like on one day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-day"

#include "flotilla-config.h"

#include "store/flo-price-day.h"


gboolean
flo_price_day_roll (FloPriceDay        *self,
                    gint64              day,
                    const FloMoney     *before,
                    const FloPriceStep *steps,
                    guint               n_steps)
{
  const gint64 begin = day * FLO_PRICE_DAY_SECONDS, end = begin + FLO_PRICE_DAY_SECONDS;
  FloPriceStep now;

  g_return_val_if_fail (self != NULL && steps != NULL && n_steps > 0, FALSE);

  now = before != NULL && steps[0].time > begin ? (FloPriceStep) { begin, *before } : steps[0];
  *self = (FloPriceDay) { day, end - now.time, now.price, now.price, now.price, now.price, 0 };
  for (guint i = 0; i < n_steps; i++)
    {
      self->weighted += now.price * (steps[i].time - now.time);
      now = steps[i];
      self->minimum = MIN (self->minimum, now.price);
      self->maximum = MAX (self->maximum, now.price);
    }
  self->weighted += now.price * (end - now.time);
  self->close = now.price;

  return before == NULL || *before != self->minimum || *before != self->maximum;
}

/* Lets @price hold for so many seconds from *@time on. */
static void
hold (GArray   *steps,
      gint64   *time,
      FloMoney  price,
      gint64    seconds)
{
  const FloPriceStep step = { *time, price };

  if (seconds == 0)
    return;
  g_array_append_val (steps, step);
  *time += seconds;
}

static gboolean
is_between (const FloPriceDay *self,
            FloMoney           price)
{
  return price != self->open && price != self->close;
}

void
flo_price_day_unroll (const FloPriceDay *self,
                      GArray            *steps)
{
  gint64 time, rest, sum, more;

  g_return_if_fail (self != NULL && steps != NULL);

  time = (self->day + 1) * FLO_PRICE_DAY_SECONDS - self->seconds;
  if (self->minimum == self->maximum)
    {
      hold (steps, &time, self->open, self->seconds);
      return;
    }
  if (self->open != self->close && !is_between (self, self->minimum) && !is_between (self, self->maximum) &&
      (self->weighted - self->close * self->seconds) % (self->open - self->close) == 0)
    {
      more = (self->weighted - self->close * self->seconds) / (self->open - self->close);
      hold (steps, &time, self->open, more);
      hold (steps, &time, self->close, self->seconds - more);
      return;
    }

  rest = self->seconds - 2 - is_between (self, self->minimum) - is_between (self, self->maximum);
  sum = self->weighted - self->open - self->close - (is_between (self, self->minimum) ? self->minimum : 0) -
        (is_between (self, self->maximum) ? self->maximum : 0);
  /* The mean of the rest lies between two prices that are a micro-dollar apart. */
  more = rest > 0 ? sum % rest : 0;
  hold (steps, &time, self->open, 1);
  hold (steps, &time, rest > 0 ? sum / rest : 0, rest - more);
  hold (steps, &time, self->minimum, is_between (self, self->minimum));
  hold (steps, &time, self->maximum, is_between (self, self->maximum));
  hold (steps, &time, rest > 0 ? sum / rest + 1 : 0, more);
  hold (steps, &time, self->close, 1);
}
