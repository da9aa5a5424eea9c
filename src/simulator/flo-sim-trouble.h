/* flo-sim-trouble.h: commands of the control API that trouble single instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-server.h"

G_BEGIN_DECLS

/* Each does one command, and answers as flo_sim_control_do () does. */
JsonObject *flo_sim_trouble_impair   (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);
JsonObject *flo_sim_trouble_schedule (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);
JsonObject *flo_sim_trouble_end      (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);
JsonObject *flo_sim_trouble_age      (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);
JsonObject *flo_sim_trouble_busy     (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);
JsonObject *flo_sim_trouble_trail    (FloSimServer  *server,
                                      JsonObject    *arguments,
                                      gint64         now,
                                      char         **problem);

G_END_DECLS
