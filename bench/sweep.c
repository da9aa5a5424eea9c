/* sweep.c: bench-sweep URL REGION…: reads the price history of several regions at once, as one account does
 *
 * Prints the records and the seconds from the first request to the last answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-client.h"
#include "aws/services/aws-ec2.h"

typedef struct
{
  guint64 n_records;
  guint n_running;
  gboolean failed;
} Sweep;

static void
count_record (gconstpointer record,
              gpointer      user_data)
{
  ((Sweep *) user_data)->n_records++;
}

static void
listed (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Sweep *sweep = user_data;
  g_autoptr(GError) error = NULL;

  sweep->n_running--;
  if (!aws_client_list_finish (AWS_CLIENT (source), result, &error))
    {
      g_printerr ("bench-sweep: %s: %s\n", aws_client_get_region (AWS_CLIENT (source)), error->message);
      sweep->failed = TRUE;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIARACE", "no-secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  g_autoptr(AwsClient) account = NULL;
  AwsDescribeSpotPriceHistoryInput input = { .max_results = aws_integer (1000) };
  Sweep sweep = { 0 };
  gint64 start;

  if (argc < 3)
    {
      g_printerr ("usage: bench-sweep URL REGION…\n");
      return 2;
    }

  account = aws_client_new (provider, argv[2], argv[1]);
  start = g_get_monotonic_time ();
  for (int i = 2; i < argc; i++)
    {
      g_autoptr(AwsClient) client = aws_client_for_region (account, argv[i]);

      sweep.n_running++;
      aws_client_list_async (client, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &input, count_record, &sweep,
                             NULL, listed, &sweep);
    }
  while (sweep.n_running > 0)
    g_main_context_iteration (NULL, TRUE);

  g_print ("%" G_GUINT64_FORMAT " %.6f\n", sweep.n_records,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  return sweep.failed ? 1 : 0;
}
