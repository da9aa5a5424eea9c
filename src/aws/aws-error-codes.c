/* aws-error-codes.c: what AWS's error codes mean for us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-error"

#include "aws/aws-error-codes.h"

#include <string.h>

typedef struct
{
  const char *code;
  AwsErrorCategory category;
} AwsErrorCode;

/* A code that ends in '*' stands for every code that begins so. It counts last. */
static const AwsErrorCode codes[] =
{
  /* No capacity here and now: another pool may have some. */
  { "InsufficientInstanceCapacity", AWS_ERROR_CAPACITY },
  { "InsufficientHostCapacity", AWS_ERROR_CAPACITY },
  { "InsufficientReservedInstanceCapacity", AWS_ERROR_CAPACITY },
  { "InsufficientCapacity", AWS_ERROR_CAPACITY },
  { "InsufficientCapacityOnHost", AWS_ERROR_CAPACITY },
  { "InsufficientFreeAddressesInSubnet", AWS_ERROR_CAPACITY },
  { "InsufficientAddressCapacity", AWS_ERROR_CAPACITY },
  { "InsufficientVolumeCapacity", AWS_ERROR_CAPACITY },
  { "ReservationCapacityExceeded", AWS_ERROR_CAPACITY },
  { "UnfulfillableCapacity", AWS_ERROR_CAPACITY },
  { "Unsupported", AWS_ERROR_CAPACITY },   /* the type does not exist in this zone */

  { "SpotMaxPriceTooLow", AWS_ERROR_PRICE },
  { "LimitPriceExceeded", AWS_ERROR_PRICE },

  { "MaxSpotInstanceCountExceeded", AWS_ERROR_QUOTA },
  { "VcpuLimitExceeded", AWS_ERROR_QUOTA },
  { "InstanceLimitExceeded", AWS_ERROR_QUOTA },
  { "MaxFleetCountExceeded", AWS_ERROR_QUOTA },
  { "MaxSpotFleetRequestCountExceeded", AWS_ERROR_QUOTA },
  { "RequestResourceCountExceeded", AWS_ERROR_QUOTA },
  { "ResourceCountExceeded", AWS_ERROR_QUOTA },
  { "ResourceLimitExceeded", AWS_ERROR_QUOTA },
  { "VolumeLimitExceeded", AWS_ERROR_QUOTA },
  { "MaxIOPSLimitExceeded", AWS_ERROR_QUOTA },
  { "VpcLimitExceeded", AWS_ERROR_QUOTA },
  { "SubnetLimitExceeded", AWS_ERROR_QUOTA },
  { "InternetGatewayLimitExceeded", AWS_ERROR_QUOTA },
  { "AddressLimitExceeded", AWS_ERROR_QUOTA },
  { "SecurityGroupLimitExceeded", AWS_ERROR_QUOTA },
  { "RulesPerSecurityGroupLimitExceeded", AWS_ERROR_QUOTA },
  { "TagLimitExceeded", AWS_ERROR_QUOTA },
  { "MaxConfigLimitExceeded", AWS_ERROR_QUOTA },
  { "MaxConfigLimitExceededException", AWS_ERROR_QUOTA },
  { "TargetCapacityLimitExceededException", AWS_ERROR_QUOTA },

  { "UnauthorizedOperation", AWS_ERROR_PERMISSION },
  { "AccessDenied", AWS_ERROR_PERMISSION },
  { "AccessDeniedException", AWS_ERROR_PERMISSION },
  { "AuthFailure.ServiceLinkedRoleCreationNotPermitted", AWS_ERROR_PERMISSION },
  { "OptInRequired", AWS_ERROR_PERMISSION },
  { "PendingVerification", AWS_ERROR_PERMISSION },
  { "TagPolicyViolation", AWS_ERROR_PERMISSION },
  { "Blocked", AWS_ERROR_PERMISSION },
  { "OperationNotPermitted", AWS_ERROR_CONFLICT },   /* termination protection, not a right */

  { "AuthFailure", AWS_ERROR_CREDENTIALS },
  { "MissingAuthenticationToken", AWS_ERROR_CREDENTIALS },
  { "MissingAuthenticationTokenException", AWS_ERROR_CREDENTIALS },
  { "IncompleteSignature", AWS_ERROR_CREDENTIALS },
  { "SignatureDoesNotMatch", AWS_ERROR_CREDENTIALS },
  { "InvalidSignatureException", AWS_ERROR_CREDENTIALS },
  { "InvalidClientTokenId", AWS_ERROR_CREDENTIALS },
  { "InvalidAccessKeyId", AWS_ERROR_CREDENTIALS },
  { "UnrecognizedClientException", AWS_ERROR_CREDENTIALS },
  { "ExpiredToken", AWS_ERROR_CREDENTIALS },
  { "ExpiredTokenException", AWS_ERROR_CREDENTIALS },
  { "RequestExpired", AWS_ERROR_CREDENTIALS },   /* once the clock is ruled out */
  { AWS_CODE_NO_CREDENTIALS, AWS_ERROR_CREDENTIALS },
  { AWS_CODE_MFA_NEEDED, AWS_ERROR_CREDENTIALS },
  { AWS_CODE_SIGN_IN_NEEDED, AWS_ERROR_CREDENTIALS },
  { AWS_CODE_SIGN_IN_DENIED, AWS_ERROR_CREDENTIALS },
  { AWS_CODE_SIGN_IN_EXPIRED, AWS_ERROR_CREDENTIALS },
  { AWS_CODE_BAD_PROFILE, AWS_ERROR_CREDENTIALS },

  { "RequestTimeTooSkewed", AWS_ERROR_SKEW },
  { "RequestInTheFuture", AWS_ERROR_SKEW },

  /* Throttled: carried out not at all, worth repeating later. */
  { "RequestLimitExceeded", AWS_ERROR_THROTTLED },
  { "EC2ThrottledException", AWS_ERROR_THROTTLED },
  { "Throttling", AWS_ERROR_THROTTLED },
  { "ThrottlingException", AWS_ERROR_THROTTLED },
  { "ThrottledException", AWS_ERROR_THROTTLED },
  { "RequestThrottledException", AWS_ERROR_THROTTLED },
  { "RequestThrottled", AWS_ERROR_THROTTLED },
  { "TooManyRequestsException", AWS_ERROR_THROTTLED },
  { "ProvisionedThroughputExceededException", AWS_ERROR_THROTTLED },
  { "TransactionInProgressException", AWS_ERROR_THROTTLED },
  { "BandwidthLimitExceeded", AWS_ERROR_THROTTLED },
  { "LimitExceededException", AWS_ERROR_THROTTLED },
  { "SlowDown", AWS_ERROR_THROTTLED },
  { "PriorRequestNotComplete", AWS_ERROR_THROTTLED },

  { "RequestTimeout", AWS_ERROR_TRANSIENT },
  { "RequestTimeoutException", AWS_ERROR_TRANSIENT },
  { "InternalError", AWS_ERROR_TRANSIENT },
  { "InternalFailure", AWS_ERROR_TRANSIENT },
  { "InternalServerError", AWS_ERROR_TRANSIENT },
  { "Unavailable", AWS_ERROR_TRANSIENT },
  { "ServiceUnavailable", AWS_ERROR_TRANSIENT },
  { "IDPCommunicationError", AWS_ERROR_TRANSIENT },
  { AWS_CODE_CONNECT_FAILED, AWS_ERROR_TRANSIENT },
  { AWS_CODE_CONNECT_TIMEOUT, AWS_ERROR_TRANSIENT },
  { AWS_CODE_CONNECTION_LOST, AWS_ERROR_TRANSIENT },
  { AWS_CODE_ANSWER_TIMEOUT, AWS_ERROR_TRANSIENT },

  { AWS_CODE_ANSWER_TRUNCATED, AWS_ERROR_PROTOCOL },
  { AWS_CODE_ANSWER_MALFORMED, AWS_ERROR_PROTOCOL },
  { AWS_CODE_ANSWER_TOO_LARGE, AWS_ERROR_PROTOCOL },

  { "DryRunOperation", AWS_ERROR_DRY_RUN },

  { "InvalidSpotInstanceRequestID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidSpotFleetRequestId.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidSpotDatafeed.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidInstanceID", AWS_ERROR_NOT_FOUND },
  { "InvalidInstanceID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidAMIID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidAMIID.Unavailable", AWS_ERROR_NOT_FOUND },
  { "InvalidLaunchTemplateId.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidLaunchTemplateName.NotFoundException", AWS_ERROR_NOT_FOUND },
  { "InvalidGroup.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidSubnetID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidVpcID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidInternetGatewayID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidRouteTableID.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidKeyPair.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidFleetId.NotFound", AWS_ERROR_NOT_FOUND },
  { "InvalidID", AWS_ERROR_NOT_FOUND },
  { "Gateway.NotAttached", AWS_ERROR_NOT_FOUND },
  { "NoSuchFleet", AWS_ERROR_NOT_FOUND },
  { "ParameterNotFound", AWS_ERROR_NOT_FOUND },
  { "ParameterVersionNotFound", AWS_ERROR_NOT_FOUND },
  { "fleetIdDoesNotExist", AWS_ERROR_NOT_FOUND },

  { "DependencyViolation", AWS_ERROR_CONFLICT },
  { "IncorrectInstanceState", AWS_ERROR_CONFLICT },
  { "IncorrectState", AWS_ERROR_CONFLICT },
  { "IdempotentParameterMismatch", AWS_ERROR_CONFLICT },
  { "InvalidGroup.InUse", AWS_ERROR_CONFLICT },
  { "Resource.AlreadyAssociated", AWS_ERROR_CONFLICT },
  { "RouteAlreadyExists", AWS_ERROR_CONFLICT },
  { "InvalidSubnet.Conflict", AWS_ERROR_CONFLICT },
  { "InvalidLaunchTemplateName.AlreadyExistsException", AWS_ERROR_CONFLICT },
  { "fleetNotInDeletableState", AWS_ERROR_CONFLICT },
  { "unexpectedError", AWS_ERROR_TRANSIENT },

  { "fleetIdMalformed", AWS_ERROR_PARAMETER },
  { "MissingParameter", AWS_ERROR_PARAMETER },
  { "UnknownParameter", AWS_ERROR_PARAMETER },
  { "MissingAction", AWS_ERROR_PARAMETER },
  { "UnsupportedOperation", AWS_ERROR_PARAMETER },
  { "ValidationError", AWS_ERROR_PARAMETER },
  { "ValidationException", AWS_ERROR_PARAMETER },
  { "MalformedQueryString", AWS_ERROR_PARAMETER },
  { "Invalid*", AWS_ERROR_PARAMETER },
  { AWS_CODE_BAD_ENDPOINT, AWS_ERROR_PARAMETER },
  { AWS_CODE_BAD_REGION, AWS_ERROR_PARAMETER },
  { AWS_CODE_BAD_REQUEST, AWS_ERROR_PARAMETER },
  { AWS_CODE_BAD_SETTING, AWS_ERROR_PARAMETER },
};

