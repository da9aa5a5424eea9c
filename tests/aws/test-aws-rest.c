/* test-aws-rest.c: calls whose parameters are in the path, the query and the headers; calls without credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-client-private.h"
#include "aws/aws-error.h"
#include "aws/aws-request.h"
#include "aws/services/aws-s3.h"
#include "aws/services/aws-sso-oidc.h"
#include "aws/services/aws-sso.h"
#include "aws-test-caller.h"

typedef AwsTestCaller Fixture;

static const char *
sent_header (Fixture    *fixture,
             guint       index,
             const char *name)
{
  return g_hash_table_lookup (aws_test_server_get_request (fixture->server, index)->headers, name);
}

static void
test_anonymous (Fixture       *fixture,
                gconstpointer  data)
{
  AwsGetRoleCredentialsInput input =
    { .role_name = (char *) "a b/ü+%&", .account_id = (char *) "123456789012", .access_token = (char *) "t0ken/==" };
  AwsGetRoleCredentialsOutput *output;
  const AwsTestRequest *request;

  caller_push (fixture, 200, "{\"roleCredentials\":{\"accessKeyId\":\"ASIA1\",\"secretAccessKey\":\"se/cret\","
               "\"sessionToken\":\"to\\u006ben\",\"expiration\":1764100000123}}");
  output = caller_call (fixture, &AWS_SSO_GET_ROLE_CREDENTIALS, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (output->role_credentials->access_key_id, ==, "ASIA1");
  g_assert_cmpstr (output->role_credentials->secret_access_key, ==, "se/cret");
  g_assert_cmpstr (output->role_credentials->session_token, ==, "token");
  g_assert_cmpint (output->role_credentials->expiration.value, ==, G_GINT64_CONSTANT (1764100000123));

  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/federation/credentials");
  g_assert_cmpstr (request->query, ==, "role_name=a%20b%2F%C3%BC%2B%25%26&account_id=123456789012");
  g_assert_cmpstr (request->body, ==, "");
  g_assert_null (request->authorization);
  g_assert_null (request->amz_date);
  g_assert_cmpstr (sent_header (fixture, 0, "x-amz-sso_bearer_token"), ==, "t0ken/==");
  g_assert_null (sent_header (fixture, 0, "content-type"));

  caller_push (fixture, 200, "");
  g_assert_nonnull (caller_call (fixture, &AWS_SSO_LOGOUT, &(AwsLogoutInput) { (char *) "t" }));
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->method, ==, "POST");
}

/* Nobody is asked for other credentials, which would not help. */
static void
test_anonymous_refused (Fixture       *fixture,
                        gconstpointer  data)
{
  AwsLogoutInput input = { .access_token = (char *) "t" };

  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 401, .header = "x-amzn-ErrorType", .header_value = "UnauthorizedException:http://internal.amazon.com/",
    .body = "{\"message\":\"Session token not found or invalid\",\"__type\":\"com.amazonaws.switchboard#Other\"}" });
  caller_call (fixture, &AWS_SSO_LOGOUT, &input);
  caller_assert_failed (fixture, AWS_ERROR_CREDENTIALS, "UnauthorizedException");
  g_assert_cmpstr (fixture->error->message, ==, "Logout: Session token not found or invalid (UnauthorizedException)");
  caller_assert_n_requests (fixture, 1);

  input.access_token = (char *) "line\r\nX-Other: header";
  caller_call (fixture, &AWS_SSO_LOGOUT, &input);
  caller_assert_failed (fixture, AWS_ERROR_PARAMETER, "BadRequest");
  g_assert_null (strstr (fixture->error->message, "Other"));
  caller_assert_n_requests (fixture, 1);
}

