/* test-health-memory.c: what is remembered of instances' health, and how often they are asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/observe/flo-health-memory.h"
#include "fleet/observe/flo-health-text.h"

#define NOW G_GINT64_CONSTANT (1764000000)
#define SETTLE 300

static const FloHealthPace pace = { .everything = 60, .unsettled = 15 };

static FloObservation *
observe (guint n)
{
  FloObservation *observation = flo_observation_new (NOW * G_USEC_PER_SEC, FALSE);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%05u", i);

      flo_observation_add_instance (observation, &(FloSeenInstance) { .id = id, .state = FLO_SEEN_RUNNING });
    }
  flo_observation_sort (observation);

  return observation;
}

static gboolean
look (FloHealthMemory *memory,
      const char      *id,
      FloCheck         check,
      gint64           now)
{
  return flo_health_memory_take (memory, &(FloHealthLook) { .id = id, .system_check = check,
                                                            .instance_check = FLO_CHECK_PASSED }, now);
}

static const FloSeenInstance *
recall (FloHealthMemory *memory,
        FloObservation  *observation,
        const char      *id)
{
  flo_health_memory_apply (memory, observation);

  return flo_observation_find_instance (observation, id);
}

/* Until it has passed for as long as that, what failed is not forgotten, however often it passes in between. */
static void
test_flapping (void)
{
  g_autoptr (FloHealthMemory) memory = flo_health_memory_new (SETTLE);
  g_autoptr (FloObservation) observation = observe (1);
  const FloSeenInstance *seen;

  g_assert_true (look (memory, "i-00000", FLO_CHECK_INITIALIZING, NOW));
  seen = recall (memory, observation, "i-00000");
  g_assert_cmpint (seen->passed_at, ==, 0);
  g_assert_true (look (memory, "i-00000", FLO_CHECK_PASSED, NOW + 60));
  g_assert_false (look (memory, "i-00000", FLO_CHECK_PASSED, NOW + 120));
  seen = recall (memory, observation, "i-00000");
  g_assert_cmpint (seen->passed_at, ==, NOW + 60);
  g_assert_cmpint (seen->settled_at, ==, 0);

  for (guint i = 0; i < 4; i++)
    {
      look (memory, "i-00000", FLO_CHECK_IMPAIRED, NOW + 200 + i * 120);
      look (memory, "i-00000", FLO_CHECK_PASSED, NOW + 260 + i * 120);
      seen = recall (memory, observation, "i-00000");
      g_assert_cmpint (seen->impaired_since, ==, NOW + 200);
      g_assert_cmpuint (seen->bad_looks, ==, 0);
    }
  look (memory, "i-00000", FLO_CHECK_PASSED, NOW + 620 + SETTLE - 1);
  seen = recall (memory, observation, "i-00000");
  g_assert_cmpint (seen->impaired_since, ==, NOW + 200);
  g_assert_true (look (memory, "i-00000", FLO_CHECK_PASSED, NOW + 620 + SETTLE));
  seen = recall (memory, observation, "i-00000");
  g_assert_cmpint (seen->impaired_since, ==, 0);
  g_assert_cmpint (seen->settled_at, ==, NOW + 620 + SETTLE);
}

static void
test_looks (void)
{
  g_autoptr (FloHealthMemory) memory = flo_health_memory_new (SETTLE);
  g_autoptr (FloObservation) observation = observe (1);
  const FloHealthLook failing = { .id = "i-00000", .instance_check = FLO_CHECK_IMPAIRED, .impaired_since = NOW - 500 };

  g_assert_true (flo_health_memory_take (memory, &failing, NOW));
  g_assert_cmpuint (recall (memory, observation, "i-00000")->bad_looks, ==, 1);
  g_assert_true (flo_health_memory_take (memory, &failing, NOW + 15));
  g_assert_false (flo_health_memory_take (memory, &failing, NOW + 30));
  g_assert_cmpuint (recall (memory, observation, "i-00000")->bad_looks, ==, 3);
  /* AWS knows since when, even if we were not there. */
  g_assert_cmpint (recall (memory, observation, "i-00000")->impaired_since, ==, NOW - 500);
  look (memory, "i-00000", FLO_CHECK_NO_DATA, NOW + 45);
  g_assert_cmpuint (recall (memory, observation, "i-00000")->bad_looks, ==, 0);
}

