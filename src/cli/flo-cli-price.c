/* flo-cli-price.c: flotillactl price …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>
#include <unistd.h>

#include "base/flo-time.h"
#include "cli/flo-cli-context.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price-writer.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-market.h"

#define MAX_DAYS 90  /* what AWS keeps */
#define DEFAULT_DAYS 7
#define DEFAULT_PRODUCT "Linux/UNIX"
#define PAGE_RECORDS 1000
#define SECONDS_PER_DAY 86400

/* ---- now ---- */

static gboolean
is_wanted (const FloPool *pool,
           GStrv          zones)
{
  if (pool->spot_price == 0)
    return FALSE;
  return zones == NULL || g_strv_contains ((const char * const *) zones, pool->zone->name)
         || (pool->zone->id != NULL
             && g_strv_contains ((const char * const *) zones, pool->zone->id));
}

static int
compare_pools (gconstpointer a,
               gconstpointer b)
{
  const FloPool *left = *(const FloPool * const *) a;
  const FloPool *right = *(const FloPool * const *) b;
  int order = strcmp (left->type->name, right->type->name);

  return order != 0 ? order : strcmp (left->zone->name, right->zone->name);
}

static const char *
interruption_text (int range)
{
  static const char *const texts[] = { "<5 %", "5–10 %", "10–15 %", "15–20 %", ">20 %" };

  return range >= 0 && range < (int) G_N_ELEMENTS (texts) ? texts[range] : "";
}

static void
add_pool_json (JsonBuilder   *builder,
               const FloPool *pool)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "instance_type", pool->type->name);
  flo_cli_json_add_string (builder, "zone", pool->zone->name);
  flo_cli_json_add_string (builder, "zone_id", pool->zone->id);
  flo_cli_json_add_money (builder, "price", pool->spot_price);
  flo_cli_json_add_time (builder, "since", pool->price_since);
  flo_cli_json_add_integer (builder, "vcpus", pool->type->vcpus);
  flo_cli_json_add_integer (builder, "memory_mib", (gint64) pool->type->memory_mib);
  flo_cli_json_add_money (builder, "on_demand", pool->type->on_demand);
  flo_cli_json_add_integer (builder, "interruption_range", pool->interruption_range);
  json_builder_end_object (builder);
}

static void
add_pool_row (FloCliTable   *table,
              const FloPool *pool)
{
  g_autofree char *price = flo_money_format (pool->spot_price);
  g_autofree char *saving = NULL;
  g_autofree char *since = pool->price_since != 0 ? flo_time_format (pool->price_since) : NULL;

  if (pool->type->on_demand > 0)
    saving = g_strdup_printf ("%d %%", (int) (100 - pool->spot_price * 100 / pool->type->on_demand));
  flo_cli_table_add (table, pool->type->name, pool->zone->name, price, saving != NULL ? saving : "",
                     interruption_text (pool->interruption_range), since != NULL ? since : "", NULL);
}

static void
print_pools (FloCliContext *context,
             FloMarket     *market,
             GPtrArray     *pools)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", ">PRICE/HOUR", ">SAVES", ">INTERRUPTED", "SINCE", NULL);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "region", flo_market_get_region (market));
  flo_cli_json_add_time (builder, "time", flo_market_get_time (market));
  json_builder_set_member_name (builder, "pools");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pools->len; i++)
    {
      add_pool_json (builder, g_ptr_array_index (pools, i));
      add_pool_row (table, g_ptr_array_index (pools, i));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (pools->len == 0)
    flo_cli_output_note (output, "AWS publishes no spot price for this in %s.",
                         flo_market_get_region (market));
  else
    flo_cli_table_print (table, output);
}

static FloCliExit
price_now (FloCliContext  *context,
           GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  g_autoptr(AwsClient) client = flo_cli_context_require_client (context, error);
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(GPtrArray) pools = g_ptr_array_new ();

  if (client == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_market_load_async (client, (const char * const *) types,
                         flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  market = flo_market_load_finish (flo_cli_context_wait (context), error);
  if (market == NULL)
    return FLO_CLI_EXIT_FAILED;

  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);

      if (is_wanted (pool, zones))
        g_ptr_array_add (pools, (gpointer) pool);
    }
  g_ptr_array_sort (pools, compare_pools);
  print_pools (context, market, pools);
  return FLO_CLI_EXIT_DONE;
}

