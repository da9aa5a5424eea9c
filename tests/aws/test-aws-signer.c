/* test-aws-signer.c: a known answer, and that the keys which are kept are the right ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-signer.h"

#define BODY \
  "Action=DescribeSpotPriceHistory&Version=2016-11-15&InstanceType.1=m5.large" \
  "&ProductDescription.1=Linux%2FUNIX&StartTime=2015-08-30T12%3A36%3A00Z"

static const AwsHeader headers[] =
{
  { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" },
  { "X-Amz-Date", "20150830T123600Z" },
  { "Host", "ec2.us-east-1.amazonaws.com" },
};

static const AwsSignerRequest request =
{
  .method = "POST",
  .path = "/",
  .headers = headers,
  .n_headers = G_N_ELEMENTS (headers),
  .body = BODY,
  .body_length = sizeof BODY - 1,
};

static AwsCredentials *
create_credentials (const char *secret)
{
  return aws_credentials_new ("AKIDEXAMPLE", secret, NULL, 0);
}

static char *
sign (AwsSigner      *signer,
      AwsCredentials *credentials,
      const char     *region,
      const char     *date)
{
  AwsSignerScope scope = { credentials, region, "ec2", date };

  return aws_signer_sign (signer, &scope, &request);
}

static void
test_known_answer (void)
{
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autoptr(AwsCredentials) credentials = create_credentials ("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  g_autofree char *authorization = sign (signer, credentials, "us-east-1", "20150830T123600Z");
  g_autofree char *canonical = aws_signer_canonical_request (&request);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);

  g_assert_cmpstr (hash, ==, "53c546725a09d54b58aa54e8d93fdefa6ace83c775ad4eb5b98f3d011b0203b7");
  g_assert_cmpstr (authorization, ==,
                   "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request, "
                   "SignedHeaders=content-type;host;x-amz-date, "
                   "Signature=e941315bb62e9e383bfbb939ff07fd93fead0a475c921c38006be03c3142e657");
}

/* A signer that has signed for others signs as a fresh one does. */
static void
test_kept_keys (void)
{
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autoptr(AwsCredentials) one = create_credentials ("one");
  g_autoptr(AwsCredentials) two = create_credentials ("two");
  g_autofree char *first = sign (signer, one, "us-east-1", "20150830T123600Z");
  g_autofree char *second = sign (signer, two, "us-east-1", "20150830T123600Z");

  g_assert_cmpstr (first, !=, second);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(AwsSigner) fresh = aws_signer_new ();
      g_autofree char *region = g_strdup_printf ("region-%u", i % 13);
      g_autofree char *date = g_strdup_printf ("201508%02uT123600Z", 10 + i % 3);
      g_autofree char *kept = sign (signer, i % 2 ? one : two, region, date);
      g_autofree char *expected = sign (fresh, i % 2 ? one : two, region, date);

      g_assert_cmpstr (kept, ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/signer/known-answer", test_known_answer);
  g_test_add_func ("/aws/signer/kept-keys", test_kept_keys);

  return g_test_run ();
}
