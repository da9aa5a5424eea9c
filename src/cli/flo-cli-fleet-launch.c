/* flo-cli-fleet-launch.c: flotillactl fleet plan, fleet launch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-text.h"
#include "config/flo-config-json.h"
#include "config/flo-config-need.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "fleet/observe/flo-observer.h"
#include "market/flo-figures.h"
#include "market/flo-node-extras.h"

#define DEFAULT_WAIT_SECONDS 900
#define MAX_WAIT_SECONDS 86400
/* A launch that fails is waited for until nothing of it is left: what that takes at most. */
#define UNDO_SECONDS 900
#define SECONDS_PER_MINUTE 60

/* Per hour for the whole fleet, the least and the most; 0: not known */
typedef struct
{
  FloMoney instances[2];
  gint64 nodes[2];           /* with spares */
  gint64 standbys;           /* stopped: their volumes cost, and nothing else of them */
  FloNodeExtras extras;      /* of each */
  char *prices;              /* (owned): of those, in words */
} CostRange;

static void
cost_range_clear (CostRange *range)
{
  g_free (range->prices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CostRange, cost_range_clear)

/* ---- plan ---- */

/* So many nodes, spares among them, in one pool. */
static FloMoney
cost_of (const FloConfig *config,
         const FloPool   *pool,
         gint64           nodes)
{
  gint64 on_demand = MIN (config->capacity.on_demand_base, nodes);

  return (nodes - on_demand) * pool->spot_price + on_demand * pool->type->on_demand;
}

static FloMoney
get_storage (const CostRange *range,
             guint            end)
{
  return (range->nodes[end] + range->standbys) * range->extras.storage;
}

static FloMoney
get_total (const CostRange *range,
           guint            end)
{
  if (range->instances[end] == 0 && range->nodes[end] > 0)
    return 0;

  return range->instances[end] + get_storage (range, end) + range->nodes[end] * range->extras.address;
}

/* "$0.01", "$0.01 to $0.04". (transfer full) */
static char *
format_range (FloMoney lowest,
              FloMoney highest)
{
  g_autofree char *low = flo_money_format (lowest);
  g_autofree char *high = flo_money_format (highest);

  return lowest == highest ? g_steal_pointer (&low) : g_strdup_printf ("%s to %s", low, high);
}

/* What the fleet may cost: all nodes in the cheapest of the pools that are chosen for it, or all in the dearest; of a fleet
 * that scales by itself, the fewest nodes there, or the most here. */
static void
estimate_cost (FloMarket       *market,
               FloPoolMemory   *memory,
               const FloConfig *config,
               gboolean         addresses,
               CostRange       *range)
{
  FloNeed need = { 0 };
  FloChoiceTerms terms;
  g_autoptr(FloChoice) choice = NULL;
  guint fewest, most;

  flo_config_get_range (config, &fewest, &most);
  range->nodes[0] = fewest > 0 ? fewest + config->availability.spares : 0;
  range->nodes[1] = most > 0 ? most + config->availability.spares : 0;
  range->standbys = config->availability.standbys;
  range->extras = flo_node_extras_new (market, config->storage.size_gib, addresses);
  range->prices = flo_node_extras_describe (market, addresses, g_get_real_time () / G_USEC_PER_SEC);
  flo_config_get_need (config, &need);
  flo_config_get_terms (config, &terms);
  choice = flo_choice_new (market, &need, memory, &terms, FLO_CHOICE_POOLS);
  for (guint i = 0; i < flo_choice_get_n_chosen (choice); i++)
    {
      const FloPool *pool = flo_choice_get_chosen (choice, i)->pool;
      FloMoney low = cost_of (config, pool, range->nodes[0]);

      range->instances[0] = i == 0 ? low : MIN (range->instances[0], low);
      range->instances[1] = MAX (range->instances[1], cost_of (config, pool, range->nodes[1]));
    }
}

static gboolean
load_cost_range (FloCliContext  *context,
                 FloEngine      *engine,
                 FloConfig      *config,
                 CostRange      *range,
                 GError        **error)
{
  g_autoptr(AwsClient) client =
    flo_account_create_client (flo_engine_get_account (engine), config->region);
  FloStore *store = flo_cli_context_require_store (context, error);
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(FloPoolMemory) memory = NULL;
  g_autoptr(FloObservation) network = NULL;

  if (store == NULL)
    return FALSE;
  flo_figures_load_market_async (client, (const char * const *) config->instances.types,
                                 flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                                 context);
  market = flo_figures_load_market_finish (flo_cli_context_wait (context), error);
  if (market == NULL)
    return FALSE;
  flo_pool_memory_load_async (store, flo_account_get_name (flo_engine_get_account (engine)), market, NULL,
                              flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  memory = flo_pool_memory_load_finish (flo_cli_context_wait (context), error);
  if (memory == NULL)
    return FALSE;
  flo_observer_observe_async (client, "", config->network.vpc, NULL, FLO_OBSERVE_NETWORK,
                              flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  network = flo_observer_observe_finish (flo_cli_context_wait (context), error);
  if (network == NULL)
    return FALSE;
  estimate_cost (market, memory, config, flo_observation_gives_addresses (network), range);
  return TRUE;
}

/* "2 to 20 nodes, as the queue jobs wants". (transfer full) */
static char *
describe_nodes (const FloConfig *config)
{
  g_autofree char *source = flo_config_describe_source (config);
  guint fewest, most;

  if (!flo_config_get_range (config, &fewest, &most))
    return g_strdup_printf ("%u node%s", most, most == 1 ? "" : "s");
  if (source == NULL)
    return g_strdup_printf ("%u to %u nodes, by its schedule,", fewest, most);

  return g_strdup_printf ("%u to %u nodes, as %s wants,", fewest, most, source);
}

static void
print_plan_json (FloCliOutput    *output,
                 const FloConfig *config,
                 GListModel      *actions,
                 const CostRange *range)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", config->name);
  flo_cli_json_add_string (builder, "region", config->region);
  flo_cli_json_add_integer (builder, "nodes", config->capacity.nodes + config->availability.spares);
  flo_cli_json_add_integer (builder, "nodes_fewest", range->nodes[0]);
  flo_cli_json_add_integer (builder, "nodes_most", range->nodes[1]);
  flo_cli_json_add_money (builder, "per_hour_lowest", get_total (range, 0));
  flo_cli_json_add_money (builder, "per_hour_highest", get_total (range, 1));
  flo_cli_json_add_money (builder, "storage_per_hour_lowest", get_storage (range, 0));
  flo_cli_json_add_money (builder, "storage_per_hour_highest", get_storage (range, 1));
  flo_cli_json_add_money (builder, "addresses_per_hour_lowest", range->nodes[0] * range->extras.address);
  flo_cli_json_add_money (builder, "addresses_per_hour_highest", range->nodes[1] * range->extras.address);
  json_builder_set_member_name (builder, "actions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      flo_cli_json_action (builder, action);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static void
print_plan (FloCliContext   *context,
            const FloConfig *config,
            GListModel      *actions,
            const CostRange *range)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autofree char *lowest = flo_money_format (get_total (range, 0));
  g_autofree char *highest = flo_money_format (get_total (range, 1));
  g_autofree char *instances = format_range (range->instances[0], range->instances[1]);
  g_autofree char *disks = format_range (get_storage (range, 0), get_storage (range, 1));
  g_autofree char *addresses = format_range (range->nodes[0] * range->extras.address,
                                             range->nodes[1] * range->extras.address);
  g_autofree char *spares = config->availability.spares > 0
                              ? g_strdup_printf (" and %" G_GINT64_FORMAT " spare", config->availability.spares)
                              : g_strdup ("");

  g_autofree char *nodes = describe_nodes (config);
  g_autofree char *standbys = config->availability.standbys > 0
                                ? g_strdup_printf (", and %" G_GINT64_FORMAT " on standby", config->availability.standbys)
                                : g_strdup ("");

  flo_cli_output_print (output, "%s: %s%s%s in %s, %s to %s an hour\n", config->name, nodes, spares, standbys,
                        config->region, lowest, highest);
  flo_cli_output_print (output, "     instances %s, disks %s, addresses %s: %s\n", instances, disks, addresses,
                        range->prices);
  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      flo_cli_output_print (output, "%3u. %s\n     because %s\n", i + 1,
                            flo_action_get_title (action), flo_action_get_reason (action));
    }
}

/* The plan and its price, or NULL with @error. */
static GListModel *
make_plan (FloCliContext  *context,
           FloEngine      *engine,
           FloConfig      *config,
           CostRange      *range,
           GError        **error)
{
  g_autoptr(GListModel) actions = NULL;

  flo_engine_plan_async (engine, config, flo_cli_context_get_cancellable (context),
                         flo_cli_context_ready_cb, context);
  actions = flo_engine_plan_finish (engine, flo_cli_context_wait (context), error);
  if (actions == NULL || !load_cost_range (context, engine, config, range, error))
    return NULL;
  return g_steal_pointer (&actions);
}

static FloConfig *
read_config (FloCliContext  *context,
             GError        **error)
{
  const char *path = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  g_autoptr(FloConfig) config = flo_cli_config_file_require (context, path, error);

  if (config == NULL || !flo_cli_config_file_agrees (context, config, error))
    return NULL;
  return g_steal_pointer (&config);
}

FloCliExit
flo_cli_fleet_plan (FloCliContext  *context,
                    GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloConfig) config = read_config (context, error);
  g_autoptr(GListModel) actions = NULL;
  g_auto(CostRange) range = { 0 };
  FloEngine *engine;

  if (config == NULL)
    return FLO_CLI_EXIT_FAILED;
  engine = flo_cli_context_require_engine (context, config->account, FLO_CLI_ENGINE_LOAD, error);
  if (engine == NULL)
    return FLO_CLI_EXIT_FAILED;
  actions = make_plan (context, engine, config, &range, error);
  if (actions == NULL)
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    print_plan_json (output, config, actions, &range);
  print_plan (context, config, actions, &range);
  return FLO_CLI_EXIT_DONE;
}

/* ---- launch ---- */

/* Whether @fleet is this config's launch, cut short: then launching again means going on, with undoing it, too. */
static gboolean
is_unfinished_launch (FloFleet        *fleet,
                      const FloConfig *config)
{
  return (flo_fleet_get_state (fleet) == FLO_FLEET_LAUNCHING || flo_fleet_get_rolled_back (fleet, NULL))
         && flo_config_equal (flo_fleet_get_config (fleet), config);
}

/* Places are left out: they are those of a document that nobody has seen. */
static const char *
find_error (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);

      if (flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR)
        return flo_config_problem_get_message (problem);
    }
  return "the config is not valid";
}

