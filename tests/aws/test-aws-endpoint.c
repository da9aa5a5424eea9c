/* test-aws-endpoint.c: where services answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "aws/aws-endpoint.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ce.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-iam.h"
#include "aws/services/aws-pricing.h"
#include "aws/services/aws-ssm.h"
#include "aws/services/aws-sts.h"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static AwsSettings *
load_settings (const char  *profile,
               GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aws_settings_load_async (profile, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return aws_settings_load_finish (result, error);
}

static void
assert_endpoint (const AwsService *service,
                 const char       *region,
                 const char       *override,
                 const char       *url,
                 const char       *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSettings) settings = load_settings (NULL, &error);
  g_autoptr(AwsEndpoint) endpoint =
    aws_endpoint_resolve (service, region, override, settings, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_uri_to_string (endpoint->uri);
  g_assert_cmpstr (text, ==, url);
  g_assert_cmpstr (endpoint->host, ==, host);
}

static void
assert_refused (const char *region,
                const char *override,
                const char *code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSettings) settings = load_settings (NULL, NULL);

  g_assert_null (aws_endpoint_resolve (&AWS_EC2, region, override, settings, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PARAMETER);
  g_assert_cmpstr (aws_error_get_code (error), ==, code);
}

static void
test_partitions (void)
{
  assert_endpoint (&AWS_EC2, "us-east-1", NULL, "https://ec2.us-east-1.amazonaws.com/",
                   "ec2.us-east-1.amazonaws.com");
  assert_endpoint (&AWS_STS, "cn-north-1", NULL, "https://sts.cn-north-1.amazonaws.com.cn/",
                   "sts.cn-north-1.amazonaws.com.cn");
  assert_endpoint (&AWS_SSM, "us-gov-west-1", "", "https://ssm.us-gov-west-1.amazonaws.com/",
                   "ssm.us-gov-west-1.amazonaws.com");
}

static void
test_override (void)
{
  assert_endpoint (&AWS_EC2, "us-east-1", "http://127.0.0.1:8787", "http://127.0.0.1:8787/", "127.0.0.1:8787");
  assert_endpoint (&AWS_EC2, "us-east-1", "http://localhost", "http://localhost/", "localhost");
  assert_endpoint (&AWS_EC2, "us-east-1", "http://[::1]:80/x", "http://[::1]:80/x", "[::1]");
  assert_endpoint (&AWS_EC2, "us-east-1", "http://127.3.2.1:443", "http://127.3.2.1:443/", "127.3.2.1:443");
  assert_endpoint (&AWS_EC2, "us-east-1", "https://proxy.example:443/ec2/", "https://proxy.example:443/ec2/",
                   "proxy.example");
  assert_endpoint (&AWS_EC2, "us-east-1", "HTTPS://proxy.example:80", "https://proxy.example:80/",
                   "proxy.example:80");
}

static void
test_refused (void)
{
  assert_refused (NULL, NULL, "BadRegion");
  assert_refused ("", NULL, "BadRegion");
  assert_refused ("us-east-1.evil.example/", NULL, "BadRegion");
  assert_refused ("US-EAST-1", NULL, "BadRegion");
  assert_refused ("-x", NULL, "BadRegion");
  assert_refused ("a-region-whose-name-never-comes-to-an-end", NULL, "BadRegion");
  assert_refused ("us-east-1", "http://ec2.example.com", "BadEndpoint");
  assert_refused ("us-east-1", "http://127.0.0.1.example.com", "BadEndpoint");
  assert_refused ("us-east-1", "http://128.0.0.1", "BadEndpoint");
  assert_refused ("us-east-1", "http://localhost.example.com", "BadEndpoint");
  assert_refused ("us-east-1", "ftp://localhost", "BadEndpoint");
  assert_refused ("us-east-1", "localhost:80", "BadEndpoint");
  assert_refused ("us-east-1", "https://", "BadEndpoint");
  assert_refused ("us-east-1", "https://user:pass@example.com", "BadEndpoint");
  assert_refused ("us-east-1", "https://example.com/?a=b", "BadEndpoint");
  assert_refused ("us-east-1", "https://example.com/#a", "BadEndpoint");
  assert_refused ("us-east-1", "nonsense", "BadEndpoint");
  assert_refused ("us-east-1", "https://a%0d%0aX-Evil:%20b.example.com/", "BadEndpoint");
  assert_refused ("us-east-1", "https://exam%20ple.com/", "BadEndpoint");
}

static void
test_environment (void)
{
  g_setenv ("AWS_ENDPOINT_URL", "http://127.0.0.1:1", TRUE);
  g_setenv ("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:2", TRUE);
  assert_endpoint (&AWS_EC2, "us-east-1", NULL, "http://127.0.0.1:1/", "127.0.0.1:1");
  assert_endpoint (&AWS_STS, "us-east-1", NULL, "http://127.0.0.1:2/", "127.0.0.1:2");
  assert_endpoint (&AWS_STS, "us-east-1", "http://127.0.0.1:3", "http://127.0.0.1:3/", "127.0.0.1:3");
  g_setenv ("AWS_ENDPOINT_URL", "http://example.com", TRUE);
  assert_refused ("us-east-1", NULL, "BadEndpoint");
  g_unsetenv ("AWS_ENDPOINT_URL");
  g_unsetenv ("AWS_ENDPOINT_URL_STS");
}

static void
assert_signed_for (const AwsService *service,
                   const char       *region,
                   const char       *override,
                   const char       *signing_region)
{
  g_autoptr(AwsSettings) settings = load_settings (NULL, NULL);
  g_autoptr(AwsEndpoint) endpoint = aws_endpoint_resolve (service, region, override, settings, NULL);

  g_assert_nonnull (endpoint);
  g_assert_cmpstr (endpoint->signing_region, ==, signing_region);
}

/* Also where the requests go somewhere else: what is signed is AWS's name for the place. */
static void
test_signing_region (void)
{
  assert_signed_for (&AWS_EC2, "eu-west-1", NULL, "eu-west-1");
  assert_signed_for (&AWS_EC2, "eu-west-1", "http://127.0.0.1:1", "eu-west-1");
  assert_signed_for (&AWS_IAM, "eu-west-1", NULL, "us-east-1");
  assert_signed_for (&AWS_IAM, "cn-northwest-1", NULL, "cn-north-1");
  assert_signed_for (&AWS_CE, "eu-west-1", "http://127.0.0.1:1", "us-east-1");
  assert_endpoint (&AWS_PRICING, "eu-west-1", NULL, "https://api.pricing.us-east-1.amazonaws.com/",
                   "api.pricing.us-east-1.amazonaws.com");
  assert_endpoint (&AWS_PRICING, "ap-south-1", NULL, "https://api.pricing.ap-south-1.amazonaws.com/",
                   "api.pricing.ap-south-1.amazonaws.com");
}

