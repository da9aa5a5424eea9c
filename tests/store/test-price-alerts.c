/* test-price-alerts.c: what prices people want to be told of, in the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-price-alert-records.h"


static const char *const types[] = { "m5.large", "c5.*", NULL };
static const char *const zones[] = { "us-east-1a", NULL };

static gint64
save (StoreFixture   *f,
      gint64          id,
      const char     *account,
      FloMoney        price,
      GError        **error)
{
  const FloPriceAlert alert = {
    .id = id, .account = (char *) account, .region = (char *) "us-east-1", .product = (char *) "Linux/UNIX",
    .types = (GStrv) types, .zones = price == 50 ? (GStrv) zones : NULL,
    .kind = price == 50 ? FLO_PRICE_ALERT_CHEAPEST_BELOW : FLO_PRICE_ALERT_ABOVE, .price = price, .percent = 7,
    .hours = 24,
  };

  flo_price_alert_records_save_async (f->store, &alert, NULL, store_fixture_keep_result, f);

  return flo_price_alert_records_save_finish (f->store, store_fixture_wait (f), error);
}

static GPtrArray *
list (StoreFixture           *f,
      const char             *account,
      FloPriceAlertListener   listener,
      GPtrArray             **states)
{
  GPtrArray *alerts;
  GError *error = NULL;

  flo_price_alert_records_list_async (f->store, account, listener, NULL, store_fixture_keep_result, f);
  alerts = flo_price_alert_records_list_finish (f->store, store_fixture_wait (f), states, &error);
  g_assert_no_error (error);

  return alerts;
}

static void
tell (StoreFixture *f,
      gint64        alert,
      gint64        checked)
{
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_alert_state_free);
  FloPriceAlertState *state = flo_price_alert_state_new (alert, "m5.large", "us-east-1a");
  GError *error = NULL;

  state->checked = checked;
  state->told = TRUE;
  state->price = 40;
  state->before = 30;
  g_ptr_array_add (states, state);
  flo_price_alert_records_told_async (f->store, FLO_PRICE_ALERT_TELL_WINDOW, states, NULL, store_fixture_keep_result,
                                      f);
  flo_price_alert_records_told_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
test_keep (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  const FloPriceAlert *alert;
  gint64 first, second;

  store_fixture_open (&f);
  first = save (&f, 0, "work", 50, NULL);
  second = save (&f, 0, "work", 60, NULL);
  g_assert_cmpint (save (&f, 0, "other", 60, NULL), >, second);
  g_assert_cmpint (first, >, 0);

  /* They outlive the program. */
  store_fixture_close (&f);
  store_fixture_open (&f);
  alerts = list (&f, "work", FLO_PRICE_ALERT_TELL_WINDOW, NULL);
  g_assert_cmpuint (alerts->len, ==, 2);
  alert = g_ptr_array_index (alerts, 0);
  g_assert_cmpint (alert->id, ==, first);
  g_assert_cmpstr (alert->account, ==, "work");
  g_assert_cmpstr (alert->region, ==, "us-east-1");
  g_assert_cmpstr (alert->product, ==, "Linux/UNIX");
  g_assert_true (g_strv_equal ((const char *const *) alert->types, types));
  g_assert_true (g_strv_equal ((const char *const *) alert->zones, zones));
  g_assert_cmpint (alert->kind, ==, FLO_PRICE_ALERT_CHEAPEST_BELOW);
  g_assert_cmpint (alert->price, ==, 50);
  g_assert_cmpuint (alert->percent, ==, 7);
  g_assert_cmpuint (alert->hours, ==, 24);
  g_assert_null (((FloPriceAlert *) alerts->pdata[1])->zones);

  /* Removed by its own account only, and once. */
  flo_price_alert_records_remove_async (f.store, "other", first, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_price_alert_records_remove_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
  flo_price_alert_records_remove_async (f.store, "work", first, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_price_alert_records_remove_finish (f.store, store_fixture_wait (&f), NULL));
  g_clear_error (&error);
  g_assert_cmpint (save (&f, first, "work", 50, &error), ==, 0);
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
}

static void
test_told (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) states = NULL;
  const FloPriceAlertState *state;
  gint64 id;

  store_fixture_open (&f);
  id = save (&f, 0, "work", 60, NULL);
  tell (&f, id, 1000);
  tell (&f, id, 2000);
  tell (&f, id + 1, 2000);   /* which is gone */
  g_ptr_array_unref (list (&f, "work", FLO_PRICE_ALERT_TELL_WINDOW, &states));
  g_assert_cmpuint (states->len, ==, 1);
  state = g_ptr_array_index (states, 0);
  g_assert_cmpint (state->alert, ==, id);
  g_assert_cmpstr (state->type, ==, "m5.large");
  g_assert_cmpstr (state->zone, ==, "us-east-1a");
  g_assert_cmpint (state->checked, ==, 2000);
  g_assert_true (state->told);
  g_assert_cmpint (state->price, ==, 40);
  g_assert_cmpint (state->before, ==, 30);

  /* What the window told, the command did not. */
  g_clear_pointer (&states, g_ptr_array_unref);
  g_ptr_array_unref (list (&f, "work", FLO_PRICE_ALERT_TELL_COMMAND, &states));
  g_assert_cmpuint (states->len, ==, 0);

  /* Changed, it is another one, and nothing was told of it. */
  g_assert_cmpint (save (&f, id, "work", 70, NULL), ==, id);
  g_clear_pointer (&states, g_ptr_array_unref);
  g_ptr_array_unref (list (&f, "work", FLO_PRICE_ALERT_TELL_WINDOW, &states));
  g_assert_cmpuint (states->len, ==, 0);
}

static void
test_bound (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  for (guint i = 0; i < FLO_PRICE_ALERT_MAX; i++)
    g_assert_cmpint (save (&f, 0, "work", 60, NULL), >, 0);
  g_assert_cmpint (save (&f, 0, "work", 60, &error), ==, 0);
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
  g_assert_cmpint (save (&f, 0, "other", 60, NULL), >, 0);
}

static void
test_words (void)
{
  FloPriceAlertKind kind;

  for (guint i = 0; i <= FLO_PRICE_ALERT_CHEAPEST_BELOW; i++)
    {
      g_assert_true (flo_price_alert_kind_parse (flo_price_alert_kind_get_word (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (flo_price_alert_kind_parse ("beside", &kind));
  g_assert_false (flo_price_alert_kind_parse (NULL, &kind));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-alerts/keep", test_keep);
  g_test_add_func ("/price-alerts/told", test_told);
  g_test_add_func ("/price-alerts/bound", test_bound);
  g_test_add_func ("/price-alerts/words", test_words);

  return g_test_run ();
}
