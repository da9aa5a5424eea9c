/* flo-cli-backtest.c: flotillactl backtest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "backtest/flo-price-replay.h"
#include "backtest/flo-trace-replay.h"
#include "cli/flo-cli-backtest.h"
#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-price.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-figures.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
#define MAX_DAYS 366
#define DEFAULT_TRAJECTORIES 100
#define MAX_TRAJECTORIES 10000
#define DEFAULT_SEED 1

typedef struct
{
  FloCliContext *context;         /* (unowned) */
  GPtrArray *traces;              /* (owned) (element-type FloZoneTrace) */
  gint64 length;                  /* of all of them, seconds */
  FloCliBacktestRun runs[FLO_CLI_BACKTEST_MAX_CONFIGS];
  guint n_runs;
} Job;

static void
job_clear (Job *job)
{
  g_ptr_array_unref (job->traces);
  for (guint i = 0; i < job->n_runs; i++)
    {
      flo_backtest_free (job->runs[i].result);
      flo_replay_setting_free (job->runs[i].setting);
      g_clear_pointer (&job->runs[i].config, flo_config_unref);
    }
}

/* ---- traces ---- */

/* @text: ZONE=FILE */
static gboolean
take_trace (Job         *job,
            const char  *text,
            GError     **error)
{
  const char *equals = strchr (text, '=');
  g_autoptr(GFile) file = NULL;
  g_autofree char *zone = NULL;
  FloTrace *trace;

  if (equals == NULL || equals == text || equals[1] == '\0')
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--trace: \"%s\" is not of the form ZONE=FILE, like "
                   "us-east-1a=north.json\nsee flotillactl backtest --help", text);
      return FALSE;
    }
  zone = g_strndup (text, equals - text);
  for (guint i = 0; i < job->traces->len; i++)
    if (g_str_equal (((const FloZoneTrace *) job->traces->pdata[i])->zone, zone))
      {
        g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--trace: there are two for %s\nsee flotillactl backtest "
                     "--help", zone);
        return FALSE;
      }

  file = g_file_new_for_commandline_arg (equals + 1);
  flo_trace_load_async (file, flo_cli_context_get_cancellable (job->context), flo_cli_context_ready_cb, job->context);
  trace = flo_trace_load_finish (flo_cli_context_wait (job->context), error);
  if (trace == NULL)
    return FALSE;
  job->length = MIN (job->length > 0 ? job->length : G_MAXINT64, flo_trace_get_seconds (trace));
  g_ptr_array_add (job->traces, flo_zone_trace_new (zone, trace));

  return TRUE;
}

/* "--trace A=one --trace B=two", or in one go "--trace A=one B=two". */
static gboolean
take_traces (Job     *job,
             GError **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (job->context);
  GPtrArray *given = flo_cli_arguments_get_all (arguments, "trace");
  const char *more;

  for (guint i = 0; given != NULL && i < given->len; i++)
    if (!take_trace (job, g_ptr_array_index (given, i), error))
      return FALSE;
  for (guint i = 1; (more = flo_cli_arguments_get_operand (arguments, i)) != NULL; i++)
    {
      if (given == NULL)
        {
          g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "backtest: too many arguments, beginning with %s\nsee "
                       "flotillactl backtest --help", more);
          return FALSE;
        }
      if (!take_trace (job, more, error))
        return FALSE;
    }

  return TRUE;
}

static FloMarket *
load_known (Job        *job,
            const char *region,
            GError    **error)
{
  g_autoptr(AwsClient) client = flo_cli_price_create_mute_client (flo_cli_context_get_arguments (job->context), region);

  flo_market_load_kept_async (client, flo_cli_context_get_cancellable (job->context), flo_cli_context_ready_cb,
                              job->context);

  return flo_market_load_kept_finish (flo_cli_context_wait (job->context), error);
}

static gboolean
set_by_traces (Job                *job,
               FloCliBacktestRun  *run,
               GError            **error)
{
  g_autoptr(FloMarket) known = load_known (job, run->config->region, error);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < job->traces->len; i++)
    {
      const FloZoneTrace *trace = g_ptr_array_index (job->traces, i);

      if (!flo_trace_replay_allows (run->config, trace->zone))
        flo_cli_output_note (flo_cli_context_get_output (job->context), "%s does not allow %s: its trace is left out",
                             run->file, trace->zone);
    }
  run->setting = flo_trace_replay_new (run->config, known, job->traces, g_get_real_time () / G_USEC_PER_SEC,
                                       &run->n_pools, &run->n_assumed, notes);
  for (guint i = 0; i < notes->len; i++)
    flo_cli_output_note (flo_cli_context_get_output (job->context), "%s", (const char *) g_ptr_array_index (notes, i));

  return TRUE;
}

/* ---- prices ---- */

