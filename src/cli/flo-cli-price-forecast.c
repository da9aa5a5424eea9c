/* flo-cli-price-forecast.c: flotillactl price forecast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include <math.h>

#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-sparkline.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "fleet/flo-cost-outlook.h"
#include "market/flo-limit-effect.h"

/* Of the days before now, a block of the sparkline each */
#define MOST_SPARKS 60

static const char *const titles[FLO_COST_OUTLOOK_N_HORIZONS] = { "an hour", "a day", "30 days" };

/* ---- for people ---- */

/* How much less than on-demand is expected, a share; NAN when that is not known */
static double
get_saving (const FloCostOutlookPlace *place,
            const FloForecast         *forecast)
{
  if (place->on_demand == 0)
    return NAN;

  return 1 - (double) forecast->expected / ((double) place->on_demand * forecast->hours);
}

static gboolean
is_enough (const FloForecastCheck *check)
{
  return check->n_apart >= FLO_FORECAST_MIN_APART;
}

/* How the cost moved until now, with its range */
static void
print_days (FloCliOutput   *output,
            FloCostOutlook *outlook)
{
  guint n_days, first;
  const FloMoney *days = flo_cost_outlook_get_days (outlook, &n_days);
  FloMoney lowest = G_MAXINT64, highest = 0;
  g_autofree char *line = NULL, *low = NULL, *high = NULL;

  if (n_days == 0)
    return;

  first = n_days > MOST_SPARKS ? n_days - MOST_SPARKS : 0;
  for (guint i = first; i < n_days; i++)
    {
      lowest = MIN (lowest, days[i]);
      highest = MAX (highest, days[i]);
    }
  line = flo_cli_sparkline (days + first, n_days - first);
  low = flo_money_format (lowest);
  high = flo_money_format (highest);
  flo_cli_output_print (output, "The last %u days, %s to %s an hour:\n%s\n\n", n_days - first, low, high, line);
}

static char *
format_saving (const FloCostOutlookPlace *place,
               const FloForecast         *forecast)
{
  double saving = get_saving (place, forecast);

  return isnan (saving) ? g_strdup ("") : g_strdup_printf ("%.0f %%", 100 * saving);
}

/* A fleet that scales by itself has other numbers of nodes, too. */
static void
print_range (FloCliOutput              *output,
             const FloConfig           *config,
             const FloCostOutlookPlace *all)
{
  g_autofree char *source = flo_config_describe_source (config);
  guint fewest, most;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (!flo_config_get_range (config, &fewest, &most) || all->nodes == 0)
    return;

  low = flo_money_format (all->now / all->nodes * fewest);
  high = flo_money_format (all->now / all->nodes * most);
  flo_cli_output_print (output, "As %s wants it has %u to %u nodes, about %s to %s an hour now; what follows is of %"
                        G_GINT64_FORMAT ".\n\n", source != NULL ? source : "its schedule", fewest, most, low, high,
                        config->capacity.nodes);
}

static void
print_forecasts (FloCliOutput    *output,
                 const FloConfig *config,
                 FloCostOutlook  *outlook)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("COST OF", ">EXPECTED", ">AT LEAST", ">MEDIAN", ">AT MOST", ">ON DEMAND", ">SAVED", NULL);
  const FloCostOutlookPlace *all = flo_cost_outlook_get_place (outlook, 0);
  g_autofree char *now = flo_money_format (all->now);

  flo_cli_output_print (output, "%s: %" G_GINT64_FORMAT " nodes in %s, %s an hour now\n\n", config->name,
                        config->capacity.nodes, config->region, now);
  print_range (output, config, all);
  print_days (output, outlook);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecast *forecast = &all->forecasts[i];
      g_autofree char *expected = flo_money_format (forecast->expected);
      g_autofree char *low = flo_money_format (forecast->low);
      g_autofree char *median = flo_money_format (forecast->median);
      g_autofree char *high = flo_money_format (forecast->high);
      g_autofree char *on_demand = flo_money_format (all->on_demand * forecast->hours);
      g_autofree char *saved = format_saving (all, forecast);

      flo_cli_table_add (table, titles[i], expected, low, median, high, all->on_demand > 0 ? on_demand : "", saved, NULL);
    }
  flo_cli_table_print (table, output);
}

