/* test-aws-role-source.c: becoming a role, one question for many, and giving up on the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "aws-test-server.h"
#include "aws/aws-client.h"
#include "aws/aws-error-codes.h"
#include "aws/services/aws-sts.h"

#define SESSION(key) \
  "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId>" \
  "<Arn>arn:aws:sts::123456789012:assumed-role/deploy/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>" key \
  "</AccessKeyId><SecretAccessKey>s3cr3t</SecretAccessKey><SessionToken>t0k3n</SessionToken>" \
  "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
#define IDENTITY \
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult>" \
  "</GetCallerIdentityResponse>"
#define ERROR(code, message) \
  "<ErrorResponse><Error><Code>" code "</Code><Message>" message "</Message></Error></ErrorResponse>"

/* Somebody who is asked, and answers when the test says so. */

#define TEST_TYPE_PERSON (test_person_get_type ())
G_DECLARE_FINAL_TYPE (TestPerson, test_person, TEST, PERSON, GObject)

struct _TestPerson
{
  GObject parent_instance;

  GTask *asked;        /* (owned) (nullable) */
  char *refusal;       /* (owned) (nullable) */
  guint n_questions;
};

static void test_person_iface_init (AwsInteractionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPerson, test_person, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_INTERACTION, test_person_iface_init))

static void
test_person_ask_mfa_code_async (AwsInteraction      *interaction,
                                const char          *profile,
                                const char          *mfa_serial,
                                const char          *refusal,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  TestPerson *self = TEST_PERSON (interaction);

  g_assert_cmpstr (profile, ==, "deploy");
  g_assert_cmpstr (mfa_serial, ==, "arn:aws:iam::123456789012:mfa/ana");
  g_assert_null (self->asked);
  self->asked = g_task_new (self, cancellable, callback, user_data);
  self->n_questions++;
  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
}

static char *
test_person_ask_mfa_code_finish (AwsInteraction  *interaction,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_person_iface_init (AwsInteractionInterface *iface)
{
  iface->ask_mfa_code_async = test_person_ask_mfa_code_async;
  iface->ask_mfa_code_finish = test_person_ask_mfa_code_finish;
}

static void
test_person_finalize (GObject *object)
{
  TestPerson *self = TEST_PERSON (object);

  g_clear_object (&self->asked);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (test_person_parent_class)->finalize (object);
}

static void
test_person_class_init (TestPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_person_finalize;
}

static void
test_person_init (TestPerson *self)
{
}

typedef struct
{
  AwsTestServer *server;
  TestPerson *person;
  char *config;       /* (owned) */
  GCancellable *cancellable;
} Fixture;

typedef struct
{
  gboolean done;
  gpointer output;
  GError *error;
} Answer;

static void
write_config (Fixture    *fixture,
              const char *more)
{
  g_autofree char *text = g_strdup_printf (
      "[profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = work\n%s"
      "[profile work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = s\n", more);

  g_assert_true (g_file_set_contents (fixture->config, text, -1, NULL));
}

static void
remove_kept (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".aws", "cli", "cache", NULL);
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->server = aws_test_server_new ();
  fixture->person = g_object_new (TEST_TYPE_PERSON, NULL);
  fixture->config = g_build_filename (g_get_home_dir (), "config", NULL);
  fixture->cancellable = g_cancellable_new ();
  g_setenv ("AWS_ENDPOINT_URL", aws_test_server_get_url (fixture->server), TRUE);
  g_setenv ("AWS_CONFIG_FILE", fixture->config, TRUE);
  write_config (fixture, "mfa_serial = arn:aws:iam::123456789012:mfa/ana\n");
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  remove_kept ();
  g_unlink (fixture->config);
  aws_test_server_free (fixture->server);
  g_assert_finalize_object (fixture->person);
  g_free (fixture->config);
  g_object_unref (fixture->cancellable);
}

static void
push (Fixture    *fixture,
      const char *action,
      guint       status,
      const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = status, .body = body, .action = action });
}

static AwsClient *
create_client (Fixture *fixture)
{
  g_autoptr(AwsCredentialsProvider) provider = aws_profile_provider_new ("deploy", AWS_INTERACTION (fixture->person));

  return aws_client_new (provider, "us-east-1", NULL);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->output = aws_client_call_finish (AWS_CLIENT (source), result, &answer->error);
  answer->done = TRUE;
}

static void
call (Fixture   *fixture,
      AwsClient *client,
      Answer    *answer)
{
  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, fixture->cancellable, called_cb, answer);
}

static void
finish (Answer *answer)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
answer_clear (Answer *answer)
{
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, answer->output);
  g_clear_error (&answer->error);
  *answer = (Answer) { 0 };
}

