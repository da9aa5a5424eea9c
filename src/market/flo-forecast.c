/* flo-forecast.c: what a set of pools will cost, and how sure that is
 *
 * The cost of the whole set is looked at, as a logarithm, so that what pools do together is kept.
 *
 * Less than a day ahead, what came at the same time of earlier days is drawn from: by how much the hours after it were
 * dearer than the price that held then.
 *
 * Days ahead, every resample draws one of the ways in which prices may move (flo-price-process.h), as likely as the
 * history makes it, with a level and a slope as unsure as they are, and goes on from now with the errors which that way
 * made in the past, drawn at random (Pascual, Romo and Ruiz, "Bootstrap predictive inference for ARIMA processes",
 * Journal of Time Series Analysis 2004). Days begin at the time of day it is now, which leaves out the pattern of a day;
 * the pattern of a week is taken out and put back, as far as it stands out from chance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-forecast.h"

#include <math.h>

#include "market/flo-price-process.h"
#include "market/flo-price-walk.h"

#define HOUR 3600
#define DAY_HOURS 24
#define WEEK_DAYS 7
/* Weeks that have to be there before they may have a pattern */
#define MIN_WEEKS 3
/* USD/hour where on-demand is not known: nothing costs more, and a sum of it has room */
#define HIGHEST_COST 1e14
/* So many hours of a day are much the same. */
#define HOURS_ALIKE 3
/* Of the scale of errors, where few of them tell of it */
#define LEAST_CHI 0.3
/* Of the back-check */
#define CHECK_RESAMPLES 500

struct _FloForecastModel
{
  gsize n_hours;
  double *prices;            /* (owned): USD/hour at every full hour up to now, n_hours + 1 */
  double *sums;              /* (owned): what all hours before that one cost */
  double ceiling;            /* USD/hour, of on-demand */
  gboolean flat;             /* it never moved */
  guint n_days;
  double *means;             /* (owned): the logarithm of what an hour of each day cost, without the week's pattern */
  double *ends;              /* (owned): the same of the price with which it ended */
  double week[WEEK_DAYS];    /* how much dearer the days 0, 7, 14, … are, and 1, 8, …; a logarithm */
  GArray *processes;         /* (owned) (nullable) (element-type FloPriceProcess) */
};

/* ---- the history ---- */

/* What @price an hour costs in [@start, @end), which are seconds since the first hour, is added to all sums after it. */
static void
add_stretch (FloForecastModel *self,
             gint64            start,
             gint64            end,
             double            price)
{
  for (gint64 hour = start / HOUR; hour * HOUR < end && hour < (gint64) self->n_hours; hour++)
    {
      gint64 first = MAX (start, hour * HOUR), last = MIN (end, (hour + 1) * HOUR);

      self->sums[hour + 1] += price * (double) (last - first) / HOUR;
    }
  for (gint64 hour = (start + HOUR - 1) / HOUR; hour * HOUR < end; hour++)
    self->prices[hour] += price;
}

static void
add_pool (FloForecastModel      *self,
          const FloForecastPool *pool,
          gint64                 now)
{
  gint64 from = now - (gint64) self->n_hours * HOUR;
  FloMoney before = -1;
  FloPriceWalk walk;
  FloPriceStretch step;

  flo_price_walk_init (&walk, pool->series, from, now + 1);
  while (flo_price_walk_next (&walk, &step))
    {
      add_stretch (self, step.start - from, step.end - from, (double) step.price * pool->nodes);
      self->flat = self->flat && (before == -1 || before == step.price);
      before = step.price;
    }
}

/* Since when all of the pools' prices are known; G_MAXINT64 when there is one without any */
static gint64
find_start (const FloForecastPool *pools,
            guint                  n_pools,
            gint64                 from)
{
  gint64 start = from;

  for (guint i = 0; i < n_pools; i++)
    {
      gsize n_points;
      const FloPricePoint *points = flo_price_series_get_points (pools[i].series, &n_points);

      start = MAX (start, n_points > 0 ? points[0].time : G_MAXINT64);
    }

  return start;
}

static double
find_ceiling (const FloForecastPool *pools,
              guint                  n_pools)
{
  double ceiling = 0;

  for (guint i = 0; i < n_pools; i++)
    {
      if (pools[i].on_demand == 0)
        return HIGHEST_COST;
      ceiling += (double) pools[i].on_demand * pools[i].nodes;
    }

  return ceiling;
}

