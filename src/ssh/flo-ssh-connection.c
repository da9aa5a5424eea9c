/* flo-ssh-connection.c: one connection to one node
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-ssh"

#include "flotilla-config.h"

#include "ssh/flo-ssh-connection.h"
#include "ssh/flo-ssh-session-private.h"

typedef enum
{
  STATE_NEW,
  STATE_BUSY,                /* there is a thread */
  STATE_OPEN,
  STATE_ENDED,
} State;

struct _FloSshConnection
{
  GObject parent_instance;

  FloSshSession *session;    /* (owned): the thread's while there is one */
  State state;
};

/* One command. */
typedef struct
{
  char *command;             /* (owned) */
  FloSshBounds bounds;
  FloSshLineFunc line_func;
  gpointer line_data;
  int status;
} Run;

typedef struct
{
  GTask *task;               /* (owned) */
  char *text;                /* (owned) */
} Line;

G_DEFINE_FINAL_TYPE (FloSshConnection, flo_ssh_connection, G_TYPE_OBJECT)


static void
flo_ssh_connection_finalize (GObject *object)
{
  FloSshConnection *self = FLO_SSH_CONNECTION (object);

  flo_ssh_session_free (self->session);

  G_OBJECT_CLASS (flo_ssh_connection_parent_class)->finalize (object);
}

static void
flo_ssh_connection_class_init (FloSshConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_ssh_connection_finalize;
}

static void
flo_ssh_connection_init (FloSshConnection *self)
{
}

FloSshConnection *
flo_ssh_connection_new (const FloSshTarget *target)
{
  FloSshConnection *self;

  g_return_val_if_fail (target != NULL && target->address != NULL && target->user != NULL, NULL);
  g_return_val_if_fail (target->step_seconds > 0, NULL);

  self = g_object_new (FLO_TYPE_SSH_CONNECTION, NULL);
  self->session = flo_ssh_session_new (target);

  return self;
}

/* Threads that wait for hours would be in the way of others in GTask's pool. */
static void
begin (FloSshConnection *self,
       GTask            *task,
       State             needed,
       GThreadFunc       func)
{
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (self->state != needed)
    {
      g_task_return_new_error (task, G_IO_ERROR, self->state == STATE_BUSY ? G_IO_ERROR_PENDING : G_IO_ERROR_CLOSED,
                               "The SSH connection is %s", self->state == STATE_BUSY ? "in use" : "not there for that");
      return;
    }

  self->state = STATE_BUSY;
  thread = g_thread_try_new ("ssh", func, g_object_ref (task), &error);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      return;
    }

  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

/* What was refused at the door changes nothing for the one that is under way. */
static void
end (FloSshConnection *self,
     const GError     *error)
{
  if (error == NULL)
    self->state = STATE_OPEN;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    self->state = STATE_ENDED;
}

/* ---- open ---- */

static gpointer
open_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  FloSshConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (flo_ssh_session_open (self->session, g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  return NULL;
}

void
flo_ssh_connection_open_async (FloSshConnection    *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_SSH_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_ssh_connection_open_async);
  begin (self, task, STATE_NEW, open_thread);
}

gboolean
flo_ssh_connection_open_finish (FloSshConnection  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_autoptr (GError) trouble = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_boolean (G_TASK (result), &trouble);
  end (self, trouble);
  if (trouble == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&trouble));

  return FALSE;
}

const char *
flo_ssh_connection_get_host_key (FloSshConnection *self)
{
  g_return_val_if_fail (FLO_IS_SSH_CONNECTION (self), NULL);

  return self->state == STATE_OPEN ? flo_ssh_session_get_host_key (self->session) : NULL;
}

/* ---- run ---- */

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->command);
  g_free (run);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->task);
  g_free (line->text);
  g_free (line);
}

static gboolean
line_cb (gpointer user_data)
{
  Line *line = user_data;
  Run *run = g_task_get_task_data (line->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (line->task)))
    run->line_func (line->text, run->line_data);

  return G_SOURCE_REMOVE;
}

/* From the thread to the caller's main loop, with the task's priority, so that lines come before its end. */
static void
send_line (const char *text,
           gpointer    user_data)
{
  GTask *task = user_data;
  Line *line = g_new0 (Line, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  line->task = g_object_ref (task);
  line->text = g_strdup (text);
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, line_cb, line, line_free);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
run_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  FloSshConnection *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (flo_ssh_session_run (self->session, run->command, &run->bounds, send_line, task, &run->status,
                           g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  return NULL;
}

void
flo_ssh_connection_run_async (FloSshConnection    *self,
                              const char          *command,
                              const FloSshBounds  *bounds,
                              FloSshLineFunc       line_func,
                              gpointer             line_data,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (FLO_IS_SSH_CONNECTION (self));
  g_return_if_fail (command != NULL && bounds != NULL && line_func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_ssh_connection_run_async);
  run = g_new0 (Run, 1);
  run->command = g_strdup (command);
  run->bounds = *bounds;
  run->line_func = line_func;
  run->line_data = line_data;
  g_task_set_task_data (task, run, run_free);
  begin (self, task, STATE_OPEN, run_thread);
}

gboolean
flo_ssh_connection_run_finish (FloSshConnection  *self,
                               GAsyncResult      *result,
                               int               *status,
                               GError           **error)
{
  g_autoptr (GError) trouble = NULL;
  Run *run;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_boolean (G_TASK (result), &trouble);
  end (self, trouble);
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  run = g_task_get_task_data (G_TASK (result));
  if (status != NULL)
    *status = run->status;

  return TRUE;
}
