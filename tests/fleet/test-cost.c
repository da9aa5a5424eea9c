/* test-cost.c: money, counted exactly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-cost-meter.h"
#include "fleet/flo-zone-cost-series-private.h"

#define T0 G_GINT64_CONSTANT (1764000000)


static FloMarket *
make_market (FloMoney spot_price)
{
  const FloZone zones[] = { { "us-east-1a", "use1-az1", TRUE, NULL } };
  const FloInstanceType types[] = { { .name = "m5.large", .vcpus = 2, .x86_64 = TRUE, .spot = TRUE, .on_demand = 96000 } };
  const FloPool pools[] = { { &types[0], &zones[0], spot_price, T0, 0 } };

  return flo_market_new ("us-east-1", T0, zones, 1, types, 1, pools, 1);
}

/* One look: the nodes of @ids ("12": i-1 and i-2) run; i-2 is on demand. */
static guint
look (FloCostMeter *meter,
      const char   *ids,
      FloSeenState  state,
      FloMoney      spot_price,
      gint64        now)
{
  g_autoptr (FloObservation) observation = flo_observation_new (now * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloMarket) market = spot_price > 0 ? make_market (spot_price) : NULL;
  g_autoptr (GPtrArray) changed = NULL;

  for (; *ids != '\0'; ids++)
    {
      g_autofree char *id = g_strdup_printf ("i-%c", *ids);
      FloSeenInstance instance = {
        .id = id, .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .spot = *ids != '2', .state = state,
        .launched_at = T0, .end_code = (char *) (state == FLO_SEEN_TERMINATED ? "Server.SpotInstanceTermination" : NULL),
      };

      flo_observation_add_instance (observation, &instance);
    }
  changed = flo_cost_meter_update (meter, observation, market, NULL, FALSE, now);

  return changed->len;
}

static void
test_steps (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  guint nodes;

  /* From the launch on, although it was seen ten seconds later only. */
  g_assert_cmpuint (look (meter, "1", FLO_SEEN_PENDING, 36000, T0 + 10), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 10), ==, 100);
  g_assert_cmpuint (look (meter, "1", FLO_SEEN_RUNNING, 36000, T0 + 20), ==, 0);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 20), ==, 200);

  /* Another price holds from when it is seen; none known changes nothing. */
  g_assert_cmpuint (look (meter, "1", FLO_SEEN_RUNNING, 72000, T0 + 30), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 30), ==, 300);
  look (meter, "1", FLO_SEEN_RUNNING, 0, T0 + 40);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 40), ==, 500);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 45), ==, 600);

  look (meter, "12", FLO_SEEN_RUNNING, 72000, T0 + 40);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, "us-east-1a", &nodes), ==, 72000 + 96000);
  g_assert_cmpuint (nodes, ==, 2);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, "us-east-1b", &nodes), ==, 0);
  g_assert_cmpuint (nodes, ==, 0);

  /* What has ended costs no more. */
  g_assert_cmpuint (look (meter, "12", FLO_SEEN_TERMINATED, 72000, T0 + 75), ==, 2);
  /* AWS took the spot node within its first hour: only the other one is charged. */
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 75), ==, 2000);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 9999), ==, 2000);
  g_assert_cmpint (flo_cost_meter_get_node_credit (flo_cost_meter_get (meter, 0)), ==, 500 + 700);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, NULL, NULL), ==, 0);
  g_assert_cmpstr (flo_cost_meter_get (meter, 0)->end_detail, ==, "Server.SpotInstanceTermination");
}

/* Ten thousand looks round no more than one. */
static void
test_no_drift (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();

  for (gint64 now = T0; now <= T0 + 10000; now++)
    look (meter, "1", FLO_SEEN_RUNNING, 31201, now);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 10000), ==, flo_money_for_seconds (31201, 10000));
}

