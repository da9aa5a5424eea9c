/* plan-time.c: what a planning step and the turn around it cost, in milliseconds of processor time
 *
 * plan-time plan INSTANCES         a plan of ten changes: ten nodes were noticed a moment ago
 * plan-time turn INSTANCES WORK     a turn in which nothing changed: the picture is put together, shown, and planned
 * plan-time history WEEKS            a plan after so many weeks of an interruption a minute
 *
 * Pools of 1,373 instance types in six zones, as in us-east-1, all of which fit. What is printed is the median of many rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fleet/engine/flo-publisher.h"
#include "fleet/plan/flo-planner.h"
#include "store/flo-store.h"

#define FLEET "f-2222abcd"
#define NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)
#define N_TYPES 1373
#define N_ZONES 6
#define N_CHANGES 10
/* Nodes are in so many pools: those that were chosen, in every zone. */
#define N_USED (10 * N_ZONES)
#define ROUNDS 31
#define MINUTES_PER_WEEK (7 * 24 * 60)

typedef struct
{
  guint n;
  FloMarket *market;
  FloConfig *config;
  FloHistory *history;
  FloObservation *observation;
} World;

static const FloZone zones[N_ZONES] = {
  { "us-east-1a", "use1-az1", TRUE, NULL }, { "us-east-1b", "use1-az2", TRUE, NULL },
  { "us-east-1c", "use1-az3", TRUE, NULL }, { "us-east-1d", "use1-az4", TRUE, NULL },
  { "us-east-1e", "use1-az5", TRUE, NULL }, { "us-east-1f", "use1-az6", TRUE, NULL },
};

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left == right ? 0 : left < right ? -1 : 1;
}

static FloMarket *
create_market (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree FloInstanceType *types = g_new0 (FloInstanceType, N_TYPES);
  g_autofree FloPool *pools = g_new0 (FloPool, N_TYPES * N_ZONES);

  for (guint i = 0; i < N_TYPES; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("m%u.%uxlarge", i / 8, i % 8));
      types[i] = (FloInstanceType) { names->pdata[i], 4, 16384, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 200000 };
      for (guint z = 0; z < N_ZONES; z++)
        pools[i * N_ZONES + z] = (FloPool) { &types[i], &zones[z], g_rand_int_range (random, 40000, 150000), 0,
                                             g_rand_int_range (random, -1, 5) };
    }

  return flo_market_new ("us-east-1", NOW / G_USEC_PER_SEC, zones, N_ZONES, types, N_TYPES, pools, N_TYPES * N_ZONES);
}

static FloConfig *
create_config (guint n)
{
  FloConfig *config = flo_config_new ();

  g_free (config->name);
  config->name = g_strdup ("bench");
  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  config->capacity.nodes = n;
  config->instances.min_vcpus = 2;
  config->zones.minimum = 3;
  config->budget.per_hour = G_GINT64_CONSTANT (100000000000);
  config->fallback.nodes = n;
  config->fallback.max_interruptions = 100;

  return config;
}

