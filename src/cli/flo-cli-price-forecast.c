/* flo-cli-price-forecast.c: flotillactl price forecast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "fleet/flo-expected-pools.h"
#include "fleet/flo-need.h"
#include "market/flo-forecast.h"
#include "market/flo-price-limit.h"

#define SECONDS_PER_DAY 86400
#define HISTORY_DAYS 90     /* what AWS keeps */
#define LIMIT_DAYS 30       /* over which a limit is judged */
#define RESAMPLES 10000
#define PERCENT 90          /* of forecasts hold */
#define SEED 1              /* the same prices give the same forecast */

static const struct { const char *title; guint hours; } horizons[] = {
  { "an hour", FLO_FORECAST_HOUR },
  { "a day", FLO_FORECAST_DAY },
  { "30 days", FLO_FORECAST_MONTH },
};

typedef struct
{
  FloConfig *config;       /* (owned) */
  AwsClient *client;       /* (owned) */
  FloMarket *market;       /* (owned) */
  GArray *expected;        /* (owned) (element-type FloExpectedPool) */
  GListModel *history;     /* (owned) (element-type FloPriceSeries) */
  GArray *pools;           /* (owned) (element-type FloForecastPool): of the spot nodes; series borrowed from history */
  FloMoney fixed;          /* USD/hour of what is on demand */
  gint64 now;              /* Unix seconds */
} Outlook;

static void
outlook_clear (Outlook *outlook)
{
  g_clear_pointer (&outlook->config, flo_config_unref);
  g_clear_object (&outlook->client);
  g_clear_object (&outlook->market);
  g_clear_pointer (&outlook->expected, g_array_unref);
  g_clear_object (&outlook->history);
  g_clear_pointer (&outlook->pools, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outlook, outlook_clear)

/* ---- what it is about ---- */

static gboolean
read_config (FloCliContext  *context,
             Outlook        *outlook,
             GError        **error)
{
  const char *path = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  FloAccount *account;

  outlook->config = flo_cli_config_file_require (context, path, error);
  if (outlook->config == NULL || !flo_cli_config_file_agrees (context, outlook->config, error))
    return FALSE;

  account = flo_cli_context_require_account (context, outlook->config->account, error);
  if (account == NULL)
    return FALSE;
  outlook->client = flo_account_create_client (account, outlook->config->region);

  return TRUE;
}

static gboolean
expect_pools (FloCliContext  *context,
              Outlook        *outlook,
              GError        **error)
{
  g_auto(GStrv) types = flo_need_list_types (outlook->config, NULL);

  flo_market_load_async (outlook->client, (const char * const *) types, flo_cli_context_get_cancellable (context),
                         flo_cli_context_ready_cb, context);
  outlook->market = flo_market_load_finish (flo_cli_context_wait (context), error);
  if (outlook->market == NULL)
    return FALSE;

  outlook->expected = flo_expected_pools (outlook->config, NULL, outlook->market);
  if (outlook->expected->len > 0)
    return TRUE;
  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
               "no pool in %s fits the config, so there is nothing to forecast; flotillactl config validate --live %s "
               "says what does not fit", outlook->config->region,
               flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0));

  return FALSE;
}

