/* flo-lease-keeper.h: keeps one fleet's lease: asks AWS who has it, and writes that we do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/engine/flo-driver.h"
#include "fleet/plan/flo-tenure.h"

G_BEGIN_DECLS

#define FLO_TYPE_LEASE_KEEPER (flo_lease_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FloLeaseKeeper, flo_lease_keeper, FLO, LEASE_KEEPER, GObject)

/**
 * FloLeaseKeeper:
 *
 * What is to be done, and whether we may act, flo-tenure.h decides; this does it, in one call or two every few minutes.
 * Renewals are not in the journal: they make nothing, and the tag itself says what was written last.
 */
FloLeaseKeeper *flo_lease_keeper_new             (AwsClient            *client,
                                                  const char           *fleet_id,
                                                  const FloDriver      *driver);
/* The endpoint is on this computer, which shows changed tags soon. */
void            flo_lease_keeper_set_local       (FloLeaseKeeper       *self);
/* What is known of it. Borrowed */
FloTenure      *flo_lease_keeper_get_tenure      (FloLeaseKeeper       *self);
gboolean        flo_lease_keeper_may_act         (FloLeaseKeeper       *self);
/* Why nothing is done here, a sentence; NULL: it is not because of the lease. (transfer full) */
char           *flo_lease_keeper_describe        (FloLeaseKeeper       *self);
/* For what will carry the lease. (transfer full) */
char           *flo_lease_keeper_make_first      (FloLeaseKeeper       *self);
/* Looks, and writes, if it is time for that; at once when it is not. Who asks while that is under way gets its answer,
 * too. An error says why AWS could not be asked; what may still be done then flo_lease_keeper_may_act() knows. */
void            flo_lease_keeper_refresh_async   (FloLeaseKeeper       *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        flo_lease_keeper_refresh_finish  (FloLeaseKeeper       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
/* Gives it back, when it is ours; the last thing a driver does. Does not wait long for AWS. */
void            flo_lease_keeper_release_async   (FloLeaseKeeper       *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void            flo_lease_keeper_release_finish  (FloLeaseKeeper       *self,
                                                  GAsyncResult         *result);

G_END_DECLS
