/* test-forecast.c: forecasts of generated prices, and how often they hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-forecast.h"

#include <math.h>

#define HOUR 3600
#define DAY 86400
#define N_HOURS (90 * 24)
#define START G_GINT64_CONSTANT (1790000000)
#define END (START + (gint64) N_HOURS * HOUR)

/* How a logarithm of the price goes on. */
typedef double (*StepFunc) (double  x,
                            guint   hour,
                            GRand  *random);

static double
draw_normal (GRand *random)
{
  return sqrt (-2 * log (1 - g_rand_double (random))) * cos (2 * G_PI * g_rand_double (random));
}

static double
come_back (double  x,
           guint   hour,
           GRand  *random)
{
  return 0.98 * x + 0.02 * draw_normal (random);
}

static double
wander (double  x,
        guint   hour,
        GRand  *random)
{
  return x + 0.004 * draw_normal (random);
}

static double
rise (double  x,
      guint   hour,
      GRand  *random)
{
  return x + 0.0004 + 0.004 * draw_normal (random);
}

static double
jump (double  x,
      guint   hour,
      GRand  *random)
{
  return g_rand_double (random) < 1.0 / 100 ? 0.3 * draw_normal (random) : x;
}

static double
follow_the_day (double  x,
                guint   hour,
                GRand  *random)
{
  return x + 0.2 * (sin (2 * G_PI * (hour + 1) / 24) - sin (2 * G_PI * hour / 24)) + 0.002 * draw_normal (random)
         - 0.002 * x;
}

static double
stay (double  x,
      guint   hour,
      GRand  *random)
{
  return x;
}

/* A record about every third hour, somewhere in it */
static FloPriceSeries *
create_series (StepFunc step,
               guint32  seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  double x = 0;

  for (guint hour = 0; hour < N_HOURS; hour++)
    {
      FloPricePoint point = { START + hour * HOUR, (FloMoney) (100000 * exp (x)) };

      if (hour > 0)
        point.time += g_rand_int_range (random, 0, HOUR);
      if (hour == 0 || g_rand_int_range (random, 0, 3) == 0)
        g_array_append_val (points, point);
      x = step (x, hour, random);
    }

  return flo_price_series_new ("m.large", "eu-x-1a", (gpointer) points->data, points->len, START, END);
}

static void
add_checks (FloForecastCheck *sum,
            StepFunc          step,
            guint32           seed,
            guint             hours)
{
  g_autoptr(FloPriceSeries) first = create_series (step, seed);
  g_autoptr(FloPriceSeries) second = create_series (step, seed + 1000);
  const FloForecastPool pools[] = { { first, 3, 0 }, { second, 1, 0 } };
  FloForecastCheck check;

  flo_forecast_verify (pools, G_N_ELEMENTS (pools), START, END, hours, 90, &check);
  g_assert_true (check.width >= 0 && check.width < 100);
  g_assert_cmpuint (check.n_checks, ==, check.n_held + check.n_above + check.n_below);
  sum->n_checks += check.n_checks;
  sum->n_held += check.n_held;
  sum->n_above += check.n_above;
  sum->n_below += check.n_below;
}

/* Nine of ten forecasts hold, all kinds of prices taken together. Those of a month overlap, and few of them are
 * independent: they have more room. */
static void
test_calibration (void)
{
  static const struct { const char *name; StepFunc step; } kinds[] = {
    { "come-back", come_back }, { "wander", wander }, { "rise", rise }, { "jump", jump }, { "day", follow_the_day },
  };
  static const struct { guint hours, n_series; } horizons[] = {
    { FLO_FORECAST_HOUR, 2 }, { FLO_FORECAST_DAY, 4 }, { 168, 4 }, { FLO_FORECAST_MONTH, 8 },
  };

  for (guint h = 0; h < G_N_ELEMENTS (horizons); h++)
    {
      FloForecastCheck all = { 0 };

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          FloForecastCheck check = { 0 };

          for (guint i = 0; i < horizons[h].n_series; i++)
            add_checks (&check, kinds[k].step, 100 * k + i, horizons[h].hours);
          g_test_message ("%s, %u hours: %u of %u held, %u above, %u below", kinds[k].name, horizons[h].hours,
                          check.n_held, check.n_checks, check.n_above, check.n_below);
          all.n_checks += check.n_checks;
          all.n_held += check.n_held;
        }
      g_test_message ("%u hours: %u of %u held", horizons[h].hours, all.n_held, all.n_checks);
      g_assert_cmpuint (all.n_held * 100, >=, all.n_checks * 85);
      g_assert_cmpuint (all.n_held * 100, <=, all.n_checks * (horizons[h].hours < FLO_FORECAST_MONTH ? 95 : 97));
    }
}

static void
test_flat (void)
{
  g_autoptr(FloPriceSeries) series = create_series (stay, 1);
  const FloForecastPool pool = { series, 7, 0 };
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
  g_autoptr(FloPriceSeries) series = create_series (come_back, 5);
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
  g_autoptr(FloPriceSeries) series = create_series (wander, 5);
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
  g_autoptr(FloPriceSeries) series = create_series (come_back, 5);
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
  g_test_add_func ("/forecast/flat", test_flat);
  g_test_add_func ("/forecast/repeatable", test_repeatable);
  g_test_add_func ("/forecast/bounds", test_bounds);
  g_test_add_func ("/forecast/too-short", test_too_short);

  return g_test_run ();
}
