/* test-figures.c: on-demand prices and Spot Advisor's word: read, kept, asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aws-test-server.h"
#include "aws/aws-error.h"
#include "aws/aws-public-file.h"
#include "flo-test-simulator.h"
#include "market/flo-advisor.h"
#include "market/flo-catalogue.h"
#include "market/flo-figure-cache.h"
#include "market/flo-figures.h"
#include "market/flo-market.h"
#include "market/flo-on-demand.h"

#define HEAD "{\"global_rate\":\"<10%\",\"ranges\":[{\"index\":0,\"label\":\"<5%\",\"dots\":0,\"max\":5}," \
             "{\"index\":1,\"max\":11},{\"index\":2,\"max\":16},{\"index\":3,\"max\":22},{\"index\":4,\"max\":100}]," \
             "\"instance_types\":{\"m5.large\":{\"cores\":2,\"ram_gb\":8.0,\"emr\":true}},"

/* ---- Advisor's file ---- */

static char *
convert (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = flo_advisor_convert (text, strlen (text), &error);
  const char *lines;

  g_assert_cmpint (table == NULL, ==, error != NULL);
  if (table == NULL)
    {
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      return g_strdup (error->message);
    }

  lines = strchr (g_bytes_get_data (table, NULL), '\n') + 1;

  return g_strndup (lines, g_bytes_get_size (table) - (lines - (const char *) g_bytes_get_data (table, NULL)));
}

static void
test_convert (void)
{
  static const struct { const char *text; const char *expected; } cases[] = {
    { HEAD "\"spot_advisor\":{\"us-east-1\":{\"Windows\":{\"m5.large\":{\"s\":20,\"r\":4}},"
      "\"Linux\":{\"m5.large\":{\"s\":58,\"r\":0},\"c5.large\":{\"r\":1}}}}}",
      "us-east-1,Windows,m5.large,20,4,1\nus-east-1,Linux,m5.large,58,0,1\nus-east-1,Linux,c5.large,,1,\n" },
    /* What cannot be read is not known; what is new is passed over. */
    { HEAD "\"spot_advisor\":{\"us-east-1\":{\"BeOS\":{\"x\":{\"s\":1,\"r\":1}},\"Linux\":{\"a,b\":{\"s\":1,\"r\":1},"
      "\"a\":{\"s\":1,\"r\":5},\"b\":{\"s\":1,\"r\":-1},\"c\":{\"s\":101,\"r\":1},\"d\":{\"s\":1,\"r\":\"1\"},"
      "\"e\":{\"s\":1},\"f\":{\"s\":0,\"r\":2,\"new\":[{}]}}}}}",
      "us-east-1,Linux,f,0,2,\n" },
    { "{\"instance_types\":{\"a\":{\"emr\":false},\"b\":{\"emr\":1},\"c\":[],\"\":{\"emr\":true}},\"spot_advisor\":"
      "{\"us-east-1\":{\"Linux\":{\"a\":{\"s\":1,\"r\":0},\"b\":{\"s\":1,\"r\":0},\"c\":{\"s\":1,\"r\":0}}}}}",
      "us-east-1,Linux,a,1,0,0\nus-east-1,Linux,b,1,0,\nus-east-1,Linux,c,1,0,\n" },
    { "", "Spot Advisor's file cannot be used: it ends too early" },
    { "[]", "Spot Advisor's file cannot be used: something in it is no object" },
    { "{}", "Spot Advisor's file cannot be used: it says nothing of any type" },
    { HEAD "\"spot_advisor\":{\"us-east-1\":{\"Linux\":{\"m5.large\":{\"s\":58,\"r\":0}}}}",
      "Spot Advisor's file cannot be used: a comma or a bracket is missing" },
    { HEAD "\"spot_advisor\":{\"us-east-1\":{\"Linux\":{\"m5.large\":{\"s\":58,\"r\":0}}}}} x",
      "Spot Advisor's file cannot be used: something follows it" },
    { HEAD "\"spot_advisor\":{\"us-east-1\":[]}}", "Spot Advisor's file cannot be used: something in it is no object" },
    /* Other ranges would give its figures another meaning. */
    { "{\"ranges\":[{\"index\":0,\"max\":7}],\"spot_advisor\":{\"us-east-1\":{\"Linux\":{\"m5.large\":{\"s\":5,\"r\":0}}}}}",
      "Spot Advisor's file cannot be used: its ranges are others than the ones we know" },
    { "<html>", "Spot Advisor's file cannot be used: a value is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *table = convert (cases[i].text);

      g_test_message ("%u: %s", i, table);
      if (g_str_has_prefix (cases[i].expected, "Spot"))
        g_assert_true (g_str_has_prefix (table, cases[i].expected));
      else
        g_assert_cmpstr (table, ==, cases[i].expected);
    }
}

/* More than one answer of AWS may have, as the real file does. */
static void
test_large_file (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "\"spot_advisor\":{");
  g_autofree char *table = NULL;
  guint n = 0;

  for (guint region = 0; region < 40; region++)
    {
      g_string_append_printf (text, "%s\"region-%u\":{\"Linux\":{", region > 0 ? "," : "", region);
      for (guint type = 0; type < 1200; type++)
        g_string_append_printf (text, "%s\"t%u.large\":{\"s\":%u,\"r\":%u}", type > 0 ? "," : "", type, type % 90, type % 5);
      g_string_append (text, "},\"Windows\":{");
      for (guint type = 0; type < 1200; type++)
        g_string_append_printf (text, "%s\"t%u.large\":{\"s\":%u,\"r\":%u}", type > 0 ? "," : "", type, type % 90, type % 5);
      g_string_append (text, "}}");
    }
  g_string_append (text, "}}");
  table = convert (text->str);
  for (const char *line = table; (line = strchr (line, '\n')) != NULL; line++)
    n++;
  g_assert_cmpuint (n, ==, 40 * 2 * 1200);
}