/* ---- history ---- */

/* One zone has a parameter of its own; several go as a filter. */
static void
set_zones (AwsDescribeSpotPriceHistoryInput *input,
           GStrv                             zones)
{
  AwsFilter *filter;

  if (zones == NULL || zones[0] == NULL)
    return;
  if (zones[1] == NULL)
    {
      input->availability_zone = g_strdup (zones[0]);
      return;
    }
  filter = aws_filter_new ("availability-zone", zones[0], NULL);
  for (guint i = 1; zones[i] != NULL; i++)
    g_ptr_array_add (filter->values, g_strdup (zones[i]));
  input->filters = aws_filter_array_new ();
  g_ptr_array_add (input->filters, filter);
}

static AwsDescribeSpotPriceHistoryInput *
create_history_input (FloCliArguments *arguments,
                      gint64           days)
{
  AwsDescribeSpotPriceHistoryInput *input =
    aws_shape_new (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  const char *product = flo_cli_arguments_get (arguments, "product");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  input->instance_types = aws_string_array_copy ((const char * const *) types);
  input->product_descriptions =
    aws_string_array_new (product != NULL ? product : DEFAULT_PRODUCT, NULL);
  set_zones (input, zones);
  input->start_time = aws_time (now - days * SECONDS_PER_DAY);
  input->end_time = aws_time (now);
  input->max_results = aws_integer (PAGE_RECORDS);
  return input;
}

static FloCliExit
price_history (FloCliContext  *context,
               GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloCliPriceWriter) writer = NULL;
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(GError) list_error = NULL;
  AwsDescribeSpotPriceHistoryInput *input;
  gint64 days = DEFAULT_DAYS;

  if (!flo_cli_arguments_get_integer (arguments, "days", 1, MAX_DAYS, &days, error))
    return FLO_CLI_EXIT_USAGE;
  if (flo_cli_arguments_has (arguments, "summary"))
    return flo_cli_price_summary (context, days, error);
  client = flo_cli_context_require_client (context, error);
  if (client == NULL)
    return FLO_CLI_EXIT_FAILED;

  writer = flo_cli_price_writer_new (STDOUT_FILENO, flo_cli_output_is_json (output),
                                     flo_cli_context_get_cancellable (context));
  input = create_history_input (arguments, days);
  aws_client_list_async (client, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, input,
                         flo_cli_price_writer_add, writer, flo_cli_context_get_cancellable (context),
                         flo_cli_context_ready_cb, context);
  aws_shape_free (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input, input);
  if (!aws_client_list_finish (client, flo_cli_context_wait (context), &list_error)
      && !flo_cli_price_writer_failed (writer))
    {
      g_propagate_error (error, g_steal_pointer (&list_error));
      return FLO_CLI_EXIT_FAILED;
    }
  if (!flo_cli_price_writer_finish (writer, error))
    return FLO_CLI_EXIT_FAILED;
  flo_cli_output_note (output, "%" G_GUINT64_FORMAT " records of the last %" G_GINT64_FORMAT
                       " days in %s", flo_cli_price_writer_count (writer), days,
                       aws_client_get_region (client));
  return FLO_CLI_EXIT_DONE;
}

static const FloCliOption now_options[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones, names or ids" },
  { NULL },
};

static const FloCliOption history_options[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones" },
  { "days", 0, "N", "so many days back, up to 90 (7)" },
  { "product", 0, "NAME", "of this product (Linux/UNIX)" },
  { "summary", 0, NULL, "what the prices of each pool were like, instead of every record" },
  { NULL },
};

const FloCliCommand FLO_CLI_PRICE_COMMANDS[] = {
  { "price", "now", "show today's spot price of every pool", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    price_now, now_options },
  { "price", "history", "print every price change AWS remembers", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    price_history, history_options },
  { "price", "forecast", "forecast what a config will cost", "FILE", 1, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_forecast, FLO_CLI_PRICE_FORECAST_OPTIONS },
  { NULL },
};