/* What is asked for is what the assistant's rehearsal asks for. */
static gboolean
set_by_prices (Job                *job,
               FloCliBacktestRun  *run,
               GError            **error)
{
  FloAccount *account = flo_cli_context_require_account (job->context, run->config->account, error);
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(FloMarket) region = NULL;
  g_autoptr(FloPriceArchive) archive = NULL;
  g_autoptr(GError) failed = NULL;
  g_auto(GStrv) types = flo_need_list_types (run->config, NULL);

  if (account == NULL)
    return FALSE;
  client = flo_account_create_client (account, run->config->region);
  flo_figures_load_market_async (client, (const char * const *) types, flo_cli_context_get_cancellable (job->context),
                                 flo_cli_context_ready_cb, job->context);
  region = flo_figures_load_market_finish (flo_cli_context_wait (job->context), error);
  archive = region != NULL ? flo_cli_price_create_archive (job->context, account, error) : NULL;
  if (archive == NULL)
    return FALSE;

  job->length = FLO_PRICE_REPLAY_DAYS * SECONDS_PER_DAY;
  flo_price_replay_load_async (archive, client, run->config, region, g_get_real_time () / G_USEC_PER_SEC,
                               flo_cli_context_get_cancellable (job->context), flo_cli_context_ready_cb, job->context);
  run->setting = flo_price_replay_load_finish (flo_cli_context_wait (job->context), &run->n_pools, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

/* ---- the command ---- */

/* Files are read when their turn comes; all are checked before anything is asked. */
static gboolean
take_configs (Job     *job,
              GError **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (job->context);
  const char *files[] = { flo_cli_arguments_get_operand (arguments, 0), flo_cli_arguments_get (arguments, "compare") };

  for (guint i = 0; i < G_N_ELEMENTS (files) && files[i] != NULL; i++)
    {
      FloCliBacktestRun *run = &job->runs[job->n_runs++];

      run->file = files[i];
      run->config = flo_cli_config_file_require (job->context, files[i], error);
      if (run->config == NULL || !flo_cli_config_file_agrees (job->context, run->config, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_up (Job                *job,
        FloCliBacktestRun  *run,
        GError            **error)
{
  if (!(job->traces->len > 0 ? set_by_traces (job, run, error) : set_by_prices (job, run, error)))
    return FALSE;
  if (run->n_pools > 0)
    return TRUE;
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CONFIG, "no pool in %s fits %s%s, so there is nothing to replay; "
               "flotillactl config validate says what is wrong", run->config->region, run->file,
               job->traces->len > 0 ? " in the zones of the traces" : "");

  return FALSE;
}

static gboolean
run_one (Job                       *job,
         FloCliBacktestRun         *run,
         const FloBacktestOptions  *options,
         GError                   **error)
{
  flo_backtest_run_async (run->setting, run->config, options, flo_cli_context_get_cancellable (job->context),
                          flo_cli_context_ready_cb, job->context);
  run->result = flo_backtest_run_finish (flo_cli_context_wait (job->context), error);

  return run->result != NULL;
}

static gboolean
read_options (Job                 *job,
              FloBacktestOptions  *options,
              GError             **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (job->context);
  gint64 days = 0, trajectories = DEFAULT_TRAJECTORIES, seed = DEFAULT_SEED;

  if (!flo_cli_arguments_get_integer (arguments, "days", 1, MAX_DAYS, &days, error) ||
      !flo_cli_arguments_get_integer (arguments, "trajectories", 1, MAX_TRAJECTORIES, &trajectories, error) ||
      !flo_cli_arguments_get_integer (arguments, "seed", 0, G_MAXINT64, &seed, error))
    return FALSE;
  *options = (FloBacktestOptions) { seed, trajectories, days * SECONDS_PER_DAY };

  return TRUE;
}

/* A deadline is as far away in every trajectory as it is now; that long they last, unless somebody said how long. */
static gboolean
set_finish (Job                 *job,
            FloBacktestOptions  *options,
            GError             **error)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 longest = 0;

  for (guint i = 0; i < job->n_runs; i++)
    {
      FloCliBacktestRun *run = &job->runs[i];
      gint64 finish;
      g_autoptr(FloConfigProblem) late = flo_backtest_set_finish (run->setting, run->config, now, &finish);

      if (late != NULL)
        {
          g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CONFIG, "%s: %s", run->file,
                       flo_config_problem_get_message (late));
          return FALSE;
        }
      longest = MAX (longest, finish);
    }
  if (options->seconds == 0 && longest > 0)
    options->seconds = longest;

  return TRUE;
}

static gboolean
run_all (Job     *job,
         GError **error)
{
  FloBacktestOptions options;

  if (!read_options (job, &options, error) || !take_configs (job, error) || !take_traces (job, error))
    return FALSE;
  for (guint i = 0; i < job->n_runs; i++)
    if (!set_up (job, &job->runs[i], error))
      return FALSE;
  if (!set_finish (job, &options, error))
    return FALSE;
  if (options.seconds == 0)
    options.seconds = job->length;
  for (guint i = 0; i < job->n_runs; i++)
    if (!run_one (job, &job->runs[i], &options, error))
      return FALSE;

  return TRUE;
}

static FloCliExit
backtest (FloCliContext  *context,
          GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  Job job = { .context = context, .traces = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_zone_trace_free) };
  gboolean good = run_all (&job, error);

  if (good && flo_cli_output_is_json (output))
    flo_cli_backtest_json (output, job.runs, job.n_runs);
  else if (good)
    flo_cli_backtest_print (output, job.runs, job.n_runs);
  job_clear (&job);

  return good ? FLO_CLI_EXIT_DONE : FLO_CLI_EXIT_FAILED;
}

static const FloCliOption options[] = {
  { "trace", 0, "ZONE=FILE", "replay this capacity in that zone; again for more zones", .repeats = TRUE },
  { "days", 0, "N", "how long each trajectory lasts; as long as is known when missing" },
  { "trajectories", 0, "N", "how many; 100 when missing" },
  { "seed", 0, "N", "the same seed gives the same; 1 when missing" },
  { "compare", 0, "FILE", "put another config to the same tests" },
  { NULL },
};

const FloCliCommand FLO_CLI_BACKTEST_COMMANDS[] = {
  { "backtest", "", "replay the past through a config, many times over", "FILE", 1, G_MAXUINT, FLO_CLI_TAKES_ACCOUNT,
    backtest, options },
  { NULL },
};
