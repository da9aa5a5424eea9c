/* test-aws-endpoint.c: where services answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/services/aws-ec2.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ssm.h"
#include "aws/services/aws-sts.h"

static void
assert_endpoint (const AwsService *service,
                 const char       *region,
                 const char       *override,
                 const char       *url,
                 const char       *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsEndpoint) endpoint = aws_endpoint_resolve (service, region, override, &error);
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

  g_assert_null (aws_endpoint_resolve (&AWS_EC2, region, override, &error));
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

  return g_test_run ();
}
