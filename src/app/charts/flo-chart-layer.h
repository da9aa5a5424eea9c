/* flo-chart-layer.h: one thing that a chart shows: areas, lines, marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-axis.h"
#include "app/charts/flo-chart-painter.h"
#include "app/charts/flo-series-style.h"
#include "app/charts/flo-step-path.h"

G_BEGIN_DECLS

/* Where and how a layer draws: valid for one frame. */
typedef struct
{
  FloChartPainter *painter;
  const FloChartTheme *theme;
  FloAxis *x_axis;             /* Unix seconds */
  FloAxis *y_axis;             /* micro-dollars */
  graphene_rect_t plot;
  double end;                  /* Unix seconds: what holds, holds until then */
  gboolean mirrored;           /* time runs from right to left */
} FloChartFrame;

double        flo_chart_frame_get_x      (const FloChartFrame *frame,
                                          double               time);
double        flo_chart_frame_get_y      (const FloChartFrame *frame,
                                          double               value);
/* A corner of a FloStepPath on the screen. */
double        flo_chart_frame_map_column (const FloChartFrame *frame,
                                          double               column);
FloPathWindow flo_chart_frame_get_window (const FloChartFrame *frame);

/* A line of a read-out or a legend. */
typedef struct
{
  FloSeriesStyle style;
  char *title;
  char *text;              /* (nullable): the value, for people */
  gboolean is_total;
} FloReading;

FloReading *flo_reading_new  (FloSeriesStyle  style,
                              const char     *title,
                              char           *text);    /* (transfer full) */
void        flo_reading_free (FloReading     *reading);

#define FLO_TYPE_CHART_LAYER (flo_chart_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (FloChartLayer, flo_chart_layer, FLO, CHART_LAYER, GObject)

/* All but draw are optional. */
struct _FloChartLayerClass
{
  GObjectClass parent_class;

  void     (*draw)          (FloChartLayer       *self,
                             const FloChartFrame *frame);
  void     (*draw_cursor)   (FloChartLayer       *self,
                             const FloChartFrame *frame,
                             double               time);
  gboolean (*get_extremes)  (FloChartLayer       *self,
                             double               from,
                             double               to,
                             FloMoney            *min,
                             FloMoney            *max);
  void     (*extend)        (FloChartLayer       *self,
                             FloMoney            *min,
                             FloMoney            *max);
  gboolean (*get_period)    (FloChartLayer       *self,
                             gint64              *first,
                             gint64              *last);
  gboolean (*find_change)   (FloChartLayer       *self,
                             double               time,
                             gboolean             forward,
                             gint64              *change);
  void     (*list_readings) (FloChartLayer       *self,
                             double               time,
                             double               tolerance,
                             GPtrArray           *readings);
  int      (*get_headroom)  (FloChartLayer       *self);
};

/* Emits "changed" (gint64 time: nothing before it has changed). */
void     flo_chart_layer_draw          (FloChartLayer       *self,
                                        const FloChartFrame *frame);
/* What marks the values at @time. */
void     flo_chart_layer_draw_cursor   (FloChartLayer       *self,
                                        const FloChartFrame *frame,
                                        double               time);
/* The amounts between which it is drawn over [@from, @to]. */
gboolean flo_chart_layer_get_extremes  (FloChartLayer       *self,
                                        double               from,
                                        double               to,
                                        FloMoney            *min,
                                        FloMoney            *max);
/* Widens the range that the others need by what it would like to show besides. */
void     flo_chart_layer_extend        (FloChartLayer       *self,
                                        FloMoney            *min,
                                        FloMoney            *max);
/* The times of the first and the last thing it has. */
gboolean flo_chart_layer_get_period    (FloChartLayer       *self,
                                        gint64              *first,
                                        gint64              *last);
/* The nearest change after (@forward) or before @time. */
gboolean flo_chart_layer_find_change   (FloChartLayer       *self,
                                        double               time,
                                        gboolean             forward,
                                        gint64              *change);
/* Appends a FloReading for each thing it has at @time, give or take @tolerance seconds. */
void     flo_chart_layer_list_readings (FloChartLayer       *self,
                                        double               time,
                                        double               tolerance,
                                        GPtrArray           *readings);
/* Pixels it needs free above the plot. */
int      flo_chart_layer_get_headroom  (FloChartLayer       *self);
/* For implementations. */
void     flo_chart_layer_changed       (FloChartLayer       *self,
                                        gint64               time);

G_END_DECLS
