/* flo-alert-item.h: a price alert in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "store/flo-price-alert-records.h"

G_BEGIN_DECLS

#define FLO_TYPE_ALERT_ITEM (flo_alert_item_get_type ())
G_DECLARE_FINAL_TYPE (FloAlertItem, flo_alert_item, FLO, ALERT_ITEM, GObject)

/* Copies @alert. */
FloAlertItem        *flo_alert_item_new       (const FloPriceAlert *alert);
/* Borrowed. */
const FloPriceAlert *flo_alert_item_get_alert (FloAlertItem        *self);

G_END_DECLS
