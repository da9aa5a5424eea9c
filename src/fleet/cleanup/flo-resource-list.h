/* flo-resource-list.h: everything at AWS that is a fleet's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"

G_BEGIN_DECLS

/* Asks AWS. Terminated instances and closed spot requests are no resources any more: AWS only remembers them.
 * Returns: (transfer full): GListModel of FloResource, in the order they would be deleted */
void        flo_resource_list_async  (AwsClient            *client,
                                      const char           *fleet_id,
                                      FloHistory           *history,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GListModel *flo_resource_list_finish (GAsyncResult         *result,
                                      GError              **error);

/* The same of what was asked before. Returns: (transfer full) */
GListModel *flo_resource_list_from_observation
                                     (FloObservation       *observation);

G_END_DECLS
