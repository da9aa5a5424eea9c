/* aws-csv-reader.c: reads tables as their bytes come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-csv-reader"

#include "aws/wire/aws-csv-reader.h"

#include <string.h>

#include "aws/aws-error-codes.h"

/* Bounds for hostile tables; the lines of AWS's price files have about 2 KiB and 100 cells. */
#define MAX_LINE_LENGTH (64 * 1024)
#define MAX_CELLS 1024

typedef enum
{
  STATE_CELL_START,
  STATE_PLAIN,
  STATE_QUOTED,
  STATE_QUOTE,      /* after a quote in a quoted cell: its end, or the first half of one */
  STATE_RETURN,     /* after a \r outside quotes */
} State;

struct _AwsCsvReader
{
  AwsCsvRowFunc row_func;
  gpointer row_data;

  State state;
  GString *line;         /* (owned): the cells, each with its NUL */
  GArray *starts;        /* (owned) (element-type gsize): where each begins */
  GPtrArray *cells;      /* (owned) (element-type utf8): into @line, for a row that is handed out */
  guint64 n_lines;       /* that began */
  gboolean failed;
};

/**
 * aws_csv_reader_new:
 * @row_func: (scope notified): gets every line that is not empty
 * @row_data: for @row_func
 *
 * Returns: (transfer full): a reader for one table
 */
AwsCsvReader *
aws_csv_reader_new (AwsCsvRowFunc row_func,
                    gpointer      row_data)
{
  AwsCsvReader *self = g_new0 (AwsCsvReader, 1);

  self->row_func = row_func;
  self->row_data = row_data;
  self->line = g_string_sized_new (4096);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
  self->n_lines = 1;

  return self;
}

void
aws_csv_reader_free (AwsCsvReader *self)
{
  g_string_free (self->line, TRUE);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

guint64
aws_csv_reader_get_line (AwsCsvReader *self)
{
  return self->n_lines;
}

static gboolean
aws_csv_reader_fail (AwsCsvReader  *self,
                     const char    *code,
                     const char    *what,
                     GError       **error)
{
  g_autofree char *message =
      g_strdup_printf ("line %" G_GUINT64_FORMAT " of the table %s", self->n_lines, what);

  self->failed = TRUE;
  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));

  return FALSE;
}

static void
aws_csv_reader_begin_cell (AwsCsvReader *self)
{
  gsize start = self->line->len;

  g_array_append_val (self->starts, start);
}

static gboolean
aws_csv_reader_end_row (AwsCsvReader  *self,
                        GError       **error)
{
  const char *text = self->line->str;
  gboolean is_empty = self->starts->len == 0;
  gboolean go_on = TRUE;

  for (guint i = 0; i < self->starts->len; i++)
    if (!g_utf8_validate (text + g_array_index (self->starts, gsize, i), -1, NULL))
      return aws_csv_reader_fail (self, AWS_CODE_ANSWER_MALFORMED, "is not UTF-8", error);

  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (self->cells, (gpointer) (text + g_array_index (self->starts, gsize, i)));
  if (!is_empty)
    go_on = self->row_func ((const char *const *) self->cells->pdata, self->cells->len,
                            self->row_data, error);

  self->failed = !go_on;
  self->state = STATE_CELL_START;
  g_ptr_array_set_size (self->cells, 0);
  g_array_set_size (self->starts, 0);
  g_string_truncate (self->line, 0);
  self->n_lines++;

  return go_on;
}

static gboolean
aws_csv_reader_end_cell (AwsCsvReader  *self,
                         char           end,
                         GError       **error)
{
  /* A lone empty cell is an empty line. */
  if (end != ',' && self->state == STATE_CELL_START && self->starts->len == 0)
    {
      self->state = end == '\r' ? STATE_RETURN : STATE_CELL_START;
      return end == '\r' || aws_csv_reader_end_row (self, error);
    }

  if (self->state == STATE_CELL_START)
    aws_csv_reader_begin_cell (self);
  g_string_append_c (self->line, '\0');
  if (self->starts->len > MAX_CELLS)
    return aws_csv_reader_fail (self, AWS_CODE_ANSWER_TOO_LARGE, "has too many cells", error);

  if (end == '\n')
    return aws_csv_reader_end_row (self, error);
  self->state = end == '\r' ? STATE_RETURN : STATE_CELL_START;

  return TRUE;
}

