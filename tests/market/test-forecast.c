/* test-forecast.c: forecasts of generated prices, how often they hold, and how wide they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-forecast.h"

#include <math.h>
#include <stdlib.h>

#include "simulator/flo-sim-pool.h"

#define HOUR 3600
#define DAY 86400
#define WEEK_HOURS 168
#define N_HOURS (90 * 24)
#define START G_GINT64_CONSTANT (1790000000)
#define END (START + (gint64) N_HOURS * HOUR)
#define MAX_POOLS 5
/* No seed of the ones that the model was tuned with */
#define SEED 7000000
/* How far the normal distribution's thousandth is from its middle */
#define THOUSANDTH 3.090
#define N_FUTURES 200

typedef struct
{
  double x;      /* the logarithm of the price */
  double u;      /* a part of it */
  guint left;    /* of a spike, in hours */
} Pool;

typedef void (*StepFunc) (Pool  *pool,
                          guint  hour,
                          GRand *random);

static double
draw_normal (GRand *random)
{
  return sqrt (-2 * log (1 - g_rand_double (random))) * cos (2 * G_PI * g_rand_double (random));
}

static void
come_back (Pool  *pool,
           guint  hour,
           GRand *random)
{
  pool->x = 0.98 * pool->x + 0.02 * draw_normal (random);
}

static void
come_back_slowly (Pool  *pool,
                  guint  hour,
                  GRand *random)
{
  pool->x = 0.995 * pool->x + 0.006 * draw_normal (random);
}

static void
wander (Pool  *pool,
        guint  hour,
        GRand *random)
{
  pool->x += 0.004 * draw_normal (random);
}

static void
rise (Pool  *pool,
      guint  hour,
      GRand *random)
{
  pool->x += 0.0004 + 0.004 * draw_normal (random);
}

static void
fall (Pool  *pool,
      guint  hour,
      GRand *random)
{
  pool->x += -0.0003 + 0.004 * draw_normal (random);
}

static void
keep_to_a_line (Pool  *pool,
                guint  hour,
                GRand *random)
{
  pool->u = 0.98 * pool->u + 0.006 * draw_normal (random);
  pool->x = 0.0003 * (hour + 1) + pool->u;
}

static void
jump (Pool  *pool,
      guint  hour,
      GRand *random)
{
  if (g_rand_double (random) < 1.0 / 100)
    pool->x = 0.3 * draw_normal (random);
}

static void
step_now_and_then (Pool  *pool,
                   guint  hour,
                   GRand *random)
{
  if (g_rand_double (random) < 1.0 / 72)
    pool->x += 0.05 * draw_normal (random);
}

static void
step_rarely (Pool  *pool,
             guint  hour,
             GRand *random)
{
  if (g_rand_double (random) < 1.0 / 480)
    pool->x += 0.05 * draw_normal (random);
}

static void
follow_the_day (Pool  *pool,
                guint  hour,
                GRand *random)
{
  pool->u = 0.98 * pool->u + 0.01 * draw_normal (random);
  pool->x = 0.2 * sin (2 * G_PI * (hour + 1) / 24) + pool->u;
}

static void
follow_the_week (Pool  *pool,
                 guint  hour,
                 GRand *random)
{
  pool->u = 0.98 * pool->u + 0.01 * draw_normal (random);
  pool->x = 0.1 * sin (2 * G_PI * (hour + 1) / 24) + ((hour + 1) / 24 % 7 >= 5 ? -0.15 : 0) + pool->u;
}

static void
spike (Pool  *pool,
       guint  hour,
       GRand *random)
{
  pool->u = 0.98 * pool->u + 0.01 * draw_normal (random);
  if (pool->left > 0)
    pool->left--;
  else if (g_rand_double (random) < 1.0 / 100)
    pool->left = (guint) g_rand_int_range (random, 1, 5);
  pool->x = pool->u + (pool->left > 0 ? 0.8 : 0);
}

static void
stay (Pool  *pool,
      guint  hour,
      GRand *random)
{
}

typedef struct
{
  const char *name;
  StepFunc step;
  gboolean together;   /* five pools instead of two, which also move together */
  gboolean rests;      /* it seldom moves within an hour, so that no interval is too narrow for it */
} Kind;

static const Kind kinds[] = {
  { "come-back", come_back },
  { "come-back-slowly", come_back_slowly },
  { "wander", wander },
  { "rise", rise },
  { "fall", fall },
  { "jump", jump, FALSE, TRUE },
  { "step", step_now_and_then, FALSE, TRUE },
  { "day", follow_the_day },
  { "week", follow_the_week },
  { "spike", spike },
  { "together", come_back, TRUE },
};

