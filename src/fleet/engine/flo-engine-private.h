/* flo-engine-private.h: what the parts of the engine share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-driver.h"
#include "fleet/engine/flo-engine-lock.h"
#include "fleet/engine/flo-engine.h"
#include "fleet/engine/flo-fleet-runner.h"
#include "fleet/engine/flo-overall-ledger.h"
#include "store/flo-fleet-records.h"

G_BEGIN_DECLS

struct _FloEngine
{
  GObject parent_instance;

  FloStore *store;         /* (owned) */
  FloAccount *account;     /* (owned) */
  AwsClient *client;       /* (owned): all regions share its connections, retry quota and clock */
  char *owner;             /* (owned): "user@host" */
  FloDriver *driver;       /* (owned) (nullable): who we are to others; as soon as there are runners */
  FloEngineLock *lock;     /* (owned) (nullable): held while we may act */
  FloOverallLedger *ledger; /* (owned): of the budget over all fleets */
  gboolean stopped;
  GListStore *fleets;      /* (owned) (element-type FloFleet): by creation */
  GPtrArray *runners;      /* (owned) (element-type FloFleetRunner): in the same order */
};

/* Returns: (transfer full): not yet one of the engine's */
FloFleetRunner *flo_engine_make_runner (FloEngine            *self,
                                        const FloFleetRecord *record,
                                        FloConfig            *config,
                                        gboolean              read_only);
/* Returns: (transfer full): what the row has */
FloConfig      *flo_engine_parse_config (const FloFleetRecord *record,
                                        GError              **error);
/* Borrowed, NULL when the fleet is none of the living. */
FloFleetRunner *flo_engine_find_runner (FloEngine            *self,
                                        FloFleet             *fleet);
/* FALSE with FLO_FLEET_ERROR_OTHER_DRIVER, and how to take it over: another computer drives it. */
gboolean        flo_engine_check_driver (FloFleet            *fleet,
                                        GError              **error);
/* Has @runner's fleet destroyed by the process that runs it, and shows that here; answers @task with a boolean.
 * @task: (transfer full) */
void            flo_engine_ask_destroy (FloEngine            *self,
                                        FloFleetRunner       *runner,
                                        GTask                *task);
/* What was asked of @runner's fleet is written down: it is heeded, or at least shown, at once; answers @task with a boolean.
 * @task: (transfer full) */
void            flo_engine_heed_request (FloEngine           *self,
                                        FloFleetRunner       *runner,
                                        GTask                *task);
/* Takes @runner, shows its fleet, and begins its turns. */
void            flo_engine_run         (FloEngine            *self,
                                        FloFleetRunner       *runner);

G_END_DECLS
