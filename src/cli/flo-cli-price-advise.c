/* flo-cli-price-advise.c: flotillactl price advise
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "base/flo-csv.h"
#include "base/flo-memory.h"
#include "base/flo-time.h"
#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-need.h"
#include "market/flo-choice.h"
#include "market/flo-price-statistics.h"

#define MAX_VCPUS 100000
#define VCPU_LEEWAY 2            /* twice as many will do too, as in a new config */
#define LOST_MINUTES 30          /* work since it was saved, and a successor's start */
#define RETRY_HOURS 0.25
#define REJECTED 20

typedef struct
{
  FloConfig *config;             /* (owned) */
  FloMarket *market;             /* (owned) (nullable) */
  FloPoolRecordSet *records;     /* (owned) (nullable) */
  FloNeed need;                  /* borrows from the config */
  GArray *chosen;                /* (owned) (nullable) (element-type FloChosenPool) */
} Advice;

static void
advice_clear (Advice *advice)
{
  g_clear_pointer (&advice->chosen, g_array_unref);
  g_clear_pointer (&advice->records, flo_pool_record_set_free);
  g_clear_object (&advice->market);
  g_clear_pointer (&advice->config, flo_config_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Advice, advice_clear)

/* ---- the need ---- */

static gboolean
take_options (FloCliArguments  *arguments,
              FloConfig        *config,
              GError          **error)
{
  const char *memory = flo_cli_arguments_get (arguments, "memory");
  const char *architecture = flo_cli_arguments_get (arguments, "architecture");

  if (!flo_cli_arguments_get_integer (arguments, "vcpus", 1, MAX_VCPUS, &config->instances.min_vcpus, error)
      || !flo_cli_arguments_get_integer (arguments, "gpus", 1, MAX_VCPUS, &config->instances.min_gpus, error))
    return FALSE;
  config->instances.max_vcpus = config->instances.min_vcpus * VCPU_LEEWAY;
  if (memory != NULL && !flo_memory_parse (memory, &config->instances.min_memory_mib))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--memory: %s is not a size such as 8GiB", memory);
      return FALSE;
    }
  if (architecture != NULL && !g_str_equal (architecture, "x86_64") && !g_str_equal (architecture, "arm64")
      && !g_str_equal (architecture, "any"))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--architecture is x86_64, arm64 or any, not %s",
                   architecture);
      return FALSE;
    }
  if (architecture != NULL)
    {
      g_free (config->instances.architecture);
      config->instances.architecture = g_strdup (architecture);
    }
  config->instances.types = flo_cli_arguments_get_list (arguments, "types");
  config->zones.allowed = flo_cli_arguments_get_list (arguments, "zones");

  return TRUE;
}

/* A config's need, or that of the options */
static gboolean
read_need (FloCliContext  *context,
           Advice         *advice,
           GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *path = flo_cli_arguments_get_operand (arguments, 0);

  if (path != NULL)
    {
      advice->config = flo_cli_config_file_require (context, path, error);
      return advice->config != NULL && flo_cli_config_file_agrees (context, advice->config, error);
    }

  advice->config = flo_config_new ();
  if (!take_options (arguments, advice->config, error))
    return FALSE;
  if (advice->config->instances.min_vcpus == 0 && advice->config->instances.min_memory_mib == 0
      && advice->config->instances.types == NULL && advice->config->instances.min_gpus == 0)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "what is needed? Name a config, or give --vcpus, --memory, --gpus or --types");
      return FALSE;
    }

  return TRUE;
}

static AwsClient *
create_client (FloCliContext  *context,
               Advice         *advice,
               GError        **error)
{
  FloAccount *account;

  if (flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0) == NULL)
    return flo_cli_price_create_client (context, error);
  account = flo_cli_context_require_account (context, advice->config->account, error);

  return account != NULL ? flo_account_create_client (account, advice->config->region) : NULL;
}