/* ---- the cache ---- */

static void
test_cache (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("a,b\n1,2\n", 8);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *path = NULL;
  GStatBuf status;
  gint64 time;

  g_assert_null (flo_figure_cache_read ("aws", "t.csv", NULL, NULL));
  g_assert_true (flo_figure_cache_write ("aws", "t.csv", content, 1234, "W/\"x y\"", &error));
  found = flo_figure_cache_read ("aws", "t.csv", &time, &etag);
  g_assert_true (g_bytes_equal (found, content));
  g_assert_cmpint (time, ==, 1234);
  g_assert_cmpstr (etag, ==, "W/\"x y\"");
  g_assert_null (flo_figure_cache_read ("aws-cn", "t.csv", NULL, NULL));

  path = g_build_filename (g_get_user_cache_dir (), "flotilla", "figures", "aws", "t.csv", NULL);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* What others wrote there is not read. */
  g_assert_true (g_file_set_contents (path, "a,b\n1,2\n", -1, NULL));
  g_assert_null (flo_figure_cache_read ("aws", "t.csv", NULL, NULL));
  g_assert_true (g_file_set_contents (path, "flotilla-figures 1 soon\n", -1, NULL));
  g_assert_null (flo_figure_cache_read ("aws", "t.csv", NULL, NULL));

  /* No name leads out of the folder. */
  g_assert_false (flo_figure_cache_write ("..", "t.csv", content, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (flo_figure_cache_read ("aws", "../aws/t.csv", NULL, NULL));
}

/* ---- nobody was asked yet ---- */

static void
test_shipped (void)
{
  g_autoptr (FloOnDemand) here = flo_on_demand_read ("aws", "us-east-1");
  g_autoptr (FloOnDemand) there = flo_on_demand_read (NULL, "eu-west-1");
  g_autoptr (FloAdvisor) advisor = flo_advisor_read ("aws", "us-east-1");
  g_autoptr (FloAdvisor) nowhere = flo_advisor_read ("aws", "xx-west-1");
  FloOrigin origin;

  g_assert_cmpint (flo_on_demand_find (here, "m5.large", NULL, &origin), ==, 96000);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_SHIPPED);
  g_assert_cmpint (flo_on_demand_find (here, "m5.large", "Linux/UNIX (Amazon VPC)", NULL), ==, 96000);

  /* The price of another region, or of another system, is not known. */
  g_assert_cmpint (flo_on_demand_find (there, "m5.large", NULL, &origin), ==, 0);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_NONE);
  g_assert_cmpint (flo_on_demand_find (here, "m5.large", "Windows", &origin), ==, 0);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_NONE);
  g_assert_true (flo_on_demand_knows (here, (const char *[]) { "m5.large", NULL }));
  g_assert_false (flo_on_demand_knows (there, (const char *[]) { "m5.large", NULL }));
  g_assert_false (flo_on_demand_is_fresh (here, NULL, g_get_real_time () / G_USEC_PER_SEC));
  g_assert_cmpint (flo_on_demand_get_storage (here, &origin), ==, 0);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_NONE);

  g_assert_cmpint (flo_advisor_find (advisor, "m5.large", NULL, NULL), >=, 0);
  g_assert_cmpint (flo_advisor_find (advisor, "m5.large", "Windows", NULL), ==, -1);
  g_assert_cmpint (flo_advisor_get_origin (advisor).source, ==, FLO_SOURCE_SHIPPED);
  g_assert_cmpint (flo_advisor_find (nowhere, "m5.large", NULL, NULL), ==, -1);
  g_assert_cmpint (flo_advisor_get_origin (nowhere).source, ==, FLO_SOURCE_NONE);
}

