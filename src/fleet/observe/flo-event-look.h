/* flo-event-look.h: which queues and rules for events there are with our names and tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* What all queues and rules that we make are called: this, and the fleet's id. */
#define FLO_EVENT_NAME_PREFIX "flotilla-f-"

/* One that carries our tag. Owned strings. @seen.id: a rule's ARN, a queue's URL; @seen.name: what it is called;
 * @seen.ready: a rule's: events go on to a queue. */
typedef struct
{
  FloSeen seen;
  char *fleet;             /* flotilla:fleet */
  char *config;            /* (nullable): flotilla:config */
  char *owner;             /* (nullable): flotilla:owner */
} FloEventFind;

void       flo_event_find_free          (FloEventFind         *self);

/* @name: only the one of that name; NULL: all that begin as ours do. AWS lists them by name and not by tags, so each is
 * asked for its own. Finishes with (element-type FloEventFind). */
void       flo_event_look_rules_async   (AwsClient            *client,
                                         const char           *name,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
void       flo_event_look_queues_async  (AwsClient            *client,
                                         const char           *name,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *flo_event_look_finish        (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
