/* test-moment.c: moments as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-moment.h"

static void
test_parse (void)
{
  static const struct { const char *text; gint64 seconds; } good[] = {
    { "2026-11-27T17:00:00Z", 1795798800 },
    { "2026-11-27 17:00Z", 1795798800 },
    { "2026-11-27T18:00:00+01:00", 1795798800 },
    { "2026-11-27 18:00 Europe/Berlin", 1795798800 },
    { "2026-11-27 18:00:30 Europe/Berlin", 1795798830 },
    { "2026-11-27 17:00 UTC", 1795798800 },
    /* Summer time. */
    { "2026-07-01 18:00 Europe/Berlin", 1782921600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 seconds = 0;

      g_test_message ("%s", good[i].text);
      g_assert_true (flo_moment_parse (good[i].text, &seconds, NULL));
      g_assert_cmpint (seconds, ==, good[i].seconds);
    }
}

/* Clocks in Berlin go forward on 2026-03-29 from 02:00 to 03:00, and back on 2026-10-25 from 03:00 to 02:00. */
static void
test_clock_changes (void)
{
  g_autofree char *why = NULL;
  gint64 seconds;

  g_assert_true (flo_moment_parse ("2026-03-29 01:59 Europe/Berlin", &seconds, NULL));
  g_assert_cmpint (seconds, ==, 1774745940);
  g_assert_false (flo_moment_parse ("2026-03-29 02:30 Europe/Berlin", &seconds, &why));
  g_assert_cmpstr (why, ==, "is a time that clocks skip there");
  g_assert_true (flo_moment_parse ("2026-03-29 03:00 Europe/Berlin", &seconds, NULL));
  g_assert_cmpint (seconds, ==, 1774746000);
  g_assert_true (flo_moment_parse ("2026-10-25 02:30 Europe/Berlin", &seconds, NULL));
  g_assert_cmpint (seconds, ==, 1792888200);
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *why; } bad[] = {
    { "", "is no time with its zone" },
    { "Friday 18:00", "is no time with its zone" },
    { "2026-11-27 18:00", "is no time with its zone" },
    { "2026-11-27 25:00Z", "is no time with its zone" },
    { "2026-11-27 18:00 ../../etc/passwd", "is no time with its zone" },
    { "2026-11-27 18:00 Europe/Brelin", "names the time zone \"Europe/Brelin\", which this computer does not know" },
    { "2026-02-30 18:00Z", "is no day of the calendar" },
    { "2026-13-01 18:00Z", "is no day of the calendar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *why = NULL;
      gint64 seconds = 7;

      g_assert_false (flo_moment_parse (bad[i].text, &seconds, &why));
      g_assert_cmpstr (why, ==, bad[i].why);
      g_assert_cmpint (seconds, ==, 7);
      g_assert_false (flo_moment_parse (bad[i].text, &seconds, NULL));
    }
}

static void
test_format (void)
{
  g_autofree char *moment = flo_moment_format_short (1795798800);
  static const struct { gint64 seconds; const char *text; } spans[] = {
    { -5, "0 min" }, { 29, "0 min" }, { 31, "1 min" }, { 3600, "1 h" }, { 11100, "3 h 05 min" }, { 3599, "1 h" },
    { 111600, "31 h" },
  };

  g_assert_cmpstr (moment, ==, "Fri 2026-11-27 17:00 UTC");
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autofree char *span = flo_moment_format_span (spans[i].seconds);

      g_assert_cmpstr (span, ==, spans[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/parse", test_parse);
  g_test_add_func ("/moment/clock-changes", test_clock_changes);
  g_test_add_func ("/moment/refused", test_refused);
  g_test_add_func ("/moment/format", test_format);

  return g_test_run ();
}