/* What 30 days cost in each of them */
static void
print_zones (FloCliOutput   *output,
             FloCostOutlook *outlook)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("30 DAYS IN", ">NODES", ">EXPECTED", ">AT LEAST", ">AT MOST", ">SAVED", NULL);

  if (flo_cost_outlook_get_n_places (outlook) <= 2)
    return;

  for (guint i = 1; i < flo_cost_outlook_get_n_places (outlook); i++)
    {
      const FloCostOutlookPlace *place = flo_cost_outlook_get_place (outlook, i);
      const FloForecast *forecast = &place->forecasts[FLO_COST_OUTLOOK_MONTH];
      g_autofree char *nodes = g_strdup_printf ("%u", place->nodes);
      g_autofree char *expected = flo_money_format (forecast->expected);
      g_autofree char *low = flo_money_format (forecast->low);
      g_autofree char *high = flo_money_format (forecast->high);
      g_autofree char *saved = format_saving (place, forecast);

      flo_cli_table_add (table, place->zone, nodes, expected, low, high, saved, NULL);
    }
  flo_cli_table_print (table, output);
  flo_cli_output_print (output, "\n");
}

/* What was seen, and no more: how often such forecasts held, or that nobody knows */
static void
print_trust (FloCliOutput   *output,
             FloCostOutlook *outlook)
{
  g_autofree char *extras = flo_cost_outlook_describe_extras (outlook);
  guint n_days;

  flo_cost_outlook_get_days (outlook, &n_days);
  flo_cli_output_print (output, "\nWith storage and addresses (%s), without traffic. ", extras);
  if (n_days == 0)
    {
      flo_cli_output_print (output, "On-demand prices do not move.\n\n");
      return;
    }

  flo_cli_output_print (output, "Of 100 such forecasts, %d are to cost between \"at least\" and \"at most\". Made in the "
                        "past:\n", FLO_COST_OUTLOOK_PERCENT);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, i);

      if (check->n_checks == 0)
        flo_cli_output_print (output, "- of %s, none: these prices do not go back far enough\n", titles[i]);
      else if (is_enough (check))
        flo_cli_output_print (output, "- of %s, %u of %u held, %.0f %%\n", titles[i], check->n_held, check->n_checks,
                              100.0 * check->n_held / check->n_checks);
      else
        flo_cli_output_print (output, "- of %s, %u of %u held, of which %u share no hour: too few to know how often they "
                              "do\n", titles[i], check->n_held, check->n_checks, check->n_apart);
    }
  flo_cli_output_print (output, "\n");
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
print_checks (FloCliOutput   *output,
              FloCostOutlook *outlook)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("FORECAST OF", ">MADE", ">APART", ">HELD", ">DEARER", ">CHEAPER", ">WIDTH", NULL);

  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, i);
      g_autofree char *made = g_strdup_printf ("%u", check->n_checks);
      g_autofree char *apart = g_strdup_printf ("%u", check->n_apart);
      g_autofree char *held = g_strdup_printf ("%.0f %%", 100.0 * check->n_held / MAX (check->n_checks, 1));
      g_autofree char *dearer = g_strdup_printf ("%u", check->n_above);
      g_autofree char *cheaper = g_strdup_printf ("%u", check->n_below);
      g_autofree char *width = g_strdup_printf ("%.1f %%", 100 * check->width);

      flo_cli_table_add (table, titles[i], made, apart, check->n_checks > 0 ? held : "", dearer, cheaper,
                         check->n_checks > 0 ? width : "", NULL);
    }
  flo_cli_output_print (output, "\nThe forecasts that could have been made in the last %d days, each from no more than was "
                        "known then, against what came:\n\n", FLO_COST_OUTLOOK_HISTORY_DAYS);
  flo_cli_table_print (table, output);
  flo_cli_output_print (output,
                        "\nApart: so many share no hour, and tell something each. Width: of the interval, in parts of "
                        "the cost.\n"
                        "Where the price rests in nearly all hours, an hour's interval is that price and holds more "
                        "often.\n"
                        "Whether 30 days hold, 90 days of prices do not tell. On generated ones of eleven kinds 85 to "
                        "98 %% held;\n"
                        "of prices that change only a few times, 80 to 85 %%, for they do not say how many changes "
                        "come;\n"
                        "of those that keep to a straight line, 98 to 99 %%, for they look like ones that drift, and the "
                        "interval is too wide.\n");
}

