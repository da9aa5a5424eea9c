/* flo-price-csv.c: spot prices as a table for other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-csv"

#include "flotilla-config.h"

#include "market/flo-price-csv.h"

#include "aws/aws-error.h"
#include "aws/wire/aws-csv-reader.h"
#include "base/flo-time.h"
#include "store/flo-price-batch.h"

#include <string.h>

/* Of what is wrong so much is repeated. */
#define MAX_QUOTED 40
/* Spreadsheets begin with it. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef enum
{
  COLUMN_TIME,
  COLUMN_REGION,
  COLUMN_ZONE,
  COLUMN_ZONE_ID,
  COLUMN_TYPE,
  COLUMN_PRODUCT,
  COLUMN_PRICE,
  N_COLUMNS
} Column;

static const struct
{
  const char *name;
  const char *aws_name;      /* (nullable) */
  gboolean is_optional;
} columns[N_COLUMNS] = {
  [COLUMN_TIME] = { "time", "Timestamp", FALSE },
  [COLUMN_REGION] = { "region", NULL, TRUE },
  [COLUMN_ZONE] = { "zone", "AvailabilityZone", FALSE },
  [COLUMN_ZONE_ID] = { "zone_id", "AvailabilityZoneId", TRUE },
  [COLUMN_TYPE] = { "instance_type", "InstanceType", FALSE },
  [COLUMN_PRODUCT] = { "product", "ProductDescription", TRUE },
  [COLUMN_PRICE] = { "price", "SpotPrice", FALSE },
};

struct _FloPriceCsv
{
  FloPriceCsvFunc func;
  gpointer user_data;
  AwsCsvReader *reader;      /* (owned) */
  gsize n_mark;              /* bytes of the byte order mark that came; all of it: no more is looked for */
  guint n_cells;             /* of a line; 0 = the columns were not named yet */
  int places[N_COLUMNS];     /* -1 = there is no such column */
};

G_DEFINE_QUARK (flo-price-csv-error-quark, flo_price_csv_error)


static gboolean G_GNUC_PRINTF (3, 4)
fail (FloPriceCsv  *self,
      GError      **error,
      const char   *format,
      ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, FLO_PRICE_CSV_ERROR, FLO_PRICE_CSV_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": %s",
               aws_csv_reader_get_line (self->reader), what);

  return FALSE;
}

/* Whatever it was: it is shown on a terminal. */
static gboolean
fail_cell (FloPriceCsv  *self,
           GError      **error,
           const char   *cell,
           const char   *what)
{
  g_autofree char *escaped = g_strescape (cell, NULL);

  return fail (self, error, "“%.*s%s” is not %s", MAX_QUOTED, escaped, strlen (escaped) > MAX_QUOTED ? "…" : "", what);
}

static gboolean
find_columns (FloPriceCsv        *self,
              const char * const *cells,
              guint               n_cells,
              GError            **error)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->places[column] = -1;
      for (guint i = 0; i < n_cells; i++)
        {
          if (!g_str_equal (cells[i], columns[column].name) && g_strcmp0 (cells[i], columns[column].aws_name) != 0)
            continue;
          if (self->places[column] >= 0)
            return fail (self, error, "the column %s is there twice", columns[column].name);
          self->places[column] = (int) i;
        }
      if (self->places[column] < 0 && !columns[column].is_optional)
        return fail (self, error, "there is no column %s; the first line has to name the columns: %s",
                     columns[column].name, FLO_PRICE_CSV_COLUMNS);
    }
  self->n_cells = n_cells;

  return TRUE;
}

/* (nullable): it is empty, or there is no such column */
static const char *
get_cell (FloPriceCsv        *self,
          const char * const *cells,
          Column              column)
{
  const char *cell = self->places[column] >= 0 ? cells[self->places[column]] : "";

  return *cell != '\0' ? cell : NULL;
}

