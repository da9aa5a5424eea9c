/* test-aws-error.c: what AWS's codes mean, and what an error says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/aws-error.h"

typedef struct
{
  AwsErrorCategory category;
  const char *codes;   /* separated by spaces */
} Expectation;

static const Expectation expectations[] =
{
  { AWS_ERROR_CAPACITY,
    "InsufficientInstanceCapacity UnfulfillableCapacity InsufficientHostCapacity "
    "InsufficientReservedInstanceCapacity InsufficientCapacity Unsupported ReservationCapacityExceeded "
    "InsufficientFreeAddressesInSubnet" },
  { AWS_ERROR_PRICE, "SpotMaxPriceTooLow LimitPriceExceeded" },
  { AWS_ERROR_QUOTA,
    "MaxSpotInstanceCountExceeded VcpuLimitExceeded InstanceLimitExceeded MaxFleetCountExceeded "
    "MaxSpotFleetRequestCountExceeded RequestResourceCountExceeded ResourceCountExceeded VolumeLimitExceeded "
    "MaxIOPSLimitExceeded SecurityGroupLimitExceeded RulesPerSecurityGroupLimitExceeded TagLimitExceeded "
    "MaxConfigLimitExceeded MaxConfigLimitExceededException TargetCapacityLimitExceededException "
    "VpcLimitExceeded SnapshotLimitExceeded" },
  { AWS_ERROR_PERMISSION,
    "UnauthorizedOperation AuthFailure.ServiceLinkedRoleCreationNotPermitted OptInRequired PendingVerification "
    "TagPolicyViolation Blocked AccessDenied AccessDeniedException" },
  { AWS_ERROR_CREDENTIALS,
    "AuthFailure MissingAuthenticationToken ExpiredToken RequestExpired SignatureDoesNotMatch "
    "InvalidClientTokenId UnrecognizedClientException InvalidSignatureException NoCredentials MfaNeeded "
    "SignInNeeded LoginNeeded SignInDenied SignInExpired BadProfile "
    /* Signing in: OIDC's words as in its answers, and as AWS's exceptions. */
    "authorization_pending slow_down expired_token access_denied AuthorizationPendingException "
    "SlowDownException ExpiredTokenException InvalidGrantException InvalidClientException "
    "UnauthorizedException TOKEN_EXPIRED USER_CREDENTIALS_CHANGED" },
  { AWS_ERROR_PARAMETER,
    "InvalidParameterValue InvalidParameterCombination InvalidSpotInstanceRequestID.Malformed "
    "InvalidSpotFleetRequestId.Malformed InvalidInstanceID.Malformed InvalidInstanceID.NotLinkable "
    "InvalidFleetId.Malformed InvalidAMIID.Malformed InvalidAction MissingParameter UnknownParameter ValidationException" },
  { AWS_ERROR_NOT_FOUND,
    "InvalidSpotInstanceRequestID.NotFound InvalidSpotFleetRequestId.NotFound InvalidSpotDatafeed.NotFound "
    "InvalidInstanceID InvalidInstanceID.NotFound InvalidAMIID.NotFound InvalidAMIID.Unavailable "
    "InvalidLaunchTemplateId.NotFound InvalidLaunchTemplateName.NotFoundException InvalidGroup.NotFound "
    "InvalidSubnetID.NotFound InvalidKeyPair.NotFound InvalidFleetId.NotFound fleetIdDoesNotExist "
    "InvalidSomethingNew.NotFound ParameterNotFound" },
  { AWS_ERROR_CONFLICT,
    "DependencyViolation InvalidGroup.InUse IncorrectInstanceState OperationNotPermitted "
    "IdempotentParameterMismatch fleetNotInDeletableState InvalidKeyPair.Duplicate InvalidGroup.Duplicate "
    "InvalidLaunchTemplateName.AlreadyExistsException" },
  { AWS_ERROR_THROTTLED,
    "Throttling ThrottlingException ThrottledException RequestThrottledException TooManyRequestsException "
    "ProvisionedThroughputExceededException TransactionInProgressException RequestLimitExceeded "
    "BandwidthLimitExceeded LimitExceededException RequestThrottled SlowDown PriorRequestNotComplete "
    "EC2ThrottledException" },
  { AWS_ERROR_PROTOCOL, "AnswerTruncated AnswerMalformed AnswerTooLarge" },
  { AWS_ERROR_TRANSIENT,
    "ConnectFailed ConnectTimeout ConnectionLost AnswerTimeout InternalFailure "
    "RequestTimeout RequestTimeoutException IDPCommunicationError InternalError Unavailable ServiceUnavailable "
    "unexpectedError" },
  { AWS_ERROR_SKEW, "RequestTimeTooSkewed RequestInTheFuture" },
  { AWS_ERROR_DRY_RUN, "DryRunOperation" },
  { AWS_ERROR_PARAMETER, "fleetIdMalformed" },
  { AWS_ERROR_UNKNOWN, "SomethingNobodyHasSeen" },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_auto(GStrv) codes = g_strsplit (expectations[i].codes, " ", -1);

      for (guint j = 0; codes[j] != NULL; j++)
        {
          g_autoptr(GError) error = aws_error_new ("Action", codes[j], "why", NULL, 400);

          g_test_message ("%s", codes[j]);
          g_assert_error (error, AWS_ERROR, (int) expectations[i].category);
          g_assert_cmpstr (aws_error_get_code (error), ==, codes[j]);
        }
    }
}

