/* flo-time-axis.c: the axis of time: round local times from seconds to years
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-time-axis.h"

#include <glib/gi18n.h>
#include <math.h>

#define HOUR ((gint64) 60 * 60)
#define DAY (24 * HOUR)
/* A mark that is closer than this to the next one could not carry any label. */
#define MIN_DISTANCE 16.0
/* Clear space between two labels, in pixels. */
#define LABEL_GAP 14.0

typedef enum
{
  UNIT_SECOND,   /* steps of elapsed time, in phase with the local clock */
  UNIT_HOUR,     /* hours of the wall clock: when it changes, one is missing or twice as long */
  UNIT_DAY,
  UNIT_MONTH,
  UNIT_YEAR,
} TimeUnit;

typedef struct
{
  TimeUnit unit;
  guint n;
  gint64 seconds;    /* about */
} TimeStep;

static const TimeStep TIME_STEPS[] = {
  { UNIT_SECOND, 5, 5 },
  { UNIT_SECOND, 10, 10 },
  { UNIT_SECOND, 15, 15 },
  { UNIT_SECOND, 30, 30 },
  { UNIT_SECOND, 60, 60 },
  { UNIT_SECOND, 120, 120 },
  { UNIT_SECOND, 300, 300 },
  { UNIT_SECOND, 600, 600 },
  { UNIT_SECOND, 900, 900 },
  { UNIT_SECOND, 1800, 1800 },
  { UNIT_SECOND, 3600, HOUR },
  { UNIT_HOUR, 2, 2 * HOUR },
  { UNIT_HOUR, 3, 3 * HOUR },
  { UNIT_HOUR, 6, 6 * HOUR },
  { UNIT_HOUR, 12, 12 * HOUR },
  { UNIT_DAY, 1, DAY },
  { UNIT_DAY, 2, 2 * DAY },
  { UNIT_DAY, 7, 7 * DAY },
  { UNIT_DAY, 14, 14 * DAY },
  { UNIT_MONTH, 1, 30 * DAY },
  { UNIT_MONTH, 2, 61 * DAY },
  { UNIT_MONTH, 3, 91 * DAY },
  { UNIT_MONTH, 6, 182 * DAY },
  { UNIT_YEAR, 1, 365 * DAY },
  { UNIT_YEAR, 2, 730 * DAY },
  { UNIT_YEAR, 5, 1826 * DAY },
  { UNIT_YEAR, 10, 3652 * DAY },
  { UNIT_YEAR, 50, 18262 * DAY },
};

struct _FloTimeAxis
{
  FloAxis parent_instance;

  GTimeZone *zone;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (FloTimeAxis, flo_time_axis, FLO_TYPE_AXIS)

static char *
format_mark (GDateTime      *time,
             const TimeStep *step,
             gboolean       *major)
{
  gboolean midnight = g_date_time_get_hour (time) == 0 && g_date_time_get_minute (time) == 0 &&
                      g_date_time_get_second (time) == 0;

  switch (step->unit)
    {
    case UNIT_SECOND:
    case UNIT_HOUR:
      *major = midnight;
      if (midnight)
        /* Translators: a day at which a mark of a time axis stands, as short as possible;
         * g_date_time_format() */
        return g_date_time_format (time, C_("time axis", "%-d %b"));
      if (step->n < 60 && step->unit == UNIT_SECOND)
        return g_date_time_format (time, C_("time axis", "%H:%M:%S"));
      return g_date_time_format (time, C_("time axis", "%H:%M"));

    case UNIT_DAY:
      *major = g_date_time_get_day_of_month (time) == 1;
      return g_date_time_format (time, C_("time axis", "%-d %b"));

    case UNIT_MONTH:
      *major = g_date_time_get_month (time) == 1;
      if (!*major)
        return g_date_time_format (time, C_("time axis", "%b"));
      return g_date_time_format (time, "%Y");

    case UNIT_YEAR:
      *major = FALSE;
      return g_date_time_format (time, "%Y");

    default:
      g_assert_not_reached ();
    }
}

/* Adds the mark at @time unless it is outside of the range. Returns FALSE past its end. */
static gboolean
add_mark (FloTimeAxis    *self,
          GPtrArray      *ticks,
          GDateTime      *time,
          const TimeStep *step)
{
  double value = (double) g_date_time_to_unix (time);
  FloTick *tick;

  if (value > flo_axis_get_max (FLO_AXIS (self)))
    return FALSE;
  if (value < flo_axis_get_min (FLO_AXIS (self)))
    return TRUE;

  tick = g_new0 (FloTick, 1);
  tick->value = value;
  tick->label = format_mark (time, step, &tick->major);
  g_ptr_array_add (ticks, tick);

  return TRUE;
}

static void
list_elapsed (FloTimeAxis    *self,
              GPtrArray      *ticks,
              const TimeStep *step)
{
  gint64 n = step->n;
  gint64 at = (gint64) floor (flo_axis_get_min (FLO_AXIS (self)));

  for (;;)
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at);
      g_autoptr(GDateTime) time = NULL;
      gint64 phase;

      if (utc == NULL)
        return;
      time = g_date_time_to_timezone (utc, self->zone);
      phase = (at + g_date_time_get_utc_offset (time) / G_TIME_SPAN_SECOND) % n;
      if (phase < 0)
        phase += n;
      if (phase != 0)
        {
          /* Only at the start, and where a change of the offset is no multiple of the step. */
          at += n - phase;
          continue;
        }
      if (!add_mark (self, ticks, time, step))
        return;
      at += n;
    }
}

