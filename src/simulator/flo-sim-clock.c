/* flo-sim-clock.c: the practice cloud's time: wall clock outside, hurried waiting inside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-clock.h"

#include <math.h>
#include <time.h>

struct _FloSimClock
{
  double speed;
  gint64 epoch; /* where the two time lines part */
};

FloSimClock *
flo_sim_clock_new (double speed)
{
  FloSimClock *self = g_new0 (FloSimClock, 1);

  g_assert (speed > 0);

  self->speed = speed;
  self->epoch = g_get_real_time ();
  return self;
}

void
flo_sim_clock_free (FloSimClock *self)
{
  g_free (self);
}

double
flo_sim_clock_get_speed (const FloSimClock *self)
{
  return self->speed;
}

gint64
flo_sim_clock_now (const FloSimClock *self)
{
  return g_get_real_time ();
}

gint64
flo_sim_clock_to_process_time (const FloSimClock *self,
                               gint64             wall)
{
  if (wall <= self->epoch)
    return wall;
  return self->epoch + (gint64) ((double) (wall - self->epoch) * self->speed);
}

gint64
flo_sim_clock_to_wall_time (const FloSimClock *self,
                            gint64             process)
{
  if (process <= self->epoch)
    return process;
  /* Up, so that turning the result back never lands before @process. */
  return self->epoch + (gint64) ceil ((double) (process - self->epoch) / self->speed);
}

gint64
flo_sim_clock_hurry (const FloSimClock *self,
                     gint64             duration)
{
  return (gint64) ((double) duration / self->speed);
}

char *
flo_sim_time_format (gint64 moment)
{
  time_t seconds = moment / FLO_SIM_SECOND;
  struct tm parts;

  /* Not g_date_time_format (): price histories are made of thousands of these. */
  gmtime_r (&seconds, &parts);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                          parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                          (int) (moment % FLO_SIM_SECOND / 1000));
}

gboolean
flo_sim_time_parse (const char *text,
                    gint64     *moment)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    return FALSE;

  *moment = g_date_time_to_unix (time) * FLO_SIM_SECOND + g_date_time_get_microsecond (time);
  return TRUE;
}
