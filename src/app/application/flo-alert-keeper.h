/* flo-alert-keeper.h: the price alerts of the account that is open: kept, and looked at now and then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "market/flo-price-alert.h"

G_BEGIN_DECLS

#define FLO_TYPE_ALERT_KEEPER (flo_alert_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FloAlertKeeper, flo_alert_keeper, FLO, ALERT_KEEPER, GObject)

/* So many seconds lie between two looks: AWS moves a price a few times a day. */
#define FLO_ALERT_KEEPER_SECONDS 300
#define FLO_ALERT_KEEPER_PRACTICE_SECONDS 60

/* Main context only. Without alerts nothing is looked at, and no timer runs.
 * Properties: seconds (between two looks), problem (nullable: why the last look was not complete).
 * Signal: told (GPtrArray of FloPriceAlertEvent, borrowed): there is news, which counts as told afterwards. */
FloAlertKeeper *flo_alert_keeper_new           (void);
/* Whose alerts from now on. @store: (nullable): nobody's
 * @account, @client: (nullable): with @store */
void            flo_alert_keeper_open          (FloAlertKeeper       *self,
                                                FloStore             *store,
                                                const char           *account,
                                                AwsClient            *client,
                                                gboolean              practice);
/* Returns: (transfer none): a list of FloAlertItem */
GListModel     *flo_alert_keeper_get_alerts    (FloAlertKeeper       *self);
/* Reads them again: another program may have changed them. */
void            flo_alert_keeper_reload        (FloAlertKeeper       *self);
/* Looks now, because there are newer prices. */
void            flo_alert_keeper_look          (FloAlertKeeper       *self);
/* Keeps a new one (id 0) or a changed one for the account that is open, and looks at it. */
void            flo_alert_keeper_save_async    (FloAlertKeeper       *self,
                                                const FloPriceAlert  *alert,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean        flo_alert_keeper_save_finish   (FloAlertKeeper       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void            flo_alert_keeper_remove_async  (FloAlertKeeper       *self,
                                                gint64                id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean        flo_alert_keeper_remove_finish (FloAlertKeeper       *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
