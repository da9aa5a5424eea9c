/* test-config-schema.c: the schema and the examples that ship with us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"

#define MIN_EXAMPLES 3

static char *
read_file (const char *directory,
           const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("FLOTILLA_SOURCE_DIR"), directory, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* After a change of the table: flotillactl config schema > data/flotilla-config-1.schema.json */
static void
test_schema_is_current (void)
{
  g_autofree char *checked_in = read_file ("data", "flotilla-config-1.schema.json");
  g_autofree char *generated = flo_config_schema ();

  g_assert_cmpstr (generated, ==, checked_in);
}

static void
test_examples (void)
{
  g_autofree char *directory = g_build_filename (g_getenv ("FLOTILLA_SOURCE_DIR"), "data", "examples", NULL);
  g_autoptr(GDir) dir = g_dir_open (directory, 0, NULL);
  guint n_examples = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *text = read_file ("data/examples", name);
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);

      for (guint i = 0; i < problems->len; i++)
        {
          g_autofree char *line = flo_config_problem_format (problems->pdata[i], name);

          g_test_message ("%s", line);
        }
      g_assert_nonnull (config);
      g_assert_cmpuint (problems->len, ==, 0);
      n_examples++;
    }
  g_assert_cmpuint (n_examples, >=, MIN_EXAMPLES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config/schema/is-current", test_schema_is_current);
  g_test_add_func ("/config/schema/examples", test_examples);

  return g_test_run ();
}
