/* flo-cli-price-now.c: flotillactl price now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error.h"
#include "base/flo-time.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-figures.h"
#include "market/flo-market.h"

const FloCliOption FLO_CLI_PRICE_NOW_OPTIONS[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones, names or ids" },
  { NULL },
};

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

  return range >= 0 && range < (int) G_N_ELEMENTS (texts) ? texts[range] : "not known";
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
  flo_cli_json_add_string (builder, "on_demand_source", flo_source_get_word (pool->type->on_demand_origin.source));
  flo_cli_json_add_time (builder, "on_demand_time", pool->type->on_demand_origin.time);
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
  flo_cli_table_add (table, pool->type->name, pool->zone->name, price, saving != NULL ? saving : "not known",
                     interruption_text (pool->interruption_range), since != NULL ? since : "", NULL);
}

/* The oldest of the prices on demand, and how many types have none. */
static FloOrigin
sum_up_on_demand (GPtrArray *pools,
                  guint     *n_unknown)
{
  FloOrigin oldest = { FLO_SOURCE_NONE, 0 };
  const FloInstanceType *last = NULL;

  *n_unknown = 0;
  for (guint i = 0; i < pools->len; i++)
    {
      const FloInstanceType *type = ((const FloPool *) g_ptr_array_index (pools, i))->type;

      if (type == last)
        continue;
      last = type;
      if (type->on_demand == 0)
        (*n_unknown)++;
      else if (oldest.source == FLO_SOURCE_NONE || type->on_demand_origin.time < oldest.time)
        oldest = type->on_demand_origin;
    }
  return oldest;
}

static guint
count_types (GPtrArray *pools)
{
  const FloInstanceType *last = NULL;
  guint n = 0;

  for (guint i = 0; i < pools->len; i++)
    {
      const FloInstanceType *type = ((const FloPool *) g_ptr_array_index (pools, i))->type;

      n += type != last;
      last = type;
    }
  return n;
}

static void
note_problem (FloCliOutput *output,
              const char   *what,
              const GError *problem)
{
  const char *advice;

  if (problem == NULL)
    return;
  advice = aws_error_get_advice (problem);
  flo_cli_output_note (output, "%s could not be fetched: %s%s%s", what, problem->message, advice != NULL ? ". " : "",
                       advice != NULL ? advice : "");
}

/* Where the figures come from and how old they are, on standard error. */
static void
note_sources (FloCliOutput     *output,
              FloMarket        *market,
              GPtrArray        *pools,
              const FloFigures *figures)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n_unknown;
  g_autofree char *spot = flo_origin_describe ((FloOrigin) { FLO_SOURCE_AWS, flo_market_get_time (market) }, now);
  g_autofree char *on_demand = flo_origin_describe (sum_up_on_demand (pools, &n_unknown), now);
  g_autofree char *advisor = flo_origin_describe (flo_market_get_advisor_origin (market), now);

  flo_cli_output_note (output, "Spot prices: %s", spot);
  if (n_unknown > 0 && n_unknown < count_types (pools))
    flo_cli_output_note (output, "On demand: %s; %u types’ prices are not known", on_demand, n_unknown);
  else
    flo_cli_output_note (output, "On demand: %s", on_demand);
  flo_cli_output_note (output, "Interruptions, by Spot Advisor: %s", advisor);
  note_problem (output, "On-demand prices", figures->on_demand_problem);
  note_problem (output, "Spot Advisor's figures", figures->advisor_problem);
}

static void
add_advisor_json (JsonBuilder *builder,
                  FloMarket   *market)
{
  FloOrigin origin = flo_market_get_advisor_origin (market);

  flo_cli_json_add_string (builder, "interruption_source", flo_source_get_word (origin.source));
  flo_cli_json_add_time (builder, "interruption_time", origin.time);
}

static void
print_pools (FloCliContext    *context,
             FloMarket        *market,
             GPtrArray        *pools,
             const FloFigures *figures)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", ">PRICE/HOUR", ">SAVES", ">INTERRUPTED", "SINCE", NULL);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "region", flo_market_get_region (market));
  flo_cli_json_add_time (builder, "time", flo_market_get_time (market));
  add_advisor_json (builder, market);
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
  note_sources (output, market, pools, figures);
}

FloCliExit
flo_cli_price_now (FloCliContext  *context,
                   GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  g_autoptr(AwsClient) client = flo_cli_context_require_client (context, error);
  g_autoptr(FloFigures) figures = NULL;
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(GPtrArray) pools = g_ptr_array_new ();

  if (client == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_figures_refresh_async (client, FLO_FIGURES_OLD, (const char * const *) types,
                             flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  figures = flo_figures_refresh_finish (flo_cli_context_wait (context), error);
  if (figures == NULL)
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
  print_pools (context, market, pools, figures);
  return FLO_CLI_EXIT_DONE;
}
