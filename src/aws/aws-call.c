/* aws-call.c: one call, repeated as often as it takes
 *
 *   credentials → sign → send → read → done
 *        ▲          ▲                   │
 *        │          ├── wait ◄── failed, worth repeating
 *        │          └────────── the clock was wrong (once)
 *        └───────────────────── the credentials were refused, and there are new ones (once)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "aws/aws-call.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/aws-request.h"
#include "aws/wire/aws-answer.h"
#include "aws/wire/aws-text.h"

/* A clock that is off by less is not why AWS refuses a request. */
#define MIN_SKEW_SECONDS 240

typedef struct
{
  AwsConnection *connection;       /* (owned) */
  AwsEndpoint *endpoint;           /* (owned) (nullable): NULL = not known yet */
  char *region;                    /* (owned) */
  char *endpoint_url;              /* (owned) (nullable) */
  const AwsOperation *operation;
  AwsRequest *request;             /* (owned): the same in every attempt */
  gboolean repeatable;
  AwsItemFunc item_func;
  gpointer item_data;
  GCancellable *cancellable;       /* (unowned) (nullable): the task's */

  char *invocation_id;             /* (owned): the same in every attempt */
  guint attempt;                   /* counts from 1 */
  guint cost;                      /* of the last repetition */
  gboolean uncertain;              /* an attempt before this one may have been carried out */
  gboolean clock_corrected;
  gboolean asked_again;            /* for credentials, after a refusal */
  GError *refusal;                 /* (owned) (nullable): why they were asked for again */
  guint64 skip_items;              /* that have been handed out */

  AwsCredentials *credentials;     /* (owned) (nullable) */
  gint64 signed_at;                /* Unix seconds, by our clock */
  gint64 clock_offset;             /* seconds that AWS's clock was thought to be ahead of ours then */
  gint64 sent_at;                  /* monotonic */
  SoupMessage *message;            /* (owned) (nullable): of this attempt */
  AwsAnswer *answer;               /* (owned) (nullable): of this attempt */
} Call;

static void
call_clear_message (Call *call)
{
  if (call->message != NULL)
    aws_request_wipe_message (call->request, call->message);
  g_clear_object (&call->message);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  call_clear_message (call);
  g_clear_pointer (&call->request, aws_request_free);
  g_clear_pointer (&call->connection, aws_connection_unref);
  g_clear_pointer (&call->endpoint, aws_endpoint_free);
  g_clear_pointer (&call->region, g_free);
  g_clear_pointer (&call->endpoint_url, g_free);
  g_clear_pointer (&call->invocation_id, g_free);
  g_clear_pointer (&call->credentials, aws_credentials_unref);
  g_clear_error (&call->refusal);
  g_clear_pointer (&call->answer, aws_answer_free);
  g_free (call);
}

static void     call_load_credentials (GTask *task);
static void     call_send             (GTask *task);
static gboolean call_is_adaptive      (Call  *call);

/* ---- the request ---- */

static void
call_add_headers (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (call->message);
  g_autofree char *attempt = g_strdup_printf ("attempt=%u; max=%u", call->attempt,
                                              call->connection->settings->max_attempts);

  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  soup_message_headers_replace (headers, "amz-sdk-invocation-id", call->invocation_id);
  soup_message_headers_replace (headers, "amz-sdk-request", attempt);
}

static void
call_sign (Call *call)
{
  char date[AWS_AMZ_DATE_SIZE];
  gint64 time = aws_connection_get_time (call->connection, call->endpoint);
  AwsSignerScope scope =
  {
    .credentials = call->credentials,
    .region = call->endpoint->signing_region,
    .service = aws_service_get_signing_name (call->operation->service),
    .amz_date = date,
  };

  call->signed_at = g_get_real_time () / G_USEC_PER_SEC;
  call->clock_offset = time - call->signed_at;
  aws_text_format_amz_date (time, date);
  aws_request_sign (call->request, call->message, call->endpoint, call->connection->signer, &scope);
}

static void
call_create_message (Call *call)
{
  call_clear_message (call);
  g_clear_pointer (&call->answer, aws_answer_free);

  call->message = aws_request_create_message (call->request, call->endpoint);

  /* libsoup opens a connection for every POST unless it is told that repeating does no harm. For calls
   * with an effect that is welcome: a connection that was kept and is lost says nothing about the effect. A PUT
   * it would repeat by itself, and without its body. */
  soup_message_add_flags (call->message, call->operation->mutating ? SOUP_MESSAGE_NEW_CONNECTION
                                                                   : SOUP_MESSAGE_IDEMPOTENT);

  call_add_headers (call);
  if (!call->operation->anonymous)
    call_sign (call);
}