static void
test_variants (void)
{
  g_setenv ("AWS_USE_FIPS_ENDPOINT", "True", TRUE);
  assert_endpoint (&AWS_EC2, "us-east-1", NULL, "https://ec2-fips.us-east-1.amazonaws.com/",
                   "ec2-fips.us-east-1.amazonaws.com");
  g_setenv ("AWS_USE_DUALSTACK_ENDPOINT", "true", TRUE);
  assert_endpoint (&AWS_EC2, "us-east-1", NULL, "https://ec2-fips.us-east-1.api.aws/",
                   "ec2-fips.us-east-1.api.aws");
  g_setenv ("AWS_USE_FIPS_ENDPOINT", "no", TRUE);
  assert_endpoint (&AWS_EC2, "us-east-1", NULL, "https://ec2.us-east-1.api.aws/", "ec2.us-east-1.api.aws");
  g_unsetenv ("AWS_USE_FIPS_ENDPOINT");
  g_unsetenv ("AWS_USE_DUALSTACK_ENDPOINT");
}

static void
assert_profile_endpoint (const char       *profile,
                         const AwsService *service,
                         const char       *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSettings) settings = load_settings (profile, &error);
  g_autoptr(AwsEndpoint) endpoint = NULL;

  g_assert_no_error (error);
  endpoint = aws_endpoint_resolve (service, "us-east-1", NULL, settings, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (endpoint->host, ==, host);
}