static void
test_words (void)
{
  static const struct { FloOrigin origin; const char *words; } cases[] = {
    { { FLO_SOURCE_NONE, 0 }, "not known" },
    { { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME }, "shipped with Flotilla, from July 2026" },
    { { FLO_SOURCE_AWS, 1000000 - 30 }, "AWS, just now" },
    { { FLO_SOURCE_AWS, 1000000 - 12 * 60 }, "AWS, 12 min ago" },
    { { FLO_SOURCE_AWS, 1000000 - 5 * 3600 }, "AWS, 5 h ago" },
    { { FLO_SOURCE_AWS, 1000000 - 3 * 86400 }, "AWS, 3 days ago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = flo_origin_describe (cases[i].origin, 1000000);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* ---- asking the practice cloud ---- */

typedef struct
{
  FloTestSimulator *simulator;
  AwsClient *client;
  GAsyncResult *result;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  region)
{
  fixture->simulator = flo_test_simulator_new (NULL);
  fixture->client = flo_test_simulator_create_client (fixture->simulator, region);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  region)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->client);
  flo_test_simulator_free (fixture->simulator);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return fixture->result;
}

static FloOnDemand *
refresh (Fixture            *fixture,
         FloOnDemandWay      way,
         const char * const *types,
         GError            **error)
{
  g_clear_object (&fixture->result);
  flo_on_demand_refresh_async (fixture->client, way, types, NULL, keep_result_cb, fixture);

  return flo_on_demand_refresh_finish (wait (fixture), error);
}

static FloMarket *
load_market (Fixture            *fixture,
             const char * const *types)
{
  g_autoptr (GError) error = NULL;
  FloMarket *market;

  g_clear_object (&fixture->result);
  flo_market_load_async (fixture->client, types, NULL, keep_result_cb, fixture);
  market = flo_market_load_finish (wait (fixture), &error);
  g_assert_no_error (error);

  return market;
}

static void
test_some_types (Fixture       *fixture,
                 gconstpointer  region)
{
  static const char * const types[] = { "m5.large", "c5.large", "x9.none", NULL };
  static const char * const others[] = { "r5.large", NULL };
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (FloOnDemand) before = NULL;
  g_autoptr (FloOnDemand) after = NULL;
  g_autoptr (FloOnDemand) kept = NULL;
  g_autoptr (FloMarket) unknowing = load_market (fixture, types);
  g_autoptr (FloMarket) knowing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = aws_public_file_dup_place (fixture->client);
  FloOrigin origin;

  /* Elsewhere nothing is known before AWS was asked. */
  g_assert_cmpint (flo_market_find_type (unknowing, "m5.large")->on_demand, ==, 0);
  g_assert_cmpint (flo_market_find_type (unknowing, "m5.large")->on_demand_origin.source, ==, FLO_SOURCE_NONE);

  before = refresh (fixture, FLO_ON_DEMAND_ASK, types, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (flo_on_demand_get_region (before), ==, region);
  g_assert_cmpuint (flo_on_demand_get_n (before), ==, 2);
  g_assert_cmpint (flo_on_demand_find (before, "m5.large", NULL, &origin), >, 0);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_AWS);
  g_assert_cmpint (ABS (origin.time - now), <, 60);
  /* That AWS sells none is known, too. */
  g_assert_cmpint (flo_on_demand_find (before, "x9.none", NULL, &origin), ==, 0);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_AWS);
  g_assert_true (flo_on_demand_is_fresh (before, types, now));
  g_assert_false (flo_on_demand_is_fresh (before, types, now + 2 * FLO_ON_DEMAND_MAX_AGE));
  g_assert_false (flo_on_demand_is_fresh (before, others, now));
  /* What a volume costs comes with it, and only then: until then what ships counts, and says so. */
  g_assert_cmpint (flo_market_get_storage_price (unknowing, &origin), ==, FLO_MARKET_STORAGE_SHIPPED);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_SHIPPED);
  g_assert_cmpint (flo_on_demand_get_storage (before, &origin), ==, 88000);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_AWS);
  g_assert_cmpint (ABS (origin.time - now), <, 60);

  after = refresh (fixture, FLO_ON_DEMAND_ASK, others, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (flo_on_demand_get_n (after), ==, 3);
  kept = flo_on_demand_read (place, region);
  g_assert_cmpuint (flo_on_demand_get_n (kept), ==, 3);
  g_assert_cmpint (flo_on_demand_find (kept, "m5.large", NULL, NULL), ==,
                   flo_on_demand_find (before, "m5.large", NULL, NULL));

  knowing = load_market (fixture, types);
  g_assert_cmpint (flo_market_find_type (knowing, "m5.large")->on_demand, ==,
                   flo_on_demand_find (before, "m5.large", NULL, NULL));
  g_assert_cmpint (flo_market_find_type (knowing, "m5.large")->on_demand_origin.source, ==, FLO_SOURCE_AWS);
  g_assert_cmpint (flo_on_demand_get_storage (kept, NULL), ==, 88000);
  g_assert_cmpint (flo_market_get_storage_price (knowing, &origin), ==, 88000);
  g_assert_cmpint (origin.source, ==, FLO_SOURCE_AWS);
}

