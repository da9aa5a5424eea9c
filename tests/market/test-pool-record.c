/* test-pool-record.c: what we saw of a pool, and what it is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <math.h>

#include "market/flo-pool-record.h"

#define NOW G_GINT64_CONSTANT (1764000000)
#define DAY G_GINT64_CONSTANT (86400)

static void
add (GPtrArray    *rows,
     const char   *zone,
     FloPoolEvent  event,
     const char   *source,
     gint64        age,
     gint64        run)
{
  const FloPoolRow row = { .type = (char *) "m5.large", .zone = (char *) zone, .spot = TRUE, .event = event,
                           .source = (char *) source, .time = NOW - age, .run_seconds = run };

  g_ptr_array_add (rows, flo_pool_row_copy (&row));
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
}

static void
assert_near (double value,
             double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9 * MAX (fabs (expected), 1));
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) rows = new_rows ();
  g_autoptr (FloPoolRecordSet) set = flo_pool_record_set_new (rows, NOW);

  g_assert_cmpuint (flo_pool_record_set_get_n (set), ==, 0);
  g_assert_null (flo_pool_record_set_find (set, "m5.large", "a"));
  g_assert_null (flo_pool_record_set_find (NULL, "m5.large", "a"));

  /* Not known is not zero. */
  assert_near (flo_pool_record_get_interruption_rate (NULL, -1), -1);
  assert_near (flo_pool_record_get_interruption_risk (NULL, -1, 100), -1);
  assert_near (flo_pool_record_get_refusal_risk (NULL), -1);
  g_assert_null (flo_pool_record_describe (NULL, NOW));

  /* Advisor alone: a month of a node is interrupted as often as it says. */
  assert_near (flo_pool_record_get_interruption_risk (NULL, 0, 730), 0.025);
  assert_near (flo_pool_record_get_interruption_risk (NULL, 3, 730), 0.175);
  assert_near (flo_pool_record_get_interruption_risk (NULL, 3, 0), 0);
}

static void
test_counts (void)
{
  g_autoptr (GPtrArray) rows = new_rows ();
  g_autoptr (FloPoolRecordSet) set = NULL;
  const FloPoolRecord *record;
  g_autofree char *text = NULL;

  add (rows, "b", FLO_POOL_LAUNCHED, "i-9", 100 * DAY, DAY);
  add (rows, "a", FLO_POOL_LAUNCHED, "i-1", 10 * 3600, 4 * 3600);
  add (rows, "a", FLO_POOL_LAUNCHED, "i-2", 10 * 3600, 5 * 3600);
  add (rows, "a", FLO_POOL_NOTICE, "i-1", 7 * 3600, 0);
  add (rows, "a", FLO_POOL_INTERRUPTED, "i-1", 6 * 3600, 0);
  add (rows, "a", FLO_POOL_INTERRUPTED, "i-2", 5 * 3600, 0);
  add (rows, "a", FLO_POOL_NO_CAPACITY, "t-1", 3 * 3600, 0);
  /* On demand is another matter. */
  add (rows, "a", FLO_POOL_NO_CAPACITY, "t-2", 3600, 0);
  ((FloPoolRow *) rows->pdata[rows->len - 1])->spot = FALSE;

  set = flo_pool_record_set_new (rows, NOW);
  g_assert_cmpuint (flo_pool_record_set_get_n (set), ==, 2);
  g_assert_cmpstr (flo_pool_record_set_get (set, 0)->zone, ==, "a");
  record = flo_pool_record_set_find (set, "m5.large", "a");
  g_assert_true (record == flo_pool_record_set_get (set, 0));
  g_assert_cmpuint (record->launches, ==, 2);
  g_assert_cmpuint (record->refusals, ==, 1);
  g_assert_cmpuint (record->notices, ==, 1);
  g_assert_cmpuint (record->interruptions, ==, 2);
  assert_near (record->hours, 9);
  g_assert_cmpint (record->last_refusal, ==, NOW - 3 * 3600);
  g_assert_cmpint (record->last_interruption, ==, NOW - 5 * 3600);

  text = flo_pool_record_describe (record, NOW);
  g_assert_cmpstr (text, ==, "found no capacity 1×, last 3 h ago; launched 2, together 9 h; "
                             "AWS took 2 back, last 5 h ago");
}

