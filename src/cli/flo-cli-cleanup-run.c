/* flo-cli-cleanup-run.c: flotillactl cleanup run, cleanup adopt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-cleanup.h"
#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-table.h"
#include "config/flo-config-json.h"
#include "store/flo-fleet-records.h"

typedef struct
{
  FloCliContext *context;     /* (unowned) */
  FloCliOutput *output;       /* (unowned) */
  FloOrphanScan *scan;        /* (owned) (nullable): before */
  FloOrphanScan *after;       /* (owned) (nullable) */
  GPtrArray *chosen;          /* (owned) (element-type FloOrphan) */
  GPtrArray *left_out;        /* (owned) (element-type FloOrphan): of --all */
  GPtrArray *unfinished;      /* (owned) (element-type FloFleetRecord): begun before, and not over */
  GPtrArray *left;            /* (owned) (element-type FloOrphan): what the second look found of the chosen */
} Run;

static void
run_clear (Run *run)
{
  g_clear_object (&run->scan);
  g_clear_object (&run->after);
  g_clear_pointer (&run->chosen, g_ptr_array_unref);
  g_clear_pointer (&run->left_out, g_ptr_array_unref);
  g_clear_pointer (&run->unfinished, g_ptr_array_unref);
  g_clear_pointer (&run->left, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* ---- choose ---- */

/* A run that was cut off left fleets that are marked: they are no orphans any more, but not gone either. */
static gboolean
find_unfinished (Run        *run,
                 GStrv       wanted,
                 GError    **error)
{
  FloAccount *account = flo_cli_context_require_account (run->context, NULL, error);
  FloStore *store = flo_cli_context_require_store (run->context, error);
  g_autoptr(GPtrArray) records = NULL;

  flo_fleet_records_list_async (store, flo_account_get_name (account), TRUE,
                                flo_cli_context_get_cancellable (run->context), flo_cli_context_ready_cb,
                                run->context);
  records = flo_fleet_records_list_finish (store, flo_cli_context_wait (run->context), error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      const FloFleetRecord *record = g_ptr_array_index (records, i);

      if (record->destroy && (wanted == NULL || g_strv_contains ((const char * const *) wanted, record->id)))
        g_ptr_array_add (run->unfinished, flo_fleet_record_copy (record));
    }

  return TRUE;
}

static gboolean
is_unfinished (Run        *run,
               const char *id)
{
  for (guint i = 0; i < run->unfinished->len; i++)
    if (g_str_equal (((const FloFleetRecord *) g_ptr_array_index (run->unfinished, i))->id, id))
      return TRUE;

  return FALSE;
}

static gboolean
choose_named (Run        *run,
              GPtrArray  *orphans,
              GStrv       wanted,
              GError    **error)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      guint before = run->chosen->len;

      for (guint k = 0; k < orphans->len; k++)
        {
          FloOrphan *orphan = g_ptr_array_index (orphans, k);

          if (!g_str_equal (flo_orphan_get_id (orphan), wanted[i]))
            continue;
          if (flo_orphan_get_problem (orphan) != NULL)
            {
              g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_FAILED, "%s: %s", wanted[i],
                           flo_orphan_get_problem (orphan));
              return FALSE;
            }
          g_ptr_array_add (run->chosen, g_object_ref (orphan));
        }
      if (run->chosen->len == before && !is_unfinished (run, wanted[i]))
        {
          g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                       "nothing is left of a fleet %s that nobody runs: flotillactl cleanup scan shows what there is; a "
                       "living fleet is ended with flotillactl fleet destroy", wanted[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static void
choose_all (Run       *run,
            GPtrArray *orphans)
{
  for (guint i = 0; i < orphans->len; i++)
    {
      FloOrphan *orphan = g_ptr_array_index (orphans, i);
      gboolean chosen = flo_orphan_get_problem (orphan) == NULL && flo_orphan_is_own (orphan);

      g_ptr_array_add (chosen ? run->chosen : run->left_out, g_object_ref (orphan));
    }
}

static gboolean
choose (Run     *run,
        GError **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (run->context);
  g_auto(GStrv) wanted = flo_cli_arguments_get_list (arguments, "fleet");
  g_autoptr(GPtrArray) orphans = NULL;

  if ((wanted != NULL) == flo_cli_arguments_has (arguments, "all"))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "what shall be removed? Give either --fleet with ids, or --all; flotillactl cleanup scan shows what "
                   "there is");
      return FALSE;
    }

  run->scan = flo_cli_cleanup_look (run->context, NULL, error);
  if (run->scan == NULL || !find_unfinished (run, wanted, error))
    return FALSE;

  orphans = flo_cli_cleanup_list (run->scan);
  if (wanted != NULL)
    return choose_named (run, orphans, wanted, error);
  choose_all (run, orphans);

  return TRUE;
}

/* ---- the plan ---- */

static void
print_resources (FloCliOutput *output,
                 FloOrphan    *orphan)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("KIND", "ID", "NAME", "", NULL);
  GListModel *resources = flo_orphan_get_resources (orphan);

  flo_cli_output_print (output, "\nOf %s in %s, in this order:\n", flo_orphan_get_id (orphan),
                        flo_orphan_get_region (orphan));
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(FloResource) resource = g_list_model_get_item (resources, i);
      const char *name = flo_resource_get_name (resource);
      const char *detail = flo_resource_get_detail (resource);

      flo_cli_table_add (table, flo_resource_get_kind (resource), flo_resource_get_id (resource),
                         name != NULL ? name : "", detail != NULL ? detail : "", NULL);
    }
  flo_cli_table_print (table, output);
}