static double
get_log (double price)
{
  return log (MAX (price, 1));
}

/* The hour with which day @day ends, of which the last one ends now */
static gsize
get_end (FloForecastModel *self,
         guint             day)
{
  return self->n_hours - (gsize) (self->n_days - 1 - day) * DAY_HOURS;
}

static void
find_days (FloForecastModel *self)
{
  self->means = g_new (double, self->n_days);
  self->ends = g_new (double, self->n_days);
  for (guint i = 0; i < self->n_days; i++)
    {
      gsize end = get_end (self, i);

      self->means[i] = get_log ((self->sums[end] - self->sums[end - DAY_HOURS]) / DAY_HOURS);
      self->ends[i] = get_log (self->prices[end]);
    }
}

/* How far each day is from the mean of the seven around it, kept as far as days of one name are alike and others are not */
static void
find_week (FloForecastModel *self)
{
  guint n = self->n_days, middle = WEEK_DAYS / 2, counts[WEEK_DAYS] = { 0 };
  double within = 0, between = 0, mean = 0, kept;
  g_autofree double *apart = g_new0 (double, n);

  if (n < WEEK_DAYS * (MIN_WEEKS + 1))
    return;

  for (guint i = middle; i + middle < n; i++)
    {
      apart[i] = self->means[i];
      for (guint j = i - middle; j <= i + middle; j++)
        apart[i] -= self->means[j] / WEEK_DAYS;
      self->week[i % WEEK_DAYS] += apart[i];
      counts[i % WEEK_DAYS]++;
    }
  for (guint k = 0; k < WEEK_DAYS; k++)
    {
      self->week[k] /= counts[k];
      mean += self->week[k] / WEEK_DAYS;
    }
  for (guint i = middle; i + middle < n; i++)
    within += pow (apart[i] - self->week[i % WEEK_DAYS], 2) / (n - 2 * middle - WEEK_DAYS);
  for (guint k = 0; k < WEEK_DAYS; k++)
    between += counts[k] * pow (self->week[k] - mean, 2) / (WEEK_DAYS - 1);

  kept = between > 0 ? MAX (1 - 2 * within / between, 0) : 0;
  for (guint k = 0; k < WEEK_DAYS; k++)
    self->week[k] = kept * (self->week[k] - mean);
  for (guint i = 0; i < n; i++)
    {
      self->means[i] -= self->week[i % WEEK_DAYS];
      self->ends[i] -= self->week[i % WEEK_DAYS];
    }
}

/**
 * flo_forecast_model_new:
 * @pools: (array length=n_pools): where the nodes are, and how many
 * @n_pools: how many
 * @from: Unix seconds: what is older is not looked at
 * @now: Unix seconds: from when on it is to be forecast; what is later is not looked at
 *
 * Returns: (transfer full) (nullable): a model; %NULL when there are less than %FLO_FORECAST_MIN_HISTORY seconds in
 *   which all of the pools' prices are known
 */
FloForecastModel *
flo_forecast_model_new (const FloForecastPool *pools,
                        guint                  n_pools,
                        gint64                 from,
                        gint64                 now)
{
  gint64 start = find_start (pools, n_pools, from);
  FloForecastModel *self;

  g_return_val_if_fail (n_pools > 0, NULL);

  if (start > now - FLO_FORECAST_MIN_HISTORY)
    return NULL;

  self = g_new0 (FloForecastModel, 1);
  self->n_hours = (gsize) ((now - start) / HOUR);
  self->n_days = (guint) (self->n_hours / DAY_HOURS);
  self->prices = g_new0 (double, self->n_hours + 1);
  self->sums = g_new0 (double, self->n_hours + 1);
  self->flat = TRUE;
  for (guint i = 0; i < n_pools; i++)
    add_pool (self, &pools[i], now);
  for (gsize i = 1; i <= self->n_hours; i++)
    self->sums[i] += self->sums[i - 1];
  self->ceiling = find_ceiling (pools, n_pools);

  find_days (self);
  if (!self->flat)
    {
      find_week (self);
      self->processes = flo_price_process_fit (self->means, self->ends, self->n_days);
    }

  return self;
}

void
flo_forecast_model_free (FloForecastModel *self)
{
  g_free (self->prices);
  g_free (self->sums);
  g_free (self->means);
  g_free (self->ends);
  g_clear_pointer (&self->processes, g_array_unref);
  g_free (self);
}

