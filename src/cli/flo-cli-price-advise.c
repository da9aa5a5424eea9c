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
#include "market/flo-placement-scores.h"
#include "market/flo-price-statistics.h"

#define MAX_VCPUS 100000
#define VCPU_LEEWAY 2            /* twice as many will do too, as in a new config */
#define REJECTED 20

typedef struct
{
  FloConfig *config;             /* (owned) */
  FloAccount *account;           /* borrowed */
  AwsClient *client;             /* (owned) (nullable) */
  FloMarket *market;             /* (owned) (nullable) */
  FloPoolMemory *memory;         /* (owned) (nullable) */
  FloPlacementScores *scores;    /* (owned) (nullable) */
  FloNeed need;                  /* borrows from the config and the scores */
  FloChoiceTerms terms;
  FloChoice *choice;             /* (owned) (nullable) */
} Advice;

static void
advice_clear (Advice *advice)
{
  g_clear_pointer (&advice->choice, flo_choice_free);
  g_clear_pointer (&advice->scores, flo_placement_scores_free);
  g_clear_pointer (&advice->memory, flo_pool_memory_unref);
  g_clear_object (&advice->market);
  g_clear_object (&advice->client);
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

/* What the pools must be besides, and what is at stake. */
static gboolean
read_conditions (FloCliArguments  *arguments,
                 Advice           *advice,
                 GError          **error)
{
  const char *price = flo_cli_arguments_get (arguments, "max-price");
  gint64 range = -1, saving = 0, refused = 0, score = 0, lost_minutes = -1;
  FloMoney maximum = 0;

  flo_config_get_need (advice->config, &advice->need);
  flo_config_get_terms (advice->config, &advice->terms);
  if (!flo_cli_arguments_get_integer (arguments, "count", 1, 1000, &advice->config->capacity.nodes, error)
      || !flo_cli_arguments_get_integer (arguments, "interruption", 0, 4, &range, error)
      || !flo_cli_arguments_get_integer (arguments, "discount", 1, 99, &saving, error)
      || !flo_cli_arguments_get_integer (arguments, "refused", 1, 99, &refused, error)
      || !flo_cli_arguments_get_integer (arguments, "score", 1, 10, &score, error)
      || !flo_cli_arguments_get_integer (arguments, "lost-work", 0, 10080, &lost_minutes, error))
    return FALSE;
  if (price != NULL && (!flo_money_parse (price, &maximum) || maximum <= 0))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--max-price: %s is not a price such as 0.05", price);
      return FALSE;
    }

  /* A config's own limit holds as well. */
  if (maximum > 0 && (advice->need.maximum_price == 0 || maximum < advice->need.maximum_price))
    advice->need.maximum_price = maximum;
  advice->need.interruption_ranges = (guint) (range + 1);
  advice->need.minimum_saving = (guint) saving;
  advice->need.maximum_refusals = (guint) refused;
  advice->need.minimum_score = (guint) score;
  if (lost_minutes >= 0)
    advice->terms.lost_hours = (double) lost_minutes / 60;

  return TRUE;
}

static gboolean
load (FloCliContext  *context,
      Advice         *advice,
      GError        **error)
{
  GCancellable *cancellable = flo_cli_context_get_cancellable (context);
  FloStore *store;

  advice->account = flo_cli_context_require_account (context, advice->config->account, error);
  if (advice->account == NULL)
    return FALSE;
  if (flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0) == NULL)
    advice->client = flo_cli_price_create_client (context, error);
  else
    advice->client = flo_account_create_client (advice->account, advice->config->region);
  if (advice->client == NULL)
    return FALSE;

  advice->market = flo_cli_price_load_market (context, advice->client, NULL, error);
  store = advice->market != NULL ? flo_cli_context_require_store (context, error) : NULL;
  if (store == NULL)
    return FALSE;
  flo_pool_memory_load_async (store, flo_account_get_name (advice->account), advice->market, NULL, cancellable,
                              flo_cli_context_ready_cb, context);
  advice->memory = flo_pool_memory_load_finish (flo_cli_context_wait (context), error);

  return advice->memory != NULL;
}

