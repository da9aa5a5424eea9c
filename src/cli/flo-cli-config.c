/* flo-cli-config.c: flotillactl config …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "base/flo-memory.h"
#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-prompt.h"
#include "config/flo-config-deadline.h"
#include "config/flo-config-json.h"
#include "config/flo-config-limit-check.h"
#include "config/flo-config-region-check.h"
#include "market/flo-figures.h"

/* When only a smallest size is asked for, nodes may be up to this much larger: more pools to choose
 * from, without paying for giants. */
#define VCPU_LEEWAY 2
#define MAX_NODES 10000
#define MAX_VCPUS 10000
#define MAX_ZONES 26

static void
set_string (char       **field,
            const char  *value)
{
  if (value == NULL)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

/* ---- new ---- */

/* The value of --@option, or of an operand, or an answer; NULL with @error. */
static char *
obtain (FloCliContext  *context,
        const char     *given,
        const char     *how_to_give,
        const char     *question,
        const char     *preset,
        GError        **error)
{
  if (given != NULL)
    return g_strdup (given);
  if (flo_cli_prompt_is_possible ())
    return flo_cli_prompt_ask (context, question, preset, error);
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
               "config new needs %s here: there is no terminal to ask on\n"
               "see flotillactl config new --help", how_to_give);
  return NULL;
}

static gboolean
set_basics (FloCliContext  *context,
            FloConfig      *config,
            GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *region = flo_cli_arguments_get (arguments, "region");
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;

  if (region == NULL)
    region = g_getenv ("AWS_REGION");
  name = obtain (context, flo_cli_arguments_get_operand (arguments, 0), "a NAME", "Name", NULL, error);
  if (name == NULL)
    return FALSE;
  set_string (&config->name, name);

  g_free (config->region);
  config->region = obtain (context, region, "--region REGION", "Region", "us-east-1", error);
  if (config->region == NULL)
    return FALSE;

  count = obtain (context, flo_cli_arguments_get (arguments, "count"), "--count N",
                  "How many nodes", "3", error);
  if (count == NULL)
    return FALSE;
  if (g_ascii_string_to_signed (count, 10, 1, MAX_NODES, &config->capacity.nodes, NULL))
    return TRUE;
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--count: %s is not a number from 1 to %d",
               count, MAX_NODES);
  return FALSE;
}

static gboolean
set_memory (FloConfig   *config,
            const char  *text,
            GError     **error)
{
  gint64 mib = 0;

  if (text == NULL)
    return TRUE;
  if (!flo_memory_parse (text, &mib)
      && !g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, &mib, NULL))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--memory: \"%s\" is not a size; write it like \"4 GiB\" or 4096 (MiB)", text);
      return FALSE;
    }
  config->instances.min_memory_mib = mib;
  return TRUE;
}

static gboolean
set_instances (FloCliContext  *context,
               FloConfig      *config,
               GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  const char *vcpus = flo_cli_arguments_get (arguments, "vcpus");
  const char *memory = flo_cli_arguments_get (arguments, "memory");
  g_autofree char *answer = NULL;

  if (types == NULL && vcpus == NULL && memory == NULL)
    {
      answer = obtain (context, NULL, "--types, or --vcpus and --memory",
                       "Instance types (a comma list), or the smallest number of vCPUs", "2", error);
      if (answer == NULL)
        return FALSE;
      if (g_ascii_isdigit (*answer))
        vcpus = answer;
      else
        types = g_strsplit (answer, ",", -1);
    }
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    g_strstrip (types[i]);
  if (vcpus != NULL
      && !g_ascii_string_to_signed (vcpus, 10, 1, MAX_VCPUS, &config->instances.min_vcpus, NULL))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--vcpus: %s is not a number from 1 to %d", vcpus, MAX_VCPUS);
      return FALSE;
    }
  if (types == NULL)
    config->instances.max_vcpus = config->instances.min_vcpus * VCPU_LEEWAY;
  g_strfreev (config->instances.types);
  config->instances.types = g_steal_pointer (&types);
  return set_memory (config, memory, error);
}

static gboolean
set_rest (FloCliContext  *context,
          FloConfig      *config,
          GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *account = flo_cli_arguments_get (arguments, "account");

  if (flo_cli_arguments_has (arguments, "practice"))
    account = FLO_PRACTICE_ACCOUNT_NAME;
  set_string (&config->account, account);
  return flo_cli_arguments_get_integer (arguments, "min-zones", 1, MAX_ZONES,
                                        &config->zones.minimum, error);
}

