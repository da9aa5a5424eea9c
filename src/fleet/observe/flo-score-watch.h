/* flo-score-watch.h: asks AWS now and then how likely a launch is to find its capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"
#include "market/flo-pool-memory.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* For a config with fallback.min_score: the placement score of all its nodes as spot in its region, four times an hour.
 * AWS answers few different requests a day, so it is the same request from the first to the last: of the config's types,
 * or of those that were the best when it was asked first. What others asked lately is taken from the store. */
#define FLO_TYPE_SCORE_WATCH (flo_score_watch_get_type ())
G_DECLARE_FINAL_TYPE (FloScoreWatch, flo_score_watch, FLO, SCORE_WATCH, GObject)

FloScoreWatch *flo_score_watch_new            (AwsClient            *client,
                                               FloStore             *store,
                                               const char           *account,
                                               FloConfig            *config);
/* The endpoint is on this computer, where time may run faster. */
void           flo_score_watch_set_local      (FloScoreWatch        *self);
/* 1 to 10; 0: not known, or known an hour ago only */
guint          flo_score_watch_get            (FloScoreWatch        *self,
                                               gint64                now);
/* Why there is none, a sentence for people; NULL: there is one, or nobody asked. Borrowed until the next answer. */
const char    *flo_score_watch_get_trouble    (FloScoreWatch        *self);
/* Asks when it is due and no answer is outstanding. Fails only when it is cancelled.
 * @architecture: (nullable): of the fleet's image. @market: the region's. @memory: (nullable) */
void           flo_score_watch_refresh_async  (FloScoreWatch        *self,
                                               const char           *architecture,
                                               FloMarket            *market,
                                               FloPoolMemory        *memory,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* Returns: whether the score, or what is in the way of it, is another one now */
gboolean       flo_score_watch_refresh_finish (FloScoreWatch        *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
