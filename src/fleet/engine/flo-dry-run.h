/* flo-dry-run.h: what a launch would do, without doing it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"
#include "fleet/engine/flo-overall-ledger.h"
#include "market/flo-market.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* Loads the market the config speaks of and checks the config against it: FLO_FLEET_ERROR_CONFIG with every reason,
 * a line each; FLO_FLEET_ERROR_BUDGET when it would cost too much, by its own budget or that of all fleets.
 * @fleet: (nullable): the one that is to be so; NULL: it is to be launched */
void        flo_dry_run_check_async  (AwsClient            *client,
                                      FloConfig            *config,
                                      FloOverallLedger     *ledger,
                                      FloFleet             *fleet,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
FloMarket  *flo_dry_run_check_finish (GAsyncResult         *result,
                                      GError              **error);
/* The same, then looks at the region, and at what is remembered of its pools, and plans. Returns: (transfer full): GListModel of FloAction, in order; ids
 * that are not there yet are "?" */
void        flo_dry_run_plan_async   (AwsClient            *client,
                                      FloStore             *store,
                                      const char           *account,
                                      FloConfig            *config,
                                      const char           *owner,
                                      FloOverallLedger     *ledger,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GListModel *flo_dry_run_plan_finish  (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
