/* flo-sim-access.h: who may do what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Everybody may do everything but what the control API has denied: patterns such as
 * "ec2:CreateFleet" or "ec2:*". */

/* FALSE when that is already so. */
gboolean flo_sim_access_deny      (FloSimCloud *cloud,
                                   const char  *pattern);
/* The same pattern again. FALSE when it was not denied. */
gboolean flo_sim_access_allow     (FloSimCloud *cloud,
                                   const char  *pattern);
/* @action: "service:Action" */
gboolean flo_sim_access_is_denied (FloSimCloud *cloud,
                                   const char  *action);
/* FALSE: the call has failed as its service words it. */
gboolean flo_sim_access_check     (FloSimCall  *call);
/* Fails the call for @action on @resource, always. */
gboolean flo_sim_access_refuse    (FloSimCall  *call,
                                   const char  *action,
                                   const char  *resource);

G_END_DECLS
