/* flo-launch-budget.c: whether a launch fits its budget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-budget"

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "fleet/engine/flo-engine.h"
#include "fleet/plan/flo-expected-pools.h"
#include "fleet/plan/flo-launch-budget.h"

#define HOURS_PER_DAY 24


static gboolean
has_budget (const FloConfig *config)
{
  return config->budget.per_hour > 0 || config->budget.per_day > 0 || config->budget.total > 0;
}

static gboolean
get_rate (const FloConfig  *config,
          FloMarket        *market,
          FloMoney         *rate,
          GError          **error)
{
  g_autoptr (FloConfig) most = flo_config_copy (config);
  g_autoptr (GArray) pools = NULL;

  /* With a schedule: when it wants the most nodes. */
  most->capacity.nodes = flo_config_get_peak (config);
  pools = flo_expected_pools (most, NULL, market, NULL);
  *rate = 0;
  for (guint i = 0; i < pools->len; i++)
    {
      const FloExpectedPool *expected = &g_array_index (pools, FloExpectedPool, i);
      FloMoney price = expected->on_demand ? expected->pool->type->on_demand : expected->pool->spot_price;

      if (price == 0)
        {
          g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET,
                       "What %s costs on demand in %s is not known, so nobody can say whether it fits the budget. "
                       "flotillactl price sources says why", expected->pool->type->name, config->region);
          return FALSE;
        }
      *rate += expected->nodes * price;
    }

  return TRUE;
}

static gboolean
check (FloMoney     cost,
       FloMoney     budget,
       FloMoney     rate,
       const char  *period,
       GError     **error)
{
  g_autofree char *cost_text = flo_money_format (cost);
  g_autofree char *budget_text = flo_money_format (budget);
  g_autofree char *rate_text = flo_money_format (rate);

  if (budget == 0 || cost <= budget)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET,
               "The fleet would cost %s %s (%s an hour at the prices of now); its budget is %s. Raise the budget, want "
               "fewer nodes, or allow cheaper types", cost_text, period, rate_text, budget_text);

  return FALSE;
}

gboolean
flo_launch_budget_check (const FloConfig  *config,
                         FloMarket        *market,
                         GError          **error)
{
  FloMoney rate;

  g_return_val_if_fail (config != NULL, FALSE);
  g_return_val_if_fail (FLO_IS_MARKET (market), FALSE);

  if (!has_budget (config))
    return TRUE;

  return get_rate (config, market, &rate, error) && check (rate, config->budget.per_hour, rate, "an hour", error) &&
         /* A schedule wants the most for a part of the day only: the planner keeps to what is spent. */
         (config->scaling.schedule != NULL ||
          check (rate * HOURS_PER_DAY, config->budget.per_day, rate, "a day", error)) &&
         check (rate, config->budget.total, rate, "in its first hour alone", error);
}
