/* test-choice-properties.c: what holds of every order and every choice of pools, on markets made by chance
 *
 * All figures are computed here once more, from the rules as they are written in flo-choice.h and the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-choice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1764000000)
#define HOUR 3600
#define DAY 86400
#define N_ROUNDS 60
#define N_TYPES 12
#define N_ZONES 5
#define N_POOLS (N_TYPES * N_ZONES)
#define CHOSEN 10

static const char *const type_names[N_TYPES] = {
  "c5.large", "c5.xlarge", "c6i.large", "c6i.xlarge", "m5.large", "m5.xlarge",
  "m6a.large", "m6g.large", "m6i.large", "m6i.xlarge", "r5.large", "t3.large",
};
static const FloZone zones[N_ZONES] = {
  { "eu-x-1a", "z1", TRUE, NULL }, { "eu-x-1b", "z2", TRUE, NULL }, { "eu-x-1c", "z3", TRUE, NULL },
  { "eu-x-1d", "z4", TRUE, NULL }, { "eu-x-1e", "z5", FALSE, "impaired" },
};

typedef struct
{
  GRand *random;
  FloInstanceType types[N_TYPES];
  FloPool pools[N_POOLS];
  GPtrArray *rows;         /* (element-type FloPoolRow) */
  GPtrArray *series;       /* (element-type FloPriceSeries) */
  FloNeed need;
} World;

/* ---- worlds ---- */

static void
make_market_parts (World *world)
{
  for (guint i = 0; i < N_TYPES; i++)
    {
      const char *name = type_names[i];
      gboolean large = g_str_has_suffix (name, ".large");

      world->types[i] = (FloInstanceType) {
        name, large ? 2 : 4, large ? 8192 : 16384, strstr (name, "6g") == NULL, strstr (name, "6g") != NULL, 0,
        name[0] == 't', TRUE, FALSE, TRUE, large ? 100000 : 200000,
      };
      for (guint z = 0; z < N_ZONES; z++)
        world->pools[i * N_ZONES + z] = (FloPool) {
          &world->types[i], &zones[z],
          g_rand_int_range (world->random, 0, 20) == 0 ? 0 : g_rand_int_range (world->random, 30, 45) * 1000, 0,
          g_rand_int_range (world->random, -1, 5),
        };
    }
}

static void
add_row (World        *world,
         const char   *type,
         const char   *zone,
         FloPoolEvent  event,
         gint64        age)
{
  g_autofree char *source = g_strdup_printf ("s-%u", world->rows->len);
  const FloPoolRow row = { .type = (char *) type, .zone = (char *) zone, .spot = TRUE, .event = event, .source = source,
                           .time = NOW - age, .run_seconds = event == FLO_POOL_LAUNCHED ? age / 2 : 0 };

  g_ptr_array_add (world->rows, flo_pool_row_copy (&row));
}

static void
make_record (World *world)
{
  guint n = (guint) g_rand_int_range (world->random, 0, 60);

  for (guint i = 0; i < n; i++)
    add_row (world, type_names[g_rand_int_range (world->random, 0, N_TYPES)],
             zones[g_rand_int_range (world->random, 0, N_ZONES)].name, g_rand_int_range (world->random, 0, 4),
             g_rand_int_range (world->random, 60, 3 * DAY));
}

/* Half of the pools have a history; each follows one of two moods of the market, more or less. */
static void
make_history (World *world)
{
  double moods[2] = { 0, 0 };
  g_autofree double *levels = g_new0 (double, N_POOLS);
  g_autoptr(GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint p = 0; p < N_POOLS; p++)
    g_ptr_array_add (points, g_array_new (FALSE, FALSE, sizeof (FloPricePoint)));
  for (gint64 time = NOW - 32 * DAY; time < NOW; time += 12 * HOUR)
    {
      moods[0] = g_rand_double_range (world->random, -1, 1);
      moods[1] = g_rand_double_range (world->random, -1, 1);
      for (guint p = 0; p < N_POOLS; p++)
        {
          FloPricePoint point = { time, 0 };

          levels[p] += moods[p % 2] + g_rand_double_range (world->random, -1, 1) * (double) (p % 3);
          point.price = 40000 + (FloMoney) (levels[p] * 100);
          g_array_append_val (points->pdata[p], point);
        }
    }
  for (guint p = 0; p < N_POOLS; p++)
    {
      GArray *own = points->pdata[p];

      if (g_rand_boolean (world->random))
        g_ptr_array_add (world->series,
                         flo_price_series_new (world->pools[p].type->name, world->pools[p].zone->name,
                                               (const FloPricePoint *) (gpointer) own->data, own->len, NOW - 32 * DAY, NOW));
    }
}

