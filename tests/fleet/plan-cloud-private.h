/* plan-cloud-private.h: what there is in the model of EC2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan-cloud.h"

/* What draws are for. */
enum { DRAW_PRICE, DRAW_CAPACITY, DRAW_CHOICE, DRAW_SCORE, DRAW_OTHERS, DRAW_OTHERS_TODAY };

typedef struct
{
  FloSeenKind kind;
  char *id, *name, *token, *vpc, *zone, *cidr;
  gboolean ours, is_default, ready;
  gint64 made_at;
  guint n_versions;      /* of a launch template, besides the first */
} Thing;

/* An answer that is given again to the same token. */
typedef struct
{
  FloIntentState state;
  JsonObject *result;
} Answer;

struct _Cloud
{
  const World *world;
  gint64 now;
  guint next_event, next_fault, n_calls, last_id;
  GPtrArray *things;       /* (element-type Thing) */
  GPtrArray *nodes;        /* (element-type CloudNode) */
  GHashTable *answers;     /* token → Answer */
  GHashTable *fleets;      /* ids of fleets that were made */
  __int128 spent, spent_before_today;   /* micro-dollar seconds an hour */
};

/* Of the fleet or not, as the caller says. Borrowed. */
Thing *cloud_add_thing (Cloud *self,
                        FloSeenKind kind,
                        const char *id,
                        const char *vpc);
/* Whether it has not ended yet. */
gboolean cloud_is_alive (Cloud *self,
                         const CloudNode *node);
/* How many nodes more a pool has room for. */
gint64 cloud_count_free (Cloud *self,
                         gint64 type,
                         gint64 zone,
                         gboolean spot);
/* It ends then, if it would not sooner. */
void cloud_end_node (Cloud *self,
                     CloudNode *node,
                     gint64 at);
FloSeenState cloud_get_node_state (Cloud *self,
                                   const CloudNode *node);
