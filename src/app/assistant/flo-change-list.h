/* flo-change-list.h: what applying a draft would change about the fleet that it is of, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

#define FLO_TYPE_CHANGE_LIST (flo_change_list_get_type ())
G_DECLARE_FINAL_TYPE (FloChangeList, flo_change_list, FLO, CHANGE_LIST, AdwPreferencesGroup)

/* @draft: of a fleet that lives; shown as it is now */
void flo_change_list_show (FloChangeList *self,
                           FloDraft      *draft);

G_END_DECLS
