/* flo-replay-world.h: a fleet's life in a replayed region, planned by the planner that runs fleets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "backtest/flo-replay-nodes.h"

G_BEGIN_DECLS

gboolean flo_replay_run (FloReplaySetting  *setting,
                         const FloConfig   *config,
                         guint64            seed,
                         gint64             offset,
                         gint64             seconds,
                         GCancellable      *cancellable,
                         FloReplayTally    *tally,
                         GError           **error);

G_END_DECLS
