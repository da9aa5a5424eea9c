/* flo-sim-scenario.h: control commands at set times
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-server.h"

G_BEGIN_DECLS

/* {"events": [{"at": SECONDS, "do": COMMAND, …its arguments…}, …]}: the commands of the control
 * API, at seconds of cloud time (hurried by the speed) after the start. */
typedef struct _FloSimScenario FloSimScenario;

/* NULL when the file is no scenario. @server must outlive it. */
FloSimScenario *flo_sim_scenario_new  (FloSimServer    *server,
                                       const char      *path,
                                       GError         **error);
void            flo_sim_scenario_free (FloSimScenario  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimScenario, flo_sim_scenario_free)

G_END_DECLS
