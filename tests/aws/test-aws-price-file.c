/* test-aws-price-file.c: the price file of a region, as a table and over the network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-price-file.h"
#include "aws/aws-price-list.h"
#include "aws-test-server.h"

#define HEADING \
  "\"FormatVersion\",\"v1.0\"\n" \
  "\"Disclaimer\",\"For information, \"\"as is\"\", see https://aws.amazon.com\"\n" \
  "\"Publication Date\",\"2025-09-12T22:53:08Z\"\n" \
  "\"Version\",\"20250912225308\"\n" \
  "\"OfferCode\",\"AmazonEC2\"\n"

#define COLUMNS \
  "\"SKU\",\"TermType\",\"PriceDescription\",\"Unit\",\"PricePerUnit\",\"Currency\",\"Instance Type\",\"Tenancy\"," \
  "\"Operating System\",\"License Model\",\"CapacityStatus\",\"MarketOption\",\"Pre Installed S/W\",\"Region Code\"\n"

/* A line of a price that is wanted, but for what a test puts in. */
#define LINE(term, unit, price, type, tenancy, system, license, capacity, market, software) \
  "\"2223B6PCG6QAUYY6\",\"" term "\",\"$" price " per \"\"hour\"\", \n plus tax\",\"" unit "\",\"" price "\",\"USD\"," \
  "\"" type "\",\"" tenancy "\",\"" system "\",\"" license "\",\"" capacity "\",\"" market "\",\"" software "\"," \
  "\"eu-central-1\"\n"
#define GOOD(price, type, system) \
  LINE ("OnDemand", "Hrs", price, type, "Shared", system, "No License required", "Used", "OnDemand", "NA")

#define FILE_BODY \
  HEADING COLUMNS \
  GOOD ("0.1150000000", "m5.large", "Linux") \
  GOOD ("0.2070000000", "m5.large", "Windows") \
  LINE ("OnDemand", "Hrs", "0.1219", "m5.large", "Dedicated", "Linux", "No License required", "Used", "OnDemand", "NA") \
  LINE ("Reserved", "Hrs", "0.07", "m5.large", "Shared", "Linux", "No License required", "Used", "OnDemand", "NA") \
  LINE ("OnDemand", "Quantity", "700", "m5.large", "Shared", "Linux", "No License required", "Used", "OnDemand", "NA") \
  LINE ("OnDemand", "Hrs", "0", "m5.large", "Host", "Linux", "No License required", "Used", "OnDemand", "NA") \
  LINE ("OnDemand", "Hrs", "0.115", "m5.large", "Shared", "Windows", "Bring your own license", "Used", "OnDemand", "NA") \
  LINE ("OnDemand", "Hrs", "0.115", "m5.large", "Shared", "Linux", "No License required", "UnusedCapacityReservation", \
        "OnDemand", "NA") \
  LINE ("OnDemand", "Hrs", "31.464", "p5.48xlarge", "Shared", "Linux", "No License required", "Used", "CapacityBlock", \
        "NA") \
  LINE ("OnDemand", "Hrs", "0.595", "m5.large", "Shared", "Linux", "No License required", "Used", "OnDemand", "SQL Std") \
  LINE ("OnDemand", "Hrs", "0.05", "", "NA", "", "", "", "", "") \
  LINE ("OnDemand", "Hrs", "0.0000000000", "t3.none", "Shared", "Linux", "No License required", "Used", "OnDemand", "NA") \
  GOOD ("0.0000005", "t9.nano", "SUSE")

#define FILE_PRICES \
  "m5.large Linux Shared 115000 USD eu-central-1\n" \
  "m5.large Windows Shared 207000 USD eu-central-1\n" \
  "m5.large Linux Dedicated 121900 USD eu-central-1\n" \
  "t9.nano SUSE Shared 1 USD eu-central-1\n"

static void
price_cb (const AwsListPrice *price,
          gpointer            user_data)
{
  g_string_append_printf (user_data, "%s %s %s %" G_GINT64_FORMAT " %s %s\n", price->instance_type,
                          price->operating_system, price->tenancy, price->price, price->currency,
                          price->region);
}

