/* flo-sim-throttle.h: AWS's token buckets, one per Region and action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_RATE_DESCRIBE, /* 100 at once, 20 a second */
  FLO_SIM_RATE_MUTATE,   /* 50 at once, 5 a second */
  FLO_SIM_RATE_RUN,      /* 5 at once, 2 a second */
} FloSimRate;

typedef struct _FloSimThrottle FloSimThrottle;

/* @scale multiplies sizes and rates; 0 turns throttling off. */
FloSimThrottle *flo_sim_throttle_new  (double          scale);
void            flo_sim_throttle_free (FloSimThrottle *self);
/* FALSE when the bucket is empty at @now. */
gboolean        flo_sim_throttle_take (FloSimThrottle *self,
                                       const char     *region,
                                       const char     *action,
                                       FloSimRate      rate,
                                       gint64          now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimThrottle, flo_sim_throttle_free)

G_END_DECLS
