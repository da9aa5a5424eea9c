/* flo-cli-report.c: flotillactl report cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "base/flo-csv.h"
#include "cli/flo-cli-context.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-json.h"
#include "fleet/flo-cost-report.h"
#include "market/flo-catalogue.h"
#include "aws/aws-public-file.h"
#include "market/flo-on-demand.h"
#include "store/flo-fleet-records.h"

static const char *const headings[] = { "fleet", "zone", "type", "day", "tag" };

typedef struct
{
  FloCliContext *context;
  FloCostGrouping grouping;
  char *tag;               /* (owned) (nullable) */
  gint64 since, until;
  char *place;             /* (owned): where prices are kept */
  GHashTable *prices;      /* (owned): region → FloOnDemand, owned */
  guint n_fleets;
} Report;

static void
report_clear (Report *self)
{
  g_free (self->tag);
  g_free (self->place);
  g_clear_pointer (&self->prices, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

/* ---- what is asked for ---- */

static gboolean
read_grouping (Report      *self,
               const char  *by,
               GError     **error)
{
  if (by == NULL)
    return TRUE;
  if (g_str_has_prefix (by, "tag:") && by[4] != '\0')
    {
      self->grouping = FLO_COST_BY_TAG;
      self->tag = g_strdup (by + 4);
      return TRUE;
    }
  for (guint i = 0; i < FLO_COST_BY_TAG; i++)
    if (strcmp (headings[i], by) == 0)
      {
        self->grouping = i;
        return TRUE;
      }
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
               "--by has to be fleet, zone, type, day or tag:KEY, for example tag:team, not %s", by);

  return FALSE;
}

static gboolean
read_since (Report      *self,
            const char  *text,
            GError     **error)
{
  g_autofree char *whole = text != NULL ? g_strconcat (text, "T00:00:00Z", NULL) : NULL;
  g_autoptr (GDateTime) time = whole != NULL ? g_date_time_new_from_iso8601 (whole, NULL) : NULL;

  if (text == NULL)
    return TRUE;
  if (time == NULL || strlen (text) != strlen ("2026-11-26"))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--since has to be a day, which begins at 00:00 UTC, like 2026-11-26, not %s", text);
      return FALSE;
    }
  self->since = g_date_time_to_unix (time);

  return TRUE;
}

static gboolean
read_arguments (Report  *self,
                GError **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (self->context);
  g_autoptr (AwsClient) client = NULL;

  self->until = g_get_real_time () / G_USEC_PER_SEC;
  if (!read_grouping (self, flo_cli_arguments_get (arguments, "by"), error) ||
      !read_since (self, flo_cli_arguments_get (arguments, "since"), error))
    return FALSE;

  client = flo_cli_context_require_client (self->context, error);
  if (client == NULL)
    return FALSE;
  aws_public_file_find_place_async (client, flo_cli_context_get_cancellable (self->context), flo_cli_context_ready_cb,
                                    self->context);
  self->place = aws_public_file_find_place_finish (flo_cli_context_wait (self->context), error);
  if (self->place == NULL)
    return FALSE;
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) flo_on_demand_free);

  return TRUE;
}

/* What is kept for the region; else what ships with us, which is us-east-1's. */
static FloMoney
find_price (const char *region,
            const char *type,
            gpointer    user_data)
{
  Report *self = user_data;
  FloOnDemand *kept = g_hash_table_lookup (self->prices, region);
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  const FloInstanceType *shipped = flo_catalogue_find (catalogue, type);
  FloMoney price;

  if (kept == NULL)
    {
      kept = flo_on_demand_read (self->place, region);
      g_hash_table_insert (self->prices, g_strdup (region), kept);
    }
  price = flo_on_demand_find (kept, type, "Linux/UNIX", NULL);

  return price > 0 ? price : shipped != NULL ? shipped->on_demand : 0;
}

