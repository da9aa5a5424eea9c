/* test-type-table.c: what types are and which pools there are, kept between runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "aws/aws-error.h"
#include "aws/aws-public-file.h"
#include "flo-test-simulator.h"
#include "market/flo-figure-cache.h"
#include "market/flo-figures.h"
#include "market/flo-market-private.h"
#include "market/flo-type-filter.h"

#define REGION "us-east-1"

static FloTypeTable *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return flo_type_table_parse (bytes, (FloOrigin) { FLO_SOURCE_AWS, 77 });
}

static char *
write_table (FloTypeTable *table)
{
  GString *text = g_string_new (NULL);

  flo_type_table_write_head (text);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < flo_type_table_get_n (table); i++)
    {
      flo_type_table_write_row (text, flo_type_table_get_at (table, i));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* What is written is read as it was. */
static void
test_round_trip (void)
{
  g_autoptr(FloTypeTable) shipped = flo_type_table_get_shipped ();
  g_autofree char *text = write_table (shipped);
  g_autoptr(FloTypeTable) again = parse (text);

  g_assert_cmpuint (flo_type_table_get_n (again), ==, flo_type_table_get_n (shipped));
  g_assert_cmpint (flo_type_table_get_origin (again).time, ==, 77);
  for (guint i = 0; i < flo_type_table_get_n (shipped); i++)
    {
      const FloTypeFacts *before = flo_type_table_get_at (shipped, i);
      const FloTypeFacts *after = flo_type_table_find (again, before->type);

      g_assert_nonnull (after);
      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        {
          g_assert_cmpint (flo_type_facts_knows (before, fact), ==, flo_type_facts_knows (after, fact));
          if (before->words[fact] != NULL)
            g_assert_cmpstrv (before->words[fact], after->words[fact]);
          else if (!isnan (before->numbers[fact]))
            g_assert_cmpfloat (before->numbers[fact], ==, after->numbers[fact]);
        }
    }
}

/* A cell that makes no sense says nothing; a line that makes none is no type. */
static void
test_strange (void)
{
  g_autoptr(FloTypeTable) table = parse ("type,vcpus,memory,gpus,architecture,new\n"
                                         "m5.large,2,8192,1x,x86_64|ARM64,1\n"
                                         "c5.large,nan,1e16,,-,\n"
                                         "M5 LARGE,2,,,,\n"
                                         "m5.large,4,,,,\n"
                                         "short.one\n"
                                         "r5.large,1e999,-5,\xff,\xff\xfe,\n"
                                         ",2,3,4,5,6\n");
  const FloTypeFacts *m5 = flo_type_table_find (table, "m5.large");
  const FloTypeFacts *c5 = flo_type_table_find (table, "c5.large");
  FloInstanceType type;

  g_assert_cmpuint (flo_type_table_get_n (table), ==, 4);
  g_assert_cmpfloat (m5->numbers[FLO_FACT_VCPUS], ==, 2);
  g_assert_cmpfloat (m5->numbers[FLO_FACT_MEMORY_PER_VCPU], ==, 4);
  g_assert_false (flo_type_facts_knows (m5, FLO_FACT_GPUS));
  g_assert_cmpstrv (m5->words[FLO_FACT_ARCHITECTURE], ((const char *const[]) { "x86_64", "arm64", NULL }));
  g_assert_false (flo_type_facts_knows (c5, FLO_FACT_VCPUS));
  g_assert_false (flo_type_facts_knows (c5, FLO_FACT_MEMORY));
  g_assert_cmpuint (g_strv_length (c5->words[FLO_FACT_ARCHITECTURE]), ==, 0);
  g_assert_true (flo_type_table_describe_type (table, "r5.large", &type));
  g_assert_cmpuint (type.vcpus, ==, 0);
  g_assert_cmpuint (type.memory_mib, ==, 0);
  g_assert_false (flo_type_table_describe_type (table, "r5.none", &type));

  g_assert_null (parse (""));
  g_assert_null (parse ("vcpus,memory\n2,8192\n"));
  g_assert_null (parse ("type,vcpus\n"));
}

