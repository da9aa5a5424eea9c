/* flo-cli-cleanup.c: flotillactl cleanup scan; the table of the group
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-cleanup.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"

/* ---- look ---- */

static void
progress_cb (FloOrphanScan *scan,
             FloCliOutput  *output)
{
  flo_cli_output_progress (output, "regions", flo_orphan_scan_get_n_done (scan),
                           flo_orphan_scan_get_n_regions (scan));
}

FloOrphanScan *
flo_cli_cleanup_look (FloCliContext       *context,
                      const char * const  *regions,
                      GError             **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *one[] = { flo_cli_arguments_get (arguments, "region"), NULL };
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  g_auto(GStrv) named = flo_cli_arguments_get_list (arguments, "regions");
  g_autoptr(FloOrphanScan) scan = NULL;
  gboolean done;

  if (store == NULL)
    return NULL;
  if (regions == NULL && named != NULL)
    regions = (const char * const *) named;
  else if (regions == NULL && one[0] != NULL)
    regions = one;

  scan = flo_orphan_scan_new (store, account);
  g_signal_connect (scan, "progress", G_CALLBACK (progress_cb), output);
  flo_orphan_scan_run_async (scan, regions, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                             context);
  done = flo_orphan_scan_run_finish (scan, flo_cli_context_wait (context), error);
  flo_cli_output_end_progress (output);
  g_signal_handlers_disconnect_by_data (scan, output);

  return done ? g_steal_pointer (&scan) : NULL;
}

GPtrArray *
flo_cli_cleanup_list (FloOrphanScan *scan)
{
  GListModel *model = flo_orphan_scan_get_orphans (scan);
  GPtrArray *orphans = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (orphans, g_list_model_get_item (model, i));

  return orphans;
}

/* ---- print ---- */

static char *
format_age (gint64 since)
{
  gint64 seconds = g_get_real_time () / G_USEC_PER_SEC - since;

  if (since == 0)
    return g_strdup ("?");
  if (seconds < 2 * 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT " min", MAX (seconds, 0) / 60);
  if (seconds < 2 * 86400)
    return g_strdup_printf ("%" G_GINT64_FORMAT " h", seconds / 3600);

  return g_strdup_printf ("%" G_GINT64_FORMAT " days", seconds / 86400);
}

static char *
format_cost (FloOrphan *orphan)
{
  g_autofree char *cost = flo_money_format (flo_orphan_get_per_month (orphan));

  if (flo_orphan_get_n_unpriced (orphan) > 0)
    return flo_orphan_get_per_hour (orphan) > 0 ? g_strdup_printf ("> %s", cost) : g_strdup ("?");

  return flo_orphan_get_per_hour (orphan) > 0 ? g_steal_pointer (&cost) : g_strdup ("");
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* Each region once: they come region by region. */
static void
print_shipped (FloCliOutput *output,
               GPtrArray    *orphans)
{
  const char *last = NULL;

  for (guint i = 0; i < orphans->len; i++)
    {
      FloOrphan *orphan = g_ptr_array_index (orphans, i);
      const char *region = flo_orphan_get_region (orphan);

      if (!flo_orphan_is_storage_shipped (orphan) || g_strcmp0 (last, region) == 0)
        continue;
      flo_cli_output_print (output, "AWS has not told what storage costs in %s: it counts at the price that ships with "
                            "Flotilla, that of us-east-1.\n", region);
      last = region;
    }
}

void
flo_cli_cleanup_print (FloCliOutput *output,
                       GPtrArray    *orphans)
{
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("FLEET", "REGION", "NAME", "LAUNCHED BY", ">AGE", ">A MONTH", "WHAT", NULL);

  for (guint i = 0; i < orphans->len; i++)
    {
      FloOrphan *orphan = g_ptr_array_index (orphans, i);
      g_autofree char *age = format_age (flo_orphan_get_since (orphan));
      g_autofree char *cost = format_cost (orphan);
      g_autofree char *what = flo_orphan_dup_summary (orphan);

      flo_cli_table_add (table, flo_orphan_get_id (orphan), flo_orphan_get_region (orphan),
                         or_empty (flo_orphan_get_name (orphan)), or_empty (flo_orphan_get_owner (orphan)), age, cost,
                         what, NULL);
    }
  flo_cli_table_print (table, output);
  flo_cli_output_print (output, "A month is what running instances, volumes and public addresses cost at now's prices; "
                        "snapshots and data are not counted.\n");
  print_shipped (output, orphans);
}

void
flo_cli_cleanup_print_gaps (FloCliOutput  *output,
                            FloOrphanScan *scan)
{
  GPtrArray *gaps = flo_orphan_scan_get_gaps (scan);

  for (guint i = 0; i < gaps->len; i++)
    {
      const FloScanGap *gap = g_ptr_array_index (gaps, i);
      g_autofree char *message = g_strdup_printf ("%s: not seen: %s", gap->region, gap->message);

      flo_cli_output_complain (output, message);
    }
}

/* ---- JSON ---- */

static void
add_orphan (JsonBuilder *builder,
            FloOrphan   *orphan)
{
  GListModel *resources = flo_orphan_get_resources (orphan);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "id", flo_orphan_get_id (orphan));
  flo_cli_json_add_string (builder, "region", flo_orphan_get_region (orphan));
  flo_cli_json_add_string (builder, "name", flo_orphan_get_name (orphan));
  flo_cli_json_add_string (builder, "owner", flo_orphan_get_owner (orphan));
  flo_cli_json_add_boolean (builder, "own", flo_orphan_is_own (orphan));
  flo_cli_json_add_time (builder, "since", flo_orphan_get_since (orphan));
  flo_cli_json_add_integer (builder, "n_instances", flo_orphan_get_n_instances (orphan));
  flo_cli_json_add_integer (builder, "n_unpriced", flo_orphan_get_n_unpriced (orphan));
  flo_cli_json_add_money (builder, "per_hour", flo_orphan_get_per_hour (orphan));
  flo_cli_json_add_money (builder, "per_month", flo_orphan_get_per_month (orphan));
  flo_cli_json_add_money (builder, "storage_per_hour", flo_orphan_get_storage (orphan));
  flo_cli_json_add_money (builder, "addresses_per_hour", flo_orphan_get_addresses (orphan));
  flo_cli_json_add_boolean (builder, "storage_shipped", flo_orphan_is_storage_shipped (orphan));
  flo_cli_json_add_string (builder, "problem", flo_orphan_get_problem (orphan));
  flo_cli_json_add_string (builder, "driver", flo_orphan_get_driver (orphan));
  json_builder_set_member_name (builder, "resources");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(FloResource) resource = g_list_model_get_item (resources, i);

      flo_cli_json_resource (builder, resource);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
flo_cli_cleanup_add_orphans (JsonBuilder *builder,
                             const char  *name,
                             GPtrArray   *orphans)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < orphans->len; i++)
    add_orphan (builder, g_ptr_array_index (orphans, i));
  json_builder_end_array (builder);
}

