/* test-price-archive.c: prices that are kept, against those that AWS tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "flo-test-simulator.h"
#include "market/flo-price-archive.h"
#include "store/flo-price-log.h"

#define DAY 86400
#define REGION "us-east-1"

static const char *const all_types[] = { "m5.large", "c5.xlarge", "m6i.large", "t3.medium", NULL };

typedef struct
{
  FloTestSimulator *simulator;
  AwsClient *client;
  FloStore *store;
  FloPriceArchive *archive;
  char *folder;
  gint64 now;
  GAsyncResult *result;
  guint n_told;          /* how often progress was told */
  guint64 n_records;     /* and last of how many records */
  double share;
} Fixture;

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&fixture->result);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->simulator = flo_test_simulator_new (NULL);
  fixture->client = flo_test_simulator_create_client (fixture->simulator, REGION);
  fixture->folder = g_dir_make_tmp ("flotilla-archive-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "flotilla.db", NULL);
  flo_store_open_async (path, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  fixture->store = flo_store_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->archive = flo_price_archive_new (fixture->store, "work");
  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *const names[] = { "flotilla.db", "flotilla.db-wal", "flotilla.db-shm" };

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  flo_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_object_unref (fixture->client);
  flo_test_simulator_free (fixture->simulator);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static guint
count_requests (Fixture *fixture)
{
  g_autofree char *answer = flo_test_simulator_look (fixture->simulator, "requests");
  guint n = 0;

  for (const char *at = answer; at != NULL && (at = strstr (at, "DescribeSpotPriceHistory")) != NULL; at++)
    n++;

  return n;
}

/* "type zone time:price …" a line */
static char *
describe (GListModel *prices)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (prices); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (prices, i);
      gsize n_points;
      const FloPricePoint *points = flo_price_series_get_points (series, &n_points);

      g_string_append_printf (text, "%s %s", flo_price_series_get_instance_type (series),
                              flo_price_series_get_zone (series));
      for (gsize p = 0; p < n_points; p++)
        g_string_append_printf (text, " %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, points[p].time, points[p].price);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static char *
load (Fixture            *fixture,
      const char         *product,
      const char *const  *types,
      const char *const  *zones,
      gint64              from,
      gint64              to)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) prices = NULL;
  g_autoptr(GError) error = NULL;

  flo_price_archive_load_async (fixture->archive, fixture->client, product, types, zones, from, to, NULL, keep_result_cb,
                                fixture);
  result = wait_for (fixture);
  prices = flo_price_archive_load_finish (fixture->archive, result, &error);
  g_assert_no_error (error);

  return describe (prices);
}

static char *
ask (Fixture            *fixture,
     const char         *product,
     const char *const  *types,
     const char *const  *zones,
     gint64              from,
     gint64              to)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) prices = NULL;
  g_autoptr(GError) error = NULL;

  flo_price_history_load_async (fixture->client, product, types, zones, from, to, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  prices = flo_price_history_load_finish (result, &error);
  g_assert_no_error (error);

  return describe (prices);
}

/* Whatever windows are asked for, in whatever order, the answer is AWS's. */
static void
test_windows (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  const char *const one_zone[] = { "us-east-1b", NULL };

  for (guint i = 0; i < 25; i++)
    {
      gint64 to = fixture->now - 600 - g_rand_int_range (random, 0, 60 * DAY);
      gint64 from = to - g_rand_int_range (random, 3600, 25 * DAY);
      const char *types[4] = { NULL };
      const char *const *zones = i % 4 == 3 ? one_zone : NULL;
      guint first = (guint) g_rand_int_range (random, 0, 4), n = (guint) g_rand_int_range (random, 1, 4);
      g_autofree char *kept = NULL, *told = NULL;

      for (guint t = 0; t < n; t++)
        types[t] = all_types[(first + t) % 4];
      kept = load (fixture, NULL, types, zones, from, to);
      told = ask (fixture, NULL, types, zones, from, to);
      g_assert_cmpstr (kept, ==, told);
    }
}

static void
progress_cb (Fixture *fixture,
             guint64  n_records,
             double   share)
{
  g_assert_cmpuint (n_records, >=, fixture->n_records);
  g_assert_cmpfloat (share, >=, fixture->share);
  g_assert_cmpfloat (share, <=, 1);
  fixture->n_told++;
  fixture->n_records = n_records;
  fixture->share = share;
}

/* It only grows, ends with all, and is silent when nothing is fetched. */
static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 from = fixture->now - 60 * DAY, to = fixture->now - DAY;
  g_autofree char *whole = NULL, *middle = NULL, *again = NULL;
  guint n_told;

  middle = load (fixture, NULL, all_types, NULL, from + 20 * DAY, to - 20 * DAY);
  g_signal_connect_swapped (fixture->archive, "progress", G_CALLBACK (progress_cb), fixture);
  /* Two gaps, one on each side. */
  whole = load (fixture, NULL, all_types, NULL, from, to);
  g_assert_cmpuint (fixture->n_told, >=, 3);
  g_assert_cmpuint (fixture->n_records, >, 1000);
  g_assert_cmpfloat (fixture->share, ==, 1);

  n_told = fixture->n_told;
  again = load (fixture, NULL, all_types, NULL, from, to);
  g_assert_cmpuint (fixture->n_told, ==, n_told);
  g_assert_cmpstr (again, ==, whole);
}