static void
assert_profile_refused (const char *profile,
                        const char *code,
                        const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSettings) settings = load_settings (profile, &error);

  if (settings != NULL)
    g_assert_null (aws_endpoint_resolve (&AWS_EC2, "us-east-1", NULL, settings, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PARAMETER);
  g_assert_cmpstr (aws_error_get_code (error), ==, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
check_profiles (void)
{
  assert_profile_endpoint ("nobody", &AWS_EC2, "ec2.us-east-1.amazonaws.com");
  assert_profile_endpoint ("fips", &AWS_EC2, "ec2-fips.us-east-1.amazonaws.com");
  assert_profile_endpoint ("dual", &AWS_EC2, "ec2.us-east-1.api.aws");
  assert_profile_endpoint ("local", &AWS_EC2, "127.0.0.1:1");
  assert_profile_endpoint ("local", &AWS_CE, "127.0.0.1:2");
  assert_profile_endpoint ("ignored", &AWS_EC2, "ec2.us-east-1.amazonaws.com");
  assert_profile_refused ("lost", "BadSetting", "[services nowhere]");
  assert_profile_refused ("far", "BadEndpoint", "endpoint_url of profile \"far\"");
  assert_profile_refused ("mode", "BadSetting", "retry_mode of profile \"mode\" is \"wild\"");
  assert_profile_refused ("many", "BadSetting", "max_attempts of profile \"many\" is \"0\"");

  /* The environment comes first, the one variable for all services included. */
  g_setenv ("AWS_ENDPOINT_URL", "http://127.0.0.1:3", TRUE);
  assert_profile_endpoint ("local", &AWS_CE, "127.0.0.1:3");
  g_setenv ("AWS_ENDPOINT_URL_COST_EXPLORER", "http://127.0.0.1:4", TRUE);
  assert_profile_endpoint ("local", &AWS_CE, "127.0.0.1:4");
  assert_profile_endpoint ("ignored", &AWS_CE, "ce.us-east-1.amazonaws.com");
  g_setenv ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", TRUE);
  assert_profile_endpoint ("local", &AWS_CE, "ce.us-east-1.amazonaws.com");
  g_unsetenv ("AWS_ENDPOINT_URL");
  g_unsetenv ("AWS_ENDPOINT_URL_COST_EXPLORER");
  g_unsetenv ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
}

static void
test_profile (void)
{
  static const char text[] =
    "[profile fips]\nuse_fips_endpoint = true\n"
    "[profile dual]\nuse_dualstack_endpoint = TRUE\n"
    "[profile local]\nendpoint_url = http://127.0.0.1:1\nservices = test\n"
    "[profile ignored]\nendpoint_url = http://127.0.0.1:1\nignore_configured_endpoint_urls = true\n"
    "[profile lost]\nservices = nowhere\n"
    "[profile far]\nendpoint_url = http://ec2.example.com\n"
    "[profile mode]\nretry_mode = wild\n"
    "[profile many]\nmax_attempts = 0\n"
    "[services test]\ncost_explorer =\n  endpoint_url = http://127.0.0.1:2\nsts =\n  endpoint_url = x\n";
  g_autofree char *directory = g_dir_make_tmp ("flotilla-endpoint-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "config", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("AWS_CONFIG_FILE", path, TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent", TRUE);
  check_profiles ();
  g_unsetenv ("AWS_CONFIG_FILE");
  g_unsetenv ("AWS_SHARED_CREDENTIALS_FILE");
  g_remove (path);
  g_rmdir (directory);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("AWS_ENDPOINT_URL");
  g_unsetenv ("AWS_ENDPOINT_URL_EC2");

  g_test_add_func ("/aws/endpoint/partitions", test_partitions);
  g_test_add_func ("/aws/endpoint/override", test_override);
  g_test_add_func ("/aws/endpoint/refused", test_refused);
  g_test_add_func ("/aws/endpoint/environment", test_environment);
  g_test_add_func ("/aws/endpoint/signing-region", test_signing_region);
  g_test_add_func ("/aws/endpoint/variants", test_variants);
  g_test_add_func ("/aws/endpoint/profile", test_profile);

  return g_test_run ();
}
