/* fuzz-figures.c: Spot Advisor's file, a product of the price list, what was kept of a region, or whatever came in their
 * place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-price-list.h"
#include "fuzz.h"
#include "market/flo-advisor.h"
#include "market/flo-market-private.h"
#include "market/flo-type-table.h"

static void
price_cb (const AwsListPrice *price,
          gpointer            user_data)
{
  g_assert_cmpint (price->price, >, 0);
  g_assert_true (g_utf8_validate (price->instance_type, -1, NULL));
  g_assert_true (g_utf8_validate (price->currency, -1, NULL));
  (*(guint *) user_data)++;
}

static void
check_error (gboolean      good,
             const GError *error)
{
  g_assert_cmpint (good, ==, error == NULL);
  if (error == NULL)
    return;
  g_assert_true (error->domain == AWS_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_type (FloMarket          *market,
            const FloTypeFacts *known)
{
  g_autoptr(FloTypeFacts) facts = flo_type_facts_copy (known);

  flo_type_facts_take_market (facts, market);
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    {
      g_autofree char *text = flo_type_facts_format (facts, fact);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

/* Files of ours, which others may have changed */
static void
read_kept (const guint8 *data,
           gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(FloTypeTable) table = flo_type_table_parse (bytes, (FloOrigin) { FLO_SOURCE_AWS, 1 });
  g_autoptr(FloTypeTable) shipped = flo_type_table_get_shipped ();
  g_autoptr(FloMarket) market = _flo_market_parse (bytes, "us-east-1", 1, table != NULL ? table : shipped);

  for (guint i = 0; table != NULL && i < flo_type_table_get_n (table); i++)
    check_type (market, flo_type_table_get_at (table, i));
  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    g_assert_cmpint (flo_market_get_pool (market, i)->spot_price, >=, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GError) list_error = NULL;
  g_autoptr(GError) file_error = NULL;
  g_autoptr(GBytes) table = NULL;
  guint n_prices = 0;
  gboolean good;

  good = aws_price_list_read (text, strlen (text), price_cb, &n_prices, &list_error);
  check_error (good, list_error);
  g_assert_cmpuint (n_prices, <=, 1);

  table = flo_advisor_convert (text, strlen (text), &file_error);
  check_error (table != NULL, file_error);
  /* A table of ours, whatever it came from. */
  if (table != NULL)
    g_assert_null (memchr (g_bytes_get_data (table, NULL), '"', g_bytes_get_size (table)));

  read_kept (data, size);

  return 0;
}
