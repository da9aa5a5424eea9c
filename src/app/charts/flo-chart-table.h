/* flo-chart-table.h: the twin of a chart: the same numbers to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/flo-step-table.h"

G_BEGIN_DECLS

#define FLO_TYPE_CHART_TABLE (flo_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (FloChartTable, flo_chart_table, FLO, CHART_TABLE, GtkWidget)

GtkWidget *flo_chart_table_new       (void);
/* @table: (nullable) */
void       flo_chart_table_set_table (FloChartTable *self,
                                      FloStepTable  *table);

G_END_DECLS
