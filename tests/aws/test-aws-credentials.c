/* test-aws-credentials.c: where credentials come from, in a home of our own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "aws/credentials/aws-credentials-provider.h"
#include "aws/aws-error.h"
#include "aws/credentials/aws-profile.h"

static const char *const variables[] =
{
  "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE",
  "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
};

typedef struct
{
  char *home;          /* (owned) */
  char *credentials;   /* (owned): ~/.aws/credentials */
  char *config;        /* (owned): ~/.aws/config */
  GMainLoop *loop;     /* (owned) */

  AwsCredentials *answer;
  char *region;
  GError *error;
} Fixture;

/* The home is the process's: GLib looks it up once. */
static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->home = g_strdup (g_get_home_dir ());
  fixture->credentials = g_build_filename (fixture->home, ".aws", "credentials", NULL);
  fixture->config = g_build_filename (fixture->home, ".aws", "config", NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
}

static void
fixture_clear_result (Fixture *fixture)
{
  g_clear_pointer (&fixture->answer, aws_credentials_unref);
  g_clear_pointer (&fixture->region, g_free);
  g_clear_error (&fixture->error);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_clear_result (fixture);
  g_unlink (fixture->credentials);
  g_unlink (fixture->config);
  g_free (fixture->home);
  g_free (fixture->credentials);
  g_free (fixture->config);
  g_main_loop_unref (fixture->loop);
}

static void
write_file (const char *path,
            const char *content)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->answer = aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result,
                                                          &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* Takes @provider. */
static void
load (Fixture                *fixture,
      AwsCredentialsProvider *provider)
{
  fixture_clear_result (fixture);
  aws_credentials_provider_load_async (provider, NULL, loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true ((fixture->answer != NULL) != (fixture->error != NULL));
  g_assert_finalize_object (provider);
}

static void
assert_key (Fixture    *fixture,
            const char *key,
            const char *secret,
            const char *token)
{
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (fixture->answer), ==, key);
  g_assert_cmpstr (aws_credentials_get_secret (fixture->answer), ==, secret);
  g_assert_cmpstr (aws_credentials_get_session_token (fixture->answer), ==, token);
  g_assert_cmpint (aws_credentials_get_expires_at (fixture->answer), ==, 0);
}

static void
assert_failed (Fixture    *fixture,
               const char *code,
               const char *part)
{
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, code);
  if (strstr (fixture->error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", fixture->error->message, part);
  /* Whatever went wrong, no secret shows. */
  g_assert_null (strstr (fixture->error->message, "S3CR3T"));
}

static void
test_static (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKID", "S3CR3T", "", 0);

  load (fixture, aws_static_provider_new (credentials));
  assert_key (fixture, "AKID", "S3CR3T", NULL);
  g_assert_true (fixture->answer == credentials);
}

static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  load (fixture, aws_environment_provider_new ());
  assert_failed (fixture, "NoCredentials", "AWS_ACCESS_KEY_ID");

  g_setenv ("AWS_ACCESS_KEY_ID", "AKIDENV", TRUE);
  load (fixture, aws_environment_provider_new ());
  assert_failed (fixture, "PartialCredentials", "AWS_SECRET_ACCESS_KEY is not");

  g_setenv ("AWS_SECRET_ACCESS_KEY", "S3CR3T", TRUE);
  load (fixture, aws_environment_provider_new ());
  assert_key (fixture, "AKIDENV", "S3CR3T", NULL);

  g_setenv ("AWS_SESSION_TOKEN", "TOKEN", TRUE);
  load (fixture, aws_environment_provider_new ());
  assert_key (fixture, "AKIDENV", "S3CR3T", "TOKEN");
}

