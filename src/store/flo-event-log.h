/* flo-event-log.h: what happened to each fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One row. Owned strings. */
typedef struct
{
  gint64 id;         /* ascending */
  gint64 time;       /* Unix microseconds */
  char *kind;        /* "action", "notice", … */
  char *title;
  char *reason;      /* (nullable) */
  char *resource;    /* (nullable) */
  char *zone;        /* (nullable) */
} FloEventRow;

void       flo_event_row_free          (FloEventRow          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloEventRow, flo_event_row_free)

/* The row's id is given by the log. */
void       flo_event_log_append_async  (FloStore             *store,
                                        const char           *fleet_id,
                                        const FloEventRow    *row,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gint64     flo_event_log_append_finish (FloStore             *store,
                                        GAsyncResult         *result,
                                        GError              **error);   /* 0 on error */
/* The newest @limit of a fleet, oldest of them first. (element-type FloEventRow) */
void       flo_event_log_list_async    (FloStore             *store,
                                        const char           *fleet_id,
                                        guint                 limit,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *flo_event_log_list_finish   (FloStore             *store,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