static void
print_plan (Run *run)
{
  if (run->chosen->len > 0)
    {
      flo_cli_output_print (run->output, "This is removed:\n");
      flo_cli_cleanup_print (run->output, run->chosen);
    }
  for (guint i = 0; i < run->chosen->len; i++)
    print_resources (run->output, g_ptr_array_index (run->chosen, i));
  for (guint i = 0; i < run->unfinished->len; i++)
    {
      const FloFleetRecord *record = g_ptr_array_index (run->unfinished, i);

      flo_cli_output_print (run->output, "%s (%s) in %s is being destroyed already; that is finished.\n", record->name,
                            record->id, record->region);
    }
  for (guint i = 0; i < run->left_out->len; i++)
    {
      FloOrphan *orphan = g_ptr_array_index (run->left_out, i);
      const char *problem = flo_orphan_get_problem (orphan);
      const char *owner = flo_orphan_get_owner (orphan);

      if (problem != NULL)
        flo_cli_output_print (run->output, "Left alone: %s in %s. %s.\n", flo_orphan_get_id (orphan),
                              flo_orphan_get_region (orphan), problem);
      else
        flo_cli_output_print (run->output, "Left alone: %s in %s, launched by %s, who may be running it; name it with --fleet "
                              "to remove it.\n", flo_orphan_get_id (orphan), flo_orphan_get_region (orphan),
                              owner != NULL ? owner : "somebody unknown");
    }
}

static guint
count_resources (GPtrArray *orphans)
{
  guint n = 0;

  for (guint i = 0; i < orphans->len; i++)
    n += g_list_model_get_n_items (flo_orphan_get_resources (g_ptr_array_index (orphans, i)));

  return n;
}

static void
print_json (Run *run)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!flo_cli_output_is_json (run->output))
    return;

  json_builder_begin_object (builder);
  flo_cli_cleanup_add_orphans (builder, "fleets", run->chosen);
  flo_cli_cleanup_add_orphans (builder, "left_out", run->left_out);
  json_builder_set_member_name (builder, "unfinished");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->unfinished->len; i++)
    json_builder_add_string_value (builder, ((const FloFleetRecord *) g_ptr_array_index (run->unfinished, i))->id);
  json_builder_end_array (builder);
  flo_cli_cleanup_add_gaps (builder, run->after != NULL ? run->after : run->scan);
  if (run->after != NULL)
    {
      flo_cli_json_add_time (builder, "checked_at", flo_orphan_scan_get_time (run->after));
      flo_cli_json_add_integer (builder, "n_resources_left", count_resources (run->left));
      flo_cli_cleanup_add_orphans (builder, "left", run->left);
    }
  json_builder_end_object (builder);
  flo_cli_output_json (run->output, json_builder_get_root (builder));
}

/* ---- carry it out ---- */

/* TRUE: it was proved gone. */
static gboolean
wait_for_end (Run      *run,
              FloFleet *fleet)
{
  g_autoptr(FloCliFleetMonitor) monitor = NULL;
  g_autofree char *message = NULL;
  const char *problem;

  flo_cli_output_note (run->output, "%s (%s) in %s:", flo_fleet_get_name (fleet), flo_fleet_get_id (fleet),
                       flo_fleet_get_region (fleet));
  monitor = flo_cli_fleet_monitor_new (run->context, fleet, FLO_CLI_MONITOR_PROGRESS);
  while (flo_fleet_get_state (fleet) != FLO_FLEET_DESTROYED && flo_fleet_get_state (fleet) != FLO_FLEET_BLOCKED
         && flo_cli_context_turn (run->context))
    ;
  if (flo_fleet_get_state (fleet) == FLO_FLEET_DESTROYED)
    return TRUE;

  problem = flo_fleet_get_problem (fleet);
  message = g_strdup_printf ("%s is not gone yet%s%s. The same command again goes on",
                             flo_fleet_get_id (fleet), problem != NULL ? ": " : "", problem != NULL ? problem : "");
  flo_cli_output_complain (run->output, message);

  return FALSE;
}

