/* flo-sim-exchange.h: one signed request and its answer, which may take its time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-answer.h"
#include "simulator/flo-sim-fault.h"

G_BEGIN_DECLS

/* What a call needs while it waits. */
typedef struct
{
  SoupServerMessage *message; /* (owned) */
  FloSimCall         call;    /* (owned) */
  FloSimClaim        claim;   /* (owned) */
  FloSimFault        fault;
  double             seconds; /* of the fault */
  gint64             deadline;
  guint              timer;
} FloSimExchange;

FloSimExchange *flo_sim_exchange_new      (SoupServerMessage    *message);
void            flo_sim_exchange_free     (FloSimExchange       *self);
/* Has the peer gone away meanwhile? */
gboolean        flo_sim_exchange_is_alone (const FloSimExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimExchange, flo_sim_exchange_free)

G_END_DECLS