/* (transfer full): the prices, and the code of the error that ended them */
static char *
read_prices (const char *text,
             gsize       chunk)
{
  GString *prices = g_string_new (NULL);
  g_autoptr(AwsPriceTable) table = aws_price_table_new (price_cb, prices);
  g_autoptr(GError) error = NULL;
  gsize length = strlen (text);
  gboolean good = TRUE;

  for (gsize i = 0; i < length && good; i += chunk)
    good = aws_price_table_feed (table, text + i, MIN (chunk, length - i), &error);
  if (good)
    good = aws_price_table_finish (table, &error);
  if (!good)
    g_string_append_printf (prices, "%s", aws_error_get_code (error));

  return g_string_free (prices, FALSE);
}

static void
test_table (void)
{
  static const gsize chunks[] = { 1, 13, 1 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *prices = read_prices (FILE_BODY, chunks[i]);

      g_assert_cmpstr (prices, ==, FILE_PRICES);
    }
}

#define VOLUME_COLUMNS \
  "\"SKU\",\"TermType\",\"Unit\",\"PricePerUnit\",\"Currency\",\"Product Family\",\"Location Type\",\"Instance Type\"," \
  "\"Tenancy\",\"Operating System\",\"License Model\",\"Volume API Name\",\"CapacityStatus\",\"Pre Installed S/W\"," \
  "\"Region Code\"\n"
#define VOLUME(term, unit, price, family, place, name) \
  "\"A\",\"" term "\",\"" unit "\",\"" price "\",\"USD\",\"" family "\",\"" place "\",\"\",\"\",\"\",\"\",\"" name "\"," \
  "\"\",\"\",\"eu-central-1\"\n"

static void
volume_cb (const AwsListPrice *price,
           gpointer            user_data)
{
  g_assert_cmpstr (price->operating_system, ==, "");
  g_assert_cmpstr (price->tenancy, ==, "");
  g_string_append_printf (user_data, "%s|%s %" G_GINT64_FORMAT " %s %s\n", price->instance_type, price->volume_type,
                          price->price, price->currency, price->region);
}

