/* test-fleet-screen.c: a fleet as lines of a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-fleet-screen.h"
#include "fleet/flo-fleet-private.h"

#define NOW G_GINT64_CONSTANT (1764072000)   /* 2025-11-25 12:00:00 UTC */
#define N_NODES 20

static void
add_node (FloFleet *fleet,
          guint     number)
{
  g_autofree char *id = g_strdup_printf ("i-%017u", number);
  FloNode *node = flo_fleet_ensure_node (fleet, id);

  flo_node_set_facts (node, "m5.large", number % 2 == 0 ? "us-east-1a" : "us-east-1b", NULL, TRUE, NOW - 3600);
  flo_node_set_state (node, FLO_NODE_RUNNING, NULL);
  flo_node_set_money (node, 30000, 30000);
}

static void
add_event (FloFleet     *fleet,
           gint64        id,
           gint64        ago,
           FloEventKind  kind,
           const char   *title)
{
  g_autoptr(FloEvent) event =
    flo_event_new (id, (NOW - ago) * G_USEC_PER_SEC, kind, title, "for a reason", NULL, NULL);

  flo_fleet_add_event (fleet, event);
}

/* @outside: what AWS says */
static FloFleet *
create_fleet (const char *outside)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  FloFleet *fleet = flo_fleet_new ("f-1", "practice", config, NOW - 7200);
  g_autoptr(FloAction) action = flo_action_new (FLO_ACTION_CREATE_FLEET, "Replace i-1 in us-east-1b", outside, "t", "{}");
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();

  for (guint i = 0; i < N_NODES; i++)
    add_node (fleet, i);
  flo_fleet_set_state (fleet, FLO_FLEET_DEGRADED);
  flo_fleet_set_wanted (fleet, N_NODES);
  flo_fleet_set_running (fleet, N_NODES - 1, 0);
  flo_fleet_set_money (fleet, 600000, 2000000, 1200000);
  flo_fleet_set_problem (fleet, outside, AWS_ERROR_CAPACITY);
  flo_zone_cost_series_append (flo_fleet_ensure_zone_costs (fleet, "us-east-1a"), NOW - 7200, 400000, 12);
  flo_zone_cost_series_append (flo_fleet_ensure_zone_costs (fleet, "us-east-1b"), NOW - 7200, 200000, 8);
  add_event (fleet, 1, 4000, FLO_EVENT_LOST, "long ago");
  add_event (fleet, 2, 600, FLO_EVENT_NOTICE, outside);
  add_event (fleet, 3, 590, FLO_EVENT_NOTICE, "i-2 will be taken back");
  add_event (fleet, 4, 10, FLO_EVENT_LOST, "i-1 was lost");
  g_ptr_array_add (actions, action);
  flo_fleet_set_next_actions (fleet, actions);
  flo_node_set_state (flo_fleet_find_node (fleet, "i-00000000000000019"), FLO_NODE_NOTICED, "notice: ends 12:05:11");
  return fleet;
}

static char *
draw (FloFleet *fleet,
      guint     columns,
      guint     rows,
      gboolean  colour)
{
  g_autoptr(GPtrArray) lines = flo_cli_fleet_screen_draw (fleet, columns, rows, colour, NOW);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (lines->len, <=, rows);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      g_assert_true (g_utf8_validate (line, -1, NULL));
      if (!colour)
        g_assert_cmpint (g_utf8_strlen (line, -1), <=, columns);
      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in:\n%s", part, text);
}

static void
test_all_is_there (void)
{
  g_autoptr(FloFleet) fleet = create_fleet ("AWS has none");
  g_autofree char *text = draw (fleet, 120, 60, FALSE);

  assert_has (text, "degraded: 19 of 20 nodes run");
  assert_has (text, "Problem: AWS has none");
  assert_has (text, "$0.60 an hour; on demand $2.00, saved 70%");
  assert_has (text, "$1.20 today, $1.20 this month, $1.20 since the launch");
  assert_has (text, "12 nodes");
  assert_has (text, "####################");
  assert_has (text, "2 notices, 1 node lost");
  assert_has (text, "11........1 now");
  assert_has (text, "Replace i-1 in us-east-1b: AWS has none");
  assert_has (text, "11:59:50  i-1 was lost: for a reason");
  assert_has (text, "notice: ends 12:05:11");
  assert_has (text, "i-00000000000000000");
}

/* What needs a look is shown where there is no room for all. */
static void
test_small (void)
{
  g_autoptr(FloFleet) fleet = create_fleet ("AWS has none");
  g_autofree char *text = draw (fleet, 80, 30, FALSE);

  assert_has (text, "i-00000000000000019");
  assert_has (text, "more: flotillactl fleet show");
  assert_has (text, "i-1 was lost");
  assert_has (text, "q leaves");
  /* A bar that is cut would say nothing. */
  assert_has (text, "so far  ##############\n");
  assert_has (text, "so far  #######\n");
  for (guint columns = 1; columns < 100; columns += 7)
    for (guint rows = 1; rows < 50; rows += 7)
      g_free (draw (fleet, columns, rows, FALSE));
}

/* Colours add to what is said; without them the same words are there. */
static void
test_colour (void)
{
  g_autoptr(FloFleet) fleet = create_fleet ("AWS has none");
  g_autofree char *plain = draw (fleet, 100, 50, FALSE);
  g_autofree char *coloured = draw (fleet, 100, 50, TRUE);
  g_autoptr(GRegex) codes = g_regex_new ("\033\\[[0-9;]*m", 0, 0, NULL);
  g_autofree char *stripped = g_regex_replace_literal (codes, coloured, -1, 0, "", 0, NULL);

  g_assert_null (strchr (plain, '\033'));
  g_assert_nonnull (strchr (coloured, '\033'));
  g_assert_cmpstr (plain, ==, stripped);
}

/* Nothing that AWS, or a config, says moves the cursor, sets the title or turns the text around. */
static void
test_hostile (void)
{
  static const char *const hostile[] = {
    "\033]0;owned\007\033[2J", "a\r\nb\tc", "\302\23331mred", "\342\200\256reversed", "broken \377\300 bytes",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *fitted = flo_cli_fleet_screen_fit (hostile[i], 200);
      g_autofree char *valid = g_utf8_make_valid (hostile[i], -1);
      g_autoptr(FloFleet) fleet = create_fleet (valid);
      g_autofree char *text = draw (fleet, 100, 60, FALSE);

      assert_has (text, fitted);
      for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
        if (*p != '\n')
          {
            g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
            g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
          }
    }
}

static void
test_fit (void)
{
  g_autofree char *cut = flo_cli_fleet_screen_fit ("abcdef", 4);
  g_autofree char *whole = flo_cli_fleet_screen_fit ("abcd", 4);
  g_autofree char *wide = flo_cli_fleet_screen_fit ("日本語", 5);
  g_autofree char *none = flo_cli_fleet_screen_fit ("abc", 0);

  g_assert_cmpstr (cut, ==, "abc…");
  g_assert_cmpstr (whole, ==, "abcd");
  g_assert_cmpstr (wide, ==, "日本…");
  g_assert_cmpstr (none, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fleet-screen/all", test_all_is_there);
  g_test_add_func ("/fleet-screen/small", test_small);
  g_test_add_func ("/fleet-screen/colour", test_colour);
  g_test_add_func ("/fleet-screen/hostile", test_hostile);
  g_test_add_func ("/fleet-screen/fit", test_fit);
  return g_test_run ();
}
