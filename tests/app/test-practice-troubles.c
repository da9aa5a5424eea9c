/* test-practice-troubles.c: every trouble of the menu is one that the practice cloud understands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include <json-glib/json-glib.h>

#include "account/flo-practice-cloud.h"
#include "app/fleet/flo-practice-troubles.h"
#include "await.h"
#include "fleet/flo-fleet-private.h"

#define NOW 1800000000

static void
add_node (FloFleet     *fleet,
          const char   *id,
          const char   *type,
          const char   *zone,
          gboolean      spot,
          FloNodeState  state)
{
  FloNode *node = flo_fleet_ensure_node (fleet, id);

  flo_node_set_facts (node, type, zone, NULL, spot, NOW);
  flo_node_set_state (node, state, NULL);
}

static FloFleet *
create_fleet (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  FloFleet *fleet = NULL;

  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  fleet = flo_fleet_new ("f-1", "practice", config, NOW);
  add_node (fleet, "i-1", "m5.large", "us-east-1a", TRUE, FLO_NODE_NOTICED);
  add_node (fleet, "i-2", "m5.large", "us-east-1a", TRUE, FLO_NODE_RUNNING);
  add_node (fleet, "i-3", "m5.large", "us-east-1b", FALSE, FLO_NODE_RUNNING);
  add_node (fleet, "i-4", "c5.large", "us-east-1b", TRUE, FLO_NODE_RUNNING);
  add_node (fleet, "i-5", "c5.large", "us-east-1b", TRUE, FLO_NODE_RUNNING);
  return fleet;
}

static char *
describe (FloFleet   *fleet,
          const char *name,
          const char *zone,
          const char *victim)
{
  const FloPracticeTrouble *trouble = flo_practice_troubles_find (name);
  g_autoptr(GPtrArray) commands = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_nonnull (trouble);
  commands = flo_practice_troubles_make (trouble, fleet, zone, victim);
  for (guint i = 0; i < commands->len; i++)
    {
      const FloPracticeCommand *command = g_ptr_array_index (commands, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", command->command, command->arguments);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_made (FloFleet   *fleet,
             const char *name,
             const char *zone,
             const char *victim,
             const char *expected)
{
  g_autofree char *text = describe (fleet, name, zone, victim);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_who_is_meant (void)
{
  g_autoptr(FloFleet) fleet = create_fleet ();

  assert_made (fleet, "interrupt-node", NULL, NULL, "interrupt {\"instance_id\":\"i-2\"}");
  assert_made (fleet, "interrupt-node", NULL, "i-5", "interrupt {\"instance_id\":\"i-5\"}");
  /* It is going already, or on demand: another one. */
  assert_made (fleet, "interrupt-node", NULL, "i-1", "interrupt {\"instance_id\":\"i-2\"}");
  assert_made (fleet, "interrupt-node", NULL, "i-3", "interrupt {\"instance_id\":\"i-2\"}");
  assert_made (fleet, "interrupt-zone", "us-east-1b", NULL,
               "interrupt {\"instance_id\":\"i-4\"}; interrupt {\"instance_id\":\"i-5\"}");
  assert_made (fleet, "interrupt-zone", "us-east-1c", NULL, "");
  assert_made (fleet, "interrupt-all", NULL, "i-4",
               "interrupt {\"instance_id\":\"i-2\"}; interrupt {\"instance_id\":\"i-4\"}; "
               "interrupt {\"instance_id\":\"i-5\"}");
  assert_made (fleet, "rebalance", NULL, "i-4", "interrupt {\"instance_id\":\"i-4\",\"rebalance_seconds\":1800}");
  assert_made (fleet, "drought-zone", "us-east-1a", NULL, "drought {\"seconds\":1800,\"zone\":\"us-east-1a\"}");
  assert_made (fleet, "drought", NULL, NULL, "drought {\"seconds\":1800}");
  assert_made (fleet, "price-double", NULL, NULL,
               "price {\"type\":\"m5.large\",\"zone\":\"us-east-1a\",\"multiply\":2}; "
               "price {\"type\":\"m5.large\",\"zone\":\"us-east-1b\",\"multiply\":2}; "
               "price {\"type\":\"c5.large\",\"zone\":\"us-east-1b\",\"multiply\":2}");
  assert_made (fleet, "quota", NULL, NULL,
               "quota {\"code\":\"L-34B43A08\",\"value\":0,\"region\":\"us-east-1\"}");
  assert_made (fleet, "calm", NULL, NULL, "calm {}");
}

