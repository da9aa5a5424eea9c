/* aws-process-source.c: credentials from a program (credential_process)
 *
 * The program gets a session of its own: it has no terminal to wait at, and all that it starts can be ended
 * with it. What it prints is read straight into memory that is wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-process-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-document.h"
#include "aws/credentials/aws-shell-words.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"
#include "base/flo-secret.h"

/* Some programs send a person to a browser first. */
#define PATIENCE (2 * 60 * 1000)

/* Of what it says when it fails. */
#define MAX_COMPLAINT 1024

typedef struct
{
  char *command;      /* (owned) */
  char *profile;      /* (owned) */
  char *account_id;   /* (owned) (nullable) */
  guint patience;
} Process;

/* One run. */
typedef struct
{
  const Process *process;
  GSubprocess *child;          /* (owned) (nullable) */
  pid_t group;                 /* of processes: the child's id; 0 = not known */
  guint n_open;                /* of: its two outputs, and its life */
  char *output;                /* (owned): flo-secret.h */
  gsize output_length;
  char complaint[MAX_COMPLAINT + 1];
  gsize complaint_length;
  char scrap[256];             /* what is read and not kept */
  GCancellable *stop;          /* (owned): ends the reading */
  GSource *timer;              /* (owned) (nullable) */
  GSource *cancelled;          /* (owned) (nullable) */
  const char *problem;         /* (nullable): why it was killed */
} Run;

static void
process_free (gpointer data)
{
  Process *process = data;

  g_free (process->command);
  g_free (process->profile);
  g_free (process->account_id);
  g_free (process);
}

static void
run_clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  run_clear_source (&run->timer);
  run_clear_source (&run->cancelled);
  g_clear_object (&run->child);
  g_clear_object (&run->stop);
  flo_secret_free (run->output);
  g_free (run);
}

/* All of its group; what is left of its outputs is of no interest then. */
static void
run_kill (Run        *run,
          const char *problem)
{
  if (run->problem == NULL)
    run->problem = problem;
  if (run->group > 1)
    kill (-run->group, SIGKILL);
  g_cancellable_cancel (run->stop);
}

static gboolean
run_timed_out_cb (gpointer user_data)
{
  run_kill (user_data, "took too long and was stopped");

  return G_SOURCE_REMOVE;
}

static gboolean
run_cancelled_cb (GCancellable *cancellable,
                  gpointer      user_data)
{
  run_kill (user_data, "was stopped");

  return G_SOURCE_REMOVE;
}

static void
note_version_cb (const char *name,
                 const char *value,
                 gsize       length,
                 gpointer    user_data)
{
  if (strcmp (name, "Version") == 0)
    *(gboolean *) user_data = length == 1 && *value == '1';
}

/* Takes @task. */
static void
run_use_output (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const Process *process = run->process;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsCredentials) credentials = NULL;
  g_autofree char *source = g_strdup_printf ("the program of profile %s", process->profile);
  g_autoptr(AwsTokenDocument) document =
    aws_token_document_new (g_steal_pointer (&run->output), run->output_length, &error);
  gboolean right_version = FALSE;

  if (document != NULL)
    {
      aws_token_document_foreach (document, note_version_cb, &right_version);
      if (right_version)
        credentials = aws_credentials_document_read (document, "", "SessionToken", &error);
    }

  if (credentials == NULL)
    {
      aws_source_fail (task, AWS_CODE_PROCESS_FAILED,
                       "the credential_process of profile \"%s\" did not print credentials: %s", process->profile,
                       error != NULL ? error->message : "its \"Version\" is not 1");
      return;
    }

  if (aws_credentials_get_account_id (credentials) == NULL)
    aws_credentials_set_account_id (credentials, process->account_id);
  aws_credentials_set_source (credentials, source);
  aws_source_return (task, g_steal_pointer (&credentials));
}

/* One line, for people. What a program complains about is no secret, but it may be anything. */
static char *
run_dup_complaint (Run *run)
{
  g_autofree char *valid = g_utf8_make_valid (run->complaint, (gssize) run->complaint_length);

  g_strstrip (valid);
  for (char *c = valid; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  return *valid != '\0' ? g_steal_pointer (&valid) : g_strdup ("it did not say why");
}

/* Takes @task. */
static void
run_ended (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const char *profile = run->process->profile;
  g_autofree char *complaint = run_dup_complaint (run);
  GSubprocess *child = run->child;

  run_clear_source (&run->timer);
  run_clear_source (&run->cancelled);

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (run->problem != NULL)
    aws_source_fail (task, AWS_CODE_PROCESS_FAILED, "the credential_process of profile \"%s\" %s", profile,
                     run->problem);
  else if (g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == 0)
    run_use_output (task);
  else if (g_subprocess_get_if_exited (child))
    aws_source_fail (task, AWS_CODE_PROCESS_FAILED,
                     "the credential_process of profile \"%s\" failed with status %d: %s", profile,
                     g_subprocess_get_exit_status (child), complaint);
  else
    aws_source_fail (task, AWS_CODE_PROCESS_FAILED,
                     "the credential_process of profile \"%s\" was ended by signal %d: %s", profile,
                     g_subprocess_get_term_sig (child), complaint);
}

/* Takes @task. */
static void
run_closed (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (--run->n_open == 0)
    run_ended (task);
  else
    g_object_unref (task);
}

static void
run_waited_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  run_closed (user_data);
}