static void
test_missed (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();

  /* Young, it is only not shown. */
  look (meter, "1", FLO_SEEN_RUNNING, 36000, T0 + 10);
  look (meter, "", FLO_SEEN_RUNNING, 36000, T0 + 20);
  look (meter, "", FLO_SEEN_RUNNING, 36000, T0 + 30);
  g_assert_cmpint (flo_cost_meter_get (meter, 0)->ended_at, ==, 0);

  /* Old, one answer without it is not enough. */
  look (meter, "1", FLO_SEEN_RUNNING, 36000, T0 + 1000);
  look (meter, "", FLO_SEEN_RUNNING, 36000, T0 + 1010);
  g_assert_cmpint (flo_cost_meter_get (meter, 0)->ended_at, ==, 0);
  g_assert_cmpuint (look (meter, "", FLO_SEEN_RUNNING, 36000, T0 + 1020), ==, 1);
  g_assert_cmpint (flo_cost_meter_get (meter, 0)->ended_at, ==, T0 + 1020);
}

/* What another process counted is taken up, the time between at the last price. */
static void
test_taken_up (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  FloNodeRecord record = { .id = (char *) "i-1", .instance_type = (char *) "m5.large", .zone = (char *) "us-east-1a",
                           .spot = TRUE, .launched_at = T0, .price = 36000, .priced_at = T0 + 100,
                           .micro_dollar_seconds = 3600 * 1000 };

  flo_cost_meter_load (meter, flo_node_record_copy (&record));
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 200), ==, 2000);
  g_assert_cmpuint (look (meter, "1", FLO_SEEN_RUNNING, 72000, T0 + 200), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 210), ==, 2200);
}

/* Nobody looked for a while: the prices that held are learnt afterwards. */
static void
test_gap (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  g_auto (GStrv) types = NULL;
  FloNodeRecord record = { .id = (char *) "i-1", .instance_type = (char *) "m5.large", .zone = (char *) "us-east-1a",
                           .spot = TRUE, .launched_at = T0, .price = 36000, .priced_at = T0 + 100,
                           .micro_dollar_seconds = 3600 * 1000 };
  gint64 from;

  flo_cost_meter_load (meter, flo_node_record_copy (&record));
  g_assert_null (flo_cost_meter_find_gap (meter, T0 + 200, &from));
  types = flo_cost_meter_find_gap (meter, T0 + 1100, &from);
  g_assert_cmpuint (g_strv_length (types), ==, 1);
  g_assert_cmpstr (types[0], ==, "m5.large");
  g_assert_cmpint (from, ==, T0 + 100);

  g_assert_false (flo_cost_meter_set_price (meter, "m5.large", "us-east-1a", 99000, T0 + 50));
  g_assert_false (flo_cost_meter_set_price (meter, "m5.large", "us-east-1b", 99000, T0 + 200));
  g_assert_true (flo_cost_meter_set_price (meter, "m5.large", "us-east-1a", 72000, T0 + 300));
  g_assert_true (flo_cost_meter_set_price (meter, "m5.large", "us-east-1a", 18000, T0 + 600));
  look (meter, "1", FLO_SEEN_RUNNING, 36000, T0 + 1100);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 1100), ==, 1000 + 2000 + 6000 + 2500);
}

/* It was taken back while nobody looked: it costs nothing after that. */
static void
test_ended_unseen (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  g_autoptr (FloObservation) observation = flo_observation_new ((T0 + 5000) * G_USEC_PER_SEC, FALSE);
  g_autoptr (GPtrArray) changed = NULL;
  FloSeenInstance instance = { .id = (char *) "i-1", .type = (char *) "m5.large", .zone = (char *) "us-east-1a",
                               .spot = TRUE, .state = FLO_SEEN_TERMINATED, .launched_at = T0 };
  FloSeenSpotRequest request = { .id = (char *) "sir-1", .instance_id = (char *) "i-1", .state = (char *) "closed",
                                 .status_code = (char *) "instance-terminated-no-capacity", .status_time = T0 + 880 };

  look (meter, "1", FLO_SEEN_RUNNING, 36000, T0 + 10);
  flo_observation_add_instance (observation, &instance);
  flo_observation_add_spot_request (observation, &request);
  changed = flo_cost_meter_update (meter, observation, NULL, NULL, FALSE, T0 + 5000);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpint (flo_cost_meter_get (meter, 0)->ended_at, ==, T0 + 1000);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 5000), ==, 10000);
}

