/* flo-sim-data.c: the tables built into the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-data.h"

#include <gio/gio.h>

#include "flo-sim-resources.h"

GBytes *
flo_sim_data_lookup (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/flotilla/simulator/", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  bytes = g_resource_lookup_data (flo_sim_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                  &error);
  if (bytes == NULL)
    g_error ("The built-in file %s cannot be read: %s", path, error->message);
  return bytes;
}

FloCsv *
flo_sim_data_open_csv (const char *name)
{
  g_autoptr (GBytes) bytes = flo_sim_data_lookup (name);

  return flo_csv_new (bytes);
}

static int
column_named (FloCsv     *table,
              const char *column)
{
  int index = flo_csv_column (table, column);

  g_assert (index >= 0);
  return index;
}

const char *
flo_sim_data_get (FloCsv     *table,
                  const char *column)
{
  return flo_csv_get (table, column_named (table, column));
}

gint64
flo_sim_data_get_int (FloCsv     *table,
                      const char *column)
{
  return flo_csv_get_number (table, column_named (table, column));
}
