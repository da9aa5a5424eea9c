/* flo-scale-dialog.h: how many nodes a fleet shall have, and what that costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-window.h"
#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

void flo_scale_dialog_present (FloWindow *parent,
                               FloEngine *engine,
                               FloFleet  *fleet);

G_END_DECLS
