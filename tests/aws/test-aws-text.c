/* test-aws-text.c: times and escapes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/wire/aws-text.h"

static void
test_parse_time (void)
{
  static const struct { const char *text; gint64 seconds; } good[] =
  {
    { "1970-01-01T00:00:00Z", 0 },
    { "2015-08-30T12:36:00Z", 1440938160 },
    { "2015-08-30T12:36:00.000Z", 1440938160 },
    { "2015-08-30T12:36:00.123456789Z", 1440938160 },
    { "2015-08-30T12:36:00", 1440938160 },
    { "2015-08-30T14:36:00+02:00", 1440938160 },
    { "2015-08-30T07:06:00-05:30", 1440938160 },
    { "2024-02-29T23:59:60Z", 1709251200 },
    { "1969-12-31T23:59:59Z", -1 },
    { "9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799) },
  };
  static const char *const bad[] =
  {
    "", "2015", "2015-08-30", "2015-08-30 12:36:00Z", "2015-13-30T12:36:00Z", "2015-08-32T12:36:00Z",
    "2015-08-30T24:36:00Z", "2015-08-30T12:60:00Z", "2015-08-30T12:36:00.Z", "2015-08-30T12:36:00Zx",
    "2015-08-30T12:36:00+0200", "2015-8-30T12:36:00Z", "+015-08-30T12:36:00Z", "yesterday",
    "2015-08-30T12:36:00+24:00", "0000-08-30T12:36:00Z",
  };
  gint64 seconds;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (aws_text_parse_time (good[i].text, &seconds));
      g_assert_cmpint (seconds, ==, good[i].seconds);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (aws_text_parse_time (bad[i], &seconds));
}

/* Every day of four centuries, against GDateTime. */
static void
test_format_time (void)
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (1901, 1, 1, 1, 2, 3);
  char text[AWS_TIME_SIZE], amz_date[AWS_AMZ_DATE_SIZE];
  gint64 seconds;

  for (guint i = 0; i < 146097; i++)
    {
      g_autofree char *expected = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
      GDateTime *next = g_date_time_add_days (date, 1);

      aws_text_format_time (g_date_time_to_unix (date), text);
      g_assert_cmpstr (text, ==, expected);
      g_assert_true (aws_text_parse_time (text, &seconds));
      g_assert_cmpint (seconds, ==, g_date_time_to_unix (date));
      g_date_time_unref (date);
      date = next;
    }

  aws_text_format_amz_date (1440938160, amz_date);
  g_assert_cmpstr (amz_date, ==, "20150830T123600Z");
  aws_text_format_time (G_MAXINT64, text);
  g_assert_cmpstr (text, ==, "9999-12-31T23:59:59Z");
  aws_text_format_time (G_MININT64, text);
  g_assert_cmpstr (text, ==, "0001-01-01T00:00:00Z");
}

static void
test_escape (void)
{
  g_autoptr(GString) text = g_string_new ("=");
  g_autoptr(GString) all = g_string_new (NULL);
  char byte[2] = { 0 };

  aws_text_append_escaped (text, "a b+c/d~e-f_g.h%ü", FALSE);
  g_assert_cmpstr (text->str, ==, "=a%20b%2Bc%2Fd~e-f_g.h%25%C3%BC");
  g_string_truncate (text, 0);
  aws_text_append_escaped (text, "/a b/", TRUE);
  g_assert_cmpstr (text->str, ==, "/a%20b/");

  for (int i = 1; i < 256; i++)
    {
      g_autofree char *expected = NULL;

      byte[0] = (char) i;
      g_string_truncate (all, 0);
      aws_text_append_escaped (all, byte, FALSE);
      if (g_ascii_isalnum (i) || strchr ("-._~", i) != NULL)
        expected = g_strdup (byte);
      else
        expected = g_strdup_printf ("%%%02X", i);
      g_assert_cmpstr (all->str, ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/text/parse-time", test_parse_time);
  g_test_add_func ("/aws/text/format-time", test_format_time);
  g_test_add_func ("/aws/text/escape", test_escape);

  return g_test_run ();
}
