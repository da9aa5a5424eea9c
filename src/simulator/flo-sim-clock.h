/* flo-sim-clock.h: the practice cloud's time: wall clock outside, hurried waiting inside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moments are microseconds since 1970 in UTC, as g_get_real_time () gives them.
 *
 * There are two time lines. *Wall* time is what every timestamp in an answer shows. *Process* time is
 * what waiting, prices and capacity go by: it equals wall time until the clock is made, and runs
 * `speed` times as fast from then on. So the price history of the past is the same at any speed. */
typedef struct _FloSimClock FloSimClock;

#define FLO_SIM_SECOND G_GINT64_CONSTANT (1000000)
#define FLO_SIM_MINUTE (60 * FLO_SIM_SECOND)
#define FLO_SIM_HOUR (60 * FLO_SIM_MINUTE)
#define FLO_SIM_DAY (24 * FLO_SIM_HOUR)

FloSimClock *flo_sim_clock_new             (double             speed);
void         flo_sim_clock_free            (FloSimClock       *self);
double       flo_sim_clock_get_speed       (const FloSimClock *self);
gint64       flo_sim_clock_now             (const FloSimClock *self);
gint64       flo_sim_clock_to_process_time (const FloSimClock *self,
                                            gint64             wall);
gint64       flo_sim_clock_to_wall_time    (const FloSimClock *self,
                                            gint64             process);
/* How long @duration of cloud time takes on the wall. */
gint64       flo_sim_clock_hurry           (const FloSimClock *self,
                                            gint64             duration);

/* "2026-01-31T12:00:00.000Z", the form EC2 answers with. */
char        *flo_sim_time_format           (gint64             moment);
/* Reads ISO 8601 with or without fractions; without an offset it is UTC. */
gboolean     flo_sim_time_parse            (const char        *text,
                                            gint64            *moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimClock, flo_sim_clock_free)

G_END_DECLS
