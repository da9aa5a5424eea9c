/* flo-cli-price-forecast.c: flotillactl price forecast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "fleet/flo-cost-outlook.h"
#include "market/flo-limit-effect.h"

static const char *const titles[FLO_COST_OUTLOOK_N_HORIZONS] = { "an hour", "a day", "30 days" };

/* ---- for people ---- */

static void
print_forecasts (FloCliOutput    *output,
                 const FloConfig *config,
                 FloCostOutlook      *outlook)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("COST OF", ">EXPECTED", ">AT LEAST", ">AT MOST", NULL);
  g_autofree char *now = flo_money_format (flo_cost_outlook_get_cost_now (outlook));

  flo_cli_output_print (output, "%s: %" G_GINT64_FORMAT " nodes in %s, %s an hour now\n\n", config->name,
                        config->capacity.nodes, config->region, now);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecast *forecast = flo_cost_outlook_get_forecast (outlook, i);
      g_autofree char *expected = flo_money_format (forecast->expected);
      g_autofree char *low = flo_money_format (forecast->low);
      g_autofree char *high = flo_money_format (forecast->high);

      flo_cli_table_add (table, titles[i], expected, low, high, NULL);
    }
  flo_cli_table_print (table, output);
  flo_cli_output_print (output, "\n%d %% of such forecasts hold; without storage, traffic and addresses.\n\n",
                        FLO_COST_OUTLOOK_PERCENT);
}

static FloMoney
get_price (const FloExpectedPool *expected)
{
  return expected->on_demand ? expected->pool->type->on_demand : expected->pool->spot_price;
}

static void
print_pools (FloCliOutput *output,
             FloCostOutlook   *outlook)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new (">NODES", "TYPE", "ZONE", "AS", ">PRICE/HOUR", NULL);

  for (guint i = 0; i < flo_cost_outlook_get_n_pools (outlook); i++)
    {
      const FloExpectedPool *expected = &flo_cost_outlook_get_pool (outlook, i)->expected;
      g_autofree char *nodes = g_strdup_printf ("%u", expected->nodes);
      g_autofree char *price = flo_money_format (get_price (expected));

      flo_cli_table_add (table, nodes, expected->pool->type->name, expected->pool->zone->name,
                         expected->on_demand ? "on-demand" : "spot", price, NULL);
    }
  flo_cli_table_print (table, output);
}

static void
print_limit (FloCliOutput         *output,
             const FloCostOutlookPool *pool)
{
  g_autofree char *place = g_strdup_printf ("%s (%s)", pool->expected.pool->zone->name, pool->expected.pool->type->name);
  g_autofree char *limit = flo_money_format (pool->limit.limit);
  g_autofree char *sentence = flo_limit_effect_describe (pool->limit.seconds_out, pool->limit.seconds,
                                                         FLO_COST_OUTLOOK_LIMIT_DAYS, place);

  flo_cli_output_print (output, "%s%s. The limit is %s now.\n", sentence,
                        pool->limit.n_times == 0   ? ""
                        : pool->limit.n_times == 1 ? ", and taken nodes away once"
                                                   : ", and taken nodes away several times", limit);
}

static void
print_limits (FloCliOutput *output,
              FloCostOutlook   *outlook)
{
  gboolean any = FALSE;

  for (guint i = 0; i < flo_cost_outlook_get_n_pools (outlook); i++)
    {
      const FloCostOutlookPool *pool = flo_cost_outlook_get_pool (outlook, i);

      if (pool->limit.limit == 0)
        continue;
      if (!any)
        flo_cli_output_print (output, "\n");
      any = TRUE;
      print_limit (output, pool);
    }
}

static void
print_checks (FloCliOutput *output,
              FloCostOutlook   *outlook)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("FORECAST OF", ">MADE", ">HELD", ">DEARER", ">CHEAPER", ">WIDTH", NULL);

  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, i);
      g_autofree char *made = g_strdup_printf ("%u", check->n_checks);
      g_autofree char *held = g_strdup_printf ("%.0f %%", 100.0 * check->n_held / MAX (check->n_checks, 1));
      g_autofree char *dearer = g_strdup_printf ("%u", check->n_above);
      g_autofree char *cheaper = g_strdup_printf ("%u", check->n_below);
      g_autofree char *width = g_strdup_printf ("%.1f %%", 100 * check->width);

      flo_cli_table_add (table, titles[i], made, check->n_checks > 0 ? held : "", dearer, cheaper, width, NULL);
    }
  flo_cli_output_print (output, "\nThe forecasts that would have been made in the last %d days, against what came:\n\n",
                        FLO_COST_OUTLOOK_HISTORY_DAYS);
  flo_cli_table_print (table, output);
}

