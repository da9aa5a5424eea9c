/* flo-config-need.h: the config's wishes as the market understands them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-selection.h"

G_BEGIN_DECLS

/* Fills @need from the "instances", "zones" and "price" sections. Borrows from @self: valid as long as it is. */
void flo_config_get_need (const FloConfig *self,
                          FloNeed         *need);

G_END_DECLS