static void
await_question (Fixture *fixture)
{
  while (fixture->person->asked == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
give_code (Fixture    *fixture,
           const char *code)
{
  g_autoptr(GTask) asked = NULL;

  await_question (fixture);
  asked = g_steal_pointer (&fixture->person->asked);
  if (code != NULL)
    g_task_return_pointer (asked, g_strdup (code), g_free);
  else
    g_task_return_new_error (asked, G_IO_ERROR, G_IO_ERROR_CANCELLED, "declined");
}

static guint
count_requests (Fixture    *fixture,
                const char *action)
{
  g_autofree char *prefix = g_strdup_printf ("Action=%s&", action);
  guint n = 0;

  for (guint i = 0; i < aws_test_server_get_n_requests (fixture->server); i++)
    n += g_str_has_prefix (aws_test_server_get_request (fixture->server, i)->body, prefix);

  return n;
}

/* Three calls in two regions need the role at once: a person is asked once, and all three go on. */
static void
test_one_question (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  g_autoptr(AwsClient) other = aws_client_for_region (client, "eu-west-1");
  Answer answers[3] = { 0 };
  g_autoptr(AwsCredentials) current = NULL;

  push (fixture, "AssumeRole", 200, SESSION ("ASIAROLE"));
  push (fixture, "GetCallerIdentity", 200, IDENTITY);
  call (fixture, client, &answers[0]);
  call (fixture, other, &answers[1]);
  call (fixture, client, &answers[2]);
  give_code (fixture, " 123456 ");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      finish (&answers[i]);
      g_assert_no_error (answers[i].error);
      answer_clear (&answers[i]);
    }
  g_assert_cmpuint (fixture->person->n_questions, ==, 1);
  g_assert_cmpuint (count_requests (fixture, "AssumeRole"), ==, 1);
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 0)->body, "TokenCode=123456"));
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 0)->authorization, "AKIDWORK"));
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 1)->authorization, "ASIAROLE"));
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->security_token, ==, "t0k3n");

  current = aws_credentials_provider_dup_current (aws_client_get_provider (client));
  g_assert_cmpstr (aws_credentials_get_source (current), ==, "role deploy, from profile work, MFA");
  g_assert_cmpint (ABS (aws_credentials_get_mfa_at (current) - g_get_real_time () / G_USEC_PER_SEC), <, 60);
}

static void
test_wrong_code (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  Answer answer = { 0 };

  push (fixture, "GetCallerIdentity", 200, IDENTITY);
  push (fixture, "AssumeRole", 403,
        ERROR ("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. "));
  call (fixture, client, &answer);
  give_code (fixture, "000000");
  await_question (fixture);
  g_assert_nonnull (strstr (fixture->person->refusal, "MultiFactorAuthentication failed"));
  push (fixture, "AssumeRole", 200, SESSION ("ASIAROLE"));
  give_code (fixture, "123456");
  finish (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (fixture->person->n_questions, ==, 2);
  answer_clear (&answer);
}

/* AWS takes the session back before its time: what was kept of it is not taken out again. */
static void
test_revoked (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  Answer answer = { 0 };

  push (fixture, "GetCallerIdentity", 200, IDENTITY);
  push (fixture, "AssumeRole", 200, SESSION ("ASIAOLD"));
  call (fixture, client, &answer);
  give_code (fixture, "123456");
  finish (&answer);
  g_assert_no_error (answer.error);
  answer_clear (&answer);

  push (fixture, "GetCallerIdentity", 403, ERROR ("ExpiredToken", "The security token included in the request is expired"));
  push (fixture, "AssumeRole", 200, SESSION ("ASIANEW"));
  call (fixture, client, &answer);
  while (fixture->person->asked == NULL && !answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (answer.error);
  push (fixture, "GetCallerIdentity", 200, IDENTITY);
  give_code (fixture, "654321");
  finish (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (count_requests (fixture, "AssumeRole"), ==, 2);
  answer_clear (&answer);
}

static void
test_declined (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  Answer answer = { 0 };

  call (fixture, client, &answer);
  give_code (fixture, NULL);
  finish (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
  answer_clear (&answer);
}

static void
assert_cancelled (Fixture *fixture,
                  Answer  *answer)
{
  gint64 start = g_get_monotonic_time ();

  g_cancellable_cancel (fixture->cancellable);
  finish (answer);
  g_assert_error (answer->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  answer_clear (answer);
}

static void
test_cancel_question (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  g_autoptr(GTask) asked = NULL;
  Answer answer = { 0 };

  call (fixture, client, &answer);
  await_question (fixture);
  assert_cancelled (fixture, &answer);

  /* Who asks is told, and can take the question away. */
  asked = g_steal_pointer (&fixture->person->asked);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (asked)));
  g_task_return_error_if_cancelled (asked);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_cancel_assume (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  Answer answer = { 0 };

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG, .action = "AssumeRole" });
  call (fixture, client, &answer);
  give_code (fixture, "123456");
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_cancelled (fixture, &answer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_cancel_reading (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(AwsClient) client = create_client (fixture);
  Answer answer = { 0 };

  call (fixture, client, &answer);
  assert_cancelled (fixture, &answer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->person->n_questions, ==, 0);
}

/* Half a key, and what is no answer at all. */
static void
test_bad_answers (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char *const bodies[] = {
    "<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>",
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId></Credentials></AssumeRoleResult></AssumeRoleResponse>",
    "<html>",
  };

  write_config (fixture, "");
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(AwsClient) client = create_client (fixture);
      Answer answer = { 0 };

      push (fixture, "AssumeRole", 200, bodies[i]);
      call (fixture, client, &answer);
      finish (&answer);
      g_assert_error (answer.error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (answer.error->message, "cannot become the role arn:aws:iam::123456789012:role/deploy"));
      answer_clear (&answer);
    }
}

#define ADD(path, test) \
  g_test_add ("/aws/role-source/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("flotilla-role-XXXXXX", NULL);
  const char *const folders[] = { ".aws/cli/cache", ".aws/cli", ".aws", "" };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent", TRUE);

  ADD ("one-question", test_one_question);
  ADD ("wrong-code", test_wrong_code);
  ADD ("revoked", test_revoked);
  ADD ("declined", test_declined);
  ADD ("cancel-question", test_cancel_question);
  ADD ("cancel-assume", test_cancel_assume);
  ADD ("cancel-reading", test_cancel_reading);
  ADD ("bad-answers", test_bad_answers);

  status = g_test_run ();
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (home, folders[i], NULL);

      g_rmdir (path);
    }

  return status;
}