/* A volume costs by the GiB and month; what its speed costs, and on an Outpost, is another matter. */
static void
test_volumes (void)
{
  static const char text[] =
    HEADING VOLUME_COLUMNS
    VOLUME ("OnDemand", "GB-Mo", "0.0952000000", "Storage", "AWS Region", "gp3")
    VOLUME ("OnDemand", "IOPS-Mo", "0.006", "System Operation", "AWS Region", "gp3")
    VOLUME ("OnDemand", "GiBps-mo", "48.8", "Provisioned Throughput", "AWS Region", "gp3")
    VOLUME ("OnDemand", "GB-Mo", "0.3", "Storage", "AWS Outposts", "gp3")
    VOLUME ("OnDemand", "GB-Mo", "0.059", "Storage Snapshot", "AWS Region", "")
    VOLUME ("Reserved", "GB-Mo", "0.05", "Storage", "AWS Region", "gp3")
    VOLUME ("OnDemand", "GB-Mo", "0", "Storage", "AWS Region", "gp3")
    VOLUME ("OnDemand", "GB-Mo", "0.149", "Storage", "AWS Region", "io2");
  g_autoptr (GString) volumes = g_string_new (NULL);
  g_autoptr (AwsPriceTable) table = aws_price_table_new (volume_cb, volumes);
  g_autoptr (GError) error = NULL;

  g_assert_true (aws_price_table_feed (table, text, strlen (text), &error));
  g_assert_true (aws_price_table_finish (table, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (volumes->str, ==, "|gp3 95200 USD eu-central-1\n|io2 149000 USD eu-central-1\n");
}

#define PRODUCT(family, attributes, dimension) \
  "{\"product\":{\"productFamily\":\"" family "\",\"attributes\":{\"regionCode\":\"eu-central-1\"," attributes "}}," \
  "\"terms\":{\"OnDemand\":{\"A.B\":{\"priceDimensions\":{" dimension "}}}}}"
#define DIMENSION(name, unit, price) \
  "\"" name "\":{\"unit\":\"" unit "\",\"pricePerUnit\":{\"USD\":\"" price "\"}}"
#define GP3 "\"volumeApiName\":\"gp3\",\"locationType\":\"AWS Region\""

static void
test_listed_volumes (void)
{
  static const struct { const char *text; const char *expected; } cases[] =
  {
    { PRODUCT ("Storage", GP3, DIMENSION ("a", "GB-Mo", "0.0952000000")), "|gp3 95200 USD eu-central-1\n" },
    { PRODUCT ("Storage", GP3, DIMENSION ("a", "GB-Mo", "0.1") "," DIMENSION ("b", "GB-Mo", "0.05")), "" },
    { PRODUCT ("Storage", GP3, DIMENSION ("a", "Hrs", "0.1")), "" },
    { PRODUCT ("System Operation", GP3, DIMENSION ("a", "IOPS-Mo", "0.006")), "" },
    { PRODUCT ("Storage", "\"volumeApiName\":\"gp3\",\"locationType\":\"AWS Outposts\"",
               DIMENSION ("a", "GB-Mo", "0.3")), "" },
    { PRODUCT ("Storage", "\"volumeType\":\"General Purpose\"", DIMENSION ("a", "GB-Mo", "0.1")), "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) volumes = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (aws_price_list_read (cases[i].text, strlen (cases[i].text), volume_cb, volumes, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (volumes->str, ==, cases[i].expected);
    }
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *expected; } cases[] =
  {
    { "", "AnswerTruncated" },
    { HEADING, "AnswerTruncated" },
    { HEADING "\"SKU\",\"TermType\"\n", "AnswerMalformed" },
    { HEADING COLUMNS, "" },
    { HEADING COLUMNS "\"a\",\"OnDemand\"\n", "AnswerTruncated" },
    { HEADING COLUMNS "\"a\",\"OnDem", "AnswerTruncated" },
    { HEADING COLUMNS GOOD ("-1", "m5.large", "Linux"), "AnswerMalformed" },
    { HEADING COLUMNS GOOD ("1e3", "m5.large", "Linux"), "AnswerMalformed" },
    { HEADING COLUMNS GOOD ("99999999999999", "m5.large", "Linux"), "AnswerMalformed" },
    { "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n", "AnswerMalformed" },
    { "<html>\n<p class=\"x\">Bad gateway</p>\n</html>\n", "AnswerMalformed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *prices = read_prices (cases[i].text, 10);

      g_assert_cmpstr (prices, ==, cases[i].expected);
    }
}

static void
count_cb (const AwsListPrice *price,
          gpointer            user_data)
{
  (*(guint64 *) user_data)++;
}

/* In KiB; 0 where the system does not say. */
static guint64
read_peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

/* 100 MB go by; what is kept is a line. */
static void
test_memory (void)
{
  guint64 n_prices = 0;
  g_autoptr(AwsPriceTable) table = aws_price_table_new (count_cb, &n_prices);
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  guint64 before, after, n_bytes = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append (lines, GOOD ("0.115", "m5.large", "Linux"));
  aws_price_table_feed (table, HEADING COLUMNS, strlen (HEADING COLUMNS), &error);
  aws_price_table_feed (table, lines->str, lines->len, &error);

  before = read_peak_memory ();
  for (; n_bytes < 100 * 1000 * 1000; n_bytes += lines->len)
    aws_price_table_feed (table, lines->str, lines->len, &error);
  aws_price_table_finish (table, &error);
  after = read_peak_memory ();

  g_assert_no_error (error);
  g_assert_cmpuint (n_prices, ==, 1000 + n_bytes / lines->len * 1000);
  g_test_message ("%" G_GUINT64_FORMAT " bytes in %" G_GUINT64_FORMAT " KiB more", n_bytes, after - before);
#ifndef __SANITIZE_ADDRESS__ /* which keeps for a while what was freed */
  g_assert_cmpuint (after - before, <, 1024);
#endif
}

/* ---- over the network ---- */

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GCancellable *cancellable;
  GString *prices;
  GAsyncResult *result;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->client = aws_client_new (provider, data != NULL ? data : "eu-central-1",
                                    aws_test_server_get_url (fixture->server));
  fixture->cancellable = g_cancellable_new ();
  fixture->prices = g_string_new (NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->cancellable);
  g_clear_object (&fixture->result);
  aws_test_server_free (fixture->server);
  g_string_free (fixture->prices, TRUE);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static AwsPriceFile *
fetch (Fixture     *fixture,
       const char  *etag,
       GError     **error)
{
  g_clear_object (&fixture->result);
  aws_price_file_fetch_async (fixture->client, etag, price_cb, fixture->prices, fixture->cancellable,
                              fetched_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return aws_price_file_fetch_finish (fixture->result, error);
}

static void
test_fetch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPriceFile) file = NULL;
  g_autoptr(AwsPriceFile) same = NULL;
  const AwsTestRequest *request;

  aws_test_server_push (fixture->server,
                        &(AwsTestAnswer) { .body = FILE_BODY, .header = "ETag", .header_value = "\"abc\"" });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 304 });

  file = fetch (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->prices->str, ==, FILE_PRICES);
  g_assert_false (file->is_unchanged);
  g_assert_cmpstr (file->etag, ==, "\"abc\"");
  g_assert_cmpuint (file->size, ==, strlen (FILE_BODY));
  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->path, ==, "/offers/v1.0/aws/AmazonEC2/current/eu-central-1/index.csv");
  g_assert_null (request->authorization);
  g_assert_null (request->if_none_match);

  g_string_truncate (fixture->prices, 0);
  same = fetch (fixture, file->etag, &error);
  g_assert_no_error (error);
  g_assert_true (same->is_unchanged);
  g_assert_cmpstr (same->etag, ==, "\"abc\"");
  g_assert_cmpstr (fixture->prices->str, ==, "");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->if_none_match, ==, "\"abc\"");
}