void
flo_cli_cleanup_add_gaps (JsonBuilder   *builder,
                          FloOrphanScan *scan)
{
  GPtrArray *gaps = flo_orphan_scan_get_gaps (scan);

  json_builder_set_member_name (builder, "gaps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gaps->len; i++)
    {
      const FloScanGap *gap = g_ptr_array_index (gaps, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "region", gap->region);
      flo_cli_json_add_string (builder, "message", gap->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* ---- scan ---- */

static void
print_scan (FloCliOutput  *output,
            FloOrphanScan *scan,
            GPtrArray     *orphans)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_time (builder, "time", flo_orphan_scan_get_time (scan));
  flo_cli_json_add_integer (builder, "n_regions", flo_orphan_scan_get_n_regions (scan));
  flo_cli_cleanup_add_orphans (builder, "fleets", orphans);
  flo_cli_cleanup_add_gaps (builder, scan);
  json_builder_end_object (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));

  if (orphans->len > 0)
    {
      flo_cli_cleanup_print (output, orphans);
      flo_cli_output_note (output, "flotillactl cleanup run --fleet ID removes one, cleanup adopt ID runs it again.");
    }
  else
    {
      flo_cli_output_print (output, "Nothing with Flotilla's tag in %u regions that belongs to no living fleet.\n",
                            flo_orphan_scan_get_n_regions (scan));
    }
}

static FloCliExit
cleanup_scan (FloCliContext  *context,
              GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloOrphanScan) scan = flo_cli_cleanup_look (context, NULL, error);
  g_autoptr(GPtrArray) orphans = scan != NULL ? flo_cli_cleanup_list (scan) : NULL;

  if (scan == NULL)
    return FLO_CLI_EXIT_FAILED;
  print_scan (output, scan, orphans);
  flo_cli_cleanup_print_gaps (output, scan);
  if (orphans->len > 0)
    return FLO_CLI_EXIT_ALERT;

  return flo_orphan_scan_get_gaps (scan)->len > 0 ? FLO_CLI_EXIT_PARTLY : FLO_CLI_EXIT_DONE;
}

#define REGIONS { "regions", 0, "LIST", "look in these regions only, separated by commas", FLO_CLI_TAKES_NOTHING }

static const FloCliOption scan_options[] = {
  REGIONS,
  { NULL },
};

static const FloCliOption run_options[] = {
  { "fleet", 0, "LIST", "remove what is left of these fleets, separated by commas", FLO_CLI_TAKES_NOTHING },
  { "all", 0, NULL, "remove all that you launched from this computer", FLO_CLI_TAKES_NOTHING },
  REGIONS,
  { NULL },
};

const FloCliCommand FLO_CLI_CLEANUP_COMMANDS[] = {
  { "cleanup", "scan", "find what carries our tag and belongs to no living fleet", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    cleanup_scan, scan_options },
  { "cleanup", "run", "remove it, and prove that nothing is left", "", 0, 0,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_cleanup_run, run_options },
  { "cleanup", "adopt", "make it a fleet of yours again", "ID", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_cleanup_adopt, scan_options },
  { NULL },
};
