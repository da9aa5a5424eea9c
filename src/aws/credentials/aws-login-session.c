/* aws-login-session.c: what "aws login" leaves behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-login"

#include "aws/credentials/aws-login-session.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-token-document.h"
#include "aws/credentials/aws-token-writer.h"
#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

struct _AwsLoginSession
{
  AwsTokenDocument *document;   /* (owned): as it was read */
  char *access_key_id;          /* (owned) */
  char *secret;                 /* (owned): flo-secret.h */
  char *session_token;          /* (owned): flo-secret.h */
  char *account_id;             /* (owned) (nullable) */
  gint64 expires_at;            /* Unix seconds */
  char *client_id;              /* (owned) */
  char *refresh_token;          /* (owned): flo-secret.h */
  char *key;                    /* (owned): flo-secret.h; PEM */
};

/* AWS's tools take variables and "~" in it; a shell has seen to both before us, but for a "~" in quotes. */
static char *
dup_folder (void)
{
  const char *folder = g_getenv ("AWS_LOGIN_CACHE_DIRECTORY");

  if (folder == NULL || *folder == '\0')
    return g_build_filename (g_get_home_dir (), ".aws", "login", "cache", NULL);
  if (folder[0] == '~' && (folder[1] == '/' || folder[1] == '\0'))
    return g_build_filename (g_get_home_dir (), folder + 1, NULL);

  return g_strdup (folder);
}

char *
aws_login_session_dup_path (const char *login_session)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, login_session, -1);
  g_autofree char *file_name = g_strconcat (hash, ".json", NULL);

  return g_build_filename (folder, file_name, NULL);
}

void
aws_login_session_free (AwsLoginSession *self)
{
  aws_token_document_free (self->document);
  flo_secret_free (self->secret);
  flo_secret_free (self->session_token);
  flo_secret_free (self->refresh_token);
  flo_secret_free (self->key);
  g_free (self->access_key_id);
  g_free (self->account_id);
  g_free (self->client_id);
  g_free (self);
}

/**
 * aws_login_session_parse:
 * @text: (transfer full): the content of its file, from flo_secret_alloc(); taken in any case
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL; the message never shows what was read
 *
 * Returns: (transfer full): the session, or %NULL with @error set
 */
AwsLoginSession *
aws_login_session_parse (char    *text,
                         gsize    length,
                         GError **error)
{
  AwsTokenDocument *document = aws_token_document_new (text, length, error);
  g_autoptr(AwsLoginSession) self = NULL;

  if (document == NULL)
    return NULL;

  self = g_new0 (AwsLoginSession, 1);
  self->document = document;
  self->access_key_id = aws_token_document_dup_string (document, "accessToken/accessKeyId");
  self->secret = aws_token_document_dup_secret (document, "accessToken/secretAccessKey");
  self->session_token = aws_token_document_dup_secret (document, "accessToken/sessionToken");
  self->account_id = aws_token_document_dup_string (document, "accessToken/accountId");
  self->client_id = aws_token_document_dup_string (document, "clientId");
  self->refresh_token = aws_token_document_dup_secret (document, "refreshToken");
  self->key = aws_token_document_dup_secret (document, "dpopKey");
  if (self->access_key_id == NULL || self->secret == NULL || self->session_token == NULL
      || self->client_id == NULL || self->refresh_token == NULL || self->key == NULL
      || !aws_token_document_get_time (document, "accessToken/expiresAt", &self->expires_at))
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED,
                                               "accessToken, clientId, refreshToken "
                                               "or dpopKey is missing, or is none",
                                               NULL, 0));
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
keep_cb (const char *name,
         const char *value,
         gsize       length,
         gpointer    user_data)
{
  if (!g_str_equal (name, "accessToken") && !g_str_equal (name, "refreshToken"))
    aws_token_writer_add_json (user_data, name, value, length);
}

char *
aws_login_session_format (AwsLoginSession *self,
                          gsize           *length)
{
  AwsTokenWriter *writer = aws_token_writer_new ();

  aws_token_writer_begin (writer, "accessToken");
  aws_token_writer_add_string (writer, "accessKeyId", self->access_key_id);
  aws_token_writer_add_string (writer, "secretAccessKey", self->secret);
  aws_token_writer_add_string (writer, "sessionToken", self->session_token);
  aws_token_writer_add_string (writer, "accountId", self->account_id);
  aws_token_writer_add_time (writer, "expiresAt", self->expires_at);
  aws_token_writer_end (writer);
  aws_token_writer_add_string (writer, "refreshToken", self->refresh_token);
  aws_token_document_foreach (self->document, keep_cb, writer);

  return aws_token_writer_finish (writer, length);
}

static void
session_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsLoginSession *session = NULL;
  gsize length = 0;
  char *text = flo_secret_file_load_finish (result, &length, &error);

  if (text != NULL)
    {
      session = aws_login_session_parse (text, length, &error);
      g_prefix_error (&error, "%s: ", (const char *) g_task_get_task_data (task));
    }

  if (session == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, session, (GDestroyNotify) aws_login_session_free);
}

/**
 * aws_login_session_load_async:
 * @login_session: what a profile calls it
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_login_session_load_async (const char          *login_session,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  char *path;

  g_return_if_fail (login_session != NULL);

  path = aws_login_session_dup_path (login_session);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_login_session_load_async);
  g_task_set_task_data (task, path, g_free);
  flo_secret_file_load_async (path, AWS_TOKEN_DOCUMENT_MAX_SIZE, cancellable, session_read_cb,
                              task);
}

/**
 * aws_login_session_load_finish:
 * @result: the result
 * @error: %G_IO_ERROR or %AWS_ERROR_PROTOCOL, with the path in the message
 *
 * Returns: (transfer full): the session, over or not; %NULL with @error set
 */
AwsLoginSession *
aws_login_session_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_login_session_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
aws_login_session_get_access_key_id (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access_key_id;
}

const char *
aws_login_session_get_secret (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}

const char *
aws_login_session_get_session_token (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->session_token;
}

const char *
aws_login_session_get_account_id (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->account_id;
}

gint64
aws_login_session_get_expires_at (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->expires_at;
}

const char *
aws_login_session_get_client_id (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->client_id;
}

const char *
aws_login_session_get_refresh_token (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refresh_token;
}

const char *
aws_login_session_get_key (AwsLoginSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

void
aws_login_session_renew (AwsLoginSession *self,
                         const char      *access_key_id,
                         const char      *secret,
                         const char      *session_token,
                         gint64           expires_at,
                         const char      *refresh_token)
{
  g_return_if_fail (self != NULL);

  g_free (self->access_key_id);
  self->access_key_id = g_strdup (access_key_id);
  flo_secret_free (self->secret);
  self->secret = flo_secret_strdup (secret);
  flo_secret_free (self->session_token);
  self->session_token = flo_secret_strdup (session_token);
  self->expires_at = expires_at;
  if (refresh_token != NULL)
    {
      flo_secret_free (self->refresh_token);
      self->refresh_token = flo_secret_strdup (refresh_token);
    }
}