/* Takes what belongs to the cell at once; gives the number of bytes. */
static gsize
aws_csv_reader_take_text (AwsCsvReader *self,
                          const char   *data,
                          gsize         length)
{
  gsize n = 0;

  if (self->state == STATE_QUOTED)
    {
      const char *quote = memchr (data, '"', length);

      n = quote != NULL ? (gsize) (quote - data) : length;
    }
  else
    {
      while (n < length && data[n] != ',' && data[n] != '\n' && data[n] != '\r' && data[n] != '"')
        n++;
    }
  g_string_append_len (self->line, data, (gssize) n);

  return n;
}

/* One byte that means something, or the first of a cell. */
static gboolean
aws_csv_reader_step (AwsCsvReader  *self,
                     char           c,
                     GError       **error)
{
  gboolean ends_cell = c == ',' || c == '\n' || c == '\r';

  switch (self->state)
    {
    case STATE_CELL_START:
    case STATE_PLAIN:
      if (ends_cell)
        return aws_csv_reader_end_cell (self, c, error);
      if (self->state == STATE_PLAIN)
        return aws_csv_reader_fail (self, AWS_CODE_ANSWER_MALFORMED,
                                    "has a quote in the middle of a cell", error);
      aws_csv_reader_begin_cell (self);
      self->state = c == '"' ? STATE_QUOTED : STATE_PLAIN;
      if (c != '"')
        g_string_append_c (self->line, c);
      return TRUE;

    case STATE_QUOTED:
      self->state = STATE_QUOTE;
      return TRUE;

    case STATE_QUOTE:
      if (ends_cell)
        return aws_csv_reader_end_cell (self, c, error);
      if (c != '"')
        return aws_csv_reader_fail (self, AWS_CODE_ANSWER_MALFORMED,
                                    "goes on behind the end of a cell", error);
      g_string_append_c (self->line, c);
      self->state = STATE_QUOTED;
      return TRUE;

    case STATE_RETURN:
      if (c != '\n')
        return aws_csv_reader_fail (self, AWS_CODE_ANSWER_MALFORMED, "has a stray carriage return",
                                    error);
      return aws_csv_reader_end_row (self, error);

    default:
      g_assert_not_reached ();
    }
}

/**
 * aws_csv_reader_feed:
 * @self: a reader
 * @data: the next bytes of the table
 * @length: how many
 * @error: %AWS_ERROR_PROTOCOL, or what the function for rows failed with
 *
 * Rows that are complete are handed out before this returns.
 *
 * Returns: %FALSE when the table is refused; nothing may be fed then any more
 */
gboolean
aws_csv_reader_feed (AwsCsvReader  *self,
                     const char    *data,
                     gsize          length,
                     GError       **error)
{
  g_return_val_if_fail (!self->failed, FALSE);

  if (memchr (data, '\0', length) != NULL)
    return aws_csv_reader_fail (self, AWS_CODE_ANSWER_MALFORMED, "or one after it is no text",
                                error);

  while (length > 0)
    {
      gsize n = 0;

      if (self->state == STATE_PLAIN || self->state == STATE_QUOTED)
        n = aws_csv_reader_take_text (self, data, MIN (length, MAX_LINE_LENGTH));
      if (self->line->len > MAX_LINE_LENGTH)
        return aws_csv_reader_fail (self, AWS_CODE_ANSWER_TOO_LARGE, "is too long", error);
      if (n == 0)
        {
          if (!aws_csv_reader_step (self, *data, error))
            return FALSE;
          n = 1;
        }
      data += n;
      length -= n;
    }

  return TRUE;
}

/**
 * aws_csv_reader_finish:
 * @self: a reader that was fed the whole table
 * @error: %AWS_ERROR_PROTOCOL, "AnswerTruncated" when the table ends inside quotes, or what the
 *   function for rows failed with
 *
 * Hands out the last line if no newline has ended it.
 *
 * Returns: whether the table was whole
 */
gboolean
aws_csv_reader_finish (AwsCsvReader  *self,
                       GError       **error)
{
  g_return_val_if_fail (!self->failed, FALSE);

  if (self->state == STATE_QUOTED)
    return aws_csv_reader_fail (self, AWS_CODE_ANSWER_TRUNCATED, "is cut off", error);

  if (self->state == STATE_RETURN)
    return aws_csv_reader_end_row (self, error);

  return aws_csv_reader_end_cell (self, '\n', error);
}
