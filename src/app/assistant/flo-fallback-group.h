/* flo-fallback-group.h: what happens when spot runs short
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_FALLBACK_GROUP (flo_fallback_group_get_type ())
G_DECLARE_FINAL_TYPE (FloFallbackGroup, flo_fallback_group, FLO, FALLBACK_GROUP, AdwPreferencesGroup)

/* Emits "edited" when a person changed something. */
/* Shows what @config says, without a signal. */
void flo_fallback_group_load (FloFallbackGroup *self,
                              const FloConfig  *config);
/* Writes what is shown into @config. */
void flo_fallback_group_save (FloFallbackGroup *self,
                              FloConfig        *config);

G_END_DECLS
