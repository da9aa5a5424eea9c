/* flo-upkeep-group.h: how nodes are kept at work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_UPKEEP_GROUP (flo_upkeep_group_get_type ())
G_DECLARE_FINAL_TYPE (FloUpkeepGroup, flo_upkeep_group, FLO, UPKEEP_GROUP, AdwPreferencesGroup)

/* Emits "edited" when a person changed something. */
/* Shows what @config says, without a signal. */
void flo_upkeep_group_load (FloUpkeepGroup  *self,
                            const FloConfig *config);
/* Writes what is shown into @config. */
void flo_upkeep_group_save (FloUpkeepGroup *self,
                            FloConfig      *config);

G_END_DECLS
