/* aws-test-interaction.c: a person who does what a test says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-interaction.h"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-token-cache.h"

struct _AwsTestInteraction
{
  GObject parent_instance;

  AwsTestPerson person;
  guint n_asked;
  gboolean is_holding;
  GTask *asked;          /* (owned) (nullable) */
};

static void aws_test_interaction_iface_init (AwsInteractionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsTestInteraction,
                               aws_test_interaction,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_INTERACTION,
                                                      aws_test_interaction_iface_init))

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  aws_sso_token_cache_save_finish (result, &error);
  g_assert_no_error (error);
  g_task_return_boolean (task, TRUE);
}

void
aws_test_interaction_go_on (AwsTestInteraction *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->asked);
  g_autofree char *access_token = g_strdup_printf ("token-%u", self->n_asked);
  AwsSsoToken token =
      { .access_token = access_token, .expires_at = g_get_real_time () / G_USEC_PER_SEC + 28800 };
  AwsSsoSession *session;

  g_assert_nonnull (task);
  switch (self->person)
    {
    case AWS_TEST_PERSON_SIGNS_IN:
      session = aws_sso_sign_in_get_session (g_task_get_task_data (task));
      aws_sso_token_cache_save_async (session, &token, NULL, saved_cb, g_steal_pointer (&task));
      break;

    case AWS_TEST_PERSON_DECLINES:
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "not now");
      break;

    case AWS_TEST_PERSON_FAILS:
      g_task_return_error (task,
                           aws_error_new (NULL, AWS_CODE_SIGN_IN_EXPIRED, "too late", NULL, 0));
      break;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  AwsTestInteraction *self = user_data;
  g_autoptr(GTask) task = g_steal_pointer (&self->asked);

  if (task != NULL)
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
aws_test_interaction_sign_in_async (AwsInteraction      *interaction,
                                    AwsSsoSignIn        *sign_in,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  AwsTestInteraction *self = AWS_TEST_INTERACTION (interaction);
  g_autoptr(GSource) source = NULL;

  g_assert_null (self->asked);
  self->n_asked++;
  self->asked = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->asked, aws_test_interaction_sign_in_async);
  g_task_set_task_data (self->asked, g_object_ref (sign_in), g_object_unref);
  if (!self->is_holding)
    {
      aws_test_interaction_go_on (self);
      return;
    }

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (source, NULL);
  g_object_set_data_full (G_OBJECT (self), "source", g_steal_pointer (&source),
                          (GDestroyNotify) g_source_destroy);
}

static gboolean
aws_test_interaction_sign_in_finish (AwsInteraction  *interaction,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
aws_test_interaction_iface_init (AwsInteractionInterface *iface)
{
  iface->sign_in_async = aws_test_interaction_sign_in_async;
  iface->sign_in_finish = aws_test_interaction_sign_in_finish;
}

static void
aws_test_interaction_class_init (AwsTestInteractionClass *klass)
{
}

static void
aws_test_interaction_init (AwsTestInteraction *self)
{
}

AwsTestInteraction *
aws_test_interaction_new (AwsTestPerson person)
{
  AwsTestInteraction *self = g_object_new (AWS_TYPE_TEST_INTERACTION, NULL);

  self->person = person;

  return self;
}

guint
aws_test_interaction_get_n_asked (AwsTestInteraction *self)
{
  return self->n_asked;
}

void
aws_test_interaction_hold (AwsTestInteraction *self)
{
  self->is_holding = TRUE;
}

gboolean
aws_test_interaction_is_asked (AwsTestInteraction *self)
{
  return self->asked != NULL;
}
