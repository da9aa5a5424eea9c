/* test-config-bad.c: what is said about configs that are wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"

#include <string.h>

#define MIN_CASES 90

static const char *const good_lines[] = {
  "{",
  "  \"version\": 1,",
  "  \"name\": \"farm\",",
  "  \"region\": \"us-east-1\",",
  "  \"capacity\": { \"nodes\": 4 },",
  "  \"instances\": { \"types\": [\"m6i.large\"] },",
  "  \"tags\": { \"team\": \"research\" }",
  "}",
};

typedef struct
{
  GString *document;
  GString *expected;
} Case;

static void
case_free (Case *self)
{
  g_string_free (self->document, TRUE);
  g_string_free (self->expected, TRUE);
  g_free (self);
}

/* "4:14 error: …", one a line */
static char *
describe (GPtrArray *problems)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = problems->pdata[i];

      g_string_append_printf (text, "%u:%u %s: %s\n",
                              flo_config_problem_get_line (problem),
                              flo_config_problem_get_column (problem),
                              flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR ? "error" : "warning",
                              flo_config_problem_get_message (problem));
      g_assert_nonnull (flo_config_problem_get_hint (problem));
      g_assert_cmpstr (flo_config_problem_get_hint (problem), !=, "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_bad (gconstpointer data)
{
  const Case *self = data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (self->document->str, (gssize) self->document->len, &problems);
  g_autofree char *said = describe (problems);

  g_assert_cmpstr (said, ==, self->expected->str);
  g_assert_cmpint (config == NULL, ==, strstr (said, " error: ") != NULL);
}

/* The config above with the lines that a case replaces. */
static GString *
apply (GPtrArray *replacements)
{
  GString *document = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_lines); i++)
    {
      const char *line = good_lines[i];

      for (guint j = 0; j < replacements->len; j++)
        {
          const char *replacement = replacements->pdata[j];

          if ((guint) g_ascii_digit_value (replacement[1]) == i + 1)
            line = replacement[2] == ' ' ? replacement + 3 : replacement + 2;
        }
      g_string_append_printf (document, "%s\n", line);
    }

  return document;
}

/* Reads one case from behind its title. Returns: the line behind it */
static char **
read_case (char **line,
           Case  *self)
{
  g_autoptr(GPtrArray) replacements = g_ptr_array_new ();
  GString *document = g_string_new (NULL);

  for (; strcmp (*line, "--") != 0; line++)
    if (**line == '@')
      g_ptr_array_add (replacements, *line);
    else
      g_string_append_printf (document, "%s\n", *line);
  self->document = document;
  if (replacements->len > 0)
    {
      g_string_free (document, TRUE);
      self->document = apply (replacements);
    }

  self->expected = g_string_new (NULL);
  for (line++; *line != NULL && !g_str_has_prefix (*line, "== "); line++)
    if (**line != '\0')
      g_string_append_printf (self->expected, "%s\n", *line);

  return line;
}

static guint
add_cases (const char *file)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_cases = 0;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL;)
    {
      g_autofree char *path = NULL;
      Case *self;

      if (!g_str_has_prefix (*line, "== "))
        {
          line++;
          continue;
        }
      path = g_strconcat ("/config/bad/", *line + 3, NULL);
      self = g_new0 (Case, 1);
      line = read_case (line + 1, self);
      g_test_add_data_func_full (path, self, test_bad, (GDestroyNotify) case_free);
      n_cases++;
    }

  return n_cases;
}

/* The document the cases start from must itself be good, or they would prove nothing. */
static void
test_base_is_good (void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GString) document = apply (none);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (document->str, -1, &problems);

  g_assert_nonnull (config);
  g_assert_cmpuint (problems->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *file = NULL;

  g_test_init (&argc, &argv, NULL);
  file = g_build_filename (g_getenv ("FLOTILLA_SOURCE_DIR"), "tests", "config", "bad-configs.txt", NULL);
  g_test_add_func ("/config/base-is-good", test_base_is_good);
  g_assert_cmpuint (add_cases (file), >=, MIN_CASES);

  return g_test_run ();
}