/* Both are waited for by who calls, not repeated by us. */
static void
test_sign_in_pending (Fixture       *fixture,
                      gconstpointer  data)
{
  AwsCreateTokenInput input = { .client_id = (char *) "c", .client_secret = (char *) "s",
                                .grant_type = (char *) AWS_GRANT_DEVICE_CODE, .device_code = (char *) "d\"é" };

  caller_push (fixture, 400, "{\"error\":\"authorization_pending\",\"error_description\":null}");
  caller_call (fixture, &AWS_SSO_OIDC_CREATE_TOKEN, &input);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "AuthorizationPendingException");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/token");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->body, ==,
                   "{\"clientId\":\"c\",\"clientSecret\":\"s\",\"grantType\":\"" AWS_GRANT_DEVICE_CODE "\","
                   "\"deviceCode\":\"d\\\"é\"}");
  g_assert_cmpstr (sent_header (fixture, 0, "content-type"), ==, "application/json");

  caller_push (fixture, 400, "{\"error\":\"slow_down\",\"error_description\":\"not so fast\"}");
  caller_call (fixture, &AWS_SSO_OIDC_CREATE_TOKEN, &input);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "SlowDownException");
  g_assert_cmpstr (fixture->error->message, ==, "CreateToken: not so fast (SlowDownException)");
  caller_assert_n_requests (fixture, 2);
}

static void
account_cb (gconstpointer item,
            gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->items, g_strdup (((const AwsAccountInfo *) item)->account_id));
}

/* The token goes by another name in the request than in the answer. */
static void
test_rest_pages (Fixture       *fixture,
                 gconstpointer  data)
{
  AwsListAccountsInput input = { .max_results = aws_integer (1), .access_token = (char *) "t" };

  caller_push (fixture, 200, "{\"nextToken\":\"p/2\",\"accountList\":[{\"accountId\":\"1\"}]}");
  caller_push (fixture, 200, "{\"nextToken\":null,\"accountList\":[{\"accountId\":\"2\"},{\"accountId\":\"3\"}]}");
  aws_client_list_async (fixture->client, &AWS_SSO_LIST_ACCOUNTS, &input, account_cb, fixture, NULL,
                         caller_listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->items->len, ==, 3);
  caller_assert_n_requests (fixture, 2);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->query, ==, "max_result=1");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==, "next_token=p%2F2&max_result=1");
  g_assert_cmpstr (sent_header (fixture, 1, "x-amz-sso_bearer_token"), ==, "t");
}

/* ---- S3 ---- */

#define S(text) ((char *) (text))

static void
push_header (Fixture    *fixture,
             guint       status,
             const char *header,
             const char *value,
             const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = status, .header = header, .header_value = value, .body = body });
}

static void
test_put_object (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"a\": 1}", 8);
  AwsPutObjectInput input = { .bucket = S ("my.bucket"), .key = S ("backups/2026 ü.json"), .body = body,
                              .content_type = S ("application/json"), .if_none_match = S ("*"),
                              .bucket_key_enabled = aws_boolean (TRUE) };
  AwsPutObjectOutput *output;
  const AwsTestRequest *request;

  push_header (fixture, 200, "ETag", "\"abc\"", "");
  output = caller_call (fixture, &AWS_S3_PUT_OBJECT, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (output->etag, ==, "\"abc\"");
  g_assert_null (output->version_id);

  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "PUT");
  g_assert_cmpstr (request->body, ==, "{\"a\": 1}");
  g_assert_null (request->query);
  g_assert_cmpstr (sent_header (fixture, 0, "content-type"), ==, "application/json");
  g_assert_cmpstr (sent_header (fixture, 0, "if-none-match"), ==, "*");
  g_assert_cmpstr (sent_header (fixture, 0, "x-amz-server-side-encryption-bucket-key-enabled"), ==, "true");
  g_assert_cmpstr (sent_header (fixture, 0, "x-amz-content-sha256"), ==,
                   "f9d86028c6e0d64e225186f96acb69338b2c59764df79162107f5c4bb34d1310");
  g_assert_nonnull (strstr (request->authorization, "/us-east-1/s3/aws4_request"));
  g_assert_nonnull (strstr (request->authorization, "host;if-none-match;x-amz-content-sha256;x-amz-date;"
                            "x-amz-server-side-encryption-bucket-key-enabled,"));

  caller_push (fixture, 412, "<Error><Code>PreconditionFailed</Code><Message>It is there</Message></Error>");
  caller_call (fixture, &AWS_S3_PUT_OBJECT, &input);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "PreconditionFailed");

  input.key = S ("");
  caller_call (fixture, &AWS_S3_PUT_OBJECT, &input);
  caller_assert_failed (fixture, AWS_ERROR_PARAMETER, "BadRequest");
  caller_assert_n_requests (fixture, 2);
}