static char *
choose_output (FloCliContext  *context,
               FloConfig      *config,
               GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autofree char *preset = g_strdup_printf ("%s.flotilla.json", config->name);

  return obtain (context, flo_cli_arguments_get (arguments, "output"),
                 "--output FILE (\"-\" is standard output)", "Write it to", preset, error);
}

static void
print_written (FloCliContext *context,
               const char    *path,
               const char    *text)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (strcmp (path, "-") == 0)
    return;
  if (!flo_cli_output_is_json (output))
    {
      flo_cli_output_note (output, "Wrote %s. Next: flotillactl fleet plan %s", path, path);
      return;
    }
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "file", path);
  json_builder_set_member_name (builder, "config");
  flo_cli_json_text (builder, text);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static FloCliExit
config_new (FloCliContext  *context,
            GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (!set_basics (context, config, error) || !set_instances (context, config, error)
      || !set_rest (context, config, error))
    return FLO_CLI_EXIT_FAILED;

  problems = flo_config_check (config);
  if (flo_cli_config_file_report (context, config->name, problems) > 0)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CONFIG,
                   "this would not be a valid config; nothing was written");
      return FLO_CLI_EXIT_CONFIG;
    }

  text = flo_config_to_json (config);
  path = flo_cli_arguments_has (arguments, "dry-run") ? g_strdup ("-")
                                                      : choose_output (context, config, error);
  if (path == NULL || !flo_cli_config_file_write (context, path, text, error))
    return FLO_CLI_EXIT_FAILED;
  print_written (context, path, text);
  return FLO_CLI_EXIT_DONE;
}

/* ---- validate ---- */

/* Adds a warning for each zone that the limit would have kept the nodes out of; without a limit there is none. FALSE
 * with @error: nobody could be asked. */
static gboolean
check_limit (FloCliContext  *context,
             FloConfig      *config,
             FloAccount     *account,
             AwsClient      *client,
             FloMarket      *market,
             GPtrArray      *problems,
             GError        **error)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_auto(GStrv) types = flo_config_list_best (config, market);
  g_autoptr(FloPriceArchive) archive = NULL;
  g_autoptr(GListModel) series = NULL;

  if (config->price.limit == FLO_PRICE_ON_DEMAND || types[0] == NULL)
    return TRUE;
  archive = flo_cli_price_create_archive (context, account, error);
  if (archive == NULL)
    return FALSE;
  flo_price_archive_load_async (archive, client, NULL, (const char * const *) types, NULL,
                                now - FLO_CONFIG_LIMIT_HISTORY, now, flo_cli_context_get_cancellable (context),
                                flo_cli_context_ready_cb, context);
  series = flo_price_archive_load_finish (archive, flo_cli_context_wait (context), error);
  if (series == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (problems, flo_config_check_limit (config, market, series, now));

  return TRUE;
}

