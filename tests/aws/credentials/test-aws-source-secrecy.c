/* test-aws-source-secrecy.c: keys from programs and kept sessions leave nothing behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aws-test-secrecy.h"
#include "aws/aws-client-private.h"
#include "aws/credentials/aws-process-source.h"
#include "aws/credentials/aws-role-cache.h"
#include "aws/services/aws-sts.h"
#include "base/flo-secret.h"

#define KEY_ID "AKIDSECRECY"

/* @name: of a file in @directory that then holds @before, @secret, @after */
static char *
write_secret (const char *directory,
              const char *name,
              const char *before,
              const char *secret,
              const char *after)
{
  char *path = g_build_filename (directory, name, NULL);
  int file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (write (file, before, strlen (before)), ==, strlen (before));
  g_assert_cmpint (write (file, secret, strlen (secret)), ==, strlen (secret));
  g_assert_cmpint (write (file, after, strlen (after)), ==, strlen (after));
  close (file);

  return path;
}

static void
test_key_from_program (AwsTestSecrecy *fixture,
                       gconstpointer   data)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secrecy-XXXXXX", NULL);
  char *secret = aws_test_secrecy_create ('p');
  g_autofree char *path = write_secret (directory, "output", "{\"Version\": 1, \"AccessKeyId\": \"" KEY_ID
                                        "\", \"SecretAccessKey\": \"", secret, "\"}");
  g_autofree char *command = g_strdup_printf ("cat %s", path);
  AwsCredentialsProvider *provider = aws_process_provider_new (command, "work", NULL, 10000);

  aws_test_secrecy_push_identity (fixture);
  g_assert_null (aws_test_secrecy_call (fixture, provider));
  g_object_unref (provider);
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);
  g_assert_null (strstr (aws_test_secrecy_get_log (), secret));

  flo_secret_free (secret);
  g_remove (path);
  g_rmdir (directory);
}

/* A program that fails may have printed a key before it did. */
static void
test_program_that_fails (AwsTestSecrecy *fixture,
                         gconstpointer   data)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secrecy-XXXXXX", NULL);
  char *secret = aws_test_secrecy_create ('q');
  g_autofree char *path = write_secret (directory, "output", "nonsense ", secret, "\n");
  g_autofree char *bad_output = g_strdup_printf ("cat %s", path);
  g_autofree char *bad_status = g_strdup_printf ("sh -c 'cat %s; exit 1'", path);
  const char *const commands[] = { bad_output, bad_status };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr(AwsCredentialsProvider) provider = aws_process_provider_new (commands[i], "work", NULL, 10000);
      g_autofree char *message = aws_test_secrecy_call (fixture, provider);

      g_assert_nonnull (strstr (message, "credential_process"));
      g_assert_null (strstr (message, secret));
      g_assert_null (strstr (aws_test_secrecy_get_log (), secret));
    }
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);

  flo_secret_free (secret);
  g_remove (path);
  g_rmdir (directory);
}

/* A session that the AWS CLI keeps: the profile's role in the test's own home. */
static void
test_kept_session (AwsTestSecrecy *fixture,
                   gconstpointer   data)
{
  static const char *const folders[] = { ".aws/cli/cache", ".aws/cli", ".aws" };
  const AwsAssumeRoleInput role = { .role_arn = (char *) "arn:aws:iam::1:role/r" };
  g_autofree char *cache_path = aws_role_cache_dup_path (&role);
  g_autofree char *cache = g_path_get_dirname (cache_path);
  g_autofree char *name = g_path_get_basename (cache_path);
  g_autofree char *config = g_build_filename (g_get_home_dir (), "config", NULL);
  char *secret = aws_test_secrecy_create ('c');
  g_autofree char *path = NULL;
  AwsCredentialsProvider *provider;

  g_assert_cmpint (g_mkdir_with_parents (cache, 0700), ==, 0);
  path = write_secret (cache, name, "{\"Credentials\": {\"AccessKeyId\": \"" KEY_ID "\", \"SessionToken\": \"t\", "
                       "\"Expiration\": \"2099-01-01T00:00:00Z\", \"SecretAccessKey\": \"", secret, "\"}}");
  g_assert_true (g_file_set_contents (config, "[profile r]\nrole_arn = arn:aws:iam::1:role/r\n"
                                      "credential_source = Environment\n", -1, NULL));
  g_setenv ("AWS_CONFIG_FILE", config, TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent", TRUE);

  aws_test_secrecy_push_identity (fixture);
  provider = aws_profile_provider_new ("r", NULL);
  g_assert_null (aws_test_secrecy_call (fixture, provider));
  g_object_unref (provider);
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);

  flo_secret_free (secret);
  g_unlink (path);
  g_unlink (config);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (g_get_home_dir (), folders[i], NULL);

      g_rmdir (folder);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("flotilla-secrecy-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("HOME", home, TRUE);

  AWS_TEST_SECRECY_ADD ("/aws/source-secrecy/key-from-program", test_key_from_program);
  AWS_TEST_SECRECY_ADD ("/aws/source-secrecy/program-that-fails", test_program_that_fails);
  AWS_TEST_SECRECY_ADD ("/aws/source-secrecy/kept-session", test_kept_session);

  status = aws_test_secrecy_run ();
  g_rmdir (home);

  return status;
}
