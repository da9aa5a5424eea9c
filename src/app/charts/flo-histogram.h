/* flo-histogram.h: how often values come out how high, as columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_HISTOGRAM (flo_histogram_get_type ())
G_DECLARE_FINAL_TYPE (FloHistogram, flo_histogram, FLO, HISTOGRAM, GtkWidget)

/* So many columns lie between the least and the most. */
#define FLO_HISTOGRAM_COLUMNS 32

GtkWidget   *flo_histogram_new          (void);
void         flo_histogram_set_values   (FloHistogram *self,
                                         const gint64 *values,
                                         guint         n_values,
                                         gint64        low,
                                         gint64        high);
/* Colour and pattern; see FloSeriesStyle. */
void         flo_histogram_set_style    (FloHistogram *self,
                                         guint         index);
/* How many of the values each column has; %FLO_HISTOGRAM_COLUMNS of them, borrowed. */
const guint *flo_histogram_get_columns  (FloHistogram *self);

G_END_DECLS
