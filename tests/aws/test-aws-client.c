/* test-aws-client.c: calls against an endpoint that misbehaves on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-client-private.h"
#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ssm.h"
#include "aws/services/aws-sts.h"
#include "aws-test-caller.h"

#define REGION "us-east-1"
#define NAMESPACE "xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\""
#define REGIONS \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeRegionsResponse " NAMESPACE "><requestId>r-1</requestId>" \
  "<regionInfo><item><regionName>eu-west-1</regionName><regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint>" \
  "</item><item><regionName>us-east-1</regionName></item></regionInfo></DescribeRegionsResponse>"
#define ERROR(code, message) \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>" code "</Code><Message>" message \
  "</Message></Error></Errors><RequestID>11111111-2222</RequestID></Response>"
#define TERMINATED \
  "<TerminateInstancesResponse " NAMESPACE "><instancesSet><item><instanceId>i-1</instanceId><currentState>" \
  "<code>32</code><name>shutting-down</name></currentState></item></instancesSet></TerminateInstancesResponse>"
#define VPC "<CreateVpcResponse " NAMESPACE "><vpc><vpcId>vpc-1</vpcId></vpc></CreateVpcResponse>"
#define FLEET "<CreateFleetResponse " NAMESPACE "><fleetId>fleet-1</fleetId></CreateFleetResponse>"

typedef AwsTestCaller Fixture;

static void
push_mode (Fixture     *fixture,
           AwsTestMode  mode,
           const char  *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = mode, .body = body });
}

/* ---- one call ---- */

static void
test_call (Fixture       *fixture,
           gconstpointer  data)
{
  AwsDescribeRegionsInput input = { .all_regions = aws_boolean (TRUE) };
  AwsDescribeRegionsOutput *output;
  const AwsRegion *region;
  const AwsTestRequest *request;

  caller_push (fixture, 200, REGIONS);
  input.region_names = aws_string_array_new ("eu-west-1", "us-east-1", NULL);
  output = caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (aws_list_length (output->regions), ==, 2);
  region = g_ptr_array_index (output->regions, 0);
  g_assert_cmpstr (region->region_name, ==, "eu-west-1");
  g_assert_cmpstr (region->endpoint, ==, "ec2.eu-west-1.amazonaws.com");
  g_assert_null (region->opt_in_status);

  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->body, ==, "Action=DescribeRegions&Version=2016-11-15"
                   "&RegionName.1=eu-west-1&RegionName.2=us-east-1&AllRegions=true");
  g_assert_true (g_str_has_prefix (request->authorization, "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
  g_assert_nonnull (strstr (request->authorization, "/us-east-1/ec2/aws4_request"));
  g_assert_nonnull (strstr (request->authorization, "SignedHeaders=content-type;host;x-amz-date,"));
  g_assert_cmpstr (request->sdk_request, ==, "attempt=1; max=3");
  g_assert_true (g_str_has_prefix (request->user_agent, "flotilla/"));
  g_assert_true (g_uuid_string_is_valid (request->invocation_id));
  g_assert_null (request->security_token);
  aws_shape_clear (AWS_EC2_DESCRIBE_REGIONS.input, &input);
}

static void
test_session_token (Fixture       *fixture,
                    gconstpointer  data)
{
  const AwsTestRequest *request;

  caller_use_credentials (fixture, "the/token==");
  caller_push (fixture, 200, REGIONS);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->security_token, ==, "the/token==");
  g_assert_nonnull (strstr (request->authorization, "host;x-amz-date;x-amz-security-token,"));
}

static void
test_query_and_json (Fixture       *fixture,
                     gconstpointer  data)
{
  AwsGetCallerIdentityOutput *identity;
  AwsGetParameterInput input = { .name = (char *) "/aws/service/debian" };
  AwsGetParameterOutput *parameter;

  caller_push (fixture, 200, "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
               "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>AIDA</UserId>"
               "<Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>x</RequestId>"
               "</ResponseMetadata></GetCallerIdentityResponse>");
  identity = caller_call (fixture, &AWS_STS_GET_CALLER_IDENTITY, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (identity->account, ==, "123456789012");
  g_assert_cmpstr (identity->arn, ==, "arn:aws:iam::123456789012:user/me");

  caller_push (fixture, 200, "{\"Parameter\":{\"Name\":\"/aws/service/debian\",\"Value\":\"ami-1\",\"Version\":7,"
               "\"LastModifiedDate\":1.5,\"Unknown\":{\"x\":[1]}}}");
  parameter = caller_call (fixture, &AWS_SSM_GET_PARAMETER, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (parameter->parameter->value, ==, "ami-1");
  g_assert_cmpint (parameter->parameter->version.value, ==, 7);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->target, ==, "AmazonSSM.GetParameter");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->body, ==, "{\"Name\":\"/aws/service/debian\"}");
}

