/* flo-need.h: what a config's nodes must be, in the market's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-selection.h"

G_BEGIN_DECLS

/* @need borrows from @config. @architecture: (nullable): of the image, when that is known */
void   flo_need_from_config (const FloConfig *config,
                             const char      *architecture,
                             FloNeed         *need);
/* Returns: (transfer full): the names of all types in our catalogue that fit, whatever their price: what the
 * market has to be asked about. Named types are passed on even when the catalogue does not know them. */
GStrv  flo_need_list_types  (const FloConfig *config,
                             const char      *architecture);

G_END_DECLS
