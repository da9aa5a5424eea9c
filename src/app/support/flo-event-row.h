/* flo-event-row.h: something that happened, as a row of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "fleet/flo-event.h"

G_BEGIN_DECLS

/* @fleet_name: (nullable): named in the row where events of several fleets are listed.
 * Returns: (transfer floating) */
GtkWidget *flo_event_row_new (FloEvent   *event,
                              const char *fleet_name);

G_END_DECLS