static void
test_error_documents (Fixture       *fixture,
                      gconstpointer  data)
{
  AwsGetParameterInput input = { .name = (char *) "/nothing" };

  caller_push (fixture, 400, ERROR ("InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist"));
  caller_call (fixture, &AWS_EC2_DELETE_VPC, &(AwsDeleteVpcInput) { (char *) "vpc-1" });
  caller_assert_failed (fixture, AWS_ERROR_NOT_FOUND, "InvalidVpcID.NotFound");
  g_assert_cmpstr (fixture->error->message, ==,
                   "DeleteVpc: The vpc ID 'vpc-1' does not exist (InvalidVpcID.NotFound)");
  g_assert_cmpstr (aws_error_get_request_id (fixture->error), ==, "11111111-2222");
  g_assert_cmpuint (aws_error_get_http_status (fixture->error), ==, 400);

  caller_push (fixture, 403, "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
               "<Type>Sender</Type>"
               "<Code>AccessDenied</Code><Message>no</Message></Error><RequestId>abc</RequestId></ErrorResponse>");
  caller_call (fixture, &AWS_STS_GET_CALLER_IDENTITY, NULL);
  caller_assert_failed (fixture, AWS_ERROR_PERMISSION, "AccessDenied");
  g_assert_cmpstr (aws_error_get_request_id (fixture->error), ==, "abc");

  caller_push (fixture, 400, "{\"__type\":\"com.amazonaws.ssm#ParameterNotFound\",\"message\":\"gone\"}");
  caller_call (fixture, &AWS_SSM_GET_PARAMETER, &input);
  caller_assert_failed (fixture, AWS_ERROR_NOT_FOUND, "ParameterNotFound");
  g_assert_cmpstr (fixture->error->message, ==, "GetParameter: gone (ParameterNotFound)");

  caller_push (fixture, 404, "<html><body>Not here &nbsp; <p>");
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_UNKNOWN);
  g_assert_cmpuint (aws_error_get_http_status (fixture->error), ==, 404);
}

static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 301, .header = "Location",
                                                            .header_value = "http://127.0.0.1:1/" });
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_UNKNOWN);
  caller_assert_n_requests (fixture, 1);
}

static void
test_wrong_document (Fixture       *fixture,
                     gconstpointer  data)
{
  caller_push (fixture, 200, "<html><body>Sign in to the airport's network</body></html>");
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_PROTOCOL, "AnswerMalformed");
  g_assert_true (g_str_has_prefix (fixture->error->message, "DescribeRegions: "));
  caller_assert_n_requests (fixture, 1);
}

/* ---- secrets ---- */

static GString *logged;

static GLogWriterOutput
keep_log (GLogLevelFlags    level,
          const GLogField  *fields,
          gsize             n_fields,
          gpointer          user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      g_string_append_printf (logged, "%s=", fields[i].key);
      if (fields[i].length < 0)
        g_string_append (logged, fields[i].value);
      g_string_append_c (logged, '\n');
    }

  return G_LOG_WRITER_HANDLED;
}

/* In a process of its own, because GLib's writer can be set but once. */
static void
test_log_child (Fixture *fixture)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "S3CR3T", "T0K3N", 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  AwsImportKeyPairInput input = { .key_name = (char *) "n", .public_key_material = (char *) "bWF0ZXJpYWw=" };

  logged = g_string_new (NULL);
  g_log_set_writer_func (keep_log, NULL, NULL);
  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, aws_test_server_get_url (fixture->server));
  caller_push (fixture, 400, ERROR ("InvalidKeyPair.Duplicate", "exists"));
  caller_call (fixture, &AWS_EC2_IMPORT_KEY_PAIR, &input);

  g_assert_nonnull (strstr (logged->str, "AWS_ACTION=ImportKeyPair\n"));
  g_assert_nonnull (strstr (logged->str, "status 400"));
  g_assert_nonnull (strstr (logged->str, "InvalidKeyPair.Duplicate"));
  g_assert_null (strstr (logged->str, "S3CR3T"));
  g_assert_null (strstr (logged->str, "T0K3N"));
  g_assert_null (strstr (logged->str, "bWF0ZXJpYWw"));
  g_assert_null (strstr (logged->str, "Signature="));
  g_string_free (logged, TRUE);
}

