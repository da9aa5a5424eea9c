/* test-cron.c: when something is due that comes again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-cron.h"
#include "base/flo-moment.h"

static gint64
parse (const char *text)
{
  gint64 seconds = 0;

  g_assert_true (flo_moment_parse (text, &seconds, NULL));

  return seconds;
}

static void
test_find (void)
{
  /* Thursday, 2026-11-26 15:30 in Berlin. */
  static const struct { const char *cron; const char *before; const char *after; } table[] = {
    { "0 8 * * 1-5", "2026-11-26 08:00 Europe/Berlin", "2026-11-27 08:00 Europe/Berlin" },
    { "30 15 * * *", "2026-11-26 15:30 Europe/Berlin", "2026-11-27 15:30 Europe/Berlin" },
    { "*/20 * * * *", "2026-11-26 15:20 Europe/Berlin", "2026-11-26 15:40 Europe/Berlin" },
    { "5,50 9-17/4 * * *", "2026-11-26 13:50 Europe/Berlin", "2026-11-26 17:05 Europe/Berlin" },
    { "0 18 * * fri", "2026-11-20 18:00 Europe/Berlin", "2026-11-27 18:00 Europe/Berlin" },
    { "0 0 * * 7", "2026-11-22 00:00 Europe/Berlin", "2026-11-29 00:00 Europe/Berlin" },
    { "0  0 1  JAN *", "2026-01-01 00:00 Europe/Berlin", "2027-01-01 00:00 Europe/Berlin" },
    { "0 12 31 * *", "2026-10-31 12:00 Europe/Berlin", "2026-12-31 12:00 Europe/Berlin" },
    { "0 0 29 2 *", "2024-02-29 00:00 Europe/Berlin", "2028-02-29 00:00 Europe/Berlin" },
    /* Either of the two kinds of days. */
    { "0 6 1 * wed", "2026-11-25 06:00 Europe/Berlin", "2026-12-01 06:00 Europe/Berlin" },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now = parse ("2026-11-26 15:30 Europe/Berlin");

  g_assert_nonnull (berlin);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FloCron cron;

      g_test_message ("%s", table[i].cron);
      g_assert_true (flo_cron_parse (table[i].cron, &cron, NULL));
      g_assert_cmpint (flo_cron_find_before (&cron, berlin, now), ==, parse (table[i].before));
      g_assert_cmpint (flo_cron_find_after (&cron, berlin, now), ==, parse (table[i].after));
    }
}

/* In Berlin clocks go forward on 2026-03-29 from 02:00 to 03:00 and back on 2026-10-25 from 03:00 to 02:00: what is due in
 * an hour that is skipped is not lost, and what is due in one that comes twice comes once a day. */
static void
test_clock_changes (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 before = parse ("2026-03-29 00:00 Europe/Berlin"), time;
  FloCron cron;
  guint n = 0;

  g_assert_true (flo_cron_parse ("30 2 * * *", &cron, NULL));
  time = flo_cron_find_after (&cron, berlin, before);
  g_assert_cmpint (time, >, parse ("2026-03-29 01:59 Europe/Berlin"));
  g_assert_cmpint (time, <=, parse ("2026-03-29 03:30 Europe/Berlin"));
  g_assert_cmpint (flo_cron_find_before (&cron, berlin, time), ==, time);
  g_assert_cmpint (flo_cron_find_after (&cron, berlin, time), ==, parse ("2026-03-30 02:30 Europe/Berlin"));

  time = parse ("2026-10-24 12:00 Europe/Berlin");
  while ((time = flo_cron_find_after (&cron, berlin, time)) < parse ("2026-10-26 12:00 Europe/Berlin"))
    n++;
  g_assert_cmpuint (n, ==, 2);
}

/* The two agree wherever one looks: what comes next was last a moment later, and nothing lies between. */
static void
test_agree (void)
{
  static const char *const crons[] = { "0 8 * * 1-5", "*/7 3 * * *", "15 2 29 2 *", "0 0 31 */2 sat", "59 23 1 jan *" };
  static const char *const zones[] = { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe" };

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i % G_N_ELEMENTS (zones)]);
      gint64 time = g_test_rand_int_range (1577836800, 2000000000), after, before;
      FloCron cron;

      g_assert_nonnull (zone);
      g_assert_true (flo_cron_parse (crons[i / 5 % G_N_ELEMENTS (crons)], &cron, NULL));
      after = flo_cron_find_after (&cron, zone, time);
      before = flo_cron_find_before (&cron, zone, time);
      g_assert_cmpint (before, <=, time);
      g_assert_cmpint (after, >, time);
      g_assert_cmpint (flo_cron_find_before (&cron, zone, after - 1), ==, before);
      g_assert_cmpint (flo_cron_find_before (&cron, zone, after), ==, after);
    }
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *why; } table[] = {
    { "0 8 * *", "has 4 fields, not five: minute, hour, day of the month, month, day of the week" },
    { "0 8 * * * *", "has 6 fields, not five: minute, hour, day of the month, month, day of the week" },
    { "60 8 * * *", "has \"60\" as its minute, which is none" },
    { "0 24 * * *", "has \"24\" as its hour, which is none" },
    { "0 8 0 * *", "has \"0\" as its day of the month, which is none" },
    { "0 8 * 13 *", "has \"13\" as its month, which is none" },
    { "0 8 * * 8", "has \"8\" as its day of the week, which is none" },
    { "0 8 * * fri-mon", "has \"fri-mon\" as its day of the week, which is none" },
    { "0 8-6 * * *", "has \"8-6\" as its hour, which is none" },
    { "*/0 8 * * *", "has \"*/0\" as its minute, which is none" },
    { "1,, 8 * * *", "has \"1,,\" as its minute, which is none" },
    { "1-2-3 8 * * *", "has \"1-2-3\" as its minute, which is none" },
    { "-1 8 * * *", "has \"-1\" as its minute, which is none" },
    { "0 8 30 2 *", "never comes: no such day is in these months" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *why = NULL;
      FloCron cron;

      g_test_message ("%s", table[i].text);
      g_assert_false (flo_cron_parse (table[i].text, &cron, &why));
      g_assert_cmpstr (why, ==, table[i].why);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cron/find", test_find);
  g_test_add_func ("/cron/clock-changes", test_clock_changes);
  g_test_add_func ("/cron/agree", test_agree);
  g_test_add_func ("/cron/refused", test_refused);

  return g_test_run ();
}
