/* flo-chart-csv.h: the numbers of a chart as a file for spreadsheets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "app/charts/flo-step-table.h"

G_BEGIN_DECLS

/* A copy of the numbers, so that another thread can write them while the chart goes on. */
typedef struct _FloChartCsv FloChartCsv;

FloChartCsv *flo_chart_csv_new   (FloStepTable   *table);
void         flo_chart_csv_free  (FloChartCsv    *self);
/* One line for each change, oldest first: the time as ISO 8601 UTC, exact US dollars, nothing where
 * a column has no amount yet. Any thread; blocks. */
gboolean     flo_chart_csv_write (FloChartCsv    *self,
                                  GOutputStream  *stream,
                                  GCancellable   *cancellable,
                                  GError        **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloChartCsv, flo_chart_csv_free)

G_END_DECLS