static void
test_log (Fixture       *fixture,
          gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      test_log_child (fixture);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* ---- repetition ---- */

static void
test_throttled (Fixture       *fixture,
                gconstpointer  data)
{
  AwsCreateVpcInput input = { .cidr_block = (char *) "10.0.0.0/16" };
  const AwsTestRequest *first, *second;

  /* Even a call that must not be carried out twice: this one was not. */
  caller_push (fixture, 503, ERROR ("RequestLimitExceeded", "Request limit exceeded."));
  caller_push (fixture, 200, VPC);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_CREATE_VPC, &input));
  caller_assert_n_requests (fixture, 2);
  first = aws_test_server_get_request (fixture->server, 0);
  second = aws_test_server_get_request (fixture->server, 1);
  g_assert_cmpstr (first->invocation_id, ==, second->invocation_id);
  g_assert_cmpstr (second->sdk_request, ==, "attempt=2; max=3");
  g_assert_cmpstr (first->body, ==, second->body);
}

static void
test_gives_up (Fixture       *fixture,
               gconstpointer  data)
{
  caller_push (fixture, 503, ERROR ("RequestLimitExceeded", "Request limit exceeded."));
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_THROTTLED, "RequestLimitExceeded");
  caller_assert_n_requests (fixture, 3);
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 503, .body = ERROR ("Unavailable", "busy"), .header = "x-amz-retry-after", .header_value = "400" });
  caller_push (fixture, 200, REGIONS);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 400 * 1000);
}

/* In seconds, or as a time by the server's clock. */
static void
test_retry_after_header (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(GDateTime) later = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + 2);
  g_autofree char *date = soup_date_time_to_string (later, SOUP_DATE_HTTP);
  const char *const values[] = { "1", date };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      gint64 start = g_get_monotonic_time ();

      aws_test_server_push (fixture->server, &(AwsTestAnswer) {
        .status = 503, .body = ERROR ("Unavailable", "busy"), .header = "Retry-After", .header_value = values[i] });
      caller_push (fixture, 200, REGIONS);
      g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
      g_assert_cmpint (g_get_monotonic_time () - start, >=, 950 * 1000);
    }
}

static void
test_capacity_is_not_repeated (Fixture       *fixture,
                               gconstpointer  data)
{
  caller_push (fixture, 500, ERROR ("InsufficientInstanceCapacity", "none"));
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_CAPACITY, "InsufficientInstanceCapacity");
  caller_assert_n_requests (fixture, 1);
}

static void
test_server_error (Fixture       *fixture,
                   gconstpointer  data)
{
  caller_push (fixture, 500, ERROR ("InternalError", "oops"));
  caller_push (fixture, 502, "");
  caller_push (fixture, 200, REGIONS);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  caller_assert_n_requests (fixture, 3);
}

static AwsCreateFleetInput *
create_fleet_input (void)
{
  AwsCreateFleetInput *input = aws_shape_new (AWS_EC2_CREATE_FLEET.input);
  AwsFleetLaunchTemplateConfig *config = g_new0 (AwsFleetLaunchTemplateConfig, 1);

  config->specification = g_new0 (AwsFleetLaunchTemplateSpecification, 1);
  config->specification->launch_template_id = g_strdup ("lt-1");
  config->specification->version = g_strdup ("1");
  input->client_token = g_strdup ("token-1");
  input->type = g_strdup ("instant");
  input->launch_template_configs = g_ptr_array_new ();
  g_ptr_array_add (input->launch_template_configs, config);
  input->target_capacity = g_new0 (AwsTargetCapacitySpecification, 1);
  input->target_capacity->total_target_capacity = aws_integer (1);

  return input;
}