/* One node from its launch to @end, which is seen ten seconds later. Returns: what it costs */
static FloMoney
end_node (gint64      end,
          gboolean    spot,
          const char *code,
          gboolean    told,
          FloMoney   *credit)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  g_autoptr (FloObservation) observation = flo_observation_new ((end + 10) * G_USEC_PER_SEC, FALSE);
  g_autoptr (GPtrArray) changed = NULL;
  FloSeenInstance instance = { .id = (char *) (spot ? "i-1" : "i-2"), .type = (char *) "m5.large",
                               .zone = (char *) "us-east-1a", .spot = spot, .state = FLO_SEEN_TERMINATED,
                               .launched_at = T0, .end_code = (char *) code, .ended_at = told ? end : 0 };

  look (meter, spot ? "1" : "2", FLO_SEEN_RUNNING, 36000, end - 5);
  flo_observation_add_instance (observation, &instance);
  changed = flo_cost_meter_update (meter, observation, NULL, NULL, FALSE, end + 10);
  *credit = flo_cost_meter_get_node_credit (flo_cost_meter_get (meter, 0));

  return flo_cost_meter_get_cost (meter, end + 10);
}

static void
test_first_hour (void)
{
  const char *taken = "Server.SpotInstanceTermination", *by_us = "Client.UserInitiatedShutdown";
  FloMoney credit;

  g_assert_cmpint (end_node (T0 + 3000, TRUE, taken, FALSE, &credit), ==, 0);
  g_assert_cmpint (credit, ==, 30100);
  /* The hour is over when the end was seen; a second more of each makes a difference. */
  g_assert_cmpint (end_node (T0 + 3600, TRUE, taken, FALSE, &credit), ==, 36100);
  g_assert_cmpint (credit, ==, 0);
  /* Ended by somebody, or not spot: all is charged, until EC2 says it ended. */
  g_assert_cmpint (end_node (T0 + 3000, TRUE, by_us, TRUE, &credit), ==, 30000);
  g_assert_cmpint (credit, ==, 0);
  g_assert_cmpint (end_node (T0 + 3000, FALSE, taken, TRUE, &credit), ==, 80000);
  g_assert_cmpint (credit, ==, 0);
}

/* A look with the extras known; @address: (nullable): the node's public one */
static guint
look_with_extras (FloCostMeter        *meter,
                  FloSeenState         state,
                  const char          *address,
                  const FloNodeExtras *extras,
                  gint64               now)
{
  g_autoptr (FloObservation) observation = flo_observation_new (now * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloMarket) market = make_market (36000);
  g_autoptr (GPtrArray) changed = NULL;
  FloSeenInstance instance = {
    .id = (char *) "i-1", .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .spot = TRUE, .state = state,
    .launched_at = T0, .public_address = (char *) address,
    .end_code = (char *) (state == FLO_SEEN_TERMINATED ? "Server.SpotInstanceTermination" : NULL),
  };

  flo_observation_add_instance (observation, &instance);
  changed = flo_cost_meter_update (meter, observation, market, extras, FALSE, now);

  return changed->len;
}

static guint
look_at_extras (FloCostMeter *meter,
                FloSeenState  state,
                const char   *address,
                FloMoney      storage,
                gint64        now)
{
  const FloNodeExtras extras = { .storage = storage, .address = 7200 };

  return look_with_extras (meter, state, address, storage > 0 ? &extras : NULL, now);
}

/* From the launch to the end, and charged also when AWS takes the instance back within its first hour. */
static void
test_extras (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  const FloNodeRecord *record;

  g_assert_cmpuint (look_at_extras (meter, FLO_SEEN_PENDING, NULL, 3600, T0 + 10), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, "us-east-1a", NULL), ==, 36000 + 3600 + 7200);
  g_assert_cmpint (flo_cost_meter_get_extras_per_hour (meter), ==, 3600 + 7200);
  look_at_extras (meter, FLO_SEEN_RUNNING, "203.0.113.7", 3600, T0 + 100);
  g_assert_cmpint (flo_cost_meter_get_extras (meter, T0 + 200), ==, 600);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 200), ==, 2000 + 600);

  look_at_extras (meter, FLO_SEEN_TERMINATED, NULL, 3600, T0 + 1000);
  record = flo_cost_meter_get (meter, 0);
  g_assert_cmpint (flo_cost_meter_get_node_credit (record), ==, 10000);
  g_assert_cmpint (flo_cost_meter_get_node_extras (record, T0 + 5000), ==, 3000);
  g_assert_cmpint (flo_cost_meter_get_node_cost (record, T0 + 5000), ==, 3000);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 5000), ==, 3000);
  g_assert_cmpint (flo_cost_meter_get_extras_per_hour (meter), ==, 0);
}

