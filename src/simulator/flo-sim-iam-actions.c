/* flo-sim-iam-actions.c: the user, its keys and devices, and what it may do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-access.h"
#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"

/* When the account was made, by its own account. */
#define CREATED     "2025-01-15T09:00:00Z"
#define MOST_ITEMS  1000
#define USUAL_ITEMS 100
#define ARN_PREFIX  "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":"

/* The user that is asked about: the caller's when none is named. FALSE: the call has failed. */
static gboolean
check_user (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "UserName");

  if (name != NULL && !g_str_equal (name, FLO_SIM_USER_NAME))
    return flo_sim_call_fail (call, "NoSuchEntity", "The user with name %s cannot be found.", name);
  if (name == NULL && call->caller->is_role)
    return flo_sim_call_fail (call, "ValidationError",
                              "Must specify userName when calling with non-User credentials");
  return TRUE;
}

gboolean
flo_sim_iam_get_user (FloSimCall *call)
{
  if (!check_user (call))
    return FALSE;
  flo_sim_json_set (call->result, "{User",
                    flo_sim_json_new ("Path", "/", "UserName", FLO_SIM_USER_NAME, "UserId",
                                      FLO_SIM_USER_ID, "Arn", FLO_SIM_USER_ARN, "CreateDate",
                                      CREATED, NULL),
                    NULL);
  return TRUE;
}

gboolean
flo_sim_iam_list_mfa_devices (FloSimCall *call)
{
  JsonArray *devices;

  if (!check_user (call))
    return FALSE;
  devices = json_array_new ();
  json_array_add_object_element (
      devices, flo_sim_json_new ("UserName", FLO_SIM_USER_NAME, "SerialNumber", FLO_SIM_MFA_SERIAL,
                                 "EnableDate", CREATED, NULL));
  flo_sim_json_set (call->result, "[MFADevices", devices, "?IsTruncated", FALSE, NULL);
  return TRUE;
}

/* Which of @total items this page shows. FALSE: the call has failed. */
static gboolean
paginate (FloSimCall *call,
          guint       total,
          guint      *start,
          guint      *end)
{
  const char *marker = flo_sim_call_get (call, "Marker");
  gint64 most = flo_sim_node_get_int (call->params, "MaxItems", USUAL_ITEMS);

  if (most < 1 || most > MOST_ITEMS)
    return flo_sim_call_fail (call, "ValidationError",
                              "1 validation error detected: Value at 'maxItems' failed to satisfy "
                              "constraint: Member must be between 1 and %d",
                              MOST_ITEMS);
  *start = marker != NULL ? (guint) MIN (g_ascii_strtoull (marker, NULL, 10), total) : 0;
  *end = (guint) MIN (*start + most, total);
  flo_sim_json_set (call->result, "?IsTruncated", *end < total, NULL);
  if (*end < total)
    {
      g_autofree char *next = g_strdup_printf ("%u", *end);

      flo_sim_json_set (call->result, "Marker", next, NULL);
    }
  return TRUE;
}

gboolean
flo_sim_iam_list_access_keys (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_auth_list_keys (call->auth);
  JsonArray *keys;
  guint start, end;

  if (!check_user (call) || !paginate (call, ids->len, &start, &end))
    return FALSE;
  keys = json_array_new ();
  for (guint i = start; i < end; i++)
    json_array_add_object_element (
        keys, flo_sim_json_new ("UserName", FLO_SIM_USER_NAME, "AccessKeyId",
                                g_ptr_array_index (ids, i), "Status", "Active", "CreateDate",
                                CREATED, NULL));
  flo_sim_json_set (call->result, "[AccessKeyMetadata", keys, NULL);
  return TRUE;
}

gboolean
flo_sim_iam_get_access_key_last_used (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "AccessKeyId");
  g_autoptr (GPtrArray) ids = flo_sim_auth_list_keys (call->auth);
  JsonObject *use;

  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    return flo_sim_call_fail (call, "AccessDenied",
                              "User: %s is not authorized to perform: iam:GetAccessKeyLastUsed on "
                              "resource: access key %s",
                              call->caller->arn, id);
  use = flo_sim_auth_get_use (call->auth, id);
  flo_sim_json_set (call->result, "UserName", FLO_SIM_USER_NAME, "{AccessKeyLastUsed",
                    use != NULL ? json_object_ref (use)
                                : flo_sim_json_new ("ServiceName", "N/A", "Region", "N/A", NULL),
                    NULL);
  return TRUE;
}

/* IAM Identity Center's, as it makes them in its first region. */
#define SSO_ROLE_PREFIX \
  "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_"

static gboolean
is_principal (const char *arn)
{
  return g_str_equal (arn, FLO_SIM_USER_ARN) || flo_sim_role_find (arn) != NULL
         || g_str_has_prefix (arn, SSO_ROLE_PREFIX);
}

/* Says of every action, for every resource, what the calls themselves would say: see flo-sim-access.c. */
gboolean
flo_sim_iam_simulate_principal_policy (FloSimCall *call)
{
  const char *arn = flo_sim_call_get (call, "PolicySourceArn");
  g_autoptr (GPtrArray) resources = flo_sim_node_get_strings (call->params, "ResourceArns.member");
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "ActionNames.member");
  JsonArray *results;
  guint start, end;

  if (!g_str_has_prefix (arn, ARN_PREFIX))
    return flo_sim_call_fail (call, "InvalidInput", "Invalid Entity Arn: %s does not clearly define "
                                                    "entity type and name.",
                              arn);
  if (!is_principal (arn))
    return flo_sim_call_fail (call, "NoSuchEntity", "The entity %s cannot be found.", arn);
  for (guint i = 0; i < names->len; i++)
    if (strchr (g_ptr_array_index (names, i), ':') == NULL)
      return flo_sim_call_fail (call, "InvalidInput", "Invalid action name: %s",
                                (const char *) g_ptr_array_index (names, i));
  if (resources->len == 0)
    g_ptr_array_add (resources, (gpointer) "*");
  if (!paginate (call, names->len * resources->len, &start, &end))
    return FALSE;

  results = json_array_new ();
  for (guint i = start; i < end; i++)
    {
      const char *name = g_ptr_array_index (names, i / resources->len);
      const char *resource = g_ptr_array_index (resources, i % resources->len);
      const char *decision
          = flo_sim_access_is_denied (call->cloud, name) ? "explicitDeny" : "allowed";

      json_array_add_object_element (
          results, flo_sim_json_new ("EvalActionName", name, "EvalResourceName", resource,
                                     "EvalDecision", decision, "[MatchedStatements", json_array_new (),
                                     "[MissingContextValues", json_array_new (), NULL));
    }
  flo_sim_json_set (call->result, "[EvaluationResults", results, NULL);
  return TRUE;
}