static void
advance (GDate          *date,
         const TimeStep *step)
{
  switch (step->unit)
    {
    case UNIT_SECOND:
    case UNIT_HOUR:
      g_date_add_days (date, 1);
      break;

    case UNIT_DAY:
      g_date_add_days (date, step->n);
      break;

    case UNIT_MONTH:
      g_date_add_months (date, step->n);
      break;

    case UNIT_YEAR:
      g_date_add_years (date, step->n);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* The last round date that is not after @date. */
static void
round_down (GDate          *date,
            const TimeStep *step)
{
  if (step->unit == UNIT_MONTH)
    g_date_set_dmy (date, 1, ((g_date_get_month (date) - 1) / step->n) * step->n + 1,
                    g_date_get_year (date));
  else if (step->unit == UNIT_YEAR)
    g_date_set_dmy (date, 1, G_DATE_JANUARY, MAX (1, g_date_get_year (date) / step->n * step->n));
  else if (step->unit == UNIT_DAY)
    /* Julian day 1 is a Monday: weeks begin where the calendar has them. */
    g_date_subtract_days (date, (g_date_get_julian (date) - 1) % step->n);
}

static void
list_calendar (FloTimeAxis    *self,
               GPtrArray      *ticks,
               const TimeStep *step)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) start = NULL;
  guint hours = step->unit == UNIT_HOUR ? step->n : 24;
  gint64 last = 0;
  GDate date;
  int year, month, day;

  utc = g_date_time_new_from_unix_utc ((gint64) flo_axis_get_min (FLO_AXIS (self)));
  if (utc == NULL)
    return;
  start = g_date_time_to_timezone (utc, self->zone);
  g_date_time_get_ymd (start, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  round_down (&date, step);

  for (; ; advance (&date, step))
    for (guint hour = 0; hour < 24; hour += hours)
      {
        g_autoptr(GDateTime) time = g_date_time_new (self->zone,
                                                     g_date_get_year (&date),
                                                     g_date_get_month (&date),
                                                     g_date_get_day (&date),
                                                     hour, 0, 0);

        if (time == NULL)
          return;
        /* An hour that the clocks leave out; a day is there even when its midnight is not. */
        if (hour != 0 && g_date_time_get_hour (time) != (int) hour)
          continue;
        /* When the clocks go forward, the mark after it may come too close. */
        if (hour != 0 && g_date_time_to_unix (time) - last < step->seconds * 3 / 4)
          continue;
        last = g_date_time_to_unix (time);
        if (!add_mark (self, ticks, time, step))
          return;
      }
}

static gboolean
labels_fit (FloAxis        *axis,
            GPtrArray      *ticks,
            double          length,
            FloTickMeasure  measure,
            gpointer        user_data)
{
  double end = -G_MAXDOUBLE;

  for (guint i = 0; i < ticks->len; i++)
    {
      const FloTick *tick = g_ptr_array_index (ticks, i);
      double center = flo_axis_normalize (axis, tick->value) * length;
      double width = measure (tick->label, tick->major, user_data);

      if (center - width / 2 < end + LABEL_GAP)
        return FALSE;
      end = center + width / 2;
    }

  return TRUE;
}

static GPtrArray *
flo_time_axis_list_ticks (FloAxis        *axis,
                          double          length,
                          FloTickMeasure  measure,
                          gpointer        user_data)
{
  FloTimeAxis *self = FLO_TIME_AXIS (axis);
  g_autoptr(GPtrArray) ticks = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_tick_free);
  double span = flo_axis_get_max (axis) - flo_axis_get_min (axis);

  for (gsize i = 0; i < G_N_ELEMENTS (TIME_STEPS); i++)
    {
      const TimeStep *step = &TIME_STEPS[i];

      if (length * (double) step->seconds / span < MIN_DISTANCE)
        continue;

      g_ptr_array_set_size (ticks, 0);
      if (step->unit == UNIT_SECOND)
        list_elapsed (self, ticks, step);
      else
        list_calendar (self, ticks, step);
      if (labels_fit (axis, ticks, length, measure, user_data))
        return g_steal_pointer (&ticks);
    }

  g_ptr_array_set_size (ticks, 0);
  return g_steal_pointer (&ticks);
}

static void
flo_time_axis_finalize (GObject *object)
{
  FloTimeAxis *self = FLO_TIME_AXIS (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (flo_time_axis_parent_class)->finalize (object);
}

static void
flo_time_axis_class_init (FloTimeAxisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_time_axis_finalize;
  FLO_AXIS_CLASS (klass)->list_ticks = flo_time_axis_list_ticks;
}

static void
flo_time_axis_init (FloTimeAxis *self)
{
}

/**
 * flo_time_axis_new:
 * @zone: (nullable): whose clock the marks follow; %NULL for the local one
 *
 * Returns: (transfer full): an axis of Unix seconds without a range
 */
FloAxis *
flo_time_axis_new (GTimeZone *zone)
{
  FloTimeAxis *self = g_object_new (FLO_TYPE_TIME_AXIS, NULL);

  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();

  return FLO_AXIS (self);
}

GTimeZone *
flo_time_axis_get_zone (FloTimeAxis *self)
{
  g_return_val_if_fail (FLO_IS_TIME_AXIS (self), NULL);

  return self->zone;
}