/**
 * flo_forecast_model_now:
 * @self: a model
 *
 * Returns: what all nodes cost now, USD/hour
 */
FloMoney
flo_forecast_model_now (FloForecastModel *self)
{
  return (FloMoney) llround (self->prices[self->n_hours]);
}

/**
 * flo_forecast_model_days:
 * @self: a model
 *
 * Returns: (transfer full) (element-type FloMoney): what all nodes cost in each of the last days, USD/hour on average;
 *   oldest first, and the last one ends now
 */
GArray *
flo_forecast_model_days (FloForecastModel *self)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (FloMoney));

  for (guint i = 0; i < self->n_days; i++)
    {
      gsize end = get_end (self, i);
      FloMoney mean = (FloMoney) llround ((self->sums[end] - self->sums[end - DAY_HOURS]) / DAY_HOURS);

      g_array_append_val (days, mean);
    }

  return days;
}

/* ---- resampling ---- */

/* Of the standard normal distribution (Box and Muller) */
static double
draw_normal (GRand *random)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (random)));

  return radius * cos (2 * G_PI * g_rand_double (random));
}

static const FloPriceProcess *
draw_process (FloForecastModel *self,
              GRand            *random)
{
  double chance = g_rand_double (random);
  guint i = 0;

  while (i + 1 < self->processes->len && g_array_index (self->processes, FloPriceProcess, i).up_to < chance)
    i++;

  return &g_array_index (self->processes, FloPriceProcess, i);
}

/* How much larger chance may be than the errors of @process show: one over the root of a chi-squared over its degrees of
 * freedom, by Wilson and Hilferty's approximation (1931) */
static double
draw_scale (const FloPriceProcess *process,
            GRand                 *random)
{
  double variance = 2 / (9 * process->freedom);

  return pow (MAX (1 - variance + sqrt (variance) * draw_normal (random), LEAST_CHI), -1.5);
}

/* What @hours, less than a day, cost if they go on as those did after some earlier day, give or take an hour */
static double
resample_hours (FloForecastModel *self,
                guint             hours,
                GRand            *random)
{
  gsize end = get_end (self, (guint) g_rand_int_range (random, 0, (gint32) self->n_days - 1))
              + (gsize) g_rand_int_range (random, 0, HOURS_ALIKE) - HOURS_ALIKE / 2;
  double ratio = (self->sums[end + hours] - self->sums[end]) / MAX (self->prices[end], 1);

  return MIN (self->prices[self->n_hours] * ratio, self->ceiling * hours);
}

static double
resample_days (FloForecastModel *self,
               guint             days,
               GRand            *random)
{
  const FloPriceProcess *process = draw_process (self, random);
  guint last = self->n_days - 1;
  /* One day ahead there are as many errors as days to draw from, which are all there is to know. */
  double scale = days > 1 ? draw_scale (process, random) : 1;
  double along = scale * draw_normal (random), alone = scale * draw_normal (random);
  double slope = process->slope + process->slope_spread * along;
  double level = process->level + process->level_along * along + process->level_alone * alone;
  double y = self->means[last] - level, before = process->errors[last], sum = 0;

  for (guint i = 1; i <= days; i++)
    {
      guint from = (guint) g_rand_int_range (random, 0, (gint32) last);
      double error = scale * process->errors[from + 1];

      if (i == 1)
        error += process->lead * (self->ends[last] - self->means[last] - self->ends[from] + self->means[from]);
      y = process->persistence * y + process->ripple * before + error;
      before = error;
      sum += MIN (exp (level + slope * i + y + self->week[(last + i) % WEEK_DAYS]), self->ceiling);
    }

  return sum * DAY_HOURS;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

static FloMoney
get_quantile (const double *sorted,
              guint         n,
              double        share)
{
  return (FloMoney) llround (sorted[MIN ((guint) (share * n), n - 1)]);
}

/**
 * flo_forecast_model_run:
 * @self: a model
 * @hours: how far to look ahead: less than a day, or whole days
 * @n_resamples: how many ways it may go to look at, at least 1
 * @seed: of chance
 * @percent: how often the cost is to be within the interval
 * @forecast: (out caller-allocates): what the nodes will cost, if they stay as many and where they are
 */
void
flo_forecast_model_run (FloForecastModel *self,
                        guint             hours,
                        guint             n_resamples,
                        guint32           seed,
                        guint             percent,
                        FloForecast      *forecast)
{
  g_autofree double *costs = NULL;
  g_autoptr(GRand) random = NULL;
  double tail = (100 - MIN (percent, 100)) / 200.0, sum = 0;
  FloMoney now = flo_forecast_model_now (self);

  g_return_if_fail (self != NULL && forecast != NULL);
  g_return_if_fail (hours < DAY_HOURS || hours % DAY_HOURS == 0);
  g_return_if_fail (n_resamples > 0);

  forecast->hours = hours;
  if (self->flat)
    {
      forecast->expected = forecast->low = forecast->median = forecast->high = now * hours;
      return;
    }

  /* So many of n + 1 new days are beyond the outermost of n, as split conformal prediction counts them (Lei, G'Sell,
   * Rinaldo, Tibshirani and Wasserman, "Distribution-free predictive inference for regression", JASA 2018). */
  tail = MAX (tail - (0.5 - tail) / (self->n_days * (hours < DAY_HOURS ? HOURS_ALIKE : 1)), 0);
  costs = g_new (double, n_resamples);
  random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < n_resamples; i++)
    {
      costs[i] = hours < DAY_HOURS ? resample_hours (self, hours, random)
                                   : resample_days (self, hours / DAY_HOURS, random);
      sum += costs[i];
    }
  qsort (costs, n_resamples, sizeof *costs, compare_doubles);

  forecast->expected = (FloMoney) llround (sum / n_resamples);
  forecast->low = get_quantile (costs, n_resamples, tail);
  forecast->median = get_quantile (costs, n_resamples, 0.5);
  forecast->high = get_quantile (costs, n_resamples, 1 - tail);
}

