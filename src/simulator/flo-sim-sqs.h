/* flo-sim-sqs.h: what the actions of SQS share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"
#include "simulator/flo-sim-queues.h"

G_BEGIN_DECLS

/* The queue that QueueUrl names. NULL: the call has failed. */
FloSimResource *flo_sim_sqs_find_queue  (FloSimCall *call);
/* "http://127.0.0.1:PORT/ACCOUNT/NAME" (transfer full) */
char           *flo_sim_sqs_queue_url   (FloSimCall *call,
                                         const char *name);
/* An integer member within bounds. FALSE: the call has failed. */
gboolean        flo_sim_sqs_read_int    (FloSimCall *call,
                                         JsonObject *object,
                                         const char *member,
                                         gint64      otherwise,
                                         gint64      least,
                                         gint64      most,
                                         gint64     *value);

G_END_DECLS
