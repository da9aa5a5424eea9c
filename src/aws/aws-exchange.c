/* aws-exchange.c: one HTTP request and its answer, with time-outs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-exchange"

#include "aws/aws-exchange.h"

#include <string.h>

#include "aws/aws-certificate.h"
#include "aws/aws-error-codes.h"

#define BUFFER_SIZE (256 * 1024)

typedef enum
{
  PHASE_WAITING,      /* for a free connection */
  PHASE_CONNECTING,
  PHASE_TALKING,      /* AWS may have got something */
} Phase;

typedef struct
{
  SoupMessage *message;          /* (owned) */
  AwsTimeouts timeouts;
  AwsExchangeFunc func;
  gpointer func_data;

  GCancellable *cancellable;     /* (owned): of the transfer: the caller's, and the timer's */
  GSource *cancelled_source;     /* (owned) (nullable): the caller gave up */
  GSource *timer;                /* (owned) */
  gint64 total_deadline;         /* monotonic, in microseconds */
  gint64 deadline;               /* the next one; the timer may ring before it */
  Phase phase;
  gboolean timed_out;
  char *refusal;                 /* (owned) (nullable): what is wrong with the server's certificate */

  GInputStream *body;            /* (owned) (nullable) */
  char *buffer;                  /* (owned) (nullable) */
  gsize buffer_used;             /* how much of it was ever filled */
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_source_destroy (exchange->timer);
  g_source_unref (exchange->timer);
  if (exchange->cancelled_source != NULL)
    {
      g_source_destroy (exchange->cancelled_source);
      g_source_unref (exchange->cancelled_source);
    }
  g_clear_object (&exchange->body);
  g_object_unref (exchange->message);
  g_object_unref (exchange->cancellable);
  /* It has seen the answer, which may hold secrets. */
  if (exchange->buffer != NULL)
    explicit_bzero (exchange->buffer, exchange->buffer_used);
  g_free (exchange->buffer);
  g_free (exchange->refusal);
  g_free (exchange);
}

/* GLib's own timers go back to their interval each time they ring. */
static gboolean
timer_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

static void
exchange_set_deadline (Exchange *exchange,
                       guint     milliseconds)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  gint64 ready_time = g_source_get_ready_time (exchange->timer);

  exchange->deadline = MIN (deadline, exchange->total_deadline);

  /* Every change wakes the main loop up. A timer that rings too early is put off when it does. */
  if (ready_time < 0 || exchange->deadline < ready_time)
    g_source_set_ready_time (exchange->timer, exchange->deadline);
}

static gboolean
exchange_timed_out_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  if (g_get_monotonic_time () < exchange->deadline)
    {
      g_source_set_ready_time (exchange->timer, exchange->deadline);
      return G_SOURCE_CONTINUE;
    }

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
exchange_caller_cancelled_cb (GCancellable *cancellable,
                              gpointer      user_data)
{
  Exchange *exchange = user_data;

  g_cancellable_cancel (exchange->cancellable);

  return G_SOURCE_REMOVE;
}

static void
exchange_network_event_cb (SoupMessage        *message,
                           GSocketClientEvent  event,
                           GIOStream          *connection,
                           gpointer            user_data)
{
  Exchange *exchange = user_data;

  if (exchange->phase == PHASE_WAITING)
    {
      exchange->phase = PHASE_CONNECTING;
      exchange_set_deadline (exchange, exchange->timeouts.connect);
    }
}

static void
exchange_starting_cb (SoupMessage *message,
                      gpointer     user_data)
{
  Exchange *exchange = user_data;

  exchange->phase = PHASE_TALKING;
  exchange_set_deadline (exchange, exchange->timeouts.idle);
}

static void
exchange_wrote_body_data_cb (SoupMessage *message,
                             guint        size,
                             gpointer     user_data)
{
  Exchange *exchange = user_data;

  exchange_set_deadline (exchange, exchange->timeouts.idle);
}

/* Only asked when something is wrong with it. */
static gboolean
exchange_accept_certificate_cb (SoupMessage          *message,
                                GTlsCertificate      *certificate,
                                GTlsCertificateFlags  errors,
                                gpointer              user_data)
{
  Exchange *exchange = user_data;

  g_free (exchange->refusal);
  exchange->refusal = aws_certificate_describe_problem (
      certificate, errors, g_uri_get_host (soup_message_get_uri (message)));

  return FALSE;
}

static GError *
exchange_create_error (Exchange     *exchange,
                       const GError *cause)
{
  g_autofree char *url = g_uri_to_string_partial (soup_message_get_uri (exchange->message),
                                                  G_URI_HIDE_QUERY | G_URI_HIDE_USERINFO);
  g_autofree char *message = NULL;
  gboolean talking = exchange->phase == PHASE_TALKING;
  const char *code;

  if (exchange->timed_out)
    {
      code = talking ? AWS_CODE_ANSWER_TIMEOUT : AWS_CODE_CONNECT_TIMEOUT;
      message = talking ? g_strdup_printf ("%s took too long to answer", url)
                        : g_strdup_printf ("connecting to %s took too long", url);
    }
  else if (exchange->refusal != NULL)
    {
      code = AWS_CODE_BAD_CERTIFICATE;
      message = g_strdup_printf ("did not connect to %s: %s", url, exchange->refusal);
    }
  else if (talking)
    {
      code = AWS_CODE_CONNECTION_LOST;
      message = g_strdup_printf ("the connection to %s was lost before the answer was complete: %s",
                                 url, cause->message);
    }
  else
    {
      code = AWS_CODE_CONNECT_FAILED;
      message = g_strdup_printf ("cannot connect to %s: %s", url, cause->message);
    }

  return aws_error_new (NULL, code, message, NULL, 0);
}

