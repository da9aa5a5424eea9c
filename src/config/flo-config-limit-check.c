/* flo-config-limit-check.c: what a config's price limit would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-limit-check.h"

#include "config/flo-config-need.h"
#include "config/flo-config-report.h"

#define DAY 86400

/**
 * flo_config_list_pools:
 * @self: a config
 * @market: the market of its region
 *
 * Returns: (transfer container) (element-type FloPool): the pools that would meet it if it had no limit, best first,
 *   borrowed from @market
 */
GPtrArray *
flo_config_list_pools (const FloConfig *self,
                       FloMarket       *market)
{
  FloChoiceTerms terms;
  FloNeed need;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);

  flo_config_get_need (self, &need);
  need.maximum_price = 0;
  need.maximum_percent = 0;

  flo_config_get_terms (self, &terms);

  return flo_choice_list (market, &need, NULL, &terms);
}

/**
 * flo_config_list_best:
 * @self: a config
 * @market: the market of its region
 *
 * Returns: (transfer full): the names of the best pools' types, each once, of which prices are worth asking for
 */
GStrv
flo_config_list_best (const FloConfig *self,
                      FloMarket       *market)
{
  g_autoptr(GPtrArray) pools = flo_config_list_pools (self, market);
  g_autoptr(GPtrArray) types = g_ptr_array_new ();

  for (guint i = 0; i < pools->len && types->len < FLO_CONFIG_LIMIT_MAX_TYPES; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (!g_ptr_array_find_with_equal_func (types, pool->type->name, g_str_equal, NULL))
        g_ptr_array_add (types, g_strdup (pool->type->name));
    }
  g_ptr_array_add (types, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}

const char *
flo_config_get_limit_path (const FloConfig *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->price.limit)
    {
    case FLO_PRICE_FIXED:
      return "/price/maximum";
    case FLO_PRICE_PERCENT:
      return "/price/percent";
    case FLO_PRICE_DYNAMIC:
      return self->price.budget > 0 ? "/price/budget" : "/price/availability";
    case FLO_PRICE_ON_DEMAND:
    default:
      return "/price/limit";
    }
}

/**
 * flo_config_check_limit:
 * @self: a config without errors
 * @market: the market of its region
 * @series: (element-type FloPriceSeries): prices of the last FLO_CONFIG_LIMIT_HISTORY
 * @now: Unix seconds
 *
 * Pure.
 *
 * Returns: (transfer full) (element-type FloConfigProblem): a warning for each zone that the limit would have kept the
 *   nodes out of for more than FLO_CONFIG_LIMIT_MAX_PERCENT of the last FLO_CONFIG_LIMIT_DAYS, without places
 */
GPtrArray *
flo_config_check_limit (const FloConfig *self,
                        FloMarket       *market,
                        GListModel      *series,
                        gint64           now)
{
  g_autoptr(FloConfigReport) report = flo_config_report_new ();
  g_autoptr(GPtrArray) pools = flo_config_list_pools (self, market);
  g_autoptr(GArray) effects = NULL;
  FloLimit limit = flo_config_get_limit (self);

  effects = flo_limit_effect_list (&limit, pools, series, now - FLO_CONFIG_LIMIT_DAYS * DAY, now);
  for (guint i = 1; i < effects->len; i++)
    {
      const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, i);
      g_autofree char *words = flo_limit_effect_describe (effect->seconds_out, effect->seconds, FLO_CONFIG_LIMIT_DAYS,
                                                          effect->zone);

      if (effect->seconds_out * 100 > effect->seconds * FLO_CONFIG_LIMIT_MAX_PERCENT)
        flo_config_report_warning (report, flo_config_get_limit_path (self),
                                   "raise it, or allow more types; \"limit\": \"on-demand\" is AWS's advice",
                                   "%s", words);
    }

  return flo_config_report_finish (report);
}