static void
test_status (void)
{
  static const struct { guint status; int category; } rows[] =
  {
    { 401, AWS_ERROR_CREDENTIALS }, { 403, AWS_ERROR_PERMISSION }, { 404, AWS_ERROR_UNKNOWN },
    { 429, AWS_ERROR_THROTTLED }, { 500, AWS_ERROR_TRANSIENT }, { 502, AWS_ERROR_TRANSIENT },
    { 503, AWS_ERROR_TRANSIENT }, { 504, AWS_ERROR_TRANSIENT }, { 418, AWS_ERROR_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = aws_error_new ("Action", NULL, NULL, NULL, rows[i].status);

      g_assert_error (error, AWS_ERROR, rows[i].category);
      g_assert_null (aws_error_get_code (error));
      g_assert_cmpuint (aws_error_get_http_status (error), ==, rows[i].status);
    }

  /* The code knows better than the status. */
  g_autoptr(GError) capacity = aws_error_new ("RunInstances", "InsufficientInstanceCapacity", "no", NULL, 500);
  g_autoptr(GError) throttled = aws_error_new ("RunInstances", "RequestLimitExceeded", "no", NULL, 503);

  g_assert_error (capacity, AWS_ERROR, AWS_ERROR_CAPACITY);
  g_assert_error (throttled, AWS_ERROR, AWS_ERROR_THROTTLED);
}

static void
test_message (void)
{
  g_autofree char *flood = g_strnfill (100000, 'x');
  g_autoptr(GError) error = aws_error_new ("DeleteVpc", "DependencyViolation", "has\ndependencies\x1b[2J \xff", "r-1", 400);
  g_autoptr(GError) flooded = aws_error_new ("DeleteVpc", flood, flood, flood, 400);
  g_autoptr(GError) copy = g_error_copy (error);
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, 0, "no");

  g_assert_cmpstr (error->message, ==, "DeleteVpc: has dependencies [2J \xef\xbf\xbd (DependencyViolation)");
  g_assert_cmpstr (aws_error_get_request_id (copy), ==, "r-1");
  g_assert_cmpstr (aws_error_get_code (copy), ==, "DependencyViolation");
  g_assert_cmpuint (strlen (flooded->message), <, 10000);
  g_assert_null (aws_error_get_code (other));
  g_assert_null (aws_error_get_code (NULL));
}

/* A sentence, or two, that ends; and another one that says what to do. */
static void
assert_sentence (const char *what,
                 const char *text)
{
  if (text == NULL || strlen (text) < 10 || !g_str_has_suffix (text, ".")
      || !(g_ascii_isupper (text[0]) || g_str_has_prefix (text, "“")))
    {
      /* The one advice that ends with a command to copy. */
      if (text != NULL && g_str_has_suffix (text, "--aws-service-name spot.amazonaws.com"))
        return;
      g_error ("%s: not a sentence: %s", what, text);
    }
}

