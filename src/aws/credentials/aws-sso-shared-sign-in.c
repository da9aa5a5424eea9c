/* aws-sso-shared-sign-in.c: one question to a person, however many calls wait for the answer
 *
 * Who asks is one object for the whole program, so it is the place to note what has been asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-shared-sign-in.h"

#include "aws/credentials/aws-sso-token-cache.h"
#include "base/flo-secret.h"

#define QUESTIONS_KEY "aws-sso-questions"

/* Milliseconds after the token changed at which we look: @interaction's own sign-in has ended by then. */
#define LOOK_DELAY 1500

/* A sign-in that somebody waits for. Reference counted; the first one belongs to @interaction's operation. */
typedef struct
{
  AwsInteraction *interaction;   /* (owned) */
  char *key;                     /* (owned): of the session */
  GCancellable *cancellable;     /* (owned): everybody gave up */
  GPtrArray *waiters;            /* (owned) (element-type GTask) */
  AwsSsoSession *session;        /* (owned) */
  char *refused;                 /* (owned) (nullable): flo-secret.h */
  GFileMonitor *monitor;         /* (owned) (nullable): of the token */
  GMainContext *context;         /* (owned) */
  GSource *look;                 /* (owned) (nullable): the token has changed */
} Question;

/* What a waiter's task has as its data. */
typedef struct
{
  Question *question;    /* (unowned): outlives its waiters */
  GSource *cancelled;    /* (owned) (nullable) */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_free (waiter);
}

/* key → Question. (transfer none) */
static GHashTable *
get_questions (AwsInteraction *interaction)
{
  GHashTable *questions = g_object_get_data (G_OBJECT (interaction), QUESTIONS_KEY);

  if (questions == NULL)
    {
      questions = g_hash_table_new (g_str_hash, g_str_equal);
      g_object_set_data_full (G_OBJECT (interaction), QUESTIONS_KEY, questions,
                              (GDestroyNotify) g_hash_table_unref);
    }

  return questions;
}

/* Who comes from now on asks anew. */
static void
question_forget (Question *question)
{
  GHashTable *questions = get_questions (question->interaction);

  if (g_hash_table_lookup (questions, question->key) == question)
    g_hash_table_remove (questions, question->key);
}

static void
question_stop_watching (Question *question)
{
  if (question->monitor != NULL)
    g_signal_handlers_disconnect_by_data (question->monitor, question);
  g_clear_object (&question->monitor);
  if (question->look != NULL)
    g_source_destroy (question->look);
  g_clear_pointer (&question->look, g_source_unref);
}

static void
question_clear (gpointer data)
{
  Question *question = data;

  g_ptr_array_unref (question->waiters);
  g_object_unref (question->cancellable);
  g_object_unref (question->interaction);
  g_main_context_unref (question->context);
  aws_sso_session_unref (question->session);
  flo_secret_free (question->refused);
  g_free (question->key);
}

static void
question_unref (Question *question)
{
  g_rc_box_release_full (question, question_clear);
}

/* @error: (nullable): why nobody has signed in */
static void
question_answer (Question     *question,
                 const GError *error)
{
  g_autoptr(GPtrArray) waiters = question->waiters;

  question->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);
      Waiter *waiter = g_task_get_task_data (task);

      if (waiter->cancelled != NULL)
        g_source_destroy (waiter->cancelled);
      if (error == NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static void
question_looked_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr(AwsSsoToken) token = aws_sso_token_cache_load_finish (result, NULL);

  if (token != NULL && question->waiters->len > 0
      && token->expires_at > g_get_real_time () / G_USEC_PER_SEC
      && g_strcmp0 (token->access_token, question->refused) != 0)
    {
      g_debug ("Somebody has signed in elsewhere");
      question_forget (question);
      question_stop_watching (question);
      question_answer (question, NULL);
      g_cancellable_cancel (question->cancellable);
    }
  question_unref (question);
}

static gboolean
question_look_cb (gpointer user_data)
{
  Question *question = user_data;

  g_clear_pointer (&question->look, g_source_unref);
  aws_sso_token_cache_load_async (question->session, NULL, question_looked_cb,
                                  g_rc_box_acquire (question));

  return G_SOURCE_REMOVE;
}