/* All at once; what is over is told one after the other. Returns: (transfer full) (nullable) (element-type FloFleet) */
static GPtrArray *
begin (Run     *run,
       GError **error)
{
  FloEngine *engine = flo_cli_context_require_engine (run->context, NULL, FLO_CLI_ENGINE_START, error);
  g_autoptr(GPtrArray) fleets = g_ptr_array_new_with_free_func (g_object_unref);

  if (engine == NULL)
    return NULL;
  flo_cli_context_set_finishing (run->context, "the call to AWS that is under way");

  for (guint i = 0; i < run->unfinished->len; i++)
    {
      FloFleet *fleet =
        flo_engine_find (engine, ((const FloFleetRecord *) g_ptr_array_index (run->unfinished, i))->id);

      if (fleet != NULL)
        g_ptr_array_add (fleets, g_object_ref (fleet));
    }
  for (guint i = 0; i < run->chosen->len; i++)
    {
      FloFleet *fleet;

      flo_engine_adopt_async (engine, g_ptr_array_index (run->chosen, i), TRUE,
                              flo_cli_context_get_cancellable (run->context), flo_cli_context_ready_cb, run->context);
      fleet = flo_engine_adopt_finish (engine, flo_cli_context_wait (run->context), error);
      if (fleet == NULL)
        return NULL;
      g_ptr_array_add (fleets, fleet);
    }

  return g_steal_pointer (&fleets);
}

/* A new look, that knows nothing of what was done: the proof. */
static gboolean
prove (Run        *run,
       GPtrArray  *fleets,
       GError    **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto(GStrv) regions = NULL;

  for (guint i = 0; i < fleets->len; i++)
    {
      const char *region = flo_fleet_get_region (g_ptr_array_index (fleets, i));

      if (g_hash_table_add (known, (gpointer) region))
        g_strv_builder_add (builder, region);
    }
  regions = g_strv_builder_end (builder);
  run->after = flo_cli_cleanup_look (run->context, (const char * const *) regions, error);
  if (run->after == NULL)
    return FALSE;

  for (guint i = 0; i < fleets->len; i++)
    {
      FloFleet *fleet = g_ptr_array_index (fleets, i);
      FloOrphan *orphan = flo_orphan_scan_find (run->after, flo_fleet_get_id (fleet), flo_fleet_get_region (fleet));

      if (orphan != NULL)
        g_ptr_array_add (run->left, g_object_ref (orphan));
    }

  return TRUE;
}

static FloCliExit
carry_out (Run     *run,
           GError **error)
{
  g_autoptr(GPtrArray) fleets = begin (run, error);
  g_autofree char *time = NULL;
  guint n_gone = 0;

  if (fleets == NULL)
    return FLO_CLI_EXIT_FAILED;
  for (guint i = 0; i < fleets->len && !flo_cli_context_is_interrupted (run->context); i++)
    n_gone += wait_for_end (run, g_ptr_array_index (fleets, i));
  if (flo_cli_context_is_interrupted (run->context))
    return FLO_CLI_EXIT_INTERRUPTED;

  if (!prove (run, fleets, error))
    return FLO_CLI_EXIT_FAILED;
  print_json (run);
  time = flo_time_format (flo_orphan_scan_get_time (run->after));
  flo_cli_output_print (run->output, "%u of %u removed.\n%u resources left (AWS was asked at %s for everything with the tags "
                        "of what was removed)\n", n_gone, fleets->len, count_resources (run->left), time);
  flo_cli_cleanup_print_gaps (run->output, run->after);

  return n_gone == fleets->len && run->left->len == 0 && flo_orphan_scan_get_gaps (run->after)->len == 0
         ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_PARTLY;
}

