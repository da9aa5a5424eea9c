/* flo-config-region-check.c: what can only be checked against the live region
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-region-check.h"

#include "config/flo-config-limit-check.h"
#include "config/flo-config-need.h"
#include "config/flo-config-report.h"

/* With fewer pools than this, AWS itself warns that interruptions come in groups. */
#define ENOUGH_POOLS 10

typedef struct
{
  const FloConfig *config;
  FloMarket *market;
  FloNeed need;
  FloConfigReport *report;
} Check;

/* The first pool of a zone whose type fits; NULL when there is none. */
static const FloPool *
find_pool_in (Check         *self,
              const FloZone *zone)
{
  for (guint i = 0; i < flo_market_get_n_pools (self->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (self->market, i);

      if (pool->zone == zone && flo_need_fits_type (&self->need, pool->type, NULL))
        return pool;
    }

  return NULL;
}

/* Why a zone does not count; NULL when it does. */
static const char *
find_why_not (Check         *self,
              const FloZone *zone)
{
  if (!zone->usable)
    return zone->why_not != NULL ? zone->why_not : "not available";
  if (self->need.zones != NULL && !g_strv_contains (self->need.zones, zone->name))
    return "not in zones.allowed";
  if (find_pool_in (self, zone) == NULL)
    return "offers none of the wanted types";

  return NULL;
}

/* @remark: (nullable): goes behind the name in brackets */
static void
append_name (GString    *list,
             const char *name,
             const char *remark)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, name);
  if (remark != NULL)
    g_string_append_printf (list, " (%s)", remark);
}

static char *
describe_found (const FloConfig *config,
                guint            n_found,
                const char      *names)
{
  if (n_found == 0)
    return g_strdup_printf ("region %s has no usable Availability Zone", config->region);

  return g_strdup_printf ("region %s has %u usable Availability %s (%s)",
                          config->region, n_found, n_found == 1 ? "Zone" : "Zones", names);
}

static void
check_zone_count (Check *self)
{
  g_autoptr(GString) found = g_string_new (NULL);
  g_autoptr(GString) left_out = g_string_new (NULL);
  g_autofree char *message = NULL;
  g_autofree char *hint = NULL;
  guint n_found = 0;

  for (guint i = 0; i < flo_market_get_n_zones (self->market); i++)
    {
      const FloZone *zone = flo_market_get_zone (self->market, i);
      const char *why_not = find_why_not (self, zone);

      append_name (why_not == NULL ? found : left_out, zone->name, why_not);
      n_found += why_not == NULL;
    }
  if (n_found >= self->config->zones.minimum)
    return;

  message = describe_found (self->config, n_found, found->str);
  hint = left_out->len > 0 ? g_strdup_printf ("not counted: %s", left_out->str)
                           : g_strdup ("choose another region, or lower zones.minimum");
  flo_config_report_error (self->report, "/zones/minimum", hint,
                           "%s; this config needs at least %" G_GINT64_FORMAT,
                           message, self->config->zones.minimum);
}

static const FloZone *
find_zone (FloMarket  *market,
           const char *name)
{
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    if (g_str_equal (flo_market_get_zone (market, i)->name, name))
      return flo_market_get_zone (market, i);

  return NULL;
}

static void
check_allowed_zones (Check *self)
{
  for (guint i = 0; self->need.zones != NULL && self->need.zones[i] != NULL; i++)
    {
      const FloZone *zone = find_zone (self->market, self->need.zones[i]);
      g_autofree char *path = g_strdup_printf ("/zones/allowed/%u", i);

      if (zone == NULL)
        flo_config_report_error (self->report, path, "the letters of the zones differ from account to account",
                                 "region %s has no zone %s for this account",
                                 self->config->region, self->need.zones[i]);
      else if (!zone->usable)
        flo_config_report_warning (self->report, path, "remove it, or choose another zone",
                                   "zone %s cannot be used: %s",
                                   zone->name, zone->why_not != NULL ? zone->why_not : "not available");
    }
}

static void
check_types (Check *self)
{
  for (guint i = 0; self->need.types != NULL && self->need.types[i] != NULL; i++)
    {
      const FloInstanceType *type = flo_market_find_type (self->market, self->need.types[i]);
      g_autofree char *path = g_strdup_printf ("/instances/types/%u", i);
      g_autofree char *reason = NULL;

      if (type == NULL)
        flo_config_report_warning (self->report, path, "remove it, or check its spelling",
                                   "region %s does not offer %s", self->config->region, self->need.types[i]);
      else if (!flo_need_fits_type (&self->need, type, &reason))
        flo_config_report_warning (self->report, path, "remove it, or loosen the requirements",
                                   "%s is left out: %s", type->name, reason);
    }
}

