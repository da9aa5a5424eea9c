/* flo-sparkline.h: a price over thirty days as a small line in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "market/flo-price-history.h"

G_BEGIN_DECLS

#define FLO_TYPE_SPARKLINE (flo_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (FloSparkline, flo_sparkline, FLO, SPARKLINE, GtkWidget)

/* Property: series (FloPriceSeries, nullable): the last 30 days of it are drawn. */
GtkWidget *flo_sparkline_new        (void);
void       flo_sparkline_set_series (FloSparkline   *self,
                                     FloPriceSeries *series);

G_END_DECLS
