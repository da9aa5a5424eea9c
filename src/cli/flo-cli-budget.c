/* flo-cli-budget.c: flotillactl budget …
 *
 * What all fleets of the account may cost together. It is kept on this computer, for each account, and in no config; who
 * runs the fleets reads it in every turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-context.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-table.h"
#include "fleet/flo-overall-budget.h"

#define SMALLEST (FLO_MONEY_PER_USD / 1000)
#define LARGEST (1000000 * FLO_MONEY_PER_USD)

typedef struct
{
  FloCliContext *context;
  FloCliOutput *output;
  FloStore *store;             /* borrowed */
  const char *account;         /* borrowed */
  FloBudgetRecord *record;     /* (owned) */
  GPtrArray *spends;           /* (owned) (element-type FloSpendRow) */
  FloSpendRow total;
} Budget;


static void
budget_clear (Budget *self)
{
  g_clear_pointer (&self->record, flo_budget_record_free);
  g_clear_pointer (&self->spends, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Budget, budget_clear)

static gboolean
read_budget (Budget         *self,
             FloCliContext  *context,
             GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);

  self->context = context;
  self->output = flo_cli_context_get_output (context);
  self->store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  if (self->store == NULL)
    return FALSE;

  self->account = flo_account_get_name (account);
  flo_budget_records_read_async (self->store, self->account, g_get_real_time () / G_USEC_PER_SEC,
                                 flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  self->record = flo_budget_records_read_finish (self->store, flo_cli_context_wait (context), &self->spends, error);
  if (self->record == NULL)
    return FALSE;

  for (guint i = 0; i < self->spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (self->spends, i);

      self->total.per_hour += row->per_hour;
      self->total.today += row->today;
      self->total.month += row->month;
    }

  return TRUE;
}

/* ---- what is printed ---- */

/* Nothing spent is known, other than a bound that is not set. */
static void
add_spent (JsonBuilder       *builder,
           const FloSpendRow *row)
{
  const struct { const char *name; FloMoney money; } members[] = {
    { "per_hour", row->per_hour }, { "today", row->today }, { "month", row->month },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = flo_money_to_decimal (members[i].money);

      flo_cli_json_add_string (builder, members[i].name, text);
    }
}

static void
print_json (const Budget *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const FloBudgetRecord *record = self->record;

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "account", self->account);
  flo_cli_json_add_string (builder, "at_limit", record->at_limit);
  flo_cli_json_add_string (builder, "set_by", record->set_by);
  flo_cli_json_add_time (builder, "set_at", record->set_at);
  json_builder_set_member_name (builder, "bounds");
  json_builder_begin_object (builder);
  flo_cli_json_add_money (builder, "per_hour", record->per_hour);
  flo_cli_json_add_money (builder, "per_day", record->per_day);
  flo_cli_json_add_money (builder, "per_month", record->per_month);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "spent");
  json_builder_begin_object (builder);
  add_spent (builder, &self->total);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "fleets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (self->spends, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "id", row->fleet_id);
      flo_cli_json_add_string (builder, "name", row->name);
      flo_cli_json_add_boolean (builder, "living", row->living);
      add_spent (builder, row);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (self->output, json_builder_get_root (builder));
}

static void
add_bound (FloCliTable *table,
           const char  *what,
           FloMoney     spent,
           FloMoney     bound)
{
  g_autofree char *spent_text = flo_money_format (spent);
  g_autofree char *bound_text = bound > 0 ? flo_money_format (bound) : g_strdup ("none");
  g_autofree char *percent = bound > 0 ? g_strdup_printf ("%u %%", flo_overall_budget_get_percent (spent, bound))
                                       : g_strdup ("");

  flo_cli_table_add (table, what, spent_text, bound_text, percent, NULL);
}

static void
add_fleet (FloCliTable       *table,
           const char        *name,
           const FloSpendRow *row)
{
  g_autofree char *per_hour = flo_money_format (row->per_hour);
  g_autofree char *today = flo_money_format (row->today);
  g_autofree char *month = flo_money_format (row->month);

  flo_cli_table_add (table, name, per_hour, today, month, NULL);
}