/* What --on-failure says instead of the config. Returns: FALSE with @error when the config cannot be kept so */
static gboolean
apply_options (FloCliContext  *context,
               FloConfig     **config,
               GError        **error)
{
  const char *word = flo_cli_arguments_get (flo_cli_context_get_arguments (context), "on-failure");
  g_autoptr(FloConfig) copy = NULL;
  g_autoptr(FloConfig) checked = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *text = NULL;

  if (word == NULL)
    return TRUE;
  if (!g_str_equal (word, "keep") && !g_str_equal (word, "rollback"))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--on-failure must be keep or rollback, not %s", word);
      return FALSE;
    }
  copy = flo_config_copy (*config);
  copy->launch.on_failure = g_str_equal (word, "rollback") ? FLO_ON_FAILURE_ROLLBACK : FLO_ON_FAILURE_KEEP;
  text = flo_config_to_json (copy);
  checked = flo_config_parse (text, -1, &problems);
  if (checked == NULL)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG, "--on-failure %s: %s", word, find_error (problems));
      return FALSE;
    }
  flo_config_unref (*config);
  *config = g_steal_pointer (&checked);
  return TRUE;
}

/* Shows the plan and asks. */
static gboolean
obtain_consent (FloCliContext  *context,
                FloConfig      *config,
                GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(GListModel) actions = NULL;
  g_autofree char *question =
    g_strdup_printf ("Launch %s in %s?", config->name, config->region);
  g_auto(CostRange) range = { 0 };
  FloEngine *engine =
    flo_cli_context_require_engine (context, config->account, FLO_CLI_ENGINE_LOAD, error);

  if (engine == NULL)
    return FALSE;
  actions = make_plan (context, engine, config, &range, error);
  if (actions == NULL)
    return FALSE;
  if (!flo_cli_output_is_json (output))
    print_plan (context, config, actions, &range);
  return flo_cli_prompt_confirm (context, question, error);
}

