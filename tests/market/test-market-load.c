/* test-market-load.c: the loaders against an endpoint that answers what it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-server.h"
#include "aws/aws-error.h"
#include "market/flo-market.h"
#include "market/flo-price-history.h"

#include <string.h>

#define REGION "us-east-1"
#define ANSWER(action, content) \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" action "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">" \
  "<requestId>r-1</requestId>" content "</" action "Response>"
#define ZONE(name, type, state, opt_in) \
  "<item><zoneName>" name "</zoneName><zoneId>id-" name "</zoneId><zoneType>" type "</zoneType>" \
  "<zoneState>" state "</zoneState><optInStatus>" opt_in "</optInStatus></item>"
#define OFFER(type, zone) \
  "<item><instanceType>" type "</instanceType><locationType>availability-zone</locationType>" \
  "<location>" zone "</location></item>"
#define PRICE(type, zone, price, time) \
  "<item><instanceType>" type "</instanceType><productDescription>Linux/UNIX</productDescription>" \
  "<spotPrice>" price "</spotPrice><timestamp>" time "</timestamp>" \
  "<availabilityZone>" zone "</availabilityZone></item>"
#define TYPE_INFO(name) \
  "<item><instanceType>" name "</instanceType><currentGeneration>true</currentGeneration>" \
  "<bareMetal>false</bareMetal><burstablePerformanceSupported>true</burstablePerformanceSupported>" \
  "<supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses>" \
  "<processorInfo><supportedArchitectures><item>arm64</item></supportedArchitectures></processorInfo>" \
  "<vCpuInfo><defaultVCpus>6</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>12288</sizeInMiB></memoryInfo>" \
  "<gpuInfo><gpus><item><name>X1</name><count>2</count></item><item><name>X2</name><count>1</count></item></gpus></gpuInfo>" \
  "</item>"

#define ZONES \
  ANSWER ("DescribeAvailabilityZones", "<availabilityZoneInfo>" \
          ZONE (REGION "b", "availability-zone", "available", "opt-in-not-required") \
          ZONE (REGION "a", "availability-zone", "available", "opt-in-not-required") \
          ZONE (REGION "c", "availability-zone", "impaired", "opt-in-not-required") \
          ZONE (REGION "d", "availability-zone", "available", "not-opted-in") \
          ZONE (REGION "-bos-1a", "local-zone", "available", "opted-in") \
          ZONE (REGION "-wl1-x-1", "wavelength-zone", "available", "not-opted-in") \
          "</availabilityZoneInfo>")
#define OFFERS \
  ANSWER ("DescribeInstanceTypeOfferings", "<instanceTypeOfferingSet>" \
          OFFER ("m6i.large", REGION "b") OFFER ("m6i.large", REGION "a") OFFER ("z99.huge", REGION "a") \
          OFFER ("c7g.large", REGION "c") OFFER ("c7g.large", "elsewhere-1a") \
          "</instanceTypeOfferingSet>")
#define PRICES \
  ANSWER ("DescribeSpotPriceHistory", "<spotPriceHistorySet>" \
          PRICE ("m6i.large", REGION "a", "0.031200", "2026-11-24T02:10:00.000Z") \
          PRICE ("m6i.large", REGION "a", "0.040000", "2026-11-24T01:10:00.000Z") \
          PRICE ("m6i.large", REGION "b", "nonsense", "2026-11-24T01:10:00.000Z") \
          PRICE ("z99.huge", REGION "a", "1.5", "2026-11-23T00:00:00.000Z") \
          PRICE ("m5.large", REGION "a", "0.1", "2026-11-23T00:00:00.000Z") \
          "</spotPriceHistorySet><nextToken></nextToken>")
#define TYPES ANSWER ("DescribeInstanceTypes", "<instanceTypeSet>" TYPE_INFO ("z99.huge") "</instanceTypeSet>")
#define DENIED \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>UnauthorizedOperation</Code>" \
  "<Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>r-2</RequestID></Response>"

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GMainLoop *loop;
  GCancellable *cancellable;
  FloMarket *market;
  GListModel *history;
  GError *error;
} Fixture;

static void
fixture_answer (Fixture    *fixture,
                const char *action,
                guint       status,
                const char *body)
{
  const AwsTestAnswer answer = { .action = action, .status = status, .body = body };

  aws_test_server_push (fixture->server, &answer);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->cancellable = g_cancellable_new ();
  fixture->client = aws_client_new (provider, REGION, aws_test_server_get_url (fixture->server));
  fixture_answer (fixture, "DescribeAvailabilityZones", 200, ZONES);
  fixture_answer (fixture, "DescribeInstanceTypeOfferings", 200, OFFERS);
  fixture_answer (fixture, "DescribeSpotPriceHistory", 200, PRICES);
  fixture_answer (fixture, "DescribeInstanceTypes", 200, TYPES);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->market);
  g_clear_object (&fixture->history);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  g_clear_object (&fixture->cancellable);
  aws_test_server_free (fixture->server);
  g_main_loop_unref (fixture->loop);
}

static void
market_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->market = flo_market_load_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
load (Fixture            *fixture,
      const char * const *types)
{
  flo_market_load_async (fixture->client, types, fixture->cancellable, market_loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
}

/* The body of the one request of that action; NULL when there was none. */
static const char *
find_request (Fixture    *fixture,
              const char *action)
{
  g_autofree char *prefix = g_strdup_printf ("Action=%s&", action);
  const char *found = NULL;

  for (guint i = 0; i < aws_test_server_get_n_requests (fixture->server); i++)
    {
      const char *body = aws_test_server_get_request (fixture->server, i)->body;

      if (g_str_has_prefix (body, prefix))
        {
          g_assert_null (found);
          found = body;
        }
    }

  return found;
}

