/* flo-draft.h: a config in the making, with the market it is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "config/flo-config.h"
#include "fleet/flo-config-change.h"
#include "market/flo-choice.h"

G_BEGIN_DECLS

#define FLO_TYPE_DRAFT (flo_draft_get_type ())
G_DECLARE_FINAL_TYPE (FloDraft, flo_draft, FLO, DRAFT, GObject)

/* Signal "changed": the config, the market, or what follows from them is different now. */

/* @config: (nullable): what to begin with. @session is asked for the market; NULL: flo_draft_set_market() is. */
FloDraft   *flo_draft_new               (FloSession      *session,
                                         const FloConfig *config) G_GNUC_WARN_UNUSED_RESULT;
/* The config of a fleet that lives, to be changed. What is done to the fleet meanwhile is a problem of the draft. */
FloDraft   *flo_draft_new_for_fleet     (FloSession      *session,
                                         FloFleet        *fleet) G_GNUC_WARN_UNUSED_RESULT;
FloSession *flo_draft_get_session       (FloDraft        *self);
/* (nullable): whose config it changes; NULL: it is of a fleet to be */
FloFleet   *flo_draft_get_fleet         (FloDraft        *self);
/* FloConfigChange: what applying it would change about that fleet as it is now. Never NULL. */
GPtrArray  *flo_draft_get_changes       (FloDraft        *self);
/* To be edited in place, followed by flo_draft_touch(). */
FloConfig  *flo_draft_get_config        (FloDraft        *self);
void        flo_draft_touch             (FloDraft        *self);
/* A copy that can be given away. */
FloConfig  *flo_draft_dup_config        (FloDraft        *self);
/* Another region: its market is loaded. */
void        flo_draft_set_region        (FloDraft        *self,
                                         const char      *region);
/* Loads the market of the config's region again. */
void        flo_draft_reload            (FloDraft        *self);
void        flo_draft_set_market        (FloDraft        *self,
                                         FloMarket       *market);
FloMarket  *flo_draft_get_market        (FloDraft        *self);   /* (nullable) */
/* (nullable): what there may be, while no market is known: types alone, of last time or shipped */
FloMarket  *flo_draft_get_known         (FloDraft        *self);
gboolean    flo_draft_get_loading       (FloDraft        *self);
const char *flo_draft_get_market_error  (FloDraft        *self);   /* (nullable) */
/* Which pools the config's nodes are expected in, of those that meet it: ten that differ. NULL while no market is
 * known. Borrowed, until the next change. */
FloChoice  *flo_draft_get_choice        (FloDraft        *self);
/* The same for another need, in the same market. (transfer full) */
FloChoice  *flo_draft_choose            (FloDraft        *self,
                                         const FloNeed   *need);
/* (nullable): how it went for us in the market's pools; NULL while that is not known. Borrowed, until the next change. */
FloPoolRecordSet *
            flo_draft_get_records       (FloDraft        *self);
/* Pools that meet the config now, best first (FloPool, borrowed from the market). Never NULL. */
GPtrArray  *flo_draft_get_pools         (FloDraft        *self);
/* FloConfigProblem: of the config alone, then, once the market is known, against the region. Never NULL. */
GPtrArray  *flo_draft_get_problems      (FloDraft        *self);
/* What the nodes cost an hour besides their instances: volumes, and a public address each. */
FloMoney    flo_draft_get_extras        (FloDraft        *self);
/* What an hour will cost with these: from the cheapest pool that was chosen to the dearest of them, the nodes that are always
 * on demand at their list price. FALSE while nothing is known. */
gboolean    flo_draft_get_estimate      (FloDraft        *self,
                                         FloMoney        *low,
                                         FloMoney        *high);
/* The same of the config that the fleet has now. */
gboolean    flo_draft_get_estimate_before (FloDraft      *self,
                                           FloMoney      *low,
                                           FloMoney      *high);
/* How it was when nothing could be lost. (transfer full) */
FloConfig  *flo_draft_dup_saved         (FloDraft        *self);
/* Whether closing now would lose something. */
gboolean    flo_draft_get_unsaved       (FloDraft        *self);
void        flo_draft_mark_saved        (FloDraft        *self);

G_END_DECLS
