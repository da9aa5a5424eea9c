/* flo-sim-dispatch.h: carries out API calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

typedef struct _FloSimDispatch FloSimDispatch;

FloSimDispatch *flo_sim_dispatch_new   (double          throttle_scale);
void            flo_sim_dispatch_free  (FloSimDispatch *self);
/* Throttles, checks parameters, honours DryRun and ClientToken, and calls the action's handler. */
gboolean        flo_sim_dispatch_run   (FloSimDispatch *self,
                                        FloSimCall     *call);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimDispatch, flo_sim_dispatch_free)

G_END_DECLS