/* AWS scores a request, not a pool: what would be asked for if all zones were good, zone by zone. */
static gboolean
load_scores (FloCliContext  *context,
             Advice         *advice,
             guint           n_pools,
             GError        **error)
{
  FloNeed anywhere = advice->need;
  g_autoptr(FloChoice) choice = NULL;
  g_autoptr(GPtrArray) types = g_ptr_array_new ();
  FloScoreRequest request = { .capacity = (guint) advice->config->capacity.nodes, .by_zone = TRUE };

  anywhere.minimum_score = 0;
  choice = flo_choice_new (advice->market, &anywhere, advice->memory, &advice->terms, n_pools);
  for (guint i = 0; i < flo_choice_get_n_chosen (choice); i++)
    {
      const char *name = flo_choice_get_chosen (choice, i)->pool->type->name;

      if (!g_ptr_array_find_with_equal_func (types, name, g_str_equal, NULL))
        g_ptr_array_add (types, (gpointer) name);
    }
  if (types->len == 0)
    return TRUE;
  g_ptr_array_add (types, NULL);
  request.types = (const char *const *) types->pdata;

  flo_placement_scores_find_async (advice->client, flo_cli_context_require_store (context, NULL),
                                   flo_account_get_name (advice->account), &request, FLO_SCORES_MAX_AGE,
                                   flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  advice->scores = flo_placement_scores_find_finish (flo_cli_context_wait (context), error);
  if (advice->scores != NULL)
    advice->need.scores = advice->scores->rows;

  return advice->scores != NULL;
}

static gboolean
choose (FloCliContext  *context,
        Advice         *advice,
        GError        **error)
{
  gint64 n_pools = FLO_CHOICE_POOLS;

  if (!flo_cli_arguments_get_integer (flo_cli_context_get_arguments (context), "pools", 1, 1000, &n_pools, error)
      || !read_conditions (flo_cli_context_get_arguments (context), advice, error) || !load (context, advice, error))
    return FALSE;
  if (advice->need.minimum_score > 0 && !load_scores (context, advice, (guint) n_pools, error))
    return FALSE;
  advice->choice = flo_choice_new (advice->market, &advice->need, advice->memory, &advice->terms, (guint) n_pools);

  return TRUE;
}

/* ---- output ---- */

static void
add_row (FloCliTable *table,
         FloChoice   *choice,
         guint        index)
{
  const FloRankedPool *chosen = flo_choice_get_chosen (choice, index);
  const FloPool *pool = chosen->pool;
  g_autofree char *price = flo_money_format (pool->spot_price);
  g_autofree char *useful = flo_money_format (chosen->useful_price);
  g_autofree char *saves = pool->type->on_demand > 0
                             ? g_strdup_printf ("%d %%", flo_price_statistics_saving (pool->spot_price,
                                                                                      pool->type->on_demand))
                             : g_strdup ("");
  g_autofree char *why = flo_choice_describe (choice, index);

  flo_cli_table_add (table, pool->type->name, pool->zone->name, price, useful, saves, why, NULL);
}

static void
add_json (JsonBuilder *builder,
          FloChoice   *choice,
          guint        index)
{
  const FloRankedPool *chosen = flo_choice_get_chosen (choice, index);
  g_autofree char *why = flo_choice_describe (choice, index);

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

/* All nodes in the cheapest of the chosen pools, or in the dearest; 0: there is none */
static void
estimate (Advice   *advice,
          FloMoney *lowest,
          FloMoney *highest)
{
  *lowest = *highest = 0;
  for (guint i = 0; i < flo_choice_get_n_chosen (advice->choice); i++)
    {
      FloMoney cost = advice->config->capacity.nodes * flo_choice_get_chosen (advice->choice, i)->pool->spot_price;

      *lowest = i == 0 ? cost : MIN (*lowest, cost);
      *highest = MAX (*highest, cost);
    }
}

static void
print_json (FloCliOutput *output,
            Advice       *advice)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  FloMoney lowest, highest;

  estimate (advice, &lowest, &highest);
  json_builder_begin_object (builder);
  flo_cli_price_add_age_json (builder, advice->market, flo_market_get_types (advice->market));
  flo_cli_json_add_integer (builder, "nodes", advice->config->capacity.nodes);
  flo_cli_json_add_money (builder, "per_hour_lowest", lowest);
  flo_cli_json_add_money (builder, "per_hour_highest", highest);
  json_builder_set_member_name (builder, "chosen");
  json_builder_begin_array (builder);
  for (guint i = 0; i < flo_choice_get_n_chosen (advice->choice); i++)
    add_json (builder, advice->choice, i);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "rejected");
  json_builder_begin_array (builder);
  for (guint i = 0; i < flo_market_get_n_pools (advice->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);
      g_autofree char *why = flo_choice_explain (advice->choice, &advice->need, pool);

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
            const FloRankedPool *chosen,
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

  for (guint i = 0; i < flo_choice_get_n_chosen (advice->choice); i++)
    {
      const FloRankedPool *chosen = flo_choice_get_chosen (advice->choice, i);
      g_autofree char *why = flo_choice_describe (advice->choice, i);

      append_csv (text, chosen->pool, chosen, why, time);
    }
  for (guint i = 0; i < flo_market_get_n_pools (advice->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);
      g_autofree char *why = flo_choice_explain (advice->choice, &advice->need, pool);

      if (why != NULL)
        append_csv (text, pool, NULL, why, time);
    }
  flo_cli_output_print (output, "%s", text->str);
}

static gboolean
fits (Advice        *advice,
      const FloPool *pool)
{
  return flo_need_fits_pool (&advice->need, pool,
                             flo_pool_record_set_find (advice->memory->records, pool->type->name, pool->zone->name),
                             NULL);
}

static gboolean
add_rejected (FloCliTable   *table,
              Advice        *advice,
              const FloPool *pool)
{
  g_autofree char *why = flo_choice_explain (advice->choice, &advice->need, pool);
  g_autofree char *price = pool->spot_price > 0 ? flo_money_format (pool->spot_price) : g_strdup ("");

  if (why != NULL)
    flo_cli_table_add (table, pool->type->name, pool->zone->name, price, why, NULL);

  return why != NULL;
}

/* Those that came nearest, then those that are the right machine and have a reason of their own; not all that is
 * another kind of machine */
static void
print_rejected (FloCliOutput *output,
                Advice       *advice)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("NOT CHOSEN", "ZONE", ">PRICE/HOUR", "WHY", NULL);
  guint n = 0, n_fitting = flo_choice_get_n_ranked (advice->choice);

  for (guint i = 0; i < n_fitting && n < REJECTED; i++)
    n += add_rejected (table, advice, flo_choice_get_ranked (advice->choice, i)->pool);
  n = 0;
  for (guint i = 0; i < flo_market_get_n_pools (advice->market) && n < REJECTED; i++)
    {
      const FloPool *pool = flo_market_get_pool (advice->market, i);

      if (flo_need_fits_type (&advice->need, pool->type, NULL) && !fits (advice, pool))
        n += add_rejected (table, advice, pool);
    }
  flo_cli_output_print (output, "\n");
  flo_cli_table_print (table, output);
}

