/* flo-fleet-restore.h: reads all that the store remembers of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-publisher.h"
#include "fleet/observe/flo-notice-book.h"
#include "fleet/plan/flo-history.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

void     flo_fleet_restore_async  (FloStore             *store,
                                   const char           *fleet_id,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* Hands it on to @history, @publisher and @notices. Fails, too, when an entry without result is one that this version cannot
 * repeat: a newer version has to finish it. */
gboolean flo_fleet_restore_finish (GAsyncResult         *result,
                                   FloHistory           *history,
                                   FloPublisher         *publisher,
                                   FloNoticeBook        *notices,
                                   GError              **error);

G_END_DECLS
