/* flo-sim-control.h: the API under /_simulator, by which tests and game days pull the strings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-server.h"

G_BEGIN_DECLS

#define FLO_SIM_CONTROL_PATH "/_simulator"

/* Answers a request; @path is what follows FLO_SIM_CONTROL_PATH. */
void        flo_sim_control_handle (FloSimServer       *server,
                                    SoupServerMessage  *message,
                                    const char         *path,
                                    GBytes             *body);
/* Does one command ("interrupt", "drought", …). Returns its reply, or NULL and a sentence. */
JsonObject *flo_sim_control_do     (FloSimServer       *server,
                                    const char         *command,
                                    JsonObject         *arguments,
                                    char              **problem);

G_END_DECLS