static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_auto(GStrv) codes = g_strsplit (expectations[i].codes, " ", -1);

      for (guint j = 0; codes[j] != NULL; j++)
        {
          g_autoptr(GError) error = aws_error_new ("Action", codes[j], "why", NULL, 400);

          assert_sentence (codes[j], aws_error_get_meaning (error));
          assert_sentence (codes[j], aws_error_get_advice (error));
          if (expectations[i].category != AWS_ERROR_UNKNOWN)
            g_assert_nonnull (aws_error_codes_find (codes[j]));
        }
    }
  for (int category = AWS_ERROR_UNKNOWN; category <= AWS_ERROR_DRY_RUN; category++)
    {
      g_autoptr(GError) error = g_error_new_literal (AWS_ERROR, category, "without a code");

      g_assert_cmpint (aws_error_codes_find_category (category)->category, ==, category);
      assert_sentence ("category", aws_error_get_meaning (error));
      assert_sentence ("category", aws_error_get_advice (error));
    }
  {
    g_autoptr(GError) mfa = aws_error_new ("AssumeRole", "AccessDenied",
                                           "MultiFactorAuthentication failed with invalid MFA one time pass code.",
                                           NULL, 403);
    g_autoptr(GError) denied = aws_error_new ("AssumeRole", "AccessDenied", "no", NULL, 403);

    g_assert_nonnull (strstr (aws_error_get_meaning (mfa), "MFA"));
    g_assert_cmpstr (aws_error_get_advice (mfa), !=, aws_error_get_advice (denied));
  }
  {
    g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, 0, "no");

    g_assert_null (aws_error_get_meaning (other));
    g_assert_null (aws_error_get_advice (other));
    g_assert_null (aws_error_get_advice (NULL));
  }
}

/* Every status code of a spot request, and every reason of an instance's state. */
static void
test_statuses (void)
{
  static const Expectation statuses[] =
  {
    { AWS_ERROR_UNKNOWN,
      "pending-evaluation not-scheduled-yet pending-fulfillment fulfilled instance-stopped-by-user "
      "canceled-before-fulfillment schedule-expired request-canceled-and-instance-running "
      "instance-terminated-by-service instance-terminated-by-schedule instance-terminated-by-user "
      "spot-instance-terminated-by-user Client.UserInitiatedShutdown Client.InstanceInitiatedShutdown" },
    { AWS_ERROR_CAPACITY,
      "capacity-not-available launch-group-constraint az-group-constraint placement-group-constraint "
      "marked-for-stop marked-for-termination instance-stopped-no-capacity instance-terminated-no-capacity "
      "instance-terminated-launch-group-constraint Server.SpotInstanceTermination Server.SpotInstanceShutdown "
      "Server.InsufficientInstanceCapacity" },
    { AWS_ERROR_PRICE, "price-too-low instance-stopped-by-price instance-terminated-by-price" },
    { AWS_ERROR_PARAMETER, "constraint-not-fulfillable bad-parameters" },
    { AWS_ERROR_QUOTA, "limit-exceeded" },
    { AWS_ERROR_TRANSIENT, "system-error Server.InternalError Server.ScheduledStop" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto(GStrv) codes = g_strsplit (statuses[i].codes, " ", -1);

      for (guint j = 0; codes[j] != NULL; j++)
        {
          const AwsErrorMeaning *meaning = aws_error_codes_find_status (codes[j]);

          g_test_message ("%s", codes[j]);
          g_assert_nonnull (meaning);
          g_assert_cmpint (meaning->category, ==, statuses[i].category);
          assert_sentence (codes[j], meaning->meaning);
          assert_sentence (codes[j], meaning->advice);
        }
    }
  g_assert_null (aws_error_codes_find_status ("something-new"));
}

/* What only AWS can read is no part of a sentence for people. */
static void
test_blob (void)
{
  static const struct { const char *message, *sentence, *blob; } cases[] = {
    { "RunInstances: You may not. Encoded authorization failure message: AbC-d_9== (UnauthorizedOperation)",
      "RunInstances: You may not. (UnauthorizedOperation)", "AbC-d_9==" },
    { "You may not. Encoded authorization failure message: AbC", "You may not.", "AbC" },
    { "You may not. Encoded authorization failure message:", "You may not.", "" },
    { "No capacity. (InsufficientInstanceCapacity)", "No capacity. (InsufficientInstanceCapacity)", NULL },
    { "", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = aws_error_dup_sentence (cases[i].message);
      g_autofree char *blob = aws_error_dup_blob (cases[i].message);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      g_assert_cmpstr (blob, ==, cases[i].blob);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/error/codes", test_codes);
  g_test_add_func ("/aws/error/sentences", test_sentences);
  g_test_add_func ("/aws/error/statuses", test_statuses);
  g_test_add_func ("/aws/error/status", test_status);
  g_test_add_func ("/aws/error/message", test_message);
  g_test_add_func ("/aws/error/blob", test_blob);

  return g_test_run ();
}
