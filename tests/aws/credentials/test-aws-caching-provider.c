/* test-aws-caching-provider.c: one question for many askers, and new keys in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-caching-provider-private.h"

/* A source that answers when the test says so. */

#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource
{
  GObject parent_instance;

  GTask *pending;          /* (owned) (nullable) */
  guint n_loads;
  guint n_forgotten;
};

static void test_source_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource, test_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      test_source_iface_init))

static const char *
test_source_get_description (AwsCredentialsProvider *provider)
{
  return "a test";
}

static void
test_source_load_async (AwsCredentialsProvider *provider,
                        GCancellable           *cancellable,
                        GAsyncReadyCallback     callback,
                        gpointer                user_data)
{
  TestSource *self = TEST_SOURCE (provider);

  /* One at a time, whatever happens. */
  g_assert_null (self->pending);
  self->pending = g_task_new (self, cancellable, callback, user_data);
  self->n_loads++;
}

static AwsCredentials *
test_source_load_finish (AwsCredentialsProvider  *provider,
                         GAsyncResult            *result,
                         GError                 **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_source_forget (AwsCredentialsProvider *provider,
                    AwsCredentials         *refused)
{
  TEST_SOURCE (provider)->n_forgotten++;
}

static void
test_source_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = test_source_get_description;
  iface->load_async = test_source_load_async;
  iface->load_finish = test_source_load_finish;
  iface->forget = test_source_forget;
}

static void
test_source_class_init (TestSourceClass *klass)
{
}

static void
test_source_init (TestSource *self)
{
}

typedef struct
{
  TestSource *source;
  AwsCredentialsProvider *provider;
} Fixture;

typedef struct
{
  gboolean done;
  AwsCredentials *credentials;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->credentials, aws_credentials_unref);
  g_clear_error (&answer->error);
  answer->done = FALSE;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->source = g_object_new (TEST_TYPE_SOURCE, NULL);
  fixture->provider = aws_caching_provider_new (AWS_CREDENTIALS_PROVIDER (fixture->source));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->provider);
  g_assert_finalize_object (fixture->source);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_false (answer->done);
  answer->credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
ask (Fixture      *fixture,
     GCancellable *cancellable,
     Answer       *answer)
{
  answer_clear (answer);
  aws_credentials_provider_load_async (fixture->provider, cancellable, loaded_cb, answer);
  settle ();
}

/* @lifetime: seconds; 0 = for ever */
static void
give (Fixture    *fixture,
      const char *key_id,
      gint64      lifetime)
{
  g_autoptr(GTask) task = g_steal_pointer (&fixture->source->pending);

  g_assert_nonnull (task);
  g_task_return_pointer (task,
                         aws_credentials_new (key_id, "secret", NULL, lifetime == 0 ? 0
                           : g_get_real_time () / G_USEC_PER_SEC + lifetime),
                         (GDestroyNotify) aws_credentials_unref);
  settle ();
}

static void
fail (Fixture *fixture,
      GError  *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&fixture->source->pending);

  g_assert_nonnull (task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_error_if_cancelled (task);
  settle ();
}

static void
assert_key (Answer     *answer,
            const char *key_id)
{
  g_assert_true (answer->done);
  g_assert_no_error (answer->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (answer->credentials), ==, key_id);
}

static void
test_one_load (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(Answer) a = { 0 };
  g_auto(Answer) b = { 0 };
  g_autoptr(AwsCredentialsProvider) again = aws_caching_provider_new (fixture->provider);
  g_autoptr(AwsCredentials) current = NULL;

  g_assert_true (again == fixture->provider);
  g_assert_null (aws_credentials_provider_dup_current (fixture->provider));
  ask (fixture, NULL, &a);
  ask (fixture, NULL, &b);
  g_assert_false (a.done);
  give (fixture, "AKID1", 0);
  assert_key (&a, "AKID1");
  assert_key (&b, "AKID1");
  g_assert_true (a.credentials == b.credentials);

  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  current = aws_credentials_provider_dup_current (fixture->provider);
  g_assert_true (current == a.credentials);
  g_assert_cmpuint (fixture->source->n_loads, ==, 1);
}

static void
test_errors_are_shared_not_kept (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_auto(Answer) a = { 0 };
  g_auto(Answer) b = { 0 };

  ask (fixture, NULL, &a);
  ask (fixture, NULL, &b);
  fail (fixture, aws_error_new (NULL, AWS_CODE_NO_CREDENTIALS, "none", NULL, 0));
  g_assert_error (a.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (b.error), ==, AWS_CODE_NO_CREDENTIALS);

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 0);
  assert_key (&a, "AKID1");
}

