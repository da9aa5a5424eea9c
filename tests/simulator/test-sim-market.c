/* test-sim-market.c: the market's prices through speed, interference and saving
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-market.h"

typedef struct
{
  FloSimClock   *clock;
  FloSimCatalog *catalog;
  FloSimPlaces  *places;
  FloSimMarket  *market;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  speed)
{
  fixture->clock = flo_sim_clock_new (GPOINTER_TO_INT (speed));
  fixture->catalog = flo_sim_catalog_new ();
  fixture->places = flo_sim_places_new (FALSE);
  fixture->market = flo_sim_market_new (1, fixture->clock, fixture->catalog, fixture->places);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  speed)
{
  flo_sim_market_free (fixture->market);
  flo_sim_places_free (fixture->places);
  flo_sim_catalog_free (fixture->catalog);
  flo_sim_clock_free (fixture->clock);
}

static gboolean
get_offer (Fixture     *fixture,
           const char  *type,
           const char  *zone,
           FloSimOffer *offer)
{
  return flo_sim_market_get_offer (fixture->market, flo_sim_catalog_find (fixture->catalog, type),
                                   flo_sim_places_find_zone (fixture->places, "us-east-1", zone),
                                   offer);
}

/* At any speed, walking back from the future: each change is really one step earlier, and the
 * price told at a change is the one that holds until the next. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  speed)
{
  gint64 now = flo_sim_clock_now (fixture->clock);
  gint64 moment = now + FLO_SIM_HOUR;
  guint steps = 0;
  FloSimOffer offer;

  g_assert_true (get_offer (fixture, "m5.large", "us-east-1a", &offer));
  while (moment > now - 10 * FLO_SIM_DAY && steps < 20000)
    {
      gint64 change = flo_sim_market_previous_change (fixture->market, &offer, moment);

      g_assert_cmpint (change, <=, moment);
      g_assert_cmpint (flo_sim_market_previous_change (fixture->market, &offer, change), ==,
                       change);
      g_assert_cmpint (flo_sim_market_get_price (fixture->market, &offer, change), ==,
                       flo_sim_market_get_price (fixture->market, &offer, moment));
      moment = change - 1;
      steps++;
    }
  g_assert_cmpuint (steps, >, 20);
}

static void
test_interference (Fixture       *fixture,
                   gconstpointer  speed)
{
  gint64 now = flo_sim_clock_now (fixture->clock);
  FloMoney natural;
  FloSimOffer offer;

  g_assert_true (get_offer (fixture, "m5.large", "us-east-1a", &offer));
  natural = flo_sim_market_get_price (fixture->market, &offer, now);
  flo_sim_market_change_price (fixture->market, &offer, now, 0, 50000);
  g_assert_true (get_offer (fixture, "m5.large", "us-east-1a", &offer));
  g_assert_cmpint (flo_sim_market_get_price (fixture->market, &offer, now - 1), ==, natural);
  g_assert_cmpint (flo_sim_market_get_price (fixture->market, &offer, now), ==, 50000);
  g_assert_cmpint (flo_sim_market_previous_change (fixture->market, &offer, now + FLO_SIM_DAY), ==,
                   now);

  flo_sim_market_change_price (fixture->market, &offer, now + 5, 100, 0);
  g_assert_true (get_offer (fixture, "m5.large", "us-east-1a", &offer));
  g_assert_cmpint (flo_sim_market_get_price (fixture->market, &offer, now + 5), ==, 96000);

  flo_sim_market_add_drought (fixture->market, "m5.large", NULL, FALSE, now + 10);
  g_assert_cmpuint (
      flo_sim_market_get_capacity (fixture->market, &offer, FLO_SIM_PURCHASE_SPOT, now), ==, 0);
  g_assert_cmpuint (
      flo_sim_market_get_capacity (fixture->market, &offer, FLO_SIM_PURCHASE_ON_DEMAND, now), >, 0);
}

static void
test_save (Fixture       *fixture,
           gconstpointer  speed)
{
  gint64 now = flo_sim_clock_now (fixture->clock);
  g_autoptr (FloSimMarket) copy = NULL;
  g_autoptr (JsonNode) saved = NULL;
  FloSimOffer offer;

  g_assert_true (get_offer (fixture, "m5.large", "us-east-1b", &offer));
  flo_sim_market_change_price (fixture->market, &offer, now, 0, 43210);
  flo_sim_market_add_drought (fixture->market, NULL, "us-east-1b", TRUE, now + FLO_SIM_HOUR);
  saved = flo_sim_market_save (fixture->market);

  copy = flo_sim_market_new (1, fixture->clock, fixture->catalog, fixture->places);
  flo_sim_market_load (copy, json_node_get_object (saved));
  g_assert_true (flo_sim_market_get_offer (copy, offer.type, offer.zone, &offer));
  g_assert_cmpint (flo_sim_market_get_price (copy, &offer, now), ==, 43210);
  g_assert_cmpuint (flo_sim_market_get_capacity (copy, &offer, FLO_SIM_PURCHASE_ON_DEMAND, now), ==,
                    0);
}

static void
test_places (Fixture       *fixture,
             gconstpointer  speed)
{
  FloSimOffer offer;

  g_assert_false (get_offer (fixture, "m5.large", "us-east-1e", &offer));
  g_assert_true (get_offer (fixture, "m4.large", "us-east-1e", &offer));
  g_assert_true (get_offer (fixture, "p4d.24xlarge", "us-east-1a", &offer));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/simulator/market/changes/1", Fixture, GINT_TO_POINTER (1), set_up, test_changes,
              tear_down);
  g_test_add ("/simulator/market/changes/60", Fixture, GINT_TO_POINTER (60), set_up, test_changes,
              tear_down);
  g_test_add ("/simulator/market/changes/9973", Fixture, GINT_TO_POINTER (9973), set_up,
              test_changes, tear_down);
  g_test_add ("/simulator/market/interference", Fixture, GINT_TO_POINTER (1), set_up,
              test_interference, tear_down);
  g_test_add ("/simulator/market/save", Fixture, GINT_TO_POINTER (1), set_up, test_save, tear_down);
  g_test_add ("/simulator/market/places", Fixture, GINT_TO_POINTER (1), set_up, test_places,
              tear_down);
  return g_test_run ();
}
