/* test-aws-error.c: what AWS's codes mean, and what an error says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

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
    "InvalidClientTokenId UnrecognizedClientException NoCredentials" },
  { AWS_ERROR_PARAMETER,
    "InvalidParameterValue InvalidParameterCombination InvalidSpotInstanceRequestID.Malformed "
    "InvalidSpotFleetRequestId.Malformed InvalidInstanceID.Malformed InvalidInstanceID.NotLinkable "
    "InvalidAMIID.Malformed InvalidAction MissingParameter UnknownParameter ValidationException" },
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
  { AWS_ERROR_TRANSIENT,
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/error/codes", test_codes);
  g_test_add_func ("/aws/error/status", test_status);
  g_test_add_func ("/aws/error/message", test_message);

  return g_test_run ();
}