/* Each product has its prices, and its coverage. */
static void
test_products (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 from = fixture->now - 10 * DAY, to = fixture->now - DAY;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *vpc = NULL, *plain = load (fixture, NULL, all_types, NULL, from, to);

  for (guint i = 0; FLO_PRICE_PRODUCTS[i] != NULL; i++)
    {
      g_autofree char *kept = load (fixture, FLO_PRICE_PRODUCTS[i], all_types, NULL, from, to);
      g_autofree char *told = ask (fixture, FLO_PRICE_PRODUCTS[i], all_types, NULL, from, to);

      g_assert_cmpstr (kept, !=, "");
      g_assert_cmpstr (kept, ==, told);
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&kept)));
    }
  g_assert_true (g_hash_table_contains (seen, plain));
  vpc = load (fixture, "Windows (Amazon VPC)", all_types, NULL, from, to);
  g_assert_true (g_hash_table_contains (seen, vpc));
}

/* What is there is not asked for again, and of what is not no more than that. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 from = fixture->now - 40 * DAY, to = fixture->now - DAY;
  const char *const one[] = { "m5.large", NULL };
  g_autofree char *first = load (fixture, NULL, all_types, NULL, from, to);
  guint n_first = count_requests (fixture);
  g_autofree char *again = load (fixture, NULL, all_types, NULL, from, to);
  g_autofree char *part = load (fixture, NULL, one, NULL, from + DAY, to - DAY);
  guint n_again = count_requests (fixture);
  g_autofree char *longer = NULL;

  g_assert_cmpuint (n_first, >, 0);
  g_assert_cmpuint (n_again, ==, n_first);
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpstr (part, !=, "");

  /* Half a day more is a page or two more, not forty days. */
  longer = load (fixture, NULL, all_types, NULL, from, to + DAY / 2);
  g_assert_cmpuint (n_first, >=, 6);
  g_assert_cmpuint (count_requests (fixture), <=, n_first + 2);
  g_assert_cmpuint (strlen (longer), >, strlen (first));
}

/* Two that ask for the same at once share the asking. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 from = fixture->now - 20 * DAY, to = fixture->now - DAY;
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *first = NULL;
  guint n_alone;

  first = load (fixture, NULL, all_types, NULL, from - 20 * DAY, to - 20 * DAY);
  n_alone = count_requests (fixture);
  for (guint i = 0; i < 3; i++)
    flo_price_archive_load_async (fixture->archive, fixture->client, NULL, all_types, NULL, from, to, NULL, keep_result_cb,
                                  fixture);
  while (results->len < 3)
    g_ptr_array_add (results, wait_for (fixture));
  g_assert_cmpuint (count_requests (fixture), <=, 2 * n_alone + 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GListModel) prices = flo_price_archive_load_finish (fixture->archive, results->pdata[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (prices), >, 4);
    }
}

/* Of the changes that are kept as such */
static gint64
find_oldest (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FloPriceCounts counts = { 0 };

  flo_price_log_count_async (fixture->store, "work", NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  g_assert_true (flo_price_log_count_finish (fixture->store, result, &counts, &error));

  return counts.oldest;
}

/* Whoever brings new prices sees to the old ones; whoever finds all of it kept leaves them alone. */
static void
test_old (Fixture       *fixture,
          gconstpointer  data)
{
  const FloPriceScope scope = { "work", REGION, FLO_PRICE_PRODUCT_LINUX };
  FloPriceBatch *batch = flo_price_batch_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *before = NULL, *prices = NULL, *after = NULL;
  gint64 from = fixture->now - 400 * DAY, to = fixture->now - 300 * DAY;

  for (guint i = 0; i < 100; i++)
    g_assert_true (flo_price_batch_add (batch, "m5.large", REGION "a", NULL, scope.product, from + i * DAY, 10000 + i));
  flo_price_log_write_async (fixture->store, &scope, batch, FALSE, NULL, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);

  /* AWS is not asked for what it does not know any more. */
  before = load (fixture, NULL, all_types, NULL, from, to);
  g_assert_cmpuint (count_requests (fixture), ==, 0);
  g_assert_cmpint (find_oldest (fixture), ==, from);

  prices = load (fixture, NULL, all_types, NULL, fixture->now - DAY, fixture->now);
  while (find_oldest (fixture) < to)
    g_main_context_iteration (NULL, FALSE);
  after = load (fixture, NULL, all_types, NULL, from, to);
  g_assert_cmpstr (after, !=, "");
}

/* A refusal is told, leaves what is there, and does not hold up the next. */
static void
test_refusal (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const one[] = { "m5.large", NULL };
  g_autofree char *denied =
    flo_test_simulator_control (fixture->simulator, "deny", "{\"action\":\"ec2:DescribeSpotPriceHistory\"}");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *allowed = NULL, *prices = NULL;

  flo_price_archive_load_async (fixture->archive, fixture->client, NULL, one, NULL, fixture->now - 5 * DAY,
                                fixture->now - DAY, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  g_assert_null (flo_price_archive_load_finish (fixture->archive, result, &error));
  g_assert_nonnull (error);

  allowed = flo_test_simulator_control (fixture->simulator, "allow", "{\"action\":\"ec2:DescribeSpotPriceHistory\"}");
  prices = load (fixture, NULL, one, NULL, fixture->now - 5 * DAY, fixture->now - DAY);
  g_assert_cmpstr (prices, !=, "");
}

#define ADD(path, test) \
  g_test_add ("/price-archive/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("windows", test_windows);
  ADD ("once", test_once);
  ADD ("together", test_together);
  ADD ("progress", test_progress);
  ADD ("products", test_products);
  ADD ("old", test_old);
  ADD ("refusal", test_refusal);

  return g_test_run ();
}
