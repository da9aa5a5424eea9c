/* flo-session.h: what the running program has open: accounts, practice cloud, database, engines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-list.h"
#include "account/flo-practice-cloud.h"
#include "app/account/flo-account-status.h"
#include "app/account/flo-window-interaction.h"
#include "app/application/flo-alert-keeper.h"
#include "fleet/engine/flo-engine.h"
#include "market/flo-market.h"
#include "market/flo-price-archive.h"

G_BEGIN_DECLS

#define FLO_TYPE_SESSION (flo_session_get_type ())
G_DECLARE_FINAL_TYPE (FloSession, flo_session, FLO, SESSION, GObject)

/* One per program, main context only. An engine is kept for every account that was opened, so that
 * looking at another account does not stop the first one's fleets.
 * Properties: account, engine (the ones shown now, both NULL until one was opened), read-only
 * (another process runs this account's fleets; they can be seen and not changed), busy (opening). */
/* @interaction: (nullable): who asks the person; NULL: nobody, and what needs an answer fails */
FloSession       *flo_session_new                  (FloWindowInteraction *interaction) G_GNUC_WARN_UNUSED_RESULT;
FloWindowInteraction *
                  flo_session_get_interaction      (FloSession          *self);
/* A person does something that needs AWS: see flo_window_interaction_attend(). */
void              flo_session_attend               (FloSession          *self);
/* Whether AWS lets @account in. Borrowed; one for each account, as long as it is in the list. */
FloAccountStatus *flo_session_get_status           (FloSession          *self,
                                                    FloAccount          *account);
/* All engines look again at once. */
void              flo_session_wake                 (FloSession          *self);
FloAccountList   *flo_session_get_accounts         (FloSession          *self);
FloAccount       *flo_session_get_account          (FloSession          *self);
FloEngine        *flo_session_get_engine           (FloSession          *self);
/* The database. Borrowed; NULL until an account was opened. */
FloStore         *flo_session_get_store            (FloSession          *self);
/* The price alerts of the current account. Borrowed; one as long as the session lives. */
FloAlertKeeper   *flo_session_get_alerts           (FloSession          *self);
FloPracticeCloud *flo_session_get_practice_cloud   (FloSession          *self);
gboolean          flo_session_get_read_only        (FloSession          *self);
gboolean          flo_session_get_busy             (FloSession          *self);
/* Fleets that live in accounts other than the practice cloud's, over all engines. */
guint             flo_session_count_real_fleets    (FloSession          *self);

/* Opens the database if need be, starts the account's engine and makes it the current one. */
void              flo_session_open_account_async   (FloSession          *self,
                                                    FloAccount          *account,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
gboolean          flo_session_open_account_finish  (FloSession          *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
/* Starts the practice cloud if need be, then as above. Finish with flo_session_open_account_finish(). */
void              flo_session_open_practice_async  (FloSession          *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
/* The current account in @region (NULL: its own). NULL without an account. */
AwsClient        *flo_session_create_client        (FloSession          *self,
                                                    const char          *region) G_GNUC_WARN_UNUSED_RESULT;
/* Where the current account's prices of @region are kept. Borrowed; NULL without an account. */
FloPriceArchive  *flo_session_get_archive          (FloSession          *self,
                                                    const char          *region);
/* The current account's market in @region; one that is younger than two minutes is reused. */
void              flo_session_load_market_async    (FloSession          *self,
                                                    const char          *region,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
FloMarket        *flo_session_load_market_finish   (FloSession          *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
/* What was known of it last time, for until the other answers: with types alone when nothing was kept. */
void              flo_session_load_kept_market_async
                                                   (FloSession          *self,
                                                    const char          *region,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
FloMarket        *flo_session_load_kept_market_finish
                                                   (FloSession          *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
/* Stops every engine after the action under way, then closes the database. */
void              flo_session_close_async          (FloSession          *self,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
void              flo_session_close_finish         (FloSession          *self,
                                                    GAsyncResult        *result);

G_END_DECLS
