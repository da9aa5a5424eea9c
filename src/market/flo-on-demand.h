/* flo-on-demand.h: the prices of one region that AWS publishes: instances on demand, and storage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "base/flo-money.h"
#include "market/flo-origin.h"

G_BEGIN_DECLS

/* What is older than this is asked for again, in the background. */
#define FLO_ON_DEMAND_MAX_AGE (24 * 3600)

/* Immutable; may be shared between threads. */
typedef struct _FloOnDemand FloOnDemand;

FloOnDemand *flo_on_demand_read             (const char           *place,
                                             const char           *region);
void         flo_on_demand_free             (FloOnDemand          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloOnDemand, flo_on_demand_free)

const char  *flo_on_demand_get_region       (FloOnDemand          *self);
FloMoney     flo_on_demand_find             (FloOnDemand          *self,
                                             const char           *type,
                                             const char           *product,
                                             FloOrigin            *origin);
FloMoney     flo_on_demand_get_storage      (FloOnDemand          *self,
                                             FloOrigin            *origin);
guint        flo_on_demand_get_n            (FloOnDemand          *self);
FloOrigin    flo_on_demand_get_origin       (FloOnDemand          *self);
gboolean     flo_on_demand_is_fresh         (FloOnDemand          *self,
                                             const char * const   *types,
                                             gint64                now);
gboolean     flo_on_demand_knows            (FloOnDemand          *self,
                                             const char * const   *types);

typedef enum
{
  FLO_ON_DEMAND_ASK,    /* GetProducts: some types at a call each, or a region's Linux prices in a dozen pages */
  FLO_ON_DEMAND_FILE,   /* the file that AWS publishes: every product, no permission, hundreds of megabytes */
} FloOnDemandWay;

void         flo_on_demand_refresh_async    (AwsClient            *client,
                                             FloOnDemandWay        way,
                                             const char * const   *types,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
FloOnDemand *flo_on_demand_refresh_finish   (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