/* ---- the answer ---- */

/* AWS's messages repeat what was sent to it; of its errors only the code is logged. */
static const char *
call_describe_for_log (const GError *error)
{
  if (error == NULL)
    return "done";
  if (aws_error_get_http_status (error) == 0)
    return error->message;

  return aws_error_get_code (error) != NULL ? aws_error_get_code (error) : "an error without a code";
}

/* Neither parameters nor headers are logged: some are secrets, and user data may hold others. */
static void
call_log (Call         *call,
          const GError *error)
{
  const char *request_id =
      aws_answer_find_request_id (soup_message_get_response_headers (call->message));
  gint64 milliseconds = (g_get_monotonic_time () - call->sent_at) / 1000;

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG,
                    "AWS_SERVICE", call->operation->service->id,
                    "AWS_ACTION", call->operation->name,
                    "AWS_REGION", call->region,
                    "AWS_REQUEST_ID", request_id != NULL ? request_id : "",
                    "MESSAGE", "%s %s in %s: attempt %u, status %u, %" G_GINT64_FORMAT " ms: %s",
                    call->operation->service->id, call->operation->name, call->region,
                    call->attempt, soup_message_get_status (call->message), milliseconds,
                    call_describe_for_log (error));
}

/* Stands between the reader and the caller, who gets nothing more once he has given up. */
static void
call_item_cb (gconstpointer item,
              gpointer      user_data)
{
  Call *call = user_data;

  if (!g_cancellable_is_cancelled (call->cancellable))
    call->item_func (item, call->item_data);
}

static gboolean
call_body_cb (SoupMessage  *message,
              const char   *data,
              gsize         length,
              gpointer      user_data,
              GError      **error)
{
  Call *call = user_data;

  if (call->answer == NULL)
    call->answer = aws_answer_new (call->operation, soup_message_get_status (message),
                                   call->item_func != NULL ? call_item_cb : NULL, call,
                                   call->skip_items);

  return aws_answer_feed (call->answer, data, length, error);
}

static gpointer
call_read_answer (Call          *call,
                  GAsyncResult  *result,
                  GError       **error)
{
  gpointer output = NULL;
  gboolean received = aws_exchange_finish (result, error);

  if (received)
    {
      /* An empty body leaves the answer to be made here. */
      call_body_cb (call->message, "", 0, call, NULL);
      output = aws_answer_finish (call->answer, soup_message_get_response_headers (call->message),
                                  error);
    }

  if (call->answer != NULL)
    call->skip_items = MAX (call->skip_items, aws_answer_get_n_items (call->answer));

  /* Errors that come from AWS name the action already. */
  if (output == NULL && error != NULL && (*error)->domain == AWS_ERROR
      && aws_error_get_http_status (*error) == 0)
    g_prefix_error (error, "%s: ", call->operation->name);

  return output;
}

/* ---- what to do about failures ---- */

/* Whether AWS's clock and ours differ so much that this explains @error; corrects the difference. */
static gboolean
call_correct_clock (Call         *call,
                    const GError *error)
{
  static const char *const codes[] =
  {
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
    "SignatureDoesNotMatch", "AuthFailure", NULL
  };
  const char *code = aws_error_get_code (error);
  const char *date =
      soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Date");
  g_autoptr(GDateTime) server_time =
      date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  gint64 offset;

  if (call->clock_corrected || code == NULL || !g_strv_contains (codes, code)
      || server_time == NULL)
    return FALSE;

  offset = g_date_time_to_unix (server_time) - g_get_real_time () / G_USEC_PER_SEC;
  /* Another call may have corrected it since this one was signed. */
  if (ABS (offset - call->clock_offset) < MIN_SKEW_SECONDS)
    return FALSE;

  g_debug ("%s's clock is %" G_GINT64_FORMAT " s ahead of ours", call->endpoint->host, offset);
  aws_connection_set_clock_offset (call->connection, call->endpoint, offset);
  call->clock_corrected = TRUE;

  return TRUE;
}

