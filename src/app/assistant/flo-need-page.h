/* flo-need-page.h: how many nodes, and what each must be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_NEED_PAGE (flo_need_page_get_type ())
G_DECLARE_FINAL_TYPE (FloNeedPage, flo_need_page, FLO, NEED_PAGE, FloAssistantPage)

G_END_DECLS
