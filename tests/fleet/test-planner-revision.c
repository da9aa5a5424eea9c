/* test-planner-revision.c: what becomes of a fleet whose config was changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"
#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define SPOT_NAME "flotilla-" FIXTURE_FLEET "-spot"
#define HOUR G_GINT64_CONSTANT (3600)


/* A node that was launched with that revision, and has passed its checks. */
static FloSeenInstance
make_node (Fixture    *f,
           const char *id,
           const char *zone,
           guint       revision)
{
  gint64 now = f->now / G_USEC_PER_SEC;

  return (FloSeenInstance) {
    .id = (char *) id, .type = (char *) "m5.large", .zone = (char *) zone, .spot = TRUE, .state = FLO_SEEN_RUNNING,
    .revision = revision, .launched_at = now - 2 * HOUR, .checked_at = now, .passed_at = now - HOUR,
  };
}

static void
add_node (Fixture    *f,
          const char *id,
          const char *zone,
          guint       revision)
{
  const FloSeenInstance node = make_node (f, id, zone, revision);

  flo_observation_add_instance (f->observation, &node);
}

/* The template and the group as the config of @f has them. */
static void
see_all_changed (Fixture *f)
{
  g_autofree char *copy = flo_config_copy_pack (f->config, &f->revision);

  fixture_seen (f, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-spot", .ours = TRUE,
                               .name = (char *) SPOT_NAME, .content = copy });
  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE, .ready = TRUE,
                               .content = (char *) "22 203.0.113.0/24 ours\n" });
}

static void
note_version (Fixture *f,
              guint    revision,
              guint    version)
{
  g_autofree char *parameters = g_strdup_printf ("{\"template\":\"lt-spot\",\"revision\":%u}", revision);
  g_autofree char *result = g_strdup_printf ("{\"id\":\"lt-spot\",\"version\":%u}", version);

  fixture_past (f, FLO_ACTION_CREATE_TEMPLATE_VERSION, FLO_INTENT_DONE, parameters, result, 60);
}

/* Three nodes of the first revision in three zones; the config has been changed, and all but the nodes is as it says. */
static Fixture *
make_changed (guint number,
              guint nodes_since)
{
  static const char * const sources[] = { "203.0.113.0/24", NULL };
  Fixture *f = fixture_new ();

  g_strfreev (f->config->network.sources);
  f->config->network.sources = g_strdupv ((char **) sources);
  f->revision = (FloRevision) { number, nodes_since };
  fixture_infrastructure (f);
  see_all_changed (f);
  if (nodes_since > 1)
    note_version (f, nodes_since, 2);

  return f;
}

static void
add_three (Fixture *f,
           guint    revision)
{
  add_node (f, "i-1", "us-east-1a", revision);
  add_node (f, "i-2", "us-east-1b", revision);
  add_node (f, "i-3", "us-east-1c", revision);
}

/* ---- the template ---- */

static void
test_version (void)
{
  g_autoptr (Fixture) f = make_changed (3, 3);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  FloAction *action;

  add_three (f, 1);
  f->revision = (FloRevision) { 4, 4 };
  see_all_changed (f);
  f->config->storage.size_gib = 40;
  plan = fixture_plan (f);
  action = fixture_action (plan, 0);
  g_assert_cmpint (flo_action_get_kind (action), ==, FLO_ACTION_CREATE_TEMPLATE_VERSION);
  g_assert_cmpstr (flo_action_get_title (action), ==, "Create a version of the launch template for spot nodes");
  g_assert_cmpstr (flo_action_get_reason (action), ==, "config revision 4 changes how nodes start");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_get_string (parameters, "template"), ==, "lt-spot");
  g_assert_cmpint (flo_json_get_integer (parameters, "revision"), ==, 4);
  g_assert_cmpint (flo_json_get_integer (flo_json_get_object (parameters, "storage"), "size_gib"), ==, 40);
  g_assert_nonnull (flo_json_get_object (parameters, "tags"));
  g_assert_false (plan->complete);
}

/* What is launched starts from the version of the revision, by its number, and says which revision that is. */
static void
test_launch (void)
{
  static const struct { guint number, since; const char *version, *revision; } cases[] = {
    { 0, 0, "1", NULL },
    { 1, 1, "1", NULL },
    { 2, 1, "1", "2" },
    { 3, 2, "2", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_changed (cases[i].number, cases[i].since);
      g_autoptr (FloPlan) plan = fixture_plan (f);
      g_autoptr (JsonObject) parameters = fixture_parameters (plan, 0);

      g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_CREATE_FLEET);
      g_assert_cmpstr (flo_json_get_string (parameters, "version"), ==, cases[i].version);
      g_assert_cmpstr (flo_json_get_string (flo_json_get_object (parameters, "tags"), "flotilla:revision"), ==,
                       cases[i].revision);
      g_assert_cmpstr (flo_json_get_string (flo_json_get_object (parameters, "tags"), "flotilla:disk"), ==, "20");
    }
}