static gboolean
choose (FloCliContext  *context,
        Advice         *advice,
        GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(AwsClient) client = create_client (context, advice, error);
  gint64 n_pools = FLO_CHOICE_POOLS, lost_minutes = LOST_MINUTES;
  FloChoiceTerms terms = { .retry_hours = RETRY_HOURS };

  if (client == NULL || !flo_cli_arguments_get_integer (arguments, "pools", 1, 1000, &n_pools, error)
      || !flo_cli_arguments_get_integer (arguments, "lost-work", 0, 100000, &lost_minutes, error))
    return FALSE;
  advice->market = flo_cli_price_load_market (context, client, NULL, error);
  if (advice->market == NULL)
    return FALSE;
  advice->records = flo_cli_price_load_records (context, client, error);
  if (advice->records == NULL)
    return FALSE;

  terms.n_pools = (guint) n_pools;
  terms.lost_hours = (double) lost_minutes / 60;
  flo_config_get_need (advice->config, &advice->need);
  advice->chosen = flo_choice_make (advice->market, &advice->need, advice->records, &terms);

  return TRUE;
}

/* ---- output ---- */

static void
add_row (FloCliTable         *table,
         const FloChosenPool *chosen)
{
  const FloPool *pool = chosen->pool;
  g_autofree char *price = flo_money_format (pool->spot_price);
  g_autofree char *useful = flo_money_format (chosen->useful_price);
  g_autofree char *saves = pool->type->on_demand > 0
                             ? g_strdup_printf ("%d %%", flo_price_statistics_saving (pool->spot_price,
                                                                                      pool->type->on_demand))
                             : g_strdup ("");
  g_autofree char *why = flo_choice_describe (chosen);

  flo_cli_table_add (table, pool->type->name, pool->zone->name, price, useful, saves, why, NULL);
}

static void
add_json (JsonBuilder         *builder,
          const FloChosenPool *chosen)
{
  g_autofree char *why = flo_choice_describe (chosen);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "instance_type", chosen->pool->type->name);
  flo_cli_json_add_string (builder, "zone", chosen->pool->zone->name);
  flo_cli_json_add_money (builder, "price", chosen->pool->spot_price);
  flo_cli_json_add_money (builder, "useful_price", chosen->useful_price);
  flo_cli_json_add_money (builder, "on_demand", chosen->pool->type->on_demand);
  flo_cli_json_add_integer (builder, "interruption_range", chosen->pool->interruption_range);
  flo_cli_json_add_string (builder, "reason", why);
  json_builder_end_object (builder);
}

static void
print_json (FloCliOutput *output,
            Advice       *advice)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_price_add_age_json (builder, advice->market, flo_market_get_types (advice->market));
  json_builder_set_member_name (builder, "chosen");
  json_builder_begin_array (builder);
  for (guint i = 0; i < advice->chosen->len; i++)
    add_json (builder, &g_array_index (advice->chosen, FloChosenPool, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "rejected");
  json_builder_begin_array (builder);
  for (guint i = 0; i < flo_market_get_n_pools (advice->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);
      g_autofree char *why = flo_choice_explain (&advice->need, pool, advice->chosen);

      if (why == NULL)
        continue;
      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", pool->type->name);
      flo_cli_json_add_string (builder, "zone", pool->zone->name);
      flo_cli_json_add_string (builder, "reason", why);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static void
append_csv (GString             *text,
            const FloPool       *pool,
            const FloChosenPool *chosen,
            const char          *why,
            const char          *time)
{
  g_autofree char *price = pool->spot_price > 0 ? flo_money_to_decimal (pool->spot_price) : g_strdup ("");
  g_autofree char *useful = chosen != NULL ? flo_money_to_decimal (chosen->useful_price) : g_strdup ("");
  g_autofree char *on_demand = pool->type->on_demand > 0 ? flo_money_to_decimal (pool->type->on_demand) : g_strdup ("");

  g_string_append_printf (text, "%s,%s,%s,%s,%s,%s,", pool->type->name, pool->zone->name,
                          chosen != NULL ? "yes" : "no", price, useful, on_demand);
  if (pool->interruption_range >= 0)
    g_string_append_printf (text, "%d", pool->interruption_range);
  g_string_append_c (text, ',');
  flo_csv_append_quoted (text, why);
  g_string_append_printf (text, ",%s\n", time);
}

/* Every pool of the region, the chosen ones first */
static void
print_csv (FloCliOutput *output,
           Advice       *advice)
{
  const gint64 said_at = flo_market_get_time (advice->market);
  g_autofree char *time = said_at > 0 ? flo_time_format (said_at) : g_strdup ("");
  g_autoptr(GString) text = g_string_new ("type,zone,chosen,price,useful_price,on_demand,interruption_range,reason,"
                                          "prices_time\n");

  for (guint i = 0; i < advice->chosen->len; i++)
    {
      const FloChosenPool *chosen = &g_array_index (advice->chosen, FloChosenPool, i);
      g_autofree char *why = flo_choice_describe (chosen);

      append_csv (text, chosen->pool, chosen, why, time);
    }
  for (guint i = 0; i < flo_market_get_n_pools (advice->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);
      g_autofree char *why = flo_choice_explain (&advice->need, pool, advice->chosen);

      if (why != NULL)
        append_csv (text, pool, NULL, why, time);
    }
  flo_cli_output_print (output, "%s", text->str);
}

/* Of pools that fit but for a reason of their own, not of all that is another kind of machine */
static void
print_rejected (FloCliOutput *output,
                Advice       *advice)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("NOT CHOSEN", "ZONE", ">PRICE/HOUR", "WHY", NULL);
  guint n = 0;

  for (guint i = 0; i < flo_market_get_n_pools (advice->market) && n < REJECTED; i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);
      g_autofree char *why = flo_choice_explain (&advice->need, pool, advice->chosen);
      g_autofree char *price = pool->spot_price > 0 ? flo_money_format (pool->spot_price) : g_strdup ("");

      if (why == NULL || !flo_need_fits_type (&advice->need, pool->type, NULL))
        continue;
      flo_cli_table_add (table, pool->type->name, pool->zone->name, price, why, NULL);
      n++;
    }
  flo_cli_output_print (output, "\n");
  flo_cli_table_print (table, output);
}

