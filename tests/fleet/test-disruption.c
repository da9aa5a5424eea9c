/* test-disruption.c: how many nodes may be taken from their work at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

#include <string.h>

#define MOST_NODES 100

/* A fleet of @wanted nodes; of those that are there, the first @running run and the others do not yet. */
typedef struct
{
  const char *name;
  guint wanted, there, running;
  gint64 most;                 /* of the config; 0: a tenth */
  guint allowed;               /* how many may go one after the other */
} Case;

static const Case cases[] = {
  { "one-of-one", 1, 1, 1, 0, 1 },
  { "one-of-nine", 9, 9, 9, 0, 1 },
  { "a-tenth", 40, 40, 40, 0, 4 },
  { "as-the-config-says", 9, 9, 9, 3, 3 },
  { "one-does-not-run", 9, 9, 8, 3, 2 },
  { "one-is-missing", 9, 8, 8, 1, 0 },
  { "spare-ones", 9, 11, 11, 1, 3 },
  { "still-launching", 9, 2, 0, 1, 0 },
  { "more-than-there-are", 3, 3, 3, 100, 3 },
};

typedef struct
{
  FloPlanInput in;
  FloPlanning planning;
  char ids[MOST_NODES][8];
} World;

static void
world_init (World      *self,
            const Case *a_case)
{
  FloConfig *config = flo_config_new ();

  config->availability.max_unavailable = a_case->most;
  self->in = (FloPlanInput) { .config = config };
  self->planning = (FloPlanning) { .in = &self->in, .nodes = a_case->wanted };
  self->planning.seats = g_array_new (FALSE, FALSE, sizeof (FloPlanSeat));
  self->planning.disrupted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < a_case->there; i++)
    {
      FloPlanSeat seat = { .id = self->ids[i], .running = i < a_case->running };

      g_snprintf (self->ids[i], sizeof self->ids[i], "i-%u", i);
      g_array_append_val (self->planning.seats, seat);
    }
}

static void
world_clear (World *self)
{
  g_array_unref (self->planning.seats);
  g_hash_table_unref (self->planning.disrupted);
  flo_config_unref ((FloConfig *) self->in.config);
}

static void
test_case (gconstpointer data)
{
  const Case *a_case = data;
  World world;
  guint n = 0;

  world_init (&world, a_case);
  for (guint i = 0; i < a_case->running; i++)
    {
      g_autofree char *reason = NULL;

      if (flo_planning_may_disrupt (&world.planning, world.ids[i], &reason))
        {
          g_assert_null (reason);
          flo_planning_note_disrupted (&world.planning, world.ids[i]);
          n++;
        }
      else
        g_assert_nonnull (strstr (reason, "do not run or are being replaced"));
    }
  g_assert_cmpuint (n, ==, a_case->allowed);
  world_clear (&world);
}

/* One that does not run is away already: to take it takes nothing, as long as no others are away besides. */
static void
test_idle (void)
{
  const Case a_case = { .wanted = 9, .there = 9, .running = 8, .most = 1 };
  const Case worse = { .wanted = 9, .there = 9, .running = 7, .most = 1 };
  g_autofree char *reason = NULL;
  World world;

  world_init (&world, &a_case);
  g_assert_false (flo_planning_may_disrupt (&world.planning, "i-0", &reason));
  g_assert_cmpstr (reason, ==, "1 of 9 nodes do not run or are being replaced, and no more than 1 may at a time");
  g_assert_true (flo_planning_may_disrupt (&world.planning, "i-8", NULL));
  world_clear (&world);

  world_init (&world, &worse);
  g_assert_false (flo_planning_may_disrupt (&world.planning, "i-8", NULL));
  world_clear (&world);
}

/* Who has begun goes on. */
static void
test_again (void)
{
  const Case a_case = { .wanted = 9, .there = 9, .running = 9, .most = 1 };
  World world;

  world_init (&world, &a_case);
  flo_planning_note_disrupted (&world.planning, "i-3");
  g_assert_true (flo_planning_may_disrupt (&world.planning, "i-3", NULL));
  g_assert_false (flo_planning_may_disrupt (&world.planning, "i-4", NULL));
  world_clear (&world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/disruption/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/disruption/idle", test_idle);
  g_test_add_func ("/disruption/again", test_again);

  return g_test_run ();
}