/* One image has one architecture; the pools may have two. */
static void
check_architecture (Check     *self,
                    GPtrArray *pools)
{
  const FloPool *only_x86_64 = NULL, *only_arm64 = NULL;

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = pools->pdata[i];

      if (pool->type->x86_64 && !pool->type->arm64)
        only_x86_64 = pool;
      if (pool->type->arm64 && !pool->type->x86_64)
        only_arm64 = pool;
    }
  if (self->config->image.id != NULL && only_x86_64 != NULL && only_arm64 != NULL)
    flo_config_report_warning (self->report, "/instances/architecture",
                               "write the image's own architecture, \"x86_64\" or \"arm64\"",
                               "image %s has one architecture, the types have two: %s is x86_64, %s is arm64",
                               self->config->image.id, only_x86_64->type->name, only_arm64->type->name);
}

/* A share of a price that nobody knows is no limit. */
static gboolean
lacks_on_demand (Check     *self,
                 GPtrArray *pools)
{
  for (guint i = 0; i < pools->len; i++)
    if (((const FloPool *) pools->pdata[i])->type->on_demand > 0)
      return FALSE;

  return self->config->price.limit == FLO_PRICE_PERCENT;
}

/* Pools exist and none is affordable: says what the cheapest costs. */
static void
report_price (Check *self)
{
  FloNeed without_limit = self->need;
  g_autoptr(GPtrArray) pools = NULL;
  g_autofree char *price = NULL;
  const FloPool *cheapest = NULL;

  without_limit.maximum_price = 0;
  without_limit.maximum_percent = 0;
  pools = flo_selection_list (self->market, &without_limit, NULL);
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = pools->pdata[i];

      if (cheapest == NULL || pool->spot_price < cheapest->spot_price)
        cheapest = pool;
    }

  if (cheapest == NULL)
    {
      flo_config_report_error (self->report, "/instances", "choose other types or another region",
                               "AWS publishes no spot price for any of the wanted types in region %s",
                               self->config->region);
      return;
    }
  if (lacks_on_demand (self, pools))
    {
      g_autofree char *hint = g_strdup_printf ("allow the account pricing:GetProducts, or read AWS's price file with "
                                               "flotillactl price sources --file --region %s, or write a fixed limit",
                                               self->config->region);

      flo_config_report_error (self->report, "/price/percent", hint,
                               "the limit is a share of the on-demand price, which is not known in region %s",
                               self->config->region);
      return;
    }
  price = flo_money_format (cheapest->spot_price);
  flo_config_report_error (self->report,
                           flo_config_get_limit_path (self->config),
                           "raise the limit, or allow more types",
                           "no pool is below the price limit; the cheapest now is %s in %s at %s an hour",
                           cheapest->type->name, cheapest->zone->name, price);
}

static gboolean
has_pool (Check *self)
{
  for (guint i = 0; i < flo_market_get_n_zones (self->market); i++)
    if (find_why_not (self, flo_market_get_zone (self->market, i)) == NULL)
      return TRUE;

  return FALSE;
}

static void
check_pools (Check *self)
{
  g_autoptr(GPtrArray) pools = flo_selection_list (self->market, &self->need, NULL);

  /* Without any zone that counts, that was said already. */
  if (pools->len == 0 && has_pool (self))
    report_price (self);
  else if (pools->len > 0 && pools->len < ENOUGH_POOLS)
    flo_config_report_warning (self->report, "/instances",
                               "allow more types, sizes or zones; every pool is another chance",
                               "this config can be met from %u %s; with fewer than %d, interruptions hit harder",
                               pools->len, pools->len == 1 ? "pool" : "pools", ENOUGH_POOLS);
  check_architecture (self, pools);
}

/**
 * flo_config_check_region:
 * @self: a config without errors
 * @market: the market of its region, with at least the wanted types
 *
 * Returns: (transfer full) (element-type FloConfigProblem): what is wrong there, without places
 */
GPtrArray *
flo_config_check_region (const FloConfig *self,
                         FloMarket       *market)
{
  g_autoptr(FloConfigReport) report = flo_config_report_new ();
  Check check = { self, market, { 0 }, report };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);
  g_return_val_if_fail (g_str_equal (self->region, flo_market_get_region (market)), NULL);

  flo_config_get_need (self, &check.need);
  check_zone_count (&check);
  check_allowed_zones (&check);
  check_types (&check);
  check_pools (&check);

  return flo_config_report_finish (report);
}
