/* flo-chart-readout.h: the values at one moment, beside the cursor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHART_READOUT (flo_chart_readout_get_type ())
G_DECLARE_FINAL_TYPE (FloChartReadout, flo_chart_readout, FLO, CHART_READOUT, GtkWidget)

GtkWidget *flo_chart_readout_new         (void);
/* @time: Unix seconds; @readings: (element-type FloReading) */
void       flo_chart_readout_set         (FloChartReadout *self,
                                          gint64           time,
                                          GPtrArray       *readings);
/* "Tue 24 Nov, 12:03:11", local. Returns: (transfer full) */
char      *flo_chart_readout_format_time (gint64           time);

G_END_DECLS
