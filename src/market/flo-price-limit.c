/* flo-price-limit.c: what a maximum price would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-limit.h"

#include "market/flo-price-statistics.h"
#include "market/flo-price-walk.h"

#define DAY 86400

/* The price that is enough, and no more than may be paid. */
static FloMoney
get_dynamic (const FloLimit *limit,
             FloPriceSeries *series,
             FloMoney        on_demand,
             gint64          now,
             FloLimitBasis  *basis)
{
  FloMoney price = 0;

  *basis = FLO_LIMIT_BASIS_UNKNOWN;
  if (series != NULL &&
      flo_price_statistics_seconds_above (series, now - FLO_LIMIT_WINDOW, now, -1) >= FLO_LIMIT_MIN_HISTORY)
    {
      *basis = FLO_LIMIT_BASIS_HISTORY;
      price = flo_price_statistics_percentile (series, now - FLO_LIMIT_WINDOW, now, limit->percent);
    }
  if (on_demand > 0 && (*basis == FLO_LIMIT_BASIS_UNKNOWN || price > on_demand))
    {
      *basis = *basis == FLO_LIMIT_BASIS_UNKNOWN ? FLO_LIMIT_BASIS_UNKNOWN : FLO_LIMIT_BASIS_ON_DEMAND;
      price = on_demand;
    }
  if (limit->budget > 0 && (price == 0 || price > limit->budget))
    {
      *basis = *basis == FLO_LIMIT_BASIS_UNKNOWN ? FLO_LIMIT_BASIS_UNKNOWN : FLO_LIMIT_BASIS_BUDGET;
      price = limit->budget;
    }

  return price;
}

/**
 * flo_limit_explain:
 * @limit: a limit
 * @basis: what it rests on
 *
 * Returns: (transfer full): why it is as high as it is, in words that go on after a comma or in brackets
 */
char *
flo_limit_explain (const FloLimit *limit,
                   FloLimitBasis   basis)
{
  g_return_val_if_fail (limit != NULL, NULL);

  switch (basis)
    {
    case FLO_LIMIT_BASIS_HISTORY:
      return g_strdup_printf ("what was enough for %u %% of the last %d days", limit->percent, FLO_LIMIT_WINDOW / DAY);
    case FLO_LIMIT_BASIS_ON_DEMAND:
      return g_strdup_printf ("the on-demand price; %u %% of the last %d days would take more", limit->percent,
                              FLO_LIMIT_WINDOW / DAY);
    case FLO_LIMIT_BASIS_BUDGET:
      return g_strdup_printf ("the budget; %u %% of the last %d days would take more", limit->percent,
                              FLO_LIMIT_WINDOW / DAY);
    case FLO_LIMIT_BASIS_UNKNOWN:
      return g_strdup_printf ("%s, because prices of less than %d days are known",
                              limit->budget > 0 ? "the on-demand price or the budget, whichever is less"
                                                : "the on-demand price", FLO_LIMIT_MIN_HISTORY / DAY);
    case FLO_LIMIT_BASIS_CONFIG:
    default:
      return g_strdup ("what the config says");
    }
}

/**
 * flo_limit_get:
 * @limit: a limit
 * @series: (nullable): a pool's prices; only a dynamic limit looks at them
 * @on_demand: USD/hour of its type; 0 = not known
 * @now: Unix seconds; what is later is not looked at
 * @basis: (out) (optional): what it rests on
 *
 * Returns: what it is for this pool, USD/hour; 0 = no limit but AWS's own, which is on-demand, also when it cannot be
 *   known
 */
FloMoney
flo_limit_get (const FloLimit *limit,
               FloPriceSeries *series,
               FloMoney        on_demand,
               gint64          now,
               FloLimitBasis  *basis)
{
  FloLimitBasis found = FLO_LIMIT_BASIS_CONFIG;
  FloMoney price;

  g_return_val_if_fail (limit != NULL, 0);

  switch (limit->kind)
    {
    case FLO_LIMIT_FIXED:
      price = limit->price;
      break;
    case FLO_LIMIT_PERCENT:
      price = (FloMoney) ((__int128) on_demand * limit->percent / 100);
      break;
    case FLO_LIMIT_DYNAMIC:
      price = get_dynamic (limit, series, on_demand, now, &found);
      break;
    case FLO_LIMIT_NONE:
    default:
      price = 0;
      break;
    }
  if (basis != NULL)
    *basis = found;

  return price;
}