/* Which version is whose, the journal says: a template that was made anew begins anew. */
static void
test_made_anew (void)
{
  static const struct { const char *parameters; const char *words; const char *version; } cases[] = {
    { "{\"name\":\"" SPOT_NAME "\",\"revision\":2}", "create-fleet create-fleet create-fleet", "1" },
    { "{\"name\":\"" SPOT_NAME "\"}", "create-launch-template-version create-fleet create-fleet create-fleet", "?" },
    { "{\"name\":\"flotilla-other\"}", "create-fleet create-fleet create-fleet", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_changed (2, 2);
      g_autoptr (FloPlan) plan = NULL;
      g_autoptr (JsonObject) parameters = NULL;

      fixture_past (f, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, FLO_INTENT_DONE, cases[i].parameters, "{\"id\":\"lt-spot\"}", 30);
      plan = fixture_plan (f);
      fixture_assert_words (plan, cases[i].words);
      parameters = fixture_parameters (plan, plan->actions->len - 1);
      g_assert_cmpstr (flo_json_get_string (parameters, "version"), ==, cases[i].version);
    }
}

static void
test_copy (void)
{
  g_autoptr (Fixture) f = make_changed (2, 1);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (FloConfig) copy = NULL;
  FloRevision revision;

  add_three (f, 1);
  f->config->budget.per_day = 1000000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "tag-launch-template");
  parameters = fixture_parameters (plan, 0);
  copy = flo_config_copy_unpack (flo_json_get_string (parameters, "copy"), &revision, NULL);
  g_assert_true (flo_config_equal (copy, f->config));
  g_assert_cmpuint (revision.number, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  see_all_changed (f);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_assert_cmpuint (plan->outdated, ==, 0);
}

/* ---- ports ---- */

static void
test_ports (void)
{
  static const struct { const char *content; gint64 port; const char *source; const char *words, *opened, *closed; } cases[] = {
    { "22 203.0.113.0/24 ours\n80 203.0.113.0/24 ours\n", 80, "203.0.113.0/24", "", NULL, NULL },
    { "22 203.0.113.0/24 ours\n", 80, "203.0.113.0/24", "authorize-ingress", "80 203.0.113.0/24", NULL },
    /* Opened by somebody else: as good. */
    { "22 203.0.113.0/24 ours\n80 203.0.113.0/24\n", 80, "203.0.113.0/24", "", NULL, NULL },
    { "22 203.0.113.0/24 ours\n80 203.0.113.0/24 ours\n443 203.0.113.0/24 ours\n", 80, "203.0.113.0/24", "revoke-ingress",
      NULL, "443 203.0.113.0/24" },
    /* … and not ours to close. */
    { "22 203.0.113.0/24 ours\n80 203.0.113.0/24 ours\n443 203.0.113.0/24\n", 80, "203.0.113.0/24", "", NULL, NULL },
    { "22 203.0.113.0/24 ours\n80 203.0.113.0/24 ours\n", 80, "198.51.100.7/32", "authorize-ingress revoke-ingress",
      "22 198.51.100.7/32 80 198.51.100.7/32", "22 203.0.113.0/24 80 203.0.113.0/24" },
    /* Nobody from outside any more. */
    { "22 203.0.113.0/24 ours\n", 80, NULL, "revoke-ingress", NULL, "22 203.0.113.0/24" },
    { "", 80, NULL, "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_changed (2, 1);
      g_autoptr (FloPlan) plan = NULL;
      const char *wanted[] = { cases[i].opened, cases[i].closed };
      guint action = 0;

      add_three (f, 1);
      f->config->network.ports = g_memdup2 (&cases[i].port, sizeof cases[i].port);
      f->config->network.n_ports = 1;
      g_clear_pointer (&f->config->network.sources, g_strfreev);
      if (cases[i].source != NULL)
        f->config->network.sources = g_strsplit (cases[i].source, ",", -1);
      see_all_changed (f);
      fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE, .ready = TRUE,
                                   .content = (char *) cases[i].content });
      plan = fixture_plan (f);
      fixture_assert_words (plan, cases[i].words);
      for (guint k = 0; k < G_N_ELEMENTS (wanted); k++)
        {
          g_autoptr (JsonObject) parameters = wanted[k] != NULL ? fixture_parameters (plan, action++) : NULL;
          JsonArray *rules = flo_json_get_array (parameters, "rules");
          g_autoptr (GString) text = g_string_new (NULL);

          for (guint r = 0; r < flo_json_length (rules); r++)
            {
              JsonArray *sources = flo_json_get_array (flo_json_object_at (rules, r), "sources");

              for (guint s = 0; s < flo_json_length (sources); s++)
                g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "",
                                        flo_json_get_integer (flo_json_object_at (rules, r), "port"),
                                        flo_json_string_at (sources, s));
            }
          g_assert_cmpstr (text->str, ==, wanted[k] != NULL ? wanted[k] : "");
        }
    }
}

