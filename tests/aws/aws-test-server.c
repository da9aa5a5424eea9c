/* aws-test-server.c: an endpoint that answers what a test tells it to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-server.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _AwsTestServer
{
  SoupServer *server;      /* (owned) */
  char *url;               /* (owned) */
  GQueue *answers;         /* (owned) (element-type AwsTestAnswer) */
  GHashTable *by_action;   /* (owned) (element-type utf8 AwsTestAnswer) */
  gboolean used;           /* whether the first of them was given */
  GPtrArray *requests;     /* (owned) (element-type AwsTestRequest) */
};

static void
request_free (gpointer data)
{
  AwsTestRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_hash_table_unref (request->headers);
  g_free (request->body);
  g_free (request->authorization);
  g_free (request->amz_date);
  g_free (request->security_token);
  g_free (request->sdk_request);
  g_free (request->invocation_id);
  g_free (request->target);
  g_free (request->user_agent);
  g_free (request->if_none_match);
  g_free (request);
}

static void
answer_free (gpointer data)
{
  AwsTestAnswer *answer = data;

  g_free ((char *) answer->body);
  g_free ((char *) answer->header);
  g_free ((char *) answer->header_value);
  g_free ((char *) answer->action);
  g_free (answer);
}

/* "…Credential=AKID/20150830/us-east-1/ec2/aws4_request, …" → "ec2" */
static char *
request_dup_service (const AwsTestRequest *request)
{
  g_auto(GStrv) parts = g_strsplit (request->authorization != NULL ? request->authorization : "", "/", 5);

  return g_strdup (g_strv_length (parts) == 5 ? parts[3] : "");
}

static void
record_member (JsonBuilder *builder,
               const char  *name,
               const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
record_headers (JsonBuilder *builder,
                GHashTable  *headers)
{
  GHashTableIter iter;
  gpointer name, value;

  json_builder_set_member_name (builder, "headers");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    record_member (builder, name, value);
  json_builder_end_object (builder);
}

static void
request_record (const AwsTestRequest *request)
{
  const char *file_name = g_getenv ("FLOTILLA_RECORD_REQUESTS");
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *service = NULL;
  g_autofree char *json = NULL;
  g_autofree char *line = NULL;
  int file;

  if (file_name == NULL || *file_name == '\0')
    return;

  service = request_dup_service (request);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  record_member (builder, "service", service);
  record_member (builder, "target", request->target);
  record_member (builder, "method", request->method);
  record_member (builder, "path", request->path);
  record_member (builder, "query", request->query);
  record_headers (builder, request->headers);
  record_member (builder, "body", request->body);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  json = json_to_string (node, FALSE);
  line = g_strconcat (json, "\n", NULL);

  /* In one call: other tests write into the same file. */
  file = g_open (file_name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, line, strlen (line)), ==, strlen (line));
  g_close (file, NULL);
}

static GHashTable *
request_dup_headers (SoupMessageHeaders *headers)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_hash_table_replace (copy, g_ascii_strdown (name, -1), g_strdup (value));

  return copy;
}

static AwsTestRequest *
request_new (SoupServerMessage *message)
{
  AwsTestRequest *request = g_new0 (AwsTestRequest, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  request->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  request->headers = request_dup_headers (headers);
  request->body = g_strndup (body->data != NULL ? body->data : "", body->length);
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->amz_date = g_strdup (soup_message_headers_get_one (headers, "X-Amz-Date"));
  request->security_token = g_strdup (soup_message_headers_get_one (headers, "X-Amz-Security-Token"));
  request->sdk_request = g_strdup (soup_message_headers_get_one (headers, "amz-sdk-request"));
  request->invocation_id = g_strdup (soup_message_headers_get_one (headers, "amz-sdk-invocation-id"));
  request->target = g_strdup (soup_message_headers_get_one (headers, "X-Amz-Target"));
  request->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  request->if_none_match = g_strdup (soup_message_headers_get_one (headers, "If-None-Match"));
  request->client_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  return request;
}

/* Takes the connection from the server, says @text on it and ends it. */
static void
server_cut (SoupServerMessage *message,
            const char        *text)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr(GIOStream) stream = NULL;

  g_object_ref (socket);
  stream = soup_server_message_steal_connection (message);
  if (*text != '\0')
    g_assert_cmpint (g_socket_send (socket, text, strlen (text), NULL, NULL), ==, strlen (text));
  g_io_stream_close (stream, NULL, NULL);
  g_socket_close (socket, NULL);
  g_object_unref (socket);
}

