/* flo-cli-price-limits.c: flotillactl price limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "base/flo-csv.h"
#include "base/flo-time.h"
#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-limit-check.h"
#include "config/flo-config-need.h"
#include "market/flo-figures.h"

#define SECONDS_PER_DAY 86400
#define DAYS 90
/* The best pool of so many zones, the best ones, is shown. */
#define MAX_ZONES 6

/* In the order of FloLimitKind, as configs have them */
static const char *const words[] = { "on-demand", "fixed", "percent", "dynamic" };

typedef struct
{
  FloConfig *config;     /* (owned) */
  FloLimit limit;        /* the config's */
  FloMoney maximum, budget;        /* of the kinds that the config does not have; 0 = not said */
  gint64 percent, availability;    /* the same */
  FloMarket *market;     /* (owned) */
  GListModel *series;    /* (owned) (element-type FloPriceSeries) */
  GPtrArray *pools;      /* (owned) (element-type FloPool): all that would fit, best first */
  gint64 now;            /* Unix seconds */
} Comparison;

/* One strategy for one pool */
typedef struct
{
  const FloPool *pool;
  FloLimit limit;
  gboolean chosen;       /* it is the config's own */
  FloLimitReview review;
} Row;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->pools, g_ptr_array_unref);
  g_clear_object (&self->series);
  g_clear_object (&self->market);
  g_clear_pointer (&self->config, flo_config_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

/* ---- what to compare ---- */

static gboolean
read_money (FloCliArguments  *arguments,
            const char       *name,
            FloMoney         *money,
            GError          **error)
{
  const char *text = flo_cli_arguments_get (arguments, name);

  if (text == NULL || (flo_money_parse (text, money) && *money > 0))
    return TRUE;
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--%s: %s is not a price such as 0.05", name, text);

  return FALSE;
}

static gboolean
read_figures (FloCliArguments  *arguments,
              Comparison       *self,
              GError          **error)
{
  return read_money (arguments, "maximum", &self->maximum, error) &&
         read_money (arguments, "budget", &self->budget, error) &&
         flo_cli_arguments_get_integer (arguments, "percent", 1, 100, &self->percent, error) &&
         flo_cli_arguments_get_integer (arguments, "availability", 1, 100, &self->availability, error);
}

/* A limit of each kind for @pool: the config's own has its own figures. */
static void
list_kinds (Comparison    *self,
            const FloPool *pool,
            FloLimit      *kinds)
{
  flo_limit_list_kinds (&self->limit, self->maximum > 0 ? self->maximum : pool->spot_price, kinds);
  if (self->percent > 0 && self->limit.kind != FLO_LIMIT_PERCENT)
    kinds[FLO_LIMIT_PERCENT].percent = (guint) self->percent;
  if (self->limit.kind == FLO_LIMIT_DYNAMIC)
    return;
  kinds[FLO_LIMIT_DYNAMIC].budget = self->budget;
  if (self->availability > 0)
    kinds[FLO_LIMIT_DYNAMIC].percent = (guint) self->availability;
}

static gboolean
load (FloCliContext  *context,
      Comparison     *self,
      GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (context, self->config->account, error);
  g_autoptr(FloPriceArchive) archive = account != NULL ? flo_cli_price_create_archive (context, account, error) : NULL;
  g_autoptr(AwsClient) client = NULL;
  g_auto(GStrv) types = NULL;

  if (archive == NULL)
    return FALSE;
  client = flo_account_create_client (account, self->config->region);
  flo_figures_load_market_async (client, (const char * const *) self->config->instances.types,
                                 flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  self->market = flo_figures_load_market_finish (flo_cli_context_wait (context), error);
  if (self->market == NULL)
    return FALSE;

  self->pools = flo_config_list_pools (self->config, self->market);
  types = flo_config_list_best (self->config, self->market);
  if (types[0] == NULL)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CONFIG, "no pool in %s fits %s, so there is nothing to limit; "
                   "flotillactl config validate --live says what does not fit", self->config->region,
                   self->config->name);
      return FALSE;
    }
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  flo_price_archive_load_async (archive, client, NULL, (const char * const *) types, NULL,
                                self->now - DAYS * SECONDS_PER_DAY, self->now,
                                flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  self->series = flo_price_archive_load_finish (archive, flo_cli_context_wait (context), error);

  return self->series != NULL;
}

/* The best pool of each zone whose prices are known. */
static GPtrArray *
list_best_of_zones (Comparison *self)
{
  g_autoptr(GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *best = g_ptr_array_new ();

  for (guint i = 0; i < self->pools->len && best->len < MAX_ZONES; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      if (flo_price_history_find (self->series, pool->type->name, pool->zone->name) != NULL &&
          g_hash_table_add (zones, (gpointer) pool->zone->name))
        g_ptr_array_add (best, (gpointer) pool);
    }

  return best;
}

/* Returns: (transfer full) (element-type Row): by pool, then kind */
static GArray *
compare (Comparison *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr(GPtrArray) best = list_best_of_zones (self);

  for (guint i = 0; i < best->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (best, i);
      FloPriceSeries *series = flo_price_history_find (self->series, pool->type->name, pool->zone->name);
      FloLimit kinds[FLO_N_LIMIT_KINDS];

      list_kinds (self, pool, kinds);
      for (guint kind = 0; kind < FLO_N_LIMIT_KINDS; kind++)
        {
          Row row = { pool, kinds[kind], kind == self->limit.kind, { 0 } };

          flo_limit_review (&row.limit, series, pool->type->on_demand, self->now - DAYS * SECONDS_PER_DAY, self->now,
                            &row.review);
          g_array_append_val (rows, row);
        }
    }

  return rows;
}

/* ---- for people ---- */

/* "dynamic, 95 % of the time, at most $0.05" */
static char *
describe (const Row *row)
{
  g_autofree char *price = flo_money_format (row->limit.price);
  g_autofree char *budget = flo_money_format (row->limit.budget);

  switch (row->limit.kind)
    {
    case FLO_LIMIT_FIXED:
      return g_strdup_printf ("fixed, %s", price);
    case FLO_LIMIT_PERCENT:
      return g_strdup_printf ("%u %% of on demand", row->limit.percent);
    case FLO_LIMIT_DYNAMIC:
      return row->limit.budget > 0
               ? g_strdup_printf ("dynamic, %u %% of the time, up to %s", row->limit.percent, budget)
               : g_strdup_printf ("dynamic, %u %% of the time", row->limit.percent);
    case FLO_LIMIT_NONE:
    default:
      return g_strdup ("none, up to on demand");
    }
}

static void
print_rows (FloCliOutput *output,
            GArray       *rows)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", "", "LIMIT", ">NOW", ">OUT", ">TIMES", ">MEAN PAID", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const FloLimitReview *review = &row->review;
      g_autofree char *limit = describe (row);
      g_autofree char *now = review->limit > 0 ? flo_money_format (review->limit) : g_strdup ("");
      g_autofree char *out = g_strdup_printf ("%.1f %%", 100.0 * (double) review->seconds_out /
                                                           (double) MAX (review->seconds, 1));
      g_autofree char *times = g_strdup_printf ("%u", review->n_times);
      g_autofree char *paid = review->paid > 0 ? flo_money_format (review->paid) : g_strdup ("");

      flo_cli_table_add (table, row->pool->type->name, row->pool->zone->name, row->chosen ? "*" : "", limit, now, out,
                         times, paid, NULL);
    }
  flo_cli_table_print (table, output);
}

