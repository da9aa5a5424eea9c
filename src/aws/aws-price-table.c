/* aws-price-table.c: the prices of instances and volumes in a price file of EC2
 *
 * A few lines say what the file is, then one names the columns, and every line after it is a price
 * of something: reserved instances, snapshots, traffic. Columns come and go over the years, so they
 * are found by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-price-table"

#include "aws/aws-price-table.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-csv-reader.h"

/* Lines before the one with the columns; there are five. */
#define MAX_HEADING 20

typedef enum
{
  COLUMN_SKU,
  COLUMN_TERM,
  COLUMN_UNIT,
  COLUMN_PRICE,
  COLUMN_CURRENCY,
  COLUMN_TYPE,
  COLUMN_TENANCY,
  COLUMN_SYSTEM,
  COLUMN_LICENSE,
  COLUMN_CAPACITY,
  COLUMN_SOFTWARE,
  COLUMN_MARKET,
  COLUMN_REGION,
  COLUMN_FAMILY,
  COLUMN_VOLUME,
  COLUMN_PLACE,
  N_COLUMNS
} Column;

typedef enum
{
  KIND_INSTANCE,
  KIND_VOLUME,
  N_KINDS
} Kind;

/* In the file's words, and what a line has to say there to be a plain price of each kind; NULL: anything. */
static const struct
{
  const char *name;
  const char *wanted[N_KINDS];
  gboolean is_optional;
} columns[N_COLUMNS] =
{
  [COLUMN_SKU] = { "SKU", { NULL, NULL }, FALSE },
  [COLUMN_TERM] = { "TermType", { "OnDemand", "OnDemand" }, FALSE },
  [COLUMN_UNIT] = { "Unit", { "Hrs", "GB-Mo" }, FALSE },
  [COLUMN_PRICE] = { "PricePerUnit", { NULL, NULL }, FALSE },
  [COLUMN_CURRENCY] = { "Currency", { NULL, NULL }, FALSE },
  [COLUMN_TYPE] = { "Instance Type", { NULL, "" }, FALSE },
  [COLUMN_TENANCY] = { "Tenancy", { NULL, NULL }, FALSE },
  [COLUMN_SYSTEM] = { "Operating System", { NULL, NULL }, FALSE },
  [COLUMN_LICENSE] = { "License Model", { "No License required", NULL }, FALSE },
  [COLUMN_CAPACITY] = { "CapacityStatus", { "Used", NULL }, FALSE },
  [COLUMN_SOFTWARE] = { "Pre Installed S/W", { "NA", NULL }, FALSE },
  [COLUMN_MARKET] = { "MarketOption", { "OnDemand", NULL }, TRUE },
  [COLUMN_REGION] = { "Region Code", { NULL, NULL }, TRUE },
  [COLUMN_FAMILY] = { "Product Family", { NULL, "Storage" }, TRUE },
  [COLUMN_VOLUME] = { "Volume API Name", { NULL, NULL }, TRUE },
  [COLUMN_PLACE] = { "Location Type", { NULL, "AWS Region" }, TRUE },
};

struct _AwsPriceTable
{
  AwsListPriceFunc price_func;
  gpointer price_data;

  AwsCsvReader *reader;        /* (owned) */
  guint n_lines;               /* before the one with the columns */
  guint n_cells;               /* in that line; 0 = it has not come yet */
  int places[N_COLUMNS];       /* -1 = there is no such column */
};

static gboolean
fail (const char  *code,
      GError     **error,
      const char  *what,
      const char  *which)
{
  g_autofree char *message = g_strdup_printf ("the price file %s%.60s", what, which);

  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));

  return FALSE;
}

static gboolean
aws_price_table_find_columns (AwsPriceTable      *self,
                              const char *const  *cells,
                              guint               n_cells,
                              GError            **error)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->places[column] = -1;
      for (guint i = 0; i < n_cells && self->places[column] < 0; i++)
        if (strcmp (cells[i], columns[column].name) == 0)
          self->places[column] = (int) i;

      if (self->places[column] < 0 && !columns[column].is_optional)
        return fail (AWS_CODE_ANSWER_MALFORMED, error, "has no column ", columns[column].name);
    }
  self->n_cells = n_cells;

  return TRUE;
}

/* "" where there is no such column. */
static const char *
aws_price_table_get (AwsPriceTable     *self,
                     const char *const *cells,
                     Column             column)
{
  return self->places[column] >= 0 ? cells[self->places[column]] : "";
}

