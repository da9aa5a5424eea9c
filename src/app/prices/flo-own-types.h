/* flo-own-types.h: which instance types somebody may want to see first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

/* Those that the engine's fleets run now, @max at most, or a common one. Returns: (transfer full) */
GStrv flo_own_types_guess (FloEngine *engine,
                           guint      max);

G_END_DECLS
