/* flo-config-label.h: what the keys of the config, and what they are set to, are called where people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config-table.h"

G_BEGIN_DECLS

const char *flo_config_label_find  (const char           *name);
char       *flo_config_label_value (const FloConfigField *field,
                                    const FloConfig      *config);

G_END_DECLS
