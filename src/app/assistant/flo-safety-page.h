/* flo-safety-page.h: how cheap and how safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_SAFETY_PAGE (flo_safety_page_get_type ())
G_DECLARE_FINAL_TYPE (FloSafetyPage, flo_safety_page, FLO, SAFETY_PAGE, FloAssistantPage)

G_END_DECLS
