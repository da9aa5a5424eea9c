/* flo-metadata-word.h: what a node says of itself when its metadata service is read on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-cloud-event.h"

G_BEGIN_DECLS

/* Seconds between two looks at a node's metadata, and between two signs of life. */
#define FLO_METADATA_PERIOD 5
#define FLO_METADATA_BEAT 30
/* The most that a line of it has. */
#define FLO_METADATA_MAX_LINE 8192

typedef enum
{
  FLO_METADATA_NOTHING,      /* a greeting, or what we do not know */
  FLO_METADATA_ALIVE,        /* it looks, and there is nothing new */
  FLO_METADATA_BLIND,        /* its metadata service does not answer */
  FLO_METADATA_NO_CURL,      /* it has no program to ask it with */
  FLO_METADATA_EVENT,
} FloMetadataWord;

/* The command that looks, for as long as somebody reads what it says: POSIX sh and curl. It writes a line when something
 * has changed, and a sign of life now and then, which also ends it soon after the connection. */
const char      *flo_metadata_get_command (void);
/* Reads a line of it, which is a stranger's.
 * @instance: whose node it is: it can only speak of itself
 * @now: Unix seconds
 * @event: (out): with FLO_METADATA_EVENT */
FloMetadataWord  flo_metadata_read        (const char     *line,
                                           const char     *instance,
                                           gint64          now,
                                           FloCloudEvent **event);

G_END_DECLS