/* Those that were destroyed are one line: there may be many. */
static void
print_fleets (const Budget *self)
{
  g_autoptr (FloCliTable) table = flo_cli_table_new ("FLEET", ">AN HOUR", ">TODAY", ">THIS MONTH", NULL);
  FloSpendRow gone = { 0 };
  guint n_gone = 0;

  for (guint i = 0; i < self->spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (self->spends, i);

      if (row->living)
        {
          add_fleet (table, row->name, row);
          continue;
        }
      gone.today += row->today;
      gone.month += row->month;
      n_gone++;
    }
  if (n_gone > 0)
    {
      g_autofree char *name = g_strdup_printf ("%u destroyed", n_gone);

      add_fleet (table, name, &gone);
    }

  flo_cli_output_print (self->output, "\n");
  flo_cli_table_print (table, self->output);
}

static const char *
describe_action (const char *word)
{
  FloBudgetAction action = FLO_BUDGET_STOP_GROWING;

  flo_budget_action_from_word (word, &action);
  switch (action)
    {
    case FLO_BUDGET_BASE:
      return "all nodes but the on-demand bases are ended";
    case FLO_BUDGET_STOP:
      return "all nodes are ended";
    case FLO_BUDGET_STOP_GROWING:
    default:
      return "no node is launched any more, and those that run go on to cost money";
    }
}

static void
print (const Budget *self)
{
  g_autoptr (FloCliTable) table = flo_cli_table_new ("ALL FLEETS", ">COST", ">BUDGET", ">SPENT", NULL);
  const FloBudgetRecord *record = self->record;

  if (flo_cli_output_is_json (self->output))
    {
      print_json (self);
      return;
    }

  add_bound (table, "an hour, now", self->total.per_hour, record->per_hour);
  add_bound (table, "today", self->total.today, record->per_day);
  add_bound (table, "this month", self->total.month, record->per_month);
  flo_cli_table_print (table, self->output);
  if (self->spends->len > 0)
    print_fleets (self);
  if (record->at_limit == NULL)
    flo_cli_output_note (self->output, "There is no budget over all fleets of %s; flotillactl budget set makes one. Each "
                         "fleet keeps to the one in its config.", self->account);
  else if (record->per_day > 0 || record->per_month > 0)
    flo_cli_output_note (self->output, "When the budget of the day or the month is spent, %s. Set by %s.",
                         describe_action (record->at_limit), record->set_by);
  else
    flo_cli_output_note (self->output, "No node is launched that would exceed the budget of an hour. Set by %s.",
                         record->set_by);
  flo_cli_output_note (self->output, "Costs are those of fleets that were launched or adopted here, as they were last seen. "
                       "Days and months begin at 00:00 UTC.");
}

static FloCliExit
budget_show (FloCliContext  *context,
             GError        **error)
{
  g_auto (Budget) self = { 0 };

  if (!read_budget (&self, context, error))
    return FLO_CLI_EXIT_FAILED;

  print (&self);

  return FLO_CLI_EXIT_DONE;
}

/* ---- set and clear ---- */

/* What was not given stays as it is. */
static gboolean
read_bound (FloCliArguments  *arguments,
            const char       *option,
            FloMoney         *bound,
            GError          **error)
{
  const char *text = flo_cli_arguments_get (arguments, option);

  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, "none"))
    {
      *bound = 0;
      return TRUE;
    }
  if (flo_money_parse (text, bound) && *bound >= SMALLEST && *bound <= LARGEST)
    return TRUE;

  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
               "--%s: %s is no budget; it takes dollars from 0.001 to 1000000, such as 2.50, or none", option, text);

  return FALSE;
}