/* ---- for programs ---- */

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
add_share_json (JsonBuilder *builder,
                const char  *name,
                double       share)
{
  json_builder_set_member_name (builder, name);
  if (isnan (share))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, share);
}

static void
add_forecasts_json (JsonBuilder               *builder,
                    const FloCostOutlookPlace *place)
{
  json_builder_set_member_name (builder, "forecasts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecast *forecast = &place->forecasts[i];

      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", forecast->hours);
      flo_cli_json_add_money (builder, "expected", forecast->expected);
      flo_cli_json_add_money (builder, "low", forecast->low);
      flo_cli_json_add_money (builder, "median", forecast->median);
      flo_cli_json_add_money (builder, "high", forecast->high);
      flo_cli_json_add_money (builder, "on_demand", place->on_demand * forecast->hours);
      add_share_json (builder, "saved", get_saving (place, forecast));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_zones_json (JsonBuilder    *builder,
                FloCostOutlook *outlook)
{
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 1; i < flo_cost_outlook_get_n_places (outlook); i++)
    {
      const FloCostOutlookPlace *place = flo_cost_outlook_get_place (outlook, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", place->zone);
      flo_cli_json_add_integer (builder, "nodes", place->nodes);
      flo_cli_json_add_money (builder, "per_hour", place->now);
      flo_cli_json_add_money (builder, "extras_per_hour", place->extras);
      add_forecasts_json (builder, place);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_days_json (JsonBuilder    *builder,
               FloCostOutlook *outlook)
{
  guint n_days;
  const FloMoney *days = flo_cost_outlook_get_days (outlook, &n_days);

  json_builder_set_member_name (builder, "days");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_days; i++)
    {
      g_autofree char *day = flo_money_to_decimal (days[i]);

      json_builder_add_string_value (builder, day);
    }
  json_builder_end_array (builder);
}

static void
add_checks_json (JsonBuilder    *builder,
                 FloCostOutlook *outlook)
{
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    {
      const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", flo_cost_outlook_get_place (outlook, 0)->forecasts[i].hours);
      flo_cli_json_add_integer (builder, "made", check->n_checks);
      flo_cli_json_add_integer (builder, "apart", check->n_apart);
      flo_cli_json_add_integer (builder, "held", check->n_held);
      flo_cli_json_add_integer (builder, "dearer", check->n_above);
      flo_cli_json_add_integer (builder, "cheaper", check->n_below);
      add_share_json (builder, "width", check->n_checks > 0 ? check->width : NAN);
      flo_cli_json_add_boolean (builder, "enough", is_enough (check));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (FloCliOutput    *output,
            const FloConfig *config,
            FloCostOutlook  *outlook)
{
  const FloCostOutlookPlace *all = flo_cost_outlook_get_place (outlook, 0);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", config->name);
  flo_cli_json_add_string (builder, "region", config->region);
  flo_cli_json_add_time (builder, "time", flo_cost_outlook_get_time (outlook));
  flo_cli_json_add_money (builder, "per_hour", all->now);
  flo_cli_json_add_money (builder, "extras_per_hour", all->extras);
  flo_cli_json_add_integer (builder, "percent", FLO_COST_OUTLOOK_PERCENT);
  add_pools_json (builder, outlook);
  add_forecasts_json (builder, all);
  add_zones_json (builder, outlook);
  add_days_json (builder, outlook);
  add_checks_json (builder, outlook);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

/* A line for all nodes and each horizon, with how such forecasts held, then one for each zone and horizon */
static void
print_csv (FloCliOutput   *output,
           FloCostOutlook *outlook)
{
  g_autoptr(GString) text =
    g_string_new ("zone,nodes,hours,expected,low,median,high,on_demand,made,apart,held,dearer,cheaper,width\n");

  for (guint i = 0; i < flo_cost_outlook_get_n_places (outlook); i++)
    for (guint j = 0; j < FLO_COST_OUTLOOK_N_HORIZONS; j++)
      {
        const FloCostOutlookPlace *place = flo_cost_outlook_get_place (outlook, i);
        const FloForecastCheck *check = flo_cost_outlook_get_check (outlook, j);
        const FloForecast *forecast = &place->forecasts[j];
        const FloMoney amounts[] = { forecast->expected, forecast->low, forecast->median, forecast->high };
        g_autofree char *on_demand = flo_money_to_decimal (place->on_demand * forecast->hours);
        char width[G_ASCII_DTOSTR_BUF_SIZE];

        g_string_append_printf (text, "%s,%u,%u", place->zone != NULL ? place->zone : "", place->nodes, forecast->hours);
        for (guint k = 0; k < G_N_ELEMENTS (amounts); k++)
          {
            g_autofree char *amount = flo_money_to_decimal (amounts[k]);

            g_string_append_printf (text, ",%s", amount);
          }
        g_string_append_printf (text, ",%s", place->on_demand > 0 ? on_demand : "");
        if (i == 0 && check->n_checks > 0)
          g_string_append_printf (text, ",%u,%u,%u,%u,%u,%s\n", check->n_checks, check->n_apart, check->n_held,
                                  check->n_above, check->n_below,
                                  g_ascii_formatd (width, sizeof width, "%.4f", check->width));
        else
          g_string_append (text, ",,,,,,\n");
      }
  flo_cli_output_print (output, "%s", text->str);
}

/* ---- the command ---- */

static FloCostOutlook *
load (FloCliContext  *context,
      FloConfig      *config,
      GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (context, config->account, error);
  g_autoptr(FloPriceArchive) archive = account != NULL ? flo_cli_price_create_archive (context, account, error) : NULL;
  g_autoptr(AwsClient) client = NULL;

  if (archive == NULL)
    return NULL;
  client = flo_account_create_client (account, config->region);
  flo_cost_outlook_load_async (client, config, NULL, archive, flo_cli_context_get_cancellable (context),
                               flo_cli_context_ready_cb, context);

  return flo_cost_outlook_load_finish (flo_cli_context_wait (context), error);
}

FloCliExit
flo_cli_price_forecast (FloCliContext  *context,
                        GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloConfig) config =
    flo_cli_config_file_require (context, flo_cli_arguments_get_operand (arguments, 0), error);
  g_autoptr(FloCostOutlook) outlook = NULL;

  if (config == NULL || !flo_cli_config_file_agrees (context, config, error))
    return FLO_CLI_EXIT_FAILED;
  outlook = load (context, config, error);
  if (outlook == NULL)
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    {
      print_json (output, config, outlook);
      return FLO_CLI_EXIT_DONE;
    }
  if (flo_cli_arguments_has (arguments, "csv"))
    {
      print_csv (output, outlook);
      return FLO_CLI_EXIT_DONE;
    }
  print_forecasts (output, config, outlook);
  print_trust (output, outlook);
  print_zones (output, outlook);
  print_pools (output, outlook);
  print_limits (output, outlook);
  if (flo_cli_arguments_has (arguments, "verify"))
    print_checks (output, outlook);

  return FLO_CLI_EXIT_DONE;
}

const FloCliOption FLO_CLI_PRICE_FORECAST_OPTIONS[] = {
  { "csv", 0, NULL, "the forecasts as a table for other programs" },
  { "verify", 0, NULL, "also show how the forecasts held that could have been made in the past" },
  { NULL },
};
