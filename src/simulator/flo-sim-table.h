/* flo-sim-table.h: the actions there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"
#include "simulator/flo-sim-throttle.h"

G_BEGIN_DECLS

typedef struct
{
  const char   *service;
  const char   *name;
  FloSimRate    rate;
  FloSimHandler handler;
} FloSimAction;

/* (nullable) (transfer none) */
const FloSimAction *flo_sim_table_find  (const char *service,
                                         const char *name);
/* Does any service have an action of that name? */
gboolean            flo_sim_table_knows (const char *name);

G_END_DECLS