static void
note_choice (FloCliOutput *output,
             Advice       *advice)
{
  const char *region = flo_market_get_region (advice->market);
  guint n_chosen = flo_choice_get_n_chosen (advice->choice);
  g_autofree char *low = NULL, *high = NULL;
  FloMoney lowest, highest;

  if (n_chosen == 0)
    {
      flo_cli_output_note (output, "No pool in %s fits; --rejected says why.", region);
      return;
    }
  if (n_chosen < FLO_CHOICE_POOLS)
    flo_cli_output_note (output, "%u pool%s in %s: fewer than ten make interruptions likelier. Allow more types, zones, or "
                         "a higher price.", n_chosen, n_chosen == 1 ? "" : "s", region);
  else
    flo_cli_output_note (output, "%u pools in %s, the best first", n_chosen, region);

  estimate (advice, &lowest, &highest);
  low = flo_money_format (lowest);
  high = flo_money_format (highest);
  flo_cli_output_note (output, "%" G_GINT64_FORMAT " node%s in them: %s to %s an hour, instances alone", advice->config->capacity.nodes,
                       advice->config->capacity.nodes == 1 ? "" : "s", low, high);
  if (flo_price_changes_is_empty (advice->memory->changes))
    flo_cli_output_note (output, "No prices of the last 30 days are kept of these pools: what moves together is told from "
                         "types and zones. flotillactl price history --summary fetches and keeps them.");
}

static void
print_advice (FloCliContext *context,
              Advice        *advice)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", ">PRICE/HOUR", ">USEFUL HOUR", ">SAVES", "WHY", NULL);

  for (guint i = 0; i < flo_choice_get_n_chosen (advice->choice); i++)
    add_row (table, advice->choice, i);
  if (flo_choice_get_n_chosen (advice->choice) > 0)
    flo_cli_table_print (table, output);
  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "rejected"))
    print_rejected (output, advice);
  note_choice (output, advice);
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
  { "count", 0, "N", "so many nodes (the config's, or 1)" },
  { "max-price", 0, "USD", "an hour at most" },
  { "discount", 0, "PERCENT", "so much below on-demand at least" },
  { "interruption", 0, "RANGE", "Spot Advisor's at most: 0 (under 5 % a month) to 4 (over 20 %)" },
  { "refused", 0, "PERCENT", "of our own launches there that may have found nothing" },
  { "score", 0, "N", "only zones with AWS's placement score of N at least, 1 to 10" },
  { "lost-work", 0, "MINUTES", "that an interruption costs: unsaved work, and a successor's start (the config's, or 30)" },
  { "csv", 0, NULL, "every pool with what is said of it, as a table for other programs" },
  { "offline", 0, NULL, "ask nobody: by what was known last time, with its age" },
  { "rejected", 0, NULL, "also say why others were not chosen" },
  { NULL },
};
