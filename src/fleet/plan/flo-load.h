/* flo-load.h: how much work waits for a fleet, and how many nodes that wanted last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person asked for holds for so long, in seconds, whatever the source says. */
#define FLO_LOAD_HOLD G_GINT64_CONSTANT (3600)

/* What the config's source said. Times in Unix microseconds. */
typedef struct
{
  double amount;           /* how much there is to do: messages that wait or are being worked on, or as much of the metric;
                            * of one that is each node's on average, that times the nodes it was measured of */
  double value;            /* as it was said */
  double nodes;            /* so many ran on average while @value was measured; 0: it is not each node's */
  gint64 time;             /* when that was so; 0: nothing was said yet */
  gint64 keeps;            /* for so long it says something, microseconds */
  double peak, highest;    /* the most of @amount and of @value in the config's in_minutes before @time */
  double before;           /* @amount at the beginning of that time */
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