static gboolean
aws_price_table_wants (AwsPriceTable     *self,
                       const char *const *cells,
                       Kind               kind)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    if (columns[column].wanted[kind] != NULL && self->places[column] >= 0
        && strcmp (cells[self->places[column]], columns[column].wanted[kind]) != 0)
      return FALSE;

  if (kind == KIND_VOLUME)
    return *aws_price_table_get (self, cells, COLUMN_VOLUME) != '\0';

  /* Families of machines and hosts are priced too; neither is an instance that one can start. */
  return *aws_price_table_get (self, cells, COLUMN_TYPE) != '\0'
         && *aws_price_table_get (self, cells, COLUMN_SYSTEM) != '\0'
         && strcmp (aws_price_table_get (self, cells, COLUMN_TENANCY), "Host") != 0;
}

static gboolean
aws_price_table_row_cb (const char *const  *cells,
                        guint               n_cells,
                        gpointer            user_data,
                        GError            **error)
{
  AwsPriceTable *self = user_data;
  AwsListPrice price;
  Kind kind;

  if (self->n_cells == 0)
    {
      if (strcmp (cells[0], columns[COLUMN_SKU].name) == 0)
        return aws_price_table_find_columns (self, cells, n_cells, error);
      if (++self->n_lines > MAX_HEADING)
        return fail (AWS_CODE_ANSWER_MALFORMED, error, "does not name its columns", "");
      return TRUE;
    }

  if (n_cells != self->n_cells)
    return fail (AWS_CODE_ANSWER_TRUNCATED, error, "has a line that is too short or too long: ",
                 cells[0]);

  for (kind = 0; kind < N_KINDS && !aws_price_table_wants (self, cells, kind); kind++)
    ;
  if (kind == N_KINDS)
    return TRUE;

  price.instance_type = aws_price_table_get (self, cells, COLUMN_TYPE);
  price.volume_type = kind == KIND_VOLUME ? aws_price_table_get (self, cells, COLUMN_VOLUME) : "";
  price.operating_system = kind == KIND_INSTANCE ? aws_price_table_get (self, cells, COLUMN_SYSTEM) : "";
  price.tenancy = kind == KIND_INSTANCE ? aws_price_table_get (self, cells, COLUMN_TENANCY) : "";
  price.region = aws_price_table_get (self, cells, COLUMN_REGION);
  price.currency = aws_price_table_get (self, cells, COLUMN_CURRENCY);
  if (!flo_money_parse (aws_price_table_get (self, cells, COLUMN_PRICE), &price.price))
    return fail (AWS_CODE_ANSWER_MALFORMED, error, "has a price that is none: ",
                 aws_price_table_get (self, cells, COLUMN_PRICE));

  /* What is free is not for sale. */
  if (price.price > 0)
    self->price_func (&price, self->price_data);

  return TRUE;
}

/**
 * aws_price_table_new:
 * @price_func: (scope notified): gets every on-demand price of an instance with its system alone, and of a volume
 * @price_data: for @price_func
 *
 * Returns: (transfer full): a reader for one file
 */
AwsPriceTable *
aws_price_table_new (AwsListPriceFunc price_func,
                     gpointer         price_data)
{
  AwsPriceTable *self = g_new0 (AwsPriceTable, 1);

  self->price_func = price_func;
  self->price_data = price_data;
  self->reader = aws_csv_reader_new (aws_price_table_row_cb, self);

  return self;
}

void
aws_price_table_free (AwsPriceTable *self)
{
  aws_csv_reader_free (self->reader);
  g_free (self);
}

/**
 * aws_price_table_feed:
 * @self: a reader
 * @data: the next bytes of the file
 * @length: how many
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Prices whose line is complete are handed out before this returns.
 *
 * Returns: %FALSE when the file is refused; nothing may be fed then any more
 */
gboolean
aws_price_table_feed (AwsPriceTable  *self,
                      const char     *data,
                      gsize           length,
                      GError        **error)
{
  return aws_csv_reader_feed (self->reader, data, length, error);
}

/**
 * aws_price_table_finish:
 * @self: a reader that was fed the whole file
 * @error: %AWS_ERROR_PROTOCOL, "AnswerTruncated" when the file ends too early
 *
 * Returns: whether the file was whole
 */
gboolean
aws_price_table_finish (AwsPriceTable  *self,
                        GError        **error)
{
  if (!aws_csv_reader_finish (self->reader, error))
    return FALSE;

  if (self->n_cells == 0)
    return fail (AWS_CODE_ANSWER_TRUNCATED, error, "ends before its columns", "");

  return TRUE;
}
