/* test-pool-memory.c: what is remembered of pools, from the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "market/flo-choice.h"
#include "store/flo-price-log.h"

#define DAY G_GINT64_CONSTANT (86400)
#define REGION "eu-x-1"

static const FloInstanceType types[] = {
  { "c5.large", 2, 4096, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 85000 },
  { "m5.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 },
};
static const FloZone zones[] = {
  { "eu-x-1a", "z1", TRUE, NULL }, { "eu-x-1b", "z2", TRUE, NULL }, { "eu-x-1c", "z3", TRUE, NULL },
};

typedef struct
{
  FloStore *store;
  FloMarket *market;
  char *folder;
  gint64 now;
  GAsyncResult *result;
} Fixture;

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&fixture->result);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const FloPool pools[] = {
    { &types[0], &zones[0], 40000, 0, 0 }, { &types[0], &zones[1], 40000, 0, 0 },
    { &types[1], &zones[0], 30000, 0, 0 }, { &types[1], &zones[1], 30000, 0, 0 }, { &types[1], &zones[2], 30000, 0, 0 },
  };
  g_autofree char *path = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("flotilla-memory-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "flotilla.db", NULL);
  flo_store_open_async (path, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  fixture->store = flo_store_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
  fixture->market = flo_market_new (REGION, fixture->now, zones, G_N_ELEMENTS (zones), types, G_N_ELEMENTS (types), pools,
                                    G_N_ELEMENTS (pools));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "flotilla.db", "flotilla.db-wal", "flotilla.db-shm" };

  flo_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_object_unref (fixture->market);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static FloPoolMemory *
load_with (Fixture       *fixture,
           const char    *account,
           FloPoolMemory *known)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FloPoolMemory *memory;

  flo_pool_memory_load_async (fixture->store, account, fixture->market, known, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  memory = flo_pool_memory_load_finish (result, &error);
  g_assert_no_error (error);

  return memory;
}

static FloPoolMemory *
load (Fixture    *fixture,
      const char *account)
{
  return load_with (fixture, account, NULL);
}

/* The prices of 40 days: m5.large in a and b move together, in c it never moves; c5.large moves by itself.
 * @known: the types of which it is known that this is all */
static void
write_prices (Fixture           *fixture,
              const char * const *known)
{
  const FloPriceScope scope = { "work", REGION, "Linux/UNIX" };
  FloPriceCoverage coverage = { .types = known, .span = { fixture->now - 40 * DAY, fixture->now },
                                .checked = fixture->now };
  FloPriceBatch *batch = flo_price_batch_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (gint64 time = fixture->now - 40 * DAY; time < fixture->now; time += DAY / 2)
    {
      FloMoney mood = g_rand_int_range (random, 25000, 35000);

      flo_price_batch_add (batch, "m5.large", "eu-x-1a", "z1", "Linux/UNIX", time, mood);
      flo_price_batch_add (batch, "m5.large", "eu-x-1b", "z2", "Linux/UNIX", time, mood + 100);
      flo_price_batch_add (batch, "m5.large", "eu-x-1c", "z3", "Linux/UNIX", time, 30000);
      flo_price_batch_add (batch, "c5.large", "eu-x-1a", "z1", "Linux/UNIX", time, g_rand_int_range (random, 35000, 45000));
    }
  flo_price_log_write_async (fixture->store, &scope, batch, FALSE, &coverage, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  g_assert_true (flo_price_log_write_finish (fixture->store, result, NULL, &error));
  g_assert_no_error (error);
}

static void
write_refusal (Fixture *fixture)
{
  const FloPoolRow row = { .type = (char *) "m5.large", .zone = (char *) "eu-x-1c", .spot = TRUE,
                           .event = FLO_POOL_NO_CAPACITY, .source = (char *) "call", .time = fixture->now - 60 };
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (rows, flo_pool_row_copy (&row));
  flo_pool_records_add_async (fixture->store, "work", REGION, rows, NULL, keep_result_cb, fixture);
  result = wait_for (fixture);
  g_assert_true (flo_pool_records_add_finish (fixture->store, result, &error));
  g_assert_no_error (error);
}

static const double *
find (FloPoolMemory *memory,
      const char    *type,
      const char    *zone)
{
  return flo_price_changes_find (memory->changes, type, zone);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FloPoolMemory) memory = load (fixture, "work");

  g_assert_cmpuint (flo_pool_record_set_get_n (memory->records), ==, 0);
  g_assert_true (flo_price_changes_is_empty (memory->changes));
}

