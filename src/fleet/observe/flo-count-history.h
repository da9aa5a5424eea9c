/* flo-count-history.h: how many nodes ran when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in Unix microseconds. What nobody looked at is not known. */
typedef struct _FloCountHistory FloCountHistory;

FloCountHistory *flo_count_history_new      (void);
void             flo_count_history_free     (FloCountHistory       *self);
void             flo_count_history_note     (FloCountHistory       *self,
                                             guint                  count,
                                             gint64                 time);
double           flo_count_history_get_mean (const FloCountHistory *self,
                                             gint64                 from,
                                             gint64                 to);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCountHistory, flo_count_history_free)

G_END_DECLS
