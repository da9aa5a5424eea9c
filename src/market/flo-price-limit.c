/* flo-price-limit.c: what a maximum price would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-limit.h"

#include "market/flo-price-walk.h"

#define DAY 86400

static int
compare_prices (gconstpointer a,
                gconstpointer b)
{
  const FloPriceStretch *one = a, *other = b;

  return one->price < other->price ? -1 : one->price > other->price;
}

/* Returns: (transfer full) (element-type FloPriceStretch): what held in [@from, @to), the cheapest first */
static GArray *
sort_stretches (FloPriceSeries *series,
                gint64          from,
                gint64          to)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (FloPriceStretch));
  FloPriceWalk walk;
  FloPriceStretch step;

  flo_price_walk_init (&walk, series, from, to);
  while (flo_price_walk_next (&walk, &step))
    g_array_append_val (stretches, step);
  g_array_sort (stretches, compare_prices);

  return stretches;
}

static gint64
get_overlap (const FloPriceStretch *stretch,
             gint64                 from,
             gint64                 to)
{
  return MAX (MIN (stretch->end, to) - MAX (stretch->start, from), 0);
}

/* The least of the prices in [@from, @to) at or below which the price was for @percent of the time that is known; 0
 * when that is too little. */
static FloMoney
find_enough (GArray *stretches,
             gint64  from,
             gint64  to,
             guint   percent)
{
  const FloPriceStretch *all = (gpointer) stretches->data;
  gint64 known = 0, below = 0;

  for (guint i = 0; i < stretches->len; i++)
    known += get_overlap (&all[i], from, to);
  if (known < FLO_LIMIT_MIN_HISTORY)
    return 0;

  for (guint i = 0; i < stretches->len; i++)
    {
      gint64 overlap = get_overlap (&all[i], from, to);

      below += overlap;
      if (overlap > 0 && (__int128) below * 100 >= (__int128) known * percent)
        return all[i].price;
    }

  return 0;
}

/* No more than may be paid. @enough: 0 = not known */
static FloMoney
bound (const FloLimit *limit,
       FloMoney        enough,
       FloMoney        on_demand,
       FloLimitBasis  *basis)
{
  FloMoney price = enough;

  *basis = enough > 0 ? FLO_LIMIT_BASIS_HISTORY : FLO_LIMIT_BASIS_UNKNOWN;
  if (on_demand > 0 && (enough == 0 || price > on_demand))
    {
      *basis = enough > 0 ? FLO_LIMIT_BASIS_ON_DEMAND : FLO_LIMIT_BASIS_UNKNOWN;
      price = on_demand;
    }
  if (limit->budget > 0 && (price == 0 || price > limit->budget))
    {
      *basis = enough > 0 ? FLO_LIMIT_BASIS_BUDGET : FLO_LIMIT_BASIS_UNKNOWN;
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

/* Of a limit that is not dynamic. */
static FloMoney
get_constant (const FloLimit *limit,
              FloMoney        on_demand)
{
  switch (limit->kind)
    {
    case FLO_LIMIT_FIXED:
      return limit->price;
    case FLO_LIMIT_PERCENT:
      return (FloMoney) ((__int128) on_demand * limit->percent / 100);
    case FLO_LIMIT_NONE:
    case FLO_LIMIT_DYNAMIC:
    default:
      return 0;
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
  g_autoptr(GArray) stretches = NULL;
  FloLimitBasis found = FLO_LIMIT_BASIS_CONFIG;
  FloMoney price;

  g_return_val_if_fail (limit != NULL, 0);

  if (limit->kind == FLO_LIMIT_DYNAMIC)
    {
      if (series != NULL)
        stretches = sort_stretches (series, now - FLO_LIMIT_WINDOW, now);
      price = bound (limit, series != NULL ? find_enough (stretches, now - FLO_LIMIT_WINDOW, now, limit->percent) : 0,
                     on_demand, &found);
    }
  else
    {
      price = get_constant (limit, on_demand);
    }
  if (basis != NULL)
    *basis = found;

  return price;
}

/**
 * flo_limit_list:
 * @limit: a limit
 * @series: a pool's prices
 * @on_demand: USD/hour of its type; 0 = not known
 * @from: Unix seconds
 * @n_periods: how many
 * @prices: (out caller-allocates) (array length=n_periods): what it is at @from and after each further
 *   FLO_LIMIT_PERIOD, as flo_limit_get() has it, and faster
 */
void
flo_limit_list (const FloLimit *limit,
                FloPriceSeries *series,
                FloMoney        on_demand,
                gint64          from,
                guint           n_periods,
                FloMoney       *prices)
{
  g_autoptr(GArray) stretches = NULL;
  FloLimitBasis basis;

  g_return_if_fail (limit != NULL && prices != NULL);
  g_return_if_fail (FLO_IS_PRICE_SERIES (series));

  if (limit->kind == FLO_LIMIT_DYNAMIC)
    stretches = sort_stretches (series, from - FLO_LIMIT_WINDOW, from + n_periods * (gint64) FLO_LIMIT_PERIOD);
  for (guint i = 0; i < n_periods; i++)
    {
      gint64 now = from + i * (gint64) FLO_LIMIT_PERIOD;

      prices[i] = stretches == NULL ? get_constant (limit, on_demand)
                                    : bound (limit, find_enough (stretches, now - FLO_LIMIT_WINDOW, now, limit->percent),
                                             on_demand, &basis);
    }
}

/**
 * flo_limit_list_kinds:
 * @own: somebody's limit
 * @price: what a fixed one is, when @own is not fixed: the price now, say
 * @kinds: (out caller-allocates) (array fixed-size=4): a limit of each kind, in their order: @own, and the others with
 *   the usual figures, to compare it with
 */
void
flo_limit_list_kinds (const FloLimit *own,
                      FloMoney        price,
                      FloLimit       *kinds)
{
  g_return_if_fail (own != NULL && kinds != NULL);

  kinds[FLO_LIMIT_NONE] = (FloLimit) { .kind = FLO_LIMIT_NONE };
  kinds[FLO_LIMIT_FIXED] = (FloLimit) { .kind = FLO_LIMIT_FIXED, .price = price };
  kinds[FLO_LIMIT_PERCENT] = (FloLimit) { .kind = FLO_LIMIT_PERCENT, .percent = FLO_LIMIT_USUAL_PERCENT };
  kinds[FLO_LIMIT_DYNAMIC] = (FloLimit) { .kind = FLO_LIMIT_DYNAMIC, .percent = FLO_LIMIT_USUAL_AVAILABILITY };
  kinds[own->kind] = *own;
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
  guint n_periods = (guint) MAX ((to - from + FLO_LIMIT_PERIOD - 1) / FLO_LIMIT_PERIOD, 0);
  g_autofree FloMoney *limits = g_new0 (FloMoney, n_periods + 1);
  gboolean was_out = TRUE;
  __int128 paid = 0;
  gint64 seconds_in;

  g_return_if_fail (limit != NULL && review != NULL);
  g_return_if_fail (FLO_IS_PRICE_SERIES (series));

  *review = (FloLimitReview) { 0 };
  flo_limit_list (limit, series, on_demand, from, n_periods, limits);
  for (guint i = 0; i < n_periods; i++)
    {
      gint64 start = from + i * (gint64) FLO_LIMIT_PERIOD;
      FloPriceWalk walk;
      FloPriceStretch step;

      flo_price_walk_init (&walk, series, start, MIN (start + FLO_LIMIT_PERIOD, to));
      while (flo_price_walk_next (&walk, &step))
        {
          gboolean out = limits[i] > 0 && step.price > limits[i];

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
