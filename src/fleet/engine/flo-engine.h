/* flo-engine.h: runs the fleets of one account: observe, plan, act, again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"
#include "fleet/cleanup/flo-orphan.h"
#include "fleet/flo-fleet.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_FLEET_ERROR (flo_fleet_error_quark ())
GQuark flo_fleet_error_quark (void);

typedef enum
{
  FLO_FLEET_ERROR_EXISTS,        /* a living fleet has that name */
  FLO_FLEET_ERROR_NOT_FOUND,
  FLO_FLEET_ERROR_CONFIG,        /* the config does not fit the live region; message lists why */
  FLO_FLEET_ERROR_BUDGET,        /* it would cost more than its budget from the first hour on */
  FLO_FLEET_ERROR_OTHER_ENGINE,  /* another process runs this account's fleets now */
  FLO_FLEET_ERROR_REFUSED,       /* the fleet cannot do that now; the message says why, and what to do */
  FLO_FLEET_ERROR_OTHER_DRIVER,  /* another computer drives the fleet; the message says which, and how to take it over */
  FLO_FLEET_ERROR_UNSEEN,        /* AWS could not be seen, so it is not known whether it can do that */
} FloFleetError;

#define FLO_TYPE_ENGINE (flo_engine_get_type ())
G_DECLARE_FINAL_TYPE (FloEngine, flo_engine, FLO, ENGINE, GObject)

/* Belongs to the main context it is made in. Fleets of other accounts in the store are not touched.
 * Polls by need: often while something moves, rarely when nothing does, never without fleets. */
FloEngine  *flo_engine_new            (FloStore   *store,
                                       FloAccount *account);