/* AWS names families of codes regularly; this catches what the table does not spell out. */
static gboolean
aws_error_codes_lookup_suffix (const char       *code,
                               AwsErrorCategory *category)
{
  static const AwsErrorCode suffixes[] =
  {
    { ".NotFound", AWS_ERROR_NOT_FOUND },
    { ".NotFoundException", AWS_ERROR_NOT_FOUND },
    { ".Duplicate", AWS_ERROR_CONFLICT },
    { ".InUse", AWS_ERROR_CONFLICT },
    { ".AlreadyExistsException", AWS_ERROR_CONFLICT },
    { "LimitExceeded", AWS_ERROR_QUOTA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (g_str_has_suffix (code, suffixes[i].code))
        {
          *category = suffixes[i].category;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * aws_error_codes_lookup:
 * @code: an error code as AWS sends it
 * @category: (out): what it means
 *
 * Returns: %FALSE when we have no rule for @code
 */
gboolean
aws_error_codes_lookup (const char       *code,
                        AwsErrorCategory *category)
{
  const AwsErrorCode *family = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      gsize length = strlen (codes[i].code);

      if (codes[i].code[length - 1] == '*')
        {
          if (family == NULL && strncmp (code, codes[i].code, length - 1) == 0)
            family = &codes[i];
        }
      else if (strcmp (code, codes[i].code) == 0)
        {
          *category = codes[i].category;
          return TRUE;
        }
    }

  if (aws_error_codes_lookup_suffix (code, category))
    return TRUE;

  if (family == NULL)
    return FALSE;

  *category = family->category;
  return TRUE;
}
