/* flo-deadline.h: whether work that has to be done in time runs on spot, on demand, or waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_DEADLINE_IDLE,
  FLO_DEADLINE_SPOT,
  FLO_DEADLINE_ON_DEMAND,
} FloDeadlineMode;

/* All times in seconds. */
typedef struct
{
  gint64 work;             /* in all, as long as it takes on one node that is not disturbed */
  gint64 time;             /* in all, from the beginning to the deadline */
  gint64 done;             /* of the work */
  gint64 elapsed;          /* of the time */
  gint64 changeover;       /* from the launch of a node until the work goes on where it was */
  gint64 step;             /* until the question is asked again, at most */
  gboolean spot;           /* is to be had; when it runs: it still does */
  gint64 lasts;            /* how long spot stays once it is there; 0: not known */
  FloDeadlineMode now;     /* what runs */
} FloDeadlineState;

/* What was seen of spot in one zone. */
typedef struct
{
  gboolean spot;           /* is to be had now */
  gint64 since;            /* for how long, so far */
  gint64 total;            /* of all times before that it was to be had, together */
  guint n;                 /* how many they were */
} FloDeadlineZone;

/* Pure. */
FloDeadlineMode flo_deadline_decide      (const FloDeadlineState *state);
int             flo_deadline_choose_zone (const FloDeadlineZone  *zones,
                                          guint                   n_zones,
                                          gint64                 *lasts);

G_END_DECLS
