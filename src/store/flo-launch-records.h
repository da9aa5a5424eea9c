/* flo-launch-records.h: how the launch of a fleet stands, in the fleet's row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-event-log.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* A launch moves on: what the row says of it becomes another text, with what is told of that, in one transaction. */
typedef struct
{
  const char *before;     /* as the row has it */
  const char *after;      /* (nullable): NULL: the launch is over, for good */
  gboolean destroy;       /* the fleet shall be gone from now on */
  const char *kind;       /* of the event */
  const char *title;      /* (nullable): NULL: nothing is told */
  const char *reason;     /* (nullable) */
} FloLaunchMove;

/* All of @move is copied. FLO_STORE_ERROR_NOT_FOUND: the row does not say @before any more, or the fleet is to be destroyed
 * already, or is gone: nothing is written then, whoever changed it. */
void     flo_launch_records_move_async  (FloStore             *store,
                                         const char           *fleet_id,
                                         const FloLaunchMove  *move,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean flo_launch_records_move_finish (FloStore             *store,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
