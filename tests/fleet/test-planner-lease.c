/* test-planner-lease.c: what is planned for a fleet that another computer drives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-lease.h"
#include "plan-fixture.h"

#define DRIVEN "Driven by bob@desk; read-only here"


static void
test_nothing_is_done (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  /* All nodes are missing. */
  fixture_infrastructure (f);
  f->driven = DRIVEN;
  plan = fixture_expect (f, "");
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_cmpstr (plan->driven, ==, DRIVEN);
  g_assert_false (plan->complete);
  g_assert_null (plan->problem);
  g_assert_false (plan->look_closer);
  g_clear_pointer (&plan, flo_plan_free);

  f->driven = NULL;
  plan = fixture_plan (f);
  g_assert_null (plan->driven);
  g_assert_cmpuint (plan->actions->len, >, 0);
}

/* How it stands is shown all the same. */
static void
test_complete (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_instance (f, "i-a", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-b", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-c", 'c', TRUE, FLO_SEEN_RUNNING);
  f->driven = DRIVEN;
  plan = fixture_plan (f);
  g_assert_true (plan->complete);
  g_assert_cmpuint (plan->wanted, ==, 3);
}

/* One that is to be destroyed here is not, and that nothing is seen of it proves nothing. */
static void
test_destroy (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  f->driven = DRIVEN;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_false (plan->complete);
}

/* What carries the lease has it from the first moment on, and nothing else does. */
static void
test_first_value (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_default_vpc (f, 3);
  f->lease = "1 drives c1 b1 r1 0 1 1 ada@laptop";
  plan = fixture_plan (f);
  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autoptr (JsonObject) parameters = fixture_parameters (plan, i);
      const char *value = flo_json_get_string (flo_json_get_object (parameters, "tags"), FLO_LEASE_TAG);

      if (flo_action_get_kind (fixture_action (plan, i)) == FLO_ACTION_CREATE_SECURITY_GROUP)
        g_assert_cmpstr (value, ==, f->lease);
      else
        g_assert_null (value);
    }
}

/* Another computer, which took the fleet over, knows less of what was done, or nothing: what it begins is never taken for what
 * the first one began, and got its answer for. */
static void
test_tokens (void)
{
  static const char *const computers[] = { "c1", "c2", "c1", NULL };
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (computers); i++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autoptr (FloPlan) plan = NULL;

      fixture_infrastructure (f);
      f->computer = computers[i];
      plan = fixture_plan (f);
      g_ptr_array_add (tokens, g_strdup (flo_action_get_token (fixture_action (plan, 0))));
    }
  g_assert_cmpstr (tokens->pdata[0], !=, tokens->pdata[1]);
  g_assert_cmpstr (tokens->pdata[0], ==, tokens->pdata[2]);
  g_assert_cmpstr (tokens->pdata[0], !=, tokens->pdata[3]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/lease/nothing-is-done", test_nothing_is_done);
  g_test_add_func ("/planner/lease/complete", test_complete);
  g_test_add_func ("/planner/lease/destroy", test_destroy);
  g_test_add_func ("/planner/lease/first-value", test_first_value);
  g_test_add_func ("/planner/lease/tokens", test_tokens);

  return g_test_run ();
}
