/* flo-cli-price.c: flotillactl price …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <unistd.h>

#include "aws/services/aws-ec2.h"
#include "cli/flo-cli-context.h"
#include "cli/flo-cli-price-writer.h"
#include "cli/flo-cli-price.h"
#include "market/flo-price-changes.h"

#define MAX_DAYS 90  /* what AWS keeps */
#define MAX_KEPT_DAYS 3650
#define DEFAULT_DAYS 7
#define MIN_CORRELATION_DAYS 3   /* fewer changes can be anything */
#define PAGE_RECORDS 1000
#define SECONDS_PER_DAY 86400

/* ---- history ---- */

const char *
flo_cli_price_get_product (FloCliArguments  *arguments,
                           GError          **error)
{
  const char *product = flo_cli_arguments_get (arguments, "product");
  g_autofree char *plain = product != NULL ? flo_price_product_plain (product) : NULL;
  g_autofree char *known = g_strjoinv (", ", (GStrv) FLO_PRICE_PRODUCTS);

  if (product == NULL)
    return FLO_PRICE_PRODUCT_LINUX;
  if (g_strv_contains (FLO_PRICE_PRODUCTS, plain))
    return product;

  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "AWS has spot prices of no product %s; there are: %s", product,
               known);
  return NULL;
}

/* In tenths: without a terminal each is a line. */
static void
progress_cb (FloPriceArchive *archive,
             guint64          n_records,
             double           share,
             FloCliOutput    *output)
{
  flo_cli_output_progress (output, "Fetching prices", (guint) (share * 10), 10);
}

FloPriceArchive *
flo_cli_price_create_archive (FloCliContext  *context,
                              FloAccount     *account,
                              GError        **error)
{
  FloStore *store = flo_cli_context_require_store (context, error);
  FloPriceArchive *archive = store != NULL ? flo_price_archive_new (store, flo_account_get_name (account)) : NULL;

  if (archive != NULL)
    g_signal_connect (archive, "progress", G_CALLBACK (progress_cb), flo_cli_context_get_output (context));
  return archive;
}

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
                      const char      *product,
                      gint64           days)
{
  AwsDescribeSpotPriceHistoryInput *input =
    aws_shape_new (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  input->instance_types = aws_string_array_copy ((const char * const *) types);
  input->product_descriptions = aws_string_array_new (product, NULL);
  set_zones (input, zones);
  input->start_time = aws_time (now - days * SECONDS_PER_DAY);
  input->end_time = aws_time (now);
  input->max_results = aws_integer (PAGE_RECORDS);
  return input;
}

/* What is printed instead of the records is one thing. */
static gboolean
check_kind (FloCliArguments  *arguments,
            GError          **error)
{
  if (flo_cli_arguments_has (arguments, "summary") && flo_cli_arguments_has (arguments, "correlation"))
    g_set_error_literal (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "give --summary or --correlation, not both");
  else if (flo_cli_arguments_has (arguments, "csv") && !flo_cli_arguments_has (arguments, "correlation"))
    g_set_error_literal (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                         "--csv goes with --correlation; flotillactl price export writes prices as a table");
  else
    return TRUE;

  return FALSE;
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
  const char *product = flo_cli_price_get_product (arguments, error);
  const gboolean summary = flo_cli_arguments_has (arguments, "summary");
  const gboolean correlation = flo_cli_arguments_has (arguments, "correlation");
  gint64 days = correlation ? FLO_PRICE_CHANGES_DAYS : DEFAULT_DAYS;

  if (product == NULL || !check_kind (arguments, error))
    return FLO_CLI_EXIT_USAGE;
  if (!flo_cli_arguments_get_integer (arguments, "days", correlation ? MIN_CORRELATION_DAYS : 1,
                                      summary || correlation ? MAX_KEPT_DAYS : MAX_DAYS, &days, error))
    return FLO_CLI_EXIT_USAGE;
  if (summary)
    return flo_cli_price_summary (context, product, days, error);
  if (correlation)
    return flo_cli_price_correlation (context, product, days, error);
  client = flo_cli_context_require_client (context, error);
  if (client == NULL)
    return FLO_CLI_EXIT_FAILED;

  writer = flo_cli_price_writer_new (STDOUT_FILENO,
                                     flo_cli_output_is_json (output) ? FLO_CLI_PRICE_JSON : FLO_CLI_PRICE_LINES, NULL,
                                     flo_cli_context_get_cancellable (context));
  input = create_history_input (arguments, product, days);
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

static const FloCliOption history_options[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones" },
  { "days", 0, "N", "so many days back, up to 90, with --summary or --correlation up to 3650 (7, 30 with --correlation)" },
  { "product", 0, "NAME", "of this product: Linux/UNIX (the default), Red Hat Enterprise Linux, SUSE Linux, Windows" },
  { "summary", 0, NULL, "what the prices of each pool were like, instead of every record" },
  { "correlation", 0, NULL, "which pools' prices move together, instead of every record" },
  { "csv", 0, NULL, "with --correlation: as a table for other programs" },
  { NULL },
};

const FloCliCommand FLO_CLI_PRICE_COMMANDS[] = {
  { "price", "now", "show today's spot price of every pool", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_now, FLO_CLI_PRICE_NOW_OPTIONS },
  { "price", "history", "print every price change AWS remembers", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    price_history, history_options },
  { "price", "types", "find instance types by what they are and cost", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_types, FLO_CLI_PRICE_TYPES_OPTIONS },
  { "price", "advise", "choose pools for a need, with a reason for each", "[FILE]", 0, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_advise, FLO_CLI_PRICE_ADVISE_OPTIONS },
  { "price", "forecast", "forecast what a config will cost", "FILE", 1, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_forecast, FLO_CLI_PRICE_FORECAST_OPTIONS },
  { "price", "limits", "compare what price limits would have meant", "FILE", 1, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_limits, FLO_CLI_PRICE_LIMITS_OPTIONS },
  { "price", "record", "show how our own nodes fared in each pool", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_record, FLO_CLI_PRICE_RECORD_OPTIONS },
  { "price", "scores", "ask AWS how likely a launch finds its capacity", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_scores, FLO_CLI_PRICE_SCORES_OPTIONS },
  { "price", "export", "write the prices that are kept as a table", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_export, FLO_CLI_PRICE_EXPORT_OPTIONS },
  { "price", "import", "keep the prices of a table", "FILE", 1, 1, FLO_CLI_TAKES_ACCOUNT, flo_cli_price_import, NULL },
  { "price", "prune", "keep old prices by the day", "", 0, 0, FLO_CLI_TAKES_NOTHING,
    flo_cli_price_prune, FLO_CLI_PRICE_PRUNE_OPTIONS },
  { "price", "sources", "show where figures come from and how old they are", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_price_sources, FLO_CLI_PRICE_SOURCES_OPTIONS },
  { NULL },
};
