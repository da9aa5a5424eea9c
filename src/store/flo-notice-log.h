/* flo-notice-log.h: what events said of a fleet's instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_NOTICE_INTERRUPTION,
  FLO_NOTICE_REBALANCE,
} FloNoticeKind;

/* One row. Owned string. */
typedef struct
{
  char *instance;
  FloNoticeKind kind;
  gint64 time;             /* Unix seconds: when AWS said so */
} FloNoticeRow;

FloNoticeRow *flo_notice_row_new           (const char           *instance,
                                            FloNoticeKind         kind,
                                            gint64                time);
void          flo_notice_row_free          (FloNoticeRow         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloNoticeRow, flo_notice_row_free)

/* All @rows or none; a newer one of the same instance and kind replaces the older one. What is older than a week is
 * forgotten. @rows: (element-type FloNoticeRow) (transfer full) */
void          flo_notice_log_append_async  (FloStore             *store,
                                            const char           *fleet_id,
                                            GPtrArray            *rows,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      flo_notice_log_append_finish (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* A fleet's, by time. (element-type FloNoticeRow) */
void          flo_notice_log_list_async    (FloStore             *store,
                                            const char           *fleet_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray    *flo_notice_log_list_finish   (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
