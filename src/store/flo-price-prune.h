/* flo-price-prune.h: what becomes of old prices
 *
 * Every change is kept for some time; what is older is kept by the day (flo-price-day.h) for good. What AWS was asked
 * for stays known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* Days. AWS itself tells of 90, and forecasts go by the changes of those. */
#define FLO_PRICE_KEEP_LEAST 91
#define FLO_PRICE_KEEP_MOST 36500

typedef struct
{
  guint keep;         /* changes are kept for so many days */
  guint64 n_steps;    /* so many changes went */
  guint64 n_days;     /* and so many days came for them */
} FloPricePruning;

/* Of all sources, in transactions of a fraction of a second: whatever else is to be done in the database comes between.
 * Killed in between, nothing is lost, and the next one goes on.
 * @keep: days to keep changes for, from now on; 0: as before (180 at first)
 * @due: only when a day has passed since the last time
 * @now: Unix seconds */
void     flo_price_prune_async  (FloStore             *store,
                                 guint                 keep,
                                 gboolean              due,
                                 gint64                now,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean flo_price_prune_finish (FloStore             *store,
                                 GAsyncResult         *result,
                                 FloPricePruning      *pruning,
                                 GError              **error);

G_END_DECLS
