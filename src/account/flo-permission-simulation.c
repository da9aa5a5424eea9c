/* flo-permission-simulation.c: asks IAM what it would say to every right, all at once
 *
 * Three questions: what knows no resource, what touches resources of EC2, and the roles of the first spot
 * launch. IAM answers for every pair of action and resource; a right is there when every pair its grants
 * name is allowed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-permission-private.h"
#include "account/flo-permission-simulation.h"
#include "account/flo-rights.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-iam.h"

#define MAX_ITEMS 1000
#define MAX_ANSWERS 10000   /* of all pages; more is no honest answer */
#define ANY "*"

enum
{
  QUESTION_LOOK,
  QUESTION_TOUCH,
  QUESTION_LINKED_ROLE,
  N_QUESTIONS,
};

typedef struct
{
  AwsClient *client;      /* (owned) */
  char *principal;        /* (owned) */
  char *partition;        /* (owned) */
  char *account_id;       /* (owned) */
  FloFeatures features;
  guint question;
  GHashTable *answers;    /* (owned) (element-type utf8 utf8): "ACTION ARN" to NULL or why not */
} Simulation;

static void ask (GTask *task);

static void
simulation_free (Simulation *self)
{
  g_object_unref (self->client);
  g_free (self->principal);
  g_free (self->partition);
  g_free (self->account_id);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* Identity Center's roles have a path with its region, but for the oldest region. */
static char *
make_sso_path (const char *sso_region)
{
  if (sso_region == NULL || strcmp (sso_region, "us-east-1") == 0)
    return g_strdup ("aws-reserved/sso.amazonaws.com/");
  return g_strdup_printf ("aws-reserved/sso.amazonaws.com/%s/", sso_region);
}

char *
flo_permission_find_principal (const char *caller_arn,
                               const char *sso_region)
{
  g_auto(GStrv) parts = g_strsplit (caller_arn, ":", 6);
  g_auto(GStrv) names = NULL;
  g_autofree char *path = NULL;

  if (g_strv_length (parts) != 6 || strcmp (parts[0], "arn") != 0)
    return NULL;
  if (strcmp (parts[2], "iam") == 0
      && (g_str_has_prefix (parts[5], "user/") || g_str_has_prefix (parts[5], "role/")))
    return g_strdup (caller_arn);
  if (strcmp (parts[2], "sts") != 0)
    return NULL;

  /* A session's ARN leaves out the role's path; of Identity Center's roles it is known. */
  names = g_strsplit (parts[5], "/", 3);
  if (g_strv_length (names) != 3 || strcmp (names[0], "assumed-role") != 0)
    return NULL;
  path = g_str_has_prefix (names[1], "AWSReservedSSO_") ? make_sso_path (sso_region) : g_strdup ("");
  return g_strdup_printf ("arn:%s:iam::%s:role/%s%s", parts[1], parts[4], path, names[1]);
}

/* ---- what is asked ---- */

static gboolean
belongs (Simulation     *self,
         const FloGrant *grant,
         guint           question)
{
  const FloRight *right = flo_rights_find (grant->action);

  if (right == NULL || (right->features & self->features) == 0)
    return FALSE;
  switch (grant->kind)
    {
    case FLO_GRANT_LOOK:
      return question == QUESTION_LOOK;
    case FLO_GRANT_MAKE:
    case FLO_GRANT_OURS:
    case FLO_GRANT_USE:
    case FLO_GRANT_TAG:
    case FLO_GRANT_NAMED:
      return question == QUESTION_TOUCH;
    case FLO_GRANT_LINKED_ROLE:
      return question == QUESTION_LINKED_ROLE;
    case FLO_GRANT_PARAMETER:   /* a call tells */
    case FLO_GRANT_SELF:        /* this call tells */
    default:
      return FALSE;
    }
}

/* Returns: (transfer full): the ARNs that have to be allowed for @grant */
static GPtrArray *
list_arns (Simulation     *self,
           const FloGrant *grant)
{
  GPtrArray *arns = g_ptr_array_new_with_free_func (g_free);
  const char *region = aws_client_get_region (self->client);
  g_auto(GStrv) kinds = NULL;

  if (grant->kind == FLO_GRANT_LOOK)
    {
      g_ptr_array_add (arns, g_strdup (ANY));
      return arns;
    }
  if (grant->kind == FLO_GRANT_LINKED_ROLE)
    {
      g_ptr_array_add (arns, g_strdup_printf ("arn:%s:iam::%s:role/aws-service-role/spot.amazonaws.com/"
                                              "AWSServiceRoleForEC2Spot", self->partition, self->account_id));
      return arns;
    }

  kinds = g_strsplit (grant->resources != NULL ? grant->resources : "instance/*", " ", 0);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      gboolean public = g_str_has_prefix (kinds[i], "image/") || g_str_has_prefix (kinds[i], "snapshot/");
      const char *at = strchr (kinds[i], '@');
      const char *service = at != NULL ? kinds[i] : "ec2@";
      const char *name = at != NULL ? at + 1 : kinds[i];

      g_ptr_array_add (arns, g_strdup_printf ("arn:%s:%.*s:%s:%s:%.*sflotilla-check", self->partition,
                                              (int) strcspn (service, "@"), service, region,
                                              public ? "" : self->account_id, (int) strlen (name) - 1, name));
    }
  return arns;
}