static const guint nodes[MAX_POOLS] = { 3, 1, 2, 1, 1 };

/* What is, and what was told last of each pool */
typedef struct
{
  Pool pools[MAX_POOLS];
  double common;
  FloMoney told[MAX_POOLS];
} World;

typedef struct
{
  World hours[N_HOURS];   /* as each began */
  FloForecastPool pools[MAX_POOLS];
  guint n_pools;
} History;

/* An hour goes by. About every third one a pool's price is told, somewhere in it. Returns: what the hour cost */
static double
go_on (World       *world,
       const Kind  *kind,
       guint        n_pools,
       guint        hour,
       GRand       *random,
       GArray     **points)
{
  double cost = 0;

  for (guint i = 0; i < n_pools; i++)
    {
      gint32 second = HOUR;

      if (hour == 0 || g_rand_int_range (random, 0, 3) == 0)
        {
          FloPricePoint point = { START + hour * HOUR, (FloMoney) (100000 * exp (world->pools[i].x + world->common)) };

          second = hour == 0 ? 0 : g_rand_int_range (random, 0, HOUR);
          point.time += second;
          cost += nodes[i] * (double) (point.price - world->told[i]) * (HOUR - second) / HOUR;
          cost += nodes[i] * (double) world->told[i];
          world->told[i] = point.price;
          if (points != NULL)
            g_array_append_val (points[i], point);
        }
      else
        cost += nodes[i] * (double) world->told[i];
      kind->step (&world->pools[i], hour, random);
    }
  if (kind->together)
    world->common += 0.006 * draw_normal (random);

  return cost;
}

static History *
history_new (const Kind *kind,
             guint32     seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  History *self = g_new0 (History, 1);
  GArray *points[MAX_POOLS];
  World world = { 0 };

  self->n_pools = kind->together ? MAX_POOLS : 2;
  for (guint i = 0; i < self->n_pools; i++)
    points[i] = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  for (guint hour = 0; hour < N_HOURS; hour++)
    {
      self->hours[hour] = world;
      go_on (&world, kind, self->n_pools, hour, random, points);
    }
  for (guint i = 0; i < self->n_pools; i++)
    {
      self->pools[i].series =
        flo_price_series_new ("m.large", "eu-x-1a", (gpointer) points[i]->data, points[i]->len, START, END);
      self->pools[i].nodes = nodes[i];
      g_array_unref (points[i]);
    }

  return self;
}

