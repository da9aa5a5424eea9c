/* flo-time.c: moments as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-time.h"

#include <time.h>

#define SECONDS_PER_DAY 86400

/* Reads exactly @count digits and moves @cursor behind them. */
static gboolean
read_digits (const char **cursor,
             guint        count,
             int         *value)
{
  *value = 0;
  for (; count > 0; count--, (*cursor)++)
    {
      if (!g_ascii_isdigit (**cursor))
        return FALSE;
      *value = *value * 10 + (**cursor - '0');
    }

  return TRUE;
}

static gboolean
read_char (const char **cursor,
           char         wanted)
{
  if (**cursor != wanted)
    return FALSE;
  (*cursor)++;

  return TRUE;
}

/* "Z" or "+hh:mm" up to the end of the text. */
static gboolean
read_offset (const char *cursor,
             int        *offset)
{
  int sign = *cursor == '-' ? -1 : 1;
  int hours, minutes;

  *offset = 0;
  if (read_char (&cursor, 'Z'))
    return *cursor == '\0';
  if (*cursor != '+' && *cursor != '-')
    return FALSE;
  cursor++;
  if (!read_digits (&cursor, 2, &hours) || !read_char (&cursor, ':') ||
      !read_digits (&cursor, 2, &minutes) || *cursor != '\0' || hours > 23 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

/**
 * flo_time_format:
 * @seconds: Unix seconds
 *
 * Returns: (transfer full): "2026-11-24T02:10:00Z"; moments outside the years 1 to 9999 are moved to
 *   the nearest one inside
 */
char *
flo_time_format (gint64 seconds)
{
  static const gint64 first = G_GINT64_CONSTANT (-62135596800);
  static const gint64 last = G_GINT64_CONSTANT (253402300799);
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (CLAMP (seconds, first, last));
  int year, month, day;

  /* Not g_date_time_format(): its digits are the locale's. */
  g_date_time_get_ymd (moment, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ",
                          year,
                          month,
                          day,
                          g_date_time_get_hour (moment),
                          g_date_time_get_minute (moment),
                          g_date_time_get_second (moment));
}

/**
 * flo_time_parse:
 * @text: (nullable): a moment
 * @seconds: (out): Unix seconds
 *
 * Returns: whether @text is a moment
 */
gboolean
flo_time_parse (const char *text,
                gint64     *seconds)
{
  g_autoptr(GDateTime) moment = NULL;
  int year, month, day, hour, minute, second, offset;

  g_return_val_if_fail (seconds != NULL, FALSE);

  if (text == NULL ||
      !read_digits (&text, 4, &year) || !read_char (&text, '-') ||
      !read_digits (&text, 2, &month) || !read_char (&text, '-') ||
      !read_digits (&text, 2, &day) || !read_char (&text, 'T') ||
      !read_digits (&text, 2, &hour) || !read_char (&text, ':') ||
      !read_digits (&text, 2, &minute) || !read_char (&text, ':') ||
      !read_digits (&text, 2, &second))
    return FALSE;

  if (read_char (&text, '.'))
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      while (g_ascii_isdigit (*text))
        text++;
    }
  if (!read_offset (text, &offset))
    return FALSE;

  moment = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (moment == NULL)
    return FALSE;

  *seconds = g_date_time_to_unix (moment) - offset;
  return TRUE;
}

/**
 * flo_time_get_day:
 * @seconds: Unix seconds
 *
 * Returns: when the UTC day began that @seconds is in
 */
gint64
flo_time_get_day (gint64 seconds)
{
  gint64 into = seconds % SECONDS_PER_DAY;

  return seconds - (into < 0 ? into + SECONDS_PER_DAY : into);
}

/**
 * flo_time_get_month:
 * @seconds: Unix seconds
 *
 * Returns: when the UTC month began that @seconds is in
 */
gint64
flo_time_get_month (gint64 seconds)
{
  gint64 day = flo_time_get_day (seconds);
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (day);

  g_return_val_if_fail (moment != NULL, day);

  return day - (gint64) (g_date_time_get_day_of_month (moment) - 1) * SECONDS_PER_DAY;
}

gint64
flo_time_get_boot (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
