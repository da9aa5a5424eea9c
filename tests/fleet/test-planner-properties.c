/* test-planner-properties.c: what is true of every plan, in thousands of worlds
 *
 * A world is played (plan-life.c): what is planned is carried out in a small model of EC2. Every plan on the way has to keep
 * what a planner promises. After the trouble the fleet has to become whole, then nothing may be done for a week, and
 * destroyed it has to be gone.
 *
 * A world that breaks a promise is made as small as possible and printed; "--world FILE" plays it again and tells what
 * happens in it. "--worlds N" and "--from SEED" look at others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-promises.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* So many are reported. */
#define MOST_BROKEN 3

/* Each checked access makes it several times slower, and finds what it finds in fewer. */
#ifdef __SANITIZE_ADDRESS__
static int n_worlds = 60;
#else
static int n_worlds = 300;
#endif
static gint64 first_seed = 1;
static char *world_file;


static gboolean
breaks (const World *world,
        gpointer     user_data)
{
  g_autofree char *broken = life_play (world, FALSE);
  const char *wanted = user_data;

  /* The same kind of trouble: what comes before the first number. */
  return broken != NULL && strncmp (strchr (broken, ':'), strchr (wanted, ':'), 14) == 0;
}

static void
report (gint64       seed,
        const World *world,
        const char  *broken)
{
  g_autoptr (World) small = world_shrink (world, breaks, (gpointer) broken);
  g_autofree char *why = life_play (small, FALSE);
  g_autofree char *text = world_write (small);

  g_test_message ("seed %" G_GINT64_FORMAT ": %s", seed, broken);
  g_test_message ("made smaller: %s", why);
  g_test_message ("play it again with --world FILE: %s", text);
  g_test_fail ();
}

typedef struct
{
  int next;          /* (atomic) */
  int n_broken;      /* (atomic) */
  char **broken;     /* (owned): by world; NULL: nothing is */
} Worlds;

static gpointer
play_worlds (gpointer data)
{
  Worlds *worlds = data;
  int i;

  while ((i = g_atomic_int_add (&worlds->next, 1)) < n_worlds && g_atomic_int_get (&worlds->n_broken) < MOST_BROKEN)
    {
      g_autoptr (World) world = world_generate ((guint64) (first_seed + i));

      worlds->broken[i] = life_play (world, FALSE);
      if (worlds->broken[i] != NULL)
        g_atomic_int_inc (&worlds->n_broken);
    }

  return NULL;
}

static void
test_worlds (void)
{
  gint64 start = g_get_monotonic_time ();
  guint n_threads = CLAMP (g_get_num_processors (), 1, 8);
  Worlds worlds = { .broken = g_new0 (char *, n_worlds) };
  GThread *threads[8];

  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("worlds", play_worlds, &worlds);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);

  for (int i = 0; i < n_worlds; i++)
    {
      g_autoptr (World) world = world_generate ((guint64) (first_seed + i));
      g_autofree char *broken = worlds.broken[i];

      if (broken != NULL)
        report (first_seed + i, world, broken);
    }
  g_free (worlds.broken);
  g_test_message ("%d worlds in %.1f s", n_worlds, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

/* What is printed is the same world when it is read. */
static void
test_written (void)
{
  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (World) world = world_generate (seed);
      g_autofree char *text = world_write (world);
      g_autoptr (World) again = world_read (text, NULL);
      g_autofree char *text_again = world_write (again);

      g_assert_cmpstr (text, ==, text_again);
    }
}

/* More than 20 nodes, more than two zones: what is left is what matters. */
static gboolean
has_many (const World *world,
          gpointer     user_data)
{
  return world->nodes > 20 && world->n_zones > 2 && world->faults->len >= 2;
}

static void
test_shrinks (void)
{
  for (guint64 seed = 1, n = 0; n < 3; seed++)
    {
      g_autoptr (World) world = world_generate (seed);
      g_autoptr (World) small = NULL;

      if (!has_many (world, NULL))
        continue;
      n++;
      small = world_shrink (world, has_many, NULL);
      g_assert_cmpint (small->nodes, ==, 21);
      g_assert_cmpint (small->n_zones, ==, 3);
      g_assert_cmpuint (small->faults->len, ==, 2);
      g_assert_cmpuint (small->events->len, ==, 0);
      g_assert_cmpint (small->budget_hour, ==, 0);
    }
}

static int
play_file (void)
{
  g_autofree char *text = NULL;
  g_autofree char *broken = NULL;
  g_autoptr (World) world = NULL;
  g_autoptr (GError) error = NULL;

  if (g_file_get_contents (world_file, &text, NULL, &error))
    world = world_read (text, &error);
  if (world == NULL)
    {
      printf ("Bail out! %s\n", error->message);
      return 2;
    }
  broken = life_play (world, TRUE);
  printf ("1..1\n%s 1 /planner-properties/world\n", broken != NULL ? "not ok" : "ok");
  if (broken != NULL)
    printf ("# %s\n", broken);

  return broken != NULL;
}

int
main (int   argc,
      char *argv[])
{
  const GOptionEntry options[] = {
    { "worlds", 0, 0, G_OPTION_ARG_INT, &n_worlds, "How many worlds are played", "N" },
    { "from", 0, 0, G_OPTION_ARG_INT64, &first_seed, "The first one's seed", "SEED" },
    { "world", 0, 0, G_OPTION_ARG_FILENAME, &world_file, "Play one that was printed, and tell what happens", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  if (world_file != NULL)
    return play_file ();

  g_test_add_func ("/planner-properties/written", test_written);
  g_test_add_func ("/planner-properties/shrinks", test_shrinks);
  g_test_add_func ("/planner-properties/worlds", test_worlds);

  return g_test_run ();
}