static void
server_answer (SoupServerMessage   *message,
               const AwsTestAnswer *answer)
{
  guint status = answer->status != 0 ? answer->status : 200;
  const char *body = answer->body != NULL ? answer->body : "";
  g_autofree char *text = NULL;

  switch (answer->mode)
    {
    case AWS_TEST_ANSWER:
      soup_server_message_set_status (message, status, NULL);
      if (answer->header != NULL)
        soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                      answer->header, answer->header_value);
      soup_server_message_set_response (message, "text/xml;charset=UTF-8", SOUP_MEMORY_COPY,
                                        body, strlen (body));
      break;

    case AWS_TEST_TRUNCATE:
      text = g_strdup_printf ("HTTP/1.1 %u OK\r\nContent-Type: text/xml\r\nContent-Length: %u\r\n\r\n%.*s",
                              status, (guint) strlen (body), (int) strlen (body) / 2, body);
      server_cut (message, text);
      break;

    case AWS_TEST_RESET:
      server_cut (message, "");
      break;

    case AWS_TEST_HANG:
      soup_server_message_pause (message);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* The answer that belongs to the request's action; NULL: the queue's turn. */
static AwsTestAnswer *
server_find_by_action (AwsTestServer        *self,
                       const AwsTestRequest *request)
{
  g_autofree char *action = NULL;

  if (!g_str_has_prefix (request->body, "Action="))
    return NULL;
  action = g_strndup (request->body + 7, strcspn (request->body + 7, "&"));

  return g_hash_table_lookup (self->by_action, action);
}

static AwsTestAnswer *
server_next_answer (AwsTestServer *self)
{
  if (self->used && self->answers->length > 1)
    answer_free (g_queue_pop_head (self->answers));
  self->used = TRUE;

  return g_queue_peek_head (self->answers);
}

static void
server_handler (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  AwsTestServer *self = user_data;
  AwsTestRequest *request = request_new (message);
  AwsTestAnswer *answer;

  g_ptr_array_add (self->requests, request);
  request_record (request);

  answer = server_find_by_action (self, request);
  if (answer == NULL)
    answer = server_next_answer (self);
  g_assert_nonnull (answer);
  server_answer (message, answer);
}

AwsTestServer *
aws_test_server_new (void)
{
  AwsTestServer *self = g_new0 (AwsTestServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  self->answers = g_queue_new ();
  self->by_action = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, answer_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  soup_server_add_handler (self->server, NULL, server_handler, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
aws_test_server_free (AwsTestServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_queue_free_full (self->answers, answer_free);
  g_hash_table_unref (self->by_action);
  g_ptr_array_unref (self->requests);
  g_free (self->url);
  g_free (self);
}

const char *
aws_test_server_get_url (AwsTestServer *self)
{
  return self->url;
}

/* Copies @answer. */
void
aws_test_server_push (AwsTestServer       *self,
                      const AwsTestAnswer *answer)
{
  AwsTestAnswer *copy = g_memdup2 (answer, sizeof *answer);

  copy->body = g_strdup (answer->body);
  copy->header = g_strdup (answer->header);
  copy->header_value = g_strdup (answer->header_value);
  copy->action = g_strdup (answer->action);
  if (copy->action != NULL)
    g_hash_table_replace (self->by_action, (char *) copy->action, copy);
  else
    g_queue_push_tail (self->answers, copy);
}

guint
aws_test_server_get_n_requests (AwsTestServer *self)
{
  return self->requests->len;
}

const AwsTestRequest *
aws_test_server_get_request (AwsTestServer *self,
                             guint          index)
{
  g_assert_cmpuint (index, <, self->requests->len);

  return g_ptr_array_index (self->requests, index);
}