/* Reads the fleets from the store, finishes what a crash left open, and begins to run them. */
void        flo_engine_start_async    (FloEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    flo_engine_start_finish   (FloEngine *self, GAsyncResult *result, GError **error);
/* Read-only start: fleets and one observation each, no actions ("fleet list", "fleet show"). */
void        flo_engine_load_async     (FloEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    flo_engine_load_finish    (FloEngine *self, GAsyncResult *result, GError **error);
/* A fleet that another process has destroyed meanwhile, as the store has it: its end, what it cost, and what happened last.
 * FLO_FLEET_ERROR_NOT_FOUND: none of that id is gone. (transfer full) */
void        flo_engine_recall_async   (FloEngine *self, const char *fleet_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
FloFleet   *flo_engine_recall_finish  (FloEngine *self, GAsyncResult *result, GError **error);
GListModel *flo_engine_get_fleets     (FloEngine *self);      /* FloFleet, living ones, by creation */
FloFleet   *flo_engine_find           (FloEngine *self, const char *id_or_name);   /* borrowed, NULL when none or not unique */
FloAccount *flo_engine_get_account    (FloEngine *self);
/* Checks the config against the live region, writes the fleet to the store, and starts launching it;
 * finishes as soon as the fleet exists for us (watch its state for the rest). */
void        flo_engine_launch_async   (FloEngine *self, FloConfig *config, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
FloFleet   *flo_engine_launch_finish  (FloEngine *self, GAsyncResult *result, GError **error);   /* (transfer full) */
/* What a launch would do, without doing it: FloAction list in order. */
void        flo_engine_plan_async     (FloEngine *self, FloConfig *config, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListModel *flo_engine_plan_finish    (FloEngine *self, GAsyncResult *result, GError **error);
/* What is tagged as this fleet's at this moment, asked of AWS: FloResource list (flo-resource.h). For the destroy dialog and its proof. */
void        flo_engine_list_resources_async  (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListModel *flo_engine_list_resources_finish (FloEngine *self, GAsyncResult *result, GError **error);
/* Marks the fleet for destruction (durable) and starts; finishes as soon as that is written. State becomes
 * FLO_FLEET_DESTROYED only after AWS was asked again and named nothing. After a load it is only written, with its line in
 * the activity log: another process that runs the fleet finds it at its next turn. */
void        flo_engine_destroy_async  (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    flo_engine_destroy_finish (FloEngine *self, GAsyncResult *result, GError **error);
/* What a person asks of a living fleet. Durable when it finishes, before it has an effect, and in the activity log; the
 * plan then says what comes of it, and flo_fleet_get_wishes() what is asked for. Works after a start and after a load: when
 * another process runs the fleet, that one finds it at its next turn. All end with flo_engine_request_finish(). */
/* How many nodes there shall be from now on, whatever the config has; 0: none, all else stays. More than now are checked
 * as a launch is: FLO_FLEET_ERROR_BUDGET with the figures, FLO_FLEET_ERROR_CONFIG. */
void        flo_engine_scale_async        (FloEngine *self, FloFleet *fleet, guint nodes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Nothing is launched, replaced, moved or ended until it is resumed, but for a budget that is spent; what AWS announces
 * is told. The next action is not begun, so this is "hold", too. */
void        flo_engine_pause_async        (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void        flo_engine_resume_async       (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The fleet is driven here from now on, whichever computer drives it now: as soon as it is sure that that one does nothing
 * more, which flo_fleet_get_driver() tells. Until it is so, all else that is asked of the fleet is refused with
 * FLO_FLEET_ERROR_OTHER_DRIVER, and nothing is done to it here. */
void        flo_engine_take_over_async    (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* A substitute is launched in another pool; when it runs, the node is ended. Several are replaced one after the other. */
void        flo_engine_replace_node_async (FloEngine *self, FloFleet *fleet, const char *node_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same, but the node is ended when the config's drain time is over, whatever came of its substitute. */
void        flo_engine_drain_node_async   (FloEngine *self, FloFleet *fleet, const char *node_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Takes either back, as long as the node runs. */
void        flo_engine_keep_node_async    (FloEngine *self, FloFleet *fleet, const char *node_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The zone is not used until it is allowed again, and its nodes are replaced elsewhere, few at a time.
 * FLO_FLEET_ERROR_REFUSED when too few zones would be left. */
void        flo_engine_move_async         (FloEngine *self, FloFleet *fleet, const char *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void        flo_engine_allow_zone_async   (FloEngine *self, FloFleet *fleet, const char *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Gives it another config, with its next revision number. What does not fit a living fleet is refused with each reason
 * (flo-config-change.h: FLO_FLEET_ERROR_REFUSED), the rest is checked as a launch is. The planner goes by it from the next turn
 * on: nodes that are not as it wants them are replaced one after the other, each with its successor first. The same config
 * as before changes nothing. A number of nodes that somebody asked for is over when the config has another one. */
void        flo_engine_update_async       (FloEngine *self, FloFleet *fleet, FloConfig *config, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    flo_engine_request_finish     (FloEngine *self, GAsyncResult *result, GError **error);
/* Makes what nobody knows a fleet of this account: to run it from now on, or, with @destroy, to take it down and prove
 * that nothing is left, as any other fleet. Durable when it finishes. Fails when there is too little left to tell what it
 * was (flo_orphan_make_config()), and with FLO_FLEET_ERROR_EXISTS when it lives. */
void        flo_engine_adopt_async    (FloEngine *self, FloOrphan *orphan, gboolean destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
FloFleet   *flo_engine_adopt_finish   (FloEngine *self, GAsyncResult *result, GError **error);   /* (transfer full) */
/* Observe and plan at once instead of at the next turn (a person pressed refresh, a notice arrived). */
void        flo_engine_wake           (FloEngine *self);
/* No new action is begun; finishes when the one under way has its result in the journal. */
void        flo_engine_stop_async     (FloEngine *self, GAsyncReadyCallback callback, gpointer user_data);
void        flo_engine_stop_finish    (FloEngine *self, GAsyncResult *result);

G_END_DECLS
