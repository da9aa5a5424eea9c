/* flo-recovery.h: what became of a call whose answer nobody got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_RECOVERY_REPEAT,   /* make the same call again: it is idempotent, or had no effect */
  FLO_RECOVERY_LOOK,     /* look again a little later: AWS may not show yet what it made */
  FLO_RECOVERY_FOUND,    /* it had its effect */
  FLO_RECOVERY_GIVE_UP,  /* it had none, and is no longer wanted, or refused */
} FloRecovery;

/* How often to look before something counts as not made. */
#define FLO_RECOVERY_LOOKS 8

/**
 * flo_recovery_decide:
 * @open: the journal entry that is not closed; with a result when it was repeated, and the repetition was refused, which
 *   says nothing of what was asked first
 * @observation: full
 * @destroy: the fleet is to be gone: what was not made must not be made now
 * @looks: how often was looked already
 * @result: (out) (nullable) (transfer full): the entry's result, JSON, when found or given up
 *
 * Pure. Everything we make carries the token of its journal entry as the tag flotilla:intent.
 */
FloRecovery flo_recovery_decide (const FloPast   *open,
                                 FloObservation  *observation,
                                 gboolean         destroy,
                                 guint            looks,
                                 char           **result);

G_END_DECLS
