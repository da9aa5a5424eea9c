/* aws-error-codes.c: what AWS's error codes mean for us, and for a person
 *
 * The one table of codes: what kind of trouble it is (what the program does about it), what it means, and
 * what a person can do now. A code that is not here falls into a family by its end or its beginning, or
 * else is told by its HTTP status; every kind of trouble has words of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-error"

#include "aws/aws-error-codes.h"

#include <string.h>

#include <glib/gi18n.h>

/* What several codes have in common. */
#define NO_CAPACITY N_("AWS has no machine of this kind to spare in this zone right now.")
#define MORE_POOLS  N_("Allow more instance types or more zones, or try again later.")
#define TOO_CHEAP   N_("The highest price you allow is below what AWS asks right now.")
#define ALLOW_MORE  N_("Allow a higher price, more instance types or more zones, or wait until the " \
                       "price falls.")
#define LIMIT       N_("The account has reached a limit that AWS sets.")
#define RAISE_LIMIT N_("Ask AWS for a higher limit in the Service Quotas console, or end what you no " \
                       "longer need.")
#define NOT_ALLOWED N_("The account’s user or role is not allowed to do this.")
#define ALLOW_IT    N_("Give the user or role the right that is named, in the IAM console. The account page and " \
                       "“flotillactl account check” show every right that is missing.")
#define BAD_KEY     N_("AWS does not accept this access key.")
#define CHECK_KEY   N_("Check the key ID and the secret, and that the key is active in the IAM console. " \
                       "If it was replaced there, enter the new one.")
#define OVER        N_("The credentials were temporary, and their time is over.")
#define RENEW       N_("Sign in again, or get new credentials where these came from.")
#define SIGN_AGAIN  N_("Sign in again: “flotillactl account login”, or Sign In in the window.")
#define CLOCK       N_("This computer’s clock and AWS’s differ by too much.")
#define SET_CLOCK   N_("Set the clock of this computer; let it be set from the network, if you can.")
#define TOO_OFTEN   N_("AWS is asked too often right now.")
#define SLOWLY      N_("Wait a minute. If it happens often, look for other programs that use the same " \
                       "account.")
#define AWS_TROUBLE N_("AWS has a trouble of its own.")
#define TRY_LATER   N_("Try again in a minute. If it stays so, look at AWS’s Health Dashboard.")
#define NO_NETWORK  N_("AWS cannot be reached.")
#define FIX_NETWORK N_("Check the network connection, the proxy and the region’s name.")
#define LOST        N_("The connection broke before AWS’s answer was complete.")
#define NO_ANSWER   N_("What came back is not what AWS sends.")
#define IN_BETWEEN  N_("Check the endpoint, and any proxy or login page of a network in between.")
#define GONE        N_("There is no such thing in this account and region.")
#define CHECK_ID    N_("Check the ID, the region and the account. What was made a moment ago may need a " \
                       "minute to appear.")
#define IN_USE      N_("Something else still uses this.")
#define WAIT_USE    N_("End what uses it first, or wait until AWS has ended it.")
#define THERE       N_("This exists already.")
#define OTHER_NAME  N_("Choose another name, or use what is there.")
#define CHANGED     N_("Somebody else has made or changed it meanwhile.")
#define LOOK_AGAIN  N_("Look at what is there now, then try again.")
#define ELSEWHERE   N_("The bucket is in another region.")
#define GO_THERE    N_("Use the region that the message names.")
#define WRONG_STATE N_("It is in a state in which this cannot be done.")
#define WAIT_STATE  N_("Wait until its state has changed, then try again.")
#define BAD_REQUEST N_("AWS does not accept a part of the request.")
#define CORRECT     N_("Correct what the message names in the config. If you did not write it, please report this.")
#define OUR_FAULT   N_("Flotilla has asked in a way AWS does not understand.")
#define REPORT      N_("Update Flotilla. If it stays so, please report this with the message.")
#define CORRECT_SETTING N_("Correct the setting that the message names.")
#define NOTHING     N_("Nothing needs to be done.")

