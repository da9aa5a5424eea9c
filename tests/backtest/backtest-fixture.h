/* backtest-fixture.h: a region of two zones to replay in, and traces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-backtest.h"

G_BEGIN_DECLS

#define FIXTURE_START G_GINT64_CONSTANT (1764028800)
#define FIXTURE_DAY G_GINT64_CONSTANT (86400)
/* What m5.large costs there, micro-dollars an hour. */
#define FIXTURE_SPOT 30000
#define FIXTURE_ON_DEMAND 96000

/* @n_types: of the market, m5.large first; each dearer than the one before, in every zone. */
FloMarket *fixture_market     (guint       n_types,
                               guint       n_zones,
                               int         interruption_range);
/* @nodes of any type in any zone, no matter how many zones. */
FloConfig *fixture_config     (guint       nodes);
/* A trace of our own: "north.json" */
FloTrace  *fixture_trace      (const char *name);
/* The real ones, (element-type utf8): paths; empty when they are not there. */
GPtrArray *fixture_real_traces (void);

G_END_DECLS