static void
test_zones (void)
{
  g_autoptr(FloFleet) fleet = create_fleet ();
  g_auto(GStrv) zones = NULL;
  g_autofree char *text = NULL;

  flo_fleet_ensure_zone_costs (fleet, "us-east-1c");
  flo_fleet_ensure_zone_costs (fleet, "us-east-1a");
  zones = flo_practice_troubles_list_zones (fleet);
  text = g_strjoinv (" ", zones);
  g_assert_cmpstr (text, ==, "us-east-1a us-east-1b us-east-1c");
  g_assert_cmpuint (flo_practice_troubles_count_spot (fleet, "us-east-1a"), ==, 1);
  g_assert_cmpuint (flo_practice_troubles_count_spot (fleet, "us-east-1b"), ==, 2);
  g_assert_cmpuint (flo_practice_troubles_count_spot (fleet, NULL), ==, 3);
}

/* A person reads what was asked for, what came of it, and what to do: never what programs tell each other. */
static void
test_refusal (void)
{
  const FloPracticeTrouble *trouble = flo_practice_troubles_find ("interrupt-node");
  g_autoptr(GError) refused = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "There is no instance i-1");
  g_autoptr(GError) unreachable = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED,
                                                       "cannot reach the practice cloud: refused");
  g_autofree char *text = flo_practice_troubles_describe_refusal (trouble, refused);
  g_autofree char *other = flo_practice_troubles_describe_refusal (trouble, unreachable);

  g_assert_cmpstr (text, ==,
                   "“Interrupt an Instance” was asked for, but the practice cloud refused.\n\n"
                   "There is no instance i-1.\n\n"
                   "What it was meant for may have changed meanwhile: wait until the page shows it, then try again.");
  g_assert_cmpstr (other, ==,
                   "“Interrupt an Instance” was asked for, but there was no answer.\n\n"
                   "Cannot reach the practice cloud: refused.\n\n"
                   "Try again. If it stays so, close Flotilla and start it again: the practice cloud starts with it.");
}

static void
tell (FloPracticeCloud         *cloud,
      const FloPracticeCommand *command)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  flo_practice_cloud_control_async (cloud, command->command, command->arguments, NULL, await_ready_cb, &result);
  if (!flo_practice_cloud_control_finish (cloud, await (&result), &error)
      /* The fleet's nodes are made up. */
      && strstr (error->message, "There is no instance i-") == NULL
      && strstr (error->message, "There is no running instance i-") == NULL)
    g_error ("%s %s: %s", command->command, command->arguments, error->message);
}

static void
test_cloud_understands (void)
{
  g_autoptr(FloPracticeCloud) cloud = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = NULL;
  g_autoptr(FloFleet) fleet = create_fleet ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const FloPracticeTrouble *trouble;
  guint n_told = 0;

  flo_practice_cloud_start_async (cloud, NULL, await_ready_cb, &result);
  account = flo_practice_cloud_start_finish (cloud, await (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; (trouble = flo_practice_troubles_nth (i)) != NULL; i++)
    {
      g_autoptr(GPtrArray) commands =
        flo_practice_troubles_make (trouble, fleet, trouble->by_zone ? "us-east-1a" : NULL, NULL);

      g_assert_cmpuint (commands->len, >, 0);
      for (guint j = 0; j < commands->len; j++, n_told++)
        tell (cloud, g_ptr_array_index (commands, j));
      /* A sentence names the zone, and only one about a zone has a place for it. */
      g_assert_true ((strstr (trouble->done, "%s") != NULL) == trouble->by_zone);
    }
  g_assert_cmpuint (n_told, >, 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/practice-troubles/who-is-meant", test_who_is_meant);
  g_test_add_func ("/app/practice-troubles/zones", test_zones);
  g_test_add_func ("/app/practice-troubles/refusal", test_refusal);
  g_test_add_func ("/app/practice-troubles/cloud-understands", test_cloud_understands);

  return g_test_run ();
}
