/* aws-sso-access.c: what one may do after signing in with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-access.h"

#include "aws/aws-client.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-bearer.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "base/flo-time.h"

/* More than any organisation has; a list that does not end is not kept. */
#define MAX_ITEMS 20000

typedef struct
{
  const AwsOperation *operation;
  AwsSsoSession *session;          /* (owned) */
  char *profile;                   /* (owned) (nullable) */
  AwsInteraction *interaction;     /* (owned) (nullable) */
  char *account_id;                /* (owned) (nullable): of the roles */
  AwsClient *client;               /* (owned) */
  AwsSsoToken *token;              /* (owned) (nullable) */
  gboolean asked_again;
  GPtrArray *items;                /* (owned) (nullable) */
  GError *error;                   /* (owned) (nullable): of what AWS was told last */
} Access;

static void
access_free (gpointer data)
{
  Access *access = data;

  aws_sso_session_unref (access->session);
  g_free (access->profile);
  g_clear_object (&access->interaction);
  g_free (access->account_id);
  g_object_unref (access->client);
  g_clear_pointer (&access->token, aws_sso_token_free);
  g_clear_pointer (&access->items, g_ptr_array_unref);
  g_clear_error (&access->error);
  g_free (access);
}

static void
account_free (gpointer item)
{
  aws_shape_free (aws_operation_get_item_shape (&AWS_SSO_LIST_ACCOUNTS), item);
}

static void
role_free (gpointer item)
{
  aws_shape_free (aws_operation_get_item_shape (&AWS_SSO_LIST_ACCOUNT_ROLES), item);
}

static GTask *
access_begin (const AwsOperation  *operation,
              AwsSsoSession       *session,
              const char          *profile,
              AwsInteraction      *interaction,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr(AwsCredentialsProvider) provider = aws_chain_provider_new (nobody);
  Access *access = g_new0 (Access, 1);

  access->operation = operation;
  access->session = aws_sso_session_ref (session);
  access->profile = g_strdup (profile);
  g_set_object (&access->interaction, interaction);
  access->client = aws_client_new (provider, aws_sso_session_get_region (session), NULL);
  g_task_set_task_data (task, access, access_free);

  return task;
}

/* ---- lists ---- */

static void access_get_token (GTask *task);

static void
access_item_cb (gconstpointer item,
                gpointer      user_data)
{
  Access *access = user_data;

  if (access->items->len < MAX_ITEMS)
    g_ptr_array_add (access->items,
                     aws_shape_copy (aws_operation_get_item_shape (access->operation), item));
}

static int
compare_accounts (gconstpointer a,
                  gconstpointer b)
{
  const AwsAccountInfo *one = *(AwsAccountInfo *const *) a;
  const AwsAccountInfo *other = *(AwsAccountInfo *const *) b;
  int order = g_strcmp0 (one->account_name, other->account_name);

  return order != 0 ? order : g_strcmp0 (one->account_id, other->account_id);
}

static int
compare_roles (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 ((*(AwsRoleInfo *const *) a)->role_name, (*(AwsRoleInfo *const *) b)->role_name);
}

static void
access_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Access *access = g_task_get_task_data (task);

  if (aws_client_list_finish (AWS_CLIENT (source), result, &error))
    {
      g_ptr_array_sort (access->items, access->operation == &AWS_SSO_LIST_ACCOUNTS
                                           ? compare_accounts
                                           : compare_roles);
      g_task_return_pointer (task, g_steal_pointer (&access->items),
                             (GDestroyNotify) g_ptr_array_unref);
    }
  else if (g_strcmp0 (aws_error_get_code (error), "UnauthorizedException") == 0
           && !access->asked_again)
    {
      g_error_free (error);
      access->asked_again = TRUE;
      g_ptr_array_set_size (access->items, 0);
      access_get_token (g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, error);
}

static void
access_got_token_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Access *access = g_task_get_task_data (task);
  AwsListAccountsInput accounts = { 0 };
  AwsListAccountRolesInput roles = { 0 };

  g_clear_pointer (&access->token, aws_sso_token_free);
  access->token = aws_sso_bearer_get_finish (result, &error);
  if (access->token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  accounts.access_token = access->token->access_token;
  roles.access_token = access->token->access_token;
  roles.account_id = access->account_id;
  aws_client_list_async (access->client, access->operation,
                         access->operation == &AWS_SSO_LIST_ACCOUNTS ? (gconstpointer) &accounts
                                                                     : (gconstpointer) &roles,
                         access_item_cb, access, g_task_get_cancellable (task), access_listed_cb,
                         g_object_ref (task));
}

/* Takes @task. */
static void
access_get_token (GTask *task)
{
  Access *access = g_task_get_task_data (task);

  aws_sso_bearer_get_async (access->session, access->profile, access->interaction,
                            access->token != NULL ? access->token->access_token : NULL,
                            g_task_get_cancellable (task), access_got_token_cb, task);
}

