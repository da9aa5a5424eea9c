/* flo-sim-budget-actions.c: Budgets: what an account means to spend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"

#define MOST_LISTED  100
#define LONGEST_NAME 100

/* FALSE: the call has failed. */
static gboolean
check_account (FloSimCall *call)
{
  const char *account = flo_sim_json_get (call->input, "AccountId");

  if (g_str_equal (account, FLO_SIM_ACCOUNT_ID))
    return TRUE;
  return flo_sim_call_fail (call, "AccessDeniedException",
                            "Account %s is not authorized to access the budgets of account %s.",
                            FLO_SIM_ACCOUNT_ID, account);
}

/* Budgets belong to the account, not to a Region. (nullable) */
static FloSimResource *
find (FloSimCall *call,
      const char *name)
{
  g_autofree char *arn = g_strconcat ("arn:aws:budgets::" FLO_SIM_ACCOUNT_ID ":budget/", name, NULL);

  return flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_BUDGET, "us-east-1", arn);
}

static gboolean
fail_not_found (FloSimCall *call,
                const char *name)
{
  return flo_sim_call_fail (call, "NotFoundException", "Unable to get budget: %s - the budget doesn't exist.",
                            name);
}

static gboolean
check_budget (FloSimCall *call,
              const char *name)
{
  const char *unit = flo_sim_json_get (call->input, "Budget.BudgetLimit.Unit");
  const char *amount = flo_sim_json_get (call->input, "Budget.BudgetLimit.Amount");

  if (name[0] == '\0' || strlen (name) > LONGEST_NAME || strpbrk (name, ":\\") != NULL)
    return flo_sim_call_fail (call, "InvalidParameterException",
                              "The name of a budget has 1 to %d characters, no : and no \\.",
                              LONGEST_NAME);
  if (amount == NULL || g_ascii_strtod (amount, NULL) <= 0)
    return flo_sim_call_fail (call, "InvalidParameterException", "The budget needs a limit above 0.");
  if (g_strcmp0 (flo_sim_json_get (call->input, "Budget.BudgetType"), "COST") == 0
      && g_strcmp0 (unit, "USD") != 0)
    return flo_sim_call_fail (call, "InvalidParameterException", "Costs are counted in USD.");
  return TRUE;
}

gboolean
flo_sim_budgets_create_budget (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "Budget.BudgetName");
  g_autofree char *arn = g_strconcat ("arn:aws:budgets::" FLO_SIM_ACCOUNT_ID ":budget/", name, NULL);
  JsonObject *budget;

  if (!check_account (call) || !check_budget (call, name))
    return FALSE;
  if (find (call, name) != NULL)
    return flo_sim_call_fail (call, "DuplicateRecordException",
                              "Error creating budget: %s - the budget already exists.", name);
  budget = flo_sim_json_copy (json_object_get_object_member (call->input, "Budget"));
  flo_sim_json_set (budget, "%LastUpdatedTime", (double) call->now / FLO_SIM_SECOND, NULL);
  flo_sim_cloud_add_named (call->cloud, FLO_SIM_KIND_BUDGET, arn, "us-east-1", call->now,
                           flo_sim_json_new ("{budget", budget, "[tagSet", json_array_new (), NULL));
  return TRUE;
}

gboolean
flo_sim_budgets_describe_budget (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "BudgetName");
  const FloSimResource *budget = find (call, name);

  if (!check_account (call))
    return FALSE;
  if (budget == NULL)
    return fail_not_found (call, name);
  flo_sim_json_set (call->result, "{Budget",
                    flo_sim_json_copy (json_object_get_object_member (budget->data, "budget")), NULL);
  return TRUE;
}

gboolean
flo_sim_budgets_describe_budgets (FloSimCall *call)
{
  g_autoptr (GPtrArray) budgets
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_BUDGET, "us-east-1", call->now);
  JsonArray *all;

  if (!check_account (call))
    return FALSE;
  all = json_array_new ();
  for (guint i = 0; i < budgets->len; i++)
    {
      const FloSimResource *budget = g_ptr_array_index (budgets, i);

      json_array_add_object_element (
          all, flo_sim_json_copy (json_object_get_object_member (budget->data, "budget")));
    }
  return flo_sim_page_answer (call, "Budgets", all, "MaxResults", MOST_LISTED);
}

gboolean
flo_sim_budgets_delete_budget (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "BudgetName");
  FloSimResource *budget = find (call, name);

  if (!check_account (call))
    return FALSE;
  if (budget == NULL)
    return fail_not_found (call, name);
  flo_sim_cloud_remove (call->cloud, budget, call->now);
  return TRUE;
}
