/* flo-trace-replay.h: the pools of a config over recorded capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-replay-setting.h"

G_BEGIN_DECLS

/* What was recorded of a zone. */
typedef struct
{
  char *zone;              /* (owned) */
  FloTrace *trace;         /* (owned) */
} FloZoneTrace;

FloZoneTrace     *flo_zone_trace_new      (const char      *zone,
                                           FloTrace        *trace);
void              flo_zone_trace_free     (FloZoneTrace    *self);

gboolean          flo_trace_replay_allows (const FloConfig *config,
                                           const char      *zone);
FloReplaySetting *flo_trace_replay_new    (const FloConfig *config,
                                           FloMarket       *known,
                                           GPtrArray       *traces,
                                           gint64           now,
                                           guint           *n_pools,
                                           guint           *n_assumed,
                                           GPtrArray       *notes);

G_END_DECLS