/* Against the same sums, done minute by minute. */
static void
test_decay (void)
{
  g_autoptr (GPtrArray) rows = new_rows ();
  g_autoptr (FloPoolRecordSet) set = NULL;
  const FloPoolRecord *record;
  double hours = 0;

  add (rows, "a", FLO_POOL_LAUNCHED, "i-1", 40 * DAY, 30 * DAY);
  add (rows, "a", FLO_POOL_INTERRUPTED, "i-1", 14 * DAY, 0);
  add (rows, "a", FLO_POOL_NO_CAPACITY, "t-1", FLO_POOL_CAPACITY_HALF_LIFE, 0);
  add (rows, "a", FLO_POOL_NO_CAPACITY, "t-2", 3 * FLO_POOL_CAPACITY_HALF_LIFE, 0);
  set = flo_pool_record_set_new (rows, NOW);
  record = flo_pool_record_set_get (set, 0);

  assert_near (record->weighed_interruptions, 0.5);
  assert_near (record->weighed_refusals, 0.5 + 0.125);
  for (double age = 10 * DAY + 30; age < 40 * DAY; age += 60)
    hours += exp2 (-age / (14.0 * DAY)) / 60;
  g_assert_cmpfloat_with_epsilon (record->weighed_hours, hours, 1e-4);
}

/* The more is seen, the less what others say counts; and it is forgotten. */
static void
test_learning (void)
{
  double advisor = flo_pool_record_get_interruption_rate (NULL, 0);
  double last = advisor;

  for (guint n = 1; n < 6; n++)
    {
      g_autoptr (GPtrArray) rows = new_rows ();
      g_autoptr (FloPoolRecordSet) set = NULL;
      g_autoptr (FloPoolRecordSet) later = NULL;
      double rate;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *id = g_strdup_printf ("i-%u", i);

          add (rows, "a", FLO_POOL_LAUNCHED, id, DAY, DAY);
          add (rows, "a", FLO_POOL_INTERRUPTED, id, 60, 0);
        }
      set = flo_pool_record_set_new (rows, NOW);
      rate = flo_pool_record_get_interruption_rate (flo_pool_record_set_get (set, 0), 0);
      g_assert_cmpfloat (rate, >, last);
      last = rate;

      later = flo_pool_record_set_new (rows, NOW + 300 * DAY);
      rate = flo_pool_record_get_interruption_rate (flo_pool_record_set_get (later, 0), 0);
      g_assert_cmpfloat_with_epsilon (rate, advisor, advisor / 1000);
      assert_near (flo_pool_record_get_refusal_risk (flo_pool_record_set_get (later, 0)), -1);
      assert_near (flo_pool_record_get_interruption_rate (flo_pool_record_set_get (later, 0), -1), -1);
    }

  /* Five of five nodes within a day are far from "less than 5 % a month". */
  g_assert_cmpfloat (last, >, 100 * advisor);
}

static void
test_refusals (void)
{
  g_autoptr (GPtrArray) rows = new_rows ();
  g_autoptr (FloPoolRecordSet) set = NULL;

  add (rows, "a", FLO_POOL_NO_CAPACITY, "t-1", 0, 0);
  add (rows, "b", FLO_POOL_LAUNCHED, "i-1", 0, 0);
  add (rows, "c", FLO_POOL_LAUNCHED, "i-2", 0, 0);
  add (rows, "c", FLO_POOL_NO_CAPACITY, "t-1", 0, 0);
  set = flo_pool_record_set_new (rows, NOW);

  assert_near (flo_pool_record_get_refusal_risk (flo_pool_record_set_get (set, 0)), 0.75);
  assert_near (flo_pool_record_get_refusal_risk (flo_pool_record_set_get (set, 1)), 0.25);
  assert_near (flo_pool_record_get_refusal_risk (flo_pool_record_set_get (set, 2)), 0.5);
}

/* A clock that was set back: nothing weighs more than now, no node ran longer than since it began. */
static void
test_future (void)
{
  g_autoptr (GPtrArray) rows = new_rows ();
  g_autoptr (FloPoolRecordSet) set = NULL;
  const FloPoolRecord *record;

  add (rows, "a", FLO_POOL_LAUNCHED, "i-1", -DAY, DAY);
  add (rows, "a", FLO_POOL_LAUNCHED, "i-2", 3600, DAY);
  add (rows, "a", FLO_POOL_INTERRUPTED, "i-1", -DAY, 0);
  set = flo_pool_record_set_new (rows, NOW);
  record = flo_pool_record_set_get (set, 0);
  assert_near (record->weighed_interruptions, 1);
  assert_near (record->hours, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pool-record/nothing", test_nothing);
  g_test_add_func ("/pool-record/counts", test_counts);
  g_test_add_func ("/pool-record/decay", test_decay);
  g_test_add_func ("/pool-record/learning", test_learning);
  g_test_add_func ("/pool-record/refusals", test_refusals);
  g_test_add_func ("/pool-record/future", test_future);

  return g_test_run ();
}
