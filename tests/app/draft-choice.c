/* draft-choice.c: prints which pools the assistant chooses for a config
 *
 * draft-choice FILE: the machines page's own choice, from the practice cloud at AWS_ENDPOINT_URL; a line for each pool:
 * type, zone, price of useful work, reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>

#include "app/assistant/flo-draft.h"
#include "config/flo-config-json.h"
#include "market/flo-figures.h"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static FloMarket *
load_market (const char *region)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (g_getenv ("AWS_ACCESS_KEY_ID"),
                                                               g_getenv ("AWS_SECRET_ACCESS_KEY"), NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  g_autoptr(AwsClient) client = aws_client_new (provider, region, g_getenv ("AWS_ENDPOINT_URL"));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FloMarket *market;

  flo_figures_load_market_async (client, NULL, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  market = flo_figures_load_market_finish (result, &error);
  g_assert_no_error (error);

  return market;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  g_autoptr(FloConfig) config = NULL;
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(FloDraft) draft = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  FloChoice *choice;

  g_assert_cmpint (argc, ==, 2);
  g_assert_true (g_file_get_contents (argv[1], &text, NULL, NULL));
  config = flo_config_parse (text, -1, &problems);
  g_assert_nonnull (config);
  market = load_market (config->region);
  draft = flo_draft_new (NULL, config);
  flo_draft_set_market (draft, market);

  choice = flo_draft_get_choice (draft);
  for (guint i = 0; i < flo_choice_get_n_chosen (choice); i++)
    {
      const FloRankedPool *chosen = flo_choice_get_chosen (choice, i);
      g_autofree char *price = flo_money_to_decimal (chosen->useful_price);
      g_autofree char *why = flo_choice_describe (choice, i);

      printf ("%s\t%s\t%s\t%s\n", chosen->pool->type->name, chosen->pool->zone->name, price, why);
    }

  return 0;
}