static FloMarket *
parse_market (const char *text)
{
  g_autoptr(FloTypeTable) types = flo_type_table_get_shipped ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return _flo_market_parse (bytes, REGION, 1234, types);
}

static void
test_strange_market (void)
{
  g_autoptr(FloMarket) market = parse_market ("type,zone,zone_id,why_not,micro_usd,since\n"
                                              ",us-east-1a,use1-az1,,,\n"
                                              ",us-east-1a,use1-az9,,,\n"
                                              ",us-east-1b,,impaired,,\n"
                                              ",,,,,\n"
                                              "m5.large,us-east-1a,,,31200,1000\n"
                                              "m5.large,us-east-1a,,,99,1000\n"
                                              "m5.large,us-east-1b,,,-4,-4\n"
                                              "m5.large,us-east-1z,,,1,1\n"
                                              "m5.none,us-east-1a,,,1,1\n"
                                              ",us-east-1c,,,,\n"
                                              "c5.large,us-east-1a,,,99999999999999999999,1\n");
  g_autoptr(FloMarket) nothing = parse_market ("");

  g_assert_cmpuint (flo_market_get_n_zones (market), ==, 2);
  g_assert_true (flo_market_get_zone (market, 0)->usable);
  g_assert_cmpstr (flo_market_get_zone (market, 0)->id, ==, "use1-az1");
  g_assert_cmpstr (flo_market_get_zone (market, 1)->why_not, ==, "impaired");
  g_assert_cmpuint (flo_market_get_n_pools (market), ==, 3);
  g_assert_cmpint (flo_market_find_pool (market, "m5.large", "us-east-1a")->spot_price, ==, 31200);
  g_assert_cmpint (flo_market_find_pool (market, "m5.large", "us-east-1b")->spot_price, ==, 0);
  g_assert_cmpint (flo_market_find_pool (market, "c5.large", "us-east-1a")->spot_price, ==, 0);
  g_assert_cmpint (flo_market_get_time (market), ==, 1234);

  /* Types alone. */
  g_assert_cmpint (flo_market_get_time (nothing), ==, 0);
  g_assert_cmpuint (flo_market_get_n_pools (nothing), ==, 0);
  g_assert_cmpint (flo_market_find_type (nothing, "m5.large")->on_demand, ==, 96000);
}

/* ---- a run that is killed while it writes ---- */

static GBytes *
make_content (char letter)
{
  const gsize size = 256 * 1024;
  char *data = g_malloc (size);

  memset (data, letter, size);

  return g_bytes_new_take (data, size);
}

static G_NORETURN void
write_for_ever (GBytes *first,
                GBytes *second)
{
  while (flo_figure_cache_write ("aws", "killed.csv", first, 1, NULL, NULL) &&
         flo_figure_cache_write ("aws", "killed.csv", second, 2, NULL, NULL))
    ;
  _exit (1);
}

/* Whenever that is, the file is the one before or the one after; and what is half of one does not stay for ever. */
static void
test_killed (void)
{
  g_autoptr(GBytes) first = make_content ('a');
  g_autoptr(GBytes) second = make_content ('b');
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "flotilla", "figures", "aws", NULL);
  g_autofree char *half = g_build_filename (folder, "killed.csv.ABCDEF", NULL);
  g_autofree char *other = g_build_filename (folder, "killed.csvx", NULL);
  const struct { const char *path; gboolean stays; } files[] = { { half, FALSE }, { other, TRUE } };
  const gint64 time = g_get_real_time () / G_USEC_PER_SEC - 7200;
  guint n_seen[2] = { 0, 0 };

  g_assert_true (flo_figure_cache_write ("aws", "killed.csv", first, 1, NULL, NULL));
  for (guint round = 0; round < 25; round++)
    {
      const pid_t pid = fork ();
      g_autoptr(GBytes) found = NULL;
      gint64 said_at;

      if (pid == 0)
        write_for_ever (first, second);
      g_usleep (1000 * (round * 2 + 3));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      found = flo_figure_cache_read ("aws", "killed.csv", &said_at, NULL);
      g_assert_nonnull (found);
      g_assert_true (g_bytes_equal (found, said_at == 1 ? first : second));
      n_seen[said_at - 1]++;
    }
  g_test_message ("%u times the first, %u times the second", n_seen[0], n_seen[1]);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      struct utimbuf old = { time, time };

      g_assert_true (g_file_set_contents (files[i].path, "half", -1, NULL));
      g_assert_cmpint (g_utime (files[i].path, &old), ==, 0);
    }
  g_assert_true (flo_figure_cache_write ("aws", "killed.csv", first, 1, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_assert_cmpint (g_file_test (files[i].path, G_FILE_TEST_EXISTS), ==, files[i].stays);
}

/* ---- asked, kept, and nobody there ---- */

typedef struct
{
  FloTestSimulator *simulator;
  AwsClient *client;
  GAsyncResult *result;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->simulator = flo_test_simulator_new (NULL);
  fixture->client = flo_test_simulator_create_client (fixture->simulator, REGION);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->simulator, flo_test_simulator_free);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_set_object (&((Fixture *) user_data)->result, result);
}

