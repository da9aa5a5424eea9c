/* flo-limit-effect.c: what a draft's price limit would have meant, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-limit-effect.h"

#include <glib/gi18n.h>

#include "config/flo-config-need.h"

FloLimit
flo_limit_effect_get_limit (const FloConfig *config)
{
  FloLimit limit = { FLO_LIMIT_NONE, 0, 0, 0 };

  g_return_val_if_fail (config != NULL, limit);

  if (config->price.limit == FLO_PRICE_FIXED && config->price.maximum > 0)
    limit = (FloLimit) { FLO_LIMIT_FIXED, config->price.maximum, 0, 0 };
  else if (config->price.limit == FLO_PRICE_PERCENT && config->price.percent > 0)
    limit = (FloLimit) { FLO_LIMIT_PERCENT, 0, (guint) config->price.percent, 0 };

  return limit;
}

GPtrArray *
flo_limit_effect_choose (FloMarket       *market,
                         const FloConfig *config)
{
  FloChoiceTerms terms;
  FloNeed need;

  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);

  flo_config_get_need (config, &need);
  need.maximum_price = 0;
  need.maximum_percent = 0;

  flo_config_get_terms (config, &terms);

  return flo_choice_list (market, &need, NULL, &terms);
}

static FloPriceSeries *
find_series (GListModel    *series,
             const FloPool *pool)
{
  for (guint i = 0; i < g_list_model_get_n_items (series); i++)
    {
      g_autoptr(FloPriceSeries) one = g_list_model_get_item (series, i);

      /* The list keeps it. */
      if (g_str_equal (flo_price_series_get_instance_type (one), pool->type->name) &&
          g_str_equal (flo_price_series_get_zone (one), pool->zone->name))
        return one;
    }

  return NULL;
}

/* @zone: (nullable): all */
static FloLimitEffect
review (const FloLimit *limit,
        GPtrArray      *pools,
        GListModel     *all,
        const char     *zone,
        gint64          from,
        gint64          to)
{
  g_autoptr(GPtrArray) series = g_ptr_array_new ();
  g_autoptr(GArray) limits = g_array_new (FALSE, FALSE, sizeof (FloMoney));
  FloLimitEffect effect = { .zone = zone };

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      FloPriceSeries *one;
      FloMoney highest;

      if (zone != NULL && !g_str_equal (pool->zone->name, zone))
        continue;
      /* A share of what is not known lets nothing in, as it is when pools are chosen. */
      if (limit->kind == FLO_LIMIT_PERCENT && pool->type->on_demand <= 0)
        continue;
      one = find_series (all, pool);
      if (one == NULL)
        continue;
      highest = flo_limit_get (limit, one, pool->type->on_demand, to);
      g_ptr_array_add (series, one);
      g_array_append_val (limits, highest);
    }
  effect.n_pools = series->len;
  if (series->len == 0)
    return effect;
  effect.best = g_ptr_array_index (series, 0);
  effect.seconds_out = flo_limit_seconds_out ((FloPriceSeries *const *) series->pdata,
                                              (const FloMoney *) (gpointer) limits->data,
                                              series->len, from, to, &effect.seconds);

  return effect;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

GArray *
flo_limit_effect_list (const FloLimit *limit,
                       GPtrArray      *pools,
                       GListModel     *series,
                       gint64          from,
                       gint64          to)
{
  GArray *effects = g_array_new (FALSE, FALSE, sizeof (FloLimitEffect));
  g_autoptr(GPtrArray) zones = g_ptr_array_new ();
  FloLimitEffect effect;

  g_return_val_if_fail (limit != NULL && pools != NULL && G_IS_LIST_MODEL (series), effects);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (!g_ptr_array_find_with_equal_func (zones, pool->zone->name, g_str_equal, NULL))
        g_ptr_array_add (zones, (gpointer) pool->zone->name);
    }
  g_ptr_array_sort (zones, compare_names);

  effect = review (limit, pools, series, NULL, from, to);
  if (effect.seconds == 0)
    return effects;
  g_array_append_val (effects, effect);
  for (guint i = 0; i < zones->len; i++)
    {
      effect = review (limit, pools, series, g_ptr_array_index (zones, i), from, to);
      if (effect.seconds > 0)
        g_array_append_val (effects, effect);
    }

  return effects;
}

char *
flo_limit_effect_describe (const FloLimitEffect *effect,
                           guint                 days)
{
  double share;

  g_return_val_if_fail (effect != NULL, NULL);

  if (effect->seconds <= 0)
    return g_strdup (_("No prices are known"));
  share = 100.0 * (double) effect->seconds_out / (double) effect->seconds;
  if (effect->seconds_out == 0)
    /* Translators: a price limit, in the past; %u: days */
    return g_strdup_printf (ngettext ("Would not have kept you out in the last %u day",
                                      "Would not have kept you out in the last %u days", days),
                            days);
  if (share < 1)
    /* Translators: a price limit, in the past; %u: days */
    return g_strdup_printf (ngettext ("Would have kept you out less than 1 %% of the last %u day",
                                      "Would have kept you out less than 1 %% of the last %u days",
                                      days), days);
  /* Translators: a price limit, in the past; %.0f: percent, %u: days */
  return g_strdup_printf (ngettext ("Would have kept you out %.0f %% of the last %u day",
                                    "Would have kept you out %.0f %% of the last %u days", days),
                          share, days);
}
