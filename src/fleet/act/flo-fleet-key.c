/* flo-fleet-key.c: the SSH key that is made for a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-key"

#include "flotilla-config.h"

#include "fleet/act/flo-fleet-key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libssh/libssh.h>
#include <unistd.h>

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (ssh_key, ssh_key_free, NULL)


char *
flo_fleet_key_get_path (const char *fleet_id)
{
  g_return_val_if_fail (fleet_id != NULL, NULL);

  return g_build_filename (g_get_user_data_dir (), "flotilla", "keys", fleet_id, NULL);
}

static gboolean
fail (GError     **error,
      const char  *path,
      const char  *what,
      int          saved_errno)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "Could not %s the SSH key %s: %s",
               what, path, g_strerror (saved_errno));

  return FALSE;
}

/* libssh opens the file by its name: made before with the right mode, it keeps it. On disk before it has its
 * name: a key that AWS knows and we lost would lock us out. */
static gboolean
write_key (ssh_key      key,
           const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  gboolean synced;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, folder, "make the folder of", errno);

  g_unlink (temporary);
  fd = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fail (error, temporary, "write", errno);

  if (ssh_pki_export_privkey_file (key, NULL, NULL, NULL, temporary) != SSH_OK)
    {
      close (fd);
      g_unlink (temporary);
      return fail (error, temporary, "write", EIO);
    }

  synced = fsync (fd) == 0;
  close (fd);
  if (!synced || g_rename (temporary, path) != 0)
    {
      int saved_errno = errno;

      g_unlink (temporary);
      return fail (error, path, "write", saved_errno);
    }

  return TRUE;
}

static char *
get_public_line (ssh_key      key,
                 const char  *path,
                 GError     **error)
{
  char *base64 = NULL;
  char *line;

  if (ssh_pki_export_pubkey_base64 (key, &base64) != SSH_OK)
    {
      fail (error, path, "read", EIO);
      return NULL;
    }

  line = g_strdup_printf ("%s %s", ssh_key_type_to_char (ssh_key_type (key)), base64);
  ssh_string_free_char (base64);

  return line;
}

static void
ensure_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const char *path = task_data;
  g_auto (ssh_key) key = NULL;
  GError *error = NULL;
  char *line;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (ssh_pki_import_privkey_file (path, NULL, NULL, NULL, &key) != SSH_OK)
        fail (&error, path, "read", EINVAL);
    }
  else if (ssh_pki_generate (SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
    fail (&error, path, "make", EIO);
  else
    write_key (key, path, &error);

  line = error == NULL ? get_public_line (key, path, &error) : NULL;
  if (line != NULL)
    g_task_return_pointer (task, line, g_free);
  else
    g_task_return_error (task, error);
}

static void
delete_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const char *path = task_data;
  GError *error = NULL;

  if (g_unlink (path) == 0 || errno == ENOENT)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  fail (&error, path, "delete", errno);
  g_task_return_error (task, error);
}

static void
run (const char          *fleet_id,
     GTaskThreadFunc      func,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, flo_fleet_key_get_path (fleet_id), g_free);
  g_task_run_in_thread (task, func);
}

void
flo_fleet_key_ensure_async (const char          *fleet_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (fleet_id != NULL);

  run (fleet_id, ensure_thread, flo_fleet_key_ensure_async, cancellable, callback, user_data);
}

char *
flo_fleet_key_ensure_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_fleet_key_delete_async (const char          *fleet_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (fleet_id != NULL);

  run (fleet_id, delete_thread, flo_fleet_key_delete_async, cancellable, callback, user_data);
}

gboolean
flo_fleet_key_delete_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
