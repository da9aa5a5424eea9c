/* test-aws-profile.c: what the files of ~/.aws say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-profile.h"

static AwsProfileFile *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  AwsProfileFile *file = aws_profile_file_parse (text, strlen (text), "config", &error);

  g_assert_no_error (error);

  return file;
}

static void
test_below (void)
{
  g_autoptr(AwsProfileFile) file = parse (
      "[services dev]\n"
      "ec2 =\n"
      "  endpoint_url = http://127.0.0.1:1/a=b\n"
      "\n"
      "  # a comment\n"
      "\tOther = 2\n"
      "sts=\n"
      "    endpoint_url=http://127.0.0.1:2\n"
      "plain = 1\n"
      "[next]\n"
      "ec2 = 3\n");

  g_assert_cmpstr (aws_profile_file_get (file, "services dev", "ec2.endpoint_url"), ==, "http://127.0.0.1:1/a=b");
  g_assert_cmpstr (aws_profile_file_get (file, "services dev", "ec2.other"), ==, "2");
  g_assert_cmpstr (aws_profile_file_get (file, "services dev", "sts.endpoint_url"), ==, "http://127.0.0.1:2");
  g_assert_cmpstr (aws_profile_file_get (file, "services dev", "plain"), ==, "1");
  g_assert_null (aws_profile_file_get (file, "services dev", "endpoint_url"));
  g_assert_null (aws_profile_file_get (file, "services dev", "ec2"));
  g_assert_cmpstr (aws_profile_file_get (file, "next", "ec2"), ==, "3");
}

static void
test_indented (void)
{
  g_autoptr(AwsProfileFile) file = parse (
      "  [default]\n"
      "  region = eu-central-1\n"
      "  output = json\n"
      "\n"
      "  credential_process = /bin/program --first\n"
      "     --second\n"
      "     # a comment\n"
      "     --third\n"
      "[profile x]\n"
      "\tregion = us-west-2\n"
      "\toutput = text\n");

  g_assert_cmpstr (aws_profile_file_get (file, "default", "region"), ==, "eu-central-1");
  g_assert_cmpstr (aws_profile_file_get (file, "default", "output"), ==, "json");
  g_assert_cmpstr (aws_profile_file_get (file, "default", "credential_process"), ==,
                   "/bin/program --first\n--second\n--third");
  g_assert_cmpstr (aws_profile_file_get (file, "profile x", "region"), ==, "us-west-2");
  g_assert_cmpstr (aws_profile_file_get (file, "profile x", "output"), ==, "text");
}

static void
assert_refused (const char *text,
                const char *part)
{
  g_autoptr(GError) error = NULL;
  AwsProfileFile *file = aws_profile_file_parse (text, strlen (text), "config", &error);

  g_assert_null (file);
  g_assert_cmpstr (aws_error_get_code (error), ==, AWS_CODE_BAD_PROFILE);
  if (strstr (error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, part);
}

static void
test_refused (void)
{
  g_autoptr(GString) endless = g_string_new ("[default]\nx = 1\n");

  assert_refused ("[default]\ns3 =\n  nonsense\n", "line 3: this belongs to the setting above");
  while (endless->len < AWS_PROFILE_FILE_MAX_SIZE - 4)
    g_string_append (endless, " a\n");
  assert_refused (endless->str, "too long");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AwsProfile **profile = user_data;
  g_autoptr(GError) error = NULL;

  *profile = aws_profile_load_finish (result, &error);
  g_assert_no_error (error);
}

static AwsProfile *
load (const char *name)
{
  AwsProfile *profile = NULL;

  aws_profile_load_async (name, NULL, loaded_cb, &profile);
  while (profile == NULL)
    g_main_context_iteration (NULL, TRUE);

  return profile;
}

static void
write_file (const char *variable,
            const char *content)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (g_getenv (variable), content, -1, &error);
  g_assert_no_error (error);
}

static void
test_profile (void)
{
  g_autoptr(AwsProfile) work = NULL;
  g_autoptr(AwsProfile) other = NULL;
  g_auto(GStrv) names = NULL;
  g_autofree char *all = NULL;

  write_file ("AWS_SHARED_CREDENTIALS_FILE", "[work]\nregion = from-credentials\nrole_arn = arn\n[only here]\na = b\n");
  write_file ("AWS_CONFIG_FILE",
              "[profile work]\nregion = from-config\nmfa_serial = device\nservices = dev\n[profile other]\n"
              "[services dev]\nec2 =\n  endpoint_url = http://127.0.0.1:1\n[sso-session corp]\nsso_region = eu-west-1\n"
              "[default]\nregion = bare\n");

  work = load ("work");
  other = aws_profile_dup_other (work, "none");
  g_assert_true (aws_profile_exists (work));
  g_assert_false (aws_profile_exists (other));
  g_assert_cmpstr (aws_profile_get (work, "role_arn"), ==, "arn");
  g_assert_cmpstr (aws_profile_get (work, "mfa_serial"), ==, "device");
  g_assert_cmpstr (aws_profile_get (work, "region"), ==, "from-credentials");
  g_assert_true (aws_profile_has_services (work, "dev"));
  g_assert_cmpstr (aws_profile_get_service (work, "dev", "ec2", "endpoint_url"), ==, "http://127.0.0.1:1");
  g_assert_cmpstr (aws_profile_get_section (other, "sso-session", "corp", "sso_region"), ==, "eu-west-1");
  g_assert_false (aws_profile_has_section (work, "sso-session", "dev"));

  names = aws_profile_dup_names (work);
  all = g_strjoinv ("|", names);
  g_assert_cmpstr (all, ==, "default|only here|other|work");
  g_clear_pointer (&other, aws_profile_unref);
  other = aws_profile_dup_other (work, "default");
  g_assert_cmpstr (aws_profile_get (other, "region"), ==, "bare");
}

/* Both ways to write the default profile; the long one counts more. */
static void
test_default (void)
{
  g_autoptr(AwsProfile) profile = NULL;
  g_auto(GStrv) names = NULL;

  write_file ("AWS_SHARED_CREDENTIALS_FILE", "");
  write_file ("AWS_CONFIG_FILE", "[profile default]\nregion = long\n[default]\nregion = short\n");
  profile = load (NULL);
  g_assert_cmpstr (aws_profile_get_region (profile), ==, "long");
  names = aws_profile_dup_names (profile);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
}

