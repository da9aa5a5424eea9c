/* test-budget-records.c: what all fleets of an account may cost together, and what they do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-budget-records.h"
#include "store/flo-fleet-records.h"
#include "store/flo-node-records.h"
#include "store/flo-zone-cost-log.h"

/* 2026-11-27 10:00:00 UTC, and where its day and its month began. */
#define NOW G_GINT64_CONSTANT (1795773600)
#define DAY (NOW - 10 * 3600)
#define MONTH (DAY - 26 * 86400)


static void
add_fleet (StoreFixture *f,
           const char   *id,
           const char   *account,
           gint64        created_at,
           gint64        destroyed_at)
{
  FloFleetRecord record = { .id = (char *) id, .name = (char *) id, .account = (char *) account,
                            .region = (char *) "us-east-1", .config = (char *) "{}", .created_at = created_at,
                            .destroyed_at = destroyed_at };

  flo_fleet_records_add_async (f->store, &record, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_fleet_records_add_finish (f->store, store_fixture_wait (f), NULL));
}

static void
add_step (StoreFixture *f,
          const char   *fleet,
          const char   *zone,
          gint64        time,
          gint64        per_hour)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_zone_cost_row_free);
  FloZoneCostRow *row = g_new0 (FloZoneCostRow, 1);

  *row = (FloZoneCostRow) { g_strdup (zone), time, per_hour, 1 };
  g_ptr_array_add (rows, row);
  flo_zone_cost_log_append_async (f->store, fleet, rows, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_zone_cost_log_append_finish (f->store, store_fixture_wait (f), NULL));
}

static void
add_credit (StoreFixture *f,
            const char   *fleet,
            gint64        launched_at,
            gint64        ended_at,
            gint64        credited)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);
  FloNodeRecord *node = g_new0 (FloNodeRecord, 1);

  node->id = g_strdup_printf ("i-%" G_GINT64_FORMAT, launched_at);
  node->launched_at = launched_at;
  node->ended_at = ended_at;
  node->credited = credited;
  g_ptr_array_add (rows, node);
  flo_node_records_save_async (f->store, fleet, rows, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_node_records_save_finish (f->store, store_fixture_wait (f), NULL));
}

static FloBudgetRecord *
read_budget (StoreFixture  *f,
             const char    *account,
             GPtrArray    **spends)
{
  g_autoptr (GError) error = NULL;
  FloBudgetRecord *record;

  flo_budget_records_read_async (f->store, account, NOW, NULL, store_fixture_keep_result, f);
  record = flo_budget_records_read_finish (f->store, store_fixture_wait (f), spends, &error);
  g_assert_no_error (error);

  return record;
}

