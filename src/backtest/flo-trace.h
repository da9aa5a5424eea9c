/* flo-trace.h: how much capacity a zone had, tick by tick, as it was once recorded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "backtest/flo-step-curve.h"

G_BEGIN_DECLS

#define FLO_TRACE_MAX_BYTES (64 * 1024 * 1024)
#define FLO_TRACE_MAX_TICKS 4000000

/* Immutable. */
typedef struct _FloTrace FloTrace;

FloTrace      *flo_trace_parse       (const char           *text,
                                      gsize                 length,
                                      GError              **error);
void           flo_trace_load_async  (GFile                *file,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
FloTrace      *flo_trace_load_finish (GAsyncResult         *result,
                                      GError              **error);
void           flo_trace_free        (FloTrace             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTrace, flo_trace_free)

/* Seconds from tick to tick. */
gint64         flo_trace_get_gap     (const FloTrace *self);
gint64         flo_trace_get_seconds (const FloTrace *self);
/* Instances that were to be had; only where they change. */
const FloStep *flo_trace_get_steps   (const FloTrace *self,
                                      gsize          *n_steps);
/* Micro-dollars an hour; (nullable): not recorded */
const FloStep *flo_trace_get_prices  (const FloTrace *self,
                                      gsize          *n_steps);

G_END_DECLS
