/* flo-cli-exit.h: how flotillactl ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* Scripts rely on these numbers. */
typedef enum
{
  FLO_CLI_EXIT_DONE = 0,
  FLO_CLI_EXIT_FAILED = 1,
  FLO_CLI_EXIT_USAGE = 2,
  FLO_CLI_EXIT_CONFIG = 3,        /* the config is invalid, or does not fit the region */
  FLO_CLI_EXIT_CREDENTIALS = 4,   /* no, wrong or too weak credentials */
  FLO_CLI_EXIT_CAPACITY = 5,
  FLO_CLI_EXIT_REFUSED = 6,       /* by a budget, a quota, a maximum price or a policy */
  FLO_CLI_EXIT_PARTLY = 7,        /* resumable */
  FLO_CLI_EXIT_ALERT = 8,         /* there is something to tell */
  FLO_CLI_EXIT_INTERRUPTED = 130,
} FloCliExit;

/* Errors of the front end itself. The code of an error in this domain is its FloCliExit. */
#define FLO_CLI_ERROR (flo_cli_error_quark ())
GQuark     flo_cli_error_quark     (void);

/* The exit code for an error of any layer. */
FloCliExit flo_cli_exit_from_error   (const GError *error);
/* … and of what AWS's errors are about. */
FloCliExit flo_cli_exit_from_category (AwsErrorCategory category);
/* The exit code of a launch that ended without all its nodes. */
FloCliExit flo_cli_exit_from_fleet   (FloFleet     *fleet);

G_END_DECLS
