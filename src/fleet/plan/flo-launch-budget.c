/* flo-launch-budget.c: whether a launch fits its budget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-budget"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "config/flo-config-schedule.h"
#include "fleet/engine/flo-engine.h"
#include "fleet/plan/flo-expected-pools.h"
#include "fleet/plan/flo-launch-budget.h"
#include "market/flo-node-extras.h"

#define HOURS_PER_DAY 24
#define SECONDS_PER_DAY 86400


gboolean
flo_launch_budget_is_set (const FloConfig        *config,
                          const FloOverallBudget *overall)
{
  g_return_val_if_fail (config != NULL, FALSE);

  return config->budget.per_hour > 0 || config->budget.per_day > 0 || config->budget.total > 0 ||
         flo_overall_budget_is_set (overall);
}

static gboolean
get_rate (const FloConfig  *config,
          FloMarket        *market,
          gboolean          addresses,
          FloMoney         *rate,
          FloMoney         *extras_rate,
          GError          **error)
{
  g_autoptr (FloConfig) most = flo_config_copy (config);
  g_autoptr (GArray) pools = NULL;
  FloNodeExtras extras = flo_node_extras_new (market, config->storage.size_gib, addresses);

  /* With a schedule: when it wants the most nodes. */
  most->capacity.nodes = flo_config_get_peak (config);
  pools = flo_expected_pools (most, NULL, market, NULL);
  /* A standby costs its volume; whether it may be started is seen when it is to. */
  *rate = *extras_rate = config->availability.standbys * extras.storage;
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
      *rate += expected->nodes * (price + flo_node_extras_get_sum (&extras));
      *extras_rate += expected->nodes * flo_node_extras_get_sum (&extras);
    }

  return TRUE;
}

static gboolean
check (FloMoney     cost,
       FloMoney     budget,
       FloMoney     rate,
       FloMoney     extras,
       const char  *period,
       GError     **error)
{
  g_autofree char *cost_text = flo_money_format (cost);
  g_autofree char *budget_text = flo_money_format (budget);
  g_autofree char *rate_text = flo_money_format (rate);
  g_autofree char *extras_text = flo_money_format (extras);

  if (budget == 0 || cost <= budget)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET,
               "The fleet would cost %s %s (%s an hour at the prices of now, %s of it storage and addresses); its budget is "
               "%s. Raise the budget, want fewer nodes, or allow cheaper types", cost_text, period, rate_text, extras_text,
               budget_text);

  return FALSE;
}

/* @with: what all fleets would cost with this one; @without: what they do without it. */
static gboolean
check_all (FloMoney     with,
           FloMoney     without,
           FloMoney     budget,
           const char  *bounds,
           const char  *period,
           GError     **error)
{
  g_autofree char *with_text = flo_money_format (with);
  g_autofree char *without_text = flo_money_format (without);
  g_autofree char *budget_text = flo_money_format (budget);

  if (budget == 0 || with <= budget)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET,
               "With this fleet all fleets of the account would cost %s %s at the prices of now, %s without it; their budget "
               "is %s %s. Raise it, want fewer nodes, or end others first", with_text, period, without_text, budget_text,
               bounds);

  return FALSE;
}

/* What is spent of the day, and the rest of it at the prices of now; or a whole day of them, when that is more: tomorrow is
 * one. */
static FloMoney
estimate_day (FloMoney spent,
              FloMoney rate,
              gint64   now)
{
  gint64 left = flo_time_get_day (now) + SECONDS_PER_DAY - now;

  return MAX (spent + flo_money_for_seconds (rate, left), rate * HOURS_PER_DAY);
}

static gboolean
check_overall (const FloConfig         *config,
               const FloOverallBudget  *all,
               FloMoney                 rate,
               gint64                   now,
               GError                 **error)
{
  FloMoney others = all->others_per_hour;

  if (rate <= all->own_per_hour)
    return TRUE;

  return check_all (others + rate, others, all->per_hour, "an hour", "an hour", error) &&
         (config->scaling.schedule != NULL ||
          check_all (estimate_day (all->others_today, others + rate, now), estimate_day (all->others_today, others, now),
                     all->per_day, "a day", "a day", error)) &&
         check_all (all->others_month + others + rate, all->others_month + others, all->per_month, "a month",
                    "this month within an hour from now", error);
}

gboolean
flo_launch_budget_check (const FloConfig         *config,
                         FloMarket               *market,
                         gboolean                 addresses,
                         const FloOverallBudget  *overall,
                         gint64                   now,
                         GError                 **error)
{
  FloMoney rate, extras;

  g_return_val_if_fail (config != NULL, FALSE);
  g_return_val_if_fail (FLO_IS_MARKET (market), FALSE);

  if (!flo_launch_budget_is_set (config, overall))
    return TRUE;

  return get_rate (config, market, addresses, &rate, &extras, error) &&
         check (rate, config->budget.per_hour, rate, extras, "an hour", error) &&
         /* A schedule wants the most for a part of the day only: the planner keeps to what is spent. */
         (config->scaling.schedule != NULL ||
          check (rate * HOURS_PER_DAY, config->budget.per_day, rate, extras, "a day", error)) &&
         check (rate, config->budget.total, rate, extras, "in its first hour alone", error) &&
         (!flo_overall_budget_is_set (overall) || check_overall (config, overall, rate, now, error));
}