static void
test_get_object (Fixture       *fixture,
                 gconstpointer  data)
{
  AwsGetObjectInput input = { .bucket = S ("bucket"), .key = S ("key"), .version_id = S ("v=1"),
                              .range = S ("bytes=0-4") };
  AwsGetObjectOutput *output;

  push_header (fixture, 206, "Last-Modified", "Tue, 24 Nov 2026 02:15:00 GMT", "bytes");
  output = caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpmem (g_bytes_get_data (output->body, NULL), g_bytes_get_size (output->body), "bytes", 5);
  g_assert_cmpint (output->content_length.value, ==, 5);
  g_assert_cmpint (output->last_modified.seconds, ==, 1795486500);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->query, ==, "versionId=v%3D1");
  g_assert_cmpstr (sent_header (fixture, 0, "range"), ==, "bytes=0-4");

  /* An empty object is one. */
  caller_push (fixture, 200, "");
  output = caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  g_assert_cmpuint (g_bytes_get_size (output->body), ==, 0);

  push_header (fixture, 200, "Last-Modified", "yesterday", "bytes");
  caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  caller_assert_failed (fixture, AWS_ERROR_PROTOCOL, "AnswerMalformed");

  caller_push (fixture, 404, "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
               "<RequestId>r-1</RequestId></Error>");
  caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  caller_assert_failed (fixture, AWS_ERROR_NOT_FOUND, "NoSuchKey");
  g_assert_cmpstr (aws_error_get_request_id (fixture->error), ==, "r-1");

  push_header (fixture, 301, "x-amz-bucket-region", "eu-west-1",
               "<Error><Code>PermanentRedirect</Code><Message>Elsewhere</Message></Error>");
  caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  g_assert_nonnull (strstr (fixture->error->message, "the bucket is in eu-west-1"));
}

/* Half an object is none. */
static void
test_truncated_object (Fixture       *fixture,
                       gconstpointer  data)
{
  AwsGetObjectInput input = { .bucket = S ("bucket"), .key = S ("key") };

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_TRUNCATE, .body = "0123456789" });
  caller_call (fixture, &AWS_S3_GET_OBJECT, &input);
  caller_assert_failed (fixture, AWS_ERROR_TRANSIENT, "ConnectionLost");
  caller_assert_n_requests (fixture, 3);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = "0123456789" });
  g_assert_nonnull (caller_call (fixture, &AWS_S3_GET_OBJECT, &input));
}

static void
test_head_object (Fixture       *fixture,
                  gconstpointer  data)
{
  AwsHeadObjectInput input = { .bucket = S ("bucket"), .key = S ("a//c") };
  AwsHeadObjectOutput *output;

  push_header (fixture, 200, "x-amz-version-id", "v", "the body that HEAD leaves out");
  output = caller_call (fixture, &AWS_S3_HEAD_OBJECT, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (output->version_id, ==, "v");
  g_assert_cmpint (output->content_length.value, ==, 29);
  g_assert_null (output->body);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/bucket/a//c");

  caller_push (fixture, 404, "");
  caller_call (fixture, &AWS_S3_HEAD_OBJECT, &input);
  caller_assert_failed (fixture, AWS_ERROR_NOT_FOUND, "NotFound");

  push_header (fixture, 204, "x-amz-delete-marker", "true", "");
  g_assert_true (((AwsDeleteObjectOutput *) caller_call (fixture, &AWS_S3_DELETE_OBJECT, &(AwsDeleteObjectInput) {
           .bucket = S ("bucket"), .key = S ("key") }))->delete_marker.value);
}

static void
object_cb (gconstpointer item,
           gpointer      user_data)
{
  const AwsS3Object *object = item;
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->items, g_strdup_printf ("%s %" G_GINT64_FORMAT, object->key, object->size.value));
}

