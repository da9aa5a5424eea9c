/* test-aws-mutations.c: every call with an effect there is, under every fault
 *
 * What the practice cloud carries out is tried there too (test_faults.py), where what came of it can be counted. Here
 * an endpoint misbehaves on demand and counts what it was asked, so that no call is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws-operations.h"
#include "aws-test-caller.h"
#include "aws-test-fill.h"
#include "aws/aws-error.h"

typedef struct
{
  const char *name;
  AwsTestMode mode;
  guint status;
  const char *code;         /* (nullable): AWS's */
  gboolean not_done;        /* AWS has done nothing: it is repeated in any case */
  AwsErrorCategory category;  /* of the error when it must not be repeated */
} Fault;

static const Fault faults[] = {
  { "throttle", AWS_TEST_ANSWER, 503, "RequestLimitExceeded", TRUE },
  { "throttling", AWS_TEST_ANSWER, 400, "ThrottlingException", TRUE },
  { "500", AWS_TEST_ANSWER, 500, "InternalError", FALSE, AWS_ERROR_TRANSIENT },
  { "503", AWS_TEST_ANSWER, 503, "ServiceUnavailable", FALSE, AWS_ERROR_TRANSIENT },
  { "502-page", AWS_TEST_ANSWER, 502, NULL, FALSE, AWS_ERROR_TRANSIENT },
  { "reset", AWS_TEST_RESET, 0, NULL, FALSE, AWS_ERROR_TRANSIENT },
  { "truncate", AWS_TEST_TRUNCATE, 0, NULL, FALSE, AWS_ERROR_TRANSIENT },
  { "hang", AWS_TEST_HANG, 0, NULL, FALSE, AWS_ERROR_TRANSIENT },
};

static gboolean
speaks_json (const AwsOperation *operation)
{
  return operation->service->protocol == AWS_PROTOCOL_JSON || operation->service->protocol == AWS_PROTOCOL_REST_JSON;
}

static char *
write_error (const AwsOperation *operation,
             const char         *code)
{
  if (code == NULL)
    return g_strdup ("<html><body>Bad Gateway</body></html>");
  if (speaks_json (operation))
    return g_strdup_printf ("{\"__type\":\"%s\",\"message\":\"no\"}", code);

  switch (operation->service->protocol)
    {
    case AWS_PROTOCOL_EC2:
      return g_strdup_printf ("<Response><Errors><Error><Code>%s</Code><Message>no</Message></Error></Errors>"
                              "<RequestID>r</RequestID></Response>", code);
    case AWS_PROTOCOL_REST_XML:
      return g_strdup_printf ("<Error><Code>%s</Code><Message>no</Message></Error>", code);
    case AWS_PROTOCOL_QUERY:
    case AWS_PROTOCOL_JSON:
    case AWS_PROTOCOL_REST_JSON:
    default:
      return g_strdup_printf ("<ErrorResponse><Error><Code>%s</Code><Message>no</Message></Error></ErrorResponse>", code);
    }
}

/* That it is done, with no more said. */
static char *
write_success (const AwsOperation *operation)
{
  const char *name = operation->name;

  if (speaks_json (operation))
    return g_strdup ("{}");

  switch (operation->service->protocol)
    {
    case AWS_PROTOCOL_EC2:
      return g_strdup_printf ("<%sResponse><requestId>r</requestId><return>true</return></%sResponse>", name, name);
    case AWS_PROTOCOL_REST_XML:
      return g_strdup ("");
    case AWS_PROTOCOL_QUERY:
    case AWS_PROTOCOL_JSON:
    case AWS_PROTOCOL_REST_JSON:
    default:
      return g_strdup_printf ("<%sResponse><%sResult></%sResult></%sResponse>", name, name, name, name);
    }
}

/* Once it was asked with the fault, then, if the client asks again, it answers. */
static void
try (AwsTestCaller      *caller,
     const AwsOperation *operation,
     const Fault        *fault)
{
  g_autofree char *refusal = fault->status != 0 ? write_error (operation, fault->code) : write_success (operation);
  g_autofree char *success = write_success (operation);
  gboolean repeatable = fault->not_done || operation->idempotent || operation->token != NULL;
  guint before = aws_test_server_get_n_requests (caller->server);
  gpointer input = aws_test_fill (operation->input, NULL);
  guint n_requests;

  /* Of nothing there is no half. */
  aws_test_server_push (caller->server, &(AwsTestAnswer) {
    .mode = fault->mode, .status = fault->status, .body = *refusal != '\0' ? refusal : "<Answer></Answer>" });
  aws_test_server_push (caller->server, &(AwsTestAnswer) { .body = success });

  g_test_message ("%s %s: %s", operation->service->id, operation->name, fault->name);
  caller_call (caller, operation, input);
  n_requests = aws_test_server_get_n_requests (caller->server) - before;
  if (repeatable)
    {
      const AwsTestRequest *first = aws_test_server_get_request (caller->server, before);
      const AwsTestRequest *second;

      g_assert_no_error (caller->error);
      g_assert_cmpuint (n_requests, ==, 2);
      second = aws_test_server_get_request (caller->server, before + 1);
      g_assert_cmpstr (first->body, ==, second->body);      /* the same idempotency token, too */
      g_assert_cmpstr (first->invocation_id, ==, second->invocation_id);
    }
  else
    {
      g_assert_error (caller->error, AWS_ERROR, (int) fault->category);
      g_assert_cmpuint (n_requests, ==, 1);
      /* The answer that was not asked for is taken away. */
      caller_call (caller, operation, input);
      g_assert_no_error (caller->error);
    }
  if (operation->input != NULL)
    aws_shape_free (operation->input, input);
}

static void
test_fault (AwsTestCaller *caller,
            gconstpointer  data)
{
  static const AwsTimeouts impatience = { .connect = 2000, .idle = 100, .total = 3000 };
  const Fault *fault = data;
  guint n = 0;

  /* Each silence is waited for. */
  if (fault->mode == AWS_TEST_HANG)
    _aws_client_set_patience (caller->client, &impatience, 5);

  for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
    if ((*operation)->mutating && !(*operation)->anonymous)
      {
        try (caller, *operation, fault);
        n++;
      }
  g_assert_cmpuint (n, >, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* What is sent is checked elsewhere; the values here are any. */
  g_unsetenv ("FLOTILLA_RECORD_REQUESTS");

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/aws/mutations/%s", faults[i].name);

      g_test_add (path, AwsTestCaller, &faults[i], caller_set_up, test_fault, caller_tear_down);
    }

  return g_test_run ();
}
