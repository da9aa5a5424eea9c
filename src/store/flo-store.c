/* flo-store.c: the SQLite database on its own thread
 *
 * One thread and one queue, instead of a pool: jobs then run in the order they were given, and a
 * connection is only ever used from one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-store"

#include "flotilla-config.h"

#include "store/flo-migrations.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000

struct _FloStore
{
  GObject parent_instance;

  char *path;          /* (owned) */
  GAsyncQueue *queue;  /* (owned) (element-type Job) */
  GThread *thread;     /* (owned) (nullable): NULL when closed */
  sqlite3 *db;         /* (owned) (nullable): for the thread only */
};

typedef struct
{
  FloStoreFunc func;        /* (nullable): NULL: open the database */
  gpointer data;            /* (owned) */
  GDestroyNotify destroy;   /* (nullable) */
  GTask *task;              /* (owned) (nullable): NULL: the last job */
  GError *error;            /* (owned) (nullable): why it failed */
} Job;

G_DEFINE_FINAL_TYPE (FloStore, flo_store, G_TYPE_OBJECT)

G_DEFINE_QUARK (flo-store-error-quark, flo_store_error)


static void
job_clear_data (gpointer user_data)
{
  Job *job = user_data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_error (&job->error);
  g_free (job);
}

/* ---- on the thread ---- */

static gboolean
run_in_transaction (sqlite3  *db,
                    Job      *job,
                    GError  **error)
{
  if (!flo_sql_execute (db, "BEGIN IMMEDIATE", "begin a transaction", error))
    return FALSE;

  if (job->func (db, job->data, error) &&
      flo_sql_execute (db, "COMMIT", "commit a transaction", error))
    return TRUE;

  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/* SQLite gives -wal and -shm the mode of the database, so making that file first is enough. */
static gboolean
make_private_file (const char  *path,
                   GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED, "Could not make the folder %s: %s",
                   folder, g_strerror (saved_errno));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED, "Could not open %s: %s",
                   path, g_strerror (saved_errno));
      return FALSE;
    }
  close (fd);

  return TRUE;
}

/* Not in a transaction: WAL cannot be switched on inside one. */
static gboolean
open_database (FloStore  *self,
               GError   **error)
{
  const FloMigration *migrations;
  guint n_migrations;

  if (!make_private_file (self->path, error))
    return FALSE;

  if (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      flo_sql_set_error (self->db, "open the database", error);
      return FALSE;
    }

  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  migrations = flo_migrations_get (&n_migrations);

  return flo_sql_execute (self->db,
                          "PRAGMA journal_mode = WAL;"
                          "PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON;"
                          "PRAGMA trusted_schema = OFF;",
                          "set the database up", error) &&
         flo_migrations_run (self->db, migrations, n_migrations, error);
}

/* In the context of the caller. Not g_task_return from the thread: then the thread could hold the
 * last reference, and the job's data would be freed there. */
static gboolean
job_done_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
run_job (FloStore *self,
         Job      *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  GTask *task = job->task;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &job->error))
    {
      if (job->func != NULL)
        run_in_transaction (self->db, job, &job->error);
      else
        open_database (self, &job->error);
    }

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, job_done_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
store_thread (gpointer user_data)
{
  FloStore *self = user_data;

  for (;;)
    {
      Job *job = g_async_queue_pop (self->queue);

      if (job->task == NULL)
        {
          g_free (job);
          break;
        }

      run_job (self, job);
    }

  if (self->db != NULL)
    {
      sqlite3_close (self->db);
      self->db = NULL;
    }

  return NULL;
}

/* ---- for the callers ---- */

static void
flo_store_finalize (GObject *object)
{
  FloStore *self = FLO_STORE (object);

  flo_store_close (self);
  g_async_queue_unref (self->queue);
  g_free (self->path);

  G_OBJECT_CLASS (flo_store_parent_class)->finalize (object);
}

static void
flo_store_class_init (FloStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_store_finalize;
}

static void
flo_store_init (FloStore *self)
{
  self->queue = g_async_queue_new ();
}

static void
push_job (FloStore            *self,
          FloStoreFunc         func,
          gpointer             data,
          GDestroyNotify       destroy,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, flo_store_run_async);
  g_task_set_task_data (job->task, job, job_clear_data);
  /* A job that was committed did happen, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (job->task, FALSE);

  if (self->thread == NULL)
    {
      g_autoptr (GTask) task = job->task;

      g_task_return_new_error (task, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED,
                               "The database %s is closed", self->path);
      return;
    }

  g_async_queue_push (self->queue, job);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  FloStore *self = FLO_STORE (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!flo_store_run_finish (self, result, &error))
    {
      flo_store_close (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
flo_store_open_async (const char          *path,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (FloStore) self = g_object_new (FLO_TYPE_STORE, NULL);

  g_task_set_source_tag (task, flo_store_open_async);

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_data_dir (), "flotilla", "flotilla.db", NULL);
  self->thread = g_thread_new ("store", store_thread, self);

  push_job (self, NULL, NULL, NULL, cancellable, opened_cb, g_steal_pointer (&task));
}

FloStore *
flo_store_open_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_store_run_async (FloStore            *self,
                     FloStoreFunc         func,
                     gpointer             data,
                     GDestroyNotify       destroy,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (self));
  g_return_if_fail (func != NULL);

  push_job (self, func, data, destroy, cancellable, callback, user_data);
}

gboolean
flo_store_run_finish (FloStore      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (FLO_IS_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gpointer
flo_store_run_get_data (GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return job->data;
}

const char *
flo_store_get_path (FloStore *self)
{
  g_return_val_if_fail (FLO_IS_STORE (self), NULL);

  return self->path;
}

void
flo_store_close (FloStore *self)
{
  g_return_if_fail (FLO_IS_STORE (self));

  if (self->thread == NULL)
    return;

  g_async_queue_push (self->queue, g_new0 (Job, 1));
  g_thread_join (g_steal_pointer (&self->thread));
}
