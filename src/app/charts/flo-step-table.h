/* flo-step-table.h: step series as rows: the numbers that a chart draws
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "app/charts/flo-step-series.h"

G_BEGIN_DECLS

/* A moment at which something changed. */
#define FLO_TYPE_STEP_ROW (flo_step_row_get_type ())
G_DECLARE_FINAL_TYPE (FloStepRow, flo_step_row, FLO, STEP_ROW, GObject)

gint64     flo_step_row_get_time  (FloStepRow *self);

/* A GListModel of FloStepRow, newest first, one for each moment at which any series changes. Rows
 * are made when they are looked at. */
#define FLO_TYPE_STEP_TABLE (flo_step_table_get_type ())
G_DECLARE_FINAL_TYPE (FloStepTable, flo_step_table, FLO, STEP_TABLE, GObject)

/* @series: (element-type FloStepSeries): the columns; @with_total: one more column with their
 * sum. */
FloStepTable *flo_step_table_new           (GPtrArray    *series,
                                            gboolean      with_total);
guint         flo_step_table_get_n_columns (FloStepTable *self);
/* For people. */
const char   *flo_step_table_get_title     (FloStepTable *self,
                                            guint         column);
/* FALSE when the column has nothing yet at that moment. */
gboolean      flo_step_table_get_value     (FloStepTable *self,
                                            guint         column,
                                            gint64        time,
                                            FloMoney     *value);
/* The columns without the total. Borrowed; (element-type FloStepSeries) */
GPtrArray    *flo_step_table_get_series    (FloStepTable *self);
gboolean      flo_step_table_get_has_total (FloStepTable *self);

G_END_DECLS
