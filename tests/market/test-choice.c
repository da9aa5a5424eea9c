/* test-choice.c: a diverse set of pools, each with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-choice.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1764000000)

static const FloChoiceTerms terms = { .n_pools = 4, .lost_hours = 0.5, .retry_hours = 0.25 };

static const FloInstanceType types[] = {
  { "c5.large", 2, 4096, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 85000 },
  { "m5.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 },
  { "m6a.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 86000 },
  { "m6g.large", 2, 8192, FALSE, TRUE, 0, FALSE, TRUE, FALSE, TRUE, 77000 },
};
static const FloZone zones[] = {
  { "eu-x-1a", "z1", TRUE, NULL }, { "eu-x-1b", "z2", TRUE, NULL }, { "eu-x-1c", "z3", FALSE, "impaired" },
};

/* One type is a little cheaper than the others everywhere; m6a costs nothing that is known in zone b. */
static FloMarket *
create_market (void)
{
  const FloPool pools[] = {
    { &types[0], &zones[0], 31000, 0, 0 }, { &types[0], &zones[1], 31000, 0, 0 },
    { &types[1], &zones[0], 30000, 0, 0 }, { &types[1], &zones[1], 30100, 0, 0 }, { &types[1], &zones[2], 10000, 0, 0 },
    { &types[2], &zones[0], 31000, 0, 4 }, { &types[2], &zones[1], 0, 0, 4 },
    { &types[3], &zones[0], 20000, 0, 0 },
  };

  return flo_market_new ("eu-x-1", NOW, zones, G_N_ELEMENTS (zones), types, G_N_ELEMENTS (types), pools,
                         G_N_ELEMENTS (pools));
}

/* "type/zone-letter", the best first */
static char *
describe (GArray *chosen)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    {
      const FloPool *pool = g_array_index (chosen, FloChosenPool, i).pool;

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", pool->type->name, pool->zone->name + 6);
    }

  return g_string_free (text, FALSE);
}

/* The cheapest type is not taken everywhere before others have their turn. */
static void
test_diverse (void)
{
  const FloNeed need = { .architecture = "x86_64" };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GArray) chosen = flo_choice_make (market, &need, NULL, &terms);
  g_autoptr(GArray) again = flo_choice_make (market, &need, NULL, &terms);
  g_autofree char *text = describe (chosen);
  g_autofree char *same = describe (again);
  g_autofree char *why = flo_choice_describe (&g_array_index (chosen, FloChosenPool, 0));

  g_assert_cmpstr (text, ==, "m5.large/a c5.large/b m6a.large/a m5.large/b");
  g_assert_cmpstr (same, ==, text);
  g_assert_true (g_array_index (chosen, FloChosenPool, 1).new_zone);
  g_assert_true (g_array_index (chosen, FloChosenPool, 1).new_type);
  g_assert_false (g_array_index (chosen, FloChosenPool, 3).new_type);
  g_assert_nonnull (strstr (why, "taken back about every"));
}

/* A pool that always refuses us, and keeps nobody long, is dearer than it looks. */
static void
test_record (void)
{
  const FloNeed need = { .architecture = "x86_64" };
  const FloChoiceTerms dear_work = { .n_pools = 1, .lost_hours = 24, .retry_hours = 1 };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  g_autoptr(FloPoolRecordSet) records = NULL;
  g_autoptr(GArray) chosen = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *source = g_strdup_printf ("i-%u", i);
      FloPoolRow row = { .type = (char *) "m5.large", .zone = (char *) "eu-x-1a", .spot = TRUE,
                         .event = FLO_POOL_LAUNCHED, .source = source, .time = NOW - 7200, .run_seconds = 3600 };

      g_ptr_array_add (rows, flo_pool_row_copy (&row));
      row.event = FLO_POOL_INTERRUPTED;
      row.time = NOW - 3600;
      g_ptr_array_add (rows, flo_pool_row_copy (&row));
    }
  records = flo_pool_record_set_new (rows, NOW);
  chosen = flo_choice_make (market, &need, records, &dear_work);
  text = describe (chosen);
  g_assert_cmpstr (text, ==, "m5.large/b");
  g_assert_cmpint (g_array_index (chosen, FloChosenPool, 0).useful_price, >=, 30100);
}

static void
test_rejections (void)
{
  const char *const allowed[] = { "eu-x-1a", NULL };
  const FloNeed need = { .architecture = "x86_64", .maximum_price = 30500, .zones = allowed };
  const FloNeed share = { .architecture = "x86_64", .maximum_percent = 34 };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GArray) chosen = flo_choice_make (market, &need, NULL, &terms);
  g_autoptr(GArray) of_share = flo_choice_make (market, &share, NULL, &terms);
  static const struct { const char *type, *zone, *word; } cases[] = {
    { "m5.large", "eu-x-1b", "not among those allowed" }, { "m5.large", "eu-x-1c", "impaired" },
    { "c5.large", "eu-x-1a", "above the limit" }, { "m6g.large", "eu-x-1a", "x86_64" },
  };
  g_autofree char *none = NULL, *above = NULL, *unpriced = NULL;

  g_assert_cmpuint (chosen->len, ==, 1);
  none = flo_choice_explain (&need, flo_market_find_pool (market, "m5.large", "eu-x-1a"), chosen);
  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *why =
        flo_choice_explain (&need, flo_market_find_pool (market, cases[i].type, cases[i].zone), chosen);

      g_assert_nonnull (why);
      g_assert_nonnull (strstr (why, cases[i].word));
    }

  above = flo_choice_explain (&share, flo_market_find_pool (market, "c5.large", "eu-x-1a"), of_share);
  g_assert_nonnull (strstr (above, "34 % of on-demand"));
  unpriced = flo_choice_explain (&share, flo_market_find_pool (market, "m6a.large", "eu-x-1b"), of_share);
  g_assert_nonnull (strstr (unpriced, "no spot price"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/choice/diverse", test_diverse);
  g_test_add_func ("/choice/record", test_record);
  g_test_add_func ("/choice/rejections", test_rejections);

  return g_test_run ();
}