static void
history_free (History *self)
{
  for (guint i = 0; i < self->n_pools; i++)
    g_object_unref (self->pools[i].series);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

/* ---- how often forecasts hold ---- */

static void
add_check (FloForecastCheck       *sum,
           const FloForecastCheck *check)
{
  g_assert_cmpuint (check->n_checks, ==, check->n_held + check->n_above + check->n_below);
  g_assert_cmpuint (check->n_apart, <=, check->n_checks);
  sum->width = (sum->width * sum->n_checks + check->width * check->n_checks) / (sum->n_checks + check->n_checks);
  sum->n_checks += check->n_checks;
  sum->n_apart += check->n_apart;
  sum->n_held += check->n_held;
  sum->n_above += check->n_above;
  sum->n_below += check->n_below;
}

static void
add_checks (FloForecastCheck *sum,
            const Kind       *kind,
            guint             hours,
            guint             n_series,
            guint32           seed)
{
  for (guint i = 0; i < n_series; i++)
    {
      g_autoptr(History) history = history_new (kind, seed + i);
      FloForecastCheck check;

      flo_forecast_verify (history->pools, history->n_pools, START, END, hours, 90, &check);
      add_check (sum, &check);
    }
}

static double
get_share (const FloForecastCheck *check)
{
  return (double) check->n_held / check->n_checks;
}

/* By how much the share of so many checks that are apart may be off @share by chance, once in a thousand times */
static double
get_chance (double share,
            guint  n_apart)
{
  return THOUSANDTH * sqrt (share * (1 - share) / n_apart);
}

static const struct { guint hours, n_series; } horizons[] = {
  { FLO_FORECAST_HOUR, 2 }, { FLO_FORECAST_DAY, 4 }, { WEEK_HOURS, 20 }, { FLO_FORECAST_MONTH, 150 },
};

/* So far as so many can tell, at least 85 of 100 held, and at most 95 unless it @rests; and were missed on both sides. */
static void
assert_calibrated (const char             *name,
                   guint                   hours,
                   const FloForecastCheck *check,
                   gboolean                rests)
{
  double share = get_share (check);

  g_test_message ("%s, %u hours: %.1f %% of %u held (%u apart), %u above, %u below, width %.1f %%", name, hours,
                  100 * share, check->n_checks, check->n_apart, check->n_above, check->n_below, 100 * check->width);
  g_assert_cmpfloat (share, >=, 0.85 - get_chance (0.85, check->n_apart));
  if (rests)
    g_assert_cmpfloat (check->width, <, 0.005);
  else
    g_assert_cmpfloat (share, <=, 0.95 + get_chance (0.95, check->n_apart));
  g_assert_cmpfloat ((double) check->n_above / check->n_checks, <=, 0.1 + get_chance (0.1, check->n_apart));
  g_assert_cmpfloat ((double) check->n_below / check->n_checks, <=, 0.1 + get_chance (0.1, check->n_apart));
}

/* Of each kind at each horizon, and of all kinds together without an allowance for chance. Where nothing happens in most
 * hours, the interval of an hour is one price and holds as often as nothing happens. */
static void
test_calibration (void)
{
  for (guint h = 0; h < G_N_ELEMENTS (horizons); h++)
    {
      FloForecastCheck all = { 0 };

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          FloForecastCheck check = { 0 };

          add_checks (&check, &kinds[k], horizons[h].hours, horizons[h].n_series, SEED + 1000 * k);
          assert_calibrated (kinds[k].name, horizons[h].hours, &check,
                             kinds[k].rests && horizons[h].hours == FLO_FORECAST_HOUR);
          add_check (&all, &check);
        }
      g_test_message ("all, %u hours: %.1f %% of %u held", horizons[h].hours, 100 * get_share (&all), all.n_checks);
      g_assert_cmpfloat (get_share (&all), >=, 0.85);
      g_assert_cmpfloat (get_share (&all), <=, 0.95);
    }
}

/* Ninety days of a pool of a practice cloud with that seed */
static FloPriceSeries *
create_practice_series (guint32 seed,
                        guint   pool)
{
  static const char *const types[] = { "m5.large", "c5.large", "r5.large", "m6i.large", "c6g.xlarge" };
  static const char *const zones[] = { "use1-az1", "use1-az2", "use1-az3" };
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  gint64 moment = END * G_USEC_PER_SEC;
  FloSimPool market;

  flo_sim_pool_init (&market, seed, types[pool % G_N_ELEMENTS (types)], zones[pool % G_N_ELEMENTS (zones)], 4, 200000,
                     40 + (seed + 7 * pool) % 45, 1);
  do
    {
      FloPricePoint point;

      moment = flo_sim_pool_previous_change (&market, moment);
      point = (FloPricePoint) { moment / G_USEC_PER_SEC, flo_sim_pool_get_price (&market, moment) };
      g_array_append_val (points, point);
      moment--;
    }
  while (moment > START * G_USEC_PER_SEC);

  return flo_price_series_new (types[pool % G_N_ELEMENTS (types)], zones[pool % G_N_ELEMENTS (zones)],
                               (gpointer) points->data, points->len, START, END);
}

/* @data: how many pools at a time */
static void
test_practice (gconstpointer data)
{
  guint n_pools = GPOINTER_TO_UINT (data);
  FloForecastPool pools[MAX_POOLS];

  for (guint h = 0; h < G_N_ELEMENTS (horizons); h++)
    {
      FloForecastCheck sum = { 0 }, check;

      for (guint i = 0; i < horizons[h].n_series / 2; i++)
        {
          for (guint j = 0; j < n_pools; j++)
            pools[j] = (FloForecastPool) { create_practice_series (SEED + i, i + j), nodes[j], 200000 };
          flo_forecast_verify (pools, n_pools, START, END, horizons[h].hours, 90, &check);
          add_check (&sum, &check);
          for (guint j = 0; j < n_pools; j++)
            g_object_unref (pools[j].series);
        }
      assert_calibrated (n_pools == 1 ? "a practice pool" : "practice pools", horizons[h].hours, &sum, FALSE);
    }
}

/* Two kinds of prices do not tell from 30 to 60 days what a month will be like, and the manual says so: few steps do not
 * say how many come, and what keeps to a line looks like what drifts. */