static gboolean
add_fleet (Report                *self,
           FloCostReport         *report,
           FloStore              *store,
           const FloFleetRecord  *record,
           GError               **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (FloConfig) config = flo_config_parse (record->config, -1, &problems);
  g_autofree char *name = g_strdup_printf ("%s (%s)", record->name, record->id);

  /* Of a config that another version wrote the nodes are known all the same. */
  if (config == NULL)
    {
      config = flo_config_new ();
      g_free (config->region);
      config->region = g_strdup (record->region);
    }
  flo_node_records_list_async (store, record->id, flo_cli_context_get_cancellable (self->context),
                               flo_cli_context_ready_cb, self->context);
  nodes = flo_node_records_list_finish (store, flo_cli_context_wait (self->context), error);
  if (nodes == NULL)
    return FALSE;
  flo_cost_report_add (report, name, config, nodes);
  self->n_fleets++;

  return TRUE;
}

/* Every fleet there ever was, or those of that name or id. */
static gboolean
add_fleets (Report         *self,
            FloCostReport  *report,
            GError        **error)
{
  const char *wanted = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (self->context), 0);
  FloAccount *account = flo_cli_context_require_account (self->context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (self->context, error) : NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (store == NULL)
    return FALSE;
  flo_fleet_records_list_async (store, flo_account_get_name (account), FALSE,
                                flo_cli_context_get_cancellable (self->context), flo_cli_context_ready_cb, self->context);
  records = flo_fleet_records_list_finish (store, flo_cli_context_wait (self->context), error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      const FloFleetRecord *record = g_ptr_array_index (records, i);

      if ((wanted == NULL || g_str_equal (wanted, record->name) || g_str_equal (wanted, record->id)) &&
          !add_fleet (self, report, store, record, error))
        return FALSE;
    }
  if (wanted != NULL && self->n_fleets == 0)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                   "There is, and was, no fleet %s in the account %s", wanted, flo_account_get_name (account));
      return FALSE;
    }

  return TRUE;
}

/* ---- what comes of it ---- */

static void
add_money (JsonBuilder *builder,
           const char  *name,
           FloMoney     money)
{
  g_autofree char *text = flo_money_to_decimal (money);

  flo_cli_json_add_string (builder, name, text);
}

static void
add_json (JsonBuilder      *builder,
          const FloCostRow *row)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "key", row->key);
  flo_cli_json_add_integer (builder, "nodes", row->nodes);
  flo_cli_json_add_integer (builder, "node_seconds", row->node_seconds);
  add_money (builder, "instances", row->instances);
  add_money (builder, "not_charged", row->not_charged);
  flo_cli_json_add_money (builder, "on_demand", row->on_demand);
  flo_cli_json_add_money (builder, "compared", row->compared);
  add_money (builder, "storage_estimate", row->storage);
  add_money (builder, "storage_shipped", row->storage_shipped);
  add_money (builder, "addresses_estimate", row->addresses);
  json_builder_end_object (builder);
}

static void
print_json (Report           *self,
            GPtrArray        *rows,
            const FloCostRow *total)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "by", headings[self->grouping]);
  flo_cli_json_add_string (builder, "tag", self->tag);
  flo_cli_json_add_time (builder, "since", self->since);
  flo_cli_json_add_time (builder, "until", self->until);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    add_json (builder, g_ptr_array_index (rows, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "total");
  add_json (builder, total);
  json_builder_end_object (builder);
  flo_cli_output_json (flo_cli_context_get_output (self->context), json_builder_get_root (builder));
}

static void
append_csv (GString          *text,
            const FloCostRow *row)
{
  const FloMoney money[] = { row->instances, row->not_charged, row->on_demand, row->compared, row->storage,
                             row->addresses, row->storage_shipped };

  flo_csv_append_quoted (text, row->key);
  g_string_append_printf (text, ",%u,%" G_GINT64_FORMAT, row->nodes, row->node_seconds);
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    {
      g_autofree char *decimal = flo_money_to_decimal (money[i]);

      g_string_append_printf (text, ",%s", decimal);
    }
  g_string_append_c (text, '\n');
}

static void
print_csv (Report    *self,
           GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (headings[self->grouping]);

  g_string_append (text, ",nodes,node_seconds,instances,not_charged,on_demand,compared,storage_estimate,"
                         "addresses_estimate,storage_shipped\n");
  for (guint i = 0; i < rows->len; i++)
    append_csv (text, g_ptr_array_index (rows, i));
  flo_cli_output_text (flo_cli_context_get_output (self->context), text->str);
}