/* What the config's own limit would have meant for all pools of a zone together. */
static void
print_zones (FloCliOutput *output,
             GArray       *effects)
{
  if (effects->len > 0)
    flo_cli_output_print (output, "\nOf all pools of a zone together:\n");
  for (guint i = 1; i < effects->len; i++)
    {
      const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, i);
      g_autofree char *sentence = flo_limit_effect_describe (effect->seconds_out, effect->seconds, DAYS, effect->zone);

      flo_cli_output_print (output, "  %s.\n", sentence);
    }
}

static void
print_comparison (FloCliOutput *output,
                  Comparison   *self,
                  GArray       *rows,
                  GArray       *effects)
{
  flo_cli_output_print (output, "What a limit would have meant over the last %d days, for the best pool of each zone that %s "
                        "fits (* its own):\n\n", DAYS, self->config->name);
  print_rows (output, rows);
  print_zones (output, effects);
  flo_cli_output_print (output, "\nAWS advises none: you always pay the spot price, never the limit, and a node is taken away when "
                        "the price passes it.\n");
}

/* ---- for programs ---- */

static void
add_row_json (JsonBuilder *builder,
              const Row   *row)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "instance_type", row->pool->type->name);
  flo_cli_json_add_string (builder, "zone", row->pool->zone->name);
  flo_cli_json_add_string (builder, "limit", words[row->limit.kind]);
  flo_cli_json_add_boolean (builder, "chosen", row->chosen);
  flo_cli_json_add_money (builder, "maximum", row->limit.kind == FLO_LIMIT_FIXED ? row->limit.price : 0);
  flo_cli_json_add_integer (builder, "percent", row->limit.kind == FLO_LIMIT_PERCENT ? row->limit.percent : 0);
  flo_cli_json_add_integer (builder, "availability", row->limit.kind == FLO_LIMIT_DYNAMIC ? row->limit.percent : 0);
  flo_cli_json_add_money (builder, "budget", row->limit.kind == FLO_LIMIT_DYNAMIC ? row->limit.budget : 0);
  flo_cli_json_add_money (builder, "limit_now", row->review.limit);
  flo_cli_json_add_integer (builder, "seconds_known", row->review.seconds);
  flo_cli_json_add_integer (builder, "seconds_above_limit", row->review.seconds_out);
  flo_cli_json_add_integer (builder, "times_above_limit", row->review.n_times);
  flo_cli_json_add_money (builder, "mean_paid", row->review.paid);
  json_builder_end_object (builder);
}

