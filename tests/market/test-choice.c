/* test-choice.c: a diverse set of pools, each with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-choice.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1764000000)

static const FloChoiceTerms terms = FLO_CHOICE_TERMS_INIT;

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
describe (FloChoice *choice)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flo_choice_get_n_chosen (choice); i++)
    {
      const FloPool *pool = flo_choice_get_chosen (choice, i)->pool;

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", pool->type->name, pool->zone->name + 6);
    }

  return g_string_free (text, FALSE);
}

/* The cheapest type is not taken everywhere before others have their turn. */
static void
test_diverse (void)
{
  static const char *const whys[] = {
    "the least for an hour of useful work; taken back about every",
    "3.3 % dearer than the first for the same work, another type in another zone; taken back about every",
    "3.4 % dearer than the first for the same work, another type; taken back about every",
    "0.3 % dearer than the first for the same work, the best that is left; taken back about every",
  };
  const FloNeed need = { .architecture = "x86_64" };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(FloChoice) choice = flo_choice_new (market, &need, NULL, &terms, 4);
  g_autoptr(GPtrArray) all = flo_choice_list (market, &need, NULL, &terms);
  g_autofree char *text = describe (choice);

  g_assert_cmpstr (text, ==, "m5.large/a c5.large/b m6a.large/a m5.large/b");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *why = flo_choice_describe (choice, i);

      g_assert_cmpstr (strstr (why, whys[i]), ==, why);
    }
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_true (all->pdata[0] == flo_market_find_pool (market, "m5.large", "eu-x-1a"));
  g_assert_true (all->pdata[1] == flo_market_find_pool (market, "m5.large", "eu-x-1b"));
  g_assert_true (all->pdata[2] == flo_market_find_pool (market, "c5.large", "eu-x-1a"));
}

static void
add_event (GPtrArray    *rows,
           const char   *type,
           const char   *zone,
           FloPoolEvent  event,
           const char   *source,
           gint64        time,
           gint64        run_seconds)
{
  const FloPoolRow row = { .type = (char *) type, .zone = (char *) zone, .spot = TRUE, .event = event,
                           .source = (char *) source, .time = time, .run_seconds = run_seconds };

  g_ptr_array_add (rows, flo_pool_row_copy (&row));
}

static FloPoolMemory *
remember (GPtrArray *rows)
{
  return flo_pool_memory_new (flo_pool_record_set_new (rows, NOW), NULL);
}

/* A pool that keeps nobody long is dearer than it looks. */
static void
test_interrupted (void)
{
  const FloNeed need = { .architecture = "x86_64" };
  const FloChoiceTerms dear_work = { .lost_hours = 24, .retry_hours = 1, .work_hours = 24 };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  g_autoptr(FloPoolMemory) memory = NULL;
  g_autoptr(FloChoice) choice = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *source = g_strdup_printf ("i-%u", i);

      add_event (rows, "m5.large", "eu-x-1a", FLO_POOL_LAUNCHED, source, NOW - 7200, 3600);
      add_event (rows, "m5.large", "eu-x-1a", FLO_POOL_INTERRUPTED, source, NOW - 3600, 0);
    }
  memory = remember (rows);
  choice = flo_choice_new (market, &need, memory, &dear_work, 1);
  text = describe (choice);
  g_assert_cmpstr (text, ==, "m5.large/b");
  g_assert_cmpint (flo_choice_get_chosen (choice, 0)->useful_price, >=, 30100);
}

/* One refusal makes a pool a little dearer than one that was never tried; a launch that worked a little cheaper. */
static void
test_refused (void)
{
  const FloNeed need = { .architecture = "x86_64" };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  g_autoptr(FloPoolMemory) memory = NULL;
  g_autoptr(FloChoice) choice = NULL;
  g_autofree char *why = NULL;

  add_event (rows, "m5.large", "eu-x-1a", FLO_POOL_NO_CAPACITY, "call", NOW - 60, 0);
  add_event (rows, "c5.large", "eu-x-1b", FLO_POOL_LAUNCHED, "i-1", NOW - 60, 60);
  memory = remember (rows);
  choice = flo_choice_new (market, &need, memory, &terms, 5);
  g_assert_true (flo_choice_get_ranked (choice, 0)->pool == flo_market_find_pool (market, "m5.large", "eu-x-1b"));
  g_assert_true (flo_choice_get_ranked (choice, 1)->pool == flo_market_find_pool (market, "m5.large", "eu-x-1a"));
  g_assert_true (flo_choice_get_ranked (choice, 2)->pool == flo_market_find_pool (market, "c5.large", "eu-x-1b"));
  why = flo_choice_describe (choice, (guint) flo_choice_find (choice, flo_market_find_pool (market, "m5.large", "eu-x-1a")));
  g_assert_nonnull (strstr (why, "find nothing"));
}

static void
test_rejections (void)
{
  const char *const allowed[] = { "eu-x-1a", NULL };
  const FloNeed need = { .architecture = "x86_64", .maximum_price = 30500, .zones = allowed };
  const FloNeed share = { .architecture = "x86_64", .maximum_percent = 34 };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(FloChoice) choice = flo_choice_new (market, &need, NULL, &terms, 4);
  g_autoptr(FloChoice) of_share = flo_choice_new (market, &share, NULL, &terms, 4);
  static const struct { const char *type, *zone, *word; } cases[] = {
    { "m5.large", "eu-x-1b", "not among those allowed" }, { "m5.large", "eu-x-1c", "impaired" },
    { "c5.large", "eu-x-1a", "above the limit: $0.031 an hour is more than $0.0305" }, { "m6g.large", "eu-x-1a", "x86_64" },
  };
  g_autofree char *none = NULL, *above = NULL, *unpriced = NULL;

  g_assert_cmpuint (flo_choice_get_n_chosen (choice), ==, 1);
  none = flo_choice_explain (choice, &need, flo_market_find_pool (market, "m5.large", "eu-x-1a"));
  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *why =
        flo_choice_explain (choice, &need, flo_market_find_pool (market, cases[i].type, cases[i].zone));

      g_assert_nonnull (why);
      g_assert_nonnull (strstr (why, cases[i].word));
    }

  above = flo_choice_explain (of_share, &share, flo_market_find_pool (market, "c5.large", "eu-x-1a"));
  g_assert_nonnull (strstr (above, "34 % of on-demand"));
  unpriced = flo_choice_explain (of_share, &share, flo_market_find_pool (market, "m6a.large", "eu-x-1b"));
  g_assert_nonnull (strstr (unpriced, "no spot price"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/choice/diverse", test_diverse);
  g_test_add_func ("/choice/interrupted", test_interrupted);
  g_test_add_func ("/choice/refused", test_refused);
  g_test_add_func ("/choice/rejections", test_rejections);

  return g_test_run ();
}
