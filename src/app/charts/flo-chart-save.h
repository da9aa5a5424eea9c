/* flo-chart-save.h: asks where to write a chart, and writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-export.h"
#include "app/charts/flo-chart-view.h"

G_BEGIN_DECLS

/* @format: "csv", "png" or "svg"; others are ignored. @name: what the file is called unless
 * somebody says otherwise, without suffix. Tells how it went by "win.toast" or in a dialog. */
void flo_chart_save (FloChartView *view,
                     const char   *name,
                     const char   *format);

/* Writes @subject to @file; flo_chart_export_finish() tells how it went. */
typedef void (*FloSaveFunc) (GObject             *subject,
                             const char          *name,
                             FloChartFormat       format,
                             GFile               *file,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);

/* The same for something else than a chart, that @widget shows. */
void flo_picture_save (GtkWidget   *widget,
                       GObject     *subject,
                       FloSaveFunc  write,
                       const char  *name,
                       const char  *format);

G_END_DECLS
