/* flo-history.h: a fleet's journal, read for the planner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "fleet/act/flo-action.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "store/flo-journal.h"

G_BEGIN_DECLS

/* What is made and not seen again for this long is gone; before that, AWS is only slow to tell. */
#define FLO_HISTORY_PATIENCE (5 * 60 * G_USEC_PER_SEC)

/* One journal entry. Owned by its history. */
typedef struct
{
  gint64 intent;
  FloActionKind kind;
  FloIntentState state;
  char *token;
  JsonObject *parameters;
  JsonObject *result;       /* (nullable) */
  gint64 created_at;        /* Unix microseconds */
  gint64 finished_at;       /* 0 while open */
} FloPast;

typedef struct _FloHistory FloHistory;

FloHistory    *flo_history_new         (void);
void           flo_history_free        (FloHistory      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloHistory, flo_history_free)

/* Adds an entry, or takes the new state of one that is there. An entry whose action this version does
 * not know is left out: it cannot be repeated. Returns: FALSE then */
gboolean       flo_history_add         (FloHistory      *self,
                                        const FloIntent *intent);
guint          flo_history_get_n       (FloHistory      *self);
const FloPast *flo_history_get         (FloHistory      *self,
                                        guint            index);      /* oldest first */
const FloPast *flo_history_find_open   (FloHistory      *self);      /* the oldest without a result */
/* Which pools had no capacity, as all entries tell that were ever added. Borrowed. */
FloBlockedPools *
               flo_history_get_blocked_pools (FloHistory *self);
/* How many nodes of a market were launched and not ended at our request. */
guint          flo_history_count_launched (FloHistory    *self,
                                        gboolean         spot);
/* Calls that launch a successor of a node that goes: the parameter "moves" names it. Oldest first, borrowed; those that
 * failed are among them. (element-type FloPast) */
GPtrArray     *flo_history_get_moves   (FloHistory      *self);
/* Launches that succeeded, in the order in which they ended, borrowed. (element-type FloPast) */
GPtrArray     *flo_history_get_launches (FloHistory     *self);
/* When a substitute was last launched for this node because it is not well (the parameter "sick" names it), Unix
 * microseconds; 0: none was. */
gint64         flo_history_healed      (FloHistory      *self,
                                        const char      *instance_id);
/* Entries that ended before @time go, up to the first that did not; what is derived from them stays. For a replay, which
 * keeps no journal. */
void           flo_history_forget      (FloHistory      *self,
                                        gint64           time);
/* Those of one kind, oldest first. Borrowed until the next change. (element-type FloPast) */
GPtrArray     *flo_history_list        (FloHistory      *self,
                                        FloActionKind    kind);
/* How often an action of this kind was begun, whatever came of it. */
guint          flo_history_count       (FloHistory      *self,
                                        FloActionKind    kind);
/* How often this kind failed since it last succeeded; @last: (out) (nullable): the newest failure */
guint          flo_history_failures    (FloHistory      *self,
                                        FloActionKind    kind,
                                        const FloPast  **last);
/* Whether @id is deleted. A delete that AWS answered with "not found" within a minute of making it does not
 * count, unless AWS had shown it before: it may simply not have known it yet. */
gboolean       flo_history_was_deleted (FloHistory      *self,
                                        FloActionKind    kind,
                                        const char      *id);
/* The id in the newest success of this kind that is younger than the patience at @now; else NULL. */
const char    *flo_history_made_lately (FloHistory      *self,
                                        FloActionKind    kind,
                                        gint64           now);
/* Returns: (transfer container): ids of the EC2 Fleet requests that were made and not deleted, whether or not
 * they launched anything (element-type utf8), borrowed */
GPtrArray     *flo_history_list_fleets (FloHistory      *self);
/* The last call that started or stopped this instance, whatever came of it; NULL: there was none. Borrowed. */
const FloPast *flo_history_find_power  (FloHistory      *self,
                                        const char      *instance_id);
/* Whether a launch was for what this node leaves open, and brought a node for it: one that got fewer than it asked for was for
 * the first ones. */
gboolean       flo_history_was_replaced (FloHistory     *self,
                                        const char      *instance_id);
/* Whether a CreateFleet launches standbys: these are not among the nodes that were launched. */
gboolean       flo_past_is_standby     (const FloPast   *past);
/* When AWS agreed to delete this EC2 Fleet, and its instances with it, Unix microseconds; 0: it was not asked. */
gint64         flo_history_deleted_fleet (FloHistory     *self,
                                        const char      *fleet_id);
/* When AWS last agreed to end this instance at our request (or is being asked to), Unix microseconds; 0: never. */
gint64         flo_history_terminated  (FloHistory      *self,
                                        const char      *instance_id);
/* All of them: id → time, which flo_history_terminated() tells. Borrowed, good until the next change */
GHashTable    *flo_history_get_terminated (FloHistory   *self);

G_END_DECLS