static gboolean
read_options (FloCliArguments  *arguments,
              FloBudgetRecord  *record,
              GError          **error)
{
  static const char *const options[] = { "per-hour", "per-day", "per-month" };
  FloMoney *bounds[] = { &record->per_hour, &record->per_day, &record->per_month };
  const char *word = flo_cli_arguments_get (arguments, "at-limit");
  gboolean given = word != NULL;
  FloBudgetAction action;

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      given = given || flo_cli_arguments_has (arguments, options[i]);
      if (!read_bound (arguments, options[i], bounds[i], error))
        return FALSE;
    }
  if (!given)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "what shall the budget be? Give --per-hour, --per-day, --per-month or --at-limit");
      return FALSE;
    }
  if (word != NULL && !flo_budget_action_from_word (word, &action))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "--at-limit has to be stop-growing, base or stop, not %s",
                   word);
      return FALSE;
    }
  if (word != NULL)
    {
      g_free (record->at_limit);
      record->at_limit = g_strdup (word);
    }
  if (record->at_limit == NULL)
    record->at_limit = g_strdup (flo_budget_action_get_word (FLO_BUDGET_STOP_GROWING));
  if (record->per_hour > 0 || record->per_day > 0 || record->per_month > 0)
    return TRUE;

  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
               "a budget needs a bound: --per-hour, --per-day or --per-month. flotillactl budget clear removes it");

  return FALSE;
}

/* Whether nodes would be ended at once. */
static gboolean
ends_nodes (const Budget *self)
{
  const FloBudgetRecord *record = self->record;
  gboolean spent = flo_overall_budget_get_percent (self->total.today, record->per_day) >= 100 ||
                   flo_overall_budget_get_percent (self->total.month, record->per_month) >= 100;

  return spent && self->total.per_hour > 0 &&
         !g_str_equal (record->at_limit, flo_budget_action_get_word (FLO_BUDGET_STOP_GROWING));
}

static gboolean
save (Budget  *self,
      GError **error)
{
  flo_budget_records_save_async (self->store, self->account, self->record, NULL, flo_cli_context_ready_cb, self->context);

  return flo_budget_records_save_finish (self->store, flo_cli_context_wait (self->context), error);
}

static FloCliExit
budget_set (FloCliContext  *context,
            GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto (Budget) self = { 0 };
  gboolean dry_run = flo_cli_arguments_has (arguments, "dry-run");

  if (!read_budget (&self, context, error) || !read_options (arguments, self.record, error))
    return FLO_CLI_EXIT_FAILED;

  flo_budget_record_sign (self.record);
  if (ends_nodes (&self))
    {
      g_autofree char *question = g_strdup_printf ("More than that is spent already: %s. Set it?",
                                                   describe_action (self.record->at_limit));

      if (!dry_run && !flo_cli_prompt_confirm (context, question, error))
        return FLO_CLI_EXIT_FAILED;
      if (dry_run)
        flo_cli_output_note (self.output, "More than that is spent already: %s.", describe_action (self.record->at_limit));
    }
  if (!dry_run && !save (&self, error))
    return FLO_CLI_EXIT_FAILED;

  print (&self);

  return FLO_CLI_EXIT_DONE;
}

static FloCliExit
budget_clear_command (FloCliContext  *context,
                      GError        **error)
{
  g_auto (Budget) self = { 0 };

  if (!read_budget (&self, context, error))
    return FLO_CLI_EXIT_FAILED;

  flo_budget_record_free (self.record);
  self.record = g_new0 (FloBudgetRecord, 1);
  if (!flo_cli_arguments_has (flo_cli_context_get_arguments (context), "dry-run") && !save (&self, error))
    return FLO_CLI_EXIT_FAILED;

  print (&self);

  return FLO_CLI_EXIT_DONE;
}

static const FloCliOption set_options[] = {
  { "per-hour", 0, "USD", "no node is launched with which all would cost more an hour; none: no such bound" },
  { "per-day", 0, "USD", "what all may cost a day, from 00:00 UTC on; none: no such bound" },
  { "per-month", 0, "USD", "what all may cost a month, from the 1st, 00:00 UTC, on; none: no such bound" },
  { "at-limit", 0, "WORD", "when a day's or a month's is spent: stop-growing, base or stop (stop-growing)" },
  { NULL },
};

const FloCliCommand FLO_CLI_BUDGET_COMMANDS[] = {
  { "budget", "show", "say what all fleets cost together, and what they may", "", 0, 0, FLO_CLI_TAKES_ACCOUNT,
    budget_show, NULL },
  { "budget", "set", "say what all fleets may cost together", "", 0, 0, FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT,
    budget_set, set_options },
  { "budget", "clear", "have no budget over all fleets", "", 0, 0, FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT,
    budget_clear_command, NULL },
  { NULL },
};