static void
world_init (World  *world,
            guint32 seed)
{
  static const char *const allowed[] = { "eu-x-1a", "eu-x-1b", "eu-x-1d", "eu-x-1e", NULL };

  *world = (World) { .random = g_rand_new_with_seed (seed) };
  world->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  world->series = g_ptr_array_new_with_free_func (g_object_unref);
  make_market_parts (world);
  make_record (world);
  if (seed % 2 == 0)
    make_history (world);
  world->need.architecture = seed % 3 == 0 ? "x86_64" : NULL;
  world->need.zones = seed % 5 == 0 ? allowed : NULL;
  world->need.maximum_price = seed % 4 == 0 ? 40000 : 0;
  world->need.maximum_percent = seed % 7 == 0 ? 38 : 0;
}

static void
world_clear (World *world)
{
  g_rand_free (world->random);
  g_ptr_array_unref (world->rows);
  g_ptr_array_unref (world->series);
}

static FloMarket *
create_market (const World *world)
{
  return flo_market_new ("eu-x-1", NOW, zones, N_ZONES, world->types, N_TYPES, world->pools, N_POOLS);
}

static FloPoolMemory *
create_memory (const World *world)
{
  return flo_pool_memory_new (flo_pool_record_set_new (world->rows, NOW),
                              flo_price_changes_new ((FloPriceSeries *const *) world->series->pdata, world->series->len,
                                                     NOW));
}

static FloChoice *
choose (const World *world,
        guint        n)
{
  static const FloChoiceTerms terms = FLO_CHOICE_TERMS_INIT;
  g_autoptr(FloMarket) market = create_market (world);
  g_autoptr(FloPoolMemory) memory = create_memory (world);

  return flo_choice_new (market, &world->need, memory, &terms, n);
}

/* ---- the rules, once more ---- */

static double
compute_useful_price (const FloRankedPool *ranked)
{
  double rate = ranked->interruption_rate < 0 ? 0.125 / 720 : ranked->interruption_rate;
  double risk = ranked->refusal_risk < 0 ? 0.5 : ranked->refusal_risk;
  double stay = fmin (24, 1 / rate);

  return (double) ranked->pool->spot_price * (1 + rate * 0.5 + risk / (1 - risk) * 0.25 / stay);
}

static FloPriceSeries *
find_series (const World   *world,
             const FloPool *pool)
{
  for (guint i = 0; i < world->series->len; i++)
    if (g_str_equal (flo_price_series_get_instance_type (world->series->pdata[i]), pool->type->name) &&
        g_str_equal (flo_price_series_get_zone (world->series->pdata[i]), pool->zone->name))
      return world->series->pdata[i];

  return NULL;
}

/* By how much the price changed at the @index-th half day of the last 30 days: prices are made at those times. */
static double
get_change (FloPriceSeries *series,
            guint           index)
{
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (series, &n_points) + 4;

  g_assert_cmpuint (n_points, ==, 64);

  return (double) (points[index + 1].price - points[index].price);
}

/* Pearson's, of changes from half day to half day over 30 days; NaN when one is not known */
static double
compute_correlation (const World   *world,
                     const FloPool *a,
                     const FloPool *b)
{
  FloPriceSeries *one = find_series (world, a), *other = find_series (world, b);
  double mean_one = 0, mean_other = 0, both = 0, squares_one = 0, squares_other = 0;

  if (one == NULL || other == NULL)
    return NAN;
  for (guint i = 0; i < 59; i++)
    {
      mean_one += get_change (one, i) / 59;
      mean_other += get_change (other, i) / 59;
    }
  for (guint i = 0; i < 59; i++)
    {
      double x = get_change (one, i) - mean_one, y = get_change (other, i) - mean_other;

      both += x * y;
      squares_one += x * x;
      squares_other += y * y;
    }

  return both / sqrt (squares_one * squares_other);
}

static gboolean
is_same_family (const FloPool *a,
                const FloPool *b)
{
  g_auto(GStrv) one = g_strsplit (a->type->name, ".", 2);
  g_auto(GStrv) other = g_strsplit (b->type->name, ".", 2);

  return g_str_equal (one[0], other[0]);
}

