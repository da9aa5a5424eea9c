/* flo-score-log.h: every placement score AWS gave us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One row. Owned strings. */
typedef struct
{
  gint64 time;     /* Unix seconds: when AWS was asked; the same for all of one answer */
  char *region;
  char *zone_id;   /* (nullable): of a score of a whole region */
  int score;       /* 1 to 10 */
} FloScoreRow;

void        flo_score_row_free           (FloScoreRow          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloScoreRow, flo_score_row_free)

/* One answer: all @rows or none; what is older than a year goes. @request: what was asked, in full.
 * @rows: (element-type FloScoreRow) (transfer full) */
void        flo_score_log_append_async   (FloStore             *store,
                                          const char           *account,
                                          const char           *request,
                                          GPtrArray            *rows,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    flo_score_log_append_finish  (FloStore             *store,
                                          GAsyncResult         *result,
                                          GError              **error);
/* The answers to exactly @request since @since, newest first, then by region and zone.
 * (element-type FloScoreRow) */
void        flo_score_log_list_async     (FloStore             *store,
                                          const char           *account,
                                          const char           *request,
                                          gint64                since,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* @n_new: (out) (optional): how many different requests the account made for the first time in the last 24 hours: AWS
 * allows about ten */
GPtrArray  *flo_score_log_list_finish    (FloStore             *store,
                                          GAsyncResult         *result,
                                          guint                *n_new,
                                          GError              **error);

G_END_DECLS
