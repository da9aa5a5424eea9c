/* flo-cli-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-table.h"

struct _FloCliTable
{
  GPtrArray *rows;     /* (owned) (element-type GStrv): the headings first */
  gboolean *right;     /* (owned): per column */
  guint n_columns;
};

FloCliTable *
flo_cli_table_newv (const char *const *headings)
{
  FloCliTable *self = g_new0 (FloCliTable, 1);
  g_autoptr(GStrvBuilder) row = g_strv_builder_new ();

  self->n_columns = g_strv_length ((char **) headings);
  self->right = g_new (gboolean, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->right[i] = *headings[i] == '>';
      g_strv_builder_add (row, headings[i] + self->right[i]);
    }
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->rows, g_strv_builder_end (row));
  return self;
}

/* The texts in @args after @first, up to NULL. Borrowed. */
static GPtrArray *
collect (const char *first,
         va_list     args)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (const char *text = first; text != NULL; text = va_arg (args, const char *))
    g_ptr_array_add (texts, (gpointer) text);
  g_ptr_array_add (texts, NULL);
  return texts;
}

FloCliTable *
flo_cli_table_new (const char *heading,
                   ...)
{
  g_autoptr(GPtrArray) headings = NULL;
  va_list args;

  va_start (args, heading);
  headings = collect (heading, args);
  va_end (args);

  return flo_cli_table_newv ((const char *const *) headings->pdata);
}

void
flo_cli_table_free (FloCliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self->right);
  g_free (self);
}

void
flo_cli_table_addv (FloCliTable       *self,
                    const char *const *cells)
{
  g_return_if_fail (g_strv_length ((char **) cells) == self->n_columns);

  g_ptr_array_add (self->rows, g_strdupv ((char **) cells));
}

void
flo_cli_table_add (FloCliTable *self,
                   const char  *cell,
                   ...)
{
  g_autoptr(GPtrArray) cells = NULL;
  va_list args;

  va_start (args, cell);
  cells = collect (cell, args);
  va_end (args);

  flo_cli_table_addv (self, (const char *const *) cells->pdata);
}

static glong
measure_column (FloCliTable *self,
                guint        column)
{
  glong width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (self->rows, i);

      width = MAX (width, g_utf8_strlen (row[column], -1));
    }
  return width;
}

void
flo_cli_table_print (FloCliTable  *self,
                     FloCliOutput *output)
{
  g_autofree glong *widths = g_new (glong, self->n_columns);

  for (guint c = 0; c < self->n_columns; c++)
    widths[c] = measure_column (self, c);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (self->rows, i);
      g_autoptr(GString) line = g_string_new (NULL);

      for (guint c = 0; c < self->n_columns; c++)
        {
          int gap = (int) (widths[c] - g_utf8_strlen (row[c], -1));

          g_string_append_printf (line, "%s%*s%s%*s", c > 0 ? "  " : "", self->right[c] ? gap : 0,
                                  "", row[c], self->right[c] ? 0 : gap, "");
        }
      flo_cli_output_print (output, "%s\n", g_strchomp (line->str));
    }
}
