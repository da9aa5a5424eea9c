/* flo-marker-layer.h: things that happened, above the plot, and how long they lasted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-layer.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 time;           /* Unix seconds */
  gint64 end;            /* Unix seconds, 0 when it was over at once: the span is shaded */
  FloSeriesKind kind;    /* FLO_SERIES_NOTICE or FLO_SERIES_LOSS */
  const char *title;     /* (nullable) */
} FloMarker;

#define FLO_TYPE_MARKER_LAYER (flo_marker_layer_get_type ())
G_DECLARE_FINAL_TYPE (FloMarkerLayer, flo_marker_layer, FLO, MARKER_LAYER, FloChartLayer)

FloMarkerLayer *flo_marker_layer_new         (void);
/* In any order; copied. Marks that would touch become one with their number. */
void            flo_marker_layer_set_markers (FloMarkerLayer  *self,
                                              const FloMarker *markers,
                                              gsize            n_markers);
/* How many there are in [@from, @to]. */
guint           flo_marker_layer_count       (FloMarkerLayer  *self,
                                              double           from,
                                              double           to);

G_END_DECLS