static void run_read_output (GTask *task);
static void run_read_complaint (GTask *task);

static void
run_output_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0)
    run->output_length += (gsize) n;
  if (run->output_length > AWS_PROCESS_MAX_OUTPUT)
    run_kill (run, "printed more than 64 KiB and was stopped");

  if (n > 0 && run->output_length <= AWS_PROCESS_MAX_OUTPUT)
    run_read_output (task);
  else
    run_closed (task);
}

/* Takes @task. */
static void
run_read_output (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  /* One byte more than there may be, and a zero behind. */
  g_input_stream_read_async (g_subprocess_get_stdout_pipe (run->child), run->output + run->output_length,
                             AWS_PROCESS_MAX_OUTPUT + 1 - run->output_length, G_PRIORITY_DEFAULT, run->stop,
                             run_output_read_cb, task);
}

static void
run_complaint_read_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  gsize kept = n > 0 ? MIN ((gsize) n, MAX_COMPLAINT - run->complaint_length) : 0;

  memcpy (run->complaint + run->complaint_length, run->scrap, kept);
  run->complaint_length += kept;

  if (n > 0)
    run_read_complaint (task);
  else
    run_closed (task);
}

/* Takes @task. The pipe is emptied to the end, or the program would wait for that. */
static void
run_read_complaint (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  g_input_stream_read_async (g_subprocess_get_stderr_pipe (run->child), run->scrap, sizeof run->scrap,
                             G_PRIORITY_DEFAULT, run->stop, run_complaint_read_cb, task);
}

/* In the child, where little is allowed. It says itself who it is: GLib forgets that as soon as it has ended, and what
 * it has started may live on. */
static void
child_set_up (gpointer user_data)
{
  pid_t group = setsid ();

  while (write (GPOINTER_TO_INT (user_data), &group, sizeof group) < 0 && errno == EINTR)
    ;
}

/* @group: (out): of all that is started */
static GSubprocess *
process_spawn (char                **words,
               GSubprocessLauncher  *launcher,
               pid_t                *group,
               GError              **error)
{
  GSubprocess *child;
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;

  g_subprocess_launcher_set_child_setup (launcher, child_set_up, GINT_TO_POINTER (ends[1]), NULL);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, error);
  close (ends[1]);

  /* It has written that, and become the program, by now. */
  if (child != NULL && read (ends[0], group, sizeof *group) != sizeof *group)
    *group = 0;
  close (ends[0]);

  return child;
}

static GSubprocess *
process_start (const Process  *process,
               pid_t          *group,
               GError        **error)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_auto(GStrv) words = aws_shell_words_split (process->command);

  if (words == NULL || words[0] == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           words == NULL ? "a quote in it is not closed" : "it is empty");
      return NULL;
    }

  return process_spawn (words, launcher, group, error);
}

static void
process_load (GTask    *task,
              gpointer  data)
{
  const Process *process = data;
  g_autoptr(GError) error = NULL;
  pid_t group = 0;
  GSubprocess *child = process_start (process, &group, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Run *run;

  if (child == NULL)
    {
      aws_source_fail (task, AWS_CODE_PROCESS_FAILED,
                       "the credential_process of profile \"%s\" cannot be started: %s", process->profile,
                       error->message);
      return;
    }

  run = g_new0 (Run, 1);
  run->process = process;
  run->child = child;
  run->group = group;
  run->output = flo_secret_alloc (AWS_PROCESS_MAX_OUTPUT + 2);
  run->stop = g_cancellable_new ();
  run->n_open = 3;
  g_task_set_task_data (task, run, run_free);

  run->timer = g_timeout_source_new (process->patience);
  g_source_set_callback (run->timer, run_timed_out_cb, run, NULL);
  g_source_attach (run->timer, g_task_get_context (task));
  if (cancellable != NULL)
    {
      run->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (run->cancelled, G_SOURCE_FUNC (run_cancelled_cb), run, NULL);
      g_source_attach (run->cancelled, g_task_get_context (task));
    }

  run_read_output (g_object_ref (task));
  run_read_complaint (g_object_ref (task));
  g_subprocess_wait_async (child, run->stop, run_waited_cb, task);
}

AwsCredentialsProvider *
aws_process_provider_new (const char *command,
                          const char *profile,
                          const char *account_id,
                          guint       patience)
{
  Process *process = g_new0 (Process, 1);
  g_autofree char *description = g_strdup_printf ("the credential_process of profile \"%s\"", profile);

  process->command = g_strdup (command);
  process->profile = g_strdup (profile);
  process->account_id = g_strdup (account_id);
  process->patience = patience;

  return aws_source_new (description, profile, process_load, process, process_free);
}

static void
nothing_load (GTask    *task,
              gpointer  data)
{
  aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "there is no credential_process");
}

AwsCredentialsProvider *
aws_process_source_new (AwsProfile       *profile,
                        AwsSourceContext *context)
{
  const char *command = aws_profile_get (profile, "credential_process");

  if (command == NULL)
    return aws_source_new ("credential_process", NULL, nothing_load, NULL, NULL);

  return aws_process_provider_new (command, aws_profile_get_name (profile), aws_profile_get (profile, "aws_account_id"),
                                   PATIENCE);
}
