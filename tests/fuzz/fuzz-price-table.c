/* fuzz-price-table.c: a price file of EC2, or whatever came in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-error.h"
#include "aws/aws-price-table.h"
#include "fuzz.h"

static void
price_cb (const AwsListPrice *price,
          gpointer            user_data)
{
  g_assert_cmpint (price->price, >, 0);
  g_assert_true (g_utf8_validate (price->instance_type, -1, NULL));
  g_string_append_printf (user_data, "%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n", price->instance_type,
                          price->operating_system, price->tenancy, price->region, price->currency,
                          price->price);
}

/* (transfer full): the prices, and why there are no more */
static GString *
read_table (const guint8 *data,
            gsize         size,
            gsize         chunk)
{
  GString *prices = g_string_new (NULL);
  g_autoptr(AwsPriceTable) table = aws_price_table_new (price_cb, prices);
  g_autoptr(GError) error = NULL;
  gboolean good = TRUE;

  for (gsize i = 0; i < size && good; i += chunk)
    good = aws_price_table_feed (table, (const char *) data + i, MIN (chunk, size - i), &error);
  if (good)
    good = aws_price_table_finish (table, &error);

  g_assert_cmpint (good, ==, error == NULL);
  if (!good)
    {
      g_assert_true (error->domain == AWS_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_string_append (prices, aws_error_get_code (error));
    }

  return prices;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  fuzz_table_in_pieces (read_table, data, size);

  return 0;
}
