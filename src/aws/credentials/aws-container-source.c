/* aws-container-source.c: the role of a container (ECS, EKS, CloudShell)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-document.h"
#include "aws/credentials/aws-metadata.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"
#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

#define ECS_HOST "169.254.170.2"

#define PATIENCE 2000
#define ATTEMPTS 3
#define PAUSE 1000
#define MAX_TOKEN_SIZE (16 * 1024)

/* One load. */
typedef struct
{
  GUri *uri;              /* (owned) */
  SoupSession *session;   /* (owned) */
  char *token;            /* (owned) (nullable): flo-secret.h */
  guint attempt;
} Load;

static void load_ask (GTask *task);

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->uri, g_uri_unref);
  g_clear_object (&load->session);
  flo_secret_free (load->token);
  g_free (load);
}

/* Keys, and the token that gets them, go over http here: to this machine only, and to what clouds put beside it. */
static gboolean
is_allowed_host (const char *host)
{
  static const char *const hosts[] =
    { ECS_HOST, "169.254.170.23", "fd00:ec2::23", "localhost", "127.0.0.1", "::1", NULL };

  return host != NULL && g_strv_contains (hosts, host);
}

static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static GUri *
create_uri (GError **error)
{
  const char *relative = get_variable ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const char *full = get_variable ("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  g_autofree char *url = relative != NULL ? g_strconcat ("http://" ECS_HOST, relative, NULL) : g_strdup (full);
  g_autofree char *message = NULL;
  g_autoptr(GUri) uri = NULL;

  if (url == NULL)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_NO_CREDENTIALS, "this is no container with a role",
                                               NULL, 0));
      return NULL;
    }

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri != NULL && is_allowed_host (g_uri_get_host (uri))
      && (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https")))
    return g_steal_pointer (&uri);

  message = g_strdup_printf ("%s is no URL of this computer or of its container service; it may be " ECS_HOST
                             ", 169.254.170.23, fd00:ec2::23, localhost or 127.0.0.1",
                             relative != NULL ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
                                              : "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_SOURCE_FAILED, message, NULL, 0));

  return NULL;
}

static gboolean
load_again_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    load_ask (g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/* Takes @task. Whichever comes first, the time or the caller's cancellation, ends the pause. */
static void
load_pause (GTask *task)
{
  g_autoptr(GSource) timer = g_timeout_source_new (PAUSE);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) cancelled = g_cancellable_source_new (cancellable);

  g_source_set_callback (timer, load_again_cb, task, g_object_unref);
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (timer, cancelled);
  g_source_attach (timer, g_task_get_context (task));
}

static AwsCredentials *
load_read (AwsMetadataAnswer  *answer,
           GError            **error)
{
  g_autoptr(AwsTokenDocument) document = NULL;
  g_autofree char *message = NULL;

  if (answer->status != SOUP_STATUS_OK)
    {
      message = g_strdup_printf ("it answered with HTTP status %u", answer->status);
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_SOURCE_FAILED, message, NULL, 0));
      return NULL;
    }

  document = aws_token_document_new (g_steal_pointer (&answer->text), answer->length, error);

  return document != NULL ? aws_credentials_document_read (document, "", "Token", error) : NULL;
}

static void
load_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  g_autoptr(AwsMetadataAnswer) answer = aws_metadata_ask_finish (result, &error);
  g_autoptr(AwsCredentials) credentials = answer != NULL ? load_read (answer, &error) : NULL;

  if (credentials != NULL)
    {
      aws_credentials_set_source (credentials, "the container's role");
      aws_source_return (g_steal_pointer (&task), g_steal_pointer (&credentials));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (load->attempt < ATTEMPTS)
    load_pause (g_steal_pointer (&task));
  else
    aws_source_fail (g_steal_pointer (&task), AWS_CODE_SOURCE_FAILED,
                     "the container's credential service at %s gave no credentials: %s", g_uri_get_host (load->uri),
                     error->message);
}

/* Takes @task. */
static void
load_ask (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, load->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  load->attempt++;
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (load->token != NULL)
    soup_message_headers_replace (headers, "Authorization", load->token);
  aws_metadata_ask_async (load->session, message, PATIENCE, g_task_get_cancellable (task), load_answered_cb, task);
}

/* Takes @task and @token. */
static void
load_use_token (GTask *task,
                char  *token)
{
  Load *load = g_task_get_task_data (task);

  load->token = token;
  if (token != NULL && strpbrk (token, "\r\n") != NULL)
    aws_source_fail (task, AWS_CODE_SOURCE_FAILED,
                     "the container's authorization token has a line break in it, so it cannot be sent");
  else
    load_ask (task);
}

static void
load_token_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;
  char *token = flo_secret_file_load_finish (result, NULL, &error);

  if (token != NULL)
    load_use_token (task, token);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
  else
    aws_source_fail (task, AWS_CODE_SOURCE_FAILED, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read: %s",
                     error->message);
}

static void
container_load (GTask    *task,
                gpointer  data)
{
  const char *token_path = get_variable ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  g_autoptr(GError) error = NULL;
  Load *load = g_new0 (Load, 1);

  g_task_set_task_data (task, load, load_free);
  load->uri = create_uri (&error);
  if (load->uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  load->session = aws_metadata_create_session ();
  if (token_path != NULL)
    flo_secret_file_load_async (token_path, MAX_TOKEN_SIZE, g_task_get_cancellable (task), load_token_read_cb, task);
  else
    load_use_token (task, flo_secret_strdup (get_variable ("AWS_CONTAINER_AUTHORIZATION_TOKEN")));
}

AwsCredentialsProvider *
aws_container_source_new (AwsSourceContext *context)
{
  return aws_source_new ("the container's role", NULL, container_load, NULL, NULL);
}