/* Asked for page by page, or read from the file: the same prices. */
static void
test_whole_region (Fixture       *fixture,
                   gconstpointer  region)
{
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  g_autoptr (FloOnDemand) asked = NULL;
  g_autoptr (FloOnDemand) read = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  asked = refresh (fixture, FLO_ON_DEMAND_ASK, NULL, &error);
  g_assert_no_error (error);
  read = refresh (fixture, FLO_ON_DEMAND_FILE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (flo_on_demand_get_n (asked), >, 500);
  g_assert_cmpuint (flo_on_demand_get_n (asked), ==, flo_on_demand_get_n (read));

  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      const char *type = flo_catalogue_get_type_at (catalogue, i)->name;
      FloOrigin origin;

      g_assert_cmpint (flo_on_demand_find (asked, type, NULL, &origin), ==, flo_on_demand_find (read, type, NULL, NULL));
      g_assert_cmpint (origin.source, ==, FLO_SOURCE_AWS);
      n += flo_on_demand_find (asked, type, NULL, NULL) > 0;
    }
  g_assert_cmpuint (n, ==, flo_on_demand_get_n (asked));
  g_assert_cmpint (flo_on_demand_get_storage (asked, NULL), ==, 80000);
  g_assert_cmpint (flo_on_demand_get_storage (read, NULL), ==, 80000);
  g_assert_true (flo_on_demand_is_fresh (asked, NULL, g_get_real_time () / G_USEC_PER_SEC));
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  region)
{
  g_autofree char *answer = flo_test_simulator_control (fixture->simulator, "deny", "{\"action\": \"pricing:GetProducts\"}");
  g_autoptr (FloOnDemand) prices = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (answer);
  prices = refresh (fixture, FLO_ON_DEMAND_ASK, NULL, &error);
  g_assert_null (prices);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PERMISSION);
}