static double
compute_likeness (const World   *world,
                  const FloPool *a,
                  const FloPool *b)
{
  double correlation = compute_correlation (world, a, b);
  double zone = a->zone == b->zone ? 0.23 : 0;

  if (!isnan (correlation))
    return zone + (correlation > 2 / sqrt (59) ? correlation : 0);
  if (a->type == b->type)
    return zone + 0.46;

  return zone + (is_same_family (a, b) ? 0.23 : 0);
}

/* ---- what holds ---- */

static char *
name_pool (const FloRankedPool *ranked)
{
  return g_strconcat (ranked->pool->type->name, "/", ranked->pool->zone->name, NULL);
}

static char *
describe_order (FloChoice *choice)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flo_choice_get_n_ranked (choice); i++)
    {
      g_autofree char *name = name_pool (flo_choice_get_ranked (choice, i));

      g_string_append_printf (text, "%s ", name);
    }

  return g_string_free (text, FALSE);
}

static int
find_rank (FloChoice  *choice,
           const char *wanted)
{
  for (guint i = 0; i < flo_choice_get_n_ranked (choice); i++)
    {
      g_autofree char *name = name_pool (flo_choice_get_ranked (choice, i));

      if (g_str_equal (name, wanted))
        return (int) i;
    }

  return G_MAXINT;
}

/* Whatever order the pools come in, theirs is the same: by the price of useful work, and by name where that is equal. */
static void
test_total_order (void)
{
  for (guint32 seed = 0; seed < N_ROUNDS; seed++)
    {
      World world;
      g_autoptr(FloChoice) choice = NULL;
      g_autoptr(FloChoice) again = NULL;
      g_autofree char *order = NULL;
      g_autofree char *same = NULL;

      world_init (&world, seed);
      choice = choose (&world, CHOSEN);
      order = describe_order (choice);
      for (guint i = N_POOLS - 1; i > 0; i--)
        {
          guint other = (guint) g_rand_int_range (world.random, 0, (gint32) i + 1);
          FloPool pool = world.pools[i];

          world.pools[i] = world.pools[other];
          world.pools[other] = pool;
        }
      again = choose (&world, CHOSEN);
      same = describe_order (again);
      g_assert_cmpstr (same, ==, order);

      for (guint i = 0; i < flo_choice_get_n_ranked (choice); i++)
        {
          const FloRankedPool *ranked = flo_choice_get_ranked (choice, i);

          g_assert_cmpfloat_with_epsilon ((double) ranked->useful_price, compute_useful_price (ranked), 0.51);
          if (i > 0)
            {
              const FloRankedPool *before = flo_choice_get_ranked (choice, i - 1);
              g_autofree char *name = name_pool (ranked);
              g_autofree char *name_before = name_pool (before);

              g_assert_cmpint (before->useful_price, <=, ranked->useful_price);
              if (before->useful_price == ranked->useful_price)
                g_assert_cmpint (strcmp (name_before, name), <, 0);
            }
        }
      world_clear (&world);
    }
}

/* A dearer pool, one that is taken back or refuses us more often, or whose word is worse, is never better for it. */
static void
test_worse_is_never_better (void)
{
  for (guint32 seed = 0; seed < N_ROUNDS; seed++)
    {
      World world;
      g_autoptr(FloChoice) before = NULL;
      const FloRankedPool *ranked;

      world_init (&world, seed);
      before = choose (&world, 0);
      g_assert_cmpuint (flo_choice_get_n_ranked (before), >, 0);
      ranked = flo_choice_get_ranked (before, (guint) g_rand_int_range (world.random, 0,
                                                                        (gint32) flo_choice_get_n_ranked (before)));
      for (guint worse = 0; worse < 4; worse++)
        {
          g_autofree char *name = name_pool (ranked);
          g_autoptr(FloChoice) after = NULL;
          guint n_rows = world.rows->len;
          FloPool *pool = world.pools;
          FloPool kept;

          while (!g_str_equal (pool->type->name, ranked->pool->type->name) ||
                 !g_str_equal (pool->zone->name, ranked->pool->zone->name))
            pool++;
          kept = *pool;
          if (worse == 0)
            pool->spot_price += g_rand_int_range (world.random, 1, 5000);
          else if (worse == 1 && pool->interruption_range >= 0)
            pool->interruption_range = MIN (pool->interruption_range + 1, 4);
          else if (worse == 2)
            add_row (&world, pool->type->name, pool->zone->name, FLO_POOL_NO_CAPACITY, 60);
          else if (worse == 3)
            add_row (&world, pool->type->name, pool->zone->name, FLO_POOL_INTERRUPTED, 60);

          after = choose (&world, 0);
          g_assert_cmpint (find_rank (after, name), >=, find_rank (before, name));
          *pool = kept;
          g_ptr_array_set_size (world.rows, (int) n_rows);
        }
      world_clear (&world);
    }
}

