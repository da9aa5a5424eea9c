/* flo-limit-record.h: what pools may cost, kept between runs, and what a new look at it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-maximum-prices.h"

G_BEGIN_DECLS

/* When prices could not be had, or no pool has enough of them, seconds until the next look. */
#define FLO_LIMIT_RECORD_AGAIN 3600

char             *flo_limit_record_write    (const FloMaximumPrices  *prices);
FloMaximumPrices *flo_limit_record_read     (const char              *text);
gint64            flo_limit_record_get_due  (const FloMaximumPrices  *prices,
                                             const FloLimit          *limit,
                                             gint64                   now);
char             *flo_limit_record_describe (const FloMaximumPrices  *before,
                                             const FloMaximumPrices  *after,
                                             char                   **reason);

G_END_DECLS
