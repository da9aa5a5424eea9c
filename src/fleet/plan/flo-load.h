/* flo-load.h: how much work waits for a fleet, and how many nodes that wanted last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A number older than this, in seconds, says nothing any more. */
#define FLO_LOAD_STALE G_GINT64_CONSTANT (300)
/* What a person asked for holds for so long, in seconds, whatever the queue says. */
#define FLO_LOAD_HOLD G_GINT64_CONSTANT (3600)

/* What a queue said. Times in Unix microseconds. */
typedef struct
{
  gint64 messages;         /* that wait, or are being worked on */
  gint64 time;             /* when it said so; 0: it has not said anything yet */
  gint64 peak;             /* the most it said in the config's in_minutes before @time */
  gint64 before;           /* what it said at the beginning of that time */
  gint64 since;            /* from then on up to @time it was asked often enough for @peak to be known */
  const char *trouble;     /* (nullable): why it cannot be asked, a sentence for people */
} FloLoad;

/* The number of nodes that was decided upon last. */
typedef struct
{
  guint nodes;
  gint64 time;             /* Unix microseconds */
  char *why;               /* (owned) (nullable): by which figures */
} FloScaled;

FloScaled *flo_scaled_read  (const char      *text);
char      *flo_scaled_write (const FloScaled *self);
void       flo_scaled_free  (FloScaled       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloScaled, flo_scaled_free)

G_END_DECLS
