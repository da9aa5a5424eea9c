/* flo-cli-config-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "cli/flo-cli-config-file.h"
#include "cli/flo-cli-prompt.h"
#include "config/flo-config-json.h"

static gboolean
is_standard_stream (const char *path)
{
  return strcmp (path, "-") == 0;
}

/* At most one byte more than a config may have, so that the parser refuses what is larger. */
static GBytes *
read_all (FloCliContext  *context,
          GInputStream   *stream,
          GError        **error)
{
  g_autoptr(GByteArray) content = g_byte_array_new ();

  while (content->len <= FLO_CONFIG_MAX_BYTES)
    {
      g_autoptr(GBytes) part = NULL;
      gsize room = FLO_CONFIG_MAX_BYTES + 1 - content->len;

      g_input_stream_read_bytes_async (stream, room, G_PRIORITY_DEFAULT,
                                       flo_cli_context_get_cancellable (context),
                                       flo_cli_context_ready_cb, context);
      part = g_input_stream_read_bytes_finish (stream, flo_cli_context_wait (context), error);
      if (part == NULL)
        return NULL;
      if (g_bytes_get_size (part) == 0)
        break;
      g_byte_array_append (content, g_bytes_get_data (part, NULL), g_bytes_get_size (part));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static GInputStream *
open_input (FloCliContext  *context,
            const char     *path,
            GError        **error)
{
  g_autoptr(GFile) file = NULL;

  if (is_standard_stream (path))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  g_file_read_async (file, G_PRIORITY_DEFAULT, flo_cli_context_get_cancellable (context),
                     flo_cli_context_ready_cb, context);
  return G_INPUT_STREAM (g_file_read_finish (file, flo_cli_context_wait (context), error));
}

FloConfig *
flo_cli_config_file_read (FloCliContext  *context,
                          const char     *path,
                          GPtrArray     **problems,
                          GError        **error)
{
  g_autoptr(GInputStream) stream = open_input (context, path, error);
  g_autoptr(GBytes) content = NULL;
  const char *text;

  if (stream != NULL)
    content = read_all (context, stream, error);
  if (content == NULL)
    return NULL;
  text = g_bytes_get_data (content, NULL);
  return flo_config_parse (text != NULL ? text : "", g_bytes_get_size (content), problems);
}

guint
flo_cli_config_file_report (FloCliContext *context,
                            const char    *path,
                            GPtrArray     *problems)
{
  guint n_errors = 0;

  fflush (stdout);
  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = flo_config_problem_format (problem, path);

      fprintf (stderr, "%s\n", line);
      n_errors += flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR;
    }
  return n_errors;
}

FloConfig *
flo_cli_config_file_require (FloCliContext  *context,
                             const char     *path,
                             GError        **error)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) read_error = NULL;
  FloConfig *config = flo_cli_config_file_read (context, path, &problems, &read_error);
  guint n_errors;

  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return NULL;
    }
  n_errors = flo_cli_config_file_report (context, path, problems);
  if (config == NULL)
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CONFIG, "%s has %u %s; nothing was done", path,
                 n_errors, n_errors == 1 ? "error" : "errors");
  return config;
}

gboolean
flo_cli_config_file_write (FloCliContext  *context,
                           const char     *path,
                           const char     *text,
                           GError        **error)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *question = g_strdup_printf ("Replace %s?", path);

  if (is_standard_stream (path))
    {
      flo_cli_output_text (flo_cli_context_get_output (context), text);
      return TRUE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !flo_cli_prompt_confirm (context, question, error))
    return FALSE;

  file = g_file_new_for_path (path);
  g_file_replace_contents_async (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE,
                                 flo_cli_context_get_cancellable (context),
                                 flo_cli_context_ready_cb, context);
  if (g_file_replace_contents_finish (file, flo_cli_context_wait (context), NULL, error))
    return TRUE;
  g_prefix_error (error, "cannot write %s: ", path);
  return FALSE;
}

gboolean
flo_cli_config_file_agrees (FloCliContext  *context,
                            FloConfig      *config,
                            GError        **error)
{
  const char *region =
    flo_cli_arguments_get (flo_cli_context_get_arguments (context), "region");

  if (region == NULL || strcmp (region, config->region) == 0)
    return TRUE;
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
               "the config is for region %s, but --region says %s; leave the option out or change the "
               "config", config->region, region);
  return FALSE;
}
