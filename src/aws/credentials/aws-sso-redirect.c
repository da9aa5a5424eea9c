/* aws-sso-redirect.c: where the browser comes back to after a sign-in
 *
 * Not a web server: it reads the head of one request, says one sentence and hangs up. Anybody on this machine, and
 * any page in the browser, can talk to it; what they cannot know is the state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-redirect.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"

#define PATH "/oauth/callback"
#define MAX_HEAD_SIZE (16 * 1024)
#define MAX_VISITORS 16
#define VISIT_SECONDS 10
#define MAX_REASON_LENGTH 200

struct _AwsSsoRedirect
{
  GObject parent_instance;

  char *state;               /* (owned) */
  char *uri;                 /* (owned) */
  guint16 port;
  GSocketService *service;   /* (owned) */
  GPtrArray *visitors;       /* (owned) (element-type Visitor): each belongs to its own operation */
  GTask *task;               /* (owned) (nullable): who waits */
  GSource *cancelled;        /* (owned) (nullable) */
  char *code;                /* (owned) (nullable): what came back, flo-secret.h */
  GError *error;             /* (owned) (nullable): or why not */
};

/* One connection. */
typedef struct
{
  AwsSsoRedirect *redirect;          /* (unowned) (nullable): NULL = gone */
  GSocketConnection *connection;     /* (owned) */
  GCancellable *cancellable;         /* (owned): cancelled when its time is over */
  GSource *timer;                    /* (owned) */
  char head[MAX_HEAD_SIZE + 1];
  gsize length;
  GString *answer;                   /* (owned) (nullable) */
  gboolean is_last;                  /* it brought what was waited for */
} Visitor;

G_DEFINE_FINAL_TYPE (AwsSsoRedirect, aws_sso_redirect, G_TYPE_OBJECT)

static void visitor_read (Visitor *visitor);

/* ---- the end ---- */

static GTask *
aws_sso_redirect_take_task (AwsSsoRedirect *self)
{
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_clear_pointer (&self->cancelled, g_source_unref);
    }

  return g_steal_pointer (&self->task);
}

static void
aws_sso_redirect_complete (AwsSsoRedirect *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->task == NULL || (self->code == NULL && self->error == NULL))
    return;

  task = aws_sso_redirect_take_task (self);
  if (self->code != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->code), flo_secret_free);
  else
    g_task_return_error (task, g_steal_pointer (&self->error));
}

static void
visitor_leave (Visitor *visitor)
{
  AwsSsoRedirect *redirect = visitor->redirect;
  gboolean is_last = visitor->is_last;

  g_source_destroy (visitor->timer);
  g_source_unref (visitor->timer);
  g_io_stream_close_async (G_IO_STREAM (visitor->connection), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_object_unref (visitor->connection);
  g_object_unref (visitor->cancellable);
  if (visitor->answer != NULL)
    g_string_free (visitor->answer, TRUE);
  explicit_bzero (visitor->head, sizeof visitor->head);
  if (redirect != NULL)
    g_ptr_array_remove_fast (redirect->visitors, visitor);
  g_free (visitor);

  /* Whoever waits may end the program, so the page is delivered first. */
  if (is_last && redirect != NULL)
    aws_sso_redirect_complete (redirect);
}

static void
visitor_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  visitor_leave (user_data);
}

/* @status: "404 Not Found". Nothing of what was asked for is repeated. */
static void
visitor_answer (Visitor    *visitor,
                const char *status,
                const char *sentence)
{
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Flotilla</title></head>"
      "<body><p>%s</p></body></html>\n",
      sentence);

  visitor->answer = g_string_new (NULL);
  g_string_printf (visitor->answer,
                   "HTTP/1.1 %s\r\n"
                   "Content-Type: text/html; charset=utf-8\r\n"
                   "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                   "Content-Security-Policy: default-src 'none'\r\n"
                   "Referrer-Policy: no-referrer\r\n"
                   "X-Content-Type-Options: nosniff\r\n"
                   "Cache-Control: no-store\r\n"
                   "Connection: close\r\n"
                   "%s\r\n"
                   "%s",
                   status, strlen (page), g_str_has_prefix (status, "405") ? "Allow: GET\r\n" : "",
                   page);

  g_output_stream_write_all_async (
      g_io_stream_get_output_stream (G_IO_STREAM (visitor->connection)), visitor->answer->str,
      visitor->answer->len, G_PRIORITY_DEFAULT, visitor->cancellable, visitor_written_cb, visitor);
}

/* ---- the request ---- */

/* What the page says, for an error message: one line of bounded length. */
static char *
clean (const char *text)
{
  char *line = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_REASON_LENGTH));

  for (char *cursor = line; *cursor != '\0'; cursor++)
    if (g_ascii_iscntrl (*cursor))
      *cursor = ' ';

  return line;
}