/* Of all types and zones that nodes are expected in; a few pools more than those come along. */
static gboolean
load_history (FloCliContext  *context,
              Outlook        *outlook,
              GError        **error)
{
  g_autoptr(GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **zone_names = NULL, **type_names = NULL;

  for (guint i = 0; i < outlook->expected->len; i++)
    {
      const FloExpectedPool *expected = &g_array_index (outlook->expected, FloExpectedPool, i);

      g_hash_table_add (zones, (gpointer) expected->pool->zone->name);
      g_hash_table_add (types, (gpointer) expected->pool->type->name);
    }
  zone_names = (const char **) g_hash_table_get_keys_as_array (zones, NULL);
  type_names = (const char **) g_hash_table_get_keys_as_array (types, NULL);

  flo_price_history_load_async (outlook->client, type_names, zone_names, outlook->now - HISTORY_DAYS * SECONDS_PER_DAY,
                                outlook->now, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                                context);
  outlook->history = flo_price_history_load_finish (flo_cli_context_wait (context), error);

  return outlook->history != NULL;
}

static FloPriceSeries *
find_series (Outlook       *outlook,
             const FloPool *pool)
{
  for (guint i = 0; i < g_list_model_get_n_items (outlook->history); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (outlook->history, i);

      /* The list keeps it. */
      if (g_str_equal (flo_price_series_get_instance_type (series), pool->type->name)
          && g_str_equal (flo_price_series_get_zone (series), pool->zone->name))
        return series;
    }

  return NULL;
}

static gboolean
take_pools (Outlook  *outlook,
            GError  **error)
{
  outlook->pools = g_array_new (FALSE, FALSE, sizeof (FloForecastPool));
  for (guint i = 0; i < outlook->expected->len; i++)
    {
      const FloExpectedPool *expected = &g_array_index (outlook->expected, FloExpectedPool, i);
      FloForecastPool pool = { NULL, expected->nodes, expected->pool->type->on_demand };

      if (expected->on_demand)
        {
          outlook->fixed += expected->nodes * expected->pool->type->on_demand;
          continue;
        }
      pool.series = find_series (outlook, expected->pool);
      if (pool.series == NULL)
        {
          g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
                       "AWS tells no price history of %s in %s, so there is nothing to forecast from",
                       expected->pool->type->name, expected->pool->zone->name);
          return FALSE;
        }
      g_array_append_val (outlook->pools, pool);
    }

  return TRUE;
}

/* ---- the forecast ---- */

/* NULL with @error when there is too little history; NULL without when nothing is spot. */
static FloForecastModel *
create_model (Outlook  *outlook,
              GError  **error)
{
  FloForecastModel *model;

  if (outlook->pools->len == 0)
    return NULL;

  model = flo_forecast_model_new ((const FloForecastPool *) (gpointer) outlook->pools->data, outlook->pools->len,
                                  outlook->now - HISTORY_DAYS * SECONDS_PER_DAY, outlook->now);
  if (model == NULL)
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
                 "AWS tells less than %d days of prices of these pools, too little to forecast from",
                 FLO_FORECAST_MIN_HISTORY / SECONDS_PER_DAY);

  return model;
}

static void
run (Outlook          *outlook,
     FloForecastModel *model,
     guint             hours,
     FloForecast      *forecast)
{
  FloMoney fixed = outlook->fixed * hours;

  *forecast = (FloForecast) { .hours = hours };
  if (model != NULL)
    flo_forecast_model_run (model, hours, RESAMPLES, SEED, PERCENT, forecast);
  forecast->expected += fixed;
  forecast->low += fixed;
  forecast->median += fixed;
  forecast->high += fixed;
}

static FloMoney
get_cost_now (Outlook          *outlook,
              FloForecastModel *model)
{
  return outlook->fixed + (model != NULL ? flo_forecast_model_now (model) : 0);
}

static void
print_forecasts (FloCliOutput     *output,
                 Outlook          *outlook,
                 FloForecastModel *model)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("COST OF", ">EXPECTED", ">AT LEAST", ">AT MOST", NULL);
  g_autofree char *now = flo_money_format (get_cost_now (outlook, model));

  flo_cli_output_print (output, "%s: %" G_GINT64_FORMAT " nodes in %s, %s an hour now\n\n", outlook->config->name,
                        outlook->config->capacity.nodes, outlook->config->region, now);
  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    {
      FloForecast forecast;
      g_autofree char *expected = NULL, *low = NULL, *high = NULL;

      run (outlook, model, horizons[i].hours, &forecast);
      expected = flo_money_format (forecast.expected);
      low = flo_money_format (forecast.low);
      high = flo_money_format (forecast.high);
      flo_cli_table_add (table, horizons[i].title, expected, low, high, NULL);
    }
  flo_cli_table_print (table, output);
  flo_cli_output_print (output, "\n%d %% of such forecasts hold; without storage, traffic and addresses.\n\n", PERCENT);
}

static void
print_pools (FloCliOutput *output,
             Outlook      *outlook)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new (">NODES", "TYPE", "ZONE", "AS", ">PRICE/HOUR", NULL);

  for (guint i = 0; i < outlook->expected->len; i++)
    {
      const FloExpectedPool *expected = &g_array_index (outlook->expected, FloExpectedPool, i);
      FloMoney price = expected->on_demand ? expected->pool->type->on_demand : expected->pool->spot_price;
      g_autofree char *nodes = g_strdup_printf ("%u", expected->nodes);
      g_autofree char *money = flo_money_format (price);

      flo_cli_table_add (table, nodes, expected->pool->type->name, expected->pool->zone->name,
                         expected->on_demand ? "on-demand" : "spot", money, NULL);
    }
  flo_cli_table_print (table, output);
}

