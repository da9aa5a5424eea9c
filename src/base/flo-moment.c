/* flo-moment.c: a moment as people write it, with the time zone they mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-moment.h"

#include <stdio.h>
#include <string.h>

#define MINUTE 60

/* The zone that follows the clock's time: "Z", "+01:00" or " Europe/Berlin". NULL: there is none of that name */
static GTimeZone *
read_zone (const char *text)
{
  if (*text == ' ')
    text++;

  return g_time_zone_new_identifier (text);
}

static gboolean
read_clock (const char *text,
            int         fields[6])
{
  int seconds_length = 0;

  fields[5] = 0;
  if (sscanf (text, "%4d-%2d-%2d%*1[T ]%2d:%2d", &fields[0], &fields[1], &fields[2], &fields[3], &fields[4]) != 5)
    return FALSE;
  if (text[16] == ':' && sscanf (text + 17, "%2d%n", &fields[5], &seconds_length) != 1)
    return FALSE;

  return fields[3] <= 23 && fields[4] <= 59 && fields[5] <= 59;
}

static gboolean
reads_the_same (GDateTime *moment,
                const int  fields[6])
{
  return g_date_time_get_hour (moment) == fields[3] && g_date_time_get_minute (moment) == fields[4] &&
         g_date_time_get_day_of_month (moment) == fields[2];
}

/* Where clocks are put back a time comes twice, an hour apart, or half of one. */
static gint64
get_first (GDateTime *moment,
           const int  fields[6])
{
  static const int steps[] = { 7200, 3600, 1800 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GDateTime) before = g_date_time_add_seconds (moment, -steps[i]);

      if (before != NULL && reads_the_same (before, fields))
        return g_date_time_to_unix (before);
    }

  return g_date_time_to_unix (moment);
}

/**
 * flo_moment_parse:
 * @text: "2026-11-27 18:00 Europe/Berlin", "2026-11-27T18:00:00+01:00" or "2026-11-27T17:00:00Z"
 * @seconds: (out): Unix seconds
 * @why: (out) (optional) (transfer full): what is wrong with it; completes "the deadline …"
 *
 * Where clocks are put back, the earlier of the two moments is meant; a time that clocks skip is refused. Reads the
 * system's time zone data.
 *
 * Returns: whether @text is a moment
 */
gboolean
flo_moment_parse (const char  *text,
                  gint64      *seconds,
                  char       **why)
{
  g_autoptr(GTimeZone) zone = NULL;
  g_autoptr(GDateTime) moment = NULL;
  const char *zone_text;
  char *nothing = NULL;
  int fields[6];

  g_return_val_if_fail (text != NULL && seconds != NULL, FALSE);

  why = why != NULL ? why : &nothing;
  *why = NULL;
  if (!g_regex_match_simple (FLO_MOMENT_PATTERN, text, G_REGEX_DOLLAR_ENDONLY, 0) || !read_clock (text, fields))
    {
      *why = g_strdup ("is no time with its zone");
      g_clear_pointer (&nothing, g_free);
      return FALSE;
    }

  zone_text = text + (text[16] == ':' ? 19 : 16);
  zone = read_zone (zone_text);
  if (zone != NULL)
    moment = g_date_time_new (zone, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
  if (zone == NULL)
    *why = g_strdup_printf ("names the time zone \"%s\", which this computer does not know",
                            zone_text + (*zone_text == ' '));
  else if (moment == NULL)
    *why = g_strdup ("is no day of the calendar");
  else if (!reads_the_same (moment, fields))
    *why = g_strdup ("is a time that clocks skip there");
  else
    *seconds = get_first (moment, fields);
  g_clear_pointer (&nothing, g_free);

  return zone != NULL && moment != NULL && reads_the_same (moment, fields);
}

/**
 * flo_moment_format_short:
 * @seconds: Unix seconds
 *
 * Returns: (transfer full): "Fri 2026-11-27 17:00 UTC"
 */
char *
flo_moment_format_short (gint64 seconds)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (seconds);
  int year, month, day;

  if (moment == NULL)
    return g_strdup ("never");

  /* Not g_date_time_format(): its words and digits are the locale's. */
  g_date_time_get_ymd (moment, &year, &month, &day);
  return g_strdup_printf ("%s %04d-%02d-%02d %02d:%02d UTC", days[g_date_time_get_day_of_week (moment) - 1], year, month,
                          day, g_date_time_get_hour (moment), g_date_time_get_minute (moment));
}

/**
 * flo_moment_format_span:
 * @seconds: a length of time
 *
 * Returns: (transfer full): "12 min", "3 h 05 min", "31 h"
 */
char *
flo_moment_format_span (gint64 seconds)
{
  gint64 minutes = (MAX (seconds, 0) + MINUTE / 2) / MINUTE;

  if (minutes < 60)
    return g_strdup_printf ("%" G_GINT64_FORMAT " min", minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " h", minutes / 60);

  return g_strdup_printf ("%" G_GINT64_FORMAT " h %02d min", minutes / 60, (int) (minutes % 60));
}