/* As long as nobody changed the config, rules that somebody took away stay away. */
static void
test_first_ports (void)
{
  g_autoptr (Fixture) f = make_changed (1, 1);
  g_autoptr (FloPlan) plan = NULL;

  add_three (f, 0);
  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE, .ready = TRUE,
                               .content = (char *) "443 10.0.0.0/8 ours\n" });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

/* ---- nodes ---- */

/* The longest there first, one at a time: the successor is launched, and nothing ends yet. */
static void
test_replace (void)
{
  g_autoptr (Fixture) f = make_changed (2, 2);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  FloSeenInstance old;

  add_node (f, "i-1", "us-east-1a", 0);
  add_node (f, "i-3", "us-east-1c", 2);
  old = make_node (f, "i-2", "us-east-1b", 1);
  old.launched_at -= 1;
  flo_observation_add_instance (f->observation, &old);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_string_at (flo_json_get_array (parameters, "moves"), 0), ==, "i-2");
  g_assert_cmpstr (flo_json_get_string (parameters, "why"), ==, "revision");
  g_assert_cmpstr (flo_json_get_string (parameters, "version"), ==, "2");
  fixture_assert_launch (plan, 0, "b", "spot", 1);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-2 in us-east-1b");
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "config revision 2: how nodes start was changed since it was launched with revision 1");
  g_assert_cmpuint (plan->outdated, ==, 2);
  g_assert_true (plan->complete);
}

/* Nodes that only an unimportant change is older than are left alone. */
static void
test_current (void)
{
  g_autoptr (Fixture) f = make_changed (5, 3);
  g_autoptr (FloPlan) plan = NULL;

  add_three (f, 3);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_cmpuint (plan->outdated, ==, 0);
}

/* What has been begun is gone on with when the successor passes its checks, and not before. */
static void
test_successor (void)
{
  static const struct { FloSeenState state; gint64 age, checked, passed, impaired; const char *words; } cases[] = {
    { FLO_SEEN_PENDING, 10, 0, 0, 0, "wait" },
    { FLO_SEEN_RUNNING, 60, 0, 0, 0, "wait" },
    { FLO_SEEN_RUNNING, 60, 30, 0, 0, "wait" },
    { FLO_SEEN_RUNNING, 1100, 30, 0, 0, "wait" },
    { FLO_SEEN_RUNNING, 90, 30, 20, 0, "terminate-instances" },
    { FLO_SEEN_RUNNING, 900, 30, 500, 100, "wait" },
    /* Nobody may ask for status checks. */
    { FLO_SEEN_RUNNING, 299, 0, 0, 0, "wait" },
    { FLO_SEEN_RUNNING, 300, 0, 0, 0, "terminate-instances" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_changed (2, 2);
      g_autoptr (FloPlan) plan = NULL;
      FloSeenInstance successor = make_node (f, "i-9", "us-east-1a", 2);
      gint64 now = f->now / G_USEC_PER_SEC;

      add_three (f, 1);
      successor.state = cases[i].state;
      successor.launched_at = now - cases[i].age;
      successor.checked_at = cases[i].checked > 0 ? now - cases[i].checked : 0;
      successor.passed_at = cases[i].passed > 0 ? now - cases[i].passed : 0;
      successor.impaired_since = cases[i].impaired > 0 ? now - cases[i].impaired : 0;
      flo_observation_add_instance (f->observation, &successor);
      fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"moves\":[\"i-1\"],\"why\":\"revision\"}",
                    "{\"instances\":[{\"id\":\"i-9\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\",\"lifecycle\":\"spot\"}]}",
                    cases[i].age);
      plan = fixture_plan (f);
      g_test_message ("case %u", i);
      fixture_assert_words (plan, cases[i].words);
      if (g_str_equal (cases[i].words, "terminate-instances"))
        {
          g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "\"i-1\""));
          g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "End i-1, which is replaced by i-9");
        }
    }
}