static char *
format_saved (const FloCostRow *row)
{
  if (row->on_demand == 0)
    return g_strdup ("?");

  return g_strdup_printf ("%.1f %%", (double) (row->on_demand - row->compared) * 100 / (double) row->on_demand);
}

static void
add_row (FloCliTable      *table,
         const FloCostRow *row,
         const char       *key)
{
  g_autofree char *nodes = g_strdup_printf ("%u", row->nodes);
  g_autofree char *hours = g_strdup_printf ("%.1f", (double) row->node_seconds / 3600);
  g_autofree char *instances = flo_money_format (row->instances);
  g_autofree char *saved = format_saved (row);
  g_autofree char *free_text = flo_money_format (row->not_charged);
  g_autofree char *storage = flo_money_format (row->storage);
  g_autofree char *addresses = flo_money_format (row->addresses);
  g_autofree char *sum = flo_money_format (row->instances + row->storage + row->addresses);

  flo_cli_table_add (table, *key != '\0' ? key : "(none)", nodes, hours, instances, saved, free_text, storage, addresses,
                     sum, NULL);
}

static void
print_table (Report           *self,
             GPtrArray        *rows,
             const FloCostRow *total)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autofree char *heading = self->tag != NULL ? g_strdup (self->tag) : g_ascii_strup (headings[self->grouping], -1);
  g_autoptr (FloCliTable) table =
    flo_cli_table_new (heading, ">NODES", ">HOURS", ">INSTANCES", ">SAVED", ">NOT CHARGED", ">STORAGE ~", ">ADDRESSES ~",
                       ">TOTAL ~", NULL);

  if (rows->len == 0)
    {
      flo_cli_output_print (output, "No node has cost anything%s.\n", self->since != 0 ? " since then" : " yet");
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const FloCostRow *row = g_ptr_array_index (rows, i);

      add_row (table, row, row->key);
    }
  if (rows->len > 1)
    add_row (table, total, "all");
  flo_cli_table_print (table, output);
  flo_cli_output_note (output,
                       "Instances are counted by the second at the prices they had%s; saved is against the on-demand prices "
                       "known now; not charged is what AWS took back within its first hour. ~ is estimated: storage as the "
                       "config has it at the region's price of gp3, a public address at $0.005 an hour. Data that leaves "
                       "AWS is not in it.",
                       self->grouping == FLO_COST_BY_DAY || self->since != 0
                         ? ", and shared out to days by how long a node ran in each" : "");
  if (total->storage_shipped > 0)
    {
      g_autofree char *shipped = flo_money_format (total->storage_shipped);
      g_autofree char *month = flo_money_format (FLO_MARKET_STORAGE_SHIPPED);

      flo_cli_output_note (output, "Of the storage %s is counted at us-east-1's price, %s a GiB and month, which ships with "
                           "Flotilla: AWS had not told the region's.", shipped, month);
    }
}

static FloCliExit
report_cost (FloCliContext  *context,
             GError        **error)
{
  g_auto (Report) self = { .context = context };
  g_autoptr (FloCostReport) report = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *key = NULL;
  FloCostRow total;

  if (!read_arguments (&self, error))
    return FLO_CLI_EXIT_FAILED;
  report = flo_cost_report_new (self.grouping, self.tag, self.since, self.until, find_price, &self);
  if (!add_fleets (&self, report, error))
    return FLO_CLI_EXIT_FAILED;

  rows = flo_cost_report_finish (report, &total);
  key = total.key;
  if (flo_cli_output_is_json (flo_cli_context_get_output (context)))
    print_json (&self, rows, &total);
  else if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "csv"))
    print_csv (&self, rows);
  else
    print_table (&self, rows, &total);

  return FLO_CLI_EXIT_DONE;
}

static const FloCliOption cost_options[] = {
  { "by", 0, "WHAT", "a row for each fleet, zone, type, day, or tag:KEY (fleet)" },
  { "since", 0, "DAY", "only from that day on, like 2026-11-26 (UTC)" },
  { "csv", 0, NULL, "as a table for other programs" },
  { NULL },
};

const FloCliCommand FLO_CLI_REPORT_COMMANDS[] = {
  { "report", "cost", "Say what nodes cost, of all fleets there ever were or of one.", "[FLEET]", 0, 1,
    FLO_CLI_TAKES_ACCOUNT, report_cost, cost_options },
  { NULL },
};
