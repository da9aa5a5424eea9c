/* flo-zone-cost-log.h: what each fleet cost per Availability Zone over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One row: a step. Owned string. */
typedef struct
{
  char *zone;
  gint64 time;       /* Unix seconds; the step holds from here on */
  gint64 per_hour;   /* micro-dollars */
  guint nodes;
} FloZoneCostRow;

void       flo_zone_cost_row_free          (FloZoneCostRow       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloZoneCostRow, flo_zone_cost_row_free)

/* All @rows or none; one at the time of an earlier one of its zone replaces it.
 * @rows: (element-type FloZoneCostRow) (transfer full) */
void       flo_zone_cost_log_append_async  (FloStore             *store,
                                            const char           *fleet_id,
                                            GPtrArray            *rows,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_zone_cost_log_append_finish (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* A fleet's steps by zone, then time. (element-type FloZoneCostRow) */
void       flo_zone_cost_log_list_async    (FloStore             *store,
                                            const char           *fleet_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray *flo_zone_cost_log_list_finish   (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
