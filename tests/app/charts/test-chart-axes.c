/* test-chart-axes.c: round marks of money and of time that do not touch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "app/charts/flo-time-axis.h"
#include "app/charts/flo-value-axis.h"

#define HOUR ((gint64) 3600)
#define DAY (24 * HOUR)
#define CHARACTER_WIDTH 7.0

static double
measure (const char *label,
         gboolean    major,
         gpointer    user_data)
{
  return (double) g_utf8_strlen (label, -1) * CHARACTER_WIDTH;
}

static char *
join_labels (GPtrArray *ticks)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      const FloTick *tick = g_ptr_array_index (ticks, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, tick->major ? "[%s]" : "%s", tick->label);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  FloMoney low, high;
  guint n_steps;
  gboolean from_zero;
  const char *labels;
} MoneyCase;

static const MoneyCase MONEY_CASES[] = {
  { 0, 1000000, 4, TRUE, "[$0] $0.50 $1.00 $1.50" },
  { 0, 430000, 4, TRUE, "[$0] $0.20 $0.40 $0.60" },
  { 31200, 47000, 4, FALSE, "$0.030 $0.035 $0.040 $0.045 $0.050" },
  { 31200, 47000, 4, TRUE, "[$0] $0.02 $0.04 $0.06" },
  { 0, 0, 4, TRUE, "[$0] $0.002 $0.004 $0.006" },
  { 100000, 100000, 4, FALSE, "$0.09 $0.10 $0.11 $0.12" },
  { 7, 12, 4, FALSE, "$0.000007 $0.000008 $0.000009 $0.000010 $0.000011 $0.000012" },
  { 0, 12345678901, 4, TRUE, "[$0] $5000 $10000 $15000" },
  { -500000, 500000, 4, FALSE, "-$0.50 [$0] $0.50 $1.00" },
};

static void
test_money (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (MONEY_CASES); i++)
    {
      const MoneyCase *test = &MONEY_CASES[i];
      g_autoptr(FloAxis) axis = flo_value_axis_new ();
      g_autoptr(GPtrArray) ticks = NULL;
      g_autofree char *labels = NULL;

      flo_value_axis_fit (FLO_VALUE_AXIS (axis), test->low, test->high, test->n_steps,
                          test->from_zero);
      g_assert_cmpfloat (flo_axis_get_min (axis), <=, (double) test->low);
      g_assert_cmpfloat (flo_axis_get_max (axis), >=, (double) test->high);
      ticks = flo_axis_list_ticks (axis, 240, measure, NULL);
      labels = join_labels (ticks);
      if (g_strcmp0 (labels, test->labels) != 0)
        {
          g_test_message ("case %" G_GSIZE_FORMAT ": “%s” instead of “%s”", i, labels,
                          test->labels);
          g_test_fail ();
        }
    }
}

/* Whatever comes, the axis holds it with few marks. */
static void
test_money_extremes (void)
{
  static const FloMoney values[] = { G_MININT64, -1, 0, 1, 9, 999999, G_MAXINT64 / 2, G_MAXINT64 };

  for (gsize low = 0; low < G_N_ELEMENTS (values); low++)
    for (gsize high = low; high < G_N_ELEMENTS (values); high++)
      {
        g_autoptr(FloAxis) axis = flo_value_axis_new ();
        g_autoptr(GPtrArray) ticks = NULL;

        flo_value_axis_fit (FLO_VALUE_AXIS (axis), values[low], values[high], 5, FALSE);
        g_assert_false (flo_axis_is_pathological (axis));
        ticks = flo_axis_list_ticks (axis, 240, measure, NULL);
        g_assert_cmpuint (ticks->len, >=, 2);
        g_assert_cmpuint (ticks->len, <=, 12);
      }
}

typedef struct
{
  const char *zone;
  const char *from;      /* UTC */
  gint64 span;
  double width;
  const char *labels;
} TimeCase;