static void
test_limits (void)
{
  static const Kind rare = { "rare", step_rarely, FALSE, TRUE }, line = { "line", keep_to_a_line };
  FloForecastCheck check = { 0 };

  add_checks (&check, &rare, WEEK_HOURS, 10, SEED + 50000);
  g_test_message ("rare, a week: %.1f %% of %u held", 100 * get_share (&check), check.n_checks);
  g_assert_cmpfloat (get_share (&check), >=, 0.85 - get_chance (0.85, check.n_apart));
  check = (FloForecastCheck) { 0 };
  add_checks (&check, &rare, FLO_FORECAST_MONTH, 80, SEED + 50000);
  g_test_message ("rare, 30 days: %.1f %% of %u held", 100 * get_share (&check), check.n_checks);
  g_assert_cmpfloat (get_share (&check), >=, 0.75);

  check = (FloForecastCheck) { 0 };
  add_checks (&check, &line, WEEK_HOURS, 10, SEED + 60000);
  g_test_message ("line, a week: %.1f %% of %u held", 100 * get_share (&check), check.n_checks);
  g_assert_cmpfloat (get_share (&check), >=, 0.85 - get_chance (0.85, check.n_apart));
  check = (FloForecastCheck) { 0 };
  add_checks (&check, &line, FLO_FORECAST_MONTH, 80, SEED + 60000);
  g_test_message ("line, 30 days: %.1f %% of %u held, width %.1f %%", 100 * get_share (&check), check.n_checks,
                  100 * check.width);
  g_assert_cmpfloat (get_share (&check), >=, 0.85);
  g_assert_cmpfloat (check.width, <, 0.3);
}

/* ---- how wide they are ---- */

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

/* The width of the interval for whoever knows how the prices come about, and where they stand */
static double
know_width (const Kind    *kind,
            const History *history,
            guint          now,
            guint          hours,
            GRand         *random)
{
  double costs[N_FUTURES] = { 0 };

  for (guint i = 0; i < N_FUTURES; i++)
    {
      World world = history->hours[now];

      for (guint hour = 0; hour < hours; hour++)
        costs[i] += go_on (&world, kind, history->n_pools, now + hour, random, NULL);
    }
  qsort (costs, N_FUTURES, sizeof *costs, compare_doubles);

  return costs[N_FUTURES * 95 / 100] - costs[N_FUTURES * 5 / 100];
}

/* They hold because they know, not because they are wide. A month is looked at from 60 days, which do not tell how fast
 * prices come back, and whether; the most that this costs is what the last bound says. */
static void
test_width (void)
{
  static const struct { guint hours, n_series; double bound; } bounds[] = {
    { FLO_FORECAST_HOUR, 12, 2 }, { FLO_FORECAST_DAY, 8, 2.2 }, { WEEK_HOURS, 8, 2 }, { FLO_FORECAST_MONTH, 8, 4.5 },
  };

  for (guint h = 0; h < G_N_ELEMENTS (bounds); h++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
        double ours = 0, known = 0;

        for (guint i = 0; i < bounds[h].n_series; i++)
          {
            g_autoptr(History) history = history_new (&kinds[k], SEED + 100000 + 100 * k + i);
            guint now = 60 * 24 + 7 * i;
            g_autoptr(FloForecastModel) model =
              flo_forecast_model_new (history->pools, history->n_pools, START, START + (gint64) now * HOUR);
            FloForecast forecast;

            flo_forecast_model_run (model, bounds[h].hours, 1000, i, 90, &forecast);
            ours += (double) (forecast.high - forecast.low);
            known += know_width (&kinds[k], history, now, bounds[h].hours, random);
          }
        g_test_message ("%s, %u hours: %.2f times as wide as need be", kinds[k].name, bounds[h].hours, ours / known);
        g_assert_cmpfloat (ours, <=, known * bounds[h].bound);
      }
}

/* ---- what else ---- */

static FloPriceSeries *
create_series (const Kind *kind,
               guint32     seed)
{
  g_autoptr(History) history = history_new (kind, seed);

  return g_object_ref (history->pools[0].series);
}