/* Takes @task and @cause. */
static void
exchange_fail (GTask  *task,
               GError *cause)
{
  g_autoptr(GTask) owned = task;
  g_autoptr(GError) owned_cause = cause;
  Exchange *exchange = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_return_error (task, exchange_create_error (exchange, cause));
}

/* A status without a request is the proxy's. Takes @task. */
static void
exchange_fail_at_proxy (GTask *task,
                        guint  status)
{
  g_autoptr(GTask) owned = task;
  Exchange *exchange = g_task_get_task_data (task);
  const char *host = g_uri_get_host (soup_message_get_uri (exchange->message));
  g_autofree char *message = NULL;
  const char *code = AWS_CODE_PROXY_REFUSED;

  if (status == SOUP_STATUS_PROXY_UNAUTHORIZED)
    message = g_strdup_printf ("the proxy on the way to %s wants a user name and a password, or others than it got; "
                               "they belong into HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT), with special "
                               "characters written as %%40 and so on", host);
  else if (SOUP_STATUS_IS_SERVER_ERROR (status))
    {
      message = g_strdup_printf ("cannot connect to %s: the proxy could not reach it (HTTP status %u)", host, status);
      code = AWS_CODE_CONNECT_FAILED;
    }
  else
    message = g_strdup_printf ("the proxy on the way to %s forbids it (HTTP status %u); ask whoever runs it, or "
                               "name another one in HTTPS_PROXY", host, status);

  g_task_return_error (task, aws_error_new (NULL, code, message, NULL, 0));
}

static void exchange_read (GTask *task);

static void
exchange_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      exchange_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  if (n == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  exchange_set_deadline (exchange, exchange->timeouts.idle);
  exchange->buffer_used = MAX (exchange->buffer_used, (gsize) n);
  if (!exchange->func (exchange->message, exchange->buffer, n, exchange->func_data, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  exchange_read (g_steal_pointer (&task));
}

/* Takes @task. */
static void
exchange_read (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_async (exchange->body, exchange->buffer, BUFFER_SIZE, G_PRIORITY_DEFAULT,
                             exchange->cancellable, exchange_read_cb, task);
}

static void
exchange_sent_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);

  exchange->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  /* Only a proxy's question for a password is answered again and again: we follow nothing else. */
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_TOO_MANY_RESTARTS)
      && exchange->phase != PHASE_TALKING)
    {
      exchange_fail_at_proxy (g_steal_pointer (&task), SOUP_STATUS_PROXY_UNAUTHORIZED);
      return;
    }
  if (exchange->body != NULL && exchange->phase != PHASE_TALKING)
    {
      exchange_fail_at_proxy (g_steal_pointer (&task), soup_message_get_status (exchange->message));
      return;
    }
  if (exchange->body == NULL)
    {
      exchange_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  exchange_set_deadline (exchange, exchange->timeouts.idle);
  exchange->buffer = g_malloc (BUFFER_SIZE);
  exchange_read (g_steal_pointer (&task));
}

static GSource *
exchange_attach_source (GTask       *task,
                        GSource     *source,
                        GSourceFunc  func)
{
  g_source_set_callback (source, func, g_task_get_task_data (task), NULL);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

void
aws_exchange_async (SoupSession         *session,
                    SoupMessage         *message,
                    const AwsTimeouts   *timeouts,
                    AwsExchangeFunc      func,
                    gpointer             func_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = g_object_ref (message);
  exchange->timeouts = *timeouts;
  exchange->func = func;
  exchange->func_data = func_data;
  exchange->cancellable = g_cancellable_new ();
  exchange->total_deadline = g_get_monotonic_time () + (gint64) timeouts->total * 1000;

  g_task_set_source_tag (task, aws_exchange_async);
  g_task_set_task_data (task, exchange, exchange_free);

  exchange->deadline = exchange->total_deadline;
  exchange->timer = exchange_attach_source (task, g_source_new (&timer_funcs, sizeof (GSource)),
                                            exchange_timed_out_cb);
  g_source_set_ready_time (exchange->timer, exchange->deadline);
  if (cancellable != NULL)
    exchange->cancelled_source = exchange_attach_source (
        task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (exchange_caller_cancelled_cb));

  g_signal_connect (message, "network-event", G_CALLBACK (exchange_network_event_cb), exchange);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (exchange_accept_certificate_cb),
                    exchange);
  g_signal_connect (message, "starting", G_CALLBACK (exchange_starting_cb), exchange);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (exchange_wrote_body_data_cb), exchange);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, exchange->cancellable,
                           exchange_sent_cb, g_steal_pointer (&task));
}

gboolean
aws_exchange_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
