/* test-cost-report.c: what nodes cost, by this and that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-cost-report.h"

/* 2025-11-24 16:00 UTC */
#define T0 G_GINT64_CONSTANT (1764000000)
#define HOUR G_GINT64_CONSTANT (3600)


static FloMoney
find_price (const char *region,
            const char *type,
            gpointer    user_data)
{
  g_assert_cmpstr (region, ==, "us-east-1");

  return g_str_equal (type, "m5.large") ? 96000 : 0;
}

static void
add (GPtrArray  *nodes,
     const char *id,
     const char *type,
     const char *zone,
     gint64      launched_at,
     gint64      ended_at,
     FloMoney    price)
{
  const FloNodeRecord record = {
    .id = (char *) id, .instance_type = (char *) type, .zone = (char *) zone, .spot = TRUE,
    .launched_at = launched_at, .ended_at = ended_at, .price = ended_at == 0 ? price : 0,
    .priced_at = ended_at != 0 ? ended_at : launched_at,
    .micro_dollar_seconds = ended_at != 0 ? price * (ended_at - launched_at) : 0,
  };

  g_ptr_array_add (nodes, flo_node_record_copy (&record));
}

/* Two that ended, one of them the next day; one that lives; one that was taken within its first hour. */
static GPtrArray *
make_nodes (void)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);
  FloNodeRecord *taken;

  add (nodes, "i-1", "m5.large", "us-east-1a", T0, T0 + 10 * HOUR, 30001);
  add (nodes, "i-2", "c5.large", "us-east-1b", T0, T0 + 2 * HOUR, 40000);
  add (nodes, "i-3", "m5.large", "us-east-1b", T0 + 8 * HOUR, 0, 50000);
  ((FloNodeRecord *) g_ptr_array_index (nodes, 2))->storage_price = 3000;
  add (nodes, "i-4", "m5.large", "us-east-1a", T0, T0 + HOUR / 2, 60000);
  taken = g_ptr_array_index (nodes, 3);
  taken->credited = taken->micro_dollar_seconds;
  taken->micro_dollar_seconds = 0;

  return nodes;
}

static GPtrArray *
make_rows (FloCostGrouping  grouping,
           gint64           since,
           FloCostRow      *total)
{
  g_autoptr (FloCostReport) report = flo_cost_report_new (grouping, "team", since, T0 + 12 * HOUR, find_price, NULL);
  g_autoptr (FloConfig) config = flo_config_new ();
  g_autoptr (GPtrArray) nodes = make_nodes ();
  GPtrArray *rows;

  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  g_hash_table_insert (config->tags, g_strdup ("team"), g_strdup ("research"));
  flo_cost_report_add (report, "web", config, nodes);
  rows = flo_cost_report_finish (report, total);
  g_clear_pointer (&total->key, g_free);

  return rows;
}

static const FloCostRow *
get_row (GPtrArray  *rows,
         guint       index,
         const char *key)
{
  const FloCostRow *row = g_ptr_array_index (rows, index);

  g_assert_cmpuint (index, <, rows->len);
  g_assert_cmpstr (row->key, ==, key);

  return row;
}

static void
test_total (void)
{
  FloCostRow total;
  g_autoptr (GPtrArray) rows = make_rows (FLO_COST_BY_FLEET, 0, &total);
  const FloCostRow *row = get_row (rows, 0, "web");

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (row->nodes, ==, 4);
  g_assert_cmpint (row->node_seconds, ==, 16 * HOUR + HOUR / 2);
  g_assert_cmpint (row->instances, ==, 300010 + 80000 + 200000);
  g_assert_cmpint (row->not_charged, ==, 30000);
  /* What c5.large costs is not known: it is not compared. */
  g_assert_cmpint (row->on_demand, ==, 96000 * 29 / 2);
  g_assert_cmpint (row->compared, ==, 300010 + 200000);
  /* i-3 has its own prices, and no address; of the others nothing was counted: 20 GiB at $0.08 a month of 730 hours, for
   * 12.5 hours, and an address at $0.005 an hour. */
  g_assert_cmpint (row->storage, ==, 27400 + 12000);
  g_assert_cmpint (row->storage_shipped, ==, 27400);
  g_assert_cmpint (row->addresses, ==, 62500);
  g_assert_cmpint (total.instances, ==, row->instances);
  g_assert_cmpint (total.storage, ==, row->storage);
}