static void
test_profiles (Fixture       *fixture,
               gconstpointer  data)
{
  write_file (fixture->credentials,
              "# comment\n; comment\r\n[default]\naws_access_key_id = AKIDDEFAULT\r\n"
              "aws_secret_access_key=S3CR3T/+=#;:1\n"
              "s3 =\n  aws_access_key_id = nested\n\n"
              "[ work ]\nAWS_ACCESS_KEY_ID: AKIDWORK\naws_secret_access_key : S3CR3T2\naws_session_token = T\n"
              "[both]\naws_access_key_id = AKIDCREDENTIALS\naws_secret_access_key = S3CR3T\n");
  write_file (fixture->config,
              "\xef\xbb\xbf[default]\nregion = eu-central-1\n[profile work]\nregion=us-west-2\n"
              "[profile both]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = S3CR3T\n"
              "[profile \"in config\"]\naws_access_key_id = AKIDSPACE\naws_secret_access_key = S3CR3T\n");

  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_key (fixture, "AKIDDEFAULT", "S3CR3T/+=#;:1", NULL);
  load (fixture, aws_profile_provider_new ("work", NULL));
  assert_key (fixture, "AKIDWORK", "S3CR3T2", "T");
  load (fixture, aws_profile_provider_new ("both", NULL));
  assert_key (fixture, "AKIDCREDENTIALS", "S3CR3T", NULL);
  load (fixture, aws_profile_provider_new ("in config", NULL));
  assert_key (fixture, "AKIDSPACE", "S3CR3T", NULL);

  g_setenv ("AWS_DEFAULT_PROFILE", "both", TRUE);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_key (fixture, "AKIDCREDENTIALS", "S3CR3T", NULL);
  g_setenv ("AWS_PROFILE", "work", TRUE);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_key (fixture, "AKIDWORK", "S3CR3T2", "T");

  load (fixture, aws_profile_provider_new ("wrok", NULL));
  assert_failed (fixture, "BadProfile", "profiles found: both, default, in config, work");
}

static void
test_paths (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->home, "elsewhere", NULL);

  write_file (elsewhere, "[default]\naws_access_key_id = AKIDELSE\naws_secret_access_key = S3CR3T\n");
  write_file (fixture->credentials, "[default]\naws_access_key_id = AKIDHOME\naws_secret_access_key = S3CR3T\n");
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", elsewhere, TRUE);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_key (fixture, "AKIDELSE", "S3CR3T", NULL);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "~/elsewhere", TRUE);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_key (fixture, "AKIDELSE", "S3CR3T", NULL);
  g_unlink (elsewhere);
}

static void
test_bad_files (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { const char *content; const char *code; const char *part; } rows[] =
  {
    { "", "NoCredentials", "aws configure" },
    { "[default]\n", "NoCredentials", "profile \"default\"" },
    { "[default]\naws_access_key_id = AKID\n", "PartialCredentials", "has aws_access_key_id but no aws_secret_access_key" },
    { "[default]\naws_access_key_id = AKID\naws_secret_access_key =\n", "PartialCredentials", "but no" },
    { "[default]\naws_secret_access_key = S3CR3T\n", "PartialCredentials", "has aws_secret_access_key but no" },
    { "aws_secret_access_key = S3CR3T\n", "BadProfile", "line 1: a setting comes before" },
    { "[default\n", "BadProfile", "line 1: this section" },
    { "[]\n", "BadProfile", "line 1: this section" },
    { "[default]\n\naws_secret_access_key S3CR3T\n", "BadProfile", "line 3: this is neither" },
    { "[default]\n= S3CR3T\n", "BadProfile", "line 2" },
    { "[default]\naws_access_key_id = \xff\n", "BadProfile", "not UTF-8" },
    { "[default]\nrole_arn = arn:aws:iam::1:role/x\naws_access_key_id = A\naws_secret_access_key = S3CR3T\n",
      "PartialCredentials", "says not who becomes it" },
    { "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = none\n", "BadProfile", "no profile of that name" },
    { "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = a\ncredential_source = Environment\n",
      "BadProfile", "remove one of them" },
    { "[default]\nrole_arn = arn:aws:iam::1:role/x\ncredential_source = Moon\n", "BadProfile", "it can be Environment" },
    { "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n", "BadProfile", "in a circle: default, default" },
    { "[default]\nsso_account_id = 1\nsso_role_name = x\nsso_region = y\n", "BadProfile", "sso_start_url is missing" },
    { "[default]\nsso_account_id = 1\nsso_session = corp\n", "BadProfile", "no section [sso-session corp]" },
    { "[default]\nweb_identity_token_file = /x\n", "BadProfile", "no role for it" },
    { "[default]\ncredential_process = /bin/true\n", "ProcessFailed", "did not print credentials" },
  };
  g_autofree char *huge = g_strnfill (AWS_PROFILE_FILE_MAX_SIZE + 1, '#');

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      write_file (fixture->credentials, rows[i].content);
      load (fixture, aws_profile_provider_new (NULL, NULL));
      assert_failed (fixture, rows[i].code, rows[i].part);
    }

  write_file (fixture->credentials, huge);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_failed (fixture, "BadProfile", "too large");
  g_unlink (fixture->credentials);
  g_assert_cmpint (g_mkdir (fixture->credentials, 0700), ==, 0);
  load (fixture, aws_profile_provider_new (NULL, NULL));
  assert_failed (fixture, "BadProfile", "cannot read");
  g_rmdir (fixture->credentials);
}

