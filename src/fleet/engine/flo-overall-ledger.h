/* flo-overall-ledger.h: what all fleets of an account cost together, for the budget over all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"
#include "fleet/flo-overall-budget.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_TYPE_OVERALL_LEDGER (flo_overall_ledger_get_type ())
G_DECLARE_FINAL_TYPE (FloOverallLedger, flo_overall_ledger, FLO, OVERALL_LEDGER, GObject)

/**
 * FloOverallLedger:
 *
 * An engine has one, and its fleets' runners share it: one process runs all fleets of an account, so what they are about to
 * launch is known here before it costs anything. Each plan claims what its fleet costs with all that it means to launch; the
 * next fleet's plan finds that taken. Plans are made one after the other on the main thread, so that no room is given twice.
 * What was spent, and what it may be, is read from the store.
 */
FloOverallLedger *flo_overall_ledger_new            (FloStore             *store,
                                                     const char           *account);
/* @fleet lives. @seen: what it costs is known: it is not run here, or looked at only. */
void              flo_overall_ledger_add            (FloOverallLedger     *self,
                                                     FloFleet             *fleet,
                                                     gboolean              seen);
/* It is gone: what it cost counts on, as the store has it. */
void              flo_overall_ledger_remove         (FloOverallLedger     *self,
                                                     FloFleet             *fleet);
/* From now on @fleet costs up to @per_hour, or what it is seen to cost when that is more. */
void              flo_overall_ledger_claim          (FloOverallLedger     *self,
                                                     FloFleet             *fleet,
                                                     FloMoney              per_hour);
/* It could not be looked at: what was known of it counts, and nobody waits for it. */
void              flo_overall_ledger_give_up        (FloOverallLedger     *self,
                                                     FloFleet             *fleet);
/* Reads bounds and costs anew, unless that was done a moment ago. */
void              flo_overall_ledger_refresh_async  (FloOverallLedger     *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          flo_overall_ledger_refresh_finish (FloOverallLedger     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
/* The bounds, and what the fleets besides @fleet (nullable: all of them) cost by what was read last. */
FloOverallBudget  flo_overall_ledger_get            (FloOverallLedger     *self,
                                                     FloFleet             *fleet);

G_END_DECLS
