/* flo-alert-draft.h: a price alert to begin with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "market/flo-price-alert.h"

G_BEGIN_DECLS

/* Of a price above a tenth more than the dearest of them costs now. @types, @zones: (nullable)
 * @pools: (nullable): FloPoolItem: what is known of prices. Returns: (transfer full) */
FloPriceAlert *flo_alert_draft_new (const char         *region,
                                    const char * const *types,
                                    const char * const *zones,
                                    GListModel         *pools);

G_END_DECLS
