/* flo-alert-notice.h: shows a person what there is to tell of prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the window that has the focus as a toast; without one as notifications, which open the pool on the prices page
 * (app.show-pool). Of more than a few there is one for all.
 * @events: (element-type FloPriceAlertEvent), at least one */
void flo_alert_notice_tell (GApplication *application,
                            const char   *account,
                            GPtrArray    *events);

G_END_DECLS
