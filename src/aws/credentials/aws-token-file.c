/* aws-token-file.c: writes files that only their owner may read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-token"

#include "aws/credentials/aws-token-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/flo-secret.h"

typedef struct
{
  char *path;     /* (owned) */
  char *text;     /* (owned) (nullable): flo-secret.h; NULL = remove */
  gsize length;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  flo_secret_free (change->text);
  g_free (change->path);
  g_free (change);
}

static GError *
change_create_error (Change     *change,
                     const char *doing,
                     int         number)
{
  return g_error_new (G_IO_ERROR, g_io_error_from_errno (number), "cannot %s %s: %s", doing,
                      change->path, g_strerror (number));
}

static GError *
change_save (Change *change)
{
  g_autofree char *folder = g_path_get_dirname (change->path);
  g_autoptr(GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return change_create_error (change, "make the folder of", errno);

  /* A newer GLib keeps the mode of the file that it replaces. */
  if (g_chmod (change->path, 0600) != 0 && errno != ENOENT)
    return change_create_error (change, "keep others from reading", errno);

  if (!g_file_set_contents_full (change->path, change->text, (gssize) change->length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write %s: %s", change->path, error->message);

  return NULL;
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Change *change = task_data;
  GError *error = change_save (change);

  /* This thread lets go of the task after its caller has heard of the end: by then, no copy is left. */
  g_clear_pointer (&change->text, flo_secret_free);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
remove_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Change *change = task_data;

  if (g_unlink (change->path) != 0 && errno != ENOENT)
    g_task_return_error (task, change_create_error (change, "remove", errno));
  else
    g_task_return_boolean (task, TRUE);
}

static void
change_run (const char          *path,
            char                *text,
            gsize                length,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data,
            gpointer             source_tag,
            GTaskThreadFunc      func)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->path = g_strdup (path);
  change->text = text;
  change->length = length;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, change, change_free);
  /* A file system that hangs must not hold up whoever gave up on it. */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, func);
}

/**
 * aws_token_file_save_async:
 * @path: a file
 * @text: (transfer full): its content, from flo_secret_alloc()
 * @length: its length
 * @cancellable: (nullable): to give up; the file may then be replaced or not
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_token_file_save_async (const char          *path,
                           char                *text,
                           gsize                length,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (path != NULL);
  g_return_if_fail (text != NULL);

  change_run (path, text, length, cancellable, callback, user_data, aws_token_file_save_async,
              save_thread);
}

gboolean
aws_token_file_save_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_token_file_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * aws_token_file_remove_async:
 * @path: a file
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_token_file_remove_async (const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (path != NULL);

  change_run (path, NULL, 0, cancellable, callback, user_data, aws_token_file_remove_async,
              remove_thread);
}

gboolean
aws_token_file_remove_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_token_file_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
