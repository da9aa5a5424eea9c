/* aws-sso-token-cache.c: sign-ins, shared with AWS's own tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-token-cache.h"

#include "aws/credentials/aws-token-file.h"
#include "base/flo-secret-file.h"

static void
token_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsSsoToken *token = NULL;
  gsize length = 0;
  char *text = flo_secret_file_load_finish (result, &length, &error);

  if (text != NULL)
    {
      token = aws_sso_token_parse (text, length, &error);
      g_prefix_error (&error, "%s: ", (const char *) g_task_get_task_data (task));
    }

  if (token == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, token, (GDestroyNotify) aws_sso_token_free);
}

static void
registration_read_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsSsoRegistration *registration = NULL;
  gsize length = 0;
  char *text = flo_secret_file_load_finish (result, &length, &error);

  if (text != NULL)
    {
      registration = aws_sso_registration_parse (text, length, &error);
      g_prefix_error (&error, "%s: ", (const char *) g_task_get_task_data (task));
    }

  if (registration == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, registration, (GDestroyNotify) aws_sso_registration_free);
}

/* @path: (transfer full) */
static void
load (char                *path,
      GCancellable        *cancellable,
      GAsyncReadyCallback  read_callback,
      GAsyncReadyCallback  callback,
      gpointer             user_data,
      gpointer             source_tag)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, path, g_free);
  flo_secret_file_load_async (path, AWS_TOKEN_DOCUMENT_MAX_SIZE, cancellable, read_callback, task);
}

/**
 * aws_sso_token_cache_load_async:
 * @session: whose token
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_token_cache_load_async (AwsSsoSession       *session,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (session != NULL);

  load (aws_sso_session_dup_cache_path (session), cancellable, token_read_cb, callback, user_data,
        aws_sso_token_cache_load_async);
}

/**
 * aws_sso_token_cache_load_finish:
 * @result: the result
 * @error: %G_IO_ERROR or %AWS_ERROR_PROTOCOL, with the path in the message
 *
 * Returns: (transfer full): the token, expired or not; %NULL with @error set
 */
AwsSsoToken *
aws_sso_token_cache_load_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_token_cache_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * aws_sso_token_cache_save_async:
 * @session: whose token
 * @token: the token; read before this returns
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_token_cache_save_async (AwsSsoSession       *session,
                                const AwsSsoToken   *token,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autofree char *path = NULL;
  gsize length;
  char *text;

  g_return_if_fail (session != NULL);
  g_return_if_fail (token != NULL);

  path = aws_sso_session_dup_cache_path (session);
  text = aws_sso_token_format (token, session, &length);
  aws_token_file_save_async (path, text, length, cancellable, callback, user_data);
}

gboolean
aws_sso_token_cache_save_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return aws_token_file_save_finish (result, error);
}

/**
 * aws_sso_token_cache_remove_async:
 * @session: whose token
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_token_cache_remove_async (AwsSsoSession       *session,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (session != NULL);

  path = aws_sso_session_dup_cache_path (session);
  aws_token_file_remove_async (path, cancellable, callback, user_data);
}

gboolean
aws_sso_token_cache_remove_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return aws_token_file_remove_finish (result, error);
}

/**
 * aws_sso_token_cache_load_registration_async:
 * @session: whose registration
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_token_cache_load_registration_async (AwsSsoSession       *session,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data)
{
  g_return_if_fail (session != NULL);

  load (aws_sso_session_dup_registration_path (session), cancellable, registration_read_cb,
        callback, user_data, aws_sso_token_cache_load_registration_async);
}

/**
 * aws_sso_token_cache_load_registration_finish:
 * @result: the result
 * @error: %G_IO_ERROR or %AWS_ERROR_PROTOCOL, with the path in the message
 *
 * Returns: (transfer full): the registration, expired or not; %NULL with @error set
 */
AwsSsoRegistration *
aws_sso_token_cache_load_registration_finish (GAsyncResult  *result,
                                              GError       **error)
{
  g_return_val_if_fail (
      g_async_result_is_tagged (result, aws_sso_token_cache_load_registration_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * aws_sso_token_cache_save_registration_async:
 * @session: whose registration
 * @registration: the registration; read before this returns
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_token_cache_save_registration_async (AwsSsoSession       *session,
                                             AwsSsoRegistration  *registration,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data)
{
  g_autofree char *path = NULL;
  gsize length;
  char *text;

  g_return_if_fail (session != NULL);
  g_return_if_fail (registration != NULL);

  path = aws_sso_session_dup_registration_path (session);
  text = aws_sso_registration_format (registration, session, &length);
  aws_token_file_save_async (path, text, length, cancellable, callback, user_data);
}

gboolean
aws_sso_token_cache_save_registration_finish (GAsyncResult  *result,
                                              GError       **error)
{
  return aws_token_file_save_finish (result, error);
}
