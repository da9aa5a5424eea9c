/* aws-token-lock.c: one renewal of a sign-in at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-token"

#include "aws/credentials/aws-token-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

/* Milliseconds. */
#define PAUSE 50
#define PATIENCE 30000

struct _AwsTokenLock
{
  int descriptor;   /* -1: it is not held */
};

typedef struct
{
  char *path;        /* (owned): of the file that is locked */
  gint64 deadline;   /* monotonic */
} Acquire;

static void acquire_try (GTask *task);

static void
acquire_free (gpointer data)
{
  Acquire *acquire = data;

  g_free (acquire->path);
  g_free (acquire);
}

static AwsTokenLock *
aws_token_lock_new (int descriptor)
{
  AwsTokenLock *self = g_new0 (AwsTokenLock, 1);

  self->descriptor = descriptor;

  return self;
}

/* Returns a lock, held or not; NULL: somebody else holds it. */
static void
try_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const char *path = task_data;
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor < 0)
    {
      g_debug ("No lock at %s: %s", path, g_strerror (errno));
      g_task_return_pointer (task, aws_token_lock_new (-1),
                             (GDestroyNotify) aws_token_lock_release);
    }
  else if (flock (descriptor, LOCK_EX | LOCK_NB) == 0)
    g_task_return_pointer (task, aws_token_lock_new (descriptor),
                           (GDestroyNotify) aws_token_lock_release);
  else
    {
      close (descriptor);
      g_task_return_pointer (task, NULL, NULL);
    }
}

static gboolean
acquire_again_cb (gpointer user_data)
{
  acquire_try (g_object_ref (user_data));

  return G_SOURCE_REMOVE;
}

static void
acquire_tried_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GSource) timer = NULL;
  Acquire *acquire = g_task_get_task_data (task);
  AwsTokenLock *lock = g_task_propagate_pointer (G_TASK (result), NULL);

  if (lock == NULL && g_get_monotonic_time () >= acquire->deadline)
    lock = aws_token_lock_new (-1);

  if (lock != NULL)
    {
      g_task_return_pointer (task, lock, (GDestroyNotify) aws_token_lock_release);
      return;
    }

  if (g_task_return_error_if_cancelled (task))
    return;

  timer = g_timeout_source_new (PAUSE);
  g_source_set_callback (timer, acquire_again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

/* Takes @task. */
static void
acquire_try (GTask *task)
{
  Acquire *acquire = g_task_get_task_data (task);
  g_autoptr(GTask) attempt = g_task_new (NULL, NULL, acquire_tried_cb, task);

  g_task_set_source_tag (attempt, acquire_try);
  g_task_set_task_data (attempt, g_strdup (acquire->path), g_free);
  g_task_run_in_thread (attempt, try_thread);
}

/**
 * aws_token_lock_acquire_async:
 * @path: of the sign-in
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_token_lock_acquire_async (const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  Acquire *acquire;
  GTask *task;

  g_return_if_fail (path != NULL);

  /* Not beside it: that folder is for AWS's tools. */
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  name = g_strconcat (hash, ".lock", NULL);
  acquire = g_new0 (Acquire, 1);
  acquire->path = g_build_filename (g_get_user_runtime_dir (), "flotilla", name, NULL);
  acquire->deadline = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_MILLISECOND;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_token_lock_acquire_async);
  g_task_set_task_data (task, acquire, acquire_free);
  acquire_try (task);
}

AwsTokenLock *
aws_token_lock_acquire_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_token_lock_acquire_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
aws_token_lock_release (AwsTokenLock *self)
{
  /* The file stays: were it removed, two could hold what has the same name. */
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}
