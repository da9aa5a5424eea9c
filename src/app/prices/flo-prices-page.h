/* flo-prices-page.h: how the prices of chosen types moved, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "app/window/flo-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_PRICES_PAGE (flo_prices_page_get_type ())
G_DECLARE_FINAL_TYPE (FloPricesPage, flo_prices_page, FLO, PRICES_PAGE, FloPage)

GtkWidget *flo_prices_page_new       (FloSession    *session);
/* How the type's prices move in the region, in the zone and beside it. */
void       flo_prices_page_show_pool (FloPricesPage *self,
                                      const char    *region,
                                      const char    *type,
                                      const char    *zone);

G_END_DECLS
