/* flo-cron.c: when something is due that comes again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-cron.h"

#include <string.h>

/* February 29 is missing in 1900 and 2100: eight years apart at most. */
#define DAYS_TO_LOOK (9 * 366)

typedef struct
{
  const char *name;
  guint first, last;
  const char * const *words;   /* (nullable): for @first and what follows it */
} Field;

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", NULL };
static const char *const weekdays[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL };

/* A Sunday may be 0 or 7. */
static const Field fields[] = {
  { "minute", 0, 59, NULL },
  { "hour", 0, 23, NULL },
  { "day of the month", 1, 31, NULL },
  { "month", 1, 12, months },
  { "day of the week", 0, 7, weekdays },
};


static gboolean
read_value (const Field *field,
            const char  *text,
            guint       *value)
{
  guint64 number;

  for (guint i = 0; field->words != NULL && field->words[i] != NULL; i++)
    if (g_ascii_strcasecmp (field->words[i], text) == 0)
      {
        *value = field->first + i;
        return TRUE;
      }
  if (!g_ascii_string_to_unsigned (text, 10, field->first, field->last, &number, NULL))
    return FALSE;
  *value = (guint) number;

  return TRUE;
}

/* One of the parts that commas separate: "*", "5", "1-5", each with or without a step. */
static gboolean
read_part (const Field *field,
           const char  *text,
           guint64     *bits)
{
  g_auto (GStrv) stepped = g_strsplit (text, "/", 3);
  g_auto (GStrv) range = NULL;
  guint first = field->first, last = field->last;
  guint64 step = 1;
  guint n;

  if (stepped[0] == NULL || *stepped[0] == '\0' || (stepped[1] != NULL && stepped[2] != NULL) ||
      (stepped[1] != NULL && !g_ascii_string_to_unsigned (stepped[1], 10, 1, field->last, &step, NULL)))
    return FALSE;

  if (strcmp (stepped[0], "*") != 0)
    {
      range = g_strsplit (stepped[0], "-", 3);
      n = g_strv_length (range);
      if (n > 2 || !read_value (field, range[0], &first) || (n == 2 && !read_value (field, range[1], &last)))
        return FALSE;
      last = n == 2 || stepped[1] != NULL ? last : first;
    }
  if (first > last)
    return FALSE;
  for (guint i = first; i <= last; i += (guint) step)
    *bits |= G_GUINT64_CONSTANT (1) << i;

  return TRUE;
}

static gboolean
read_field (const Field *field,
            const char  *text,
            guint64     *bits)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  *bits = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    if (!read_part (field, parts[i], bits))
      return FALSE;

  return *bits != 0;
}

/* Whether any month has such a day at all: the 30th of February never comes. */
static gboolean
ever_comes (const FloCron *self)
{
  static const guint lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  for (guint month = 1; month <= 12; month++)
    for (guint day = 1; (self->months >> month & 1) && day <= lengths[month - 1]; day++)
      if (self->either || (self->days >> day & 1))
        return TRUE;

  return FALSE;
}

/**
 * flo_cron_parse:
 * @text: "minute hour day-of-month month day-of-week", as in crontab(5): "0 8 * * 1-5", "0,30 6-22/2 1 jan-jun *"
 * @self: (out): what it means
 * @why: (out) (optional) (transfer full): what is wrong with it; completes "… "
 *
 * Returns: whether @text says when
 */
gboolean
flo_cron_parse (const char  *text,
                FloCron     *self,
                char       **why)
{
  g_auto (GStrv) words = NULL;
  guint64 bits[G_N_ELEMENTS (fields)] = { 0 };
  guint n = 0;

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  words = g_strsplit_set (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (n < G_N_ELEMENTS (fields) && !read_field (&fields[n], words[i], &bits[n]))
        {
          if (why != NULL)
            *why = g_strdup_printf ("has \"%s\" as its %s, which is none", words[i], fields[n].name);
          return FALSE;
        }
      n++;
    }
  if (n != G_N_ELEMENTS (fields))
    {
      if (why != NULL)
        *why = g_strdup_printf ("has %u fields, not five: minute, hour, day of the month, month, day of the week", n);
      return FALSE;
    }

  *self = (FloCron) {
    .minutes = bits[0], .hours = (guint32) bits[1], .days = (guint32) bits[2], .months = (guint32) bits[3],
    .weekdays = (guint32) ((bits[4] | bits[4] >> 7) & 0x7f),
    .either = bits[2] != 0xfffffffe && (bits[4] & 0x7f) != 0x7f,
  };
  if (!ever_comes (self))
    {
      if (why != NULL)
        *why = g_strdup ("never comes: no such day is in these months");
      return FALSE;
    }

  return TRUE;
}

/* ---- find ---- */

static gboolean
is_day (const FloCron *self,
        const GDate   *date)
{
  gboolean day = self->days >> g_date_get_day (date) & 1;
  gboolean weekday = self->weekdays >> (g_date_get_weekday (date) % 7) & 1;

  if (!(self->months >> g_date_get_month (date) & 1))
    return FALSE;

  return self->either ? day || weekday : day && weekday;
}

/* A time that clocks skip is the moment they skip it to; one that comes twice is one of the two. */
static gint64
get_time (GTimeZone   *zone,
          const GDate *date,
          int          hour,
          int          minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new (zone, g_date_get_year (date), g_date_get_month (date),
                                                  g_date_get_day (date), hour, minute, 0);

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

static GDate
get_date (GTimeZone *zone,
          gint64     time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;

  g_date_clear (&date, 1);
  if (local != NULL)
    g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                    g_date_time_get_year (local));

  return date;
}

/**
 * flo_cron_find_before:
 * @self: when something is due
 * @zone: whose clocks are meant
 * @time: Unix seconds
 *
 * Returns: when it was due last, at @time at the latest, Unix seconds; 0: not within years
 */
gint64
flo_cron_find_before (const FloCron *self,
                      GTimeZone     *zone,
                      gint64         time)
{
  GDate date;

  g_return_val_if_fail (self != NULL && zone != NULL, 0);

  date = get_date (zone, time);
  for (guint i = 0; g_date_valid (&date) && i < DAYS_TO_LOOK; i++, g_date_subtract_days (&date, 1))
    for (int hour = 23; is_day (self, &date) && hour >= 0; hour--)
      for (int minute = 59; (self->hours >> hour & 1) && minute >= 0; minute--)
        {
          gint64 due = self->minutes >> minute & 1 ? get_time (zone, &date, hour, minute) : 0;

          if (due != 0 && due <= time)
            return due;
        }

  return 0;
}

/**
 * flo_cron_find_after:
 * @self: when something is due
 * @zone: whose clocks are meant
 * @time: Unix seconds
 *
 * Returns: when it is due next, later than @time, Unix seconds; 0: not within years
 */
gint64
flo_cron_find_after (const FloCron *self,
                     GTimeZone     *zone,
                     gint64         time)
{
  GDate date;

  g_return_val_if_fail (self != NULL && zone != NULL, 0);

  date = get_date (zone, time);
  for (guint i = 0; g_date_valid (&date) && i < DAYS_TO_LOOK; i++, g_date_add_days (&date, 1))
    for (int hour = 0; is_day (self, &date) && hour < 24; hour++)
      for (int minute = 0; (self->hours >> hour & 1) && minute < 60; minute++)
        {
          gint64 due = self->minutes >> minute & 1 ? get_time (zone, &date, hour, minute) : 0;

          if (due > time)
            return due;
        }

  return 0;
}