/* ---- the limit ---- */

/* What the config says, in the market's words */
static FloLimit
get_limit (const FloConfig *config)
{
  switch (config->price.limit)
    {
    case FLO_PRICE_FIXED:
      return (FloLimit) { .kind = FLO_LIMIT_FIXED, .price = config->price.maximum };
    case FLO_PRICE_PERCENT:
      return (FloLimit) { .kind = FLO_LIMIT_PERCENT, .percent = (guint) config->price.percent };
    case FLO_PRICE_ON_DEMAND:
    default:
      return (FloLimit) { .kind = FLO_LIMIT_NONE };
    }
}

static void
review (Outlook               *outlook,
        const FloForecastPool *pool,
        FloLimitReview        *result)
{
  FloLimit limit = get_limit (outlook->config);

  flo_limit_review (&limit, pool->series, pool->on_demand, outlook->now - LIMIT_DAYS * SECONDS_PER_DAY, outlook->now,
                    result);
}

static double
get_percent_out (const FloLimitReview *result)
{
  return result->seconds > 0 ? 100.0 * (double) result->seconds_out / (double) result->seconds : 0;
}

static void
print_limits (FloCliOutput *output,
              Outlook      *outlook)
{
  if (outlook->config->price.limit == FLO_PRICE_ON_DEMAND)
    return;

  flo_cli_output_print (output, "\n");
  for (guint i = 0; i < outlook->pools->len; i++)
    {
      const FloForecastPool *pool = &g_array_index (outlook->pools, FloForecastPool, i);
      const char *type = flo_price_series_get_instance_type (pool->series);
      const char *zone = flo_price_series_get_zone (pool->series);
      FloLimitReview result;
      g_autofree char *limit = NULL;

      review (outlook, pool, &result);
      limit = flo_money_format (result.limit);
      if (result.seconds_out == 0)
        flo_cli_output_print (output, "The limit of %s would never have kept %s out of %s in the last %d days.\n", limit,
                              type, zone, LIMIT_DAYS);
      else if (result.n_times == 0)
        flo_cli_output_print (output, "The limit of %s would have kept %s out of %s for %.0f %% of the last %d days.\n",
                              limit, type, zone, get_percent_out (&result), LIMIT_DAYS);
      else
        flo_cli_output_print (output, "The limit of %s would have kept %s out of %s for %.0f %% of the last %d days, and "
                              "taken nodes away %s.\n", limit, type, zone, get_percent_out (&result), LIMIT_DAYS,
                              result.n_times == 1 ? "once" : "several times");
    }
}

/* ---- the back-check ---- */

static void
check (Outlook          *outlook,
       guint             hours,
       FloForecastCheck *result)
{
  flo_forecast_verify ((const FloForecastPool *) (gpointer) outlook->pools->data, outlook->pools->len,
                       outlook->now - HISTORY_DAYS * SECONDS_PER_DAY, outlook->now, hours, PERCENT, result);
}

static void
print_checks (FloCliOutput *output,
              Outlook      *outlook)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("FORECAST OF", ">MADE", ">HELD", ">DEARER", ">CHEAPER", ">WIDTH", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    {
      FloForecastCheck result;
      g_autofree char *made = NULL, *held = NULL, *dearer = NULL, *cheaper = NULL, *width = NULL;

      check (outlook, horizons[i].hours, &result);
      made = g_strdup_printf ("%u", result.n_checks);
      held = g_strdup_printf ("%.0f %%", 100.0 * result.n_held / MAX (result.n_checks, 1));
      dearer = g_strdup_printf ("%u", result.n_above);
      cheaper = g_strdup_printf ("%u", result.n_below);
      width = g_strdup_printf ("%.1f %%", 100 * result.width);
      flo_cli_table_add (table, horizons[i].title, made, held, dearer, cheaper, width, NULL);
    }
  flo_cli_output_print (output, "\nThe forecasts that would have been made in the last %d days, against what came:\n\n",
                        HISTORY_DAYS);
  flo_cli_table_print (table, output);
}