/* What may have had its effect is repeated only if that does no harm. */
static void
test_repeatable (Fixture       *fixture,
                 gconstpointer  data)
{
  AwsTestMode mode = GPOINTER_TO_INT (data);
  AwsCreateVpcInput vpc = { .cidr_block = (char *) "10.0.0.0/16" };
  AwsCreateFleetInput *fleet = create_fleet_input ();
  AwsTerminateInstancesInput terminate = { 0 };

  push_mode (fixture, mode, VPC);
  caller_call (fixture, &AWS_EC2_CREATE_VPC, &vpc);
  g_assert_nonnull (fixture->error);
  caller_assert_n_requests (fixture, 1);

  push_mode (fixture, mode, FLEET);
  caller_push (fixture, 200, FLEET);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_CREATE_FLEET, fleet));
  caller_assert_n_requests (fixture, 3);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->body, ==,
                   aws_test_server_get_request (fixture->server, 2)->body);

  push_mode (fixture, mode, TERMINATED);
  caller_push (fixture, 200, TERMINATED);
  terminate.instance_ids = aws_string_array_new ("i-1", NULL);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_TERMINATE_INSTANCES, &terminate));
  caller_assert_n_requests (fixture, 5);
  g_ptr_array_unref (terminate.instance_ids);
  aws_shape_free (AWS_EC2_CREATE_FLEET.input, fleet);
}

static void
test_hang_error (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();
  AwsCreateVpcInput vpc = { .cidr_block = (char *) "10.0.0.0/16" };

  push_mode (fixture, AWS_TEST_HANG, NULL);
  caller_call (fixture, &AWS_EC2_CREATE_VPC, &vpc);
  caller_assert_failed (fixture, AWS_ERROR_TRANSIENT, "AnswerTimeout");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

static void
test_truncated_error (Fixture       *fixture,
                      gconstpointer  data)
{
  /* A whole HTTP body that holds half a document. */
  caller_push (fixture, 200, "<DescribeRegionsResponse><regionInfo><item><regionName>eu-");
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_PROTOCOL, "AnswerTruncated");
  caller_assert_n_requests (fixture, 3);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  g_autofree char *url = g_strdup (aws_test_server_get_url (fixture->server));

  aws_test_server_free (fixture->server);
  fixture->server = aws_test_server_new ();
  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, url);
  _aws_client_set_patience (fixture->client, &caller_patience, 20);
  caller_call (fixture, &AWS_EC2_CREATE_VPC, NULL);
  caller_assert_failed (fixture, AWS_ERROR_TRANSIENT, "ConnectFailed");
  g_assert_nonnull (strstr (fixture->error->message, url));
}

/* A listener whose queue is full does not answer at all: the connection hangs half-way. */
static void
test_connect_timeout (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AwsCredentialsProvider) provider = g_object_ref (aws_client_get_provider (fixture->client));
  g_autofree char *url = NULL;
  const AwsTimeouts impatience = { .connect = 200, .idle = 5000, .total = 10000 };
  gint64 start;

  g_socket_set_listen_backlog (listener, 1);
  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < 8; i++)
    {
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, address, NULL, NULL);
      g_ptr_array_add (sockets, socket);
    }

  url = g_strdup_printf ("http://127.0.0.1:%d",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, url);
  _aws_client_set_patience (fixture->client, &impatience, 20);
  start = g_get_monotonic_time ();
  caller_call (fixture, &AWS_EC2_CREATE_VPC, NULL);
  caller_assert_failed (fixture, AWS_ERROR_TRANSIENT, "ConnectTimeout");
  /* three attempts, though the call has an effect: it was never sent */
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 600 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
test_quota (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_calls = 0;

  /* 500 tokens, 5 for each repetition: a hundred repetitions and not one more. */
  _aws_client_set_patience (fixture->client, &caller_patience, 0);
  caller_push (fixture, 503, ERROR ("RequestLimitExceeded", "slow down"));
  while (n_calls < 60)
    {
      caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
      n_calls++;
    }
  caller_assert_n_requests (fixture, 60 + 100);
}

static void
test_token_required (Fixture       *fixture,
                     gconstpointer  data)
{
  AwsCreateFleetInput fleet = { .type = (char *) "instant" };

  caller_call (fixture, &AWS_EC2_CREATE_FLEET, &fleet);
  caller_assert_failed (fixture, AWS_ERROR_PARAMETER, "BadRequest");
  caller_assert_n_requests (fixture, 0);
}

