/* synthetic.c: made-up fleets and prices for the tests of the charts, the same every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synthetic.h"

#include "fleet/flo-fleet-private.h"

static void
add_interruption (FloFleet   *fleet,
                  gint64      time,
                  const char *zone,
                  guint       number)
{
  g_autofree char *resource = g_strdup_printf ("i-0%08x", number * 2654435761u);
  g_autofree char *noticed = g_strdup_printf ("Interruption notice for %s", resource);
  g_autofree char *lost = g_strdup_printf ("%s was interrupted", resource);
  g_autoptr(FloEvent) notice = flo_event_new (2 * number, time * G_USEC_PER_SEC, FLO_EVENT_NOTICE,
                                              noticed, NULL, resource, zone);
  g_autoptr(FloEvent) loss = flo_event_new (2 * number + 1, (time + 120) * G_USEC_PER_SEC,
                                            FLO_EVENT_LOST,
                                            lost, NULL, resource, zone);

  if (number % 4 != 3)
    flo_fleet_add_event (fleet, notice);
  flo_fleet_add_event (fleet, loss);
}

static void
add_costs (FloZoneCostSeries *costs,
           GRand             *random,
           guint              zone,
           guint              n_steps,
           gint64             start,
           gint64             period)
{
  FloMoney price = 31200 + 1700 * (FloMoney) zone;
  guint nodes = 2 + zone % 3;

  flo_zone_cost_series_append (costs, start + zone * 7, price * nodes, nodes);
  for (guint i = 1; i < n_steps; i++)
    {
      double place = (i + g_rand_double (random) * .6) / n_steps;

      price = MAX (price + g_rand_int_range (random, -900, 950), 9000);
      if (g_rand_int_range (random, 0, 10) == 0)
        nodes = (guint) g_rand_int_range (random, 1, 6);
      flo_zone_cost_series_append (costs, start + (gint64) ((double) period * place), price * nodes,
                                   nodes);
    }
}

FloFleet *
synthetic_fleet_new (guint  n_zones,
                     guint  n_steps,
                     gint64 period,
                     gint64 now)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  g_autoptr(FloFleet) fleet = NULL;
  guint number = 0;

  g_free (config->name);
  config->name = g_strdup ("render-farm");
  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  fleet = flo_fleet_new ("f-1", "practice", config, now - period);
  flo_fleet_set_state (fleet, FLO_FLEET_HEALTHY);

  for (guint zone = 0; zone < n_zones; zone++)
    {
      g_autofree char *name = g_strdup_printf ("us-east-1%c", (char) ('a' + zone));

      add_costs (flo_fleet_ensure_zone_costs (fleet, name), random, zone, n_steps, now - period,
                 period);
    }
  for (gint64 time = now - period * 9 / 10; n_steps > 1 && time < now; time += period / 7)
    add_interruption (fleet, time, "us-east-1a", number++);
  for (guint i = 0; n_steps > 1 && i < 3; i++)
    add_interruption (fleet, now - period / 3 + i * period / 400, "us-east-1b", number++);

  return g_steal_pointer (&fleet);
}

GListModel *
synthetic_prices_new (const char * const *types,
                      guint               n_zones,
                      guint               n_points,
                      gint64              period,
                      gint64              now)
{
  GListStore *prices = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  g_autoptr(GRand) random = g_rand_new_with_seed (11);

  for (guint type = 0; types[type] != NULL; type++)
    for (guint zone = 0; zone < n_zones; zone++)
      {
        g_autofree char *name = g_strdup_printf ("us-east-1%c", (char) ('a' + zone));
        g_autofree FloPricePoint *points = g_new (FloPricePoint, n_points);
        g_autoptr(FloPriceSeries) series = NULL;
        FloMoney price = 33000 + 2900 * (FloMoney) zone + 9000 * (FloMoney) type;

        for (guint i = 0; i < n_points; i++)
          {
            double place = (i + g_rand_double (random) * .8) / n_points;

            points[i].time = now - period + (gint64) ((double) period * place);
            points[i].price = price;
            price = MAX (price + g_rand_int_range (random, -700, 720), 5000);
          }
        series = flo_price_series_new (types[type], name, points, n_points, now - period, now);
        g_list_store_append (prices, series);
      }

  return G_LIST_MODEL (prices);
}
