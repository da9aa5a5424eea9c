/* sign-rate.c: bench-sign-rate SECONDS: how many requests a second of processor time are serialised and signed
 *
 * The request is the one sign_rate.py makes with botocore. Every one differs, so that nothing can be
 * remembered but the day's key, which botocore's signer derives anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <time.h>

#include "aws/services/aws-ec2.h"
#include "aws/wire/aws-query-writer.h"
#include "aws/aws-signer.h"

#define HOST "ec2.us-east-1.amazonaws.com"
#define DATE "20261124T023000Z"
#define START 1790000000

static AwsDescribeSpotPriceHistoryInput *
create_input (void)
{
  AwsDescribeSpotPriceHistoryInput *input =
    aws_shape_new (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input);
  AwsFilter *filter = aws_filter_new ("availability-zone", "us-east-1a", "us-east-1b", "us-east-1c", NULL);

  input->instance_types =
    aws_string_array_new ("m5.large", "m6i.large", "c5.xlarge", "r6i.2xlarge", NULL);
  input->product_descriptions = aws_string_array_new ("Linux/UNIX", NULL);
  input->filters = aws_filter_array_new ();
  g_ptr_array_add (input->filters, filter);
  input->max_results = aws_integer (1000);
  return input;
}

static void
serialise_and_sign (AwsSigner                        *signer,
                    AwsCredentials                   *credentials,
                    AwsDescribeSpotPriceHistoryInput *input,
                    GString                          *body)
{
  const AwsHeader headers[] = {
    { "host", HOST }, { "x-amz-date", DATE }, { "content-type", AWS_QUERY_CONTENT_TYPE },
  };
  const AwsSignerScope scope = { credentials, "us-east-1", "ec2", DATE };
  g_autofree char *authorization = NULL;

  g_string_truncate (body, 0);
  aws_query_writer_write (&AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, input, body);
  authorization = aws_signer_sign (signer, &scope, &(AwsSignerRequest) {
    .method = "POST",
    .path = "/",
    .headers = headers,
    .n_headers = G_N_ELEMENTS (headers),
    .body = body->str,
    .body_length = body->len,
  });
  g_assert (authorization != NULL);
}

int
main (int   argc,
      char *argv[])
{
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 1;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_new ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", NULL, 0);
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autoptr(GString) body = g_string_new (NULL);
  AwsDescribeSpotPriceHistoryInput *input = create_input ();
  clock_t start = clock ();
  clock_t elapsed = 0;
  guint64 count = 0;

  while (elapsed < seconds * CLOCKS_PER_SEC)
    {
      for (guint i = 0; i < 100; i++, count++)
        {
          input->start_time = aws_time (START + (gint64) count);
          serialise_and_sign (signer, credentials, input, body);
        }
      elapsed = clock () - start;
    }
  printf ("%.1f\n", (double) count * CLOCKS_PER_SEC / (double) elapsed);
  aws_shape_free (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input, input);
  return 0;
}
