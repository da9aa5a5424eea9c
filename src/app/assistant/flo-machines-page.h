/* flo-machines-page.h: which instance types, each with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_MACHINES_PAGE (flo_machines_page_get_type ())
G_DECLARE_FINAL_TYPE (FloMachinesPage, flo_machines_page, FLO, MACHINES_PAGE, FloAssistantPage)

G_END_DECLS
