/* flo-advisor.h: what AWS's Spot Instance Advisor says of one region
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "market/flo-origin.h"

G_BEGIN_DECLS

/* AWS renews it once a day or so. */
#define FLO_ADVISOR_MAX_AGE (24 * 3600)
#define FLO_ADVISOR_URL "https://spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json"

/* Immutable; may be shared between threads. */
typedef struct _FloAdvisor FloAdvisor;

FloAdvisor *flo_advisor_read           (const char           *place,
                                        const char           *region);
void        flo_advisor_free           (FloAdvisor           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloAdvisor, flo_advisor_free)

FloOrigin   flo_advisor_get_origin     (FloAdvisor           *self);
guint       flo_advisor_get_n          (FloAdvisor           *self);
int         flo_advisor_find           (FloAdvisor           *self,
                                        const char           *type,
                                        const char           *product,
                                        int                  *savings_percent);
int         flo_advisor_find_emr       (FloAdvisor           *self,
                                        const char           *type);
gboolean    flo_advisor_is_fresh       (FloAdvisor           *self,
                                        gint64                now);

void        flo_advisor_refresh_async  (AwsClient            *client,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FloAdvisor *flo_advisor_refresh_finish (GAsyncResult         *result,
                                        GError              **error);

/* The file, as a table: "region,system,type,savings_percent,interruption_band". NULL with AWS_ERROR_PROTOCOL when it is
 * not what AWS publishes. @text: with a zero behind */
GBytes     *flo_advisor_convert        (const char           *text,
                                        gsize                 length,
                                        GError              **error);

G_END_DECLS
