/* plan-promises.h: what is true of every plan, whatever the world it is made in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-planner.h"

#include "plan-cloud.h"
#include "plan-world.h"

G_BEGIN_DECLS

/* A fleet in a world. */
typedef struct
{
  const World *world;
  Cloud *cloud;
  FloConfig *config;
  FloHistory *history;
  gint64 last_intent;
  gint64 short_since;
  FloReclaims *reclaims;
  FloOverallBudget overall;    /* as it was when the last plan was made */
  FloMoney claim;              /* of the last plan */
  guint looks;
  guint n_plans;
  gboolean steady;
  gboolean destroy;
  FloRevision revision;
  gboolean tell;
  char *broken;          /* the first promise that was */
  FloLaunchMark *mark;   /* (owned) (nullable): of its launch */
  gboolean watched;      /* nobody else had a hand in it; otherwise what was concluded of the launch is lost with who did, as
                          * long as there is trouble */
  gboolean rolled_back;
} Life;

/* What is wrong in it; NULL: nothing. (transfer full) */
char   *life_play           (const World    *world,
                             gboolean        tell);
/* Unix microseconds */
gint64  life_get_time       (Life           *self);
/* The first one that is broken is kept. */
void    break_promise       (Life           *self,
                             const char     *format,
                             ...) G_GNUC_PRINTF (2, 3);
/* All that is in it. (transfer full) */
char   *life_write_plan     (const FloPlan  *plan);
/* One line for people. */
gboolean life_is_text       (const char     *text);
/* Each action can be carried out, and has its reason. */
void    life_check_actions  (Life           *self,
                             const FloPlan  *plan);
/* While nodes are missing no standby is left that could be one of them, and none waits for a launch. */
void    life_check_standbys (Life           *self,
                             const FloPlan  *plan,
                             FloObservation *picture);

G_END_DECLS