static FloFleet *
begin_launch (FloCliContext  *context,
              FloConfig      *config,
              GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloEngine *engine =
    flo_cli_context_require_engine (context, config->account, FLO_CLI_ENGINE_START, error);
  FloFleet *fleet;

  if (engine == NULL)
    return NULL;
  fleet = flo_engine_find (engine, config->name);
  if (fleet != NULL && is_unfinished_launch (fleet, config))
    {
      flo_cli_output_note (output, "Going on with the launch of %s (%s).", config->name,
                           flo_fleet_get_id (fleet));
      return g_object_ref (fleet);
    }

  flo_engine_launch_async (engine, config, flo_cli_context_get_cancellable (context),
                           flo_cli_context_ready_cb, context);
  fleet = flo_engine_launch_finish (engine, flo_cli_context_wait (context), error);
  if (fleet != NULL)
    flo_cli_output_note (output, "Launching %s (%s).", config->name, flo_fleet_get_id (fleet));
  return fleet;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whether there is nothing to wait for any more. */
static gboolean
is_settled (FloFleet *fleet)
{
  switch (flo_fleet_get_state (fleet))
    {
    case FLO_FLEET_LAUNCHING:
    case FLO_FLEET_DEGRADED:
      return FALSE;
    case FLO_FLEET_DESTROYING:
      return !flo_fleet_get_rolled_back (fleet, NULL);
    case FLO_FLEET_HEALTHY:
    case FLO_FLEET_BLOCKED:
    case FLO_FLEET_DESTROYED:
    case FLO_FLEET_PAUSED:
    default:
      return TRUE;
    }
}

/* Until the fleet has all its nodes, or none any more, or cannot go on, or nobody wants to wait longer. */
static void
wait_for_nodes (FloCliContext *context,
                FloFleet      *fleet,
                gint64         seconds)
{
  g_autoptr(FloCliFleetMonitor) monitor =
    flo_cli_fleet_monitor_new (context, fleet, FLO_CLI_MONITOR_PROGRESS);
  gboolean is_up = FALSE;
  guint timer = g_timeout_add_seconds ((guint) seconds, time_is_up_cb, &is_up);

  while (!is_up && !is_settled (fleet))
    {
      if (!flo_cli_context_turn (context))
        break;
    }
  if (!is_up)
    g_source_remove (timer);
}

/* A launch that failed. @left: (nullable): what AWS still names of it; NULL: it is not destroyed yet */
static FloCliExit
judge_roll_back (FloCliContext    *context,
                 FloFleet         *fleet,
                 GListModel       *left,
                 AwsErrorCategory  category)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *problem = flo_fleet_get_problem (fleet);
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (fleet));
  g_autofree char *what = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *message = NULL;

  if (left != NULL)
    {
      g_autofree char *time = flo_time_format (g_get_real_time () / G_USEC_PER_SEC);
      guint n_left = g_list_model_get_n_items (left);

      message = g_strdup_printf ("%s (%s) was not launched; it cost %s. %u resources left (AWS was asked at %s for everything "
                                 "with this fleet's tag)",
                                 flo_fleet_get_name (fleet), flo_fleet_get_id (fleet), cost, n_left, time);
      flo_cli_output_complain (output, message);
      return n_left == 0 ? flo_cli_exit_from_category (category) : FLO_CLI_EXIT_PARTLY;
    }
  what = g_strdup_printf ("%s (%s) was not launched, and is not destroyed yet%s%s", flo_fleet_get_name (fleet),
                          flo_fleet_get_id (fleet), problem != NULL ? ": " : "", problem != NULL ? problem : "");
  sentence = flo_cli_text_end (what);
  message = g_strdup_printf ("%s Go on with: flotillactl fleet destroy %s", sentence, flo_fleet_get_id (fleet));
  flo_cli_output_complain (output, message);
  return flo_cli_context_is_interrupted (context) ? FLO_CLI_EXIT_INTERRUPTED : FLO_CLI_EXIT_PARTLY;
}

