/* flo-cli-price-scores.c: flotillactl price scores
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "base/flo-time.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-origin.h"
#include "market/flo-placement-scores.h"

const FloCliOption FLO_CLI_PRICE_SCORES_OPTIONS[] = {
  { "types", 0, "LIST", "these instance types together, a comma list; three at least" },
  { "count", 0, "N", "so many at once (1)" },
  { "unit", 0, "WORD", "what is counted: units (instances), vcpu, memory-mib (units)" },
  { "regions", 0, "LIST", "a score for each of these regions, 10 at most, instead of one for each zone" },
  { "history", 0, NULL, "also the scores from before, of exactly this request" },
  { "anew", 0, NULL, "ask AWS even if there is a score of the last 15 minutes" },
  { NULL },
};

typedef struct
{
  FloScoreRequest request;
  AwsClient *client;       /* borrowed */
  FloStore *store;         /* borrowed */
  const char *account;     /* borrowed */
} Question;

static FloPlacementScores *
find_scores (FloCliContext  *context,
             Question       *question,
             gint64          max_age,
             GError        **error)
{
  flo_placement_scores_find_async (question->client, question->store, question->account, &question->request, max_age,
                                   flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  return flo_placement_scores_find_finish (flo_cli_context_wait (context), error);
}

/* (transfer full) (element-type FloScoreRow): newest first */
static GPtrArray *
list_history (FloCliContext  *context,
              Question       *question,
              GError        **error)
{
  g_autofree char *text = flo_score_request_to_text (&question->request, aws_client_get_region (question->client));

  flo_score_log_list_async (question->store, question->account, text, 0, flo_cli_context_get_cancellable (context),
                            flo_cli_context_ready_cb, context);
  return flo_score_log_list_finish (question->store, flo_cli_context_wait (context), NULL, error);
}

static void
add_rows (JsonBuilder *builder,
          FloCliTable *table,
          GPtrArray   *rows)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const FloScoreRow *row = g_ptr_array_index (rows, i);
      g_autofree char *score = g_strdup_printf ("%d", row->score);
      g_autofree char *time = flo_time_format (row->time);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "region", row->region);
      flo_cli_json_add_string (builder, "zone_id", row->zone_id);
      flo_cli_json_add_integer (builder, "score", row->score);
      flo_cli_json_add_time (builder, "time", row->time);
      json_builder_end_object (builder);
      flo_cli_table_add (table, row->region, row->zone_id != NULL ? row->zone_id : "", score, time, NULL);
    }
  json_builder_end_array (builder);
}

/* What a person has to know to read them right. */
static void
note_limits (FloCliOutput             *output,
             const Question           *question,
             const FloPlacementScores *scores)
{
  g_autofree char *age = flo_origin_format_age (g_get_real_time () / G_USEC_PER_SEC - scores->time);

  if (scores->rows->len > 0)
    flo_cli_output_note (output, "AWS said so %s%s. 10: a launch now very likely finds it all; 1: it likely does not. "
                         "It is a guess of the moment, for these types together.",
                         age, scores->is_kept ? ", and was not asked again" : "");
  else
    flo_cli_output_note (output, "AWS gave no score for this.");
  if (g_strv_length ((GStrv) question->request.types) < FLO_SCORES_LEAST_TYPES)
    flo_cli_output_note (output, "Of fewer than three types a score is always low: name more.");
  flo_cli_output_note (output, "%u different requests in the last 24 hours; AWS answers about %d.", scores->n_new,
                       FLO_SCORES_REQUESTS_A_DAY);
  if (scores->problem != NULL)
    flo_cli_output_note (output, "There is no newer score: %s. %s", scores->problem->message,
                         aws_error_get_advice (scores->problem));
}

static void
print_scores (FloCliContext            *context,
              const Question           *question,
              const FloPlacementScores *scores,
              GPtrArray                *history)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table = flo_cli_table_new ("REGION", "ZONE ID", ">SCORE", "TIME", NULL);
  g_autofree char *text = flo_score_request_to_text (&question->request, aws_client_get_region (question->client));

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "request", text);
  flo_cli_json_add_time (builder, "time", scores->time);
  flo_cli_json_add_boolean (builder, "kept", scores->is_kept);
  flo_cli_json_add_integer (builder, "requests_24h", scores->n_new);
  flo_cli_json_add_string (builder, "problem", scores->problem != NULL ? scores->problem->message : NULL);
  json_builder_set_member_name (builder, "scores");
  add_rows (builder, table, history != NULL ? history : scores->rows);
  json_builder_end_object (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (scores->rows->len > 0)
    flo_cli_table_print (table, output);
  note_limits (output, question, scores);
}

FloCliExit
flo_cli_price_scores (FloCliContext  *context,
                      GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) regions = flo_cli_arguments_get_list (arguments, "regions");
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(FloPlacementScores) scores = NULL;
  g_autoptr(GPtrArray) history = NULL;
  FloAccount *account;
  Question question = { .request = { .types = (const char * const *) types, .regions = (const char * const *) regions,
                                     .unit = flo_cli_arguments_get (arguments, "unit"), .by_zone = regions == NULL } };
  gint64 count = 1;

  if (!flo_cli_arguments_get_integer (arguments, "count", 1, 2000000000, &count, error))
    return FLO_CLI_EXIT_USAGE;
  if (types == NULL || types[0] == NULL)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--types: of which instance types? Name three at least: of fewer the score is always low");
      return FLO_CLI_EXIT_USAGE;
    }
  question.request.capacity = (guint) count;
  client = question.client = flo_cli_context_require_client (context, error);
  account = client != NULL ? flo_cli_context_require_account (context, NULL, error) : NULL;
  question.store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  if (question.store == NULL)
    return FLO_CLI_EXIT_FAILED;
  question.account = flo_account_get_name (account);

  scores = find_scores (context, &question, flo_cli_arguments_has (arguments, "anew") ? 0 : FLO_SCORES_MAX_AGE, error);
  if (scores != NULL && flo_cli_arguments_has (arguments, "history"))
    history = list_history (context, &question, error);
  if (scores == NULL || (history == NULL && flo_cli_arguments_has (arguments, "history")))
    return FLO_CLI_EXIT_FAILED;

  print_scores (context, &question, scores, history);
  return FLO_CLI_EXIT_DONE;
}