static void
visitor_take_refusal (Visitor    *visitor,
                      const char *error,
                      const char *description)
{
  g_autofree char *reason =
      clean (description != NULL && *description != '\0' ? description : error);
  g_autofree char *message = g_strdup_printf ("the sign-in page refused: %s", reason);

  visitor->redirect->error = aws_error_new (NULL, AWS_CODE_SIGN_IN_DENIED, message, NULL, 0);
  visitor->is_last = TRUE;
  visitor_answer (visitor, "200 OK", "The sign-in was refused. You can close this window.");
}

static void
visitor_take_parameters (Visitor    *visitor,
                         const char *query)
{
  AwsSsoRedirect *self = visitor->redirect;
  g_autoptr(GHashTable) parameters =
      g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  const char *state, *code, *error;

  if (parameters == NULL)
    {
      visitor_answer (visitor, "400 Bad Request", "This address is not complete.");
      return;
    }

  state = g_hash_table_lookup (parameters, "state");
  code = g_hash_table_lookup (parameters, "code");
  error = g_hash_table_lookup (parameters, "error");

  /* A page that says no need not say to whom: the worst that a stranger gains by that is another sign-in. */
  if (g_strcmp0 (state, self->state) != 0 && !(error != NULL && state == NULL))
    visitor_answer (visitor, "400 Bad Request",
                    "This does not belong to the sign-in that Flotilla waits for.");
  else if (self->code != NULL || self->error != NULL)
    visitor_answer (visitor, "410 Gone", "This sign-in is over. You can close this window.");
  else if (error != NULL)
    visitor_take_refusal (visitor, error, g_hash_table_lookup (parameters, "error_description"));
  else if (code == NULL || *code == '\0')
    visitor_answer (visitor, "400 Bad Request", "This address is not complete.");
  else
    {
      self->code = flo_secret_strdup (code);
      visitor->is_last = TRUE;
      visitor_answer (visitor, "200 OK",
                      "Flotilla has got your sign-in. You can close this window.");
    }
}

/* Whether the request is meant for us: a foreign name that leads to this machine is somebody else's page. */
static gboolean
visitor_check_host (Visitor *visitor)
{
  g_auto(GStrv) lines = g_strsplit (visitor->head, "\n", -1);
  g_autofree char *expected = g_strdup_printf ("127.0.0.1:%u", visitor->redirect->port);

  for (gsize i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "host:", strlen ("host:")) == 0)
      return g_str_equal (g_strstrip (lines[i] + strlen ("host:")), expected);

  return FALSE;
}

static void
visitor_take_request (Visitor *visitor)
{
  g_autofree char *line = g_strndup (visitor->head, strcspn (visitor->head, "\r\n"));
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  gsize path_length;

  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], "HTTP/1."))
    {
      visitor_answer (visitor, "400 Bad Request", "This is not a request of a browser.");
      return;
    }

  path_length = strcspn (words[1], "?");
  if (!g_str_equal (words[0], "GET"))
    visitor_answer (visitor, "405 Method Not Allowed",
                    "There is nothing here but the end of a sign-in.");
  else if (path_length != strlen (PATH) || strncmp (words[1], PATH, path_length) != 0)
    visitor_answer (visitor, "404 Not Found", "There is nothing here but the end of a sign-in.");
  else if (!visitor_check_host (visitor))
    visitor_answer (visitor, "400 Bad Request", "This address does not belong to Flotilla.");
  else
    visitor_take_parameters (visitor,
                             words[1][path_length] == '?' ? words[1] + path_length + 1 : "");
}

static void
visitor_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Visitor *visitor = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0 || visitor->redirect == NULL)
    {
      visitor_leave (visitor);
      return;
    }

  visitor->length += (gsize) n;
  visitor->head[visitor->length] = '\0';
  if (strlen (visitor->head) != visitor->length)
    visitor_answer (visitor, "400 Bad Request", "This is not a request of a browser.");
  else if (strstr (visitor->head, "\r\n\r\n") != NULL)
    visitor_take_request (visitor);
  else if (visitor->length == MAX_HEAD_SIZE)
    visitor_answer (visitor, "431 Request Header Fields Too Large", "This request is too long.");
  else
    visitor_read (visitor);
}

static void
visitor_read (Visitor *visitor)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (visitor->connection)),
                             visitor->head + visitor->length, MAX_HEAD_SIZE - visitor->length,
                             G_PRIORITY_DEFAULT, visitor->cancellable, visitor_read_cb, visitor);
}