/**
 * flo_limit_review:
 * @limit: a limit
 * @series: a pool's prices
 * @on_demand: USD/hour of its type; 0 = not known
 * @from: Unix seconds
 * @to: Unix seconds
 * @review: (out caller-allocates): what it would have meant in [@from, @to)
 */
void
flo_limit_review (const FloLimit *limit,
                  FloPriceSeries *series,
                  FloMoney        on_demand,
                  gint64          from,
                  gint64          to,
                  FloLimitReview *review)
{
  gboolean was_out = TRUE;
  __int128 paid = 0;
  gint64 seconds_in;

  g_return_if_fail (limit != NULL && review != NULL);
  g_return_if_fail (FLO_IS_PRICE_SERIES (series));

  *review = (FloLimitReview) { 0 };
  for (gint64 day = from; day < to; day += FLO_LIMIT_PERIOD)
    {
      FloPriceWalk walk;
      FloPriceStretch step;

      review->limit = flo_limit_get (limit, series, on_demand, day, NULL);
      flo_price_walk_init (&walk, series, day, MIN (day + FLO_LIMIT_PERIOD, to));
      while (flo_price_walk_next (&walk, &step))
        {
          gboolean out = review->limit > 0 && step.price > review->limit;

          review->seconds += step.end - step.start;
          review->n_times += out && !was_out;
          if (out)
            review->seconds_out += step.end - step.start;
          else
            paid += (__int128) step.price * (step.end - step.start);
          was_out = out;
        }
    }
  review->limit = flo_limit_get (limit, series, on_demand, to, NULL);
  seconds_in = review->seconds - review->seconds_out;
  if (seconds_in > 0)
    review->paid = (FloMoney) ((paid + seconds_in / 2) / seconds_in);
}

/* ---- several pools ---- */

typedef struct
{
  FloPriceWalk walk;
  FloPriceStretch step;     /* the one that holds, or will hold next */
  FloMoney limit;        /* 0 = none */
  gboolean over;         /* no step is left */
} Pool;

/* Moves @pool to the step that holds at @time, if there is one. */
static void
catch_up (Pool   *pool,
          gint64  time)
{
  while (!pool->over && pool->step.end <= time)
    pool->over = !flo_price_walk_next (&pool->walk, &pool->step);
}

/**
 * flo_limit_seconds_out:
 * @series: (array length=n_series): the prices of all pools there are to choose from, in one zone say
 * @limits: (array length=n_series): each one's limit, USD/hour; 0 = none
 * @n_series: how many
 * @from: Unix seconds
 * @to: Unix seconds
 * @known: (out) (optional): of how many seconds at least one pool's price is known
 *
 * Returns: how many seconds of [@from, @to) every pool whose price is known was above its limit
 */
gint64
flo_limit_seconds_out (FloPriceSeries *const *series,
                       const FloMoney        *limits,
                       guint                  n_series,
                       gint64                 from,
                       gint64                 to,
                       gint64                *known)
{
  g_autofree Pool *pools = g_new0 (Pool, n_series);
  gint64 seconds_out = 0, seconds_known = 0, until;

  for (guint i = 0; i < n_series; i++)
    {
      flo_price_walk_init (&pools[i].walk, series[i], from, to);
      pools[i].limit = limits[i];
      pools[i].over = !flo_price_walk_next (&pools[i].walk, &pools[i].step);
    }

  for (gint64 time = from; time < to; time = until)
    {
      guint n_known = 0, n_in = 0;

      until = to;
      for (guint i = 0; i < n_series; i++)
        {
          Pool *pool = &pools[i];

          catch_up (pool, time);
          if (pool->over)
            continue;
          until = MIN (until, pool->step.start > time ? pool->step.start : pool->step.end);
          n_known += pool->step.start <= time;
          n_in += pool->step.start <= time && (pool->limit == 0 || pool->step.price <= pool->limit);
        }
      seconds_known += n_known > 0 ? until - time : 0;
      seconds_out += n_known > 0 && n_in == 0 ? until - time : 0;
    }
  if (known != NULL)
    *known = seconds_known;

  return seconds_out;
}
