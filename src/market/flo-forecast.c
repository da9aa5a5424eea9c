/* flo-forecast.c: what a set of pools will cost, and how sure that is
 *
 * The hourly cost of the whole set is looked at hour by hour, as a logarithm x, so that what pools do together is kept.
 * Its way back to its mean m is an autoregression over a day, which the pattern of a day does not disturb:
 *
 *   x(t + 1) = x(t) + (1 - p) (m - x(t)) + e(t)
 *
 * A forecast goes on from now with the e that were, a day at a time and each at its own time of day. How sure p and
 * the drift are is part of it: every resample draws its own, as wide as the length of the history makes them uncertain.
 * p is corrected for its bias (Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 1954).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-forecast.h"

#include <math.h>

#include "market/flo-price-walk.h"

#define HOUR 3600
#define DAY_HOURS 24
/* Over how long what happens by chance is added up to see how far it drifts */
#define DRIFT_HOURS 72
/* How wide the estimate of p is spread where prices do not come back at all, in days; from Dickey and Fuller's
 * distribution (1979) of it */
#define UNIT_ROOT_SPREAD 4.0
/* Nobody knows of a day's p that it is smaller. */
#define MIN_DAY_RETURN 0.01
/* Of the back-check */
#define CHECK_RESAMPLES 1000

struct _FloForecastModel
{
  double *logs;        /* (owned): of the cost an hour, every hour up to now */
  double *residuals;   /* (owned): e, from each hour to the next; one less */
  gsize n_hours;
  FloMoney now;        /* USD/hour */
  double ceiling;      /* USD/hour, of on-demand; INFINITY = not known */
  gboolean flat;       /* it never moved */
  double mean;
  double day_return;   /* p over a day */
  double day_spread;   /* how sure that is: a standard deviation */
  double drift_spread; /* the same of the drift an hour */
};

/* Adds @pool's cost at every full hour before @now to @costs, of which the last is at @now. */
static void
add_pool (const FloForecastPool *pool,
          gint64                 now,
          double                *costs,
          gsize                  n_hours)
{
  gint64 from = now - (gint64) (n_hours - 1) * HOUR;
  FloPriceWalk walk;
  FloPriceStretch step;

  flo_price_walk_init (&walk, pool->series, from, now + 1);
  while (flo_price_walk_next (&walk, &step))
    for (gint64 hour = (step.start - from + HOUR - 1) / HOUR; from + hour * HOUR < step.end; hour++)
      costs[hour] += (double) step.price * pool->nodes;
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
        return INFINITY;
      ceiling += (double) pools[i].on_demand * pools[i].nodes;
    }

  return ceiling;
}

/* ---- the fit ---- */

static void
fit_return (FloForecastModel *self)
{
  double days = (double) self->n_hours / DAY_HOURS, squares = 0, products = 0, p;

  for (gsize i = 0; i < self->n_hours; i++)
    self->mean += self->logs[i] / (double) self->n_hours;
  for (gsize i = 0; i + DAY_HOURS < self->n_hours; i++)
    {
      double here = self->logs[i] - self->mean, later = self->logs[i + DAY_HOURS] - self->mean;

      squares += here * here;
      products += here * later;
    }
  self->flat = squares <= 0;
  if (self->flat)
    return;

  p = products / squares;
  p = CLAMP (p + (1 + 3 * p) / days, MIN_DAY_RETURN, 1);
  self->day_return = p;
  self->day_spread = sqrt ((1 - p * p) / days + UNIT_ROOT_SPREAD * UNIT_ROOT_SPREAD / (days * days));
}

/* The standard deviation that what happened by chance has an hour, judged by how far it led in DRIFT_HOURS */
static double
measure_drift (const double *residuals,
               gsize         n)
{
  gsize n_blocks = n / DRIFT_HOURS;
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n_blocks; i++)
    {
      double block = 0;

      for (gsize j = 0; j < DRIFT_HOURS; j++)
        block += residuals[n - (i + 1) * DRIFT_HOURS + j];
      sum += block;
      squares += block * block;
    }

  return sqrt (MAX (squares - sum * sum / (double) n_blocks, 0) / (double) (n_blocks - 1) / DRIFT_HOURS);
}