static void
test_keep_alive (Fixture       *fixture,
                 gconstpointer  data)
{
  guint port;

  caller_push (fixture, 200, REGIONS);
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  port = aws_test_server_get_request (fixture->server, 0)->client_port;
  for (guint i = 1; i < 5; i++)
    {
      g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
      g_assert_cmpuint (aws_test_server_get_request (fixture->server, i)->client_port, ==, port);
    }
}

/* ---- clock and credentials ---- */

static void
push_dated_error (Fixture    *fixture,
                  const char *body,
                  int         offset)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) theirs = g_date_time_add_seconds (now, offset);
  g_autofree char *text = soup_date_time_to_string (theirs, SOUP_DATE_HTTP);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 403, .body = body,
                                                            .header = "Date", .header_value = text });
}

static gint64
get_signed_time (Fixture *fixture,
                 guint    request)
{
  const char *date = aws_test_server_get_request (fixture->server, request)->amz_date;
  g_autofree char *text = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", date, date + 4, date + 6,
                                           date + 9, date + 11, date + 13);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time);
}

static void
test_clock_skew (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(AwsClient) other = NULL;

  push_dated_error (fixture, ERROR ("AuthFailure", "AWS was not able to validate the credentials"), 3600);
  caller_push (fixture, 200, REGIONS);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  caller_assert_n_requests (fixture, 2);
  g_assert_cmpint (ABS (get_signed_time (fixture, 1) - get_signed_time (fixture, 0) - 3600), <=, 3);

  /* The correction stays, for other regions too. */
  other = aws_client_for_region (fixture->client, "eu-west-1");
  g_assert_cmpstr (aws_client_get_region (other), ==, "eu-west-1");
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  g_assert_cmpint (ABS (get_signed_time (fixture, 2) - get_signed_time (fixture, 0) - 3600), <=, 3);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gpointer regions = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (regions);
  aws_shape_free (AWS_EC2_DESCRIBE_REGIONS.output, regions);
  *(guint *) user_data += 1;
}

/* Three calls that are under way when the first one learns what time it is. */
static void
test_clock_side_by_side (Fixture       *fixture,
                         gconstpointer  data)
{
  guint n = 0;

  for (guint i = 0; i < 3; i++)
    push_dated_error (fixture, ERROR ("RequestExpired", "Request has expired."), 1200);
  for (guint i = 0; i < 3; i++)
    caller_push (fixture, 200, REGIONS);
  for (guint i = 0; i < 3; i++)
    aws_client_call_async (fixture->client, &AWS_EC2_DESCRIBE_REGIONS, NULL, NULL, count_cb, &n);
  while (n < 3)
    g_main_context_iteration (NULL, TRUE);
  caller_assert_n_requests (fixture, 6);
}

static void
test_clock_is_right (Fixture       *fixture,
                     gconstpointer  data)
{
  push_dated_error (fixture, ERROR ("SignatureDoesNotMatch", "wrong"), 60);
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_CREDENTIALS, "SignatureDoesNotMatch");
  caller_assert_n_requests (fixture, 1);
}

static void
test_clock_once (Fixture       *fixture,
                 gconstpointer  data)
{
  push_dated_error (fixture, ERROR ("RequestTimeTooSkewed", "wrong"), 3600);
  push_dated_error (fixture, ERROR ("RequestTimeTooSkewed", "wrong"), 36000);
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_SKEW, "RequestTimeTooSkewed");
  caller_assert_n_requests (fixture, 2);
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AwsCredentialsProvider) provider = NULL;

  /* The environment has changed by the time the provider is asked again. */
  g_setenv ("AWS_ACCESS_KEY_ID", "AKIDOLD", TRUE);
  g_setenv ("AWS_SECRET_ACCESS_KEY", "old", TRUE);
  g_setenv ("AWS_SESSION_TOKEN", "old-token", TRUE);
  provider = aws_environment_provider_new ();
  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, aws_test_server_get_url (fixture->server));

  caller_push (fixture, 200, REGIONS);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  caller_push (fixture, 400, ERROR ("ExpiredToken", "The security token included in the request is expired"));
  caller_push (fixture, 200, REGIONS);
  g_setenv ("AWS_ACCESS_KEY_ID", "AKIDNEW", TRUE);
  g_setenv ("AWS_SESSION_TOKEN", "new-token", TRUE);
  g_assert_nonnull (caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL));
  caller_assert_n_requests (fixture, 3);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->security_token, ==, "old-token");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 2)->security_token, ==, "new-token");

  /* Nothing new: the refusal is the answer. */
  caller_push (fixture, 400, ERROR ("ExpiredToken", "expired"));
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_CREDENTIALS, "ExpiredToken");
  caller_assert_n_requests (fixture, 4);
  g_unsetenv ("AWS_ACCESS_KEY_ID");
  g_unsetenv ("AWS_SECRET_ACCESS_KEY");
  g_unsetenv ("AWS_SESSION_TOKEN");
}

