/* flo-placement-scores.h: how likely AWS thinks it is that a launch finds its capacity
 *
 * A score is of a whole request: these types together, for so many. Of one type alone it is always low. It holds for
 * the moment, assumes that AWS may choose among the types (capacity-optimized), and promises nothing. AWS answers about
 * ten different requests a day and account; the same one may be repeated. So answers are kept, for exactly the request
 * they were given to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "store/flo-score-log.h"

G_BEGIN_DECLS

/* An answer is as good as new for so long, in seconds: AWS asks to act on it at once, but also not to be asked often. */
#define FLO_SCORES_MAX_AGE (15 * 60)
/* So many different requests a day AWS is known to answer; it does not publish the limit. */
#define FLO_SCORES_REQUESTS_A_DAY 10
/* Fewer types than this score low whatever there is. */
#define FLO_SCORES_LEAST_TYPES 3
#define FLO_SCORES_MAX_REGIONS 10

/* Borrowed strings.
 * @regions: (nullable): none: the client's region; 10 at most
 * @unit: (nullable): what @capacity counts: "units" (instances, when NULL), "vcpu", "memory-mib"
 * @by_zone: a score for each zone, for who wants all nodes in one; otherwise for each region */
typedef struct
{
  const char * const *types;
  const char * const *regions;
  guint capacity;
  const char *unit;
  gboolean by_zone;
} FloScoreRequest;

/* @rows: (owned) (element-type FloScoreRow): the newest answer's, best first; none when AWS gave no score
 * @time: Unix seconds: when AWS said so
 * @is_kept: it is an answer from before
 * @n_new: how many different requests were made in the last 24 hours
 * @problem: (owned) (nullable): why AWS could not be asked, although the answer is old */
typedef struct
{
  GPtrArray *rows;
  gint64 time;
  gboolean is_kept;
  guint n_new;
  GError *problem;
} FloPlacementScores;

void                flo_placement_scores_free        (FloPlacementScores     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPlacementScores, flo_placement_scores_free)

/* (transfer full): the request as it is kept: the same, however it was written */
char               *flo_score_request_to_text        (const FloScoreRequest  *self,
                                                      const char             *region);

void                flo_placement_scores_find_async  (AwsClient              *client,
                                                      FloStore               *store,
                                                      const char             *account,
                                                      const FloScoreRequest  *request,
                                                      gint64                  max_age,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
FloPlacementScores *flo_placement_scores_find_finish (GAsyncResult           *result,
                                                      GError                **error);

G_END_DECLS