static void
test_named (void)
{
  g_unsetenv ("AWS_PROFILE");
  g_unsetenv ("AWS_DEFAULT_PROFILE");
  g_assert_false (aws_profile_is_named (NULL));
  g_assert_true (aws_profile_is_named ("x"));
  g_setenv ("AWS_DEFAULT_PROFILE", "b", TRUE);
  g_assert_true (aws_profile_is_named (NULL));
  g_assert_cmpstr (aws_profile_choose_name (NULL), ==, "b");
  g_setenv ("AWS_PROFILE", "a", TRUE);
  g_assert_cmpstr (aws_profile_choose_name (NULL), ==, "a");
  g_unsetenv ("AWS_PROFILE");
  g_unsetenv ("AWS_DEFAULT_PROFILE");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-profile-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (directory, "config", NULL);
  g_autofree char *credentials = g_build_filename (directory, "credentials", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("AWS_CONFIG_FILE", config, TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", credentials, TRUE);

  g_test_add_func ("/aws/profile/below", test_below);
  g_test_add_func ("/aws/profile/indented", test_indented);
  g_test_add_func ("/aws/profile/refused", test_refused);
  g_test_add_func ("/aws/profile/profile", test_profile);
  g_test_add_func ("/aws/profile/default", test_default);
  g_test_add_func ("/aws/profile/named", test_named);

  status = g_test_run ();
  g_unlink (config);
  g_unlink (credentials);
  g_rmdir (directory);

  return status;
}
