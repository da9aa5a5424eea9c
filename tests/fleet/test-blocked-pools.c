/* test-blocked-pools.c: how long a pool without capacity is left alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-blocked-pools.h"

#define MINUTE (60 * G_GINT64_CONSTANT (1000000))
#define START (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)
#define ASKED "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"a\"}]}"
#define NONE "{\"category\":\"capacity\"}"


static void
note (FloBlockedPools *pools,
      const char      *parameters,
      const char      *result,
      FloIntentState   state,
      gint64           time)
{
  g_autoptr (JsonObject) asked = flo_json_from_text (parameters);
  g_autoptr (JsonObject) answer = flo_json_from_text (result);

  flo_blocked_pools_note (pools, asked, answer, state, time);
}

static gboolean
is_blocked (FloBlockedPools *pools,
            gint64           now)
{
  return flo_blocked_pools_contains (pools, "m5.large", "a", TRUE, now);
}

/* A minute at first; the longer there was none, the longer, and never longer than four minutes. */
static void
test_growth (void)
{
  static const struct { gint64 after, blocked; } cases[] = {
    { 0, 60 }, { 60, 60 }, { 480, 60 }, { 960, 120 }, { 1920, 240 }, { 36000, 240 }, { 864000, 240 },
  };
  g_autoptr (FloBlockedPools) pools = flo_blocked_pools_new ();

  g_assert_false (is_blocked (pools, START));
  g_assert_cmpint (flo_blocked_pools_get_first (pools, START), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 last = START + cases[i].after * G_USEC_PER_SEC, end = last + cases[i].blocked * G_USEC_PER_SEC;

      note (pools, ASKED, NONE, FLO_INTENT_FAILED, last);
      g_assert_true (is_blocked (pools, last));
      g_assert_true (is_blocked (pools, end - 1));
      g_assert_false (is_blocked (pools, end));
      g_assert_cmpint (flo_blocked_pools_get_first (pools, last), ==, end);
      g_assert_cmpint (flo_blocked_pools_get_first (pools, end), ==, 0);
      g_assert_cmpuint (flo_blocked_pools_get_n (pools, last), ==, 1);
      g_assert_cmpuint (flo_blocked_pools_get_n (pools, end), ==, 0);
      g_assert_cmpint (flo_blocked_pools_find (pools, "m5.large", "a", TRUE)->first, ==, START);
      g_assert_cmpint (flo_blocked_pools_find (pools, "m5.large", "a", TRUE)->last, ==, last);
    }
  g_assert_false (flo_blocked_pools_contains (pools, "m5.large", "a", FALSE, START));
  g_assert_false (flo_blocked_pools_contains (pools, "m5.large", "b", TRUE, START));
  g_assert_false (flo_blocked_pools_contains (pools, "c5.large", "a", TRUE, START));
}

/* A launch there ends the shortage; in an answer with both, the refusal is what counts, and begins anew. */
static void
test_launch (void)
{
  const char *launched = "{\"instances\":[{\"id\":\"i-1\",\"type\":\"m5.large\",\"zone\":\"a\"}]}";
  const char *both = "{\"instances\":[{\"id\":\"i-2\",\"type\":\"m5.large\",\"zone\":\"a\"}],"
                     "\"errors\":[{\"type\":\"m5.large\",\"zone\":\"a\",\"category\":\"capacity\"}]}";
  g_autoptr (FloBlockedPools) pools = flo_blocked_pools_new ();

  note (pools, ASKED, NONE, FLO_INTENT_FAILED, START);
  note (pools, ASKED, launched, FLO_INTENT_DONE, START + MINUTE);
  g_assert_null (flo_blocked_pools_find (pools, "m5.large", "a", TRUE));
  note (pools, ASKED, NONE, FLO_INTENT_FAILED, START + 2 * MINUTE);
  note (pools, ASKED, both, FLO_INTENT_DONE, START + 30 * MINUTE);
  g_assert_cmpint (flo_blocked_pools_find (pools, "m5.large", "a", TRUE)->first, ==, START + 30 * MINUTE);
  g_assert_true (is_blocked (pools, START + 30 * MINUTE));
}

/* One that had none and has some again shows that those refused at the same time may, too: they are asked again once, at
 * once. Not those that have had none for longer, nor of the other market. */
static void
test_together (void)
{
  static const struct { gint64 first; gboolean again; } cases[] = {
    { 0, TRUE }, { -4 * MINUTE, TRUE }, { -6 * MINUTE, FALSE }, { MINUTE / 2, TRUE },
  };
  const char *asked = "{\"market\":\"spot\",\"overrides\":[{\"type\":\"c5.large\",\"zone\":\"b\"}]}";
  const char *launched = "{\"instances\":[{\"id\":\"i-1\",\"type\":\"c5.large\",\"zone\":\"b\"}]}";
  gint64 last = START + MINUTE;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloBlockedPools) pools = flo_blocked_pools_new ();

      note (pools, ASKED, NONE, FLO_INTENT_FAILED, START + cases[i].first);
      note (pools, asked, NONE, FLO_INTENT_FAILED, START);
      note (pools, ASKED, NONE, FLO_INTENT_FAILED, last);
      note (pools, "{\"market\":\"on-demand\"}", launched, FLO_INTENT_DONE, last + 1);
      g_assert_true (is_blocked (pools, last + 1));
      note (pools, asked, launched, FLO_INTENT_DONE, last + 2);
      g_assert_true (is_blocked (pools, last + 2) == !cases[i].again);
      /* Still none: as before, with the same beginning. */
      note (pools, ASKED, NONE, FLO_INTENT_FAILED, last + 3);
      g_assert_true (is_blocked (pools, last + 3));
      g_assert_cmpint (flo_blocked_pools_find (pools, "m5.large", "a", TRUE)->first, ==, START + cases[i].first);
      note (pools, asked, launched, FLO_INTENT_DONE, last + 4);
      g_assert_true (is_blocked (pools, last + 4));
    }
}

/* What says nothing of a pool blocks none. */
static void
test_others (void)
{
  static const char * const results[] = {
    "{}", "{\"category\":\"throttled\"}", "{\"category\":\"permission\",\"errors\":[{\"type\":\"m5.large\"}]}",
    "{\"errors\":[{\"type\":\"m5.large\",\"zone\":\"a\",\"category\":\"quota\"}]}", "{\"errors\":[1,null,\"a\"]}",
  };
  g_autoptr (FloBlockedPools) pools = flo_blocked_pools_new ();

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    note (pools, ASKED, results[i], FLO_INTENT_FAILED, START);
  note (pools, ASKED, NULL, FLO_INTENT_FAILED, START);
  note (pools, "{}", NONE, FLO_INTENT_FAILED, START);
  note (pools, ASKED, NONE, FLO_INTENT_DONE, START);
  g_assert_cmpuint (flo_blocked_pools_get_n (pools, START), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blocked-pools/growth", test_growth);
  g_test_add_func ("/blocked-pools/launch", test_launch);
  g_test_add_func ("/blocked-pools/together", test_together);
  g_test_add_func ("/blocked-pools/others", test_others);

  return g_test_run ();
}