FloCliExit
flo_cli_cleanup_run (FloCliContext  *context,
                     GError        **error)
{
  g_auto(Run) run = { .context = context, .output = flo_cli_context_get_output (context) };
  g_autofree char *question = NULL;

  run.chosen = g_ptr_array_new_with_free_func (g_object_unref);
  run.left_out = g_ptr_array_new_with_free_func (g_object_unref);
  run.left = g_ptr_array_new_with_free_func (g_object_unref);
  run.unfinished = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_fleet_record_free);
  if (!choose (&run, error))
    return FLO_CLI_EXIT_FAILED;

  print_plan (&run);
  flo_cli_cleanup_print_gaps (run.output, run.scan);
  if (run.chosen->len + run.unfinished->len == 0)
    {
      print_json (&run);
      flo_cli_output_print (run.output, "Nothing to remove.\n");
      return flo_orphan_scan_get_gaps (run.scan)->len > 0 ? FLO_CLI_EXIT_PARTLY : FLO_CLI_EXIT_DONE;
    }
  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "dry-run"))
    {
      print_json (&run);
      return FLO_CLI_EXIT_DONE;
    }

  question = g_strdup_printf ("Remove what is left of %u fleet%s? It cannot be undone.",
                              run.chosen->len + run.unfinished->len,
                              run.chosen->len + run.unfinished->len == 1 ? "" : "s");
  if (!flo_cli_prompt_confirm (context, question, error))
    return FLO_CLI_EXIT_FAILED;

  return carry_out (&run, error);
}

/* ---- adopt ---- */

static FloOrphan *
find_orphan (FloOrphanScan  *scan,
             const char     *id,
             GError        **error)
{
  FloOrphan *orphan = flo_orphan_scan_find (scan, id, NULL);

  if (orphan == NULL)
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                 "nothing is left of a fleet %s that nobody runs; flotillactl cleanup scan shows what there is", id);

  return orphan;
}

static void
show_config (FloCliOutput *output,
             FloOrphan    *orphan,
             const char   *json)
{
  g_autoptr(FloConfig) copy = flo_orphan_dup_copy (orphan);
  const char *owner = flo_orphan_get_owner (orphan);

  flo_cli_output_print (output, "From %s, fleet %s gets this config:\n%s",
                        copy != NULL ? "the tags of its launch template" : "what runs", flo_orphan_get_id (orphan), json);
  if (copy != NULL)
    flo_cli_output_note (output, "That is the config it was launched with; if more nodes run, as many. What was asked of it "
                         "later, its deadline, and what it has cost are in no tag, and its SSH key stays where it was made.");
  else
    flo_cli_output_note (output, "Its tags do not tell ports, image, storage, price limit and budget: those are defaults.");
  flo_cli_output_note (output, "Launched by: %s. It is adopted as soon as it is sure that no other computer drives it.",
                       owner != NULL ? owner : "not known");
}

/* Left earlier, it would be claimed by a computer that does nothing. */
static void
wait_until_ours (FloCliContext *context,
                 FloFleet      *fleet)
{
  while (flo_fleet_get_observed_at (fleet) == 0 && flo_fleet_get_problem (fleet) == NULL
         && flo_cli_context_turn (context))
    ;
  if (flo_fleet_get_driver (fleet) == NULL)
    return;

  flo_cli_output_note (flo_cli_context_get_output (context), "%s.", flo_fleet_get_driver (fleet));
  while (flo_fleet_get_driver (fleet) != NULL && flo_cli_context_turn (context))
    ;
}

FloCliExit
flo_cli_cleanup_adopt (FloCliContext  *context,
                       GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloOrphanScan) scan = flo_cli_cleanup_look (context, NULL, error);
  FloOrphan *orphan = scan != NULL ? find_orphan (scan, flo_cli_arguments_get_operand (arguments, 0), error) : NULL;
  g_autoptr(FloConfig) config = orphan != NULL ? flo_orphan_make_config (orphan, FALSE, error) : NULL;
  g_autoptr(FloFleet) fleet = NULL;
  g_autofree char *json = NULL;
  FloEngine *engine;

  if (config == NULL)
    return FLO_CLI_EXIT_FAILED;
  json = flo_config_to_json (config);
  show_config (output, orphan, json);
  if (flo_cli_arguments_has (arguments, "dry-run"))
    {
      if (flo_cli_output_is_json (output))
        flo_cli_output_text (output, json);
      return FLO_CLI_EXIT_DONE;
    }
  if (!flo_cli_prompt_confirm (context, "Adopt it?", error))
    return FLO_CLI_EXIT_FAILED;

  engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_START, error);
  if (engine == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_engine_adopt_async (engine, orphan, FALSE, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                          context);
  fleet = flo_engine_adopt_finish (engine, flo_cli_context_wait (context), error);
  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  wait_until_ours (context, fleet);
  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      flo_cli_json_fleet (builder, fleet, TRUE);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  flo_cli_fleet_print (output, fleet);

  return FLO_CLI_EXIT_DONE;
}
