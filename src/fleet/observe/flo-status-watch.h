/* flo-status-watch.h: asks EC2 for status checks and scheduled events, as often as there is something to learn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* A healthy fleet is asked for once a minute, which is how often EC2 runs its checks; a node that starts, or whose checks
 * fail, every fifteen seconds. By ids, a hundred a request, or, of more than a thousand, by pages of a thousand. */
#define FLO_TYPE_STATUS_WATCH (flo_status_watch_get_type ())
G_DECLARE_FINAL_TYPE (FloStatusWatch, flo_status_watch, FLO, STATUS_WATCH, GObject)

/* @settle_seconds: checks have to pass for so long before one that failed is forgiven. */
FloStatusWatch *flo_status_watch_new            (AwsClient            *client,
                                                 gint64                settle_seconds);
/* The endpoint is on this computer, where time may run faster: asks more often, and forgives sooner. */
void            flo_status_watch_set_local      (FloStatusWatch       *self);
/* Writes what is known into @observation, before it is shared. */
void            flo_status_watch_apply          (FloStatusWatch       *self,
                                                 FloObservation       *observation);
/* Asks for what is due, if anything is and no answer is outstanding. The picture is good without it, so that it
 * fails only when it is cancelled. */
void            flo_status_watch_refresh_async  (FloStatusWatch       *self,
                                                 FloObservation       *observation,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* Returns: whether something is known now that was not */
gboolean        flo_status_watch_refresh_finish (FloStatusWatch       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* Why nothing is known of the checks, and what to do: a sentence. (nullable) */
const char     *flo_status_watch_get_problem    (FloStatusWatch       *self);

G_END_DECLS
