/* flo-event-log-private.h: an event as part of another transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-event-log.h"
#include "store/flo-sql.h"

G_BEGIN_DECLS

/* On the store's thread. */
gboolean flo_event_row_write (const FloEventRow  *self,
                              sqlite3            *db,
                              const char         *fleet_id,
                              GError            **error);

G_END_DECLS