static void
print_json (FloCliOutput *output,
            Comparison   *self,
            GArray       *rows,
            GArray       *effects)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", self->config->name);
  flo_cli_json_add_string (builder, "region", self->config->region);
  flo_cli_json_add_time (builder, "time", self->now);
  flo_cli_json_add_integer (builder, "days", DAYS);
  json_builder_set_member_name (builder, "limits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    add_row_json (builder, &g_array_index (rows, Row, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 1; i < effects->len; i++)
    {
      const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", effect->zone);
      flo_cli_json_add_integer (builder, "pools", effect->n_pools);
      flo_cli_json_add_integer (builder, "seconds_known", effect->seconds);
      flo_cli_json_add_integer (builder, "seconds_out", effect->seconds_out);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static void
append_money (GString  *text,
              FloMoney  money)
{
  g_autofree char *decimal = flo_money_to_decimal (money);

  g_string_append_printf (text, "%s,", money > 0 ? decimal : "");
}

static void
print_csv (FloCliOutput *output,
           GArray       *rows)
{
  g_autoptr(GString) text = g_string_new ("type,zone,limit,chosen,limit_now,seconds_known,seconds_above_limit,"
                                          "times_above_limit,mean_paid,description\n");

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_autofree char *description = describe (row);

      g_string_append_printf (text, "%s,%s,%s,%s,", row->pool->type->name, row->pool->zone->name, words[row->limit.kind],
                              row->chosen ? "yes" : "no");
      append_money (text, row->review.limit);
      g_string_append_printf (text, "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%u,", row->review.seconds,
                              row->review.seconds_out, row->review.n_times);
      append_money (text, row->review.paid);
      flo_csv_append_quoted (text, description);
      g_string_append_c (text, '\n');
    }
  flo_cli_output_print (output, "%s", text->str);
}

/* ---- the command ---- */

FloCliExit
flo_cli_price_limits (FloCliContext  *context,
                      GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(Comparison) self = { 0 };
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GArray) effects = NULL;

  self.config = flo_cli_config_file_require (context, flo_cli_arguments_get_operand (arguments, 0), error);
  if (self.config == NULL || !flo_cli_config_file_agrees (context, self.config, error) ||
      !read_figures (arguments, &self, error) || !load (context, &self, error))
    return FLO_CLI_EXIT_FAILED;

  self.limit = flo_config_get_limit (self.config);
  rows = compare (&self);
  effects = flo_limit_effect_list (&self.limit, self.pools, self.series, self.now - DAYS * SECONDS_PER_DAY, self.now);
  if (flo_cli_output_is_json (output))
    print_json (output, &self, rows, effects);
  else if (flo_cli_arguments_has (arguments, "csv"))
    print_csv (output, rows);
  else
    print_comparison (output, &self, rows, effects);

  return FLO_CLI_EXIT_DONE;
}

const FloCliOption FLO_CLI_PRICE_LIMITS_OPTIONS[] = {
  { "maximum", 0, "USD", "the fixed limit to compare with (the pool's price now)" },
  { "percent", 0, "N", "the share of on-demand to compare with (60)" },
  { "availability", 0, "N", "the percent of the time of the dynamic limit to compare with (95)" },
  { "budget", 0, "USD", "what that never exceeds (on-demand)" },
  { "csv", 0, NULL, "as a table for other programs" },
  { NULL },
};
