/* flo-price-history.h: how prices moved, pool by pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/services/aws-ec2.h"
#include "base/flo-money.h"
#include "store/flo-price-batch.h"

G_BEGIN_DECLS

typedef FloPriceStep FloPricePoint;   /* Unix seconds; holds until the next */

#define FLO_TYPE_PRICE_SERIES (flo_price_series_get_type ())
G_DECLARE_FINAL_TYPE (FloPriceSeries, flo_price_series, FLO, PRICE_SERIES, GObject)

/* One pool's prices, oldest first, no two at one time. Immutable. */
FloPriceSeries      *flo_price_series_new               (const char          *instance_type,
                                                         const char          *zone,
                                                         const FloPricePoint *points,
                                                         gsize                n_points,
                                                         gint64               from,
                                                         gint64               to);
/* What is known of each of @pools, in their order; none of what has no price in [@from, @to].
 * @pools: (element-type FloPricePool). Returns: (transfer full): GListModel of FloPriceSeries */
GListModel          *flo_price_series_list_new          (GPtrArray           *pools,
                                                         gint64               from,
                                                         gint64               to);
const char          *flo_price_series_get_instance_type (FloPriceSeries *self);
const char          *flo_price_series_get_zone          (FloPriceSeries *self);
/* (nullable): the same zone has it in all accounts; AWS does not always tell */
const char          *flo_price_series_get_zone_id       (FloPriceSeries *self);
const FloPricePoint *flo_price_series_get_points        (FloPriceSeries *self,
                                                         gsize          *n_points);
/* Time-weighted, over [from, to). */
FloMoney             flo_price_series_get_average       (FloPriceSeries *self,
                                                         gint64          from,
                                                         gint64          to);
/* The first of @series that is this pool's. Returns: (transfer none) (nullable): the list keeps it */
FloPriceSeries      *flo_price_history_find             (GListModel     *series,
                                                         const char     *instance_type,
                                                         const char     *zone);

/* All pages, grouped by pool. Returns: (transfer full): GListModel of FloPriceSeries by type, then zone. */
void        flo_price_history_load_async  (AwsClient           *client,
                                           const char          *product,     /* (nullable): Linux/UNIX */
                                           const char * const  *types,
                                           const char * const  *zones,       /* (nullable): all */
                                           gint64               from,
                                           gint64               to,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* FALSE: no record that can be true, see flo_price_batch_add(). */
gboolean    flo_price_history_take_record          (FloPriceBatch       *batch,
                                           const AwsSpotPrice *record);
GListModel *flo_price_history_load_finish (GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