static void
add_resources (FloObservation *observation)
{
  static const FloSeen seen[] = {
    { FLO_SEEN_VPC, .id = (char *) "vpc-default", .is_default = TRUE },
    { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE, .ready = TRUE },
    { FLO_SEEN_KEY_PAIR, .id = (char *) "key-1", .ours = TRUE },
    { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-spot", .name = (char *) "flotilla-" FLEET "-spot", .ours = TRUE },
    { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-od", .name = (char *) "flotilla-" FLEET "-on-demand", .ours = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    flo_observation_add (observation, &seen[i]);
  for (guint i = 0; i < N_ZONES; i++)
    {
      g_autofree char *id = g_strdup_printf ("subnet-%u", i);

      flo_observation_add (observation, &(FloSeen) { FLO_SEEN_SUBNET, .id = id, .vpc_id = (char *) "vpc-default",
                                                     .zone = (char *) zones[i].name, .is_default = TRUE,
                                                     .ready = TRUE });
    }
}

/* @noticed: AWS takes back so many of them. @full: more than nodes were asked for */
static FloObservation *
observe (World    *world,
         guint     noticed,
         gboolean  full,
         gint64    now)
{
  FloObservation *observation = flo_observation_new (now, full);

  /* AWS answers in an order of its own. */
  for (guint k = 0; k < world->n; k++)
    {
      guint i = (guint) ((guint64) k * 7919 % world->n);
      const FloPool *pool = flo_market_get_pool (world->market, i * 31 % N_USED);
      g_autofree char *id = g_strdup_printf ("i-%017x", i);
      g_autofree char *request = g_strdup_printf ("sir-%08x", i);
      const FloSeenInstance instance = {
        .id = id, .type = (char *) pool->type->name, .zone = (char *) pool->zone->name, .spot = TRUE,
        .public_address = (char *) "203.0.113.7", .token = (char *) FLEET "-create-fleet-1",
        .fleet = (char *) "fleet-00000000-0000-0000-0000-000000000001", .state = FLO_SEEN_RUNNING,
        .launched_at = NOW / G_USEC_PER_SEC - 7200,
      };
      const FloSeenSpotRequest spot = {
        .id = request, .instance_id = id, .state = (char *) (i < noticed ? "closed" : "active"),
        .status_code = (char *) (i < noticed ? "instance-terminated-no-capacity" : "fulfilled"),
        .status_time = NOW / G_USEC_PER_SEC - (i < noticed ? 5 : 7200),
      };

      flo_observation_add_instance (observation, &instance);
      flo_observation_add_spot_request (observation, &spot);
    }
  if (full)
    add_resources (observation);
  flo_observation_sort (observation);

  return observation;
}

static FloPlan *
make_plan (World *world)
{
  const FloPlanInput input = {
    .fleet_id = FLEET,
    .owner = "me@here",
    .config = world->config,
    .observation = world->observation,
    .history = world->history,
    .market = world->market,
    .image = { "ami-1", "x86_64", "/dev/xvda" },
    .public_key = "ssh-ed25519 AAAA",
    .now = NOW,
  };

  return flo_planner_plan (&input);
}

static World
create_world (guint n)
{
  return (World) { n, create_market (), create_config (n), flo_history_new (), NULL };
}

static void
clear_world (World *world)
{
  g_object_unref (world->market);
  flo_config_unref (world->config);
  flo_history_free (world->history);
  g_clear_pointer (&world->observation, flo_observation_unref);
}

static void
print_median (double *rounds)
{
  qsort (rounds, ROUNDS, sizeof *rounds, compare_doubles);
  printf ("%.4f\n", rounds[ROUNDS / 2]);
}

/* Stops when the plan is not what is to be measured. */
static void
check_changes (FloPlan *plan,
               guint    wanted)
{
  guint n = 0;

  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloAction *action = g_ptr_array_index (plan->actions, i);
      const char *capacity = strstr (flo_action_get_parameters (action) != NULL ? flo_action_get_parameters (action) : "",
                                     "\"capacity\":");

      n += capacity != NULL ? (guint) atoi (capacity + strlen ("\"capacity\":")) : 0;
    }
  if (n == wanted)
    return;
  fprintf (stderr, "plan-time: %u changes are planned, not %u: %s\n", n, wanted,
           plan->problem != NULL ? plan->problem : "no problem");
  exit (1);
}

static void
time_plans (World *world,
            guint  changes)
{
  double rounds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      clock_t start = clock ();
      g_autoptr(FloPlan) plan = make_plan (world);

      rounds[i] = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
      check_changes (plan, changes);
    }
  print_median (rounds);
}

/* Other nodes were ended by us in the last hours. */
static void
end_nodes (World *world)
{
  for (guint i = 0; i < 20; i++)
    {
      gint64 time = NOW - (gint64) (i + 1) * 600 * G_USEC_PER_SEC;
      g_autofree char *parameters = g_strdup_printf ("{\"ids\":[\"i-%017x\",\"i-%017x\"]}", 1000000 + 2 * i, 1000001 + 2 * i);
      const FloIntent intent = {
        .id = i + 1, .fleet_id = (char *) FLEET, .action = (char *) "terminate-instances", .token = (char *) "token",
        .parameters = parameters, .state = FLO_INTENT_DONE, .result = (char *) "{}", .created_at = time,
        .finished_at = time,
      };

      flo_history_add (world->history, &intent);
    }
}

static void
time_changes (guint n)
{
  World world = create_world (n);

  end_nodes (&world);
  world.observation = observe (&world, N_CHANGES, TRUE, NOW);
  time_plans (&world, N_CHANGES);
  clear_world (&world);
}

/* ---- a turn ---- */

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static FloStore *
open_store (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "turns.db", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FloStore *store;

  remove (path);
  flo_store_open_async (path, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  store = flo_store_open_finish (result, &error);
  if (store == NULL)
    {
      fprintf (stderr, "plan-time: %s\n", error->message);
      exit (1);
    }

  return store;
}

static void
time_turns (guint       n,
            const char *directory)
{
  World world = create_world (n);
  g_autoptr(FloStore) store = open_store (directory);
  g_autoptr(FloFleet) fleet = flo_fleet_new (FLEET, "123456789012", world.config, NOW / G_USEC_PER_SEC);
  FloPublisher *publisher = flo_publisher_new (store, fleet, FALSE);
  double rounds[ROUNDS];

  /* Before the first round all of them are new. */
  for (guint i = 0; i <= ROUNDS; i++)
    {
      clock_t start = clock ();
      FloPlan *plan;

      g_clear_pointer (&world.observation, flo_observation_unref);
      world.observation = observe (&world, 0, FALSE, NOW + i * 2 * G_USEC_PER_SEC);
      flo_publisher_show (publisher, world.observation, world.market, world.history);
      plan = make_plan (&world);
      flo_publisher_show_plan (publisher, plan, FALSE, TRUE);
      if (!plan->complete)
        {
          fprintf (stderr, "plan-time: there is something to do: %s\n", plan->problem);
          exit (1);
        }
      flo_plan_free (plan);
      if (i > 0)
        rounds[i - 1] = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
    }
  print_median (rounds);

  flo_publisher_free (publisher);
  flo_store_close (store);
  clear_world (&world);
}

/* ---- a long past ---- */

static char *
write_call (FloMarket *market)
{
  GString *text = g_string_new ("{\"template\":\"lt-spot\",\"market\":\"spot\",\"capacity\":1,\"overrides\":[");

  for (guint i = 0; i < 10; i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i * N_ZONES);

      g_string_append_printf (text, "%s{\"type\":\"%s\",\"zone\":\"%s\",\"subnet\":\"subnet-0\",\"price\":\"0.2\"}",
                              i > 0 ? "," : "", pool->type->name, pool->zone->name);
    }
  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}

static void
live (World *world,
      guint  weeks)
{
  g_autofree char *parameters = write_call (world->market);

  for (guint i = 0; i < weeks * MINUTES_PER_WEEK; i++)
    {
      gint64 time = NOW - (gint64) (weeks * MINUTES_PER_WEEK - i) * 60 * G_USEC_PER_SEC;
      g_autofree char *token = g_strdup_printf (FLEET "-create-fleet-%u", i + 1);
      g_autofree char *result =
        g_strdup_printf ("{\"id\":\"fleet-%u\",\"instances\":[{\"id\":\"i-%017x\",\"type\":\"m0.0xlarge\","
                         "\"zone\":\"us-east-1a\",\"lifecycle\":\"spot\"}],\"errors\":[]}", i, i % world->n);
      const FloIntent intent = {
        .id = i + 1, .fleet_id = (char *) FLEET, .action = (char *) "create-fleet", .token = token,
        .parameters = parameters, .state = FLO_INTENT_DONE, .result = result, .created_at = time - G_USEC_PER_SEC,
        .finished_at = time,
      };

      flo_history_add (world->history, &intent);
    }
}

static void
time_history (guint weeks)
{
  World world = create_world (1000);

  live (&world, weeks);
  world.observation = observe (&world, N_CHANGES, TRUE, NOW);
  time_plans (&world, N_CHANGES);
  clear_world (&world);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;

  if (argc == 3 && g_str_equal (argv[1], "plan") && n > N_CHANGES)
    time_changes (n);
  else if (argc == 4 && g_str_equal (argv[1], "turn") && n > 0)
    time_turns (n, argv[3]);
  else if (argc == 3 && g_str_equal (argv[1], "history"))
    time_history (n);
  else
    return 2;

  return 0;
}