/* Takes @first and @second. */
static AwsCredentialsProvider *
create_chain (AwsCredentialsProvider *first,
              AwsCredentialsProvider *second)
{
  g_autoptr(GPtrArray) providers = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (providers, first);
  g_ptr_array_add (providers, second);

  return aws_chain_provider_new (providers);
}

static void
test_chain (Fixture       *fixture,
            gconstpointer  data)
{
  load (fixture, create_chain (aws_environment_provider_new (), aws_profile_provider_new (NULL, NULL)));
  assert_failed (fixture, "NoCredentials",
                 "no AWS credentials found (looked at: environment variables, profile \"default\"); "
                 "add an account in Flotilla, set AWS_ACCESS_KEY_ID");

  write_file (fixture->credentials, "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = S3CR3T\n");
  load (fixture, create_chain (aws_environment_provider_new (), aws_profile_provider_new (NULL, NULL)));
  assert_key (fixture, "AKIDFILE", "S3CR3T", NULL);

  g_setenv ("AWS_ACCESS_KEY_ID", "AKIDENV", TRUE);
  g_setenv ("AWS_SECRET_ACCESS_KEY", "S3CR3T", TRUE);
  load (fixture, create_chain (aws_environment_provider_new (), aws_profile_provider_new (NULL, NULL)));
  assert_key (fixture, "AKIDENV", "S3CR3T", NULL);
  load (fixture, create_chain (aws_profile_provider_new (NULL, NULL), aws_environment_provider_new ()));
  assert_key (fixture, "AKIDFILE", "S3CR3T", NULL);

  /* A file that is broken is no reason to use another key. */
  write_file (fixture->credentials, "broken");
  load (fixture, create_chain (aws_profile_provider_new (NULL, NULL), aws_environment_provider_new ()));
  assert_failed (fixture, "BadProfile", "line 1");
}

static void
region_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->region = aws_profile_find_region_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static const char *
find_region (Fixture    *fixture,
             const char *profile)
{
  fixture_clear_result (fixture);
  aws_profile_find_region_async (profile, NULL, region_cb, fixture);
  g_main_loop_run (fixture->loop);

  return fixture->region;
}

static void
test_region (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_null (find_region (fixture, NULL));
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_PARAMETER);
  g_assert_nonnull (strstr (fixture->error->message, "AWS_REGION"));

  write_file (fixture->config, "[default]\nregion = eu-central-1\n[profile work]\nregion = us-west-2\n");
  g_assert_cmpstr (find_region (fixture, NULL), ==, "eu-central-1");
  g_assert_cmpstr (find_region (fixture, "work"), ==, "us-west-2");
  g_setenv ("AWS_DEFAULT_REGION", "ap-south-1", TRUE);
  g_assert_cmpstr (find_region (fixture, "work"), ==, "ap-south-1");
  g_setenv ("AWS_REGION", "sa-east-1", TRUE);
  g_assert_cmpstr (find_region (fixture, NULL), ==, "sa-east-1");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AwsCredentialsProvider) provider = aws_profile_provider_new (NULL, NULL);

  aws_credentials_provider_load_async (provider, cancellable, loaded_cb, fixture);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) \
  g_test_add ("/aws/credentials/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("flotilla-XXXXXX", NULL);
  g_autofree char *directory = g_build_filename (home, ".aws", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("HOME", home, TRUE);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);

  ADD ("static", test_static);
  ADD ("environment", test_environment);
  ADD ("profiles", test_profiles);
  ADD ("paths", test_paths);
  ADD ("bad-files", test_bad_files);
  ADD ("chain", test_chain);
  ADD ("region", test_region);
  ADD ("cancel", test_cancel);

  status = g_test_run ();
  g_rmdir (directory);
  g_rmdir (home);

  return status;
}