/* A drift that the history shows is kept as far as it stands out from chance. */
static void
fit_residuals (FloForecastModel *self)
{
  double back = 1 - pow (self->day_return, 1.0 / DAY_HOURS), drift = 0, spread, kept;
  gsize n = self->n_hours - 1;

  self->residuals = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      self->residuals[i] = self->logs[i + 1] - self->logs[i] - back * (self->mean - self->logs[i]);
      drift += self->residuals[i] / (double) n;
    }

  spread = measure_drift (self->residuals, n);
  self->drift_spread = spread / sqrt ((double) n);
  kept = drift != 0 ? drift * drift / (drift * drift + self->drift_spread * self->drift_spread) : 0;
  for (gsize i = 0; i < n; i++)
    self->residuals[i] -= drift * (1 - kept);
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
  self->n_hours = (gsize) ((now - start) / HOUR) + 1;
  self->logs = g_new0 (double, self->n_hours);
  for (guint i = 0; i < n_pools; i++)
    add_pool (&pools[i], now, self->logs, self->n_hours);
  self->now = (FloMoney) self->logs[self->n_hours - 1];
  self->ceiling = find_ceiling (pools, n_pools);
  for (gsize i = 0; i < self->n_hours; i++)
    self->logs[i] = log (MAX (self->logs[i], 1));

  fit_return (self);
  if (!self->flat)
    fit_residuals (self);

  return self;
}

void
flo_forecast_model_free (FloForecastModel *self)
{
  g_free (self->logs);
  g_free (self->residuals);
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
  return self->now;
}

/* ---- resampling ---- */

/* Of the standard normal distribution (Box and Muller) */
static double
draw_normal (GRand *random)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (random)));

  return radius * cos (2 * G_PI * g_rand_double (random));
}

/* Where a day of the history begins that is at the same time of day as the step after hour @hour. */
static const double *
draw_day (FloForecastModel *self,
          guint             hour,
          GRand            *random)
{
  gsize phase = (self->n_hours - 1 + hour) % DAY_HOURS;
  gsize last = self->n_hours - 1 - DAY_HOURS;
  gsize n_days = (last - phase) / DAY_HOURS + 1;

  return self->residuals + phase + DAY_HOURS * (gsize) g_rand_int_range (random, 0, (gint32) n_days);
}

/* One way it may go: the cost of @hours in micro-dollars */
static double
resample (FloForecastModel *self,
          guint             hours,
          GRand            *random)
{
  double drawn = self->day_return + self->day_spread * draw_normal (random);
  double back = 1 - pow (CLAMP (drawn, MIN_DAY_RETURN, 1), 1.0 / DAY_HOURS);
  double drift = self->drift_spread * draw_normal (random);
  double x = self->logs[self->n_hours - 1], rate = exp (x), sum = 0;
  const double *day = NULL;

  for (guint hour = 0; hour < hours; hour++)
    {
      double before = rate;

      if (hour % DAY_HOURS == 0)
        day = draw_day (self, hour, random);
      x += back * (self->mean - x) + drift + day[hour % DAY_HOURS];
      rate = exp (x);
      sum += MIN ((before + rate) / 2, self->ceiling);
    }

  return sum;
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
 * @hours: how far to look ahead
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

  g_return_if_fail (self != NULL && forecast != NULL);
  g_return_if_fail (n_resamples > 0);

  forecast->hours = hours;
  if (self->flat)
    {
      forecast->expected = forecast->low = forecast->median = forecast->high = self->now * hours;
      return;
    }

  costs = g_new (double, n_resamples);
  random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < n_resamples; i++)
    {
      costs[i] = resample (self, hours, random);
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
      check->n_above += cost > forecast.high;
      check->n_below += cost < forecast.low;
      check->width += (double) (forecast.high - forecast.low) / (double) MAX (cost, 1);
    }
  check->n_held = check->n_checks - check->n_above - check->n_below;
  if (check->n_checks > 0)
    check->width /= check->n_checks;
}