static gboolean
is_region (const char *text)
{
  return strlen (text) <= 32 && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
read_row (FloPriceCsv         *self,
          const char * const  *cells,
          FloPriceCsvRow      *row,
          GError             **error)
{
  const char *time = get_cell (self, cells, COLUMN_TIME), *price = get_cell (self, cells, COLUMN_PRICE);

  row->region = get_cell (self, cells, COLUMN_REGION);
  row->zone = get_cell (self, cells, COLUMN_ZONE);
  row->zone_id = get_cell (self, cells, COLUMN_ZONE_ID);
  row->instance_type = get_cell (self, cells, COLUMN_TYPE);
  if (time == NULL || !flo_time_parse (time, &row->time))
    return fail_cell (self, error, time != NULL ? time : "", "a time like 2026-11-24T02:10:00Z");
  if (price == NULL || !flo_money_parse (price, &row->price))
    return fail_cell (self, error, price != NULL ? price : "", "a price in dollars like 0.0312");
  if (row->zone == NULL || row->instance_type == NULL)
    return fail (self, error, "the %s is missing", row->zone == NULL ? "zone" : "instance type");
  if (row->region != NULL && !is_region (row->region))
    return fail_cell (self, error, row->region, "a region");

  return TRUE;
}

static gboolean
row_cb (const char * const  *cells,
        guint                n_cells,
        gpointer             user_data,
        GError             **error)
{
  FloPriceCsv *self = user_data;
  FloPriceCsvRow row;
  const char *product;
  g_autofree char *plain = NULL;

  if (self->n_cells == 0)
    return find_columns (self, cells, n_cells, error);
  if (n_cells != self->n_cells)
    return fail (self, error, "%u cells instead of %u", n_cells, self->n_cells);
  if (!read_row (self, cells, &row, error))
    return FALSE;

  product = get_cell (self, cells, COLUMN_PRODUCT);
  row.product = product != NULL ? product : FLO_PRICE_PRODUCT_LINUX;
  if (!g_strv_contains (FLO_PRICE_PRODUCTS, row.product))
    {
      plain = flo_price_product_plain (row.product);
      if (!g_strv_contains (FLO_PRICE_PRODUCTS, plain))
        return fail_cell (self, error, product, "a product that AWS has spot prices of");
      row.product = plain;
    }

  if (self->func (&row, self->user_data, error))
    return TRUE;
  /* It knows no lines. */
  if (error != NULL && *error != NULL && (*error)->domain == FLO_PRICE_CSV_ERROR)
    g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", aws_csv_reader_get_line (self->reader));

  return FALSE;
}

FloPriceCsv *
flo_price_csv_new (FloPriceCsvFunc func,
                   gpointer        user_data)
{
  FloPriceCsv *self = g_new0 (FloPriceCsv, 1);

  self->func = func;
  self->user_data = user_data;
  self->reader = aws_csv_reader_new (row_cb, self);

  return self;
}

void
flo_price_csv_free (FloPriceCsv *self)
{
  if (self == NULL)
    return;

  aws_csv_reader_free (self->reader);
  g_free (self);
}

/* What is no table at all is told of by the reader, in words that are about an answer of AWS. */
static gboolean
translate (FloPriceCsv  *self,
           GError       *problem,
           GError      **error)
{
  if (problem->domain != AWS_ERROR)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  fail (self, error, "this is no table of comma-separated values in UTF-8 (%s)", aws_error_get_code (problem));
  g_error_free (problem);

  return FALSE;
}

/* The byte order mark may come in pieces. */
static void
skip_mark (FloPriceCsv  *self,
           const char  **data,
           gsize        *length)
{
  const gsize whole = strlen (BYTE_ORDER_MARK);

  while (self->n_mark < whole && *length > 0)
    {
      if (**data != BYTE_ORDER_MARK[self->n_mark])
        {
          self->n_mark = whole;
          return;
        }
      self->n_mark++;
      (*data)++;
      (*length)--;
    }
}

gboolean
flo_price_csv_feed (FloPriceCsv  *self,
                    const char   *data,
                    gsize         length,
                    GError      **error)
{
  GError *problem = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  skip_mark (self, &data, &length);

  return aws_csv_reader_feed (self->reader, data, length, &problem) || translate (self, problem, error);
}

gboolean
flo_price_csv_finish (FloPriceCsv  *self,
                      GError      **error)
{
  GError *problem = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!aws_csv_reader_finish (self->reader, &problem))
    return translate (self, problem, error);
  if (self->n_cells == 0)
    return fail (self, error, "the table is empty; its first line has to name the columns: %s", FLO_PRICE_CSV_COLUMNS);

  return TRUE;
}
