/* flo-format.c: figures and times as people read them; times are local
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-format.h"

#include <glib/gi18n.h>

char *
flo_format_rate (FloMoney per_hour)
{
  g_autofree char *money = flo_money_format (per_hour);

  /* Translators: a cost per hour, "$0.42 /h" */
  return g_strdup_printf (_("%s /h"), money);
}

char *
flo_format_rate_range (FloMoney low,
                       FloMoney high)
{
  g_autofree char *from = flo_money_format (low);
  g_autofree char *to = flo_money_format (high);

  if (g_str_equal (from, to))
    return flo_format_rate (low);
  /* Translators: a range of costs per hour, "$0.31–$0.38 /h" */
  return g_strdup_printf (_("%s–%s /h"), from, to);
}

char *
flo_format_clock (gint64 time)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (time);

  /* Translators: a time of day for g_date_time_format() */
  return then != NULL ? g_date_time_format (then, _("%H:%M:%S")) : g_strdup ("");
}

char *
flo_format_time (gint64 time)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) != g_date_time_get_year (now))
    /* Translators: a date of another year for g_date_time_format() */
    return g_date_time_format (then, _("%-d %b %Y"));
  if (g_date_time_get_day_of_year (then) != g_date_time_get_day_of_year (now))
    /* Translators: a date and time of this year for g_date_time_format() */
    return g_date_time_format (then, _("%-d %b, %H:%M"));
  return flo_format_clock (time);
}

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

char *
flo_format_until (gint64 time,
                  gint64 now)
{
  gint64 left = time - now;

  if (left <= 0)
    /* Translators: a time that was given has passed */
    return g_strdup (_("over"));
  if (left < 2 * HOUR)
    /* Translators: how long something lasts yet, in minutes */
    return g_strdup_printf (_("in %d min"), (int) ((left + MINUTE - 1) / MINUTE));
  if (left < 2 * DAY)
    /* Translators: how long something lasts yet, in hours */
    return g_strdup_printf (_("in %d h"), (int) (left / HOUR));
  /* Translators: how long something lasts yet */
  return g_strdup_printf (ngettext ("in %d day", "in %d days", left / DAY), (int) (left / DAY));
}

char *
flo_format_ago (gint64 time,
                gint64 now)
{
  gint64 age = now - time;

  if (age < MINUTE)
    return g_strdup (_("just now"));
  if (age < 2 * HOUR)
    /* Translators: how long ago something was, in minutes */
    return g_strdup_printf (_("%d min ago"), (int) (age / MINUTE));
  if (age < 2 * DAY)
    /* Translators: how long ago something was, in hours */
    return g_strdup_printf (_("%d h ago"), (int) (age / HOUR));
  /* Translators: how long ago something was */
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", age / DAY), (int) (age / DAY));
}

char *
flo_format_memory (guint64 mib)
{
  if (mib % 1024 == 0)
    /* Translators: memory, "8 GiB" */
    return g_strdup_printf (_("%u GiB"), (guint) (mib / 1024));
  /* Translators: memory, "0.5 GiB" */
  return g_strdup_printf (_("%.1f GiB"), mib / 1024.0);
}

char *
flo_format_saved (FloMoney paid,
                  FloMoney list)
{
  if (list <= 0 || paid < 0 || paid > list)
    return NULL;
  /* Translators: a share, "71 %" */
  return g_strdup_printf (_("%d %%"), (int) ((list - paid) * 100 / list));
}

char *
flo_format_origin (FloOrigin origin,
                   gint64    now)
{
  g_autofree char *age = NULL;

  switch (origin.source)
    {
    case FLO_SOURCE_SHIPPED:
      return g_strdup (_("from July 2026, shipped with Flotilla"));
    case FLO_SOURCE_AWS:
      age = flo_format_ago (origin.time, now);
      /* Translators: who said so and when: "AWS, 12 min ago" */
      return g_strdup_printf (_("AWS, %s"), age);
    case FLO_SOURCE_NONE:
      return g_strdup (_("not known"));
    default:
      g_assert_not_reached ();
    }
}

char *
flo_format_interruption (int range)
{
  static const char * const words[] = { "< 5 %", "5–10 %", "10–15 %", "15–20 %", "> 20 %" };

  if (range < 0 || range >= (int) G_N_ELEMENTS (words))
    return g_strdup (_("not known"));
  return g_strdup (words[range]);
}

GStrv
flo_format_split_list (const char *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ", \t;", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      g_strv_builder_add (builder, parts[i]);
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}
