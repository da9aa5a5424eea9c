/* flo-sim-cpu.h: how busy the CPUs of instances are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* From one figure to the next: five minutes, which hurry as all waiting does. */
gint64 flo_sim_cpu_get_step (FloSimCloud          *cloud);
/* Percent. */
double flo_sim_cpu_get      (FloSimCloud          *cloud,
                             const FloSimResource *instance,
                             gint64                time);
/* From now on there is so much to do, in percent of an instance, in all; less than 0: each has what it has. */
void   flo_sim_cpu_set_work (FloSimCloud          *cloud,
                             double                work,
                             gint64                now);

G_END_DECLS
