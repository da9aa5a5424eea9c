/* flo-sim-cpu.c: how busy the CPUs of instances are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-cpu.h"

#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-random.h"

#define STEP (5 * FLO_SIM_MINUTE)

gint64
flo_sim_cpu_get_step (FloSimCloud *cloud)
{
  return MAX (flo_sim_clock_hurry (cloud->clock, STEP), FLO_SIM_SECOND);
}

/* Of the Region, at @time; those that start yet work nothing. */
static guint
count_alive (FloSimCloud *cloud,
             const char  *region,
             gint64       time)
{
  guint n = 0;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (cloud->resources, i);

      n += resource->kind == FLO_SIM_KIND_INSTANCE && g_strcmp0 (resource->region, region) == 0
           && g_strcmp0 (flo_sim_instance_get_state (resource), "pending") != 0
           && resource->created_at <= time && (resource->gone_at == 0 || resource->gone_at > time);
    }
  return n;
}

double
flo_sim_cpu_get (FloSimCloud          *cloud,
                 const FloSimResource *instance,
                 gint64                time)
{
  if (cloud->work_since != 0 && time >= cloud->work_since)
    return MIN (cloud->work / MAX (count_alive (cloud, instance->region, time), 1), 100);
  return 5
         + 60
               * flo_sim_random_unit (flo_sim_random_key (cloud->seed, instance->id),
                                      (guint64) (time / flo_sim_cpu_get_step (cloud)));
}

void
flo_sim_cpu_set_work (FloSimCloud *cloud,
                      double       work,
                      gint64       now)
{
  cloud->work = work;
  cloud->work_since = work >= 0 ? now : 0;
}