/* What runs without an address pays for none, which is written. A node keeps its volume whatever the config wants later. */
static void
test_extras_kept (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();

  look_at_extras (meter, FLO_SEEN_PENDING, NULL, 3600, T0 + 10);
  g_assert_cmpuint (look_at_extras (meter, FLO_SEEN_RUNNING, NULL, 3600, T0 + 20), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_extras (meter, T0 + 100), ==, 100);
  g_assert_cmpuint (look_at_extras (meter, FLO_SEEN_RUNNING, NULL, 7200, T0 + 30), ==, 0);
  g_assert_cmpuint (look_at_extras (meter, FLO_SEEN_RUNNING, NULL, 0, T0 + 40), ==, 0);
  g_assert_cmpint (flo_cost_meter_get_extras (meter, T0 + 100), ==, 100);
  g_assert_cmpuint (look_at_extras (meter, FLO_SEEN_RUNNING, "203.0.113.7", 3600, T0 + 50), ==, 1);
  g_assert_cmpint (flo_cost_meter_get_extras (meter, T0 + 100), ==, 300);
}

/* The volume is that of the launch, also when the node is first seen when the config wants another one: its tag says so. Of one
 * without that tag, which an older version launched, the config's counts. */
static void
test_extras_of_launch (void)
{
  static const struct { guint disk; FloMoney storage; } cases[] = { { 0, 5479 }, { 20, 2192 }, { 40, 4384 }, { 50, 5479 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
      g_autoptr (FloObservation) observation = flo_observation_new ((T0 + 10) * G_USEC_PER_SEC, FALSE);
      g_autoptr (GPtrArray) changed = NULL;
      const FloNodeExtras now_wanted = flo_node_extras_new (NULL, 50, FALSE);
      const FloSeenInstance instance = {
        .id = (char *) "i-1", .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .spot = TRUE,
        .state = FLO_SEEN_RUNNING, .launched_at = T0, .disk_gib = cases[i].disk,
      };

      flo_observation_add_instance (observation, &instance);
      changed = flo_cost_meter_update (meter, observation, NULL, &now_wanted, FALSE, T0 + 10);
      g_assert_cmpint (flo_cost_meter_get (meter, 0)->storage_price, ==, cases[i].storage);
    }
}

/* The price of a month by the hour, to the micro-dollar: 20 GiB at $0.08, and an address. */
static void
test_extras_price (void)
{
  FloNodeExtras extras = flo_node_extras_new (NULL, 20, TRUE);
  FloNodeExtras hidden = flo_node_extras_new (NULL, 20, FALSE);

  g_assert_cmpint (extras.storage, ==, 2192);
  g_assert_cmpint (extras.address, ==, 5000);
  g_assert_true (extras.shipped);
  g_assert_cmpint (flo_node_extras_get_sum (&extras), ==, 7192);
  g_assert_cmpint (flo_node_extras_get_sum (&hidden), ==, 2192);
}

static FloNodeExtras
make_extras (FloMoney  price,
             FloSource source,
             gint64    size_gib)
{
  g_autoptr (FloMarket) market = flo_market_new ("sa-east-1", T0, NULL, 0, NULL, 0, NULL, 0);
  g_autofree char *words = NULL;

  flo_market_set_storage_price (market, price, (FloOrigin) { source, T0 - 120 });
  words = flo_node_extras_describe (market, source == FLO_SOURCE_AWS, T0);
  g_assert_cmpstr (words, ==, source == FLO_SOURCE_AWS
    ? "gp3 at $0.152 a GiB and month (AWS, 2 min ago), a public address at $0.005 an hour"
    : "gp3 at $0.08 a GiB and month (that of us-east-1, shipped with Flotilla, from July 2026), no public address");

  return flo_node_extras_new (market, size_gib, FALSE);
}

/* AWS tells the region's price after the node was first counted: it was that price all along, of the volume that it has,
 * whatever the config wants by now. */
static void
test_extras_corrected (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  FloNodeExtras before = make_extras (FLO_MARKET_STORAGE_SHIPPED, FLO_SOURCE_SHIPPED, 20);
  FloNodeExtras told = make_extras (152000, FLO_SOURCE_AWS, 500);
  const FloNodeRecord *record;

  for (gint64 size = 1; size <= 16384; size++)
    {
      FloNodeExtras shipped = flo_node_extras_new (NULL, size, FALSE);

      g_assert_cmpint (flo_node_extras_correct (&shipped, shipped.storage), ==, shipped.storage);
    }

  look_with_extras (meter, FLO_SEEN_RUNNING, NULL, &before, T0 + 10);
  record = flo_cost_meter_get (meter, 0);
  g_assert_cmpint (record->storage_price, ==, 2192);
  g_assert_true (record->storage_shipped);
  g_assert_true (flo_cost_meter_is_storage_shipped (meter));
  g_assert_cmpuint (look_with_extras (meter, FLO_SEEN_RUNNING, NULL, &told, T0 + 20), ==, 1);
  g_assert_cmpint (record->storage_price, ==, 4164);
  g_assert_false (record->storage_shipped);
  g_assert_false (flo_cost_meter_is_storage_shipped (meter));
  /* Once known it stays. */
  g_assert_cmpuint (look_with_extras (meter, FLO_SEEN_RUNNING, NULL, &before, T0 + 30), ==, 0);
  g_assert_cmpint (record->storage_price, ==, 4164);
}

static void
changed_cb (FloZoneCostSeries *series,
            guint              first,
            gpointer           user_data)
{
  *(int *) user_data = first;
}

static void
test_series (void)
{
  g_autoptr (FloZoneCostSeries) series = flo_zone_cost_series_new ("us-east-1a");
  const FloZoneCost *points;
  int changed = -1;
  guint n;

  g_signal_connect (series, "changed", G_CALLBACK (changed_cb), &changed);
  g_assert_true (flo_zone_cost_series_append (series, T0, 36000, 1));
  g_assert_cmpint (changed, ==, 0);
  g_assert_false (flo_zone_cost_series_append (series, T0 + 5, 36000, 1));
  g_assert_true (flo_zone_cost_series_append (series, T0 + 10, 72000, 2));
  g_assert_cmpint (changed, ==, 1);
  g_assert_true (flo_zone_cost_series_append (series, T0 + 10, 108000, 3));
  g_assert_cmpint (changed, ==, 1);
  g_assert_true (flo_zone_cost_series_append (series, T0 + 20, 0, 0));

  points = flo_zone_cost_series_get_points (series, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (points[1].per_hour, ==, 108000);
  g_assert_cmpint (flo_zone_cost_series_get_total (series, T0, T0 + 100), ==, 100 + 300);
  g_assert_cmpint (flo_zone_cost_series_get_total (series, T0 + 5, T0 + 15), ==, 50 + 150);
  g_assert_cmpint (flo_zone_cost_series_get_total (series, T0 - 50, T0), ==, 0);
  g_assert_cmpint (flo_zone_cost_series_get_total (series, T0 + 15, T0 + 5), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&series));
}

/* One look at a standby; @address: whether it has one; @ended_at: when it was told to stop, if AWS says so. */
static guint
look_at_standby (FloCostMeter *meter,
                 FloSeenState  state,
                 gint64        launched_at,
                 gint64        ended_at,
                 gint64        now)
{
  const FloNodeExtras extras = { .storage = 3600, .address = 7200 };
  g_autoptr (FloObservation) observation = flo_observation_new (now * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloMarket) market = make_market (36000);
  g_autoptr (GPtrArray) changed = NULL;
  const FloSeenInstance instance = {
    .id = (char *) "i-s", .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .standby = TRUE, .state = state,
    .public_address = (char *) (state <= FLO_SEEN_RUNNING ? "198.51.100.7" : NULL), .launched_at = launched_at,
    .ended_at = ended_at,
  };

  flo_observation_add_instance (observation, &instance);
  changed = flo_cost_meter_update (meter, observation, market, &extras, FALSE, now);

  return changed->len;
}

/* Stopped it costs its volume alone, from when it was told to stop until it was started again, whenever that is seen. */
static void
test_standby (void)
{
  g_autoptr (FloCostMeter) meter = flo_cost_meter_new ();
  const FloNodeRecord *record;
  guint nodes;

  look_at_standby (meter, FLO_SEEN_RUNNING, T0, 0, T0 + 100);
  record = flo_cost_meter_get (meter, 0);
  g_assert_true (record->standby);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, NULL, &nodes), ==, 96000 + 3600 + 7200);
  g_assert_cmpuint (nodes, ==, 1);

  g_assert_cmpuint (look_at_standby (meter, FLO_SEEN_HALTING, T0, T0 + 300, T0 + 310), ==, 1);
  g_assert_cmpint (record->stopped_at, ==, T0 + 300);
  g_assert_cmpint (record->ended_at, ==, 0);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, NULL, &nodes), ==, 3600);
  g_assert_cmpint (flo_cost_meter_get_extras_per_hour (meter), ==, 3600);
  g_assert_cmpuint (nodes, ==, 0);
  g_assert_cmpuint (look_at_standby (meter, FLO_SEEN_STOPPED, T0, T0 + 300, T0 + 500), ==, 0);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 1300), ==, 300 * (96000 + 7200) / 3600 + 1300);
  g_assert_cmpint (flo_cost_meter_get_stopped (record, T0 + 1300), ==, 1000);

  /* It was started at 1500, which is seen at 1510. */
  g_assert_cmpuint (look_at_standby (meter, FLO_SEEN_PENDING, T0 + 1500, 0, T0 + 1510), ==, 1);
  g_assert_cmpint (record->stopped_at, ==, 0);
  g_assert_cmpint (record->stopped_seconds, ==, 1200);
  g_assert_cmpint (record->launched_at, ==, T0);
  g_assert_cmpint (flo_cost_meter_get_per_hour (meter, NULL, &nodes), ==, 96000 + 3600 + 7200);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 1800), ==, 600 * (96000 + 7200) / 3600 + 1800);
  g_assert_cmpint (flo_cost_meter_get_node_extras (record, T0 + 1800), ==, 600 * 7200 / 3600 + 1800);

  /* AWS does not say when: from when it is seen. Terminated while it was stopped. */
  look_at_standby (meter, FLO_SEEN_HALTING, T0 + 1500, 0, T0 + 2100);
  g_assert_cmpint (record->stopped_at, ==, T0 + 2100);
  look_at_standby (meter, FLO_SEEN_TERMINATED, T0 + 1500, T0 + 3000, T0 + 3010);
  g_assert_cmpint (record->ended_at, ==, T0 + 3000);
  g_assert_cmpint (flo_cost_meter_get_stopped (record, T0 + 9999), ==, 1200 + 900);
  g_assert_cmpint (flo_cost_meter_get_cost (meter, T0 + 9999), ==, 900 * (96000 + 7200) / 3600 + 3000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cost/steps", test_steps);
  g_test_add_func ("/cost/no-drift", test_no_drift);
  g_test_add_func ("/cost/missed", test_missed);
  g_test_add_func ("/cost/taken-up", test_taken_up);
  g_test_add_func ("/cost/gap", test_gap);
  g_test_add_func ("/cost/ended-unseen", test_ended_unseen);
  g_test_add_func ("/cost/first-hour", test_first_hour);
  g_test_add_func ("/cost/extras", test_extras);
  g_test_add_func ("/cost/extras-kept", test_extras_kept);
  g_test_add_func ("/cost/extras-of-launch", test_extras_of_launch);
  g_test_add_func ("/cost/extras-price", test_extras_price);
  g_test_add_func ("/cost/extras-corrected", test_extras_corrected);
  g_test_add_func ("/cost/standby", test_standby);
  g_test_add_func ("/cost/series", test_series);

  return g_test_run ();
}