static void
test_advisory (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(Answer) a = { 0 };

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 3600);
  _aws_caching_provider_advance (fixture->provider, 3600 - 901);
  ask (fixture, NULL, &a);
  g_assert_cmpuint (fixture->source->n_loads, ==, 1);

  /* From here on they are renewed while the old ones are used; a failure changes nothing, for a minute. */
  _aws_caching_provider_advance (fixture->provider, 2);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 2);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  fail (fixture, aws_error_new (NULL, AWS_CODE_CONNECT_FAILED, "down", NULL, 0));
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 2);

  _aws_caching_provider_advance (fixture->provider, 61);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  give (fixture, "AKID2", 7200);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID2");
  g_assert_cmpuint (fixture->source->n_loads, ==, 3);
}

static void
test_declined (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(Answer) a = { 0 };

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 3600);
  _aws_caching_provider_advance (fixture->provider, 3600 - 890);
  ask (fixture, NULL, &a);
  fail (fixture, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "not now"));

  /* Who does not want to be asked is not asked again before it has to be. */
  _aws_caching_provider_advance (fixture->provider, 120);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 2);
  _aws_caching_provider_advance (fixture->provider, 180);
  ask (fixture, NULL, &a);
  g_assert_false (a.done);
  give (fixture, "AKID2", 7200);
  assert_key (&a, "AKID2");
}

static void
test_mandatory (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(Answer) a = { 0 };

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 3600);
  _aws_caching_provider_advance (fixture->provider, 3600 - 599);
  g_assert_null (aws_credentials_provider_dup_current (fixture->provider));
  ask (fixture, NULL, &a);
  g_assert_false (a.done);
  fail (fixture, aws_error_new (NULL, AWS_CODE_CONNECT_FAILED, "down", NULL, 0));
  g_assert_error (a.error, AWS_ERROR, AWS_ERROR_TRANSIENT);
}

/* A session of a quarter of an hour, which somebody gave a code for: they are not asked again a minute later. */
static void
test_short_lived (Fixture       *fixture,
                  gconstpointer  data)
{
  g_auto(Answer) a = { 0 };

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 900);
  _aws_caching_provider_advance (fixture->provider, 900 - 230);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 1);

  _aws_caching_provider_advance (fixture->provider, 10);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 2);
  fail (fixture, aws_error_new (NULL, AWS_CODE_CONNECT_FAILED, "down", NULL, 0));

  _aws_caching_provider_advance (fixture->provider, 75);
  ask (fixture, NULL, &a);
  g_assert_false (a.done);
  _aws_caching_provider_advance (fixture->provider, -(900 - 145));
  give (fixture, "AKID2", 900);
  assert_key (&a, "AKID2");
}

/* What has ended when it comes is handed out all the same: it may be our clock that is wrong. */
static void
test_over_already (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto(Answer) a = { 0 };

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", -3600);
  assert_key (&a, "AKID1");
  ask (fixture, NULL, &a);
  give (fixture, "AKID2", 3600);
  assert_key (&a, "AKID2");
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(Answer) a = { 0 };
  g_autoptr(AwsCredentials) first = NULL;

  ask (fixture, NULL, &a);
  give (fixture, "AKID1", 0);
  first = aws_credentials_ref (a.credentials);
  aws_credentials_provider_forget (fixture->provider, first);
  g_assert_cmpuint (fixture->source->n_forgotten, ==, 1);
  ask (fixture, NULL, &a);
  give (fixture, "AKID2", 0);

  /* What was replaced already is no news. */
  aws_credentials_provider_forget (fixture->provider, first);
  g_assert_cmpuint (fixture->source->n_forgotten, ==, 1);
  ask (fixture, NULL, &a);
  assert_key (&a, "AKID2");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(Answer) a = { 0 };
  g_auto(Answer) b = { 0 };
  g_autoptr(GCancellable) first = g_cancellable_new ();
  g_autoptr(GCancellable) second = g_cancellable_new ();

  /* One gives up: the other still gets an answer. */
  ask (fixture, first, &a);
  ask (fixture, second, &b);
  g_cancellable_cancel (first);
  settle ();
  g_assert_error (a.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (b.done);
  g_assert_false (g_cancellable_is_cancelled (g_task_get_cancellable (fixture->source->pending)));

  /* All give up: so does the source. Who comes before it has ended is served by a new load. */
  g_cancellable_cancel (second);
  settle ();
  g_assert_error (b.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (fixture->source->pending)));
  ask (fixture, NULL, &a);
  fail (fixture, NULL);
  g_assert_false (a.done);
  give (fixture, "AKID1", 0);
  assert_key (&a, "AKID1");
  g_assert_cmpuint (fixture->source->n_loads, ==, 2);

  /* Too late to begin with. */
  ask (fixture, first, &b);
  g_assert_error (b.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) \
  g_test_add ("/aws/caching-provider/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-load", test_one_load);
  ADD ("errors-are-shared-not-kept", test_errors_are_shared_not_kept);
  ADD ("advisory", test_advisory);
  ADD ("declined", test_declined);
  ADD ("mandatory", test_mandatory);
  ADD ("short-lived", test_short_lived);
  ADD ("over-already", test_over_already);
  ADD ("forget", test_forget);
  ADD ("cancel", test_cancel);

  return g_test_run ();
}
