/* flo-next-list.h: what the engine does next, why, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_NEXT_LIST (flo_next_list_get_type ())
G_DECLARE_FINAL_TYPE (FloNextList, flo_next_list, FLO, NEXT_LIST, AdwPreferencesGroup)

void flo_next_list_set_fleet (FloNextList *self,
                              FloFleet    *fleet);

G_END_DECLS
