/* flo-notice-book.h: what events said of instances, until those have ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-cloud-event.h"
#include "fleet/observe/flo-observation.h"
#include "store/flo-notice-log.h"

G_BEGIN_DECLS

typedef struct _FloNoticeBook FloNoticeBook;

FloNoticeBook *flo_notice_book_new      (void);
void           flo_notice_book_free     (FloNoticeBook       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloNoticeBook, flo_notice_book_free)

/* What the store remembers. */
void           flo_notice_book_load     (FloNoticeBook       *self,
                                         const FloNoticeRow  *row);
/* Takes an event in. What was taken already, comes late behind a newer one, or is not of an instance, changes nothing.
 * @observation: (nullable): whose instances are ours
 * @rows: (element-type FloNoticeRow): gets what has to be kept of it
 * Returns: whether it is news of an instance of ours */
gboolean       flo_notice_book_take     (FloNoticeBook       *self,
                                         const FloCloudEvent *event,
                                         FloObservation      *observation,
                                         GPtrArray           *rows);
/* Writes what is known into @observation, before it is shared, and forgets what has ended. */
void           flo_notice_book_apply    (FloNoticeBook       *self,
                                         FloObservation      *observation);

G_END_DECLS
