/* flo-deadline-group.h: work that has to be done in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_DEADLINE_GROUP (flo_deadline_group_get_type ())
G_DECLARE_FINAL_TYPE (FloDeadlineGroup, flo_deadline_group, FLO, DEADLINE_GROUP, AdwPreferencesGroup)

/* Emits "edited" when a person changed something. */
/* Shows what @config says, without a signal. */
void flo_deadline_group_load (FloDeadlineGroup *self,
                              const FloConfig *config);
/* Writes what is shown into @config. */
void flo_deadline_group_save (FloDeadlineGroup  *self,
                            FloConfig       *config);

G_END_DECLS
