/* flo-sim-queue.h: the messages of a queue
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is in a queue of SQS. Times are of the wall, however hurried the cloud: clients wait for
 * them. */
typedef struct _FloSimQueue FloSimQueue;

FloSimQueue *flo_sim_queue_new               (void);
void         flo_sim_queue_free              (FloSimQueue *self);
/* Returns the id. (transfer none) */
const char  *flo_sim_queue_send              (FloSimQueue *self,
                                              const char  *body,
                                              gint64       visible_at,
                                              gint64       now);
/* Drops what is older than @retention. */
void         flo_sim_queue_expire            (FloSimQueue *self,
                                              gint64       retention,
                                              gint64       now);
/* Takes up to @most visible messages, oldest first, and hides them until @hidden_until: (transfer
 * full) array of {MessageId, ReceiptHandle, MD5OfBody, Body, Attributes}. */
JsonArray   *flo_sim_queue_receive           (FloSimQueue *self,
                                              guint        most,
                                              gint64       hidden_until,
                                              gint64       now);
/* When the next hidden message can be seen; G_MAXINT64 without one. */
gint64       flo_sim_queue_next_visible      (FloSimQueue *self,
                                              gint64       now);
/* FALSE when the handle is none of the queue's. */
gboolean     flo_sim_queue_delete            (FloSimQueue *self,
                                              const char  *handle);
/* FALSE when the handle is of no message that is in flight. */
gboolean     flo_sim_queue_change_visibility (FloSimQueue *self,
                                              const char  *handle,
                                              gint64       hidden_until,
                                              gint64       now);
void         flo_sim_queue_purge             (FloSimQueue *self);
void         flo_sim_queue_count             (FloSimQueue *self,
                                              gint64       now,
                                              gint64      *visible,
                                              gint64      *in_flight,
                                              gint64      *delayed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimQueue, flo_sim_queue_free)

G_END_DECLS
