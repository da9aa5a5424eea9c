/* flo-chart.h: layers on a time axis and a money axis, with rulers, read-out, zoom and pan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/flo-chart-layer.h"

G_BEGIN_DECLS

#define FLO_TYPE_CHART (flo_chart_get_type ())
G_DECLARE_FINAL_TYPE (FloChart, flo_chart, FLO, CHART, GtkWidget)

/* In right-to-left languages the chart is mirrored as a whole: time runs from right to left, the
 * money ruler changes sides, and the arrow keys follow what is seen.
 *
 * Property: zoomed (the view is not the home view). Emits "cursor-changed" and "view-changed".
 * Keys: Left/Right go from change to change, with Ctrl they pan; +/− zoom, 0 resets; Home/End first
 * and last; Escape ends the read-out. Pointer: drag pans, Ctrl+scroll and pinching zoom. */
FloChart  *flo_chart_new           (void);
/* Drawn in this order. Takes a reference. */
void       flo_chart_add_layer     (FloChart      *self,
                                    FloChartLayer *layer);
/* Whether the money axis shows zero always; at first it does. */
void       flo_chart_set_from_zero (FloChart      *self,
                                    gboolean       from_zero);
/* The period shown unless somebody zooms or pans; Unix seconds. */
void       flo_chart_set_home      (FloChart      *self,
                                    double         from,
                                    double         to);
/* Until when the last amounts hold: now, or when it ended. */
void       flo_chart_set_end       (FloChart      *self,
                                    double         end);
double     flo_chart_get_end       (FloChart      *self);
FloAxis   *flo_chart_get_time_axis (FloChart      *self);
FloAxis   *flo_chart_get_money_axis (FloChart     *self);
gboolean   flo_chart_get_zoomed    (FloChart      *self);
void       flo_chart_reset_view    (FloChart      *self);
/* Shows @factor times the period around @center (NaN: the cursor, or else the middle). */
void       flo_chart_zoom          (FloChart      *self,
                                    double         factor,
                                    double         center);
/* Moves the period shown by @share of itself; positive is later. */
void       flo_chart_pan           (FloChart      *self,
                                    double         share);
/* The moment read out; NaN for none. */
void       flo_chart_set_cursor    (FloChart      *self,
                                    double         time);
double     flo_chart_get_cursor    (FloChart      *self);
/* The next (1) or previous (-1) change becomes the cursor; the view follows. */
void       flo_chart_step_cursor   (FloChart      *self,
                                    int            direction);
/* What all layers say about @time. Returns: (transfer full) (element-type FloReading) */
GPtrArray *flo_chart_list_readings (FloChart      *self,
                                    double         time);
/* The same in one sentence. Returns: (transfer full) */
char      *flo_chart_describe      (FloChart      *self,
                                    double         time);
/* What assistive technology says about the chart as a whole; passed on every few seconds at
 * most. */
void       flo_chart_set_summary   (FloChart      *self,
                                    const char    *summary);
/* Draws it @width × @height pixels large, without the cursor unless @with_cursor. */
void       flo_chart_draw          (FloChart            *self,
                                    FloChartPainter     *painter,
                                    const FloChartTheme *theme,
                                    double               width,
                                    double               height,
                                    gboolean             with_cursor);

G_END_DECLS
