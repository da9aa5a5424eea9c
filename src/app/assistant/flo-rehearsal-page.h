/* flo-rehearsal-page.h: what would have become of the fleet in the past
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_REHEARSAL_PAGE (flo_rehearsal_page_get_type ())
/* Property: summary (nullable): what the last rehearsal of the config, as it is now, came to. */
G_DECLARE_FINAL_TYPE (FloRehearsalPage, flo_rehearsal_page, FLO, REHEARSAL_PAGE, FloAssistantPage)

G_END_DECLS
