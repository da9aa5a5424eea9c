/* flo-heat-grid.h: figures in rows and columns, each with its place on a scale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_HEAT_PLAIN,      /* more is more */
  FLO_HEAT_WARNING,    /* more is worse: the hue of warnings */
} FloHeatScale;

/* One figure. Borrowed from the grid. */
typedef struct
{
  gboolean known;
  double share;      /* 0 … 1: its place between the least and the greatest */
  char *text;        /* what stands in the cell: "$0.0312" */
  char *words;       /* the whole of it in a sentence */
  gboolean badge;    /* a mark that warns */
} FloHeatCell;

#define FLO_TYPE_HEAT_GRID (flo_heat_grid_get_type ())
G_DECLARE_FINAL_TYPE (FloHeatGrid, flo_heat_grid, FLO, HEAT_GRID, GObject)

/* Columns that follow each other with the same group stand under one head: zones of a region.
 * Cells are not known at first. Copies all. */
FloHeatGrid       *flo_heat_grid_new            (const char         *title,
                                                 FloHeatScale        scale,
                                                 const char * const *rows,
                                                 const char * const *columns,
                                                 const char * const *groups);
void               flo_heat_grid_set_cell       (FloHeatGrid        *self,
                                                 guint               row,
                                                 guint               column,
                                                 double              share,
                                                 const char         *text,
                                                 const char         *words,
                                                 gboolean            badge);
/* For a cell without a figure: why. */
void               flo_heat_grid_set_words      (FloHeatGrid        *self,
                                                 guint               row,
                                                 guint               column,
                                                 const char         *words);
/* What the ends of the scale mean: "$0.0312", "$0.0470". */
void               flo_heat_grid_set_ends       (FloHeatGrid        *self,
                                                 const char         *least,
                                                 const char         *greatest);
const char        *flo_heat_grid_get_title      (FloHeatGrid        *self);
FloHeatScale       flo_heat_grid_get_scale      (FloHeatGrid        *self);
const char        *flo_heat_grid_get_least      (FloHeatGrid        *self);   /* (nullable) */
const char        *flo_heat_grid_get_greatest   (FloHeatGrid        *self);   /* (nullable) */
guint              flo_heat_grid_get_n_rows     (FloHeatGrid        *self);
guint              flo_heat_grid_get_n_columns  (FloHeatGrid        *self);
const char        *flo_heat_grid_get_row        (FloHeatGrid        *self,
                                                 guint               row);
const char        *flo_heat_grid_get_column     (FloHeatGrid        *self,
                                                 guint               column);
const char        *flo_heat_grid_get_group      (FloHeatGrid        *self,
                                                 guint               column);
/* The column without what its group says already: "a" of "us-east-1a". */
const char        *flo_heat_grid_get_short      (FloHeatGrid        *self,
                                                 guint               column);
const FloHeatCell *flo_heat_grid_get_cell       (FloHeatGrid        *self,
                                                 guint               row,
                                                 guint               column);

G_END_DECLS
