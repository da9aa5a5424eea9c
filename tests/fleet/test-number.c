/* test-number.c: the number of nodes that a person can change, and for how long another one holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-number.h"
#include "fleet/flo-fleet-private.h"

/* Monday, 2026-11-30, 07:30 UTC */
#define NOW G_GINT64_CONSTANT (1796023800)

static FloFleet *
create_fleet (const char *entry,
              const char *queue,
              guint       spares)
{
  const char *const schedule[] = { entry, NULL };
  g_autoptr (FloConfig) config = flo_config_new ();

  config->scaling.schedule = entry != NULL ? g_strdupv ((GStrv) schedule) : NULL;
  config->scaling.queue = g_strdup (queue);
  config->availability.spares = spares;

  return flo_fleet_new ("f-1", "practice", config, NOW);
}

/* Spare nodes are wanted too, but it is not them that a person asks for. */
static void
test_asked (void)
{
  g_autoptr (FloFleet) fleet = create_fleet (NULL, NULL, 2);
  static const struct { guint wanted, asked; } cases[] = { { 0, 0 }, { 1, 0 }, { 3, 1 }, { 12, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      flo_fleet_set_wanted (fleet, cases[i].wanted);
      g_assert_cmpuint (flo_fleet_get_asked (fleet), ==, cases[i].asked);
    }
  g_assert_cmpuint (flo_fleet_count_spares (fleet, 5), ==, 2);
  g_assert_cmpuint (flo_fleet_count_spares (fleet, 0), ==, 0);
}

static void
test_hold (void)
{
  static const struct { const char *entry, *queue, *text; } cases[] = {
    { NULL, NULL, NULL },
    { NULL, "jobs", "That holds for an hour; then the queue jobs decides again." },
    { "0 8 * * 1-5 = 20", NULL, "The schedule has its say again at Mon 2026-11-30 08:00 UTC: it then wants 20 nodes." },
    { "0 8 * * 1-5 = 1", NULL, "The schedule has its say again at Mon 2026-11-30 08:00 UTC: it then wants 1 node." },
    { "0 8 * * 1-5 = 20", "jobs", "That holds for an hour; then the queue jobs decides again.\n"
                                  "The schedule has its say again at Mon 2026-11-30 08:00 UTC: it then wants 20 nodes at least." },
    { "0 9 * * 1-5 = 20", "jobs", "That holds for an hour; then the queue jobs decides again." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloFleet) fleet = create_fleet (cases[i].entry, cases[i].queue, 0);
      g_autofree char *text = flo_fleet_describe_hold (fleet, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fleet/number/asked", test_asked);
  g_test_add_func ("/fleet/number/hold", test_hold);

  return g_test_run ();
}
