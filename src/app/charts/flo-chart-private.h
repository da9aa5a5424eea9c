/* flo-chart-private.h: what the files of the chart share: container, drawing, input
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-readout.h"
#include "app/charts/flo-chart.h"

G_BEGIN_DECLS

/* Room around the plot for the ring of the focus. */
#define FLO_CHART_EDGE 3

struct _FloChart
{
  GtkWidget parent_instance;

  GPtrArray *layers;            /* (owned) (element-type FloChartLayer) */
  FloAxis *x_axis;              /* (owned) */
  FloAxis *y_axis;              /* (owned) */
  FloChartReadout *readout;     /* (owned) child */
  graphene_rect_t plot;         /* where the last frame had it */

  double home_from;
  double home_to;
  double end;
  double cursor;                /* NaN: none */
  double drag_from;             /* start of the view when the drag or pinch began */
  double drag_to;
  gboolean from_zero;
  gboolean zoomed;
  gboolean keyboard;            /* the cursor was set by keys */

  char *summary;                /* (owned) (nullable) */
  gint64 summary_time;          /* monotonic: when it was last passed on */
  guint summary_source;
};

gboolean flo_chart_is_mirrored        (FloChart       *self);
/* The moment below a point of the widget, and the other way round. */
double   flo_chart_get_time_at        (FloChart       *self,
                                       double          x);
double   flo_chart_get_x_of           (FloChart       *self,
                                       double          time);
/* How many seconds @pixels show. */
double   flo_chart_get_duration       (FloChart       *self,
                                       double          pixels);
/* Shows the period, kept inside of what there is. */
void     flo_chart_set_view           (FloChart       *self,
                                       double          from,
                                       double          to);
/* As flo_chart_set_cursor(), but said aloud. */
void     flo_chart_set_keyboard_cursor (FloChart      *self,
                                       double          time);
void     flo_chart_update_readout     (FloChart       *self);
/* Tells assistive technology what there is to say now. */
void     flo_chart_pass_on_description (FloChart      *self);
void     flo_chart_add_controllers    (FloChart       *self);
void     flo_chart_class_add_bindings (GtkWidgetClass *widget_class);

G_END_DECLS
