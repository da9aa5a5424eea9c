/* test-alert-keeper.c: price alerts of the account that is open, kept and looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "app/application/flo-alert-item.h"
#include "app/application/flo-alert-keeper.h"
#include "flo-test-simulator.h"
#include "store-fixture.h"

#define REGION "us-east-1"

typedef struct
{
  StoreFixture store;
  FloTestSimulator *simulator;
  AwsClient *client;
  FloAlertKeeper *keeper;
  GPtrArray *told;         /* (element-type utf8): titles */
  gboolean done;
} Fixture;

static void
told_cb (FloAlertKeeper *keeper,
         GPtrArray      *events,
         gpointer        user_data)
{
  Fixture *f = user_data;

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (f->told, flo_price_alert_event_title (events->pdata[i]));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->store = store_fixture_begin ();
  store_fixture_open (&f->store);
  f->simulator = flo_test_simulator_new (NULL);
  f->client = flo_test_simulator_create_client (f->simulator, REGION);
  f->told = g_ptr_array_new_with_free_func (g_free);
  f->keeper = flo_alert_keeper_new ();
  g_signal_connect (f->keeper, "told", G_CALLBACK (told_cb), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  flo_alert_keeper_open (f->keeper, NULL, NULL, NULL, FALSE);
  g_object_unref (f->keeper);
  /* What was cancelled lets go of it when it answers. */
  while (G_OBJECT (f->store.store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_ptr_array_unref (f->told);
  g_object_unref (f->client);
  flo_test_simulator_free (f->simulator);
  store_fixture_end (&f->store);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError *error = NULL;

  flo_alert_keeper_save_finish (FLO_ALERT_KEEPER (object), result, &error);
  g_assert_no_error (error);
  ((Fixture *) user_data)->done = TRUE;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;

  flo_alert_keeper_remove_finish (FLO_ALERT_KEEPER (object), result, &error);
  g_assert_no_error (error);
  ((Fixture *) user_data)->done = TRUE;
}

static guint
count_alerts (Fixture *f)
{
  return g_list_model_get_n_items (flo_alert_keeper_get_alerts (f->keeper));
}

static void
wait_for_alerts (Fixture *f,
                 guint    n_alerts)
{
  while (count_alerts (f) != n_alerts)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_requests (Fixture *f)
{
  g_autofree char *answer = flo_test_simulator_look (f->simulator, "requests");
  guint n = 0;

  for (const char *at = answer; at != NULL && (at = strstr (at, "DescribeSpotPriceHistory")) != NULL; at++)
    n++;

  return n;
}

/* Above next to nothing: it is so at once. */
static void
save (Fixture  *f,
      FloMoney  price)
{
  char *types[] = { (char *) "m5.large", NULL }, *zones[] = { (char *) "us-east-1a", NULL };
  const FloPriceAlert alert = {
    .account = (char *) "somebody", .region = (char *) REGION, .product = (char *) FLO_PRICE_PRODUCT_LINUX,
    .types = types, .zones = zones, .kind = FLO_PRICE_ALERT_ABOVE, .price = price,
  };

  f->done = FALSE;
  flo_alert_keeper_save_async (f->keeper, &alert, saved_cb, f);
  while (!f->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_told (Fixture *f,
                 guint    n_told)
{
  while (f->told->len < n_told)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(FloAlertItem) item = NULL;

  flo_alert_keeper_open (f->keeper, f->store.store, "work", f->client, FALSE);
  save (f, 100);
  wait_for_alerts (f, 1);
  wait_until_told (f, 1);
  g_assert_cmpstr (f->told->pdata[0], ==, "m5.large in us-east-1a is above $0.0001 /h");
  /* Whoever asks, it is the open account's. */
  item = g_list_model_get_item (flo_alert_keeper_get_alerts (f->keeper), 0);
  g_assert_cmpstr (flo_alert_item_get_alert (item)->account, ==, "work");

  /* A second one is told alone: the first is told already. */
  save (f, 200);
  wait_for_alerts (f, 2);
  wait_until_told (f, 2);
  g_assert_cmpstr (f->told->pdata[1], ==, "m5.large in us-east-1a is above $0.0002 /h");
}

/* Where there is nothing to look at nobody is asked, and nothing runs. */
static void
test_none (Fixture       *f,
           gconstpointer  data)
{
  guint n_requests;

  flo_alert_keeper_open (f->keeper, f->store.store, "work", f->client, FALSE);
  flo_alert_keeper_look (f->keeper);
  g_assert_cmpuint (count_requests (f), ==, 0);
  flo_alert_keeper_open (f->keeper, f->store.store, "work", f->client, FALSE);
  flo_alert_keeper_look (f->keeper);
  save (f, 100);
  wait_until_told (f, 1);
  n_requests = count_requests (f);
  g_assert_cmpuint (n_requests, >, 0);

  /* The other account has none. */
  flo_alert_keeper_open (f->keeper, f->store.store, "other", f->client, TRUE);
  g_assert_cmpuint (count_alerts (f), ==, 0);
  flo_alert_keeper_look (f->keeper);
  flo_alert_keeper_open (f->keeper, f->store.store, "work", f->client, FALSE);
  wait_for_alerts (f, 1);
  f->done = FALSE;
  {
    g_autoptr(FloAlertItem) item = g_list_model_get_item (flo_alert_keeper_get_alerts (f->keeper), 0);

    flo_alert_keeper_remove_async (f->keeper, flo_alert_item_get_alert (item)->id, removed_cb, f);
  }
  while (!f->done)
    g_main_context_iteration (NULL, TRUE);
  wait_for_alerts (f, 0);
  flo_alert_keeper_look (f->keeper);
  g_assert_cmpuint (count_requests (f), ==, n_requests);
  g_assert_cmpuint (f->told->len, ==, 1);
}

static void
test_problem (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *problem = NULL;
  guint seconds;

  g_free (flo_test_simulator_control (f->simulator, "deny", "{\"action\": \"ec2:DescribeSpotPriceHistory\"}"));
  flo_alert_keeper_open (f->keeper, f->store.store, "work", f->client, TRUE);
  g_object_get (f->keeper, "seconds", &seconds, NULL);
  g_assert_cmpuint (seconds, ==, FLO_ALERT_KEEPER_PRACTICE_SECONDS);
  save (f, 100);
  while (problem == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (f->keeper, "problem", &problem, NULL);
    }
  g_assert_nonnull (strstr (problem, "DescribeSpotPriceHistory"));
  g_assert_cmpuint (f->told->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/alert-keeper/told", Fixture, NULL, set_up, test_told, tear_down);
  g_test_add ("/alert-keeper/none", Fixture, NULL, set_up, test_none, tear_down);
  g_test_add ("/alert-keeper/problem", Fixture, NULL, set_up, test_problem, tear_down);

  return g_test_run ();
}
