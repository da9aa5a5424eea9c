/* flo-sim-table.c: the CSV tables built into the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-table.h"

#include <gio/gio.h>

#include "flo-sim-resources.h"

struct _FloSimTable
{
  GStrv      columns;
  GPtrArray *rows; /* (element-type GStrv) (owned) */
};

FloSimTable *
flo_sim_table_new_from_resource (const char *name)
{
  FloSimTable *self = g_new0 (FloSimTable, 1);
  g_autofree char *path = g_strconcat ("/org/flotilla/simulator/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  bytes = g_resource_lookup_data (flo_sim_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("The built-in table %s cannot be read: %s", path, error->message);

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  self->columns = g_strsplit (lines[0], ",", -1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      {
        GStrv cells = g_strsplit (lines[i], ",", -1);

        if (g_strv_length (cells) != g_strv_length (self->columns))
          g_error ("Line %u of the built-in table %s has another number of cells than its header", i + 1, path);
        g_ptr_array_add (self->rows, cells);
      }
  return self;
}

void
flo_sim_table_free (FloSimTable *self)
{
  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
flo_sim_table_get_n_rows (const FloSimTable *self)
{
  return self->rows->len;
}

const char *
flo_sim_table_get (const FloSimTable *self,
                   guint              row,
                   const char        *column)
{
  GStrv cells = g_ptr_array_index (self->rows, row);

  for (guint i = 0; self->columns[i] != NULL; i++)
    if (g_str_equal (self->columns[i], column))
      return cells[i];
  g_assert_not_reached ();
}

guint64
flo_sim_table_get_number (const FloSimTable *self,
                          guint              row,
                          const char        *column)
{
  return g_ascii_strtoull (flo_sim_table_get (self, row, column), NULL, 10);
}