/* Milliseconds until @date, an HTTP date by the server's clock; 0 = it is none, or over */
static guint
call_get_delay_until (Call       *call,
                      const char *date)
{
  g_autoptr(GDateTime) until = soup_date_time_new_from_http_string (date);
  gint64 seconds;

  if (until == NULL)
    return 0;
  seconds = g_date_time_to_unix (until) - aws_connection_get_time (call->connection, call->endpoint);

  return (guint) CLAMP (seconds, 0, 3600) * 1000;
}

/* Milliseconds; 0 = the server did not say */
static guint
call_get_server_delay (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *milliseconds = soup_message_headers_get_one (headers, "x-amz-retry-after");
  const char *seconds = soup_message_headers_get_one (headers, "Retry-After");
  guint64 number;

  if (milliseconds != NULL
      && g_ascii_string_to_unsigned (milliseconds, 10, 0, 3600 * 1000, &number, NULL))
    return (guint) number;
  if (seconds != NULL && g_ascii_string_to_unsigned (seconds, 10, 0, 3600, &number, NULL))
    return (guint) number * 1000;

  return seconds != NULL ? call_get_delay_until (call, seconds) : 0;
}

static gboolean
call_wait_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  call->attempt++;
  call_send (g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/* Whichever comes first, the time or the caller's cancellation, ends the wait. Takes @task. */
static void
call_wait (GTask *task,
           guint  milliseconds)
{
  g_autoptr(GSource) timer = g_timeout_source_new (milliseconds);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) cancelled = NULL;

  g_source_set_callback (timer, call_wait_over_cb, task, g_object_unref);
  if (cancellable != NULL)
    {
      cancelled = g_cancellable_source_new (cancellable);
      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_attach (timer, g_task_get_context (task));
}

/* TRUE: another attempt is on its way and has taken @task. */
static gboolean
call_repeat (GTask        *task,
             const GError *error)
{
  Call *call = g_task_get_task_data (task);
  AwsRetryKind kind;
  guint delay;

  if (call_correct_clock (call, error))
    {
      call->attempt++;
      call_send (task);
      return TRUE;
    }

  /* They may have expired, or been changed since: whoever gave them is asked once more. */
  if (!call->operation->anonymous && g_error_matches (error, AWS_ERROR, AWS_ERROR_CREDENTIALS))
    {
      aws_credentials_provider_forget (call->connection->provider, call->credentials);
      if (call->asked_again)
        return FALSE;
      call->asked_again = TRUE;
      call->refusal = g_error_copy (error);
      call_load_credentials (task);
      return TRUE;
    }

  kind = aws_retry_classify (error, call->repeatable);
  if (kind == AWS_RETRY_NEVER || call->attempt >= call->connection->settings->max_attempts)
    return FALSE;

  /* What may not be carried out twice would not be repeated: it may have been carried out once. */
  call->uncertain = call->uncertain ||
                    (call->operation->mutating && aws_retry_classify (error, FALSE) == AWS_RETRY_NEVER);

  call->cost = aws_retry_quota_acquire (&call->connection->quota, kind);
  if (call->cost == 0)
    return FALSE;

  delay = aws_retry_get_delay (call->attempt, g_random_double (), call->connection->backoff_unit,
                               call_get_server_delay (call));
  call_wait (task, delay);

  return TRUE;
}

/* Takes @error. */
static void
call_fail (GTask  *task,
           GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (call->uncertain)
    aws_error_set_uncertain (error);
  g_task_return_error (task, error);
}

/* ---- the steps ---- */

static AwsRateOutcome
call_get_rate_outcome (Call         *call,
                       const GError *error)
{
  if (soup_message_get_status (call->message) == SOUP_STATUS_NONE)
    return AWS_RATE_UNANSWERED;

  return g_error_matches (error, AWS_ERROR, AWS_ERROR_THROTTLED) ? AWS_RATE_THROTTLED
                                                                 : AWS_RATE_ANSWERED;
}

static void
call_exchanged_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  gpointer output = call_read_answer (call, result, &error);

  call_log (call, error);
  aws_rate_limit_done (call->connection->rate_limit, call->region, call->operation,
                       call_is_adaptive (call), call_get_rate_outcome (call, error));

  if (output != NULL)
    {
      aws_retry_quota_release (&call->connection->quota, call->cost);
      g_task_return_pointer (task, output, NULL);
      return;
    }

  if (call_repeat (task, error))
    g_steal_pointer (&task);
  else
    call_fail (task, g_steal_pointer (&error));
}

static gboolean
call_is_adaptive (Call *call)
{
  return call->connection->settings->retry_mode == AWS_RETRY_MODE_ADAPTIVE;
}

