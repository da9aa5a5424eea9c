/* flo-config-file.c: configs as files, read and written without blocking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-config-file.h"

#include <glib/gi18n.h>

#include "config/flo-config-json.h"

GtkFileFilter *
flo_config_file_create_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Flotilla Configs"));
  gtk_file_filter_add_suffix (filter, "json");
  return filter;
}

char *
flo_config_file_suggest_name (const FloConfig *config)
{
  return g_strconcat (*config->name != '\0' ? config->name : "fleet", ".flotilla.json", NULL);
}

GFile *
flo_config_file_get_saved (const FloConfig *config)
{
  g_autofree char *name = flo_config_file_suggest_name (config);

  return g_file_new_build_filename (g_get_user_config_dir (), "flotilla", name, NULL);
}

static GError *
describe_problems (GFile     *file,
                   GPtrArray *problems)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = NULL;

      if (flo_config_problem_get_severity (problem) != FLO_SEVERITY_ERROR)
        continue;
      line = flo_config_problem_format (problem, name);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text->str);
}

/* On a worker thread: files on slow or remote disks must not hold up the window. */
static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GFile *file = G_FILE (source);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_malloc (FLO_CONFIG_MAX_BYTES + 1);
  gsize length;
  FloConfig *config;

  stream = g_file_read (file, cancellable, &error);
  /* One byte more than a config may have: the parser then says that it is too large. */
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, FLO_CONFIG_MAX_BYTES + 1, &length,
                                   cancellable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  config = flo_config_parse (text, length, &problems);
  if (config == NULL)
    g_task_return_error (task, describe_problems (file, problems));
  else
    g_task_return_pointer (task, config, (GDestroyNotify) flo_config_unref);
}

void
flo_config_file_read_async (GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, flo_config_file_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

FloConfig *
flo_config_file_read_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GFile *file = G_FILE (source);
  g_autoptr(GFile) folder = g_file_get_parent (file);
  const char *text = task_data;
  g_autoptr(GError) error = NULL;

  if (!g_file_make_directory_with_parents (folder, cancellable, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&error);
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
flo_config_file_write_async (GFile               *file,
                             const FloConfig     *config,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, flo_config_file_write_async);
  g_task_set_task_data (task, flo_config_to_json (config), g_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
flo_config_file_write_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
