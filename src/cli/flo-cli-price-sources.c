/* flo-cli-price-sources.c: flotillactl price sources
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-catalogue.h"
#include "market/flo-figures.h"

const FloCliOption FLO_CLI_PRICE_SOURCES_OPTIONS[] = {
  { "refresh", 0, NULL, "ask AWS for everything anew" },
  { "file", 0, NULL, "read on-demand prices from AWS's price file: every product, hundreds of megabytes" },
  { NULL },
};

typedef struct
{
  const char *name;       /* for scripts */
  const char *title;
  FloOrigin origin;
  guint n_figures;
  const GError *problem;  /* (nullable): why it could not be fetched now */
  FloMoney price;         /* of the only figure there is; 0: there are many */
} Row;

static void
add_row (JsonBuilder *builder,
         FloCliTable *table,
         const Row   *row)
{
  g_autofree char *origin = flo_origin_describe (row->origin, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *n = g_strdup_printf ("%u", row->n_figures);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "figures", row->name);
  flo_cli_json_add_string (builder, "source", flo_source_get_word (row->origin.source));
  flo_cli_json_add_time (builder, "time", row->origin.time);
  flo_cli_json_add_integer (builder, "count", row->n_figures);
  flo_cli_json_add_money (builder, "price", row->price);
  flo_cli_json_add_string (builder, "problem", row->problem != NULL ? row->problem->message : NULL);
  json_builder_end_object (builder);
  flo_cli_table_add (table, row->title, n, origin, NULL);
}

static guint
count_types (gboolean     (*has) (FloCatalogue          *catalogue,
                                  const FloInstanceType *type,
                                  gconstpointer          data),
             gconstpointer data)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  guint n = 0;

  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    n += has (catalogue, flo_catalogue_get_type_at (catalogue, i), data);
  return n;
}

static gboolean
has_price (FloCatalogue          *catalogue,
           const FloInstanceType *type,
           gconstpointer          data)
{
  return type->on_demand > 0;
}

static gboolean
has_range (FloCatalogue          *catalogue,
           const FloInstanceType *type,
           gconstpointer          data)
{
  return flo_catalogue_get_interruption (catalogue, data, type->name) >= 0;
}

/* @title: (out) (transfer full) */
static Row
make_storage_row (const FloFigures  *figures,
                  char             **title)
{
  Row row = { .name = "storage", .n_figures = 1, .problem = figures->on_demand_problem };
  g_autofree char *price = NULL;

  row.price = flo_on_demand_get_storage (figures->on_demand, &row.origin);
  if (row.price == 0)
    {
      row.price = FLO_MARKET_STORAGE_SHIPPED;
      row.origin = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };
    }
  price = flo_money_format (row.price);
  *title = g_strdup_printf ("Storage: gp3, %s a GiB and month%s", price,
                            row.origin.source == FLO_SOURCE_SHIPPED ? " in us-east-1" : "");
  row.title = *title;

  return row;
}

static void
print_figures (FloCliContext    *context,
               const char       *region,
               const FloFigures *figures)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table = flo_cli_table_new ("FIGURES", ">COUNT", "FROM", NULL);
  Row on_demand = { "on-demand", "On-demand prices", flo_on_demand_get_origin (figures->on_demand),
                    flo_on_demand_get_n (figures->on_demand), figures->on_demand_problem };
  Row advisor = { "spot-advisor", "Interruption ranges (Spot Advisor)", flo_advisor_get_origin (figures->advisor),
                  flo_advisor_get_n (figures->advisor), figures->advisor_problem };
  Row types = { "instance-types", "Instance types", flo_type_table_get_origin (figures->types),
                flo_type_table_get_n (figures->types), figures->types_problem };
  g_autofree char *title = NULL;
  Row storage = make_storage_row (figures, &title);

  if (on_demand.origin.source == FLO_SOURCE_SHIPPED)
    on_demand.n_figures = count_types (has_price, NULL);
  if (advisor.origin.source == FLO_SOURCE_SHIPPED)
    advisor.n_figures = count_types (has_range, region);

  json_builder_begin_array (builder);
  add_row (builder, table, &on_demand);
  add_row (builder, table, &storage);
  add_row (builder, table, &advisor);
  add_row (builder, table, &types);
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else
    flo_cli_table_print (table, output);
}

/* What could not be had has to be seen, and to fail a script that asked for it. */
static FloCliExit
tell_problems (FloFigures  *figures,
               GError     **error)
{
  GError **problems[] = { &figures->on_demand_problem, &figures->advisor_problem, &figures->types_problem };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (*problems[i] != NULL)
      {
        g_propagate_error (error, g_steal_pointer (problems[i]));
        return FLO_CLI_EXIT_FAILED;
      }

  return FLO_CLI_EXIT_DONE;
}

static gboolean
read_file (FloCliContext  *context,
           AwsClient      *client,
           GError        **error)
{
  g_autoptr(FloOnDemand) prices = NULL;

  flo_cli_output_note (flo_cli_context_get_output (context), "Reading AWS's price file of %s; this takes minutes.",
                       aws_client_get_region (client));
  flo_on_demand_refresh_async (client, FLO_ON_DEMAND_FILE, NULL, flo_cli_context_get_cancellable (context),
                               flo_cli_context_ready_cb, context);
  prices = flo_on_demand_refresh_finish (flo_cli_context_wait (context), error);
  return prices != NULL;
}

FloCliExit
flo_cli_price_sources (FloCliContext  *context,
                       GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const gboolean file = flo_cli_arguments_has (arguments, "file");
  const gboolean refresh = flo_cli_arguments_has (arguments, "refresh");
  g_autoptr(AwsClient) client = flo_cli_context_require_client (context, error);
  g_autoptr(FloFigures) figures = NULL;
  FloFiguresNeed need = refresh ? FLO_FIGURES_ALL : FLO_FIGURES_KEPT;

  if (client == NULL || (file && !read_file (context, client, error)))
    return FLO_CLI_EXIT_FAILED;
  /* The file has just told the prices. */
  if (file && refresh)
    need = FLO_FIGURES_OLD;
  flo_figures_refresh_async (client, need, NULL, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                             context);
  figures = flo_figures_refresh_finish (flo_cli_context_wait (context), error);
  if (figures == NULL)
    return FLO_CLI_EXIT_FAILED;

  print_figures (context, aws_client_get_region (client), figures);
  return tell_problems (figures, error);
}