/**
 * aws_sso_access_list_accounts_async:
 * @session: where one signs in
 * @profile: (nullable): for messages
 * @interaction: (nullable): who asks a person to sign in
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_access_list_accounts_async (AwsSsoSession       *session,
                                    const char          *profile,
                                    AwsInteraction      *interaction,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (session != NULL);

  task = access_begin (&AWS_SSO_LIST_ACCOUNTS, session, profile, interaction, cancellable, callback,
                       user_data);
  g_task_set_source_tag (task, aws_sso_access_list_accounts_async);
  ((Access *) g_task_get_task_data (task))->items = g_ptr_array_new_with_free_func (account_free);
  access_get_token (task);
}

/**
 * aws_sso_access_list_accounts_finish:
 * @result: the result
 * @error: as of aws_sso_bearer_get_finish(), or what AWS said
 *
 * Returns: (transfer full) (element-type AwsAccountInfo): the accounts, by name
 */
GPtrArray *
aws_sso_access_list_accounts_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_access_list_accounts_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * aws_sso_access_list_roles_async:
 * @session: where one signs in
 * @account_id: the account
 * @profile: (nullable): for messages
 * @interaction: (nullable): who asks a person to sign in
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_access_list_roles_async (AwsSsoSession       *session,
                                 const char          *account_id,
                                 const char          *profile,
                                 AwsInteraction      *interaction,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;
  Access *access;

  g_return_if_fail (session != NULL);
  g_return_if_fail (account_id != NULL);

  task = access_begin (&AWS_SSO_LIST_ACCOUNT_ROLES, session, profile, interaction, cancellable,
                       callback, user_data);
  g_task_set_source_tag (task, aws_sso_access_list_roles_async);
  access = g_task_get_task_data (task);
  access->account_id = g_strdup (account_id);
  access->items = g_ptr_array_new_with_free_func (role_free);
  access_get_token (task);
}

/**
 * aws_sso_access_list_roles_finish:
 * @result: the result
 * @error: as of aws_sso_bearer_get_finish(), or what AWS said
 *
 * Returns: (transfer full) (element-type AwsRoleInfo): the roles, by name
 */
GPtrArray *
aws_sso_access_list_roles_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_access_list_roles_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- leaving ---- */

static void
access_removed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Access *access = g_task_get_task_data (task);

  if (!aws_sso_token_cache_remove_finish (result, &error))
    g_task_return_error (task, error);
  else if (access->error != NULL)
    {
      g_autofree char *end = flo_time_format (access->token->expires_at);

      g_prefix_error (
          &access->error,
          "signed out on this computer, but AWS could not be told; there the sign-in ends "
          "by itself at %s: ",
          end);
      g_task_return_error (task, g_steal_pointer (&access->error));
    }
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
access_remove (GTask *task)
{
  Access *access = g_task_get_task_data (task);

  aws_sso_token_cache_remove_async (access->session, g_task_get_cancellable (task),
                                    access_removed_cb, task);
}

static void
access_logged_out_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Access *access = g_task_get_task_data (task);
  AwsNothing *nothing = aws_client_call_finish (AWS_CLIENT (source), result, &access->error);

  if (nothing != NULL)
    aws_shape_free (AWS_SSO_LOGOUT.output, nothing);
  if (g_task_return_error_if_cancelled (task))
    return;
  /* A token that is not valid any more needs no end. */
  if (g_strcmp0 (aws_error_get_code (access->error), "UnauthorizedException") == 0)
    g_clear_error (&access->error);

  access_remove (g_steal_pointer (&task));
}

static void
access_leave_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Access *access = g_task_get_task_data (task);
  AwsLogoutInput input = { 0 };

  access->token = aws_sso_token_cache_load_finish (result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (access->token == NULL || access->token->expires_at <= g_get_real_time () / G_USEC_PER_SEC)
    {
      access_remove (g_steal_pointer (&task));
      return;
    }

  input.access_token = access->token->access_token;
  aws_client_call_async (access->client, &AWS_SSO_LOGOUT, &input, g_task_get_cancellable (task),
                         access_logged_out_cb, g_object_ref (task));
}

/**
 * aws_sso_access_log_out_async:
 * @session: what to leave
 * @profile: (nullable): for messages
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_access_log_out_async (AwsSsoSession       *session,
                              const char          *profile,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (session != NULL);

  task = access_begin (&AWS_SSO_LOGOUT, session, profile, NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_sso_access_log_out_async);
  aws_sso_token_cache_load_async (session, cancellable, access_leave_cb, task);
}

/**
 * aws_sso_access_log_out_finish:
 * @result: the result
 * @error: %AWS_ERROR, %G_IO_ERROR
 *
 * Returns: whether the session has ended here and at AWS
 */
gboolean
aws_sso_access_log_out_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_access_log_out_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
