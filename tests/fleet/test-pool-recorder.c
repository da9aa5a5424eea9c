/* test-pool-recorder.c: what a fleet's life tells of its pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/observe/flo-pool-recorder.h"
#include "store/flo-node-records.h"
#include "store/flo-pool-records.h"

#define T0 G_GINT64_CONSTANT (1764000000)

/* All rows of a look, one a line. */
static char *
look (FloPoolRecorder *recorder,
      FloObservation  *observation,
      GPtrArray       *nodes,
      FloHistory      *history,
      FloMarket       *market)
{
  g_autoptr (GPtrArray) rows = flo_pool_recorder_read (recorder, observation, nodes, history, market, T0 + 100);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const FloPoolRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s %s %s %s %s %s %d %d\n", flo_pool_event_get_word (row->event), row->type,
                              row->zone, row->zone_id != NULL ? row->zone_id : "-", row->spot ? "spot" : "on-demand",
                              row->source, (int) (row->time - T0), (int) row->run_seconds);
    }

  return g_string_free (text, FALSE);
}

static GPtrArray *
no_nodes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);
}

static void
add_node (GPtrArray  *nodes,
          const char *id,
          const char *zone,
          gboolean    spot,
          gint64      ended_after,
          const char *detail)
{
  const FloNodeRecord node = { .id = (char *) id, .instance_type = (char *) "m5.large", .zone = (char *) zone,
                               .spot = spot, .launched_at = T0, .ended_at = ended_after > 0 ? T0 + ended_after : 0,
                               .end_detail = (char *) detail };

  g_ptr_array_add (nodes, flo_node_record_copy (&node));
}

static void
test_nodes (void)
{
  const FloZone zones[] = { { "a", "use1-az1", TRUE, NULL } };
  g_autoptr (FloMarket) market = flo_market_new ("us-east-1", T0, zones, 1, NULL, 0, NULL, 0);
  g_autoptr (FloPoolRecorder) recorder = flo_pool_recorder_new ();
  g_autoptr (FloObservation) observation = flo_observation_new (T0 * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloHistory) history = flo_history_new ();
  g_autoptr (GPtrArray) nodes = no_nodes ();
  g_autofree char *text = NULL;

  add_node (nodes, "i-1", "a", TRUE, 0, NULL);
  add_node (nodes, "i-2", "b", TRUE, 60, "Server.SpotInstanceTermination");
  add_node (nodes, "i-3", "a", TRUE, 50, "Client.UserInitiatedShutdown");
  add_node (nodes, "i-4", "a", FALSE, 5, "Server.InsufficientInstanceCapacity");
  add_node (nodes, "i-5", NULL, TRUE, 0, NULL);

  text = look (recorder, observation, nodes, history, market);
  g_assert_cmpstr (text, ==,
                   "launched m5.large a use1-az1 spot i-1 0 100\n"
                   "launched m5.large b - spot i-2 0 60\n"
                   "interrupted m5.large b - spot i-2 60 0\n"
                   "launched m5.large a use1-az1 spot i-3 0 50\n"
                   "no-capacity m5.large a use1-az1 on-demand i-4 5 0\n");
}

static void
test_notice (void)
{
  g_autoptr (FloPoolRecorder) recorder = flo_pool_recorder_new ();
  g_autoptr (FloObservation) observation = flo_observation_new (T0 * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloHistory) history = flo_history_new ();
  g_autoptr (GPtrArray) nodes = no_nodes ();
  const FloSeenInstance instances[] = {
    { .id = (char *) "i-1", .type = (char *) "m5.large", .zone = (char *) "a", .spot = TRUE, .state = FLO_SEEN_RUNNING },
    { .id = (char *) "i-2", .type = (char *) "m5.large", .zone = (char *) "a", .spot = TRUE, .state = FLO_SEEN_STOPPING },
  };
  const FloSeenSpotRequest requests[] = {
    { (char *) "sir-1", (char *) "i-1", (char *) "closed", (char *) "instance-terminated-no-capacity", T0 + 20 },
    { (char *) "sir-2", (char *) "i-2", (char *) "closed", (char *) "instance-terminated-by-user", T0 + 20 },
  };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (instances); i++)
    {
      flo_observation_add_instance (observation, &instances[i]);
      flo_observation_add_spot_request (observation, &requests[i]);
    }
  first = look (recorder, observation, nodes, history, NULL);
  g_assert_cmpstr (first, ==, "notice m5.large a - spot i-1 20 0\n");
  second = look (recorder, observation, nodes, history, NULL);
  g_assert_cmpstr (second, ==, "");
}

static void
add_call (FloHistory     *history,
          gint64          id,
          const char     *token,
          FloIntentState  state,
          const char     *result)
{
  const FloIntent intent = {
    .id = id, .fleet_id = (char *) "f-1", .action = (char *) flo_action_kind_get_word (FLO_ACTION_CREATE_FLEET),
    .token = (char *) token, .state = state, .result = (char *) result, .created_at = T0 * G_USEC_PER_SEC,
    .finished_at = state != FLO_INTENT_OPEN ? (T0 + 10) * G_USEC_PER_SEC : 0,
    .parameters = (char *) "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"a\"},"
                           "{\"type\":\"c5.large\",\"zone\":\"a\"}]}",
  };

  g_assert_true (flo_history_add (history, &intent));
}

static void
test_calls (void)
{
  g_autoptr (FloPoolRecorder) recorder = flo_pool_recorder_new ();
  g_autoptr (FloPoolRecorder) restarted = flo_pool_recorder_new ();
  g_autoptr (FloObservation) observation = flo_observation_new (T0 * G_USEC_PER_SEC, FALSE);
  g_autoptr (FloHistory) history = flo_history_new ();
  g_autoptr (GPtrArray) nodes = no_nodes ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *all = NULL;

  /* One of two pools had none, the other's trouble is of another kind; and a call whose answer is not there yet. */
  add_call (history, 1, "t-1", FLO_INTENT_DONE,
            "{\"id\":\"fleet-1\",\"errors\":[{\"type\":\"m5.large\",\"zone\":\"a\",\"category\":\"capacity\"},"
            "{\"type\":\"c5.large\",\"zone\":\"a\",\"category\":\"price\"}]}");
  add_call (history, 2, "t-2", FLO_INTENT_OPEN, NULL);
  first = look (recorder, observation, nodes, history, NULL);
  g_assert_cmpstr (first, ==, "no-capacity m5.large a - spot t-1 10 0\n");

  /* It gave nothing and named nobody: all that were offered. What failed for another reason tells nothing. */
  add_call (history, 2, "t-2", FLO_INTENT_FAILED, "{\"category\":\"capacity\",\"errors\":[]}");
  add_call (history, 3, "t-3", FLO_INTENT_FAILED, "{\"category\":\"quota\"}");
  second = look (recorder, observation, nodes, history, NULL);
  g_assert_cmpstr (second, ==,
                   "no-capacity m5.large a - spot t-2 10 0\n"
                   "no-capacity c5.large a - spot t-2 10 0\n");

  all = look (restarted, observation, nodes, history, NULL);
  g_assert_true (g_str_has_prefix (all, first) && g_str_has_suffix (all, second));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pool-recorder/nodes", test_nodes);
  g_test_add_func ("/pool-recorder/notice", test_notice);
  g_test_add_func ("/pool-recorder/calls", test_calls);

  return g_test_run ();
}
