/* test-price-log.c: spot prices in the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-price-log.h"

#include <string.h>

#define T0 G_GINT64_CONSTANT (1700000000)
#define LINUX "Linux/UNIX"

static const FloPriceScope scope = { "work", "us-east-1", LINUX };


static FloPriceBatch *
make_batch (const char *type,
            const char *zone,
            const char *steps)
{
  FloPriceBatch *batch = flo_price_batch_new ();
  g_auto (GStrv) words = g_strsplit (steps, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);

      g_assert_true (flo_price_batch_add (batch, type, zone, NULL, LINUX, T0 + g_ascii_strtoll (parts[0], NULL, 10),
                                          g_ascii_strtoll (parts[1], NULL, 10)));
    }

  return batch;
}

static guint64
write_batch (StoreFixture           *f,
             FloPriceBatch          *batch,
             gboolean                keep,
             const FloPriceCoverage *coverage)
{
  g_autoptr (GError) error = NULL;
  guint64 n_new = 0;

  flo_price_log_write_async (f->store, &scope, batch, keep, coverage, NULL, store_fixture_keep_result, f);
  flo_price_log_write_finish (f->store, store_fixture_wait (f), &n_new, &error);
  g_assert_no_error (error);

  return n_new;
}

/* "type zone time:price …; …" */
static char *
read_prices (StoreFixture        *f,
             const FloPriceScope *of,
             const char * const  *types,
             const char * const  *zones,
             gint64               first,
             gint64               last)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) pools = NULL;
  g_autoptr (GError) error = NULL;

  flo_price_log_read_async (f->store, of, types, zones, (FloPriceSpan) { T0 + first, T0 + last }, NULL,
                            store_fixture_keep_result, f);
  pools = flo_price_log_read_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPricePool *pool = g_ptr_array_index (pools, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", pool->type, pool->zone);
      for (guint j = 0; j < pool->steps->len; j++)
        {
          const FloPriceStep *step = &g_array_index (pool->steps, FloPriceStep, j);

          g_string_append_printf (text, " %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, step->time - T0, step->price);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_prices (StoreFixture *f,
               gint64        first,
               gint64        last,
               const char   *wanted)
{
  g_autofree char *found = read_prices (f, &scope, NULL, NULL, first, last);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_window (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();

  store_fixture_open (&f);
  g_assert_cmpuint (write_batch (&f, make_batch ("m.large", "a", "30:3 10:1 20:2 10:1"), FALSE, NULL), ==, 3);
  assert_prices (&f, 0, 100, "m.large a 10:1 20:2 30:3");
  assert_prices (&f, 15, 25, "m.large a 10:1 20:2");
  assert_prices (&f, 20, 29, "m.large a 20:2");
  assert_prices (&f, 99, 100, "m.large a 30:3");
  assert_prices (&f, 0, 9, "");

  /* What is known already is no news; a price that was corrected is. */
  g_assert_cmpuint (write_batch (&f, make_batch ("m.large", "a", "20:2 30:4 40:5"), FALSE, NULL), ==, 2);
  assert_prices (&f, 0, 100, "m.large a 10:1 20:2 30:4 40:5");
  g_assert_cmpuint (write_batch (&f, make_batch ("m.large", "a", "40:9 50:6"), TRUE, NULL), ==, 1);
  assert_prices (&f, 40, 100, "m.large a 40:5 50:6");
}

static void
test_filters (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const types[] = { "c.large", "none", NULL };
  static const char * const zones[] = { "id-b", "a", NULL };
  const FloPriceScope others[] = {
    { "else", "us-east-1", LINUX }, { "work", "us-east-2", LINUX }, { "work", "us-east-1", "Windows" },
  };
  FloPriceBatch *batch = make_batch ("m.large", "a", "10:1");

  store_fixture_open (&f);
  g_assert_true (flo_price_batch_add (batch, "c.large", "b", "id-b", LINUX " (Amazon VPC)", T0 + 5, 7));
  g_assert_true (flo_price_batch_add (batch, "c.large", "c", NULL, LINUX, T0 + 5, 8));
  write_batch (&f, batch, FALSE, NULL);

  {
    g_autofree char *by_type = read_prices (&f, &scope, types, NULL, 0, 10);
    g_autofree char *by_zone = read_prices (&f, &scope, NULL, zones, 0, 10);
    g_autofree char *by_both = read_prices (&f, &scope, types, zones, 0, 10);
    g_autofree char *any = read_prices (&f, &(FloPriceScope) { "work", "us-east-1", NULL }, types, zones, 0, 10);

    g_assert_cmpstr (by_type, ==, "c.large b 5:7; c.large c 5:8");
    g_assert_cmpstr (by_zone, ==, "c.large b 5:7; m.large a 10:1");
    g_assert_cmpstr (by_both, ==, "c.large b 5:7");
    g_assert_cmpstr (any, ==, by_both);
  }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *found = read_prices (&f, &others[i], NULL, NULL, 0, 100);

      g_assert_cmpstr (found, ==, "");
    }
}

static void
test_not_true (void)
{
  g_autoptr (FloPriceBatch) batch = flo_price_batch_new ();
  g_autofree char *long_name = g_strnfill (65, 'x');

  g_assert_false (flo_price_batch_add (batch, NULL, "a", NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "", "a", NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, long_name, "a", NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", long_name, NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", long_name, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", NULL, long_name, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.\xff", "a", NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a\033[2J", NULL, LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", "\n", LINUX, T0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", NULL, LINUX, T0, G_GINT64_CONSTANT (1000000000001)));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", NULL, LINUX, 0, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", NULL, LINUX, G_MAXINT64, 1));
  g_assert_false (flo_price_batch_add (batch, "m.large", "a", NULL, LINUX, T0, -1));
  g_assert_cmpuint (flo_price_batch_get_size (batch), ==, 0);
  g_assert_true (flo_price_batch_add (batch, long_name + 1, "a", NULL, LINUX, T0, 0));
}

/* "5-9 20-30; …": one list for each type */
static char *
find_gaps (StoreFixture       *f,
           const char * const *types,
           gint64              first,
           gint64              last,
           gint64              fresh,
           gint64             *checked)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GError) error = NULL;

  flo_price_log_find_gaps_async (f->store, &scope, types, (FloPriceSpan) { T0 + first, T0 + last }, fresh, NULL,
                                 store_fixture_keep_result, f);
  lists = flo_price_log_find_gaps_finish (f->store, store_fixture_wait (f), checked, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lists->len; i++)
    {
      const GArray *gaps = g_ptr_array_index (lists, i);

      g_string_append (text, i > 0 ? "; " : "");
      for (guint j = 0; j < gaps->len; j++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, j > 0 ? " " : "",
                                g_array_index (gaps, FloPriceSpan, j).first - T0,
                                g_array_index (gaps, FloPriceSpan, j).last - T0);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
cover (StoreFixture       *f,
       const char * const *types,
       gint64              first,
       gint64              last)
{
  const FloPriceCoverage coverage = { types, { T0 + first, T0 + last }, T0 + last };

  write_batch (f, flo_price_batch_new (), FALSE, &coverage);
}

#define ASSERT_GAPS(types, first, last, wanted) G_STMT_START { \
  gint64 checked; \
  g_autofree char *found = find_gaps (&f, types, first, last, 0, &checked); \
  g_assert_cmpstr (found, ==, wanted); } G_STMT_END

static void
test_coverage (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const m[] = { "m.large", NULL };
  static const char * const both[] = { "c.large", "m.large", NULL };

  store_fixture_open (&f);
  ASSERT_GAPS (m, 0, 100, "0-100");
  cover (&f, m, 10, 20);
  cover (&f, m, 40, 50);
  ASSERT_GAPS (m, 0, 100, "0-9 21-39 51-100");
  ASSERT_GAPS (m, 12, 18, "");
  ASSERT_GAPS (m, 20, 40, "21-39");
  ASSERT_GAPS (both, 0, 100, "0-100; 0-9 21-39 51-100");

  /* All types together cover each; each covers not all. */
  cover (&f, NULL, 15, 30);
  ASSERT_GAPS (both, 0, 100, "0-14 31-100; 0-9 31-39 51-100");
  ASSERT_GAPS (NULL, 0, 100, "0-14 31-100");

  /* What touches grows together. */
  cover (&f, m, 21, 39);
  ASSERT_GAPS (m, 0, 100, "0-9 51-100");
  cover (&f, both, 0, 100);
  ASSERT_GAPS (both, 0, 100, "; ");
}

/* Any order of spans leaves what a line of seconds says. */
static void
test_coverage_at_random (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const m[] = { "m.large", NULL };

  store_fixture_open (&f);
  for (guint round = 0; round < 40; round++)
    {
      gboolean known[102] = { FALSE };
      g_autofree char *type = g_strdup_printf ("m.%u", round);
      const char * const types[] = { type, NULL };

      for (guint i = 0; i < 12; i++)
        {
          int first = g_test_rand_int_range (0, 100);
          int last = g_test_rand_int_range (first, MIN (first + 20, 100));
          g_autoptr (GString) wanted = g_string_new (NULL);

          cover (&f, types, first, last);
          for (int second = first; second <= last; second++)
            known[second] = TRUE;
          for (int second = 0, start = -1; second <= 101; second++)
            {
              if (second <= 100 && !known[second])
                start = start < 0 ? second : start;
              else if (start >= 0)
                {
                  g_string_append_printf (wanted, "%s%d-%d", wanted->len > 0 ? " " : "", start, second - 1);
                  start = -1;
                }
            }
          ASSERT_GAPS (types, 0, 100, wanted->str);
        }
    }
  ASSERT_GAPS (m, 0, 100, "0-100");
}

static void
test_fresh (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const m[] = { "m.large", NULL };
  const FloPriceCoverage coverage = { m, { T0, T0 + 700 }, T0 + 1000 };
  static const struct { gint64 first, last; const char *gaps; } cases[] = {
    { 0, 1000, "" }, { 0, 1060, "" }, { 0, 1061, "701-1061" }, { 1050, 1055, "" }, { -10, 1010, "-10--1" },
  };

  store_fixture_open (&f);
  write_batch (&f, flo_price_batch_new (), FALSE, &coverage);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 checked = 0;
      g_autofree char *gaps = find_gaps (&f, m, cases[i].first, cases[i].last, 60, &checked);

      g_assert_cmpstr (gaps, ==, cases[i].gaps);
      g_assert_cmpint (checked, ==, T0 + 1000);
    }
}

static void
test_counts (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GError) error = NULL;
  FloPriceCounts counts = { 0 };

  store_fixture_open (&f);
  write_batch (&f, make_batch ("m.large", "a", "10:1 20:2"), FALSE, NULL);
  write_batch (&f, make_batch ("m.large", "b", "5:1"), FALSE, NULL);
  flo_price_log_count_async (f.store, "work", NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_price_log_count_finish (f.store, store_fixture_wait (&f), &counts, &error));
  g_assert_cmpuint (counts.pools, ==, 2);
  g_assert_cmpuint (counts.rows, ==, 3);
  g_assert_cmpint (counts.oldest, ==, T0 + 5);
  g_assert_cmpint (counts.newest, ==, T0 + 20);

  flo_price_log_count_async (f.store, "else", NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_price_log_count_finish (f.store, store_fixture_wait (&f), &counts, &error));
  g_assert_cmpuint (counts.rows, ==, 0);
  g_assert_cmpint (counts.oldest, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-log/window", test_window);
  g_test_add_func ("/price-log/filters", test_filters);
  g_test_add_func ("/price-log/not-true", test_not_true);
  g_test_add_func ("/price-log/coverage", test_coverage);
  g_test_add_func ("/price-log/coverage-at-random", test_coverage_at_random);
  g_test_add_func ("/price-log/fresh", test_fresh);
  g_test_add_func ("/price-log/counts", test_counts);

  return g_test_run ();
}