static void
test_flat (void)
{
  static const Kind flat = { "flat", stay };
  g_autoptr(History) history = history_new (&flat, 1);
  const FloForecastPool pool = { history->pools[0].series, 7, 0 };
  g_autoptr(FloForecastModel) model = flo_forecast_model_new (&pool, 1, START, END);
  FloForecast forecast;
  FloForecastCheck check;

  g_assert_nonnull (model);
  g_assert_cmpint (flo_forecast_model_now (model), ==, 700000);
  flo_forecast_model_run (model, 24, 100, 1, 90, &forecast);
  g_assert_cmpint (forecast.low, ==, 24 * 700000);
  g_assert_cmpint (forecast.high, ==, 24 * 700000);
  g_assert_cmpint (forecast.expected, ==, 24 * 700000);

  flo_forecast_verify (&pool, 1, START, END, 24, 90, &check);
  g_assert_cmpuint (check.n_checks, >, 100);
  g_assert_cmpuint (check.n_held, ==, check.n_checks);
}

static void
test_repeatable (void)
{
  g_autoptr(FloPriceSeries) series = create_series (&kinds[0], 5);
  const FloForecastPool pool = { series, 2, 0 };
  FloForecast forecasts[3];

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(FloForecastModel) model = flo_forecast_model_new (&pool, 1, START, END);

      flo_forecast_model_run (model, 168, 500, i == 2 ? 8 : 7, 90, &forecasts[i]);
      g_assert_cmpint (forecasts[i].low, <, forecasts[i].median);
      g_assert_cmpint (forecasts[i].median, <, forecasts[i].high);
      g_assert_cmpint (forecasts[i].low, <, forecasts[i].expected);
    }
  g_assert_cmpint (forecasts[0].low, ==, forecasts[1].low);
  g_assert_cmpint (forecasts[0].expected, ==, forecasts[1].expected);
  g_assert_cmpint (forecasts[0].high, ==, forecasts[1].high);
  g_assert_cmpint (forecasts[0].low, !=, forecasts[2].low);
}

/* Whoever asks for more certainty gets a wider interval, and nothing costs more than on-demand. */
static void
test_bounds (void)
{
  g_autoptr(FloPriceSeries) series = create_series (&kinds[2], 5);
  FloForecastPool pool = { series, 1, 0 };
  g_autoptr(FloForecastModel) model = flo_forecast_model_new (&pool, 1, START, END);
  g_autoptr(FloForecastModel) bounded = NULL;
  FloForecast narrow, wide;

  flo_forecast_model_run (model, FLO_FORECAST_MONTH, 1000, 1, 50, &narrow);
  flo_forecast_model_run (model, FLO_FORECAST_MONTH, 1000, 1, 95, &wide);
  g_assert_cmpint (wide.low, <, narrow.low);
  g_assert_cmpint (wide.high, >, narrow.high);

  pool.on_demand = flo_forecast_model_now (model) * 101 / 100;
  bounded = flo_forecast_model_new (&pool, 1, START, END);
  flo_forecast_model_run (bounded, FLO_FORECAST_MONTH, 1000, 1, 95, &wide);
  g_assert_cmpint (wide.high, <=, pool.on_demand * FLO_FORECAST_MONTH + 1);
}

static void
test_too_short (void)
{
  g_autoptr(FloPriceSeries) series = create_series (&kinds[0], 5);
  g_autoptr(FloPriceSeries) empty = flo_price_series_new ("m.large", "eu-x-1b", NULL, 0, START, END);
  const FloForecastPool pools[] = { { series, 1, 0 }, { empty, 1, 0 } };
  g_autoptr(FloForecastModel) enough = flo_forecast_model_new (pools, 1, END - 7 * DAY, END);
  FloForecastCheck check;

  g_assert_nonnull (enough);
  g_assert_null (flo_forecast_model_new (pools, 1, END - 7 * DAY + 1, END));
  g_assert_null (flo_forecast_model_new (pools, 2, START, END));
  flo_forecast_verify (pools, 2, START, END, 24, 90, &check);
  g_assert_cmpuint (check.n_checks, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forecast/calibration", test_calibration);
  g_test_add_data_func ("/forecast/practice/pool", GUINT_TO_POINTER (1), test_practice);
  g_test_add_data_func ("/forecast/practice/pools", GUINT_TO_POINTER (MAX_POOLS), test_practice);
  g_test_add_func ("/forecast/limits", test_limits);
  g_test_add_func ("/forecast/width", test_width);
  g_test_add_func ("/forecast/flat", test_flat);
  g_test_add_func ("/forecast/repeatable", test_repeatable);
  g_test_add_func ("/forecast/bounds", test_bounds);
  g_test_add_func ("/forecast/too-short", test_too_short);

  return g_test_run ();
}