static void
test_list_objects (Fixture       *fixture,
                   gconstpointer  data)
{
  AwsListObjectsV2Input input = { .bucket = S ("bucket"), .prefix = S ("a b/"), .delimiter = S ("/") };

  caller_push (fixture, 200, "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
               "<IsTruncated>true</IsTruncated>"
               "<Contents><Key>a b/1</Key><Size>7</Size></Contents>"
               "<CommonPrefixes><Prefix>a b/c/</Prefix></CommonPrefixes>"
               "<Contents><Key>a b/2</Key><Size>8</Size></Contents><NextContinuationToken>t/+=</NextContinuationToken>"
               "</ListBucketResult>");
  caller_push (fixture, 200, "<ListBucketResult><Contents><Size>9</Size><Key>a b/3</Key></Contents>"
               "</ListBucketResult>");
  aws_client_list_async (fixture->client, &AWS_S3_LIST_OBJECTS_V2, &input, object_cb, fixture, NULL,
                         caller_listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->items->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->items, 1), ==, "a b/2 8");
  g_assert_cmpstr (g_ptr_array_index (fixture->items, 2), ==, "a b/3 9");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->query, ==,
                   "list-type=2&prefix=a%20b%2F&delimiter=%2F");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==,
                   "list-type=2&prefix=a%20b%2F&delimiter=%2F&continuation-token=t%2F%2B%3D");

  /* A page that comes instead of S3's is no empty bucket. */
  caller_push (fixture, 200, "<html><body/></html>");
  aws_client_list_async (fixture->client, &AWS_S3_LIST_OBJECTS_V2, &input, object_cb, fixture, NULL,
                         caller_listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  caller_assert_failed (fixture, AWS_ERROR_PROTOCOL, "AnswerMalformed");
}

static void
test_bucket (Fixture       *fixture,
             gconstpointer  data)
{
  AwsCreateBucketConfiguration configuration = { .location_constraint = S ("eu-west-1") };
  AwsCreateBucketInput input = { .bucket = S ("bucket"), .configuration = &configuration };
  AwsGetBucketLocationInput location_input = { .bucket = S ("bucket") };
  AwsGetBucketLocationOutput *location;

  push_header (fixture, 200, "Location", "/bucket", "");
  g_assert_cmpstr (((AwsCreateBucketOutput *) caller_call (fixture, &AWS_S3_CREATE_BUCKET, &input))->location, ==,
                   "/bucket");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->body, ==,
                   "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                   "<LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>");

  caller_push (fixture, 200, "<?xml version=\"1.0\"?>\n<LocationConstraint xmlns=\"x\">eu-west-1</LocationConstraint>");
  location = caller_call (fixture, &AWS_S3_GET_BUCKET_LOCATION, &location_input);
  g_assert_cmpstr (location->location_constraint, ==, "eu-west-1");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==, "location");

  caller_push (fixture, 200, "<LocationConstraint xmlns=\"x\"/>");
  location = caller_call (fixture, &AWS_S3_GET_BUCKET_LOCATION, &location_input);
  g_assert_null (location->location_constraint);
}

/* ---- what is sent, to the byte ---- */

