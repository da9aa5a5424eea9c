/* test-sim-pattern.c: EventBridge's event patterns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-rules.h"

static const char event[] = "{\"source\": \"aws.ec2\", \"detail-type\": \"Notice\", \"list\": [\"a\", 2], "
                            "\"detail\": {\"id\": \"i-123\", \"n\": 5, \"yes\": true, \"none\": null}}";

static const struct
{
  const char *pattern;
  int matches; /* -1: it is no pattern */
} cases[] = {
  { "{\"source\": [\"aws.ec2\"]}", 1 },
  { "{\"source\": [\"aws.s3\", \"aws.ec2\"]}", 1 },
  { "{\"source\": [\"aws.s3\"]}", 0 },
  { "{\"source\": [\"aws.ec2\"], \"detail-type\": [\"Other\"]}", 0 },
  { "{\"missing\": [\"x\"]}", 0 },
  { "{\"missing\": [{\"exists\": false}]}", 1 },
  { "{\"source\": [{\"exists\": true}]}", 1 },
  { "{\"list\": [2]}", 1 },
  { "{\"list\": [\"b\"]}", 0 },
  { "{\"detail\": {\"id\": [{\"prefix\": \"i-\"}]}}", 1 },
  { "{\"detail\": {\"id\": [{\"suffix\": \"23\"}]}}", 1 },
  { "{\"detail\": {\"id\": [{\"equals-ignore-case\": \"I-123\"}]}}", 1 },
  { "{\"detail\": {\"id\": [{\"anything-but\": [\"i-123\"]}]}}", 0 },
  { "{\"detail\": {\"id\": [{\"anything-but\": \"x\"}]}}", 1 },
  { "{\"detail\": {\"n\": [5], \"yes\": [true], \"none\": [null]}}", 1 },
  { "{\"detail\": {\"n\": [\"5\"]}}", 0 },
  { "{\"detail\": {\"n\": [{\"prefix\": \"5\"}]}}", 0 },
  { "{\"source\": {\"deeper\": [\"x\"]}}", 0 },
  { "{}", -1 },
  { "[]", -1 },
  { "not json", -1 },
  { "{\"source\": \"aws.ec2\"}", -1 },
  { "{\"source\": []}", -1 },
  { "{\"source\": [[\"x\"]]}", -1 },
  { "{\"source\": [{\"numeric\": [\">\", 1]}]}", -1 },
  { "{\"source\": [{\"prefix\": 1}]}", -1 },
  { "{\"source\": [{\"prefix\": \"a\", \"suffix\": \"b\"}]}", -1 },
  { "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[1]}}}}}}}}}}", -1 },
};

static void
test_pattern (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *problem = NULL;
  g_autoptr (JsonNode) node = json_from_string (event, NULL);
  g_autoptr (JsonObject) pattern = flo_sim_pattern_parse (cases[i].pattern, &problem);

  g_assert_cmpint (pattern == NULL, ==, cases[i].matches < 0);
  g_assert_cmpint (problem != NULL, ==, cases[i].matches < 0);
  if (pattern != NULL)
    g_assert_cmpint (flo_sim_pattern_matches (pattern, json_node_get_object (node)), ==,
                     cases[i].matches);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/pattern/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pattern);
    }
  return g_test_run ();
}