static void
add_once (GPtrArray  *strings,
          const char *text)
{
  if (!g_ptr_array_find_with_equal_func (strings, text, g_str_equal, NULL))
    g_ptr_array_add (strings, g_strdup (text));
}

static void
collect (Simulation *self,
         GPtrArray  *actions,
         GPtrArray  *arns)
{
  for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
    {
      g_autoptr(GPtrArray) own = NULL;

      if (!belongs (self, grant, self->question))
        continue;
      own = list_arns (self, grant);
      add_once (actions, grant->action);
      for (guint i = 0; i < own->len; i++)
        add_once (arns, g_ptr_array_index (own, i));
    }
}

static void
context_entry_free (gpointer data)
{
  AwsContextEntry *entry = data;

  g_free (entry->context_key_name);
  g_free (entry->context_key_type);
  g_ptr_array_unref (entry->context_key_values);
  g_free (entry);
}

/* What AWS would know of such a call. */
static GPtrArray *
make_context (Simulation *self)
{
  const char *region = aws_client_get_region (self->client);
  const struct { const char *key; const char *value; const char *type; } entries[] = {
    { "aws:RequestedRegion", region, "string" },
    { "ec2:Region", region, "string" },
    { "aws:ResourceTag/" FLO_RIGHTS_TAG, "f-check", "string" },
    { "ec2:ResourceTag/" FLO_RIGHTS_TAG, "f-check", "string" },
    { "aws:RequestTag/" FLO_RIGHTS_TAG, "f-check", "string" },
    { "aws:TagKeys", FLO_RIGHTS_TAG, "stringList" },
    { "ec2:CreateAction", "RunInstances", "string" },
    { "iam:AWSServiceName", "spot.amazonaws.com", "string" },
  };
  GPtrArray *context = g_ptr_array_new_with_free_func (context_entry_free);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      AwsContextEntry *entry = g_new0 (AwsContextEntry, 1);

      entry->context_key_name = g_strdup (entries[i].key);
      entry->context_key_values = aws_string_array_new (entries[i].value, NULL);
      entry->context_key_type = g_strdup (entries[i].type);
      g_ptr_array_add (context, entry);
    }
  return context;
}

/* ---- what is answered ---- */

/* Returns: (transfer full) (nullable): NULL: allowed */
static char *
explain (const AwsEvaluationResult *result,
         const char                *decision,
         const char                *resource)
{
  const AwsMatchedStatement *statement =
    aws_list_length (result->matched_statements) > 0 ? g_ptr_array_index (result->matched_statements, 0) : NULL;
  const AwsOrganizationsDecisionDetail *organization = result->organizations_decision_detail;
  const AwsPermissionsBoundaryDecisionDetail *boundary = result->permissions_boundary_decision_detail;
  const char *on = strcmp (resource, ANY) == 0 ? "" : " on ";
  const char *what = strcmp (resource, ANY) == 0 ? "" : resource;

  if (g_strcmp0 (decision, "allowed") == 0)
    return NULL;
  if (organization != NULL && organization->allowed_by_organizations.is_set
      && !organization->allowed_by_organizations.value)
    return g_strdup_printf ("the account’s organization does not allow it%s%s", on, what);
  if (boundary != NULL && boundary->allowed_by_permissions_boundary.is_set
      && !boundary->allowed_by_permissions_boundary.value)
    return g_strdup_printf ("the permissions boundary does not allow it%s%s", on, what);
  if (g_strcmp0 (decision, "explicitDeny") == 0)
    return g_strdup_printf ("policy %s denies it%s%s",
                            statement != NULL && statement->source_policy_id != NULL ? statement->source_policy_id
                                                                                     : "of the account",
                            on, what);
  return g_strdup_printf ("no policy allows it%s%s", on, what);
}

static void
note_answer (Simulation                *self,
             const AwsEvaluationResult *result,
             const char                *resource,
             const char                *decision)
{
  if (resource == NULL)
    resource = ANY;
  if (decision == NULL || g_hash_table_size (self->answers) >= MAX_ANSWERS)
    return;
  g_hash_table_insert (self->answers, g_strdup_printf ("%s %s", result->eval_action_name, resource),
                       explain (result, decision, resource));
}

