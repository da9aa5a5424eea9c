/* store-prices.c: how fast prices go into the database and come out of it
 *
 * store-prices write PATH ROWS    keeps so many prices; prints the seconds that took
 * store-prices rows ROWS          prints the same prices as numbers: pool, time, price
 * store-prices table ROWS         prints them as "flotillactl price export" does
 * store-prices query PATH PATH    reads 90 days of a pool of the one, then of the other, then of another pool, …;
 *                                 prints the median of each in milliseconds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/flo-time.h"
#include "market/flo-price-csv.h"
#include "store/flo-price-log.h"

#define DAY 86400
#define DAYS 90
#define START G_GINT64_CONSTANT (1790000000)
#define ROWS_OF_POOL 500
#define ZONES 6
#define ROWS_AT_ONCE 50000
#define READS 400

static const FloPriceScope scope = { "race", "eu-x-1", FLO_PRICE_PRODUCT_LINUX };

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "store-prices: %s\n", error->message);
  exit (1);
}

static FloStore *
open_store (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;
  FloStore *store;

  flo_store_open_async (path, NULL, keep_result_cb, &result);
  store = flo_store_open_finish (wait_for (&result), &error);
  stop_on (error);

  return store;
}

/* The pool's number is the row's divided by ROWS_OF_POOL. */
static FloPriceStep
get_row (guint row)
{
  guint i = row % ROWS_OF_POOL;

  return (FloPriceStep) { START + (gint64) i * DAYS * DAY / ROWS_OF_POOL, 20000 + (FloMoney) (row * 7919u % 10000u) };
}

static char *
name_type (guint pool)
{
  return g_strdup_printf ("m%u.large", pool / ZONES);
}

static char *
name_zone (guint pool)
{
  return g_strdup_printf ("eu-x-1%c", 'a' + pool % ZONES);
}

static void
write_rows (FloStore *store,
            guint     first,
            guint     end)
{
  FloPriceBatch *batch = flo_price_batch_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *type = NULL, *zone = NULL;
  GError *error = NULL;

  for (guint row = first; row < end; row++)
    {
      const FloPriceStep step = get_row (row);

      if (row == first || row % ROWS_OF_POOL == 0)
        {
          g_free (type);
          g_free (zone);
          type = name_type (row / ROWS_OF_POOL);
          zone = name_zone (row / ROWS_OF_POOL);
        }
      flo_price_batch_add (batch, type, zone, NULL, scope.product, step.time, step.price);
    }
  flo_price_log_write_async (store, &scope, batch, FALSE, NULL, NULL, keep_result_cb, &result);
  flo_price_log_write_finish (store, wait_for (&result), NULL, &error);
  stop_on (error);
}

static void
write_store (const char *path,
             guint       n_rows)
{
  g_autoptr(FloStore) store = open_store (path);
  gint64 start = g_get_monotonic_time ();

  for (guint row = 0; row < n_rows; row += ROWS_AT_ONCE)
    write_rows (store, row, MIN (row + ROWS_AT_ONCE, n_rows));
  printf ("%.3f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  flo_store_close (store);
}

static void
print_rows (guint n_rows)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const FloPriceStep step = get_row (row);

      printf ("%u,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", row / ROWS_OF_POOL, step.time, step.price);
    }
}

static void
print_table (guint n_rows)
{
  puts (FLO_PRICE_CSV_COLUMNS);
  for (guint row = 0; row < n_rows; row++)
    {
      const FloPriceStep step = get_row (row);
      g_autofree char *time = flo_time_format (step.time), *price = flo_money_to_decimal (step.price);
      g_autofree char *type = name_type (row / ROWS_OF_POOL), *zone = name_zone (row / ROWS_OF_POOL);

      printf ("%s,%s,%s,,%s,%s,%s\n", time, scope.region, zone, type, scope.product, price);
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

static double
read_pool (FloStore *store,
           guint     pool)
{
  g_autofree char *type = name_type (pool), *zone = name_zone (pool);
  const char * const types[] = { type, NULL }, * const zones[] = { zone, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) pools = NULL;
  gint64 start = g_get_monotonic_time ();
  GError *error = NULL;

  flo_price_log_read_async (store, &scope, types, zones, (FloPriceSpan) { START, START + DAYS * DAY }, NULL,
                            keep_result_cb, &result);
  pools = flo_price_log_read_finish (store, wait_for (&result), &error);
  stop_on (error);
  if (pools->len != 1 || ((FloPricePool *) pools->pdata[0])->steps->len != ROWS_OF_POOL)
    {
      fprintf (stderr, "store-prices: pool %u is not whole\n", pool);
      exit (1);
    }

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static guint
count_pools (FloStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  FloPriceCounts counts;
  GError *error = NULL;

  flo_price_log_count_async (store, scope.source, NULL, keep_result_cb, &result);
  flo_price_log_count_finish (store, wait_for (&result), &counts, &error);
  stop_on (error);

  return (guint) counts.pools;
}

/* In turn, so that what else the machine does is the same for both. */
static void
query_stores (const char *few,
              const char *many)
{
  FloStore *stores[] = { open_store (few), open_store (many) };
  const guint n_pools[] = { count_pools (stores[0]), count_pools (stores[1]) };
  g_autoptr(GRand) chance = g_rand_new_with_seed (7);
  double times[2][READS];

  for (guint i = 0; i < READS; i++)
    for (guint s = 0; s < 2; s++)
      times[s][i] = read_pool (stores[s], (guint) g_rand_int_range (chance, 0, (gint32) n_pools[s]));
  for (guint s = 0; s < 2; s++)
    {
      qsort (times[s], READS, sizeof **times, compare_doubles);
      printf ("%.4f\n", times[s][READS / 2]);
      flo_store_close (stores[s]);
      g_object_unref (stores[s]);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "write"))
    write_store (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  else if (argc == 3 && g_str_equal (argv[1], "rows"))
    print_rows ((guint) g_ascii_strtoull (argv[2], NULL, 10));
  else if (argc == 3 && g_str_equal (argv[1], "table"))
    print_table ((guint) g_ascii_strtoull (argv[2], NULL, 10));
  else if (argc == 4 && g_str_equal (argv[1], "query"))
    query_stores (argv[2], argv[3]);
  else
    return 2;

  return 0;
}