/* A code that ends in '*' stands for every code that begins so. It counts last. */
static const AwsErrorMeaning codes[] =
{
  /* No capacity here and now: another pool may have some. */
  { "InsufficientInstanceCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "InsufficientHostCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "InsufficientReservedInstanceCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "InsufficientCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "InsufficientCapacityOnHost", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "UnfulfillableCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "ReservationCapacityExceeded", AWS_ERROR_CAPACITY,
    N_("The capacity reservation has no room left."), MORE_POOLS },
  { "InsufficientFreeAddressesInSubnet", AWS_ERROR_CAPACITY,
    N_("The subnet has no free addresses left."),
    N_("Use a larger subnet or more zones, or end what takes up the addresses.") },
  { "InsufficientAddressCapacity", AWS_ERROR_CAPACITY,
    N_("AWS has no public address to spare right now."), N_("Try again later, or in another zone.") },
  { "InsufficientVolumeCapacity", AWS_ERROR_CAPACITY,
    N_("AWS has no disk of this kind to spare in this zone right now."),
    N_("Choose another kind of disk or another zone, or try again later.") },
  { "Unsupported", AWS_ERROR_CAPACITY,
    N_("This zone does not offer this kind of machine."),
    N_("Choose another instance type or another zone.") },

  { "SpotMaxPriceTooLow", AWS_ERROR_PRICE, TOO_CHEAP, ALLOW_MORE },
  { "LimitPriceExceeded", AWS_ERROR_PRICE, TOO_CHEAP, ALLOW_MORE },

  { "MaxSpotInstanceCountExceeded", AWS_ERROR_QUOTA,
    N_("The account may not run more spot instances of this family."), RAISE_LIMIT },
  { "VcpuLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not run more processors of this instance family."), RAISE_LIMIT },
  { "InstanceLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not run more instances of this type."), RAISE_LIMIT },
  { "MaxFleetCountExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more EC2 fleets."), RAISE_LIMIT },
  { "MaxSpotFleetRequestCountExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more spot fleet requests."), RAISE_LIMIT },
  { "RequestResourceCountExceeded", AWS_ERROR_QUOTA,
    N_("This is more than AWS does in one request."), N_("Ask for less at once.") },
  { "ResourceCountExceeded", AWS_ERROR_QUOTA, LIMIT, RAISE_LIMIT },
  { "ResourceLimitExceeded", AWS_ERROR_QUOTA, LIMIT, RAISE_LIMIT },
  { "VolumeLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more disks, or more space on them."), RAISE_LIMIT },
  { "MaxIOPSLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account’s disks may not be faster altogether."), RAISE_LIMIT },
  { "VpcLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more networks (VPCs) in this region."), RAISE_LIMIT },
  { "SubnetLimitExceeded", AWS_ERROR_QUOTA, N_("The network may not have more subnets."), RAISE_LIMIT },
  { "InternetGatewayLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more internet gateways in this region."), RAISE_LIMIT },
  { "AddressLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more fixed public addresses in this region."), RAISE_LIMIT },
  { "SecurityGroupLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more security groups in this region."), RAISE_LIMIT },
  { "RulesPerSecurityGroupLimitExceeded", AWS_ERROR_QUOTA,
    N_("A security group may not have so many rules."), N_("Open fewer ports, or to fewer sources.") },
  { "TagLimitExceeded", AWS_ERROR_QUOTA,
    N_("A resource may not have so many tags."), N_("Use fewer tags in the config.") },
  { "MaxConfigLimitExceeded", AWS_ERROR_QUOTA,
    N_("AWS scores only some ten different choices of machines a day."),
    N_("Ask for a choice that was scored before, or try again tomorrow.") },
  { "MaxConfigLimitExceededException", AWS_ERROR_QUOTA,
    N_("AWS scores only some ten different choices of machines a day."),
    N_("Ask for a choice that was scored before, or try again tomorrow.") },
  { "TargetCapacityLimitExceededException", AWS_ERROR_QUOTA,
    N_("AWS does not score so much more than the account has used lately."), N_("Ask for less capacity.") },

  { "UnauthorizedOperation", AWS_ERROR_PERMISSION, NOT_ALLOWED, ALLOW_IT },
  { "AccessDenied", AWS_ERROR_PERMISSION, NOT_ALLOWED, ALLOW_IT },
  { "AccessDeniedException", AWS_ERROR_PERMISSION, NOT_ALLOWED, ALLOW_IT },
  { "ForbiddenException", AWS_ERROR_PERMISSION,
    N_("You may not use this role in this account."),
    N_("Ask who runs IAM Identity Center for the role, or correct the account and the role in the profile.") },
  { "AuthFailure.ServiceLinkedRoleCreationNotPermitted", AWS_ERROR_PERMISSION,
    N_("Spot instances need a role that this account does not have yet, and you may not make it."),
    N_("Have an administrator run: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com") },
  { "OptInRequired", AWS_ERROR_PERMISSION,
    N_("The account is not subscribed to this service or region."),
    N_("Enable the region, or finish signing up, in the AWS console.") },
  { "PendingVerification", AWS_ERROR_PERMISSION,
    N_("AWS is still verifying the account."),
    N_("Wait for AWS’s mail; it takes minutes, seldom up to four hours. Then try again.") },
  { "TagPolicyViolation", AWS_ERROR_PERMISSION,
    N_("The organization’s tag policy does not allow these tags."),
    N_("Change the config’s tags to what the policy asks for.") },
  { "Blocked", AWS_ERROR_PERMISSION,
    N_("AWS has blocked the account."), N_("Write to AWS Support from the AWS console.") },
  { "OperationNotPermitted", AWS_ERROR_CONFLICT,   /* termination protection, not a right */
    N_("AWS does not allow this for this resource: it may be protected from termination."),
    N_("Take the protection away in the EC2 console, if it is meant to go.") },

  { "AuthFailure", AWS_ERROR_CREDENTIALS, BAD_KEY,
    N_("Check the key ID and the secret, this computer’s clock, and that the region is enabled for the account.") },
  { "MissingAuthenticationToken", AWS_ERROR_CREDENTIALS, BAD_KEY, CHECK_KEY },
  { "MissingAuthenticationTokenException", AWS_ERROR_CREDENTIALS, BAD_KEY, CHECK_KEY },
  { "IncompleteSignature", AWS_ERROR_CREDENTIALS,
    N_("The access key has characters that no key has."), CHECK_KEY },
  { "SignatureDoesNotMatch", AWS_ERROR_CREDENTIALS,
    N_("The secret does not belong to the access key ID."), CHECK_KEY },
  { "InvalidSignatureException", AWS_ERROR_CREDENTIALS,
    N_("The secret does not belong to the access key ID."), CHECK_KEY },
  { "InvalidClientTokenId", AWS_ERROR_CREDENTIALS,
    N_("AWS does not know this access key ID."), CHECK_KEY },
  { "InvalidAccessKeyId", AWS_ERROR_CREDENTIALS,
    N_("AWS does not know this access key ID."), CHECK_KEY },
  { "UnrecognizedClientException", AWS_ERROR_CREDENTIALS,
    N_("AWS does not know this access key ID."), CHECK_KEY },
  { "ExpiredToken", AWS_ERROR_CREDENTIALS, OVER, RENEW },
  { "ExpiredTokenException", AWS_ERROR_CREDENTIALS, OVER, RENEW },
  { "RequestExpired", AWS_ERROR_CREDENTIALS, OVER, RENEW },   /* once the clock is ruled out */
  { "UnauthorizedException", AWS_ERROR_CREDENTIALS,
    N_("The sign-in to IAM Identity Center is over."), SIGN_AGAIN },

  /* Where credentials come from. */
  { AWS_CODE_NO_CREDENTIALS, AWS_ERROR_CREDENTIALS,
    N_("There is nothing to sign in to AWS with."),
    N_("Add an access key, in the window or with “flotillactl account add”, or set up a profile with "
       "“aws configure”. The practice cloud needs none.") },
  { AWS_CODE_MFA_NEEDED, AWS_ERROR_CREDENTIALS,
    N_("This profile needs a code of your MFA device, and there is nobody to ask."),
    N_("Run “flotillactl account check” on a terminal once and enter the code, or do it in the window.") },
  { AWS_CODE_SIGN_IN_NEEDED, AWS_ERROR_CREDENTIALS,
    N_("You have to sign in to IAM Identity Center, and there is nobody to ask."),
    N_("Sign in: “flotillactl account login”, or Sign In in the window.") },
  { AWS_CODE_LOGIN_NEEDED, AWS_ERROR_CREDENTIALS,
    N_("There is nothing to sign in to AWS with."),
    N_("Correct the profile as the message says, or choose another one.") },
  { AWS_CODE_SIGN_IN_DENIED, AWS_ERROR_CREDENTIALS,
    N_("The sign-in was refused in the browser."), SIGN_AGAIN },
  { AWS_CODE_SIGN_IN_EXPIRED, AWS_ERROR_CREDENTIALS,
    N_("Nobody signed in within the time AWS gives."), SIGN_AGAIN },
  { AWS_CODE_BAD_PROFILE, AWS_ERROR_CREDENTIALS,
    N_("The profile in ~/.aws cannot be used as it is."),
    N_("Correct the profile as the message says, or choose another one.") },
  { AWS_CODE_PARTIAL_CREDENTIALS, AWS_ERROR_CREDENTIALS,
    N_("The profile in ~/.aws cannot be used as it is."),
    N_("Correct the profile as the message says, or choose another one.") },
  { AWS_CODE_PROCESS_FAILED, AWS_ERROR_CREDENTIALS,
    N_("There is nothing to sign in to AWS with."),
    N_("Correct the profile as the message says, or choose another one.") },
  { AWS_CODE_SOURCE_FAILED, AWS_ERROR_CREDENTIALS,
    N_("There is nothing to sign in to AWS with."),
    N_("Correct the profile as the message says, or choose another one.") },
  { "authorization_pending", AWS_ERROR_CREDENTIALS,
    N_("Nobody has signed in in the browser yet."), N_("Open the page that is shown and sign in.") },
  { "AuthorizationPendingException", AWS_ERROR_CREDENTIALS,
    N_("Nobody has signed in in the browser yet."), N_("Open the page that is shown and sign in.") },
  { "slow_down", AWS_ERROR_CREDENTIALS,
    N_("Nobody has signed in in the browser yet."), N_("Open the page that is shown and sign in.") },
  { "SlowDownException", AWS_ERROR_CREDENTIALS,
    N_("Nobody has signed in in the browser yet."), N_("Open the page that is shown and sign in.") },
  { "expired_token", AWS_ERROR_CREDENTIALS,
    N_("Nobody signed in within the time AWS gives."), SIGN_AGAIN },
  { "access_denied", AWS_ERROR_CREDENTIALS, N_("The sign-in was refused in the browser."), SIGN_AGAIN },
  { "invalid_grant", AWS_ERROR_CREDENTIALS, N_("The sign-in to IAM Identity Center is over."), SIGN_AGAIN },
  { "InvalidGrantException", AWS_ERROR_CREDENTIALS,
    N_("The sign-in to IAM Identity Center is over."), SIGN_AGAIN },
  { "invalid_client", AWS_ERROR_CREDENTIALS,
    N_("IAM Identity Center no longer knows this program on this computer."), SIGN_AGAIN },
  { "InvalidClientException", AWS_ERROR_CREDENTIALS,
    N_("IAM Identity Center no longer knows this program on this computer."), SIGN_AGAIN },
  { "UnauthorizedClientException", AWS_ERROR_CREDENTIALS,
    N_("IAM Identity Center no longer knows this program on this computer."), SIGN_AGAIN },
  { "invalid_request", AWS_ERROR_PARAMETER,
    N_("IAM Identity Center does not accept the sign-in’s settings."),
    N_("Check sso_start_url, sso_region and sso_registration_scopes in ~/.aws/config.") },
  { "InvalidRequestException", AWS_ERROR_PARAMETER,
    N_("IAM Identity Center does not accept the sign-in’s settings."),
    N_("Check sso_start_url, sso_region and sso_registration_scopes in ~/.aws/config.") },
  { "TOKEN_EXPIRED", AWS_ERROR_CREDENTIALS,
    N_("The session that “aws login” began is over."), N_("Run “aws login” again, for the same profile.") },
  { "USER_CREDENTIALS_CHANGED", AWS_ERROR_CREDENTIALS,
    N_("Your password or another way to sign in has changed since “aws login”."),
    N_("Run “aws login” again, for the same profile.") },

  { "RequestTimeTooSkewed", AWS_ERROR_SKEW, CLOCK, SET_CLOCK },
  { "RequestInTheFuture", AWS_ERROR_SKEW, CLOCK, SET_CLOCK },

  /* Throttled: carried out not at all, worth repeating later. */
  { "RequestLimitExceeded", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "EC2ThrottledException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "Throttling", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "ThrottlingException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "ThrottledException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "RequestThrottledException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "RequestThrottled", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "TooManyRequestsException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "ProvisionedThroughputExceededException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "TransactionInProgressException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "BandwidthLimitExceeded", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "LimitExceededException", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "SlowDown", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "PriorRequestNotComplete", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },

  { "RequestTimeout", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "RequestTimeoutException", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "InternalError", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "InternalFailure", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "InternalServerError", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "InternalServerException", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "Unavailable", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "ServiceUnavailable", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "unexpectedError", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "IDPCommunicationError", AWS_ERROR_TRANSIENT,
    N_("AWS cannot reach who vouches for you (the identity provider)."), TRY_LATER },
  { AWS_CODE_CONNECT_FAILED, AWS_ERROR_TRANSIENT, NO_NETWORK, FIX_NETWORK },
  { AWS_CODE_CONNECT_TIMEOUT, AWS_ERROR_TRANSIENT, NO_NETWORK, FIX_NETWORK },
  { AWS_CODE_CONNECTION_LOST, AWS_ERROR_TRANSIENT, LOST, FIX_NETWORK },
  { AWS_CODE_PROXY_REFUSED, AWS_ERROR_PROTOCOL,
    N_("The proxy does not let Flotilla through. Nothing was sent."),
    N_("Check the proxy’s user name and password in HTTPS_PROXY or in the desktop’s settings, or ask whoever runs it.") },
  { AWS_CODE_BAD_CERTIFICATE, AWS_ERROR_PROTOCOL,
    N_("It could not be proved that it is AWS that answers. Nothing was sent."),
    N_("Do what the message says about the certificate. A proxy that looks into connections needs its certificate "
       "in AWS_CA_BUNDLE.") },
  { AWS_CODE_ANSWER_TIMEOUT, AWS_ERROR_TRANSIENT, N_("AWS takes too long to answer."), TRY_LATER },

  { AWS_CODE_ANSWER_TRUNCATED, AWS_ERROR_PROTOCOL, LOST, IN_BETWEEN },
  { AWS_CODE_ANSWER_MALFORMED, AWS_ERROR_PROTOCOL, NO_ANSWER, IN_BETWEEN },
  { AWS_CODE_ANSWER_TOO_LARGE, AWS_ERROR_PROTOCOL, NO_ANSWER, IN_BETWEEN },

  { "DryRunOperation", AWS_ERROR_DRY_RUN, N_("It would have been allowed; nothing was done."), NOTHING },

  { "InvalidSpotInstanceRequestID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidSpotFleetRequestId.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidSpotDatafeed.NotFound", AWS_ERROR_NOT_FOUND,
    N_("The account has no spot data feed."), N_("Set one up in the EC2 console, or do without it.") },
  { "InvalidInstanceID", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidInstanceID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidAMIID.NotFound", AWS_ERROR_NOT_FOUND,
    N_("There is no such image in this region, or it is not shared with this account."),
    N_("Images belong to one region: choose one of this region.") },
  { "InvalidAMIID.Unavailable", AWS_ERROR_NOT_FOUND,
    N_("The image was withdrawn, or is not ready yet."), N_("Choose another image.") },
  { "InvalidLaunchTemplateId.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidLaunchTemplateName.NotFoundException", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidGroup.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidSubnetID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidPlacementGroup.Unknown", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidVpcID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidInternetGatewayID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidRouteTableID.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidKeyPair.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidFleetId.NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "InvalidID", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "Gateway.NotAttached", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NoSuchFleet", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NoSuchKey", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NoSuchBucket", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NoSuchVersion", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NoSuchEntity", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "ParameterNotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "ParameterVersionNotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "ResourceNotFoundException", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "ResourceNotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "NotFoundException", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "QueueDoesNotExist", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "AWS.SimpleQueueService.NonExistentQueue", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "fleetIdDoesNotExist", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },

  { "DependencyViolation", AWS_ERROR_CONFLICT, IN_USE, WAIT_USE },
  { "InvalidGroup.InUse", AWS_ERROR_CONFLICT, IN_USE, WAIT_USE },
  { "VolumeInUse", AWS_ERROR_CONFLICT, IN_USE, WAIT_USE },
  { "IncorrectInstanceState", AWS_ERROR_CONFLICT, WRONG_STATE, WAIT_STATE },
  { "IncorrectState", AWS_ERROR_CONFLICT, WRONG_STATE, WAIT_STATE },
  { "fleetNotInDeletableState", AWS_ERROR_CONFLICT, WRONG_STATE, WAIT_STATE },
  { "IdempotentParameterMismatch", AWS_ERROR_CONFLICT,
    N_("The same request was made before with other contents."),
    N_("Launch anew. If it happens again, please report this.") },
  { "Resource.AlreadyAssociated", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "RouteAlreadyExists", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "BucketAlreadyExists", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "BucketAlreadyOwnedByYou", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "DuplicateRecordException", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "MessageNotInflight", AWS_ERROR_CONFLICT, WRONG_STATE, LOOK_AGAIN },
  { "AWS.SimpleQueueService.MessageNotInflight", AWS_ERROR_CONFLICT, WRONG_STATE, LOOK_AGAIN },
  { "PreconditionFailed", AWS_ERROR_CONFLICT, CHANGED, LOOK_AGAIN },
  { "ConditionalRequestConflict", AWS_ERROR_CONFLICT, CHANGED, LOOK_AGAIN },
  { "InvalidSubnet.Conflict", AWS_ERROR_CONFLICT,
    N_("The subnet’s addresses overlap with another one’s."), N_("Choose other addresses.") },
  { "InvalidLaunchTemplateName.AlreadyExistsException", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },

  { "InvalidParameterValue", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "PermanentRedirect", AWS_ERROR_PARAMETER, ELSEWHERE, GO_THERE },
  { "TemporaryRedirect", AWS_ERROR_PARAMETER, ELSEWHERE, GO_THERE },
  { "AuthorizationHeaderMalformed", AWS_ERROR_PARAMETER, ELSEWHERE, GO_THERE },
  { "IllegalLocationConstraintException", AWS_ERROR_PARAMETER, ELSEWHERE, GO_THERE },
  { "InvalidParameterCombination", AWS_ERROR_PARAMETER,
    N_("Parts of the request do not go together."), CORRECT },
  { "InvalidInstanceID.NotLinkable", AWS_ERROR_PARAMETER,
    N_("The instance cannot be linked to this network."), CORRECT },
  { "fleetIdMalformed", AWS_ERROR_PARAMETER, BAD_REQUEST, CHECK_ID },
  { "MissingParameter", AWS_ERROR_PARAMETER, OUR_FAULT, REPORT },
  { "UnknownParameter", AWS_ERROR_PARAMETER, OUR_FAULT, REPORT },
  { "MissingAction", AWS_ERROR_PARAMETER, OUR_FAULT, REPORT },
  { "InvalidAction", AWS_ERROR_PARAMETER,
    N_("This endpoint does not know this action."),
    N_("Check the endpoint. If it is AWS’s own, update Flotilla or report this.") },
  { "UnsupportedOperation", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "ValidationError", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "ValidationException", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "MalformedQueryString", AWS_ERROR_PARAMETER, OUR_FAULT, REPORT },
  { "Invalid*", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { AWS_CODE_BAD_ENDPOINT, AWS_ERROR_PARAMETER,
    N_("The endpoint’s address cannot be right."),
    N_("Give it as https://HOST; http is for this computer (127.0.0.1) only.") },
  { AWS_CODE_BAD_REGION, AWS_ERROR_PARAMETER,
    N_("The region is missing, or its name cannot be right."),
    N_("Give one like eu-central-1, with --region, AWS_REGION or the profile.") },
  { AWS_CODE_BAD_REQUEST, AWS_ERROR_PARAMETER, OUR_FAULT, REPORT },
  { AWS_CODE_BAD_SETTING, AWS_ERROR_PARAMETER,
    N_("A setting of the environment or the profile cannot be right."), CORRECT_SETTING },
};

/* AWS names families of codes regularly; this catches what the table does not spell out. */
static const AwsErrorMeaning suffixes[] =
{
  { ".NotFound", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { ".NotFoundException", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { ".Malformed", AWS_ERROR_PARAMETER, N_("The ID does not look like one of AWS’s."), CHECK_ID },
  { ".Duplicate", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { ".InUse", AWS_ERROR_CONFLICT, IN_USE, WAIT_USE },
  { ".AlreadyExistsException", AWS_ERROR_CONFLICT, THERE, OTHER_NAME },
  { "LimitExceeded", AWS_ERROR_QUOTA, LIMIT, RAISE_LIMIT },
};

static const AwsErrorMeaning categories[] =
{
  { "", AWS_ERROR_UNKNOWN, N_("AWS refused with a reason Flotilla does not know."),
    N_("The message is AWS’s own. If it does not help, please report this with the message.") },
  { "", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "", AWS_ERROR_PRICE, TOO_CHEAP, ALLOW_MORE },
  { "", AWS_ERROR_QUOTA, LIMIT, RAISE_LIMIT },
  { "", AWS_ERROR_PERMISSION, NOT_ALLOWED, ALLOW_IT },
  { "", AWS_ERROR_CREDENTIALS, BAD_KEY, CHECK_KEY },
  { "", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "", AWS_ERROR_NOT_FOUND, GONE, CHECK_ID },
  { "", AWS_ERROR_CONFLICT, WRONG_STATE, WAIT_STATE },
  { "", AWS_ERROR_THROTTLED, TOO_OFTEN, SLOWLY },
  { "", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },
  { "", AWS_ERROR_SKEW, CLOCK, SET_CLOCK },
  { "", AWS_ERROR_PROTOCOL, NO_ANSWER, IN_BETWEEN },
  { "", AWS_ERROR_DRY_RUN, N_("It would have been allowed; nothing was done."), NOTHING },
};

/* Why a spot request is as it is, and why an instance ended. What is no trouble is %AWS_ERROR_UNKNOWN. */
#define WAITING   N_("AWS is looking at the request.")
#define TOGETHER  N_("The request wants instances in one place or one group, and there is no room for that.")
#define TAKEN     N_("AWS needed the machine itself and took it back.")
#define REPLACED  N_("Flotilla replaces it by itself. More zones and instance types make this happen less often.")
#define PRICE_ROSE N_("The spot price rose above the highest price you allow.")
#define ENDED_BY  N_("Somebody ended the instance, here or with another program.")
#define WHO_DID   N_("If it was not you, AWS CloudTrail tells who did.")
#define SCHEDULED N_("The time that was set for it is over.")

static const AwsErrorMeaning statuses[] =
{
  { "pending-evaluation", AWS_ERROR_UNKNOWN, WAITING, NOTHING },
  { "pending-fulfillment", AWS_ERROR_UNKNOWN, N_("AWS is starting the instance."), NOTHING },
  { "fulfilled", AWS_ERROR_UNKNOWN, N_("The instance is there."), NOTHING },
  { "not-scheduled-yet", AWS_ERROR_UNKNOWN, N_("The time that was set for it has not come yet."), NOTHING },
  { "capacity-not-available", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "price-too-low", AWS_ERROR_PRICE, TOO_CHEAP, ALLOW_MORE },
  { "launch-group-constraint", AWS_ERROR_CAPACITY, TOGETHER, MORE_POOLS },
  { "az-group-constraint", AWS_ERROR_CAPACITY, TOGETHER, MORE_POOLS },
  { "placement-group-constraint", AWS_ERROR_CAPACITY, TOGETHER, MORE_POOLS },
  { "constraint-not-fulfillable", AWS_ERROR_PARAMETER,
    N_("No zone can offer what the request asks for."), CORRECT },
  { "marked-for-stop", AWS_ERROR_CAPACITY, N_("AWS stops the machine within two minutes."), REPLACED },
  { "marked-for-termination", AWS_ERROR_CAPACITY, N_("AWS ends the machine within two minutes."), REPLACED },
  { "instance-stopped-by-price", AWS_ERROR_PRICE, PRICE_ROSE, ALLOW_MORE },
  { "instance-stopped-by-user", AWS_ERROR_UNKNOWN, N_("Somebody stopped the instance."), WHO_DID },
  { "instance-stopped-no-capacity", AWS_ERROR_CAPACITY, TAKEN, REPLACED },
  { "canceled-before-fulfillment", AWS_ERROR_UNKNOWN,
    N_("The request was cancelled before there was an instance."), NOTHING },
  { "schedule-expired", AWS_ERROR_UNKNOWN, SCHEDULED, NOTHING },
  { "request-canceled-and-instance-running", AWS_ERROR_UNKNOWN,
    N_("The request was cancelled, but its instance still runs and costs money."),
    N_("End the instance if you no longer need it.") },
  { "instance-terminated-by-service", AWS_ERROR_UNKNOWN,
    N_("AWS ended the stopped instance when its request was cancelled."), NOTHING },
  { "instance-terminated-by-price", AWS_ERROR_PRICE, PRICE_ROSE, ALLOW_MORE },
  { "instance-terminated-no-capacity", AWS_ERROR_CAPACITY, TAKEN, REPLACED },
  { "instance-terminated-capacity-oversubscribed", AWS_ERROR_CAPACITY, TAKEN, REPLACED },
  { "instance-terminated-launch-group-constraint", AWS_ERROR_CAPACITY,
    N_("AWS took back one instance of a launch group, and so all of it."), REPLACED },
  { "instance-terminated-by-schedule", AWS_ERROR_UNKNOWN, SCHEDULED, NOTHING },
  { "instance-terminated-by-user", AWS_ERROR_UNKNOWN, ENDED_BY, WHO_DID },
  { "spot-instance-terminated-by-user", AWS_ERROR_UNKNOWN, ENDED_BY, WHO_DID },
  { "bad-parameters", AWS_ERROR_PARAMETER, BAD_REQUEST, CORRECT },
  { "limit-exceeded", AWS_ERROR_QUOTA, N_("The account may not have more disks, or more space on them."),
    RAISE_LIMIT },
  { "system-error", AWS_ERROR_TRANSIENT, AWS_TROUBLE, TRY_LATER },

  { "Server.SpotInstanceTermination", AWS_ERROR_CAPACITY, TAKEN, REPLACED },
  { "Server.SpotInstanceShutdown", AWS_ERROR_CAPACITY, TAKEN, REPLACED },
  { "Server.InsufficientInstanceCapacity", AWS_ERROR_CAPACITY, NO_CAPACITY, MORE_POOLS },
  { "Server.InternalError", AWS_ERROR_TRANSIENT,
    N_("AWS could not start the machine. Often its disk cannot be made: a key of KMS that may not be used."),
    N_("Check that the account may use the encryption key of the disk; otherwise try again.") },
  { "Server.ScheduledStop", AWS_ERROR_TRANSIENT,
    N_("AWS stopped the machine for maintenance."), REPLACED },
  { "Client.UserInitiatedShutdown", AWS_ERROR_UNKNOWN, ENDED_BY, WHO_DID },
  { "Client.InstanceInitiatedShutdown", AWS_ERROR_UNKNOWN,
    N_("The machine was shut down from within."), N_("Look at its log for what did it.") },
  { "Client.InternalError", AWS_ERROR_PARAMETER,
    N_("AWS could not start the machine. Often its disk cannot be made: a key of KMS that may not be used."),
    N_("Check that the account may use the encryption key of the disk; otherwise try again.") },
  { "Client.VolumeLimitExceeded", AWS_ERROR_QUOTA,
    N_("The account may not have more disks, or more space on them."), RAISE_LIMIT },
};

static const AwsErrorMeaning *
find_in (const AwsErrorMeaning *table,
         gsize                  n_rows,
         const char            *code)
{
  for (gsize i = 0; i < n_rows; i++)
    if (strcmp (code, table[i].code) == 0)
      return &table[i];
  return NULL;
}

/* One code for many reasons: AWS's sentence tells them apart. @code is a part of it. */
static const AwsErrorMeaning texts[] =
{
  { "invalid MFA one time pass code", AWS_ERROR_PERMISSION,
    N_("AWS did not take the code of the MFA device."),
    N_("Wait for the next code, and check that the device’s clock is right and that it is the right device.") },
};

static const AwsErrorMeaning *
find_by_suffix (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (code, suffixes[i].code))
      return &suffixes[i];
  return NULL;
}

static const AwsErrorMeaning *
find_by_prefix (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      gsize length = strlen (codes[i].code);

      if (codes[i].code[length - 1] == '*' && strncmp (code, codes[i].code, length - 1) == 0)
        return &codes[i];
    }
  return NULL;
}

/**
 * aws_error_codes_find:
 * @code: an error code as AWS sends it, or one of ours
 *
 * Returns: (transfer none) (nullable): what it means; %NULL when we have no rule for it
 */
const AwsErrorMeaning *
aws_error_codes_find (const char *code)
{
  const AwsErrorMeaning *meaning = find_in (codes, G_N_ELEMENTS (codes), code);

  if (meaning == NULL)
    meaning = find_by_suffix (code);
  return meaning != NULL ? meaning : find_by_prefix (code);
}

/**
 * aws_error_codes_find_text:
 * @message: what AWS said
 *
 * Returns: (transfer none) (nullable): what it means when that sentence says more than its code does
 */
const AwsErrorMeaning *
aws_error_codes_find_text (const char *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strstr (message, texts[i].code) != NULL)
      return &texts[i];
  return NULL;
}

/**
 * aws_error_codes_find_category:
 * @category: a kind of trouble
 *
 * Returns: (transfer none): what it means in general
 */
const AwsErrorMeaning *
aws_error_codes_find_category (AwsErrorCategory category)
{
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (categories[i].category == category)
      return &categories[i];
  return &categories[0];
}

/**
 * aws_error_codes_find_status:
 * @status: the status code of a spot request ("capacity-not-available"), or the reason of an instance's
 *   state ("Server.SpotInstanceTermination")
 *
 * Returns: (transfer none) (nullable): what it means; its category is %AWS_ERROR_UNKNOWN when it is no trouble
 */
const AwsErrorMeaning *
aws_error_codes_find_status (const char *status)
{
  return find_in (statuses, G_N_ELEMENTS (statuses), status);
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
  const AwsErrorMeaning *meaning = aws_error_codes_find (code);

  if (meaning == NULL)
    return FALSE;

  *category = meaning->category;
  return TRUE;
}
