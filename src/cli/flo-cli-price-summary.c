/* flo-cli-price-summary.c: flotillactl price history --summary
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "cli/flo-cli-json.h"
#include "cli/flo-cli-sparkline.h"
#include "cli/flo-cli-table.h"
#include "market/flo-price-pattern.h"
#include "market/flo-price-statistics.h"

#define SECONDS_PER_DAY 86400
#define SPARKS 24
#define AWS_DAYS 90

typedef struct
{
  FloPriceSeries *series;       /* (unowned) */
  gint64 from, to;              /* Unix seconds */
  FloPriceStatistics statistics;
} Summary;

/* The means of @SPARKS stretches */
static char *
draw_sparkline (const Summary *summary)
{
  FloMoney means[SPARKS];

  for (guint i = 0; i < SPARKS; i++)
    {
      gint64 start = summary->from + (summary->to - summary->from) * i / SPARKS;
      gint64 end = summary->from + (summary->to - summary->from) * (i + 1) / SPARKS;

      means[i] = flo_price_series_get_average (summary->series, start, end);
    }

  return flo_cli_sparkline (means, SPARKS);
}

static char *
format_percent (double share)
{
  return g_strdup_printf ("%.1f %%", 100 * share);
}

static void
add_row (FloCliTable   *table,
         const Summary *summary)
{
  const FloPriceStatistics *s = &summary->statistics;
  g_autofree char *now = flo_money_format (s->now), *mean = flo_money_format (s->mean);
  g_autofree char *low = flo_money_format (s->minimum), *high = flo_money_format (s->maximum);
  g_autofree char *volatility = format_percent (s->volatility), *trend = format_percent (7 * s->trend);
  g_autofree char *changes = g_strdup_printf ("%u", s->n_changes);
  g_autofree char *sparkline = draw_sparkline (summary);

  flo_cli_table_add (table, flo_price_series_get_instance_type (summary->series),
                     flo_price_series_get_zone (summary->series), now, mean, low, high, volatility, trend, changes,
                     sparkline, NULL);
}

static void
add_money_array (JsonBuilder    *builder,
                 const char     *name,
                 const FloMoney *values,
                 guint           n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = flo_money_to_decimal (values[i]);

      if (values[i] > 0)
        json_builder_add_string_value (builder, text);
      else
        json_builder_add_null_value (builder);
    }
  json_builder_end_array (builder);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_json (JsonBuilder   *builder,
          const Summary *summary)
{
  const FloPriceStatistics *s = &summary->statistics;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  FloPricePattern pattern;

  flo_price_pattern_compute (summary->series, summary->from, summary->to, zone, &pattern);
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "instance_type", flo_price_series_get_instance_type (summary->series));
  flo_cli_json_add_string (builder, "zone", flo_price_series_get_zone (summary->series));
  flo_cli_json_add_string (builder, "zone_id", flo_price_series_get_zone_id (summary->series));
  flo_cli_json_add_time (builder, "from", s->from);
  flo_cli_json_add_time (builder, "to", s->to);
  flo_cli_json_add_money (builder, "now", s->now);
  flo_cli_json_add_money (builder, "mean", s->mean);
  flo_cli_json_add_money (builder, "minimum", s->minimum);
  flo_cli_json_add_money (builder, "maximum", s->maximum);
  flo_cli_json_add_money (builder, "percentile_5", s->low);
  flo_cli_json_add_money (builder, "median", s->median);
  flo_cli_json_add_money (builder, "percentile_95", s->high);
  add_number (builder, "volatility", s->volatility);
  add_number (builder, "trend_per_day", s->trend);
  flo_cli_json_add_integer (builder, "changes", s->n_changes);
  add_money_array (builder, "by_hour", pattern.by_hour, FLO_PRICE_PATTERN_HOURS);
  add_money_array (builder, "by_weekday", pattern.by_day, FLO_PRICE_PATTERN_DAYS);
  json_builder_end_object (builder);
}

static void
print (FloCliOutput *output,
       GListModel   *history,
       gint64        from,
       gint64        to)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table = flo_cli_table_new ("TYPE", "ZONE", ">NOW", ">MEAN", ">LEAST", ">MOST", ">VARIES BY",
                                                    ">A WEEK", ">CHANGES", "", NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (history); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (history, i);
      Summary summary = { .series = series, .from = from, .to = to };

      if (!flo_price_statistics_compute (series, from, to, &summary.statistics))
        continue;
      add_json (builder, &summary);
      add_row (table, &summary);
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (g_list_model_get_n_items (history) > 0)
    flo_cli_table_print (table, output);
}

GListModel *
flo_cli_price_load_history (FloCliContext  *context,
                            const char     *product,
                            gint64          days,
                            gint64          now,
                            GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(FloPriceArchive) archive = NULL;
  gint64 from = now - days * SECONDS_PER_DAY;

  if (types == NULL && days > AWS_DAYS)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "AWS tells of %d days; prices from before are kept of the types "
                   "that were asked for: name them with --types", AWS_DAYS);
      return NULL;
    }
  client = flo_cli_context_require_client (context, error);
  if (client != NULL)
    archive = flo_cli_price_create_archive (context, flo_cli_context_require_account (context, NULL, error), error);
  if (archive == NULL)
    return NULL;
  /* All types at once are no use to keep one by one; named ones are. */
  if (types != NULL)
    {
      flo_price_archive_load_async (archive, client, product, (const char * const *) types,
                                    (const char * const *) zones, from, now, flo_cli_context_get_cancellable (context),
                                    flo_cli_context_ready_cb, context);
      return flo_price_archive_load_finish (archive, flo_cli_context_wait (context), error);
    }
  flo_price_history_load_async (client, product, NULL, (const char * const *) zones, from, now,
                                flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);

  return flo_price_history_load_finish (flo_cli_context_wait (context), error);
}

FloCliExit
flo_cli_price_summary (FloCliContext  *context,
                       const char     *product,
                       gint64          days,
                       GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GListModel) history = flo_cli_price_load_history (context, product, days, now, error);
  g_autoptr(AwsClient) client = NULL;

  if (history == NULL)
    return FLO_CLI_EXIT_FAILED;

  print (output, history, now - days * SECONDS_PER_DAY, now);
  client = flo_cli_context_require_client (context, NULL);
  flo_cli_output_note (output, "%u pools, the last %" G_GINT64_FORMAT " days in %s", g_list_model_get_n_items (history),
                       days, aws_client_get_region (client));

  return FLO_CLI_EXIT_DONE;
}