static void
print_advice (FloCliContext *context,
              Advice        *advice)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", ">PRICE/HOUR", ">USEFUL HOUR", ">SAVES", "WHY", NULL);

  for (guint i = 0; i < advice->chosen->len; i++)
    add_row (table, &g_array_index (advice->chosen, FloChosenPool, i));
  if (advice->chosen->len > 0)
    flo_cli_table_print (table, output);
  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "rejected"))
    print_rejected (output, advice);

  if (advice->chosen->len == 0)
    flo_cli_output_note (output, "No pool in %s fits; --rejected says why.", flo_market_get_region (advice->market));
  else if (advice->chosen->len < FLO_CHOICE_POOLS)
    flo_cli_output_note (output, "%u pool%s in %s: fewer than ten make interruptions likelier. Allow more types, zones, or "
                         "a higher price.", advice->chosen->len, advice->chosen->len == 1 ? "" : "s",
                         flo_market_get_region (advice->market));
  else
    flo_cli_output_note (output, "%u pools in %s, the best first", advice->chosen->len,
                         flo_market_get_region (advice->market));
}

FloCliExit
flo_cli_price_advise (FloCliContext  *context,
                      GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_auto(Advice) advice = { 0 };

  if (!read_need (context, &advice, error) || !choose (context, &advice, error))
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    print_json (output, &advice);
  else if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "csv"))
    print_csv (output, &advice);
  else
    print_advice (context, &advice);
  flo_cli_price_note_age (context, advice.market, flo_market_get_types (advice.market));

  return FLO_CLI_EXIT_DONE;
}

const FloCliOption FLO_CLI_PRICE_ADVISE_OPTIONS[] = {
  { "vcpus", 0, "N", "instead of a config: at least so many vCPUs, at most twice as many" },
  { "memory", 0, "SIZE", "at least so much memory" },
  { "gpus", 0, "N", "at least so many graphics processors" },
  { "architecture", 0, "WORD", "x86_64, arm64 or any" },
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones" },
  { "pools", 0, "N", "choose so many (10)" },
  { "lost-work", 0, "MINUTES", "that an interruption costs: unsaved work, and a successor's start (30)" },
  { "csv", 0, NULL, "every pool with what is said of it, as a table for other programs" },
  { "offline", 0, NULL, "ask nobody: by what was known last time, with its age" },
  { "rejected", 0, NULL, "also say why others were not chosen" },
  { NULL },
};
