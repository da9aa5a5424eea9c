/* flo-end-reason.h: why an instance ended, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @code: (nullable): EC2's StateReason: "Server.SpotInstanceTermination".
 * Returns: (transfer full): "AWS needed the capacity (Server.SpotInstanceTermination)" */
char    *flo_end_reason_describe   (const char *code);
/* Whether somebody's call ended it, so that CloudTrail may know whose. */
gboolean flo_end_reason_is_a_call  (const char *code);
/* Whether AWS took it back. @code: (nullable) */
gboolean flo_end_reason_is_reclaim (const char *code);

G_END_DECLS