/* ---- JSON ---- */

static void
add_pools_json (JsonBuilder *builder,
                FloCostOutlook  *outlook)
{
  json_builder_set_member_name (builder, "pools");
  json_builder_begin_array (builder);
  for (guint i = 0; i < flo_cost_outlook_get_n_pools (outlook); i++)
    {
      const FloCostOutlookPool *pool = flo_cost_outlook_get_pool (outlook, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", pool->expected.pool->type->name);
      flo_cli_json_add_string (builder, "zone", pool->expected.pool->zone->name);
      flo_cli_json_add_integer (builder, "nodes", pool->expected.nodes);
      flo_cli_json_add_boolean (builder, "spot", !pool->expected.on_demand);
      flo_cli_json_add_money (builder, "price", get_price (&pool->expected));
      flo_cli_json_add_money (builder, "limit", pool->limit.limit);
      flo_cli_json_add_integer (builder, "seconds_known", pool->limit.seconds);
      flo_cli_json_add_integer (builder, "seconds_above_limit", pool->limit.seconds_out);
      flo_cli_json_add_integer (builder, "times_above_limit", pool->limit.n_times);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_forecasts_json (JsonBuilder *builder,
                    FloCostOutlook  *outlook)
{
  json_builder_set_member_name (builder, "forecasts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecast *forecast = flo_cost_outlook_get_forecast (outlook, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", forecast->hours);
      flo_cli_json_add_money (builder, "expected", forecast->expected);
      flo_cli_json_add_money (builder, "low", forecast->low);
      flo_cli_json_add_money (builder, "median", forecast->median);
      flo_cli_json_add_money (builder, "high", forecast->high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_checks_json (JsonBuilder *builder,
                 FloCostOutlook  *outlook)
{
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", flo_cost_outlook_get_forecast (outlook, i)->hours);
      flo_cli_json_add_integer (builder, "made", check->n_checks);
      flo_cli_json_add_integer (builder, "held", check->n_held);
      flo_cli_json_add_integer (builder, "dearer", check->n_above);
      flo_cli_json_add_integer (builder, "cheaper", check->n_below);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (FloCliOutput    *output,
            const FloConfig *config,
            FloCostOutlook      *outlook,
            gboolean         verify)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", config->name);
  flo_cli_json_add_string (builder, "region", config->region);
  flo_cli_json_add_time (builder, "time", flo_cost_outlook_get_time (outlook));
  flo_cli_json_add_money (builder, "per_hour", flo_cost_outlook_get_cost_now (outlook));
  flo_cli_json_add_integer (builder, "percent", FLO_COST_OUTLOOK_PERCENT);
  add_pools_json (builder, outlook);
  add_forecasts_json (builder, outlook);
  if (verify)
    add_checks_json (builder, outlook);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

/* ---- the command ---- */

static FloCostOutlook *
load (FloCliContext  *context,
      FloConfig      *config,
      gboolean        verify,
      GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (context, config->account, error);
  g_autoptr(FloPriceArchive) archive = account != NULL ? flo_cli_price_create_archive (context, account, error) : NULL;
  g_autoptr(AwsClient) client = NULL;

  if (archive == NULL)
    return NULL;
  client = flo_account_create_client (account, config->region);
  flo_cost_outlook_load_async (client, config, NULL, archive, verify, flo_cli_context_get_cancellable (context),
                               flo_cli_context_ready_cb, context);

  return flo_cost_outlook_load_finish (flo_cli_context_wait (context), error);
}

FloCliExit
flo_cli_price_forecast (FloCliContext  *context,
                        GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  gboolean verify = flo_cli_arguments_has (arguments, "verify");
  g_autoptr(FloConfig) config =
    flo_cli_config_file_require (context, flo_cli_arguments_get_operand (arguments, 0), error);
  g_autoptr(FloCostOutlook) outlook = NULL;

  if (config == NULL || !flo_cli_config_file_agrees (context, config, error))
    return FLO_CLI_EXIT_FAILED;
  outlook = load (context, config, verify, error);
  if (outlook == NULL)
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    {
      print_json (output, config, outlook, verify);
      return FLO_CLI_EXIT_DONE;
    }
  print_forecasts (output, config, outlook);
  print_pools (output, outlook);
  print_limits (output, outlook);
  if (verify)
    print_checks (output, outlook);

  return FLO_CLI_EXIT_DONE;
}

const FloCliOption FLO_CLI_PRICE_FORECAST_OPTIONS[] = {
  { "verify", 0, NULL, "also say how often such forecasts would have held" },
  { NULL },
};
