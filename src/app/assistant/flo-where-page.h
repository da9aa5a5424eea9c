/* flo-where-page.h: which region and which Availability Zones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_WHERE_PAGE (flo_where_page_get_type ())
G_DECLARE_FINAL_TYPE (FloWherePage, flo_where_page, FLO, WHERE_PAGE, FloAssistantPage)

G_END_DECLS