/* A steady fleet is asked for once a minute; who is not settled four times as often, and alone. */
static void
test_pace (void)
{
  g_autoptr (FloHealthMemory) memory = flo_health_memory_new (SETTLE);
  g_autoptr (FloObservation) observation = observe (10000);
  guint asked = 0;

  for (gint64 second = 0; second < 600; second += 5)
    {
      gboolean all;
      g_autoptr (GPtrArray) ids = flo_health_memory_choose (memory, observation, &pace, NOW + second, &all);

      asked += ids->len;
      for (guint i = 0; i < ids->len; i++)
        look (memory, g_ptr_array_index (ids, i), i == 0 && second < 100 ? FLO_CHECK_INITIALIZING : FLO_CHECK_PASSED,
              NOW + second);
    }
  /* Ten times all of them; one alone at 15, 30, 45, 75, 90 and 105. */
  g_assert_cmpuint (asked, ==, 10 * 10000 + 6);
}

static void
test_forgets (void)
{
  g_autoptr (FloHealthMemory) memory = flo_health_memory_new (SETTLE);
  g_autoptr (FloObservation) two = observe (2);
  g_autoptr (FloObservation) one = observe (1);

  look (memory, "i-00001", FLO_CHECK_IMPAIRED, NOW);
  g_assert_cmpuint (recall (memory, two, "i-00001")->bad_looks, ==, 1);
  g_assert_null (recall (memory, one, "i-00001"));
  {
    g_autoptr (FloObservation) again = observe (2);

    g_assert_cmpint (recall (memory, again, "i-00001")->checked_at, ==, 0);
  }
}

static void
test_scheduled (void)
{
  g_autoptr (FloHealthMemory) memory = flo_health_memory_new (SETTLE);
  g_autoptr (FloObservation) observation = observe (1);
  g_autoptr (GPtrArray) list = flo_scheduled_list_new ();
  g_autofree char *text = NULL;
  FloScheduled *scheduled = g_new0 (FloScheduled, 1);
  const FloScheduled *end;

  *scheduled = (FloScheduled) { .id = g_strdup ("instance-event-1"), .code = g_strdup ("instance-retirement"),
                                .not_before = NOW + 86400 };
  g_ptr_array_add (list, scheduled);
  g_assert_true (flo_health_memory_take (memory, &(FloHealthLook) { .id = "i-00000", .scheduled = list }, NOW));
  g_assert_false (flo_health_memory_take (memory, &(FloHealthLook) { .id = "i-00000", .scheduled = list }, NOW + 60));
  end = flo_seen_instance_find_end (recall (memory, observation, "i-00000"));
  g_assert_cmpstr (end->id, ==, "instance-event-1");
  text = flo_health_describe_scheduled (end);
  g_assert_cmpstr (text, ==, "instance-retirement: AWS ends it for good, not before 2025-11-25 16:00 UTC");
  g_assert_true (flo_health_memory_take (memory, &(FloHealthLook) { .id = "i-00000" }, NOW + 120));
  g_assert_null (flo_seen_instance_find_end (recall (memory, observation, "i-00000")));
}

/* A notice is found by its instance, and an instance that is named twice is there once. */
static void
test_reclaim (void)
{
  g_autoptr (FloObservation) observation = observe (2);

  flo_observation_add_spot_request (observation, &(FloSeenSpotRequest) {
    .id = (char *) "sir-2", .instance_id = (char *) "i-00001", .state = (char *) "closed",
    .status_code = (char *) "instance-terminated-no-capacity", .status_time = NOW });
  flo_observation_add_spot_request (observation, &(FloSeenSpotRequest) {
    .id = (char *) "sir-1", .instance_id = (char *) "i-00000", .state = (char *) "active",
    .status_code = (char *) "fulfilled", .status_time = NOW });
  flo_observation_add_instance (observation, &(FloSeenInstance) { .id = (char *) "i-00001", .spot = TRUE,
                                                                  .state = FLO_SEEN_RUNNING });
  flo_observation_sort (observation);
  g_assert_cmpuint (observation->instances->len, ==, 2);
  g_assert_cmpint (flo_observation_get_reclaim (observation, "i-00000"), ==, 0);
  g_assert_cmpint (flo_observation_get_reclaim (observation, "i-00001"), ==, NOW + 120);
  g_assert_cmpint (flo_observation_get_notice (observation, flo_observation_find_instance (observation, "i-00001")), ==,
                   NOW + 120);
  g_assert_null (flo_observation_find_instance (observation, "i-00002"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fleet/health-memory/flapping", test_flapping);
  g_test_add_func ("/fleet/health-memory/looks", test_looks);
  g_test_add_func ("/fleet/health-memory/pace", test_pace);
  g_test_add_func ("/fleet/health-memory/forgets", test_forgets);
  g_test_add_func ("/fleet/health-memory/scheduled", test_scheduled);
  g_test_add_func ("/fleet/observation/reclaim", test_reclaim);

  return g_test_run ();
}