static void
test_zones (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *name; const char *why_not; } expected[] = {
    { REGION "-bos-1a", "a Local Zone" },
    { REGION "-wl1-x-1", "a Wavelength Zone" },
    { REGION "a", NULL },
    { REGION "b", NULL },
    { REGION "c", "impaired" },
    { REGION "d", "not opted in" },
  };

  load (fixture, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (flo_market_get_region (fixture->market), ==, REGION);
  g_assert_cmpint (ABS (flo_market_get_time (fixture->market) - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_assert_cmpuint (flo_market_get_n_zones (fixture->market), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const FloZone *zone = flo_market_get_zone (fixture->market, i);

      g_assert_cmpstr (zone->name, ==, expected[i].name);
      g_assert_true (g_str_has_prefix (zone->id, "id-"));
      g_assert_cmpstr (zone->why_not, ==, expected[i].why_not);
      g_assert_cmpint (zone->usable, ==, expected[i].why_not == NULL);
    }
  g_assert_nonnull (strstr (find_request (fixture, "DescribeAvailabilityZones"), "AllAvailabilityZones=true"));
}

static void
test_pools (Fixture       *fixture,
            gconstpointer  data)
{
  const FloPool *pool;

  load (fixture, NULL);
  g_assert_no_error (fixture->error);
  /* Not the offer in a zone nobody has heard of, and not the price of what is not offered. */
  g_assert_cmpuint (flo_market_get_n_pools (fixture->market), ==, 4);
  g_assert_null (flo_market_find_type (fixture->market, "m5.large"));

  pool = flo_market_find_pool (fixture->market, "m6i.large", REGION "a");
  g_assert_true (pool == flo_market_get_pool (fixture->market, 1));
  g_assert_true (pool->type == flo_market_find_type (fixture->market, "m6i.large"));
  g_assert_true (pool->zone == flo_market_get_zone (fixture->market, 2));
  g_assert_cmpint (pool->spot_price, ==, 31200);
  g_assert_cmpint (pool->price_since, ==, 1795486200);
  g_assert_cmpint (pool->type->on_demand, ==, 96000);
  g_assert_cmpint (pool->interruption_range, >=, -1);

  g_assert_cmpint (flo_market_find_pool (fixture->market, "m6i.large", REGION "b")->spot_price, ==, 0);
  g_assert_cmpint (flo_market_find_pool (fixture->market, "c7g.large", REGION "c")->spot_price, ==, 0);
  g_assert_null (flo_market_find_pool (fixture->market, "c7g.large", REGION "a"));
}

/* A type that is younger than the catalogue is looked up, and only that. */
static void
test_unknown_type (Fixture       *fixture,
                   gconstpointer  data)
{
  const FloInstanceType *type;

  load (fixture, NULL);
  g_assert_no_error (fixture->error);
  type = flo_market_find_type (fixture->market, "z99.huge");
  g_assert_nonnull (type);
  g_assert_cmpuint (type->vcpus, ==, 6);
  g_assert_cmpuint (type->memory_mib, ==, 12288);
  g_assert_true (type->arm64);
  g_assert_false (type->x86_64);
  g_assert_cmpuint (type->gpus, ==, 3);
  g_assert_true (type->burstable);
  g_assert_true (type->current_generation);
  g_assert_false (type->bare_metal);
  g_assert_true (type->spot);
  g_assert_cmpint (type->on_demand, ==, 0);
  g_assert_cmpint (flo_market_find_pool (fixture->market, "z99.huge", REGION "a")->spot_price, ==, 1500000);
  g_assert_cmpint (flo_market_find_pool (fixture->market, "z99.huge", REGION "a")->interruption_range, ==, -1);

  g_assert_nonnull (strstr (find_request (fixture, "DescribeInstanceTypes"), "InstanceType.1=z99.huge"));
  g_assert_null (strstr (find_request (fixture, "DescribeInstanceTypes"), "InstanceType.2"));
}

/* AWS explains nothing about it: it is left out, and the question is not asked for ever. */
static void
test_unexplained_type (Fixture       *fixture,
                       gconstpointer  data)
{
  fixture_answer (fixture, "DescribeInstanceTypes", 200, ANSWER ("DescribeInstanceTypes", "<instanceTypeSet/>"));
  load (fixture, NULL);
  g_assert_no_error (fixture->error);
  g_assert_null (flo_market_find_type (fixture->market, "z99.huge"));
  g_assert_cmpuint (flo_market_get_n_pools (fixture->market), ==, 3);
  g_assert_nonnull (find_request (fixture, "DescribeInstanceTypes"));
}

static void
test_limited (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const types[] = { "m6i.large", "m5.large", NULL };
  const char *offers, *prices;

  load (fixture, types);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (flo_market_get_n_pools (fixture->market), ==, 2);
  g_assert_null (flo_market_find_type (fixture->market, "z99.huge"));
  g_assert_null (find_request (fixture, "DescribeInstanceTypes"));

  offers = find_request (fixture, "DescribeInstanceTypeOfferings");
  g_assert_nonnull (strstr (offers, "Filter.1.Name=instance-type"));
  g_assert_nonnull (strstr (offers, "Filter.1.Value.2=m5.large"));
  g_assert_nonnull (strstr (offers, "LocationType=availability-zone"));
  prices = find_request (fixture, "DescribeSpotPriceHistory");
  g_assert_nonnull (strstr (prices, "Filter.1.Name=instance-type"));
  g_assert_nonnull (strstr (prices, "Filter.1.Value.1=m6i.large"));
  g_assert_nonnull (strstr (prices, "ProductDescription.1=Linux%2FUNIX"));
  g_assert_nonnull (strstr (prices, "StartTime="));
  g_assert_nonnull (strstr (prices, "EndTime="));
}

/* AWS's own words reach the caller, whichever of the requests it was. */
static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  fixture_answer (fixture, data, 403, DENIED);
  load (fixture, NULL);
  g_assert_null (fixture->market);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_PERMISSION);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "UnauthorizedOperation");
  g_assert_nonnull (strstr (fixture->error->message, data));
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  const AwsTestAnswer silence = { .action = "DescribeSpotPriceHistory", .mode = AWS_TEST_HANG };

  aws_test_server_push (fixture->server, &silence);
  g_timeout_add (50, cancel_cb, fixture->cancellable);
  load (fixture, NULL);
  g_assert_null (fixture->market);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_cancellable_cancel (fixture->cancellable);
  load (fixture, NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
history_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->history = flo_price_history_load_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const types[] = { "m6i.large", "z99.huge", NULL };
  static const char *const zones[] = { REGION "a", REGION "b", NULL };
  const gint64 from = 1795483800, to = 1795490000;   /* 02:10 is inside, 01:10 before */
  g_autoptr(FloPriceSeries) first = NULL;
  g_autoptr(FloPriceSeries) second = NULL;
  g_autoptr(FloPriceSeries) third = NULL;
  const FloPricePoint *points;
  const char *request;
  gsize n_points;

  flo_price_history_load_async (fixture->client, NULL, types, zones, from, to, NULL, history_loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);

  g_assert_cmpuint (g_list_model_get_n_items (fixture->history), ==, 3);
  first = g_list_model_get_item (fixture->history, 0);
  second = g_list_model_get_item (fixture->history, 1);
  third = g_list_model_get_item (fixture->history, 2);
  g_assert_cmpstr (flo_price_series_get_instance_type (first), ==, "m5.large");
  g_assert_cmpstr (flo_price_series_get_instance_type (second), ==, "m6i.large");
  g_assert_cmpstr (flo_price_series_get_zone (second), ==, REGION "a");
  g_assert_cmpstr (flo_price_series_get_instance_type (third), ==, "z99.huge");
  points = flo_price_series_get_points (second, &n_points);
  g_assert_cmpuint (n_points, ==, 2);
  g_assert_cmpint (points[0].time, ==, from);
  g_assert_cmpint (points[0].price, ==, 40000);
  g_assert_cmpint (points[1].time, ==, 1795486200);
  g_assert_cmpint (points[1].price, ==, 31200);

  request = find_request (fixture, "DescribeSpotPriceHistory");
  g_assert_nonnull (strstr (request, "Filter.1.Name=availability-zone"));
  g_assert_nonnull (strstr (request, "Filter.1.Value.2=" REGION "b"));
  g_assert_nonnull (strstr (request, "StartTime=2026-11-24T01%3A30%3A00Z"));
}

