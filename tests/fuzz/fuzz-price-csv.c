/* fuzz-price-csv.c: a table of prices that somebody wants to keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "fuzz.h"
#include "market/flo-price-csv.h"
#include "store/flo-price-batch.h"

typedef struct
{
  GString *text;
  FloPriceBatch *batch;
} Sink;

static gboolean
row_cb (const FloPriceCsvRow  *row,
        gpointer               user_data,
        GError               **error)
{
  Sink *sink = user_data;

  g_assert_true (g_strv_contains (FLO_PRICE_PRODUCTS, row->product));
  g_assert_true (g_utf8_validate (row->zone, -1, NULL) && g_utf8_validate (row->instance_type, -1, NULL));
  g_assert_cmpint (row->price, >=, 0);
  g_string_append_printf (sink->text, "%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n", row->time,
                          row->region != NULL ? row->region : "", row->zone, row->zone_id != NULL ? row->zone_id : "",
                          row->instance_type, row->product, row->price);
  if (flo_price_batch_add (sink->batch, row->instance_type, row->zone, row->zone_id, row->product, row->time, row->price))
    return TRUE;

  g_set_error (error, FLO_PRICE_CSV_ERROR, FLO_PRICE_CSV_ERROR_INVALID, "not taken");
  return FALSE;
}

/* (transfer full): the prices, and why there are no more */
static GString *
read_table (const guint8 *data,
            gsize         size,
            gsize         chunk)
{
  g_autoptr(FloPriceBatch) batch = flo_price_batch_new ();
  Sink sink = { g_string_new (NULL), batch };
  g_autoptr(FloPriceCsv) table = flo_price_csv_new (row_cb, &sink);
  g_autoptr(GError) error = NULL;
  gboolean good = TRUE;

  for (gsize i = 0; i < size && good; i += chunk)
    good = flo_price_csv_feed (table, (const char *) data + i, MIN (chunk, size - i), &error);
  if (good)
    good = flo_price_csv_finish (table, &error);

  g_assert_cmpint (good, ==, error == NULL);
  if (!good)
    {
      g_assert_true (error->domain == FLO_PRICE_CSV_ERROR);
      g_assert_true (g_str_has_prefix (error->message, "line "));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strpbrk (error->message, "\n\r\033"));
      g_string_append (sink.text, error->message);
    }
  flo_price_batch_sort (batch);

  return sink.text;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  fuzz_table_in_pieces (read_table, data, size);

  return 0;
}