static gboolean
visitor_time_over_cb (gpointer user_data)
{
  Visitor *visitor = user_data;

  g_cancellable_cancel (visitor->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
aws_sso_redirect_incoming_cb (GSocketService    *service,
                              GSocketConnection *connection,
                              GObject           *source,
                              gpointer           user_data)
{
  AwsSsoRedirect *self = user_data;
  Visitor *visitor;

  if (self->visitors->len >= MAX_VISITORS)
    return TRUE;

  visitor = g_new0 (Visitor, 1);
  visitor->redirect = self;
  visitor->connection = g_object_ref (connection);
  visitor->cancellable = g_cancellable_new ();
  visitor->timer = g_timeout_source_new_seconds (VISIT_SECONDS);
  g_source_set_callback (visitor->timer, visitor_time_over_cb, visitor, NULL);
  g_source_attach (visitor->timer, g_main_context_get_thread_default ());
  g_ptr_array_add (self->visitors, visitor);
  visitor_read (visitor);

  return TRUE;
}

/* ---- the object ---- */

static void
aws_sso_redirect_dispose (GObject *object)
{
  AwsSsoRedirect *self = AWS_SSO_REDIRECT (object);

  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_clear_object (&self->service);
    }

  /* They leave by themselves, when what they are about has ended. */
  for (guint i = 0; i < self->visitors->len; i++)
    {
      Visitor *visitor = g_ptr_array_index (self->visitors, i);

      visitor->redirect = NULL;
      g_cancellable_cancel (visitor->cancellable);
    }
  g_ptr_array_set_size (self->visitors, 0);

  G_OBJECT_CLASS (aws_sso_redirect_parent_class)->dispose (object);
}

static void
aws_sso_redirect_finalize (GObject *object)
{
  AwsSsoRedirect *self = AWS_SSO_REDIRECT (object);

  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->visitors, g_ptr_array_unref);
  g_clear_pointer (&self->code, flo_secret_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (aws_sso_redirect_parent_class)->finalize (object);
}

static void
aws_sso_redirect_class_init (AwsSsoRedirectClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aws_sso_redirect_dispose;
  G_OBJECT_CLASS (klass)->finalize = aws_sso_redirect_finalize;
}

static void
aws_sso_redirect_init (AwsSsoRedirect *self)
{
  self->visitors = g_ptr_array_new ();
}

/**
 * aws_sso_redirect_new:
 * @state: what only this sign-in knows; who comes back has to bring it
 * @error: %AWS_ERROR_TRANSIENT when there is no port to listen on
 *
 * Listens in the thread-default main context.
 *
 * Returns: (transfer full): a listener, or %NULL with @error set
 */
AwsSsoRedirect *
aws_sso_redirect_new (const char  *state,
                      GError     **error)
{
  g_autoptr(AwsSsoRedirect) self = NULL;
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (state != NULL && *state != '\0', NULL);

  self = g_object_new (AWS_TYPE_SSO_REDIRECT, NULL);
  self->state = g_strdup (state);
  self->service = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                      &local_error))
    {
      message = g_strdup_printf (
          "cannot listen for the browser on the loopback address: %s; sign in with a code "
          "instead",
          local_error->message);
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_CONNECT_FAILED, message, NULL, 0));
      return NULL;
    }

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->uri = g_strdup_printf ("http://127.0.0.1:%u" PATH, self->port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (aws_sso_redirect_incoming_cb), self);

  return g_steal_pointer (&self);
}

const char *
aws_sso_redirect_get_uri (AwsSsoRedirect *self)
{
  g_return_val_if_fail (AWS_IS_SSO_REDIRECT (self), NULL);

  return self->uri;
}

static gboolean
aws_sso_redirect_cancelled_cb (GCancellable *cancellable,
                               gpointer      user_data)
{
  AwsSsoRedirect *self = user_data;
  g_autoptr(GTask) task = aws_sso_redirect_take_task (self);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/**
 * aws_sso_redirect_wait_async:
 * @self: a listener nobody waits for
 * @cancellable: (nullable): to give up
 * @callback: called when the browser has come back
 * @user_data: for @callback
 */
void
aws_sso_redirect_wait_async (AwsSsoRedirect      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (AWS_IS_SSO_REDIRECT (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, aws_sso_redirect_wait_async);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (aws_sso_redirect_cancelled_cb), self,
                             NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }
  aws_sso_redirect_complete (self);
}

/**
 * aws_sso_redirect_wait_finish:
 * @self: a listener
 * @result: the result
 * @error: %AWS_ERROR with %AWS_CODE_SIGN_IN_DENIED, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the code that the browser brought, to be freed with flo_secret_free()
 */
char *
aws_sso_redirect_wait_finish (AwsSsoRedirect  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
