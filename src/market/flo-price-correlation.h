/* flo-price-correlation.h: whether two pools' prices move together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* The changes of a series from step to step, so scaled that the correlation of two is the sum of their products:
 * @n_steps - 1 numbers, all zero when the price never changes.
 * Returns: (transfer full) (nullable): NULL when the prices of the window are not known in full */
double *flo_price_correlation_standardise (FloPriceSeries        *series,
                                           gint64                 from,
                                           gint64                 step,
                                           gsize                  n_steps);
double  flo_price_correlation_multiply    (const double          *a,
                                           const double          *b,
                                           gsize                  n);

/* Two of many pools. */
typedef struct
{
  guint a, b;              /* which, a < b */
  double correlation;      /* -1 to 1; NaN: too little is known of both */
  gint64 from;             /* Unix seconds: since when both are known */
  guint n_changes;         /* that were compared */
} FloPricePair;

GArray *flo_price_correlation_list_pairs  (FloPriceSeries *const *series,
                                           guint                  n_series,
                                           gint64                 from,
                                           gint64                 to,
                                           gint64                 step);
double  flo_price_correlation_get_noise   (guint                  n_changes);

G_END_DECLS