/* @left: (nullable): of a fleet that is destroyed: what AWS still names of it */
static FloCliExit
judge_launch (FloCliContext *context,
              FloFleet      *fleet,
              GListModel    *left)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *path = flo_cli_arguments_get_operand (arguments, 0);
  const char *on_failure = flo_cli_arguments_get (arguments, "on-failure");
  const char *problem = flo_fleet_get_problem (fleet);
  gboolean paused = flo_fleet_get_state (fleet) == FLO_FLEET_PAUSED;
  g_autofree char *nodes = flo_cli_fleet_describe_nodes (fleet);
  g_autofree char *what = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *message = NULL;
  AwsErrorCategory category;

  if (flo_fleet_get_state (fleet) == FLO_FLEET_HEALTHY)
    return FLO_CLI_EXIT_DONE;
  if (flo_fleet_get_rolled_back (fleet, &category))
    return judge_roll_back (context, fleet, left, category);
  what = g_strdup_printf ("%s (%s): %s%s%s", flo_fleet_get_name (fleet), flo_fleet_get_id (fleet), nodes,
                          problem != NULL ? "; " : paused ? "; it is paused" : "", problem != NULL ? problem : "");
  sentence = flo_cli_text_end (what);
  message = g_strdup_printf ("%s Go on with: flotillactl fleet %s %s%s%s", sentence,
                             paused ? "resume" : "launch", paused ? flo_fleet_get_name (fleet) : path,
                             !paused && on_failure != NULL ? " --on-failure " : "",
                             !paused && on_failure != NULL ? on_failure : "");
  flo_cli_output_complain (output, message);
  return flo_cli_context_is_interrupted (context) ? FLO_CLI_EXIT_INTERRUPTED
                                                  : flo_cli_exit_from_fleet (fleet);
}

