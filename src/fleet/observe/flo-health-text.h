/* flo-health-text.h: a node's health in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* "its system status check fails since 12:03:11 UTC: the trouble is AWS's hardware or network"; "its status checks pass
 * again since a moment, …". (transfer full) (nullable): nothing is wrong, or nothing is known */
char *flo_health_describe           (const FloSeenInstance *instance);
/* "instance-retirement: AWS ends it at 2026-12-01 08:00 UTC or later (…)". (transfer full) */
char *flo_health_describe_scheduled (const FloScheduled    *scheduled);
/* "08:00:11 UTC". (transfer full) */
char *flo_health_format_clock       (gint64                 seconds);
/* "2026-12-01 08:00 UTC". (transfer full) */
char *flo_health_format_time        (gint64                 seconds);

G_END_DECLS