#define FILE_BODY(price) \
  "\"FormatVersion\",\"v1.0\"\n" \
  "\"SKU\",\"TermType\",\"Unit\",\"PricePerUnit\",\"Currency\",\"Instance Type\",\"Tenancy\",\"Operating System\"," \
  "\"License Model\",\"CapacityStatus\",\"Pre Installed S/W\",\"Region Code\",\"Product Family\",\"Volume API Name\"\n" \
  "\"A\",\"OnDemand\",\"Hrs\",\"" price "\",\"USD\",\"m5.large\",\"Shared\",\"Linux\",\"No License required\",\"Used\"," \
  "\"NA\",\"eu-west-1\",\"Compute Instance\",\"\"\n" \
  "\"B\",\"OnDemand\",\"Hrs\",\"0.2\",\"USD\",\"m5.large\",\"Shared\",\"Windows\",\"No License required\",\"Used\"," \
  "\"NA\",\"eu-west-1\",\"Compute Instance\",\"\"\n" \
  "\"C\",\"OnDemand\",\"Hrs\",\"0.3\",\"USD\",\"c5.large\",\"Shared\",\"Linux\",\"No License required\",\"Used\"," \
  "\"NA\",\"eu-west-1-xyz-1\",\"Compute Instance\",\"\"\n" \
  "\"D\",\"OnDemand\",\"Hrs\",\"0.4\",\"CNY\",\"r5.large\",\"Shared\",\"Linux\",\"No License required\",\"Used\"," \
  "\"NA\",\"eu-west-1\",\"Compute Instance\",\"\"\n" \
  "\"E\",\"OnDemand\",\"GB-Mo\",\"0.0880000000\",\"USD\",\"\",\"\",\"\",\"\",\"\",\"\",\"eu-west-1\",\"Storage\",\"gp3\"\n" \
  "\"F\",\"OnDemand\",\"GB-Mo\",\"0.125\",\"USD\",\"\",\"\",\"\",\"\",\"\",\"\",\"eu-west-1\",\"Storage\",\"io2\"\n" \
  "\"G\",\"OnDemand\",\"GB-Mo\",\"0.11\",\"USD\",\"\",\"\",\"\",\"\",\"\",\"\",\"eu-west-1-xyz-1\",\"Storage\",\"gp3\"\n"