static GAsyncResult *
await (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return fixture->result;
}

static FloMarket *
load_kept (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  FloMarket *market;

  g_clear_object (&fixture->result);
  flo_market_load_kept_async (fixture->client, NULL, keep_result_cb, fixture);
  market = flo_market_load_kept_finish (await (fixture), &error);
  g_assert_no_error (error);

  return market;
}

static FloMarket *
load (Fixture            *fixture,
      const char * const *types)
{
  g_autoptr(GError) error = NULL;
  FloMarket *market;

  g_clear_object (&fixture->result);
  flo_market_load_async (fixture->client, types, NULL, keep_result_cb, fixture);
  market = flo_market_load_finish (await (fixture), &error);
  g_assert_no_error (error);

  return market;
}

static FloFigures *
refresh (Fixture            *fixture,
         FloFiguresNeed      need,
         const char * const *types)
{
  g_autoptr(GError) error = NULL;
  FloFigures *figures;

  g_clear_object (&fixture->result);
  flo_figures_refresh_async (fixture->client, need, types, NULL, keep_result_cb, fixture);
  figures = flo_figures_refresh_finish (await (fixture), &error);
  g_assert_no_error (error);

  return figures;
}

static void
assert_same_market (FloMarket *a,
                    FloMarket *b)
{
  g_assert_cmpuint (flo_market_get_n_zones (a), ==, flo_market_get_n_zones (b));
  g_assert_cmpuint (flo_market_get_n_pools (a), ==, flo_market_get_n_pools (b));
  g_assert_cmpint (flo_market_get_time (a), ==, flo_market_get_time (b));
  for (guint i = 0; i < flo_market_get_n_zones (a); i++)
    {
      g_assert_cmpstr (flo_market_get_zone (a, i)->id, ==, flo_market_get_zone (b, i)->id);
      g_assert_cmpstr (flo_market_get_zone (a, i)->why_not, ==, flo_market_get_zone (b, i)->why_not);
      g_assert_cmpint (flo_market_get_zone (a, i)->usable, ==, flo_market_get_zone (b, i)->usable);
    }
  for (guint i = 0; i < flo_market_get_n_pools (a); i++)
    {
      const FloPool *x = flo_market_get_pool (a, i);
      const FloPool *y = flo_market_find_pool (b, x->type->name, x->zone->name);

      g_assert_nonnull (y);
      g_assert_cmpint (x->spot_price, ==, y->spot_price);
      g_assert_cmpint (x->price_since, ==, y->price_since);
      g_assert_cmpint (x->interruption_range, ==, y->interruption_range);
      g_assert_cmpint (x->type->on_demand, ==, y->type->on_demand);
      g_assert_cmpuint (x->type->vcpus, ==, y->type->vcpus);
      g_assert_cmpint (x->type->spot, ==, y->type->spot);
    }
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const some[] = { "m5.large", NULL };
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(FloMarket) before = load_kept (fixture);
  g_autoptr(FloMarket) part = load (fixture, some);
  g_autoptr(FloMarket) after_part = load_kept (fixture);
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(FloMarket) kept = NULL;
  g_autoptr(FloMarket) alone = NULL;
  g_autoptr(FloFigures) figures = NULL;
  g_autoptr(FloFigures) again = NULL;
  const FloTypeFacts *facts;

  /* The first start. */
  g_assert_cmpuint (flo_market_get_n_pools (before), ==, 0);
  g_assert_cmpint (flo_market_get_time (before), ==, 0);
  g_assert_nonnull (flo_market_find_type (before, "m5.large"));
  g_assert_cmpint (flo_type_table_get_origin (flo_market_get_types (before)).source, ==, FLO_SOURCE_SHIPPED);
  /* A few types are no market. */
  g_assert_cmpuint (flo_market_get_n_pools (part), >, 0);
  g_assert_cmpuint (flo_market_get_n_pools (after_part), ==, 0);

  figures = refresh (fixture, FLO_FIGURES_OLD, NULL);
  g_assert_no_error (figures->types_problem);
  g_assert_cmpint (flo_type_table_get_origin (figures->types).source, ==, FLO_SOURCE_AWS);
  g_assert_true (flo_type_table_is_fresh (figures->types, now));
  g_assert_false (flo_type_table_is_fresh (figures->types, now + 2 * FLO_TYPE_TABLE_MAX_AGE));
  again = refresh (fixture, FLO_FIGURES_OLD, NULL);
  g_assert_cmpuint (again->n_fetched, ==, 0);
  market = load (fixture, NULL);
  kept = load_kept (fixture);
  assert_same_market (market, kept);
  /* What the practice cloud says of types is not all in what is shipped. */
  facts = flo_type_table_find (flo_market_get_types (kept), "m5.large");
  g_assert_cmpfloat (facts->numbers[FLO_FACT_DEDICATED_HOSTS], ==, 1);
  g_assert_cmpstrv (facts->words[FLO_FACT_CPU_MANUFACTURER], ((const char *const[]) { "intel", NULL }));
  facts = flo_type_table_find (flo_market_get_types (kept), "inf1.6xlarge");
  g_assert_cmpfloat (facts->numbers[FLO_FACT_ACCELERATORS], ==, 4);
  g_assert_cmpstrv (facts->words[FLO_FACT_ACCELERATOR_MODEL], ((const char *const[]) { "inferentia", NULL }));

  /* Nobody is there any more. */
  g_clear_pointer (&fixture->simulator, flo_test_simulator_free);
  alone = load_kept (fixture);
  assert_same_market (market, alone);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(FloTypeTable) table = NULL;
  g_autoptr(GError) error = NULL;

  flo_type_table_refresh_async (fixture->client, cancellable, keep_result_cb, fixture);
  g_cancellable_cancel (cancellable);
  table = flo_type_table_refresh_finish (await (fixture), &error);
  g_assert_null (table);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What one may not ask is said, and what is known stays. */
static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *answer =
    flo_test_simulator_control (fixture->simulator, "deny", "{\"action\": \"ec2:DescribeInstanceTypes\"}");
  g_autoptr(FloFigures) figures = refresh (fixture, FLO_FIGURES_OLD, NULL);

  g_assert_nonnull (answer);
  g_assert_error (figures->types_problem, AWS_ERROR, AWS_ERROR_PERMISSION);
  g_assert_cmpuint (flo_type_table_get_n (figures->types), >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  /* Each run has an empty cache of its own. */
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/type-table/round-trip", test_round_trip);
  g_test_add_func ("/type-table/strange", test_strange);
  g_test_add_func ("/type-table/strange-market", test_strange_market);
  g_test_add_func ("/type-table/killed", test_killed);
  g_test_add ("/type-table/kept", Fixture, NULL, fixture_set_up, test_kept, fixture_tear_down);
  g_test_add ("/type-table/cancelled", Fixture, NULL, fixture_set_up, test_cancelled, fixture_tear_down);
  g_test_add ("/type-table/denied", Fixture, NULL, fixture_set_up, test_denied, fixture_tear_down);

  return g_test_run ();
}
