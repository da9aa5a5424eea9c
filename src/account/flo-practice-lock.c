/* flo-practice-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "account/flo-practice-lock.h"

#define RETRY_MS 50
#define MAX_CONTENT 256

typedef struct
{
  char *path;         /* (owned) */
  gint64 deadline;    /* monotonic microseconds */
} Acquire;

static void
acquire_free (Acquire *self)
{
  g_free (self->path);
  g_free (self);
}

/* What the file says is void from now on. */
static void
withdraw (int fd)
{
  if (ftruncate (fd, 0) != 0)
    g_debug ("cannot empty the practice cloud's lock: %s", g_strerror (errno));
}

void
flo_practice_lock_free (FloPracticeLock *self)
{
  /* The simulator holds the lock a moment longer; whoever comes meanwhile has to wait for it. */
  if (self->fd >= 0)
    {
      withdraw (self->fd);
      close (self->fd);
    }
  g_free (self->url);
  g_free (self);
}

/* "PID URL" of the holder: the URL when that process lives and has written one. A dead holder's simulator
 * may still answer for a moment, so its address is not to be trusted. */
static char *
read_holder (int fd)
{
  char content[MAX_CONTENT] = "";
  ssize_t length = pread (fd, content, sizeof content - 1, 0);
  g_auto(GStrv) words = NULL;
  guint64 pid = 0;

  if (length <= 0)
    return NULL;
  words = g_strsplit (g_strstrip (content), " ", 2);
  if (g_strv_length (words) != 2
      || !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT32, &pid, NULL)
      || !g_str_has_prefix (words[1], "http://"))
    return NULL;
  if (kill ((pid_t) pid, 0) != 0 && errno == ESRCH)
    return NULL;
  return g_strdup (words[1]);
}

static gboolean
try_acquire (gpointer user_data)
{
  GTask *task = user_data;
  Acquire *state = g_task_get_task_data (task);
  FloPracticeLock *lock;
  int fd;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  fd = g_open (state->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      int saved = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved),
                               "cannot open %s: %s", state->path, g_strerror (saved));
      return G_SOURCE_REMOVE;
    }

  lock = g_new0 (FloPracticeLock, 1);
  lock->fd = fd;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      withdraw (fd);
      g_task_return_pointer (task, lock, (GDestroyNotify) flo_practice_lock_free);
      return G_SOURCE_REMOVE;
    }

  lock->url = read_holder (fd);
  close (lock->fd);
  lock->fd = -1;
  if (lock->url != NULL)
    {
      g_task_return_pointer (task, lock, (GDestroyNotify) flo_practice_lock_free);
      return G_SOURCE_REMOVE;
    }
  flo_practice_lock_free (lock);

  if (g_get_monotonic_time () < state->deadline)
    return G_SOURCE_CONTINUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                           "another Flotilla holds the practice cloud (%s) but does not answer; "
                           "close it and try again", state->path);
  return G_SOURCE_REMOVE;
}

void
flo_practice_lock_acquire_async (const char          *path,
                                 guint                timeout_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GSource) retry = g_timeout_source_new (RETRY_MS);
  Acquire *state = g_new0 (Acquire, 1);

  state->path = g_strdup (path);
  state->deadline = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  g_task_set_source_tag (task, flo_practice_lock_acquire_async);
  g_task_set_task_data (task, state, (GDestroyNotify) acquire_free);

  if (!try_acquire (task))
    return;
  g_source_set_callback (retry, try_acquire, g_object_ref (task), g_object_unref);
  g_source_attach (retry, g_task_get_context (task));
}

FloPracticeLock *
flo_practice_lock_acquire_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
flo_practice_lock_publish (FloPracticeLock  *self,
                           const char       *url,
                           GError          **error)
{
  g_autofree char *content = g_strdup_printf ("%d %s\n", (int) getpid (), url);
  gsize length = strlen (content);

  g_return_val_if_fail (self->fd >= 0, FALSE);

  if (pwrite (self->fd, content, length, 0) == (ssize_t) length)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "cannot note the practice cloud's address: %s", g_strerror (errno));
  return FALSE;
}
