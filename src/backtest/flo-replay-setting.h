/* flo-replay-setting.h: a region as it once was, or may be: its pools, what they cost when, and what capacity zones had
 *
 * Times are seconds from the setting's start; it repeats after its length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-step-curve.h"
#include "backtest/flo-trace.h"
#include "config/flo-config.h"
#include "market/flo-maximum-prices.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* AWS says two minutes before that it takes a node back. */
#define FLO_REPLAY_NOTICE 120
/* The planner is shown prices of this grid, in seconds; what nodes cost is counted to the second. */
#define FLO_REPLAY_PRICES_EVERY 3600

typedef struct
{
  const FloPool *pool;            /* borrowed from the setting's market */
  FloStepCurve *prices;           /* (owned): as spot, micro-dollars an hour */
  double interruption_rate;       /* an hour of one node; 0: capacity curves alone end it */
} FloReplayPool;

/* What a zone has for one fleet, whatever the types. */
typedef struct
{
  char *name;                     /* (owned) */
  FloStepCurve *capacity;         /* (owned): instances */
  FloStepCurve *lasting;          /* (owned): of those, what is still there after a notice's time */
} FloReplayZone;

/* Can be shared between trajectories of one thread: the pictures of the market are made as they are asked for. */
typedef struct _FloReplaySetting FloReplaySetting;

FloReplaySetting    *flo_replay_setting_new         (FloMarket             *market,
                                                     gint64                 start,
                                                     gint64                 length);
void                 flo_replay_setting_free        (FloReplaySetting      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloReplaySetting, flo_replay_setting_free)

/* For the maker. */
void                 flo_replay_setting_set_prices  (FloReplaySetting      *self,
                                                     const char            *type,
                                                     const char            *zone,
                                                     const FloStep         *steps,
                                                     gsize                  n_steps);
void                 flo_replay_setting_add_trace   (FloReplaySetting      *self,
                                                     const char            *zone,
                                                     const FloTrace        *trace);
void                 flo_replay_setting_set_limit   (FloReplaySetting      *self,
                                                     const FloLimit        *limit,
                                                     GListModel            *series);
/* How long after its beginning a trajectory has to be done with its work; 0: never mind. */
void                 flo_replay_setting_set_finish  (FloReplaySetting      *self,
                                                     gint64                 seconds);
gint64               flo_replay_setting_get_finish  (FloReplaySetting      *self);
void                 flo_replay_setting_draw_interruptions
                                                    (FloReplaySetting      *self);

gint64               flo_replay_setting_get_start   (FloReplaySetting      *self);   /* Unix seconds */
gint64               flo_replay_setting_get_length  (FloReplaySetting      *self);
FloMarket           *flo_replay_setting_get_market  (FloReplaySetting      *self,
                                                     gint64                 time);
FloMaximumPrices    *flo_replay_setting_get_limits  (FloReplaySetting      *self,
                                                     gint64                 time);
const FloReplayPool *flo_replay_setting_find_pool   (FloReplaySetting      *self,
                                                     const char            *type,
                                                     const char            *zone);
guint                flo_replay_setting_get_n_zones (FloReplaySetting      *self);   /* with a trace */
const FloReplayZone *flo_replay_setting_get_zone    (FloReplaySetting      *self,
                                                     guint                  index);
int                  flo_replay_setting_find_zone   (FloReplaySetting      *self,
                                                     const char            *name);

G_END_DECLS