/* Who asks for fewer gets the first of them, and each is the cheapest of what is left, its likeness counted in. */
static void
test_greedy_prefixes (void)
{
  for (guint32 seed = 0; seed < N_ROUNDS; seed++)
    {
      World world;
      g_autoptr(FloChoice) all = NULL;

      world_init (&world, seed);
      all = choose (&world, N_POOLS);
      g_assert_cmpuint (flo_choice_get_n_chosen (all), ==, flo_choice_get_n_ranked (all));
      for (guint n = 1; n <= MIN (CHOSEN, flo_choice_get_n_chosen (all)); n++)
        {
          g_autoptr(FloChoice) some = choose (&world, n);
          const FloRankedPool *last = flo_choice_get_chosen (some, n - 1);
          double last_price = 0;

          g_assert_cmpuint (flo_choice_get_n_chosen (some), ==, n);
          for (guint i = 0; i < n; i++)
            {
              g_autofree char *name = name_pool (flo_choice_get_chosen (some, i));
              g_autofree char *same = name_pool (flo_choice_get_chosen (all, i));

              g_assert_cmpstr (name, ==, same);
            }
          for (guint i = 0; i <= flo_choice_get_n_ranked (some); i++)
            {
              const FloRankedPool *one = i == 0 ? last : flo_choice_get_ranked (some, i - 1);
              double price = (double) one->useful_price, likeness = 0;

              if (i > 0 && flo_choice_find (some, one->pool) >= 0)
                continue;
              for (guint k = 0; k + 1 < n; k++)
                likeness += compute_likeness (&world, one->pool, flo_choice_get_chosen (some, k)->pool);
              price *= 1 + likeness / 8;
              if (i == 0)
                last_price = price;
              else
                g_assert_cmpfloat (price, >=, last_price - 1e-3);
            }
        }
      world_clear (&world);
    }
}

/* "12 % dearer than the last of the 10 pools chosen for the same work": is it so? */
static gboolean
is_true_of_price (FloChoice   *choice,
                  FloMoney     price,
                  const char  *why)
{
  FloMoney last = flo_choice_get_chosen (choice, flo_choice_get_n_chosen (choice) - 1)->useful_price;
  double percent = 100.0 * (double) (price - last) / (double) last, said;
  guint n;

  if (sscanf (why, "%lf %% dearer than the last of the %u pools chosen for the same work", &said, &n) == 2)
    return n == flo_choice_get_n_chosen (choice) && fabs (said - percent) <= (percent < 9.95 ? 0.051 : 0.51);
  if (sscanf (why, "hardly dearer than the last of the %u pools chosen for the same work", &n) == 1)
    return n == flo_choice_get_n_chosen (choice) && percent > 0 && percent < 0.05;

  return FALSE;
}

/* "as good, but …": the pool costs no more than the last one, and is like one that was chosen, as it is said. */
static gboolean
is_true_of_likeness (const World   *world,
                     FloChoice     *choice,
                     const FloPool *pool,
                     const char    *why)
{
  guint n = flo_choice_get_n_chosen (choice), in_zone = 0, said_in_zone = 0;
  char type[40], zone[40];
  double said, most = 0;

  for (guint i = 0; i < n; i++)
    {
      const FloPool *other = flo_choice_get_chosen (choice, i)->pool;
      double movement = compute_likeness (world, pool, other) - (other->zone == pool->zone ? 0.23 : 0);

      most = fmax (most, movement);
      in_zone += other->zone == pool->zone;
    }
  for (guint i = 0; i < n; i++)
    {
      const FloPool *other = flo_choice_get_chosen (choice, i)->pool;
      double movement = compute_likeness (world, pool, other) - (other->zone == pool->zone ? 0.23 : 0);

      if (sscanf (why, "as good, but moves with %39s in %39s (%lf)", type, zone, &said) == 3 &&
          g_str_equal (type, other->type->name) && g_str_equal (zone, other->zone->name))
        return fabs (said - compute_correlation (world, pool, other)) < 0.006 && fabs (movement - most) < 1e-9;
      if (sscanf (why, "as good, but the same type is chosen in %39s", zone) == 1 &&
          g_str_equal (zone, other->zone->name) && other->type == pool->type)
        return fabs (movement - most) < 1e-9;
      if (sscanf (why, "as good, but of the same family as %39s in %39s", type, zone) == 2 &&
          g_str_equal (type, other->type->name) && g_str_equal (zone, other->zone->name))
        return is_same_family (pool, other) && fabs (movement - most) < 1e-9;
    }
  if (sscanf (why, "as good, but %u of those chosen %39s in %39s already", &said_in_zone, type, zone) == 3)
    return said_in_zone == in_zone && in_zone > 0 && most == 0 && g_str_equal (zone, pool->zone->name);

  return g_str_equal (why, "as good as the last one chosen, which comes first by name") && most == 0 && in_zone == 0;
}

