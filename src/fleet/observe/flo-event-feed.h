/* flo-event-feed.h: reads a fleet's queue, for as long as it is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-cloud-event.h"

G_BEGIN_DECLS

#define FLO_TYPE_EVENT_FEED (flo_event_feed_get_type ())
G_DECLARE_FINAL_TYPE (FloEventFeed, flo_event_feed, FLO, EVENT_FEED, GObject)

/**
 * FloEventFeed:
 *
 * Waits in the queue, 20 seconds at a time, and begins again. What it cannot read is thrown away.
 *
 * Signal "received" (GPtrArray of FloCloudEvent, borrowed): at least one came. It stays in the queue, and nothing more is
 * read, until flo_event_feed_release() says what became of it.
 * Signal "changed": it works now, or no longer does: see flo_event_feed_get_problem().
 */
FloEventFeed *flo_event_feed_new         (AwsClient     *client,
                                          const char    *queue_url);
const char   *flo_event_feed_get_url     (FloEventFeed  *self);
void          flo_event_feed_start       (FloEventFeed  *self);
/* Reads no more; emits no more. */
void          flo_event_feed_stop        (FloEventFeed  *self);
/* What was received is kept elsewhere and may be deleted (@kept), or comes again after a while. */
void          flo_event_feed_release     (FloEventFeed  *self,
                                          gboolean       kept);
/* The queue was read lately, and AWS let it be read. */
gboolean      flo_event_feed_is_working  (FloEventFeed  *self);
/* Why it cannot be read, a sentence. (nullable) */
const char   *flo_event_feed_get_problem (FloEventFeed  *self);
/* There is no such queue any more. */
gboolean      flo_event_feed_is_gone     (FloEventFeed  *self);

G_END_DECLS