/* ---- the back-check ---- */

/* What it did cost, rounded half up for each pool */
static FloMoney
get_cost (const FloForecastPool *pools,
          guint                  n_pools,
          gint64                 from,
          guint                  hours)
{
  FloMoney cost = 0;

  for (guint i = 0; i < n_pools; i++)
    {
      FloPriceWalk walk;
      FloPriceStretch step;
      __int128 sum = 0;

      flo_price_walk_init (&walk, pools[i].series, from, from + (gint64) hours * HOUR);
      while (flo_price_walk_next (&walk, &step))
        sum += (__int128) step.price * (step.end - step.start);
      cost += (FloMoney) ((sum * pools[i].nodes + HOUR / 2) / HOUR);
    }

  return cost;
}

/**
 * flo_forecast_verify:
 * @pools: (array length=n_pools): as for flo_forecast_model_new()
 * @n_pools: how many
 * @from: Unix seconds
 * @to: Unix seconds: until when prices are known
 * @hours: how far forecasts look ahead
 * @percent: how often they are to hold
 * @check: (out caller-allocates): what came of it
 *
 * Makes the forecasts that would have been made in the past, each from no more than what was known then, and compares
 * them with what came. The first is made when half of the history is there that the last one has. There are no checks
 * when that is too little.
 */
void
flo_forecast_verify (const FloForecastPool *pools,
                     guint                  n_pools,
                     gint64                 from,
                     gint64                 to,
                     guint                  hours,
                     guint                  percent,
                     FloForecastCheck      *check)
{
  gint64 start = find_start (pools, n_pools, from);
  gint64 last = to - (gint64) hours * HOUR;
  gint64 stride = MAX (hours / 8, 7) * (gint64) HOUR;   /* never a whole day: all times of day have their turn */
  gint64 free_from = G_MININT64;

  g_return_if_fail (check != NULL);

  *check = (FloForecastCheck) { 0 };
  for (gint64 now = start + (last - start) / 2; start < last && now <= last; now += stride)
    {
      g_autoptr(FloForecastModel) model = flo_forecast_model_new (pools, n_pools, from, now);
      FloForecast forecast;
      FloMoney cost;

      if (model == NULL)
        continue;
      flo_forecast_model_run (model, hours, CHECK_RESAMPLES, check->n_checks + 1, percent, &forecast);
      cost = get_cost (pools, n_pools, now, hours);
      check->n_checks++;
      if (now >= free_from)
        {
          check->n_apart++;
          free_from = now + (gint64) hours * HOUR;
        }
      check->n_above += cost > forecast.high;
      check->n_below += cost < forecast.low;
      check->width += (double) (forecast.high - forecast.low) / (double) MAX (cost, 1);
    }
  check->n_held = check->n_checks - check->n_above - check->n_below;
  if (check->n_checks > 0)
    check->width /= check->n_checks;
}