static void
question_token_changed_cb (GFileMonitor      *monitor,
                           GFile             *file,
                           GFile             *other_file,
                           GFileMonitorEvent  event,
                           gpointer           user_data)
{
  Question *question = user_data;

  if (question->look != NULL)
    return;

  question->look = g_timeout_source_new (LOOK_DELAY);
  g_source_set_callback (question->look, question_look_cb, question, NULL);
  g_source_attach (question->look, question->context);
}

static void
question_watch (Question *question)
{
  g_autoptr(GFile) file = g_file_new_for_path (question->key);
  g_autoptr(GError) error = NULL;

  question->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (question->monitor == NULL)
    g_debug ("Sign-ins elsewhere are not noticed: %s", error->message);
  else
    g_signal_connect (question->monitor, "changed", G_CALLBACK (question_token_changed_cb),
                      question);
}

static void
question_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr(GError) error = NULL;
  gboolean signed_in = aws_interaction_sign_in_finish (AWS_INTERACTION (source), result, &error);

  question_forget (question);
  question_stop_watching (question);
  question_answer (question, signed_in ? NULL : error);
  question_unref (question);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Waiter *waiter = g_task_get_task_data (task);
  Question *question = waiter->question;

  g_ptr_array_remove (question->waiters, task);
  if (question->waiters->len == 0)
    {
      question_forget (question);
      question_stop_watching (question);
      g_cancellable_cancel (question->cancellable);
    }
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static Question *
question_new (AwsInteraction *interaction,
              AwsSsoSession  *session,
              const char     *refused,
              const char     *key)
{
  Question *question = g_rc_box_new0 (Question);

  question->session = aws_sso_session_ref (session);
  question->refused = flo_secret_strdup (refused);
  question->context = g_main_context_ref_thread_default ();
  question->interaction = g_object_ref (interaction);
  question->key = g_strdup (key);
  question->cancellable = g_cancellable_new ();
  question->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (get_questions (interaction), question->key, question);

  return question;
}

/**
 * aws_sso_shared_sign_in_again_async:
 * @interaction: who asks the person
 * @session: where to sign in
 * @refused: (nullable): the access token that AWS did not take
 * @cancellable: (nullable): to give up
 * @callback: called when the person has signed in, or will not
 * @user_data: for @callback
 */
void
aws_sso_shared_sign_in_again_async (AwsInteraction      *interaction,
                                    AwsSsoSession       *session,
                                    const char          *refused,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(AwsSsoSignIn) sign_in = NULL;
  g_autofree char *key = NULL;
  Question *question;
  Waiter *waiter;
  gboolean is_first;

  g_return_if_fail (AWS_IS_INTERACTION (interaction));
  g_return_if_fail (session != NULL);

  task = g_task_new (interaction, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_sso_shared_sign_in_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  key = aws_sso_session_dup_cache_path (session);
  question = g_hash_table_lookup (get_questions (interaction), key);
  is_first = question == NULL;
  if (is_first)
    question = question_new (interaction, session, refused, key);

  waiter = g_new0 (Waiter, 1);
  waiter->question = question;
  g_task_set_task_data (task, waiter, waiter_free);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), task, NULL);
      g_source_attach (waiter->cancelled, g_task_get_context (task));
    }
  g_ptr_array_add (question->waiters, g_steal_pointer (&task));

  if (is_first)
    {
      question_watch (question);
      sign_in = aws_sso_sign_in_new (session, NULL);
      aws_interaction_sign_in_async (interaction, sign_in, question->cancellable,
                                     question_answered_cb, question);
    }
}

/**
 * aws_sso_shared_sign_in_async:
 * @interaction: who asks the person
 * @session: where to sign in
 * @cancellable: (nullable): to give up
 * @callback: called when the person has signed in, or will not
 * @user_data: for @callback
 */
void
aws_sso_shared_sign_in_async (AwsInteraction      *interaction,
                              AwsSsoSession       *session,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  aws_sso_shared_sign_in_again_async (interaction, session, NULL, cancellable, callback, user_data);
}

/**
 * aws_sso_shared_sign_in_finish:
 * @result: the result
 * @error: what the sign-in failed with, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there is a token in the cache now
 */
gboolean
aws_sso_shared_sign_in_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_shared_sign_in_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