static void
test_history_denied (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture_answer (fixture, "DescribeSpotPriceHistory", 403, DENIED);
  flo_price_history_load_async (fixture->client, NULL, NULL, NULL, 0, 1, NULL, history_loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_null (fixture->history);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_PERMISSION);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function) g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)
  ADD ("/market/load/zones", NULL, test_zones);
  ADD ("/market/load/pools", NULL, test_pools);
  ADD ("/market/load/unknown-type", NULL, test_unknown_type);
  ADD ("/market/load/unexplained-type", NULL, test_unexplained_type);
  ADD ("/market/load/limited", NULL, test_limited);
  ADD ("/market/load/zones-denied", "DescribeAvailabilityZones", test_denied);
  ADD ("/market/load/offers-denied", "DescribeInstanceTypeOfferings", test_denied);
  ADD ("/market/load/prices-denied", "DescribeSpotPriceHistory", test_denied);
  ADD ("/market/load/types-denied", "DescribeInstanceTypes", test_denied);
  ADD ("/market/load/cancelled", NULL, test_cancelled);
  ADD ("/market/load/cancelled-before", NULL, test_cancelled_before);
  ADD ("/market/history/load", NULL, test_history);
  ADD ("/market/history/denied", NULL, test_history_denied);
#undef ADD

  return g_test_run ();
}
