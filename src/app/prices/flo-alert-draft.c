/* flo-alert-draft.c: a price alert to begin with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-alert-draft.h"

#include "app/prices/flo-pool-item.h"

static FloMoney
find_greatest (const FloPriceAlert *alert,
               GListModel          *pools)
{
  FloMoney greatest = 0;

  for (guint i = 0; pools != NULL && alert->types != NULL && i < g_list_model_get_n_items (pools); i++)
    {
      g_autoptr(FloPoolItem) item = g_list_model_get_item (pools, i);

      if (flo_price_alert_covers (alert, flo_pool_item_get_type_name (item), flo_pool_item_get_zone (item)))
        greatest = MAX (greatest, flo_pool_item_get_price (item));
    }

  return greatest;
}

FloPriceAlert *
flo_alert_draft_new (const char         *region,
                     const char * const *types,
                     const char * const *zones,
                     GListModel         *pools)
{
  FloPriceAlert *alert = g_new0 (FloPriceAlert, 1);

  alert->region = g_strdup (region);
  alert->product = g_strdup (FLO_PRICE_PRODUCT_LINUX);
  alert->types = g_strdupv ((GStrv) types);
  alert->zones = g_strdupv ((GStrv) zones);
  alert->kind = FLO_PRICE_ALERT_ABOVE;
  /* With the four decimals that AWS writes. */
  alert->price = find_greatest (alert, pools) * 11 / 1000 * 100;

  return alert;
}