/* Several at a time where the config allows it. */
static void
test_several (void)
{
  g_autoptr (Fixture) f = make_changed (2, 2);
  g_autoptr (FloPlan) plan = NULL;
  FloSeenInstance successor = make_node (f, "i-9", "us-east-1a", 2);

  add_three (f, 1);
  successor.state = FLO_SEEN_PENDING;
  flo_observation_add_instance (f->observation, &successor);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"moves\":[\"i-1\"],\"why\":\"revision\"}",
                "{\"instances\":[{\"id\":\"i-9\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\",\"lifecycle\":\"spot\"}]}", 10);
  f->config->availability.max_unavailable = 2;
  see_all_changed (f);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-2 in us-east-1b");
}

/* Nodes that the config does not allow any more; those that were launched with it are its own affair. */
static void
test_unfit (void)
{
  static const struct { guint revision; const char *type, *zone, *reason; } cases[] = {
    { 1, "m5.large", "us-east-1a", NULL },
    { 1, "r5.large", "us-east-1a", "config revision 2 does not allow r5.large any more: not one of the types that are named" },
    { 1, "x9.large", "us-east-1a", "config revision 2 does not allow x9.large any more: not one of the types that are named" },
    { 2, "r5.large", "us-east-1a", NULL },
    { 1, "m5.large", "us-east-1d", "config revision 2 does not allow us-east-1d any more" },
  };
  static const char * const types[] = { "m5.large", "c5.large", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_changed (2, 1);
      g_autoptr (FloPlan) plan = NULL;
      FloSeenInstance node = make_node (f, "i-1", cases[i].zone, cases[i].revision);

      g_strfreev (f->config->instances.types);
      f->config->instances.types = g_strdupv ((char **) types);
      see_all_changed (f);
      node.type = (char *) cases[i].type;
      flo_observation_add_instance (f->observation, &node);
      add_node (f, "i-2", "us-east-1b", 1);
      add_node (f, "i-3", "us-east-1c", 1);
      plan = fixture_plan (f);
      fixture_assert_words (plan, cases[i].reason != NULL ? "create-fleet" : "");
      g_assert_cmpuint (plan->outdated, ==, cases[i].reason != NULL);
      if (cases[i].reason != NULL)
        {
          g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==, cases[i].reason);
          fixture_assert_launch (plan, 0, "a", "spot", 1);
        }
    }
}

/* ---- what comes first ---- */

/* While a node is missing, paused, or sick, none is taken away; where the budget has no room, that is said. */
static void
test_not_now (void)
{
  g_autoptr (Fixture) f = make_changed (2, 2);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  add_node (f, "i-1", "us-east-1a", 1);
  add_node (f, "i-2", "us-east-1b", 1);
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "c", "spot", 1);
  parameters = fixture_parameters (plan, 0);
  g_assert_null (flo_json_get_array (parameters, "moves"));
  g_clear_pointer (&plan, flo_plan_free);

  add_node (f, "i-3", "us-east-1c", 2);
  f->wishes = flo_wishes_new ();
  flo_wishes_pause (f->wishes, "me@here", f->now);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_cmpuint (plan->outdated, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);
  flo_wishes_resume (f->wishes);

  f->config->budget.per_hour = 3 * 31000 + 1000;
  see_all_changed (f);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "its successor runs besides it for a while, and the budget for an hour has no room for that");
  g_assert_true (plan->complete);
}

/* The picture shows nodes only: a closer look comes first. */
static void
test_look (void)
{
  g_autoptr (Fixture) f = make_changed (2, 2);
  g_autoptr (FloPlan) plan = NULL;

  add_three (f, 1);
  fixture_look_at_nodes (f);
  plan = fixture_plan (f);
  g_assert_true (plan->look_closer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/revision/version", test_version);
  g_test_add_func ("/planner/revision/launch", test_launch);
  g_test_add_func ("/planner/revision/made-anew", test_made_anew);
  g_test_add_func ("/planner/revision/copy", test_copy);
  g_test_add_func ("/planner/revision/ports", test_ports);
  g_test_add_func ("/planner/revision/first-ports", test_first_ports);
  g_test_add_func ("/planner/revision/replace", test_replace);
  g_test_add_func ("/planner/revision/current", test_current);
  g_test_add_func ("/planner/revision/successor", test_successor);
  g_test_add_func ("/planner/revision/several", test_several);
  g_test_add_func ("/planner/revision/unfit", test_unfit);
  g_test_add_func ("/planner/revision/not-now", test_not_now);
  g_test_add_func ("/planner/revision/look", test_look);

  return g_test_run ();
}