static gboolean
is_true (const World   *world,
         FloChoice     *choice,
         const FloPool *pool,
         const char    *why)
{
  const FloNeed *need = &world->need;
  FloMoney last;

  if (strstr (why, "not x86_64") != NULL)
    return need->architecture != NULL && !pool->type->x86_64;
  if (g_str_equal (why, "burstable"))
    return pool->type->burstable;
  if (strstr (why, "cannot be used: impaired") != NULL)
    return !pool->zone->usable;
  if (strstr (why, "not among those allowed") != NULL)
    return need->zones != NULL && !g_strv_contains (need->zones, pool->zone->name);
  if (strstr (why, "no spot price") != NULL)
    return pool->spot_price == 0;
  if (strstr (why, "of on-demand") != NULL)
    return need->maximum_percent > 0 &&
           pool->spot_price * 100 > pool->type->on_demand * (FloMoney) need->maximum_percent;
  if (strstr (why, "above the limit") != NULL)
    return need->maximum_price > 0 && pool->spot_price > need->maximum_price;

  /* It fits, then. */
  last = flo_choice_get_chosen (choice, flo_choice_get_n_chosen (choice) - 1)->useful_price;
  for (guint i = 0; i < flo_choice_get_n_ranked (choice); i++)
    {
      const FloRankedPool *ranked = flo_choice_get_ranked (choice, i);

      if (ranked->pool == pool)
        return ranked->useful_price > last ? is_true_of_price (choice, ranked->useful_price, why)
                                           : is_true_of_likeness (world, choice, pool, why);
    }

  return FALSE;
}

/* Every pool was chosen, or there is a reason that is true. */
static void
test_true_reasons (void)
{
  guint n_dearer = 0, n_alike = 0, n_moving = 0;

  for (guint32 seed = 0; seed < N_ROUNDS; seed++)
    {
      World world;
      g_autoptr(FloMarket) market = NULL;
      g_autoptr(FloPoolMemory) memory = NULL;
      g_autoptr(FloChoice) choice = NULL;
      const FloChoiceTerms terms = FLO_CHOICE_TERMS_INIT;

      world_init (&world, seed);
      market = create_market (&world);
      memory = create_memory (&world);
      choice = flo_choice_new (market, &world.need, memory, &terms, CHOSEN);
      for (guint i = 0; i < flo_market_get_n_pools (market); i++)
        {
          const FloPool *pool = flo_market_get_pool (market, i);
          g_autofree char *why = flo_choice_explain (choice, &world.need, pool);

          g_assert_cmpint (why == NULL, ==, flo_choice_find (choice, pool) >= 0);
          if (why == NULL)
            continue;
          if (!is_true (&world, choice, pool, why))
            g_test_message ("round %u: %s in %s: %s", seed, pool->type->name, pool->zone->name, why);
          g_assert_true (is_true (&world, choice, pool, why));
          n_dearer += strstr (why, "dearer than") != NULL;
          n_alike += g_str_has_prefix (why, "as good");
          n_moving += strstr (why, "moves with") != NULL;
        }
      world_clear (&world);
    }
  /* All kinds of reasons were seen. */
  g_assert_cmpuint (n_dearer, >, 100);
  g_assert_cmpuint (n_alike, >, 20);
  g_assert_cmpuint (n_moving, >, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/choice/properties/total-order", test_total_order);
  g_test_add_func ("/choice/properties/worse-is-never-better", test_worse_is_never_better);
  g_test_add_func ("/choice/properties/greedy-prefixes", test_greedy_prefixes);
  g_test_add_func ("/choice/properties/true-reasons", test_true_reasons);

  return g_test_run ();
}