/* What is known in full is compared; what may lack something, or never moved, is not. Others' is not looked at. */
static void
test_remembered (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const known[] = { "m5.large", NULL };
  g_autoptr(FloPoolMemory) memory = NULL;
  g_autoptr(FloPoolMemory) of_another = NULL;

  write_prices (fixture, known);
  write_refusal (fixture);
  memory = load (fixture, "work");
  g_assert_cmpuint (flo_pool_record_set_find (memory->records, "m5.large", "eu-x-1c")->refusals, ==, 1);
  g_assert_cmpfloat (flo_price_changes_correlate (find (memory, "m5.large", "eu-x-1a"),
                                                  find (memory, "m5.large", "eu-x-1b")), >, 0.99);
  g_assert_null (find (memory, "m5.large", "eu-x-1c"));
  g_assert_null (find (memory, "c5.large", "eu-x-1a"));

  of_another = load (fixture, "play");
  g_assert_cmpuint (flo_pool_record_set_get_n (of_another->records), ==, 0);
  g_assert_true (flo_price_changes_is_empty (of_another->changes));
}

/* How it went for us is looked at every time, how prices moved once an hour. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const known[] = { "m5.large", NULL };
  g_autoptr(FloPoolMemory) first = load (fixture, "work");
  g_autoptr(FloPoolMemory) again = NULL;
  g_autoptr(FloPoolMemory) anew = NULL;

  write_prices (fixture, known);
  write_refusal (fixture);
  again = load_with (fixture, "work", first);
  g_assert_cmpuint (flo_pool_record_set_get_n (again->records), ==, 1);
  g_assert_true (again->changes == first->changes);
  anew = load (fixture, "work");
  g_assert_false (flo_price_changes_is_empty (anew->changes));
}

/* Three zones cost the same: of two that move together one is chosen, and it is said so. */
static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const known[] = { "c5.large", "m5.large", NULL };
  static const char *const only[] = { "m5.large", NULL };
  const FloNeed need = { .types = only };
  const FloChoiceTerms terms = FLO_CHOICE_TERMS_INIT;
  g_autoptr(FloPoolMemory) memory = NULL;
  g_autoptr(FloChoice) choice = NULL;
  g_autofree char *why = NULL;

  write_prices (fixture, known);
  memory = load (fixture, "work");
  g_assert_cmpfloat (flo_price_changes_correlate (find (memory, "m5.large", "eu-x-1a"),
                                                  find (memory, "c5.large", "eu-x-1a")), ==, 0);
  choice = flo_choice_new (fixture->market, &need, memory, &terms, 2);
  g_assert_cmpstr (flo_choice_get_chosen (choice, 0)->pool->zone->name, ==, "eu-x-1a");
  g_assert_cmpstr (flo_choice_get_chosen (choice, 1)->pool->zone->name, ==, "eu-x-1c");
  why = flo_choice_explain (choice, &need, flo_market_find_pool (fixture->market, "m5.large", "eu-x-1b"));
  g_assert_cmpstr (why, ==, "as good, but moves with m5.large in eu-x-1a (1.00)");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/pool-memory/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/pool-memory/remembered", Fixture, NULL, set_up, test_remembered, tear_down);
  g_test_add ("/pool-memory/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/pool-memory/chosen", Fixture, NULL, set_up, test_chosen, tear_down);

  return g_test_run ();
}
