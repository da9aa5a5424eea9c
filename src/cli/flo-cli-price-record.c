/* flo-cli-price-record.c: flotillactl price record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-advisor.h"
#include "market/flo-figures.h"
#include "market/flo-origin.h"
#include "market/flo-pool-record.h"

/* What is asked of a pool: how likely is it lost within a day? */
#define RISK_HOURS 24

const FloCliOption FLO_CLI_PRICE_RECORD_OPTIONS[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones" },
  { NULL },
};

static gboolean
is_wanted (GStrv       list,
           const char *word)
{
  return list == NULL || g_strv_contains ((const char * const *) list, word);
}

/* -1: not known. */
static void
add_share_json (JsonBuilder *builder,
                const char  *name,
                double       share)
{
  json_builder_set_member_name (builder, name);
  if (share < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, share);
}

static char *
format_share (double share)
{
  return share < 0 ? g_strdup ("not known") : g_strdup_printf ("%.1f %%", share * 100);
}

static void
add_json (JsonBuilder         *builder,
          const FloPoolRecord *record,
          int                  range)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "instance_type", record->type);
  flo_cli_json_add_string (builder, "zone", record->zone);
  flo_cli_json_add_integer (builder, "launches", record->launches);
  json_builder_set_member_name (builder, "hours");
  json_builder_add_double_value (builder, record->hours);
  flo_cli_json_add_integer (builder, "refusals", record->refusals);
  flo_cli_json_add_integer (builder, "notices", record->notices);
  flo_cli_json_add_integer (builder, "interruptions", record->interruptions);
  flo_cli_json_add_time (builder, "last_launch", record->last_launch);
  flo_cli_json_add_time (builder, "last_refusal", record->last_refusal);
  flo_cli_json_add_time (builder, "last_interruption", record->last_interruption);
  flo_cli_json_add_integer (builder, "interruption_range", range);
  add_share_json (builder, "interruption_risk_24h",
                  flo_pool_record_get_interruption_risk (record, range, RISK_HOURS));
  add_share_json (builder, "refusal_risk", flo_pool_record_get_refusal_risk (record));
  json_builder_end_object (builder);
}

static void
add_row (FloCliTable         *table,
         const FloPoolRecord *record,
         int                  range,
         gint64               now)
{
  g_autofree char *launches = g_strdup_printf ("%u", record->launches);
  g_autofree char *hours = g_strdup_printf ("%.1f", record->hours);
  g_autofree char *refusals = g_strdup_printf ("%u", record->refusals);
  g_autofree char *interruptions = g_strdup_printf ("%u", record->interruptions);
  g_autofree char *lost = format_share (flo_pool_record_get_interruption_risk (record, range, RISK_HOURS));
  g_autofree char *refused = format_share (flo_pool_record_get_refusal_risk (record));
  g_autofree char *age = flo_origin_format_age (now - MAX (MAX (record->last_launch, record->last_refusal),
                                                           record->last_interruption));

  flo_cli_table_add (table, record->type, record->zone, launches, hours, refusals, interruptions, lost, refused, age,
                     NULL);
}

FloPoolRecordSet *
flo_cli_price_load_records (FloCliContext  *context,
                            AwsClient      *client,
                            GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;

  if (store == NULL)
    return NULL;
  flo_pool_record_set_load_async (store, flo_account_get_name (account), aws_client_get_region (client),
                                  flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  return flo_pool_record_set_load_finish (flo_cli_context_wait (context), error);
}

/* What is kept of it; nobody is asked. */
static FloFigures *
load_figures (FloCliContext  *context,
              AwsClient      *client,
              GError        **error)
{
  flo_figures_refresh_async (client, FLO_FIGURES_KEPT, NULL, flo_cli_context_get_cancellable (context),
                             flo_cli_context_ready_cb, context);
  return flo_figures_refresh_finish (flo_cli_context_wait (context), error);
}

FloCliExit
flo_cli_price_record (FloCliContext  *context,
                      GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  g_autoptr(AwsClient) client = flo_cli_context_require_client (context, error);
  g_autoptr(FloPoolRecordSet) records = client != NULL ? flo_cli_price_load_records (context, client, error) : NULL;
  g_autoptr(FloFigures) figures = records != NULL ? load_figures (context, client, error) : NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("TYPE", "ZONE", ">LAUNCHED", ">HOURS", ">NO CAPACITY", ">TAKEN BACK", ">RISK IN 24 H",
                       ">RISK AT LAUNCH", "LAST", NULL);
  guint n = 0;

  if (figures == NULL)
    return FLO_CLI_EXIT_FAILED;

  json_builder_begin_array (builder);
  for (guint i = 0; i < flo_pool_record_set_get_n (records); i++)
    {
      const FloPoolRecord *record = flo_pool_record_set_get (records, i);
      int range = flo_advisor_find (figures->advisor, record->type, NULL, NULL);

      if (!is_wanted (types, record->type) || !is_wanted (zones, record->zone))
        continue;
      add_json (builder, record, range);
      add_row (table, record, range, flo_pool_record_set_get_time (records));
      n++;
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (n == 0)
    flo_cli_output_note (output, "No fleet of ours has tried such a pool in %s.", aws_client_get_region (client));
  else
    flo_cli_table_print (table, output);
  return FLO_CLI_EXIT_DONE;
}