/* On a thread of its own, or the client would wait for itself. */
static gboolean
raw_run_cb (GThreadedSocketService *service,
            GSocketConnection      *connection,
            GObject                *source,
            gpointer                user_data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  GString *line = user_data;
  char buffer[8192];
  gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                  sizeof buffer - 1, NULL, NULL);

  g_assert_cmpint (n, >, 0);
  buffer[n] = '\0';
  g_string_truncate (line, 0);
  g_string_append_len (line, buffer, (gssize) strcspn (buffer, "\r"));
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                                            strlen (answer), NULL, NULL, NULL));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static void
test_paths (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *key, *line; } cases[] =
  {
    { "plain", "HEAD /bucket/plain HTTP/1.1" },
    { "a b/c+d/e%2Ff", "HEAD /bucket/a%20b/c%2Bd/e%252Ff HTTP/1.1" },
    { "ü/値/🚀", "HEAD /bucket/%C3%BC/%E5%80%A4/%F0%9F%9A%80 HTTP/1.1" },
    { "a//b/../c/.", "HEAD /bucket/a//b/../c/. HTTP/1.1" },
    { "..", "HEAD /bucket/.. HTTP/1.1" },
    { "/leading", "HEAD /bucket//leading HTTP/1.1" },
    { "trailing/", "HEAD /bucket/trailing/ HTTP/1.1" },
    { "?a=b&c#d;e:f@g=h", "HEAD /bucket/%3Fa%3Db%26c%23d%3Be%3Af%40g%3Dh HTTP/1.1" },
    { "~-_.!*'()", "HEAD /bucket/~-_.%21%2A%27%28%29 HTTP/1.1" },
    { "line\nbreak\x01", "HEAD /bucket/line%0Abreak%01 HTTP/1.1" },
  };
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (1);
  g_autoptr(GString) line = g_string_new (NULL);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  AwsCredentialsProvider *provider = aws_client_get_provider (fixture->client);
  g_autoptr(AwsClient) client = aws_client_new (provider, "us-east-1", url);

  g_signal_connect (service, "run", G_CALLBACK (raw_run_cb), line);
  g_object_unref (g_steal_pointer (&fixture->client));
  fixture->client = g_object_ref (client);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AwsHeadObjectInput input = { .bucket = S ("bucket"), .key = S (cases[i].key) };

      g_assert_nonnull (caller_call (fixture, &AWS_S3_HEAD_OBJECT, &input));
      g_assert_cmpstr (line->str, ==, cases[i].line);
    }
  g_clear_object (&client);
  g_socket_service_stop (service);
}

/* Where a bucket has a host of its own, and where it cannot have one. */
static void
test_hosts (void)
{
  static const struct { const char *bucket, *key, *override, *url; } cases[] =
  {
    { "bucket", "a b", NULL, "https://bucket.s3.eu-west-1.amazonaws.com/a%20b" },
    { "my-bucket-1", "k", NULL, "https://my-bucket-1.s3.eu-west-1.amazonaws.com/k" },
    { "my.bucket", "k", NULL, "https://s3.eu-west-1.amazonaws.com/my.bucket/k" },
    { "Old_Bucket", "k", NULL, "https://s3.eu-west-1.amazonaws.com/Old_Bucket/k" },
    { "evil.com/", "k", NULL, "https://s3.eu-west-1.amazonaws.com/evil.com%2F/k" },
    { "-x-", "k", NULL, "https://s3.eu-west-1.amazonaws.com/-x-/k" },
    { "bucket", "k", "http://127.0.0.1:99/base/", "http://127.0.0.1:99/base/bucket/k" },
    { "bucket", "k", "https://storage.example.com", "https://storage.example.com/bucket/k" },
  };
  g_autoptr(AwsSettings) settings = aws_settings_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AwsHeadObjectInput input = { .bucket = S (cases[i].bucket), .key = S (cases[i].key) };
      g_autoptr(AwsEndpoint) endpoint =
        aws_endpoint_resolve (&AWS_S3, "eu-west-1", cases[i].override, settings, NULL);
      g_autoptr(AwsRequest) request = aws_request_new (&AWS_S3_HEAD_OBJECT, &input, NULL);
      g_autoptr(SoupMessage) message = aws_request_create_message (request, endpoint);
      g_autofree char *url = g_uri_to_string (soup_message_get_uri (message));

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

#define ADD(path, test) \
  g_test_add ("/aws/rest/" path, Fixture, NULL, caller_set_up, test, caller_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("anonymous", test_anonymous);
  ADD ("anonymous/refused", test_anonymous_refused);
  ADD ("sign-in-pending", test_sign_in_pending);
  ADD ("pages", test_rest_pages);
  ADD ("s3/put", test_put_object);
  ADD ("s3/get", test_get_object);
  ADD ("s3/truncated", test_truncated_object);
  ADD ("s3/head-and-delete", test_head_object);
  ADD ("s3/list", test_list_objects);
  ADD ("s3/bucket", test_bucket);
  ADD ("s3/paths", test_paths);
  g_test_add_func ("/aws/rest/s3/hosts", test_hosts);

  return g_test_run ();
}
