/* flo-observer.h: asks AWS what there is of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_OBSERVE_STEADY,    /* instances and spot requests only */
  FLO_OBSERVE_LAUNCH,    /* everything of the fleet, and the network it may be put into */
  FLO_OBSERVE_DESTROY,   /* everything of the fleet */
  FLO_OBSERVE_NETWORK,   /* nothing of it, but the network it may be put into */
  FLO_OBSERVE_KEPT = 1 << 4,  /* or'ed to one of these: EC2 keeps the nodes, so what it says of that, too */
} FloObserveScope;

/* All questions at once, filtered by the fleet's tag. One that fails fails the observation: half a picture
 * would show things as missing that are there.
 * @fleet_id: "" with FLO_OBSERVE_NETWORK where there is no fleet yet. @vpc_id: (nullable): the config's VPC.
 * @history: (nullable): for the ids of what no tag leads to; none with FLO_OBSERVE_NETWORK. */
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

/* All of a region that carries our tag, whichever fleet's it is.
 * @fleets: (owned): what the tag says → FloObservation, full but for what is in @unseen
 * @unseen: (owned) (element-type utf8): what could not be looked for, and why: "DescribeVolumes: …"
 * @n_answers: to how many questions AWS gave an answer; 0: the region cannot be seen at all */
typedef struct
{
  gint64 time;             /* Unix microseconds */
  GHashTable *fleets;
  GPtrArray *unseen;
  guint n_answers;
} FloSurvey;

void            flo_survey_free             (FloSurvey            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSurvey, flo_survey_free)

/* One question that fails hides nothing else. Fails only when it is cancelled. */
void            flo_observer_survey_async   (AwsClient            *client,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
FloSurvey      *flo_observer_survey_finish  (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