/* Takes @task. */
static void
call_transmit (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call_create_message (call);
  call->sent_at = g_get_monotonic_time ();
  aws_exchange_async (call->connection->session, call->message, &call->connection->timeouts,
                      call_body_cb, call, g_task_get_cancellable (task), call_exchanged_cb, task);
}

static void
call_admitted_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (aws_rate_limit_acquire_finish (result, &error))
    call_transmit (g_steal_pointer (&task));
  else
    call_fail (task, g_steal_pointer (&error));
}

/* As soon as AWS will not find it too early. Takes @task. */
static void
call_send (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  AwsRateLimit *limit = call->connection->rate_limit;

  if (aws_rate_limit_try (limit, call->region, call->operation, call_is_adaptive (call)))
    call_transmit (task);
  else
    aws_rate_limit_acquire_async (limit, call->region, call->operation, call_is_adaptive (call),
                                  g_task_get_cancellable (task), call_admitted_cb, task);
}

/* Takes @task and @credentials. */
static void
call_use_credentials (GTask          *task,
                      AwsCredentials *credentials)
{
  Call *call = g_task_get_task_data (task);

  if (call->refusal != NULL)
    call->attempt++;
  g_clear_error (&call->refusal);
  g_clear_pointer (&call->credentials, aws_credentials_unref);
  call->credentials = credentials;
  call_send (task);
}

static void
call_credentials_loaded_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);
  Call *call = g_task_get_task_data (task);

  if (credentials == NULL)
    call_fail (task, g_steal_pointer (&error));
  else if (call->refusal != NULL && aws_credentials_equal (credentials, call->credentials))
    call_fail (task, g_steal_pointer (&call->refusal));
  else
    call_use_credentials (g_steal_pointer (&task), g_steal_pointer (&credentials));
}

/* Takes @task. */
static void
call_load_credentials (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  AwsCredentialsProvider *provider = call->connection->provider;
  AwsCredentials *known = aws_credentials_provider_dup_current (provider);

  if (known != NULL)
    call_use_credentials (task, known);
  else
    aws_credentials_provider_load_async (provider, g_task_get_cancellable (task),
                                         call_credentials_loaded_cb, task);
}

static void
call_prepared_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);

  if (aws_connection_prepare_finish (result, &error))
    call->endpoint = aws_endpoint_resolve (call->operation->service, call->region,
                                           call->endpoint_url, call->connection->settings, &error);

  if (call->endpoint == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (call->operation->anonymous)
    call_send (g_steal_pointer (&task));
  else
    call_load_credentials (g_steal_pointer (&task));
}

static gboolean
call_has_token (const AwsOperation *operation,
                gconstpointer       input)
{
  const AwsMember *member;

  if (operation->token == NULL || input == NULL)
    return FALSE;

  member = aws_shape_find_member (operation->input, operation->token);

  return G_STRUCT_MEMBER (char *, input, member->offset) != NULL;
}

void
aws_call_async (gpointer             source,
                AwsConnection       *connection,
                const char          *region,
                const char          *endpoint_url,
                const AwsOperation  *operation,
                gconstpointer        input,
                AwsItemFunc          item_func,
                gpointer             item_data,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  gboolean has_token = call_has_token (operation, input);
  Call *call = g_new0 (Call, 1);

  call->connection = aws_connection_ref (connection);
  call->region = g_strdup (region);
  call->endpoint_url = g_strdup (endpoint_url);
  call->operation = operation;
  call->item_func = item_func;
  call->item_data = item_data;
  call->cancellable = cancellable;
  call->attempt = 1;
  call->repeatable = !operation->mutating || operation->idempotent || has_token;

  g_task_set_source_tag (task, aws_call_async);
  g_task_set_task_data (task, call, call_free);
  /* What AWS has done is reported even to a caller who has lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (operation->token != NULL && !has_token)
    {
      g_autofree char *message = g_strdup_printf ("%s is missing; it has to be chosen, and noted, "
                                                  "before the call", operation->token);

      g_task_return_error (task,
                           aws_error_new (operation->name, AWS_CODE_BAD_REQUEST, message, NULL, 0));
      return;
    }

  call->request = aws_request_new (operation, input, &error);
  if (call->request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  call->invocation_id = g_uuid_string_random ();
  aws_connection_prepare_async (connection, cancellable, call_prepared_cb,
                                g_steal_pointer (&task));
}

gpointer
aws_call_finish (GAsyncResult  *result,
                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
