/* flo-heat-grid.c: figures in rows and columns, each with its place on a scale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-heat-grid.h"

#include <string.h>

struct _FloHeatGrid
{
  GObject parent_instance;

  char *title;             /* (owned) */
  char *least;             /* (owned) (nullable) */
  char *greatest;          /* (owned) (nullable) */
  GStrv rows;              /* (owned) */
  GStrv columns;           /* (owned) */
  GStrv groups;            /* (owned): as many as columns */
  guint n_rows;
  guint n_columns;
  FloHeatScale scale;
  FloHeatCell *cells;      /* (owned): row by row */
};

G_DEFINE_FINAL_TYPE (FloHeatGrid, flo_heat_grid, G_TYPE_OBJECT)

static FloHeatCell *
peek_cell (FloHeatGrid *self,
           guint        row,
           guint        column)
{
  return &self->cells[(gsize) row * self->n_columns + column];
}

static void
flo_heat_grid_finalize (GObject *object)
{
  FloHeatGrid *self = FLO_HEAT_GRID (object);

  for (gsize i = 0; i < (gsize) self->n_rows * self->n_columns; i++)
    {
      g_free (self->cells[i].text);
      g_free (self->cells[i].words);
    }
  g_free (self->cells);
  g_free (self->title);
  g_free (self->least);
  g_free (self->greatest);
  g_strfreev (self->rows);
  g_strfreev (self->columns);
  g_strfreev (self->groups);

  G_OBJECT_CLASS (flo_heat_grid_parent_class)->finalize (object);
}

static void
flo_heat_grid_class_init (FloHeatGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_heat_grid_finalize;
}

static void
flo_heat_grid_init (FloHeatGrid *self)
{
}

/**
 * flo_heat_grid_new:
 * @title: what the figures are
 * @scale: what more means
 * @rows: their names
 * @columns: their names
 * @groups: the group of each column, as many as @columns
 *
 * Returns: (transfer full): a grid without figures
 */
FloHeatGrid *
flo_heat_grid_new (const char         *title,
                   FloHeatScale        scale,
                   const char * const *rows,
                   const char * const *columns,
                   const char * const *groups)
{
  FloHeatGrid *self;

  g_return_val_if_fail (title != NULL && rows != NULL && columns != NULL && groups != NULL, NULL);
  g_return_val_if_fail (g_strv_length ((GStrv) columns) == g_strv_length ((GStrv) groups), NULL);

  self = g_object_new (FLO_TYPE_HEAT_GRID, NULL);
  self->title = g_strdup (title);
  self->scale = scale;
  self->rows = g_strdupv ((GStrv) rows);
  self->columns = g_strdupv ((GStrv) columns);
  self->groups = g_strdupv ((GStrv) groups);
  self->n_rows = g_strv_length (self->rows);
  self->n_columns = g_strv_length (self->columns);
  self->cells = g_new0 (FloHeatCell, MAX ((gsize) self->n_rows * self->n_columns, 1));

  return self;
}

void
flo_heat_grid_set_cell (FloHeatGrid *self,
                        guint        row,
                        guint        column,
                        double       share,
                        const char  *text,
                        const char  *words,
                        gboolean     badge)
{
  FloHeatCell *cell;

  g_return_if_fail (FLO_IS_HEAT_GRID (self));
  g_return_if_fail (row < self->n_rows && column < self->n_columns);
  g_return_if_fail (text != NULL && words != NULL);

  cell = peek_cell (self, row, column);
  cell->known = TRUE;
  cell->share = CLAMP (share, 0, 1);
  cell->badge = badge;
  g_free (cell->text);
  cell->text = g_strdup (text);
  g_free (cell->words);
  cell->words = g_strdup (words);
}

void
flo_heat_grid_set_words (FloHeatGrid *self,
                         guint        row,
                         guint        column,
                         const char  *words)
{
  FloHeatCell *cell;

  g_return_if_fail (FLO_IS_HEAT_GRID (self));
  g_return_if_fail (row < self->n_rows && column < self->n_columns);

  cell = peek_cell (self, row, column);
  g_free (cell->words);
  cell->words = g_strdup (words);
}

void
flo_heat_grid_set_ends (FloHeatGrid *self,
                        const char  *least,
                        const char  *greatest)
{
  g_return_if_fail (FLO_IS_HEAT_GRID (self));

  g_free (self->least);
  self->least = g_strdup (least);
  g_free (self->greatest);
  self->greatest = g_strdup (greatest);
}

const char *
flo_heat_grid_get_title (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), NULL);

  return self->title;
}

FloHeatScale
flo_heat_grid_get_scale (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), FLO_HEAT_PLAIN);

  return self->scale;
}

const char *
flo_heat_grid_get_least (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), NULL);

  return self->least;
}

const char *
flo_heat_grid_get_greatest (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), NULL);

  return self->greatest;
}

guint
flo_heat_grid_get_n_rows (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), 0);

  return self->n_rows;
}

guint
flo_heat_grid_get_n_columns (FloHeatGrid *self)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), 0);

  return self->n_columns;
}

const char *
flo_heat_grid_get_row (FloHeatGrid *self,
                       guint        row)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self) && row < self->n_rows, NULL);

  return self->rows[row];
}

const char *
flo_heat_grid_get_column (FloHeatGrid *self,
                          guint        column)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self) && column < self->n_columns, NULL);

  return self->columns[column];
}

const char *
flo_heat_grid_get_group (FloHeatGrid *self,
                         guint        column)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self) && column < self->n_columns, NULL);

  return self->groups[column];
}

const char *
flo_heat_grid_get_short (FloHeatGrid *self,
                         guint        column)
{
  const char *name, *group;

  g_return_val_if_fail (FLO_IS_HEAT_GRID (self) && column < self->n_columns, NULL);

  name = self->columns[column];
  group = self->groups[column];
  if (!g_str_has_prefix (name, group) || name[strlen (group)] == '\0')
    return name;

  return name + strlen (group);
}

const FloHeatCell *
flo_heat_grid_get_cell (FloHeatGrid *self,
                        guint        row,
                        guint        column)
{
  g_return_val_if_fail (FLO_IS_HEAT_GRID (self), NULL);
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return peek_cell (self, row, column);
}
