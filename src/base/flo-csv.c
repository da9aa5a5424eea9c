/* flo-csv.c: reads the plain tables that ship with us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-csv.h"

#include <string.h>

/* The text is cut up in place: thousands of lines are read before the first window appears. */
struct _FloCsv
{
  char *text;            /* (owned): what is being cut up */
  char *cursor;          /* (nullable): the next line, in text */
  GPtrArray *header;     /* (element-type utf8): cells of the first line, in text */
  GPtrArray *cells;      /* (element-type utf8): cells of this line, in text */
};

static gboolean
next_line (FloCsv    *self,
           GPtrArray *cells)
{
  char *line = self->cursor;
  char *end;

  g_ptr_array_set_size (cells, 0);
  if (line == NULL || *line == '\0')
    return FALSE;

  end = strchr (line, '\n');
  self->cursor = end != NULL ? end + 1 : NULL;
  if (end != NULL)
    {
      if (end > line && end[-1] == '\r')
        end--;
      *end = '\0';
    }

  while (line != NULL)
    {
      char *comma = strchr (line, ',');

      if (comma != NULL)
        *comma++ = '\0';
      g_ptr_array_add (cells, line);
      line = comma;
    }

  return TRUE;
}

/**
 * flo_csv_new:
 * @bytes: the table; copied
 *
 * Returns: (transfer full): a reader that stands on the header
 */
FloCsv *
flo_csv_new (GBytes *bytes)
{
  FloCsv *self = g_new0 (FloCsv, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->text = g_strndup (data, size);
  self->cursor = self->text;
  self->header = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  next_line (self, self->header);

  return self;
}

void
flo_csv_free (FloCsv *self)
{
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->cells);
  g_free (self->text);
  g_free (self);
}

int
flo_csv_column (FloCsv     *self,
                const char *name)
{
  for (guint i = 0; i < self->header->len; i++)
    if (strcmp (self->header->pdata[i], name) == 0)
      return (int) i;

  return -1;
}

gboolean
flo_csv_next (FloCsv *self)
{
  return next_line (self, self->cells);
}

const char *
flo_csv_get (FloCsv *self,
             int     column)
{
  if (column < 0 || (guint) column >= self->cells->len)
    return "";

  return self->cells->pdata[column];
}

gint64
flo_csv_get_number (FloCsv *self,
                    int     column)
{
  return g_ascii_strtoll (flo_csv_get (self, column), NULL, 10);
}

void
flo_csv_append_quoted (GString    *text,
                       const char *cell)
{
  g_string_append_c (text, '"');
  for (const char *cursor = cell; *cursor != '\0'; cursor++)
    {
      if (*cursor == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cursor);
    }
  g_string_append_c (text, '"');
}