static void
test_no_credentials (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(AwsCredentialsProvider) provider = aws_chain_provider_new (none);

  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, aws_test_server_get_url (fixture->server));
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_CREDENTIALS, "NoCredentials");
  caller_assert_n_requests (fixture, 0);
}

static void
test_bad_endpoint (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(AwsCredentialsProvider) provider = g_object_ref (aws_client_get_provider (fixture->client));

  g_clear_object (&fixture->client);
  fixture->client = aws_client_new (provider, REGION, "http://ec2.example.com");
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  caller_assert_failed (fixture, AWS_ERROR_PARAMETER, "BadEndpoint");
}

/* ---- cancellation ---- */

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  if (data != NULL)
    {
      /* while waiting to repeat */
      aws_test_server_push (fixture->server, &(AwsTestAnswer) {
        .status = 503, .body = ERROR ("Unavailable", "busy"), .header = "Retry-After", .header_value = "20" });
    }
  else
    push_mode (fixture, AWS_TEST_HANG, NULL);
  g_timeout_add (100, cancel_cb, fixture->cancellable);
  caller_call (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  caller_assert_n_requests (fixture, 1);
}

#define ADD(path, data, func) \
  g_test_add ("/aws/client/" path, Fixture, data, caller_set_up, func, caller_tear_down)

static void
add_call_tests (void)
{
  ADD ("call", NULL, test_call);
  ADD ("session-token", NULL, test_session_token);
  ADD ("query-and-json", NULL, test_query_and_json);
  ADD ("error-documents", NULL, test_error_documents);
  ADD ("redirect", NULL, test_redirect);
  ADD ("wrong-document", NULL, test_wrong_document);
  ADD ("token-required", NULL, test_token_required);
  ADD ("keep-alive", NULL, test_keep_alive);
  ADD ("clock/skew", NULL, test_clock_skew);
  ADD ("clock/side-by-side", NULL, test_clock_side_by_side);
  ADD ("clock/right", NULL, test_clock_is_right);
  ADD ("clock/once", NULL, test_clock_once);
  ADD ("credentials/expired", NULL, test_expired);
  ADD ("credentials/none", NULL, test_no_credentials);
  ADD ("bad-endpoint", NULL, test_bad_endpoint);
  ADD ("log", NULL, test_log);
}

static void
add_retry_tests (void)
{
  ADD ("retry/throttled", NULL, test_throttled);
  ADD ("retry/gives-up", NULL, test_gives_up);
  ADD ("retry/after", NULL, test_retry_after);
  ADD ("retry/after-header", NULL, test_retry_after_header);
  ADD ("retry/capacity", NULL, test_capacity_is_not_repeated);
  ADD ("retry/server-error", NULL, test_server_error);
  ADD ("retry/reset", GINT_TO_POINTER (AWS_TEST_RESET), test_repeatable);
  ADD ("retry/truncated", GINT_TO_POINTER (AWS_TEST_TRUNCATE), test_repeatable);
  ADD ("retry/hang", GINT_TO_POINTER (AWS_TEST_HANG), test_repeatable);
  ADD ("retry/hang-error", NULL, test_hang_error);
  ADD ("retry/truncated-error", NULL, test_truncated_error);
  ADD ("retry/refused", NULL, test_refused);
  ADD ("retry/connect-timeout", NULL, test_connect_timeout);
  ADD ("retry/quota", NULL, test_quota);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_call_tests ();
  add_retry_tests ();
  ADD ("cancel/hanging", NULL, test_cancel);
  ADD ("cancel/waiting", GINT_TO_POINTER (1), test_cancel);

  return g_test_run ();
}
