/* flo-launch-shortfall.h: what a launch lacks, and why, pool by pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-planning.h"

G_BEGIN_DECLS

/* "17 of 20 nodes run. No spot capacity …: m5.large in us-east-1a, …." Sentences for people. (transfer full) */
char             *flo_launch_shortfall_describe     (FloPlanning *self);
/* What kind of trouble it is, as far as AWS says; AWS_ERROR_UNKNOWN: it does not. */
AwsErrorCategory  flo_launch_shortfall_get_category (FloPlanning *self);

G_END_DECLS