static void
save_budget (StoreFixture          *f,
             const FloBudgetRecord *record)
{
  g_autoptr (GError) error = NULL;

  flo_budget_records_save_async (f->store, "work", record, NULL, store_fixture_keep_result, f);
  flo_budget_records_save_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
test_bounds (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloBudgetRecord bounds = { .per_hour = 5, .per_month = 7, .at_limit = (char *) "base", .set_by = (char *) "eve@lab",
                             .set_at = 99 };
  g_autoptr (FloBudgetRecord) none = NULL;
  g_autoptr (FloBudgetRecord) kept = NULL;
  g_autoptr (FloBudgetRecord) other = NULL;
  g_autoptr (FloBudgetRecord) cleared = NULL;

  store_fixture_open (&f);
  none = read_budget (&f, "work", NULL);
  g_assert_cmpint (none->per_hour + none->per_day + none->per_month, ==, 0);
  g_assert_null (none->at_limit);

  save_budget (&f, &bounds);
  kept = read_budget (&f, "work", NULL);
  g_assert_cmpint (kept->per_hour, ==, 5);
  g_assert_cmpint (kept->per_day, ==, 0);
  g_assert_cmpint (kept->per_month, ==, 7);
  g_assert_cmpstr (kept->at_limit, ==, "base");
  g_assert_cmpstr (kept->set_by, ==, "eve@lab");
  g_assert_cmpint (kept->set_at, ==, 99);
  other = read_budget (&f, "home", NULL);
  g_assert_cmpint (other->per_hour, ==, 0);

  bounds.per_hour = bounds.per_month = 0;
  save_budget (&f, &bounds);
  cleared = read_budget (&f, "work", NULL);
  g_assert_cmpint (cleared->per_month, ==, 0);
  g_assert_cmpint (cleared->set_at, ==, 0);
}

static void
assert_spend (GPtrArray  *spends,
              guint       index,
              const char *fleet,
              gboolean    living,
              gint64      per_hour,
              gint64      today,
              gint64      month)
{
  const FloSpendRow *row = g_ptr_array_index (spends, index);

  g_assert_cmpstr (row->fleet_id, ==, fleet);
  g_assert_cmpint (row->living, ==, living);
  g_assert_cmpint (row->per_hour, ==, per_hour);
  g_assert_cmpint (row->today, ==, today);
  g_assert_cmpint (row->month, ==, month);
}

/* Each step counts until the next one of its zone, and only as far as it is in the day or month. */
static void
test_spends (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (FloBudgetRecord) record = NULL;
  g_autoptr (GPtrArray) spends = NULL;

  store_fixture_open (&f);
  /* Since before the month: 100 an hour, 300 from an hour before the day on, in a second zone 40 since 8:00. */
  add_fleet (&f, "f-old", "work", MONTH - 90000, 0);
  add_step (&f, "f-old", "a", MONTH - 80000, 7);
  add_step (&f, "f-old", "a", MONTH - 7200, 100);
  add_step (&f, "f-old", "a", DAY - 3600, 300);
  add_step (&f, "f-old", "b", NOW - 7200, 40);
  /* Gone today, after two hours at 1000; and gone before the month, which is of no matter any more. */
  add_fleet (&f, "f-gone", "work", DAY, NOW - 3600);
  add_step (&f, "f-gone", "a", DAY + 3600, 1000);
  add_step (&f, "f-gone", "a", DAY + 3 * 3600, 0);
  add_fleet (&f, "f-past", "work", MONTH - 80000, MONTH - 10);
  add_step (&f, "f-past", "a", MONTH - 80000, 1000);
  add_fleet (&f, "f-new", "work", NOW, 0);
  add_fleet (&f, "f-other", "home", NOW - 9000, 0);
  add_step (&f, "f-other", "a", NOW - 9000, 1000);

  record = read_budget (&f, "work", &spends);
  g_assert_cmpuint (spends->len, ==, 3);
  assert_spend (spends, 0, "f-old", TRUE, 340, 10 * 300 + 2 * 40, (26 * 24 - 1) * 100 + 11 * 300 + 2 * 40);
  assert_spend (spends, 1, "f-gone", FALSE, 0, 2000, 2000);
  assert_spend (spends, 2, "f-new", TRUE, 0, 0, 0);
}

/* What AWS does not charge counts for the time in which the node ran. */
static void
test_credits (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (FloBudgetRecord) record = NULL;
  g_autoptr (GPtrArray) spends = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "work", MONTH, 0);
  add_step (&f, "f-1", "a", DAY - 1800, 1000);
  add_step (&f, "f-1", "a", DAY + 1800, 0);
  add_credit (&f, "f-1", DAY - 1800, DAY + 1800, 1000 * 3600);
  add_credit (&f, "f-1", MONTH - 3600, MONTH - 1800, 1000 * 3600);
  add_step (&f, "f-1", "a", NOW - 3600, 20);

  record = read_budget (&f, "work", &spends);
  assert_spend (spends, 0, "f-1", TRUE, 20, 20, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/budget/bounds", test_bounds);
  g_test_add_func ("/store/budget/spends", test_spends);
  g_test_add_func ("/store/budget/credits", test_credits);

  return g_test_run ();
}
