/* test-time.c: moments as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-time.h"

static void
test_parse (void)
{
  static const struct { const char *text; gint64 seconds; } good[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-24T02:10:00Z", 1795486200 },
    { "2026-11-24T02:10:00.999Z", 1795486200 },
    { "2026-11-24T03:10:00+01:00", 1795486200 },
    { "2026-11-23T21:40:00-04:30", 1795486200 },
    { "2024-02-29T12:00:00Z", 1709208000 },
    { "1969-12-31T23:59:59Z", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 seconds = 0;

      g_assert_true (flo_time_parse (good[i].text, &seconds));
      g_assert_cmpint (seconds, ==, good[i].seconds);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = {
    "", "now", "2026-11-24", "2026-11-24 02:10:00Z", "2026-11-24T02:10:00", "2026-11-24T02:10Z", "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z", "2026-11-24T24:10:00Z", "2026-11-24T02:60:00Z", "2026-11-24T02:10:00.Z", "2026-11-24T02:10:00Zx",
    "2026-11-24T02:10:00+1:00", "2026-11-24T02:10:00+24:00", "26-11-24T02:10:00Z", "0000-00-00T00:00:00Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 seconds = 42;

      g_assert_false (flo_time_parse (bad[i], &seconds));
      g_assert_cmpint (seconds, ==, 42);
    }
  g_assert_false (flo_time_parse (NULL, &(gint64) { 0 }));
}

static void
test_format (void)
{
  static const struct { gint64 seconds; const char *text; } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { 1795486200, "2026-11-24T02:10:00Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { G_MAXINT64, "9999-12-31T23:59:59Z" },
    { G_MININT64, "0001-01-01T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = flo_time_format (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Where a day and a month begin, in a leap year, at their very first second, and before 1970. */
static void
test_begins (void)
{
  static const struct { const char *now, *day, *month; } cases[] = {
    { "2026-11-27T10:00:01Z", "2026-11-27T00:00:00Z", "2026-11-01T00:00:00Z" },
    { "2024-03-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-03-01T00:00:00Z" },
    { "2024-02-29T23:59:59Z", "2024-02-29T00:00:00Z", "2024-02-01T00:00:00Z" },
    { "1969-12-31T23:59:59Z", "1969-12-31T00:00:00Z", "1969-12-01T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = NULL;
      g_autofree char *month = NULL;
      gint64 now = 0;

      g_assert_true (flo_time_parse (cases[i].now, &now));
      day = flo_time_format (flo_time_get_day (now));
      month = flo_time_format (flo_time_get_month (now));
      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (month, ==, cases[i].month);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/parse-refuses", test_parse_refuses);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/begins", test_begins);

  return g_test_run ();
}