static void
test_china (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPriceFile) file = NULL;

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 404, .body = "<html>" });
  file = fetch (fixture, NULL, &error);
  g_assert_null (file);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no prices of this region"));
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==,
                   "/offers/v1.0/cn/AmazonEC2/current/cn-north-1/index.csv");
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { AwsTestAnswer answer; AwsErrorCategory category; } cases[] =
  {
    { { .status = 503, .body = "busy" }, AWS_ERROR_TRANSIENT },
    { { .status = 403, .body = "no" }, AWS_ERROR_PERMISSION },
    /* It was not asked about. */
    { { .status = 304 }, AWS_ERROR_UNKNOWN },
    { { .status = 301, .header = "Location", .header_value = "http://127.0.0.1:1/" }, AWS_ERROR_UNKNOWN },
    { { .mode = AWS_TEST_TRUNCATE, .body = FILE_BODY }, AWS_ERROR_TRANSIENT },
    { { .mode = AWS_TEST_RESET }, AWS_ERROR_TRANSIENT },
    { { .body = "<html>\n<p>Sign in to the hotel</p>\n</html>" }, AWS_ERROR_PROTOCOL },
    { { .body = "" }, AWS_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    aws_test_server_push (fixture->server, &cases[i].answer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AwsPriceFile) file = fetch (fixture, NULL, &error);

      g_assert_null (file);
      g_test_message ("%u: %s", i, error->message);
      g_assert_true (error->domain == AWS_ERROR);
      g_assert_cmpint (error->code, ==, cases[i].category);
      g_assert_nonnull (strstr (error->message, "the price file"));
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPriceFile) file = NULL;

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  aws_price_file_fetch_async (fixture->client, NULL, price_cb, fixture->prices, fixture->cancellable,
                              fetched_cb, fixture);
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  file = aws_price_file_fetch_finish (fixture->result, &error);
  g_assert_null (file);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_bad_region (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPriceFile) file = fetch (fixture, NULL, &error);

  g_assert_null (file);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PARAMETER);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
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
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/price-file/table", test_table);
  g_test_add_func ("/aws/price-file/volumes", test_volumes);
  g_test_add_func ("/aws/price-file/listed-volumes", test_listed_volumes);
  g_test_add_func ("/aws/price-file/refused", test_refused);
  g_test_add_func ("/aws/price-file/memory", test_memory);
  add ("/aws/price-file/fetch", NULL, test_fetch);
  add ("/aws/price-file/china", "cn-north-1", test_china);
  add ("/aws/price-file/failures", NULL, test_failures);
  add ("/aws/price-file/cancelled", NULL, test_cancelled);
  add ("/aws/price-file/bad-region", "../../etc", test_bad_region);

  return g_test_run ();
}
