/* forecast-time.c: prints how many milliseconds of processor time a month's forecast takes
 *
 * forecast-time POOLS RESAMPLES
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "market/flo-forecast.h"

#define DAY 86400
#define DAYS 90
#define START G_GINT64_CONSTANT (1790000000)
#define CHANGES_A_DAY 5
#define ROUNDS 5

static FloPriceSeries *
create_series (guint32 seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  double x = 0;

  for (guint i = 0; i < DAYS * CHANGES_A_DAY; i++)
    {
      FloPricePoint point = { START + i * DAY / CHANGES_A_DAY, (FloMoney) (100000 * exp (x)) };

      g_array_append_val (points, point);
      x = 0.98 * x + g_rand_double_range (random, -0.02, 0.02);
    }

  return flo_price_series_new ("m.large", "eu-x-1a", (gpointer) points->data, points->len, START, START + DAYS * DAY);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

int
main (int   argc,
      char *argv[])
{
  guint n_pools = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 10;
  guint n_resamples = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 10000;
  g_autofree FloForecastPool *pools = g_new0 (FloForecastPool, n_pools);
  double rounds[ROUNDS];

  for (guint i = 0; i < n_pools; i++)
    pools[i] = (FloForecastPool) { create_series (i), 1 + i % 3, 0 };

  for (guint i = 0; i < ROUNDS; i++)
    {
      clock_t start = clock ();
      g_autoptr(FloForecastModel) model = flo_forecast_model_new (pools, n_pools, START, START + DAYS * DAY);
      FloForecast forecast;

      flo_forecast_model_run (model, FLO_FORECAST_MONTH, n_resamples, i, 90, &forecast);
      rounds[i] = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
    }
  qsort (rounds, ROUNDS, sizeof *rounds, compare_doubles);
  printf ("%.3f\n", rounds[ROUNDS / 2]);

  for (guint i = 0; i < n_pools; i++)
    g_object_unref (pools[i].series);
  return 0;
}
