/* flo-queue-source.h: how long an SQS queue is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-load-source.h"

G_BEGIN_DECLS

/* Asks twice a minute: SQS itself knows no better. */
#define FLO_TYPE_QUEUE_SOURCE (flo_queue_source_get_type ())
G_DECLARE_FINAL_TYPE (FloQueueSource, flo_queue_source, FLO, QUEUE_SOURCE, GObject)

FloLoadSource *flo_queue_source_new (AwsClient  *client,
                                     const char *queue);

G_END_DECLS
