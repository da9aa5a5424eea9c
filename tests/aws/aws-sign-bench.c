/* aws-sign-bench.c: how many requests a second are written and signed
 *
 * usage: aws-sign-bench N; prints seconds. The request is the one of bench_sign.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>

#include "aws/aws-ec2.h"
#include "aws/aws-query-writer.h"
#include "aws/aws-signer.h"
#include "aws/aws-text.h"

static void
write_and_sign (AwsSigner      *signer,
                AwsCredentials *credentials,
                gconstpointer   input)
{
  g_autoptr(GString) body = g_string_sized_new (512);
  g_autofree char *authorization = NULL;
  char date[AWS_AMZ_DATE_SIZE];

  aws_text_format_amz_date (g_get_real_time () / G_USEC_PER_SEC, date);
  aws_query_writer_write (&AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, input, body);

  const AwsHeader headers[] =
  {
    { "host", "ec2.us-east-1.amazonaws.com" },
    { "x-amz-date", date },
    { "content-type", AWS_QUERY_CONTENT_TYPE },
  };
  AwsSignerScope scope = { credentials, "us-east-1", "ec2", date };
  AwsSignerRequest request =
  {
    .method = "POST", .path = "/", .headers = headers, .n_headers = G_N_ELEMENTS (headers),
    .body = body->str, .body_length = body->len,
  };

  authorization = aws_signer_sign (signer, &scope, &request);
  g_assert_nonnull (authorization);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_new ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", NULL, 0);
  AwsDescribeSpotPriceHistoryInput input = { .start_time = aws_time (1440938160),
                                             .next_token = (char *) "token/with+signs==" };
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  gint64 start;

  input.instance_types = aws_string_array_new ("m5.large", "c6i.xlarge", NULL);
  input.product_descriptions = aws_string_array_new ("Linux/UNIX", NULL);
  start = g_get_monotonic_time ();
  for (int i = 0; i < n; i++)
    write_and_sign (signer, credentials, &input);
  printf ("%.6f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_ptr_array_unref (input.instance_types);
  g_ptr_array_unref (input.product_descriptions);

  return 0;
}