static void
test_groups (void)
{
  FloCostRow total;
  g_autoptr (GPtrArray) zones = make_rows (FLO_COST_BY_ZONE, 0, &total);
  g_autoptr (GPtrArray) types = make_rows (FLO_COST_BY_TYPE, 0, &total);
  g_autoptr (GPtrArray) tags = make_rows (FLO_COST_BY_TAG, 0, &total);

  g_assert_cmpint (get_row (zones, 0, "us-east-1a")->instances, ==, 300010);
  g_assert_cmpint (get_row (zones, 1, "us-east-1b")->instances, ==, 280000);
  g_assert_cmpint (get_row (types, 0, "m5.large")->instances, ==, 500010);
  g_assert_cmpint (get_row (types, 1, "c5.large")->on_demand, ==, 0);
  g_assert_cmpint (get_row (tags, 0, "research")->instances, ==, 580010);
}

/* Midnight is eight hours after T0: a node that lived over it is in both days, and no micro-dollar is lost. */
static void
test_days (void)
{
  FloCostRow total;
  g_autoptr (GPtrArray) days = make_rows (FLO_COST_BY_DAY, 0, &total);
  const FloCostRow *first = get_row (days, 0, "2025-11-24"), *second = get_row (days, 1, "2025-11-25");

  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpuint (first->nodes, ==, 3);
  g_assert_cmpuint (second->nodes, ==, 2);
  g_assert_cmpuint (total.nodes, ==, 4);
  g_assert_cmpint (first->instances, ==, 240008 + 80000);
  g_assert_cmpint (second->instances, ==, 60002 + 200000);
  g_assert_cmpint (first->storage + second->storage, ==, total.storage);
  g_assert_cmpint (first->node_seconds + second->node_seconds, ==, total.node_seconds);
}

static void
test_since (void)
{
  FloCostRow total;
  g_autoptr (GPtrArray) rows = make_rows (FLO_COST_BY_TYPE, T0 + 8 * HOUR, &total);

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (get_row (rows, 0, "m5.large")->instances, ==, 60002 + 200000);
  g_assert_cmpint (total.not_charged, ==, 0);
}

/* A standby's hours are those in which it was on; its address costs then, and its volume all the time. */
static void
test_standby (void)
{
  g_autoptr (FloCostReport) report = flo_cost_report_new (FLO_COST_BY_FLEET, NULL, 0, T0 + 12 * HOUR, find_price, NULL);
  g_autoptr (FloConfig) config = flo_config_new ();
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);
  g_autoptr (GPtrArray) rows = NULL;
  FloNodeRecord *standby;
  FloCostRow total;

  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  add (nodes, "i-s", "m5.large", "us-east-1a", T0, 0, 0);
  standby = g_ptr_array_index (nodes, 0);
  standby->standby = TRUE;
  standby->micro_dollar_seconds = 2 * HOUR * 96000;
  standby->storage_price = 3000;
  standby->address_price = 5000;
  standby->stopped_seconds = 4 * HOUR;
  standby->stopped_at = T0 + 6 * HOUR;
  flo_cost_report_add (report, "web", config, nodes);
  rows = flo_cost_report_finish (report, &total);
  g_assert_cmpint (total.node_seconds, ==, 2 * HOUR);
  g_assert_cmpint (total.instances, ==, 192000);
  g_assert_cmpint (total.on_demand, ==, 192000);
  g_assert_cmpint (total.storage, ==, 12 * 3000);
  g_assert_cmpint (total.addresses, ==, 2 * 5000);
  g_free (total.key);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cost-report/total", test_total);
  g_test_add_func ("/cost-report/groups", test_groups);
  g_test_add_func ("/cost-report/days", test_days);
  g_test_add_func ("/cost-report/since", test_since);
  g_test_add_func ("/cost-report/standby", test_standby);

  return g_test_run ();
}
