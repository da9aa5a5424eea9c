/* flo-price-changes.h: how the prices of many pools moved lately, so that any two can be compared at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* What is compared: by how much the mean price changed from one half day to the next. */
#define FLO_PRICE_CHANGES_DAYS 30
#define FLO_PRICE_CHANGES_STEP (12 * 3600)

/* Immutable, reference counted; may be shared between threads. */
typedef struct _FloPriceChanges FloPriceChanges;

FloPriceChanges *flo_price_changes_new       (FloPriceSeries *const *series,
                                              guint                  n_series,
                                              gint64                 now);
FloPriceChanges *flo_price_changes_ref       (FloPriceChanges       *self);
void             flo_price_changes_unref     (FloPriceChanges       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceChanges, flo_price_changes_unref)

/* Unix seconds: until when prices were looked at. */
gint64           flo_price_changes_get_time  (FloPriceChanges       *self);

/* @self: (nullable) */
gboolean         flo_price_changes_is_empty  (FloPriceChanges       *self);
const double    *flo_price_changes_find      (FloPriceChanges       *self,
                                              const char            *type,
                                              const char            *zone);
double           flo_price_changes_correlate (const double          *a,
                                              const double          *b);

G_END_DECLS
