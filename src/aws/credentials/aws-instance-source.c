/* aws-instance-source.c: the role of the EC2 instance that this runs on
 *
 *   PUT /latest/api/token ──▶ GET …/security-credentials/ ──▶ GET …/security-credentials/ROLE
 *
 * Where there is no such service, which is almost everywhere, that is no failure: there are no credentials.
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
#include "base/flo-secret.h"

#define ENDPOINT_IPV4 "http://169.254.169.254/"
#define ENDPOINT_IPV6 "http://[fd00:ec2::254]/"
#define ROLE_PATH "latest/meta-data/iam/security-credentials/"
#define TOKEN_SECONDS "21600"

/* The service goes on handing out what has ended when it cannot get new keys, and AWS takes them. */
#define REFRESH_MARGIN (15 * 60)
#define MIN_JITTER (2 * 60)
#define MAX_JITTER (10 * 60)

typedef enum
{
  STEP_TOKEN,
  STEP_ROLE,
  STEP_KEYS,
} Step;

/* One load. */
typedef struct
{
  char *endpoint;         /* (owned): ends in "/" */
  guint patience;         /* milliseconds */
  guint attempts;
  gboolean needs_token;   /* a service that gives no token is not asked for more */
  SoupSession *session;   /* (owned) */
  Step step;
  guint attempt;          /* of this step */
  char *token;            /* (owned) (nullable): flo-secret.h */
  char *role;             /* (owned) (nullable) */
} Load;

static void load_ask (GTask *task);

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->endpoint);
  g_clear_object (&load->session);
  flo_secret_free (load->token);
  g_free (load->role);
  g_free (load);
}

static gboolean
setting_is_true (AwsSourceContext *context,
                 const char       *variable,
                 const char       *key)
{
  const char *value = aws_source_context_get (context, variable, key);

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

static guint
setting_get_number (AwsSourceContext *context,
                    const char       *variable,
                    const char       *key,
                    guint             most)
{
  const char *value = aws_source_context_get (context, variable, key);
  guint64 number = 1;

  if (value != NULL && !g_ascii_string_to_unsigned (value, 10, 1, most, &number, NULL))
    number = 1;

  return (guint) number;
}

static char *
dup_endpoint (AwsSourceContext *context)
{
  const char *endpoint =
    aws_source_context_get (context, "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
  const char *mode =
    aws_source_context_get (context, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");

  if (endpoint != NULL)
    return g_strconcat (endpoint, g_str_has_suffix (endpoint, "/") ? "" : "/", NULL);
  if (mode != NULL ? g_ascii_strcasecmp (mode, "ipv6") == 0
                   : setting_is_true (context, "AWS_IMDS_USE_IPV6", "imds_use_ipv6"))
    return g_strdup (ENDPOINT_IPV6);

  return g_strdup (ENDPOINT_IPV4);
}

/* Takes @task. */
static void
load_give_up (GTask      *task,
              const char *why)
{
  aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "the EC2 metadata service gave none: %s", why);
}

/* Until when @credentials count: a while longer if they are about to end. */
static AwsCredentials *
extend (AwsCredentials *credentials)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 interval = REFRESH_MARGIN + g_random_int_range (MIN_JITTER, MAX_JITTER + 1);
  AwsCredentials *extended;

  if (now < aws_credentials_get_expires_at (credentials) - interval)
    return credentials;

  g_debug ("The metadata service has no new credentials; those it has are asked for again in %d minutes",
           (int) (interval / 60));
  extended = aws_credentials_new (aws_credentials_get_access_key_id (credentials),
                                  aws_credentials_get_secret (credentials),
                                  aws_credentials_get_session_token (credentials), now + interval);
  aws_credentials_set_account_id (extended, aws_credentials_get_account_id (credentials));
  aws_credentials_unref (credentials);

  return extended;
}

/* Takes @task. */
static void
load_use_keys (GTask             *task,
               AwsMetadataAnswer *answer)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsTokenDocument) document =
    aws_token_document_new (g_steal_pointer (&answer->text), answer->length, &error);
  AwsCredentials *credentials =
    document != NULL ? aws_credentials_document_read (document, "", "Token", &error) : NULL;
  g_autofree char *source = g_strdup_printf ("role %s of this instance", load->role);

  if (credentials == NULL || aws_credentials_get_expires_at (credentials) == 0
      || aws_credentials_get_session_token (credentials) == NULL)
    {
      g_clear_pointer (&credentials, aws_credentials_unref);
      load_give_up (task, error != NULL ? error->message : "they have no token or no end");
      return;
    }

  credentials = extend (credentials);
  aws_credentials_set_source (credentials, source);
  aws_source_return (task, credentials);
}

