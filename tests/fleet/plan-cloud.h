/* plan-cloud.h: a small model of EC2: what calls do, and what it shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan-world.h"

#include "fleet/plan/flo-planner.h"

G_BEGIN_DECLS

#define CLOUD_FLEET "f-2222abcd"
#define CLOUD_START (G_GINT64_CONSTANT (1764028800))

typedef struct
{
  char *id;
  gint64 type, zone;
  gboolean spot;
  char *token;
  gint64 made_at;        /* seconds since the beginning, as all times here */
  gint64 running_at;
  gint64 notice_at;      /* -1: none */
  gint64 ended_at;       /* -1: it lives */
  gboolean asked;        /* we ended it */
  guint revision;        /* flotilla:revision; 0: the first */
  gboolean standby;      /* flotilla:role */
  gint64 started_at;     /* its launch, or when it was last started */
  gint64 off_at;         /* when it was told to stop; -1: it is on */
} CloudNode;

typedef struct _Cloud Cloud;

Cloud          *cloud_new          (const World    *world);
void            cloud_free         (Cloud          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cloud, cloud_free)

gint64          cloud_get_now      (Cloud          *self);
/* Time passes until then, and what the world has in store happens. */
void            cloud_advance      (Cloud          *self,
                                    gint64          until);
/* When something happens next; G_MAXINT64: nothing any more. */
gint64          cloud_find_event   (Cloud          *self);
FloObservation *cloud_observe      (Cloud          *self,
                                    gboolean        full);
/* Prices of now. (transfer full) */
FloMarket      *cloud_make_market  (Cloud          *self);
FloMoney        cloud_get_price    (Cloud          *self,
                                    gint64          type,
                                    gint64          zone,
                                    gboolean        spot);
/* The placement score of now, another one every quarter of an hour; the best when all is well. */
guint           cloud_get_score    (Cloud          *self);
FloSpend        cloud_get_spend    (Cloud          *self);
/* What all fleets of the account may cost together, and the others do. */
FloOverallBudget cloud_get_overall (Cloud          *self);
/* Carries out an action that is in the journal. Returns: whether the answer came; then @state and @result (transfer
 * full) are what the journal gets. @problem: (out) (transfer full) (nullable): AWS would never do that */
gboolean        cloud_perform      (Cloud          *self,
                                    FloActionKind   kind,
                                    const char     *token,
                                    JsonObject     *parameters,
                                    FloIntentState *state,
                                    JsonObject    **result,
                                    char          **problem);
guint           cloud_get_n_nodes  (Cloud          *self);
const CloudNode *cloud_get_node    (Cloud          *self,
                                    guint           index);
/* Something of the fleet that is there, or NULL. (transfer full) */
char           *cloud_find_left    (Cloud          *self);

G_END_DECLS
