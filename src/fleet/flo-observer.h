/* flo-observer.h: asks AWS what there is of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/flo-history.h"
#include "fleet/flo-observation.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_OBSERVE_STEADY,    /* instances and spot requests only */
  FLO_OBSERVE_LAUNCH,    /* everything of the fleet, and the network it may be put into */
  FLO_OBSERVE_DESTROY,   /* everything of the fleet */
} FloObserveScope;

/* All questions at once, filtered by the fleet's tag. One that fails fails the observation: half a picture
 * would show things as missing that are there.
 * @vpc_id: (nullable): the config's VPC. @history: for the ids of what no tag leads to. */
void            flo_observer_observe_async  (AwsClient            *client,
                                             const char           *fleet_id,
                                             const char           *vpc_id,
                                             FloHistory           *history,
                                             FloObserveScope       scope,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
FloObservation *flo_observer_observe_finish (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
