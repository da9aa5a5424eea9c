/* aws-sso-shared-sign-in.c: one question to a person, however many calls wait for the answer
 *
 * Who asks is one object for the whole program, so it is the place to note what has been asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-shared-sign-in.h"

#define QUESTIONS_KEY "aws-sso-questions"

/* A sign-in that somebody waits for. Belongs to its operation. */
typedef struct
{
  AwsInteraction *interaction;   /* (owned) */
  char *key;                     /* (owned): of the session */
  GCancellable *cancellable;     /* (owned): everybody gave up */
  GPtrArray *waiters;            /* (owned) (element-type GTask) */
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
question_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr(GError) error = NULL;
  gboolean signed_in = aws_interaction_sign_in_finish (AWS_INTERACTION (source), result, &error);

  question_forget (question);
  for (guint i = 0; i < question->waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (question->waiters, i);
      Waiter *waiter = g_task_get_task_data (task);

      if (waiter->cancelled != NULL)
        g_source_destroy (waiter->cancelled);
      if (signed_in)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }

  g_ptr_array_unref (question->waiters);
  g_object_unref (question->cancellable);
  g_object_unref (question->interaction);
  g_free (question->key);
  g_free (question);
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
      g_cancellable_cancel (question->cancellable);
    }
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static Question *
question_new (AwsInteraction *interaction,
              const char     *key)
{
  Question *question = g_new0 (Question, 1);

  question->interaction = g_object_ref (interaction);
  question->key = g_strdup (key);
  question->cancellable = g_cancellable_new ();
  question->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (get_questions (interaction), question->key, question);

  return question;
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
    question = question_new (interaction, key);

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
      sign_in = aws_sso_sign_in_new (session, NULL);
      aws_interaction_sign_in_async (interaction, sign_in, question->cancellable,
                                     question_answered_cb, question);
    }
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