/* ---- JSON ---- */

static void
add_pools_json (JsonBuilder *builder,
                Outlook     *outlook)
{
  guint spot = 0;

  json_builder_set_member_name (builder, "pools");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outlook->expected->len; i++)
    {
      const FloExpectedPool *expected = &g_array_index (outlook->expected, FloExpectedPool, i);
      FloLimitReview result = { 0 };

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", expected->pool->type->name);
      flo_cli_json_add_string (builder, "zone", expected->pool->zone->name);
      flo_cli_json_add_integer (builder, "nodes", expected->nodes);
      flo_cli_json_add_boolean (builder, "spot", !expected->on_demand);
      flo_cli_json_add_money (builder, "price", expected->on_demand ? expected->pool->type->on_demand
                                                                    : expected->pool->spot_price);
      if (!expected->on_demand)
        review (outlook, &g_array_index (outlook->pools, FloForecastPool, spot++), &result);
      flo_cli_json_add_money (builder, "limit", result.limit);
      flo_cli_json_add_integer (builder, "seconds_known", result.seconds);
      flo_cli_json_add_integer (builder, "seconds_above_limit", result.seconds_out);
      flo_cli_json_add_integer (builder, "times_above_limit", result.n_times);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_forecasts_json (JsonBuilder      *builder,
                    Outlook          *outlook,
                    FloForecastModel *model)
{
  json_builder_set_member_name (builder, "forecasts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    {
      FloForecast forecast;

      run (outlook, model, horizons[i].hours, &forecast);
      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", forecast.hours);
      flo_cli_json_add_money (builder, "expected", forecast.expected);
      flo_cli_json_add_money (builder, "low", forecast.low);
      flo_cli_json_add_money (builder, "median", forecast.median);
      flo_cli_json_add_money (builder, "high", forecast.high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_checks_json (JsonBuilder *builder,
                 Outlook     *outlook)
{
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (horizons); i++)
    {
      FloForecastCheck result;

      check (outlook, horizons[i].hours, &result);
      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "hours", horizons[i].hours);
      flo_cli_json_add_integer (builder, "made", result.n_checks);
      flo_cli_json_add_integer (builder, "held", result.n_held);
      flo_cli_json_add_integer (builder, "dearer", result.n_above);
      flo_cli_json_add_integer (builder, "cheaper", result.n_below);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (FloCliOutput     *output,
            Outlook          *outlook,
            FloForecastModel *model,
            gboolean          verify)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", outlook->config->name);
  flo_cli_json_add_string (builder, "region", outlook->config->region);
  flo_cli_json_add_time (builder, "time", outlook->now);
  flo_cli_json_add_money (builder, "per_hour", get_cost_now (outlook, model));
  flo_cli_json_add_integer (builder, "percent", PERCENT);
  add_pools_json (builder, outlook);
  add_forecasts_json (builder, outlook, model);
  if (verify)
    add_checks_json (builder, outlook);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

FloCliExit
flo_cli_price_forecast (FloCliContext  *context,
                        GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  gboolean verify = flo_cli_arguments_has (flo_cli_context_get_arguments (context), "verify");
  g_auto(Outlook) outlook = { .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr(FloForecastModel) model = NULL;
  g_autoptr(GError) model_error = NULL;

  if (!read_config (context, &outlook, error) || !expect_pools (context, &outlook, error)
      || !load_history (context, &outlook, error) || !take_pools (&outlook, error))
    return FLO_CLI_EXIT_FAILED;

  model = create_model (&outlook, &model_error);
  if (model_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&model_error));
      return FLO_CLI_EXIT_FAILED;
    }

  if (flo_cli_output_is_json (output))
    {
      print_json (output, &outlook, model, verify);
      return FLO_CLI_EXIT_DONE;
    }
  print_forecasts (output, &outlook, model);
  print_pools (output, &outlook);
  print_limits (output, &outlook);
  if (verify && outlook.pools->len > 0)
    print_checks (output, &outlook);

  return FLO_CLI_EXIT_DONE;
}

const FloCliOption FLO_CLI_PRICE_FORECAST_OPTIONS[] = {
  { "verify", 0, NULL, "also say how often such forecasts would have held" },
  { NULL },
};