/* Somebody who wants a launch undone when it fails waits for that, too. */
static gint64
choose_wait (const FloConfig *config)
{
  if (config->launch.on_failure == FLO_ON_FAILURE_KEEP)
    return DEFAULT_WAIT_SECONDS;
  return config->launch.timeout_minutes * SECONDS_PER_MINUTE + UNDO_SECONDS;
}

FloCliExit
flo_cli_fleet_launch (FloCliContext  *context,
                      GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloConfig) config = NULL;
  g_autoptr(FloFleet) fleet = NULL;
  g_autoptr(GListModel) left = NULL;
  gint64 seconds = -1;

  if (flo_cli_arguments_has (arguments, "dry-run"))
    return flo_cli_fleet_plan (context, error);
  if (!flo_cli_arguments_get_integer (arguments, "wait", 0, MAX_WAIT_SECONDS, &seconds, error))
    return FLO_CLI_EXIT_USAGE;
  config = read_config (context, error);
  if (config == NULL || !apply_options (context, &config, error))
    return FLO_CLI_EXIT_FAILED;
  if (!flo_cli_arguments_has (arguments, "yes") && !obtain_consent (context, config, error))
    return FLO_CLI_EXIT_FAILED;

  flo_cli_context_set_finishing (context, "the call to AWS that is under way");
  fleet = begin_launch (context, config, error);
  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  wait_for_nodes (context, fleet, seconds >= 0 ? seconds : choose_wait (config));
  if (flo_fleet_get_state (fleet) == FLO_FLEET_DESTROYED)
    {
      left = flo_cli_fleet_list_resources (context, fleet, error);
      if (left == NULL)
        return FLO_CLI_EXIT_FAILED;
    }
  flo_cli_context_stop_engine (context);

  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      flo_cli_json_fleet (builder, fleet, TRUE);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  flo_cli_fleet_print (output, fleet);
  return judge_launch (context, fleet, left);
}

const FloCliOption FLO_CLI_FLEET_LAUNCH_OPTIONS[] = {
  { "wait", 0, "SECONDS", "wait so long for all nodes (900), then say what is missing" },
  { "on-failure", 0, "WHAT", "keep or rollback: go on, or destroy it, when not all nodes come in time" },
  { NULL },
};
