/* flo-rehearsal.h: a config, and maybe another one, put to the same tests beside the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-backtest.h"
#include "market/flo-price-archive.h"

G_BEGIN_DECLS

#define FLO_REHEARSAL_MAX_CONFIGS 2

typedef enum
{
  FLO_REHEARSAL_IDLE,      /* nothing was asked yet, or it was given up */
  FLO_REHEARSAL_RUNNING,
  FLO_REHEARSAL_DONE,
  FLO_REHEARSAL_FAILED,
} FloRehearsalState;

#define FLO_TYPE_REHEARSAL (flo_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (FloRehearsal, flo_rehearsal, FLO, REHEARSAL, GObject)

/* Emits "changed" when its state does, and a few times a second while it runs. */
FloRehearsal      *flo_rehearsal_new           (void) G_GNUC_WARN_UNUSED_RESULT;
/* Gives up what runs, and begins anew. @configs: one or two; @seconds: how long each trajectory lasts, unless a deadline is
 * further away. The market is that of their region.
 * @traces: (element-type FloZoneTrace) (nullable): recorded capacity, read before this returns; NULL: kept prices */
void               flo_rehearsal_start         (FloRehearsal       *self,
                                                FloPriceArchive    *archive,
                                                AwsClient          *client,
                                                FloMarket          *market,
                                                FloConfig * const  *configs,
                                                guint               n_configs,
                                                GPtrArray          *traces,
                                                gint64              seconds);
void               flo_rehearsal_cancel        (FloRehearsal       *self);
FloRehearsalState  flo_rehearsal_get_state     (FloRehearsal       *self);
/* How much of it is done, 0 to 1; below 0 while prices are loaded. */
double             flo_rehearsal_get_progress  (FloRehearsal       *self);
/* Why it failed. (nullable) */
const GError      *flo_rehearsal_get_error     (FloRehearsal       *self);
/* When it is done; borrowed until it is started again. */
guint              flo_rehearsal_get_n_configs (FloRehearsal       *self);
const FloConfig   *flo_rehearsal_get_config    (FloRehearsal       *self,
                                                guint               index);
const FloBacktest *flo_rehearsal_get_result    (FloRehearsal       *self,
                                                guint               index);
guint              flo_rehearsal_get_n_pools   (FloRehearsal       *self,
                                                guint               index);
/* (element-type utf8) (nullable): what has to be said of it besides, in sentences */
GPtrArray         *flo_rehearsal_get_notes     (FloRehearsal       *self,
                                                guint               index);
/* Of so many of them the spot price is assumed. */
guint              flo_rehearsal_get_n_assumed (FloRehearsal       *self,
                                                guint               index);

G_END_DECLS