/* Takes @task. What was asked for is there. */
static void
load_go_on (GTask             *task,
            AwsMetadataAnswer *answer)
{
  Load *load = g_task_get_task_data (task);

  load->attempt = 0;
  if (load->step == STEP_KEYS)
    {
      load_use_keys (task, answer);
      return;
    }

  if (load->step == STEP_TOKEN)
    load->token = g_steal_pointer (&answer->text);
  else
    load->role = g_strstrip (g_strndup (answer->text, strcspn (answer->text, "\n")));
  load->step++;
  load_ask (task);
}

/* Takes @task. Services that know no tokens are asked without one, if that is allowed. */
static void
load_go_on_without_token (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->needs_token)
    {
      load_give_up (task, "it gives no tokens, and asking without one is switched off (ec2_metadata_v1_disabled)");
      return;
    }
  load->attempt = 0;
  load->step = STEP_ROLE;
  load_ask (task);
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
  gboolean is_token = load->step == STEP_TOKEN;
  g_autofree char *why = NULL;

  if (answer != NULL && answer->status == SOUP_STATUS_OK && answer->length > 0)
    {
      load_go_on (g_steal_pointer (&task), answer);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (load->attempt < load->attempts && (answer == NULL || answer->status >= 500))
    load_ask (g_steal_pointer (&task));
  else if (is_token && answer != NULL && answer->status != 400)
    load_go_on_without_token (g_steal_pointer (&task));
  else if (is_token && g_strcmp0 (aws_error_get_code (error), AWS_CODE_ANSWER_TIMEOUT) == 0)
    load_go_on_without_token (g_steal_pointer (&task));
  else
    {
      why = error != NULL ? g_strdup (error->message)
                          : g_strdup_printf ("it answered with HTTP status %u", answer->status);
      load_give_up (g_steal_pointer (&task), why);
    }
}

/* Takes @task. */
static void
load_ask (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autofree char *role = load->role != NULL ? g_uri_escape_string (load->role, NULL, FALSE) : NULL;
  g_autofree char *url = g_strconcat (load->endpoint, load->step == STEP_TOKEN ? "latest/api/token" : ROLE_PATH,
                                      role, NULL);
  g_autoptr(SoupMessage) message =
    soup_message_new (load->step == STEP_TOKEN ? SOUP_METHOD_PUT : SOUP_METHOD_GET, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      load_give_up (task, "its address is no URL; correct AWS_EC2_METADATA_SERVICE_ENDPOINT or "
                          "ec2_metadata_service_endpoint");
      return;
    }

  load->attempt++;
  headers = soup_message_get_request_headers (message);
  if (load->step == STEP_TOKEN)
    soup_message_headers_replace (headers, "X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS);
  else if (load->token != NULL)
    soup_message_headers_replace (headers, "X-aws-ec2-metadata-token", load->token);
  aws_metadata_ask_async (load->session, message, load->patience, g_task_get_cancellable (task), load_answered_cb,
                          task);
}

static void
instance_load (GTask    *task,
               gpointer  data)
{
  AwsSourceContext *context = data;
  const char *disabled = g_getenv ("AWS_EC2_METADATA_DISABLED");
  Load *load;

  if (disabled != NULL && g_ascii_strcasecmp (disabled, "true") == 0)
    {
      load_give_up (task, "AWS_EC2_METADATA_DISABLED is true");
      return;
    }

  load = g_new0 (Load, 1);
  load->endpoint = dup_endpoint (context);
  load->patience =
    1000 * setting_get_number (context, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 60);
  load->attempts =
    setting_get_number (context, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts", 10);
  load->needs_token = setting_is_true (context, "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled");
  load->session = aws_metadata_create_session ();
  g_task_set_task_data (task, load, load_free);
  load_ask (task);
}

AwsCredentialsProvider *
aws_instance_source_new (AwsSourceContext *context)
{
  return aws_source_new ("the role of this EC2 instance", NULL, instance_load, aws_source_context_ref (context),
                         (GDestroyNotify) aws_source_context_unref);
}
