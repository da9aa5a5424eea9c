/* flo-cli-exit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <gio/gio.h>

#include "account/flo-keyring.h"
#include "aws/aws-error.h"
#include "cli/flo-cli-exit.h"
#include "fleet/engine/flo-engine.h"
#include "market/flo-type-filter.h"

G_DEFINE_QUARK (flo-cli-error-quark, flo_cli_error)

FloCliExit
flo_cli_exit_from_category (AwsErrorCategory category)
{
  switch (category)
    {
    case AWS_ERROR_CAPACITY:
      return FLO_CLI_EXIT_CAPACITY;
    case AWS_ERROR_PRICE:
    case AWS_ERROR_QUOTA:
      return FLO_CLI_EXIT_REFUSED;
    case AWS_ERROR_PERMISSION:
    case AWS_ERROR_CREDENTIALS:
    case AWS_ERROR_SKEW:  /* to AWS, a signature of the wrong time is a wrong signature */
      return FLO_CLI_EXIT_CREDENTIALS;
    case AWS_ERROR_UNKNOWN:
    case AWS_ERROR_PARAMETER:
    case AWS_ERROR_NOT_FOUND:
    case AWS_ERROR_CONFLICT:
    case AWS_ERROR_THROTTLED:
    case AWS_ERROR_TRANSIENT:
    case AWS_ERROR_PROTOCOL:
    case AWS_ERROR_DRY_RUN:
    default:
      return FLO_CLI_EXIT_FAILED;
    }
}

FloCliExit
flo_cli_exit_from_fleet (FloFleet *fleet)
{
  FloCliExit why = flo_cli_exit_from_category (flo_fleet_get_problem_category (fleet));

  if (flo_fleet_get_problem (fleet) == NULL || why == FLO_CLI_EXIT_FAILED)
    return FLO_CLI_EXIT_PARTLY;
  /* Some capacity is not none: the rest is tried again. */
  if (why == FLO_CLI_EXIT_CAPACITY && flo_fleet_get_running (fleet) > 0)
    return FLO_CLI_EXIT_PARTLY;
  return why;
}

FloCliExit
flo_cli_exit_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, FLO_CLI_EXIT_FAILED);

  if (error->domain == FLO_CLI_ERROR)
    return error->code;
  if (error->domain == FLO_TYPE_FILTER_ERROR || error->domain == G_REGEX_ERROR)
    return FLO_CLI_EXIT_USAGE;
  /* Without an answer it was not AWS who refused: a region or an endpoint cannot be right. */
  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PARAMETER) && aws_error_get_http_status (error) == 0)
    return FLO_CLI_EXIT_USAGE;
  if (error->domain == AWS_ERROR)
    return flo_cli_exit_from_category (error->code);
  if (error->domain == FLO_KEYRING_ERROR)
    return error->code == FLO_KEYRING_ERROR_EXISTS ? FLO_CLI_EXIT_FAILED : FLO_CLI_EXIT_CREDENTIALS;
  if (g_error_matches (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG))
    return FLO_CLI_EXIT_CONFIG;
  if (g_error_matches (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET)
      || g_error_matches (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_DRIVER)
      || g_error_matches (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED))
    return FLO_CLI_EXIT_REFUSED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FLO_CLI_EXIT_INTERRUPTED;
  return FLO_CLI_EXIT_FAILED;
}
