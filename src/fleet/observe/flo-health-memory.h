/* flo-health-memory.h: what was learnt of instances' health, look after look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* What one answer says of one instance. All borrowed. */
typedef struct
{
  const char *id;
  FloCheck system_check;
  FloCheck instance_check;
  FloCheck storage_check;
  gint64 impaired_since;     /* Unix seconds: the earliest that AWS names; 0: none */
  GPtrArray *scheduled;      /* (element-type FloScheduled) (nullable) */
} FloHealthLook;

/* How often to ask, in seconds. */
typedef struct
{
  gint64 everything;         /* the whole fleet */
  gint64 unsettled;          /* those that have not passed all checks yet, or not for long enough */
} FloHealthPace;

/* Remembers in memory only: AWS knows since when a check fails, so that a restart forgets nothing that matters. */
typedef struct _FloHealthMemory FloHealthMemory;

/* @settle_seconds: checks have to pass for so long before one that failed is forgiven. */
FloHealthMemory *flo_health_memory_new       (gint64                settle_seconds);
void             flo_health_memory_free      (FloHealthMemory      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloHealthMemory, flo_health_memory_free)

/* The same from now on. */
void             flo_health_memory_set_settle (FloHealthMemory     *self,
                                              gint64                settle_seconds);
/* Takes in what AWS said at @now (Unix seconds). Returns: whether it differs from what was known */
gboolean         flo_health_memory_take      (FloHealthMemory      *self,
                                              const FloHealthLook  *look,
                                              gint64                now);
/* Which running instances of @observation to ask for at @now, and notes that they were asked for: now and then all,
 * more often those that are not settled. @all: (out): all of them were chosen
 * Returns: (transfer container) (element-type utf8): borrowed from @observation; often empty */
GPtrArray       *flo_health_memory_choose    (FloHealthMemory      *self,
                                              FloObservation       *observation,
                                              const FloHealthPace  *pace,
                                              gint64                now,
                                              gboolean             *all);
/* Writes what is known into @observation, before it is shared, and forgets those that have ended. */
void             flo_health_memory_apply     (FloHealthMemory      *self,
                                              FloObservation       *observation);

G_END_DECLS