static void
answered_cb (gconstpointer item,
             gpointer      user_data)
{
  Simulation *self = user_data;
  const AwsEvaluationResult *result = item;

  if (result->eval_action_name == NULL)
    return;
  note_answer (self, result, result->eval_resource_name, result->eval_decision);
  for (guint i = 0; i < aws_list_length (result->resource_specific_results); i++)
    {
      const AwsResourceSpecificResult *specific = g_ptr_array_index (result->resource_specific_results, i);

      note_answer (self, result, specific->eval_resource_name, specific->eval_resource_decision);
    }
}

/* FALSE: IAM said nothing about this pair. */
static gboolean
look_up (Simulation  *self,
         const char  *action,
         const char  *arn,
         const char **why_not)
{
  g_autofree char *pair = g_strdup_printf ("%s %s", action, arn);
  g_autofree char *any = g_strdup_printf ("%s " ANY, action);

  return g_hash_table_lookup_extended (self->answers, pair, NULL, (gpointer *) why_not)
         || g_hash_table_lookup_extended (self->answers, any, NULL, (gpointer *) why_not);
}

/* Returns: (transfer full) (nullable): NULL: not known */
static FloPermission *
judge (Simulation     *self,
       const FloRight *right)
{
  guint n_known = 0;

  for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
    {
      g_autoptr(GPtrArray) arns = NULL;

      if (strcmp (grant->action, right->action) != 0)
        continue;
      if (grant->kind == FLO_GRANT_SELF)
        return _flo_permission_new (right, FLO_PERMISSION_ALLOWED, NULL);
      if (grant->kind == FLO_GRANT_PARAMETER)
        return NULL;
      arns = list_arns (self, grant);
      for (guint i = 0; i < arns->len; i++)
        {
          const char *why_not = NULL;

          if (!look_up (self, right->action, g_ptr_array_index (arns, i), &why_not))
            return NULL;
          if (why_not != NULL)
            return _flo_permission_new (right, FLO_PERMISSION_DENIED, why_not);
          n_known++;
        }
    }
  return n_known > 0 ? _flo_permission_new (right, FLO_PERMISSION_ALLOWED, NULL) : NULL;
}

static GHashTable *
judge_all (Simulation *self)
{
  GHashTable *permissions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  guint n_rights;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  for (guint i = 0; i < n_rights; i++)
    {
      FloPermission *permission =
        (rights[i].features & self->features) != 0 ? judge (self, &rights[i]) : NULL;

      if (permission != NULL)
        g_hash_table_insert (permissions, (gpointer) rights[i].action, permission);
    }
  return permissions;
}

/* ---- asking ---- */

static void
simulated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Simulation *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!aws_client_list_finish (AWS_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->question++;
  ask (task);
}

static void
ask (GTask *task)
{
  Simulation *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) arns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) context = NULL;
  AwsSimulatePrincipalPolicyInput input = { .policy_source_arn = self->principal };

  for (; self->question < N_QUESTIONS && actions->len == 0; self->question += actions->len == 0)
    collect (self, actions, arns);
  if (self->question >= N_QUESTIONS)
    {
      g_task_return_pointer (task, judge_all (self), (GDestroyNotify) g_hash_table_unref);
      return;
    }

  context = make_context (self);
  input.action_names = actions;
  input.context_entries = context;
  input.max_items = aws_integer (MAX_ITEMS);
  if (self->question != QUESTION_LOOK)
    input.resource_arns = arns;
  aws_client_list_async (self->client, &AWS_IAM_SIMULATE_PRINCIPAL_POLICY, &input, answered_cb, self,
                         g_task_get_cancellable (task), simulated_cb, g_object_ref (task));
}

void
flo_permission_simulate_async (AwsClient           *client,
                               const char          *caller_arn,
                               const char          *sso_region,
                               FloFeatures          features,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_auto(GStrv) parts = NULL;
  Simulation *self;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (caller_arn != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  self = g_new0 (Simulation, 1);
  self->client = g_object_ref (client);
  self->principal = flo_permission_find_principal (caller_arn, sso_region);
  self->features = features;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_source_tag (task, flo_permission_simulate_async);
  g_task_set_task_data (task, self, (GDestroyNotify) simulation_free);

  if (self->principal == NULL)
    {
      g_task_return_error (task, aws_error_new ("SimulatePrincipalPolicy", "InvalidInput",
                                                "IAM simulates users and roles only", NULL, 0));
      return;
    }
  parts = g_strsplit (self->principal, ":", 6);
  self->partition = g_strdup (parts[1]);
  self->account_id = g_strdup (parts[4]);
  ask (task);
}

GHashTable *
flo_permission_simulate_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