/* Adds what only the live region can tell. FALSE with @error: it could not be asked. */
static gboolean
check_live (FloCliContext  *context,
            FloConfig      *config,
            GPtrArray      *problems,
            GError        **error)
{
  FloAccount *account;
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(FloMarket) market = NULL;

  if (!flo_cli_config_file_agrees (context, config, error))
    return FALSE;
  account = flo_cli_context_require_account (context, config->account, error);
  if (account == NULL)
    return FALSE;
  client = flo_account_create_client (account, config->region);
  flo_figures_load_market_async (client, (const char * const *) config->instances.types,
                                 flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  market = flo_figures_load_market_finish (flo_cli_context_wait (context), error);
  if (market == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (problems, flo_config_check_region (config, market));
  return check_limit (context, config, account, client, market, problems, error);
}

/* Adds what only the time of day can tell. */
static void
check_time (FloConfig *config,
            GPtrArray *problems)
{
  FloConfigProblem *problem = flo_config_check_deadline_time (config, g_get_real_time () / G_USEC_PER_SEC);

  if (problem != NULL)
    g_ptr_array_add (problems, problem);
}

static guint
count_errors (GPtrArray *problems)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += flo_config_problem_get_severity (g_ptr_array_index (problems, i)) == FLO_SEVERITY_ERROR;
  return n;
}

static void
print_verdict (FloCliContext *context,
               const char    *path,
               GPtrArray     *problems)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint n_errors = count_errors (problems);

  if (!flo_cli_output_is_json (output))
    {
      flo_cli_config_file_report (context, path, problems);
      if (n_errors == 0)
        flo_cli_output_note (output, "%s is valid.", path);
      return;
    }
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "file", path);
  flo_cli_json_add_boolean (builder, "valid", n_errors == 0);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    flo_cli_json_problem (builder, g_ptr_array_index (problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static FloCliExit
config_validate (FloCliContext  *context,
                 GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *path = flo_cli_arguments_get_operand (arguments, 0);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = NULL;
  g_autoptr(GError) read_error = NULL;

  config = flo_cli_config_file_read (context, path, &problems, &read_error);
  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FLO_CLI_EXIT_FAILED;
    }
  if (config != NULL)
    check_time (config, problems);
  if (config != NULL && flo_cli_arguments_has (arguments, "live")
      && !check_live (context, config, problems, error))
    return FLO_CLI_EXIT_FAILED;

  print_verdict (context, path, problems);
  return count_errors (problems) > 0 ? FLO_CLI_EXIT_CONFIG : FLO_CLI_EXIT_DONE;
}

/* ---- show, export, schema ---- */

static FloCliExit
config_show (FloCliContext  *context,
             GError        **error)
{
  const char *path = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  g_autoptr(FloConfig) config = flo_cli_config_file_require (context, path, error);
  g_autofree char *text = NULL;

  if (config == NULL)
    return FLO_CLI_EXIT_FAILED;
  text = flo_config_to_json (config);
  return flo_cli_config_file_write (context, "-", text, error) ? FLO_CLI_EXIT_DONE
                                                               : FLO_CLI_EXIT_FAILED;
}

static FloCliExit
config_export (FloCliContext  *context,
               GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *path = flo_cli_arguments_get (arguments, "output");
  FloFleet *fleet;
  g_autofree char *text = NULL;

  fleet = flo_cli_context_require_fleet (context, flo_cli_arguments_get_operand (arguments, 0),
                                         FLO_CLI_ENGINE_LOAD, error);
  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  text = flo_config_to_json (flo_fleet_get_config (fleet));
  if (!flo_cli_config_file_write (context, path != NULL ? path : "-", text, error))
    return FLO_CLI_EXIT_FAILED;
  if (path != NULL)
    print_written (context, path, text);
  return FLO_CLI_EXIT_DONE;
}

static FloCliExit
config_schema (FloCliContext  *context,
               GError        **error)
{
  g_autofree char *text = flo_config_schema ();

  return flo_cli_config_file_write (context, "-", text, error) ? FLO_CLI_EXIT_DONE
                                                               : FLO_CLI_EXIT_FAILED;
}

static const FloCliOption new_options[] = {
  { "region", 0, "REGION", "where; AWS_REGION when missing" },
  { "account", 0, "NAME", "the account the config names" },
  { "practice", 0, NULL, "name the practice cloud as the account" },
  { "count", 0, "N", "how many nodes" },
  { "types", 0, "LIST", "instance types, a comma list" },
  { "vcpus", 0, "N", "instead of types: at least so many vCPUs, at most twice as many" },
  { "memory", 0, "SIZE", "instead of types: at least so much memory, like \"8 GiB\"" },
  { "min-zones", 0, "N", "over how many Availability Zones at least (2)" },
  { "output", 'o', "FILE", "where to write it; \"-\" is standard output" },
  { NULL },
};

static const FloCliOption validate_options[] = {
  { "live", 0, NULL, "also ask the region: zones, types, prices" },
  { NULL },
};

static const FloCliOption export_options[] = {
  { "output", 'o', "FILE", "where to write it, instead of standard output" },
  { NULL },
};

const FloCliCommand FLO_CLI_CONFIG_COMMANDS[] = {
  { "config", "new", "make a config; asks for what is missing", "[NAME]", 0, 1,
    FLO_CLI_TAKES_CONSENT, config_new, new_options },
  { "config", "validate", "find everything that is wrong with a config", "FILE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT, config_validate, validate_options },
  { "config", "show", "print a config with its defaults written out", "FILE", 1, 1,
    FLO_CLI_TAKES_NOTHING, config_show, NULL },
  { "config", "export", "print the config of a running fleet", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, config_export, export_options },
  { "config", "schema", "print the JSON Schema of configs", "", 0, 0, FLO_CLI_TAKES_NOTHING,
    config_schema, NULL },
  { NULL },
};