static const TimeCase TIME_CASES[] = {
  { "UTC", "2026-11-24T12:00:07Z", 60, 400, "12:00:15 12:00:30 12:00:45 12:01:00" },
  { "UTC", "2026-11-24T12:02:07Z", 600, 700,
    "12:03 12:04 12:05 12:06 12:07 12:08 12:09 12:10 12:11 12:12" },
  { "UTC", "2026-11-24T11:40:00Z", HOUR, 300, "11:40 11:50 12:00 12:10 12:20 12:30 12:40" },
  { "UTC", "2026-11-23T22:30:00Z", 4 * HOUR, 300, "23:00 [24 Nov] 01:00 02:00" },
  { "UTC", "2026-11-23T13:00:00Z", DAY, 500, "15:00 18:00 21:00 [24 Nov] 03:00 06:00 09:00 12:00" },
  { "UTC", "2026-11-23T13:00:00Z", DAY, 240, "18:00 [24 Nov] 06:00 12:00" },
  { "UTC", "2026-11-20T05:00:00Z", 7 * DAY, 500,
    "21 Nov 22 Nov 23 Nov 24 Nov 25 Nov 26 Nov 27 Nov" },
  { "UTC", "2026-10-25T05:00:00Z", 30 * DAY, 500, "26 Oct 2 Nov 9 Nov 16 Nov 23 Nov" },
  { "UTC", "2026-09-01T00:00:00Z", 150 * DAY, 400, "Sep Oct Nov Dec [2027]" },
  { "UTC", "2026-02-01T00:00:00Z", 1100 * DAY, 220, "2027 2028 2029" },
  /* The clocks go forward: 02:00 to 03:00 does not exist. */
  { "Europe/Berlin", "2026-03-28T22:00:00Z", 6 * HOUR, 500,
    "23:00 [29 Mar] 01:00 03:00 04:00 05:00 06:00" },
  { "Europe/Berlin", "2026-03-28T12:00:00Z", DAY, 500,
    "15:00 18:00 21:00 [29 Mar] 06:00 09:00 12:00" },
  /* They go back: 02:00 comes twice. */
  { "Europe/Berlin", "2026-10-24T22:00:00Z", 6 * HOUR, 500,
    "[25 Oct] 01:00 02:00 02:00 03:00 04:00 05:00" },
  { "Europe/Berlin", "2026-10-23T22:00:00Z", 3 * DAY, 500,
    "[24 Oct] 12:00 [25 Oct] 12:00 [26 Oct] 12:00" },
  { "Europe/Berlin", "2026-03-28T12:00:00Z", DAY, 700,
    "14:00 16:00 18:00 20:00 22:00 [29 Mar] 04:00 06:00 08:00 10:00 12:00 14:00" },
  { "America/New_York", "2026-11-24T00:00:00Z", DAY, 500,
    "21:00 [24 Nov] 03:00 06:00 09:00 12:00 15:00 18:00" },
  /* Offsets that are no whole hours. */
  { "Asia/Kolkata", "2026-11-24T00:00:00Z", 6 * HOUR, 400, "06:00 07:00 08:00 09:00 10:00 11:00" },
  { "Asia/Kathmandu", "2026-11-24T00:00:00Z", 6 * HOUR, 400,
    "06:00 07:00 08:00 09:00 10:00 11:00" },
  /* A change of half an hour. */
  { "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 6 * HOUR, 500,
    "23:00 [4 Oct] 01:00 03:00 04:00 05:00" },
  /* A midnight that does not exist is a day all the same. */
  { "Asia/Beirut", "2026-03-26T22:00:00Z", 5 * DAY, 400,
    "27 Mar 28 Mar 29 Mar 30 Mar 31 Mar [1 Apr]" },
};

static double
parse_time (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return (double) g_date_time_to_unix (time);
}

static void
test_time (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (TIME_CASES); i++)
    {
      const TimeCase *test = &TIME_CASES[i];
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (test->zone);
      g_autoptr(FloAxis) axis = NULL;
      g_autoptr(GPtrArray) ticks = NULL;
      g_autofree char *labels = NULL;
      double from = parse_time (test->from);

      if (zone == NULL)
        {
          g_test_message ("no data about %s here", test->zone);
          continue;
        }
      axis = flo_time_axis_new (zone);
      flo_axis_set_range (axis, from, from + (double) test->span);
      ticks = flo_axis_list_ticks (axis, test->width, measure, NULL);
      labels = join_labels (ticks);
      if (g_strcmp0 (labels, test->labels) != 0)
        {
          g_test_message ("case %" G_GSIZE_FORMAT " (%s from %s): “%s” instead of “%s”", i,
                          test->zone,
                          test->from, labels, test->labels);
          g_test_fail ();
        }
    }
}

/* From a minute to four years, at any width, in zones with odd clocks: ascending, inside, apart. */
static void
test_time_never_overlaps (void)
{
  static const char * const zones[] = { "UTC", "Europe/Berlin", "Asia/Kathmandu",
                                        "Australia/Lord_Howe" };
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  guint n_marks = 0;

  for (guint i = 0; i < 800; i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zones[i % G_N_ELEMENTS (zones)]);
      g_autoptr(FloAxis) axis = flo_time_axis_new (zone);
      g_autoptr(GPtrArray) ticks = NULL;
      double span = 60 * pow (4 * 365 * 24 * 60, g_rand_double (random));
      double from = g_rand_double_range (random, 1.5e9, 1.9e9);
      double width = g_rand_double_range (random, 80, 3000);
      double end = -G_MAXDOUBLE;

      flo_axis_set_range (axis, from, from + span);
      ticks = flo_axis_list_ticks (axis, width, measure, NULL);
      for (guint j = 0; j < ticks->len; j++)
        {
          const FloTick *tick = g_ptr_array_index (ticks, j);
          double center = flo_axis_normalize (axis, tick->value) * width;
          double label = measure (tick->label, tick->major, NULL);

          g_assert_cmpfloat (center, >=, 0);
          g_assert_cmpfloat (center, <=, width);
          g_assert_cmpfloat (center - label / 2, >, end);
          end = center + label / 2;
          n_marks++;
        }
    }
  g_assert_cmpuint (n_marks, >, 800 * 2);
}

static void
test_pathological (void)
{
  static const double ranges[][2] = { { 0, 0 }, { 5, 4 }, { NAN, 1 }, { 0, INFINITY },
                                      { -INFINITY, NAN } };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr(FloAxis) axis = flo_time_axis_new (NULL);
      g_autoptr(GPtrArray) ticks = NULL;

      flo_axis_set_range (axis, ranges[i][0], ranges[i][1]);
      g_assert_true (flo_axis_is_pathological (axis));
      g_assert_cmpfloat (flo_axis_normalize (axis, 3), ==, 0);
      ticks = flo_axis_list_ticks (axis, 300, measure, NULL);
      g_assert_cmpuint (ticks->len, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/axis/money", test_money);
  g_test_add_func ("/charts/axis/money/extremes", test_money_extremes);
  g_test_add_func ("/charts/axis/time", test_time);
  g_test_add_func ("/charts/axis/time/never-overlaps", test_time_never_overlaps);
  g_test_add_func ("/charts/axis/pathological", test_pathological);

  return g_test_run ();
}
