/* flo-access-page.h: image, disk, keys, and who may connect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCESS_PAGE (flo_access_page_get_type ())
G_DECLARE_FINAL_TYPE (FloAccessPage, flo_access_page, FLO, ACCESS_PAGE, FloAssistantPage)

G_END_DECLS
