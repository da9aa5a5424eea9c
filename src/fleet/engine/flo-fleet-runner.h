/* flo-fleet-runner.h: one fleet's turns: observe, plan, act, again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/engine/flo-driver.h"
#include "fleet/engine/flo-overall-ledger.h"
#include "fleet/flo-fleet.h"
#include "fleet/plan/flo-history.h"
#include "store/flo-fleet-records.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_RUNNER (flo_fleet_runner_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetRunner, flo_fleet_runner, FLO, FLEET_RUNNER, GObject)

/**
 * FloFleetRunner:
 *
 * Nothing is done at the same time for one fleet: a turn ends before the next begins, and a turn carries out
 * one action at most. Signal "destroyed": the fleet was proved gone.
 *
 * @driver: who is running it. @read_only: observe once when asked, never act, write nothing.
 */
FloFleetRunner *flo_fleet_runner_new            (FloStore              *store,
                                                 AwsClient             *client,
                                                 const FloFleetRecord  *record,
                                                 FloConfig             *config,
                                                 FloDriver             *driver,
                                                 gboolean               read_only);
/* The endpoint is on this computer, where looking costs nothing and time may run faster: a notice that lasts
 * two minutes at AWS may be over in seconds. Looks more often. */
void            flo_fleet_runner_set_local      (FloFleetRunner        *self);
/* The fleet keeps to the budget over all fleets, too. Before anything else. */
void            flo_fleet_runner_set_ledger     (FloFleetRunner        *self,
                                                 FloOverallLedger      *ledger);
/* It was launched a moment ago, by this process: what is looked at from now on is all there is to see of the launch. */
void            flo_fleet_runner_set_launched   (FloFleetRunner        *self);
FloFleet       *flo_fleet_runner_get_fleet      (FloFleetRunner        *self);
FloHistory     *flo_fleet_runner_get_history    (FloFleetRunner        *self);
AwsClient      *flo_fleet_runner_get_client     (FloFleetRunner        *self);
/* The zones of its region that can be used; none before the first turn. (element-type utf8) (transfer container) */
GPtrArray      *flo_fleet_runner_list_zones     (FloFleetRunner        *self);
/* Reads what the store remembers of the fleet. Before anything else. */
void            flo_fleet_runner_restore_async  (FloFleetRunner        *self,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
gboolean        flo_fleet_runner_restore_finish (FloFleetRunner        *self,
                                                 GAsyncResult          *result,
                                                 GError               **error);
/* A turn at once; further ones follow by themselves unless it is read-only. */
void            flo_fleet_runner_wake           (FloFleetRunner        *self);
/* The same, and finishes when that turn is over, however it went. */
void            flo_fleet_runner_turn_async     (FloFleetRunner        *self,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
void            flo_fleet_runner_turn_finish    (FloFleetRunner        *self,
                                                 GAsyncResult          *result);
/* Finishes when it is known who drives the fleet (flo_fleet_get_driver()); at once when it is. */
void            flo_fleet_runner_know_lease_async  (FloFleetRunner     *self,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
gboolean        flo_fleet_runner_know_lease_finish (FloFleetRunner     *self,
                                                 GAsyncResult          *result,
                                                 GError               **error);
/* Durable when it finishes; the turns then take the fleet down. */
void            flo_fleet_runner_destroy_async  (FloFleetRunner        *self,
                                                 GCancellable          *cancellable,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
gboolean        flo_fleet_runner_destroy_finish (FloFleetRunner        *self,
                                                 GAsyncResult          *result,
                                                 GError               **error);
/* No further turn. Finishes when the one under way is over. */
void            flo_fleet_runner_stop_async     (FloFleetRunner        *self,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
void            flo_fleet_runner_stop_finish    (FloFleetRunner        *self,
                                                 GAsyncResult          *result);

G_END_DECLS
