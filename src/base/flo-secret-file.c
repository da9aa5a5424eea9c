/* flo-secret-file.c: reads small files whose content is secret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-secret"

#include "base/flo-secret-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/flo-secret.h"

typedef struct
{
  char *path;       /* (owned) */
  gsize max_size;
  gsize length;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->path);
  g_free (load);
}

static char *
load_fail (const Load  *load,
           int          number,
           GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", load->path,
               g_strerror (number));

  return NULL;
}

/* -1 with errno set; what is not a file may come in pieces */
static gssize
read_all (int    descriptor,
          char  *buffer,
          gsize  size)
{
  gsize length = 0;
  gssize n;

  do
    {
      n = read (descriptor, buffer + length, size - length);
      if (n > 0)
        length += (gsize) n;
    }
  while (length < size && (n > 0 || (n < 0 && errno == EINTR)));

  return n < 0 ? -1 : (gssize) length;
}

static char *
load_read (Load    *load,
           int      descriptor,
           GError **error)
{
  struct stat status;
  gsize size;
  gssize length;
  char *content;

  if (fstat (descriptor, &status) != 0)
    return load_fail (load, errno, error);
  if (S_ISDIR (status.st_mode))
    return load_fail (load, EISDIR, error);

  /* Pipes do not know how much they have, nor do some file systems. */
  size = S_ISREG (status.st_mode) && status.st_size > 0
           ? MIN ((gsize) status.st_size, load->max_size) : load->max_size;

  /* One byte more than there should be, to see that there is no more, and a zero behind. */
  content = flo_secret_alloc (size + 2);
  length = read_all (descriptor, content, size + 1);
  if (length < 0)
    load_fail (load, errno, error);
  else if ((gsize) length > load->max_size)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                 "%s: too large, more than %" G_GSIZE_FORMAT " bytes are not read", load->path,
                 load->max_size);
  else if ((gsize) length > size)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s grew while it was read", load->path);
  else
    {
      load->length = (gsize) length;
      return content;
    }

  flo_secret_free (content);

  return NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;
  char *content = NULL;
  int descriptor = open (load->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (descriptor < 0)
    load_fail (load, errno, &error);
  else
    {
      content = load_read (load, descriptor, &error);
      close (descriptor);
    }

  if (content == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, content, flo_secret_free);
}

/**
 * flo_secret_file_load_async:
 * @path: a file
 * @max_size: bytes; a file with more is refused
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads @path without blocking the caller.
 */
void
flo_secret_file_load_async (const char          *path,
                            gsize                max_size,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->path = g_strdup (path);
  load->max_size = max_size;
  g_task_set_source_tag (task, flo_secret_file_load_async);
  g_task_set_task_data (task, load, load_free);
  /* A file system that hangs must not hold up whoever gave up on it. */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, load_thread);
}

/**
 * flo_secret_file_load_finish:
 * @result: the result
 * @length: (out) (optional): bytes read
 * @error: %G_IO_ERROR, with the path in the message
 *
 * Returns: (transfer full): the content with a zero behind, to be freed with flo_secret_free()
 */
char *
flo_secret_file_load_finish (GAsyncResult  *result,
                             gsize         *length,
                             GError       **error)
{
  char *content;

  g_return_val_if_fail (g_async_result_is_tagged (result, flo_secret_file_load_async), NULL);

  /* Only a reader that has ended has a length: one that was given up may still be at work. */
  content = g_task_propagate_pointer (G_TASK (result), error);
  if (content != NULL && length != NULL)
    *length = ((Load *) g_task_get_task_data (G_TASK (result)))->length;

  return content;
}
