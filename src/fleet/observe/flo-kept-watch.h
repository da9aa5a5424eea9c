/* flo-kept-watch.h: reads what EC2 did while it kept a fleet's nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-kept-event.h"

G_BEGIN_DECLS

/* DescribeFleetHistory, beside the turns, every half minute: AWS itself shows an entry half a minute late. What was
 * read is not read again. */
#define FLO_TYPE_KEPT_WATCH (flo_kept_watch_get_type ())
G_DECLARE_FINAL_TYPE (FloKeptWatch, flo_kept_watch, FLO, KEPT_WATCH, GObject)

FloKeptWatch *flo_kept_watch_new            (AwsClient            *client,
                                             gint64                since);   /* Unix seconds: read from here */
/* The endpoint is on this computer, where time may run faster: asks more often. */
void          flo_kept_watch_set_local      (FloKeptWatch         *self);
/* This was told before, by another run. */
void          flo_kept_watch_note_told      (FloKeptWatch         *self,
                                             const char           *title,
                                             gint64                time);    /* Unix seconds */
/* Asks, if it is time to and no answer is outstanding. The picture is good without it, so that it fails only when it is
 * cancelled. */
void          flo_kept_watch_refresh_async  (FloKeptWatch         *self,
                                             const char           *ec2_fleet_id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* Returns: (transfer full) (element-type FloKeptEvent): what is new; the same trouble again is not, for an hour */
GPtrArray    *flo_kept_watch_refresh_finish (FloKeptWatch         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* What kept EC2 from launching, of the last ten minutes before @now: "EC2 has no capacity for m5.large in us-east-1a
 * (12:03:10 UTC)". (nullable) */
const char   *flo_kept_watch_get_trouble    (FloKeptWatch         *self,
                                             gint64                now);     /* Unix seconds */

G_END_DECLS
