/* flo-cli-fleet-update.h: what a request for another config has of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "cli/flo-cli-request.h"

G_BEGIN_DECLS

/* Says what differs and what follows. @per_node: an hour, of one that runs besides the one that it replaces */
void       flo_cli_update_preview  (FloCliRequest       *self,
                                    FloMoney             per_node);
gboolean   flo_cli_update_is_done  (const FloCliRequest *self);
void       flo_cli_update_add_json (JsonBuilder         *builder,
                                    const FloCliRequest *self);

G_END_DECLS