/* A file of hundreds of megabytes is not read again when it is the same. */
static void
test_same_file (void)
{
  AwsTestServer *server = aws_test_server_new ();
  g_autoptr (AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr (AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  Fixture fixture = { .client = aws_client_new (provider, "eu-west-1", aws_test_server_get_url (server)) };
  g_autoptr (FloOnDemand) first = NULL;
  g_autoptr (FloOnDemand) same = NULL;
  g_autoptr (FloOnDemand) other = NULL;
  g_autoptr (GError) error = NULL;
  FloOrigin origin;

  aws_test_server_push (server, &(AwsTestAnswer) { .body = FILE_BODY ("0.111"), .header = "ETag", .header_value = "\"1\"" });
  aws_test_server_push (server, &(AwsTestAnswer) { .status = 304 });
  aws_test_server_push (server, &(AwsTestAnswer) { .body = FILE_BODY ("0.222"), .header = "ETag", .header_value = "\"2\"" });

  first = refresh (&fixture, FLO_ON_DEMAND_FILE, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (aws_test_server_get_request (server, 0)->if_none_match);
  g_assert_cmpint (flo_on_demand_find (first, "m5.large", NULL, NULL), ==, 111000);
  g_assert_cmpint (flo_on_demand_find (first, "m5.large", "Windows", NULL), ==, 200000);
  /* A Local Zone's price, and one in another currency, are none of ours. */
  g_assert_cmpint (flo_on_demand_find (first, "c5.large", NULL, NULL), ==, 0);
  g_assert_cmpint (flo_on_demand_find (first, "r5.large", NULL, NULL), ==, 0);

  same = refresh (&fixture, FLO_ON_DEMAND_FILE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aws_test_server_get_request (server, 1)->if_none_match, ==, "\"1\"");
  g_assert_cmpuint (flo_on_demand_get_n (same), ==, 2);
  g_assert_cmpint (flo_on_demand_find (same, "m5.large", NULL, &origin), ==, 111000);
  g_assert_cmpint (flo_on_demand_get_storage (first, NULL), ==, 88000);
  g_assert_cmpint (flo_on_demand_get_storage (same, NULL), ==, 88000);
  g_assert_cmpint (ABS (origin.time - g_get_real_time () / G_USEC_PER_SEC), <, 60);

  other = refresh (&fixture, FLO_ON_DEMAND_FILE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (flo_on_demand_find (other, "m5.large", NULL, NULL), ==, 222000);

  g_clear_object (&fixture.result);
  g_clear_object (&fixture.client);
  aws_test_server_free (server);
}

static FloAdvisor *
refresh_advisor (Fixture  *fixture,
                 GError  **error)
{
  g_clear_object (&fixture->result);
  flo_advisor_refresh_async (fixture->client, NULL, keep_result_cb, fixture);

  return flo_advisor_refresh_finish (wait (fixture), error);
}

static void
test_advisor (Fixture       *fixture,
              gconstpointer  region)
{
  g_autoptr (FloAdvisor) shipped = flo_advisor_read (NULL, region);
  g_autoptr (FloAdvisor) first = NULL;
  g_autoptr (FloAdvisor) second = NULL;
  g_autoptr (FloMarket) market = NULL;
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  g_autoptr (GError) error = NULL;
  int savings;

  first = refresh_advisor (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (flo_advisor_get_origin (first).source, ==, FLO_SOURCE_AWS);
  g_assert_true (flo_advisor_is_fresh (first, g_get_real_time () / G_USEC_PER_SEC));
  g_assert_cmpuint (flo_advisor_get_n (first), >, 300);
  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      const char *type = flo_catalogue_get_type_at (catalogue, i)->name;

      g_assert_cmpint (flo_advisor_find (first, type, NULL, &savings), ==, flo_advisor_find (shipped, type, NULL, NULL));
    }
  flo_advisor_find (first, "m5.large", NULL, &savings);
  g_assert_cmpint (savings, >, 0);

  /* Asked again it has not changed, and is as good. */
  second = refresh_advisor (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (flo_advisor_get_n (second), ==, flo_advisor_get_n (first));

  market = load_market (fixture, (const char *[]) { "m5.large", NULL });
  g_assert_cmpint (flo_market_get_advisor_origin (market).source, ==, FLO_SOURCE_AWS);
  g_assert_cmpint (flo_market_get_pool (market, 0)->interruption_range, ==,
                   flo_advisor_find (first, "m5.large", NULL, NULL));
}

static FloFigures *
refresh_all (Fixture            *fixture,
             FloFiguresNeed      need,
             const char * const *types)
{
  g_autoptr (GError) error = NULL;
  FloFigures *figures;

  g_clear_object (&fixture->result);
  flo_figures_refresh_async (fixture->client, need, types, NULL, keep_result_cb, fixture);
  figures = flo_figures_refresh_finish (wait (fixture), &error);
  g_assert_no_error (error);

  return figures;
}

/* Only what is wanted, and only once. */
static void
test_refresh (Fixture       *fixture,
              gconstpointer  region)
{
  static const char * const types[] = { "m5.large", "c5.large", NULL };
  g_autoptr (FloFigures) missing = refresh_all (fixture, FLO_FIGURES_MISSING, types);
  g_autoptr (FloFigures) again = refresh_all (fixture, FLO_FIGURES_MISSING, types);
  g_autoptr (FloFigures) old = refresh_all (fixture, FLO_FIGURES_OLD, types);
  g_autoptr (FloFigures) fresh = refresh_all (fixture, FLO_FIGURES_OLD, types);
  g_autoptr (FloFigures) all = refresh_all (fixture, FLO_FIGURES_ALL, NULL);

  g_assert_cmpuint (missing->n_fetched, ==, 1);
  g_assert_cmpint (flo_on_demand_find (missing->on_demand, "m5.large", NULL, NULL), >, 0);
  g_assert_cmpint (flo_advisor_get_origin (missing->advisor).source, ==, FLO_SOURCE_SHIPPED);
  g_assert_cmpuint (again->n_fetched, ==, 0);
  g_assert_cmpint (flo_on_demand_find (again->on_demand, "m5.large", NULL, NULL), >, 0);
  /* The prices are of just now. */
  g_assert_cmpuint (old->n_fetched, ==, 1);
  g_assert_cmpint (flo_advisor_get_origin (old->advisor).source, ==, FLO_SOURCE_AWS);
  g_assert_cmpuint (fresh->n_fetched, ==, 0);
  g_assert_cmpuint (all->n_fetched, ==, 3);
  g_assert_cmpuint (flo_on_demand_get_n (all->on_demand), >, 300);
}

/* What one may not ask is said, and hides nothing else. */
static void
test_refresh_denied (Fixture       *fixture,
                     gconstpointer  region)
{
  static const char * const types[] = { "m5.large", NULL };
  g_autofree char *answer = flo_test_simulator_control (fixture->simulator, "deny", "{\"action\": \"pricing:GetProducts\"}");
  g_autoptr (FloFigures) figures = refresh_all (fixture, FLO_FIGURES_OLD, types);

  g_assert_nonnull (answer);
  g_assert_error (figures->on_demand_problem, AWS_ERROR, AWS_ERROR_PERMISSION);
  g_assert_no_error (figures->advisor_problem);
  g_assert_cmpuint (figures->n_fetched, ==, 1);
  g_assert_cmpint (flo_on_demand_find (figures->on_demand, "m5.large", NULL, NULL), ==, 0);
}

static FloMarket *
load_with_figures (Fixture            *fixture,
                   const char * const *types)
{
  g_autoptr (GError) error = NULL;
  FloMarket *market;

  g_clear_object (&fixture->result);
  flo_figures_load_market_async (fixture->client, types, NULL, keep_result_cb, fixture);
  market = flo_figures_load_market_finish (wait (fixture), &error);
  g_assert_no_error (error);

  return market;
}

/* Where a price on demand decides there is one; where AWS does not say there is a market all the same. */
static void
test_market (Fixture       *fixture,
             gconstpointer  region)
{
  static const char * const types[] = { "m5.large", NULL };
  static const char * const others[] = { "c5.large", NULL };
  g_autoptr (FloMarket) knowing = load_with_figures (fixture, types);
  g_autoptr (FloMarket) unknowing = NULL;
  g_autofree char *answer = NULL;

  g_assert_cmpint (flo_market_find_type (knowing, "m5.large")->on_demand, >, 0);
  answer = flo_test_simulator_control (fixture->simulator, "deny", "{\"action\": \"pricing:GetProducts\"}");
  unknowing = load_with_figures (fixture, others);
  g_assert_cmpint (flo_market_find_type (unknowing, "c5.large")->on_demand, ==, 0);
  g_assert_cmpint (flo_market_find_pool (unknowing, "c5.large", "eu-west-1a")->spot_price, >, 0);
}

static void
test_market_cancelled (Fixture       *fixture,
                       gconstpointer  region)
{
  static const char * const types[] = { "m5.large", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FloMarket) market = NULL;
  g_autoptr (GError) error = NULL;

  flo_figures_load_market_async (fixture->client, types, cancellable, keep_result_cb, fixture);
  g_cancellable_cancel (cancellable);
  market = flo_figures_load_market_finish (wait (fixture), &error);
  g_assert_null (market);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path,
     const char *region,
     void      (*func) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, region, fixture_set_up, func, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  /* Each run has an empty cache of its own. */
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/figures/convert", test_convert);
  g_test_add_func ("/figures/large-file", test_large_file);
  g_test_add_func ("/figures/cache", test_cache);
  g_test_add_func ("/figures/shipped", test_shipped);
  g_test_add_func ("/figures/words", test_words);
  g_test_add_func ("/figures/same-file", test_same_file);
  add ("/figures/some-types", "eu-west-1", test_some_types);
  add ("/figures/whole-region", "us-east-1", test_whole_region);
  add ("/figures/denied", "us-east-1", test_denied);
  add ("/figures/advisor", "us-east-1", test_advisor);
  add ("/figures/refresh", "eu-west-1", test_refresh);
  add ("/figures/refresh-denied", "eu-west-1", test_refresh_denied);
  add ("/figures/market", "eu-west-1", test_market);
  add ("/figures/market-cancelled", "eu-west-1", test_market_cancelled);

  return g_test_run ();
}
