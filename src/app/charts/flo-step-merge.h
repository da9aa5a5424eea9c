/* flo-step-merge.h: walks through the changes of several step series together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-step-series.h"

G_BEGIN_DECLS

/* Where the walk stands in one series; @steps must outlive it. */
typedef struct
{
  const FloStep *steps;
  gsize n_steps;
  gsize next;
  FloMoney value;      /* 0 before the first step: see flo_step_cursor_has_begun() */
} FloStepCursor;

/* @series: (element-type FloStepSeries). The walk begins with the first change at or after @since.
 * Returns: (transfer full): a cursor for each; free with g_free() */
FloStepCursor *flo_step_merge_open       (GPtrArray           *series,
                                          gint64               since);
/* Goes to the next moment at which any series changes. G_MAXINT64 after the last. */
gint64         flo_step_merge_next       (FloStepCursor       *cursors,
                                          guint                n_cursors);
gboolean       flo_step_cursor_has_begun (const FloStepCursor *cursor);

G_END_DECLS
