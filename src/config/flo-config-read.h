/* flo-config-read.h: from the document to the config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-report.h"

G_BEGIN_DECLS

/* Takes what is of the right kind out of @document and reports everything else: unknown keys, wrong
 * kinds of values, secrets, what is missing. Whether the values make sense is not asked here.
 * Marks the nodes that hold secrets invalid.
 * Returns: FALSE when the document is not one of our version: nothing was read */
gboolean flo_config_read (FloJsonNode     *document,
                          FloConfig       *config,
                          FloConfigReport *report);

G_END_DECLS
