/* test-account-status.c: what the window says of an account, in each state it can be in, on a practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/account/flo-account-pane.h"
#include "app/account/flo-account-words.h"
#include "app/account/flo-mfa-dialog.h"
#include "app/account/flo-window-interaction.h"
#include "flo-app-resources.h"
#include "flo-test-simulator.h"
#include "flo-test-window.h"

#define KEY_ID "AKIAPRACTICE00000000"
#define SECRET "practice-cloud-secret"

/* ---- a provider that needs a code first, as a role with MFA does ---- */

#define TEST_TYPE_ASKING_PROVIDER (test_asking_provider_get_type ())
G_DECLARE_FINAL_TYPE (TestAskingProvider, test_asking_provider, TEST, ASKING_PROVIDER, GObject)

struct _TestAskingProvider
{
  GObject parent_instance;

  AwsInteraction *interaction;   /* (owned) */
};

static void test_asking_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestAskingProvider, test_asking_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      test_asking_provider_iface_init))

static const char *
test_asking_provider_get_description (AwsCredentialsProvider *provider)
{
  return "a role with MFA";
}

static void
code_given_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autofree char *code = aws_interaction_ask_mfa_code_finish (AWS_INTERACTION (object), result, &error);

  if (code == NULL)
    g_task_return_error (task, error);
  else
    {
      g_assert_cmpstr (code, ==, "123456");
      g_task_return_pointer (task, aws_credentials_new (KEY_ID, SECRET, NULL, 0),
                             (GDestroyNotify) aws_credentials_unref);
    }
}

static void
test_asking_provider_load_async (AwsCredentialsProvider *provider,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  GTask *task = g_task_new (provider, cancellable, callback, user_data);

  aws_interaction_ask_mfa_code_async (TEST_ASKING_PROVIDER (provider)->interaction, "work",
                                      "arn:aws:iam::123456789012:mfa/practice", NULL, cancellable,
                                      code_given_cb, task);
}

static AwsCredentials *
test_asking_provider_load_finish (AwsCredentialsProvider  *provider,
                                  GAsyncResult            *result,
                                  GError                 **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_asking_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = test_asking_provider_get_description;
  iface->load_async = test_asking_provider_load_async;
  iface->load_finish = test_asking_provider_load_finish;
}

static void
test_asking_provider_dispose (GObject *object)
{
  g_clear_object (&TEST_ASKING_PROVIDER (object)->interaction);
  G_OBJECT_CLASS (test_asking_provider_parent_class)->dispose (object);
}

static void
test_asking_provider_class_init (TestAskingProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_asking_provider_dispose;
}

static void
test_asking_provider_init (TestAskingProvider *self)
{
}

/* ---- helpers ---- */

/* A window with the pane of one account in it. */
typedef struct
{
  FloTestSimulator *simulator;   /* (owned) */
  FloAccountStatus *status;      /* (owned) */
  GtkWidget *window;
  FloAccountPane *pane;
} Fixture;

static void
show_account (Fixture                *fixture,
              AwsCredentialsProvider *provider,
              const char             *url)
{
  g_autoptr(FloAccount) account = flo_account_new ("work", FLO_ACCOUNT_KEYRING, KEY_ID, "eu-central-1", url,
                                                   provider);

  fixture->status = flo_account_status_new (account);
  fixture->window = gtk_window_new ();
  fixture->pane = FLO_ACCOUNT_PANE (flo_account_pane_new ());
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  flo_account_pane_set_status (fixture->pane, fixture->status);
}

static void
show_key (Fixture    *fixture,
          const char *secret,
          const char *url)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (KEY_ID, secret, NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  show_account (fixture, provider, url);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->simulator = flo_test_simulator_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->status);
  flo_test_simulator_free (fixture->simulator);
}

static FloAccountState
await_end (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (flo_account_status_get_state (fixture->status) == FLO_ACCOUNT_STATE_TESTING
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  return flo_account_status_get_state (fixture->status);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return flo_test_window_get_child (fixture->pane, name);
}

static void
assert_row (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_assert_true (gtk_widget_get_visible (child (fixture, name)));
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture, name)), ==, text);
}

static void
assert_says (Fixture    *fixture,
             const char *name,
             const char *text)
{
  const char *label = gtk_label_get_label (child (fixture, name));

  if (strstr (label, text) == NULL)
    g_error ("“%s” is not in “%s”", text, label);
}

/* Rights of EC2 in the list of what is missing; whether there is such a right is checked, too. */
static guint
count_missing (Fixture *fixture)
{
  GtkListBoxRow *row;
  guint n_missing = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (child (fixture, "missing_list"), i)) != NULL; i++)
    {
      const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

      if (!g_str_has_prefix (title, "ec2:"))
        continue;
      g_assert_cmpstr (title, ==, "ec2:CreateFleet");
      n_missing++;
    }
  return n_missing;
}

/* Labels below @widget that begin so. */
static guint
count_labels (GtkWidget  *widget,
              const char *prefix)
{
  guint n_labels = GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), prefix);

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL; c = gtk_widget_get_next_sibling (c))
    n_labels += count_labels (c, prefix);
  return n_labels;
}

/* ---- the states ---- */

static void
test_ready (Fixture       *fixture,
            gconstpointer  data)
{
  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  assert_says (fixture, "state_label", "Not tested yet");
  assert_says (fixture, "name_label", "work");
  g_assert_false (gtk_widget_get_visible (child (fixture, "arn_row")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "expires_row")));

  flo_account_status_check (fixture->status);
  assert_says (fixture, "state_label", "Asking AWS…");
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "test_button")));

  await_end (fixture);
  g_assert_cmpuint (count_missing (fixture), ==, 0);
  g_assert_null (flo_account_status_get_problem (fixture->status));
  assert_row (fixture, "account_row", "123456789012");
  assert_row (fixture, "arn_row", "arn:aws:iam::123456789012:user/practice");
  assert_row (fixture, "region_row", "eu-central-1");
  assert_row (fixture, "key_row", KEY_ID);
  assert_row (fixture, "expires_row", "Never: a permanent key");
  g_assert_true (gtk_widget_get_visible (child (fixture, "latency_row")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "mfa_row")));
  g_assert_true (gtk_widget_get_visible (child (fixture, "all_expander")));
  g_assert_true (gtk_widget_get_visible (child (fixture, "remove_group")));
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "test_button")));
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *answer = NULL;
  g_autofree char *ledger_before = NULL;
  g_autofree char *ledger_after = NULL;
  GtkListBoxRow *row;

  answer = flo_test_simulator_control (fixture->simulator, "deny", "{\"action\": \"ec2:CreateFleet\"}");
  ledger_before = flo_test_simulator_look (fixture->simulator, "ledger");
  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  flo_account_status_check (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_LIMITED);
  assert_says (fixture, "state_label", "Rights are missing");
  assert_says (fixture, "next_step_label", "policy");
  g_assert_true (gtk_widget_get_visible (child (fixture, "missing_list")));
  g_assert_cmpuint (count_missing (fixture), ==, 1);
  row = gtk_list_box_get_row_at_index (child (fixture, "missing_list"), 0);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
  g_assert_nonnull (strstr (adw_preferences_group_get_description (child (fixture, "rights_group")), " of "));

  /* It is asked, not tried out. */
  ledger_after = flo_test_simulator_look (fixture->simulator, "ledger");
  g_assert_cmpstr (ledger_before, ==, ledger_after);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  show_key (fixture, "not-the-secret", flo_test_simulator_get_url (fixture->simulator));
  flo_account_status_check (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_REFUSED);
  assert_says (fixture, "state_label", "Refused by AWS");
  assert_says (fixture, "problem_label", "SignatureDoesNotMatch");
  assert_says (fixture, "problem_label", "IAM console");
  g_assert_true (gtk_widget_get_visible (child (fixture, "problem_box")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "arn_row")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "sign_in_button")));
  g_assert_null (strstr (gtk_label_get_label (child (fixture, "problem_label")), "not-the-secret"));
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *answer = flo_test_simulator_control (
    fixture->simulator, "fault", "{\"kind\": \"expired\", \"action\": \"GetCallerIdentity\", \"count\": 9}");

  g_assert_nonnull (answer);
  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  flo_account_status_test (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_EXPIRED);
  assert_says (fixture, "state_label", "Expired");
  assert_says (fixture, "problem_label", "ExpiredToken");
  assert_says (fixture, "problem_label", "Sign in again, or get new credentials");
}

/* A port nobody listens on: bound, and let go. */
static char *
dup_dead_url (void)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  return g_strdup_printf ("http://127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = dup_dead_url ();

  show_key (fixture, SECRET, url);
  flo_account_status_test (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_OFFLINE);
  assert_says (fixture, "state_label", "AWS is not reachable");
  assert_says (fixture, "problem_label", "Check the network connection");
}

/* Regions side by side: each with a word, and how far away those are that let the account in. */
static void
test_regions (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  GtkWidget *regions;

  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  regions = child (fixture, "regions");
  gtk_widget_activate_action (regions, "regions.test", NULL);
  while (count_labels (regions, "Ready, ") < 5 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_labels (regions, "Ready, "), >=, 5);
}

/* What a test learned before stays on the screen when the next one gets nowhere. */
static void
test_goes_offline (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *answer = NULL;

  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  flo_account_status_check (fixture->status);
  await_end (fixture);
  assert_row (fixture, "account_row", "123456789012");
  answer = flo_test_simulator_control (fixture->simulator, "fault", "{\"kind\": \"reset-before\", \"count\": 99}");
  flo_account_status_test (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_OFFLINE);
  assert_row (fixture, "account_row", "123456789012");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  show_key (fixture, SECRET, flo_test_simulator_get_url (fixture->simulator));
  flo_account_status_check (fixture->status);
  flo_account_status_cancel (fixture->status);
  g_assert_cmpint (flo_account_status_get_state (fixture->status), ==, FLO_ACCOUNT_STATE_UNTESTED);
  flo_account_status_test (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_READY);
}

/* Nobody is asked while nobody does anything; the button is there. Pressed, a code is asked for, and the very
 * same call goes on. */
static void
test_signed_out (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  TestAskingProvider *provider = g_object_new (TEST_TYPE_ASKING_PROVIDER, NULL);
  GtkWidget *dialog;

  provider->interaction = g_object_ref (AWS_INTERACTION (interaction));
  show_account (fixture, AWS_CREDENTIALS_PROVIDER (provider), flo_test_simulator_get_url (fixture->simulator));
  g_object_unref (provider);
  flo_account_status_test (fixture->status);
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_SIGNED_OUT);
  assert_says (fixture, "state_label", "Signed out");
  g_assert_true (gtk_widget_get_visible (child (fixture, "sign_in_button")));
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  g_assert_cmpstr (flo_window_interaction_get_signed_out (interaction), ==, "work");

  flo_window_interaction_attend (interaction);
  flo_account_status_test (fixture->status);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  gtk_editable_set_text (flo_test_window_get_child (dialog, "code_entry"), "123456");
  g_signal_emit_by_name (gtk_editable_get_delegate (flo_test_window_get_child (dialog, "code_entry")), "activate");
  g_assert_cmpint (await_end (fixture), ==, FLO_ACCOUNT_STATE_READY);
  g_assert_false (gtk_widget_get_visible (child (fixture, "sign_in_button")));
  g_assert_null (flo_window_interaction_get_signed_out (interaction));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "none", TRUE);   /* its bus would talk into the report */
  g_test_init (&argc, &argv, NULL);
  g_resources_register (flo_app_get_resource ());
  adw_init ();
  g_setenv ("AWS_MAX_ATTEMPTS", "1", TRUE);

#define ADD(name, func) g_test_add ("/account-status/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("ready", test_ready);
  ADD ("denied", test_denied);
  ADD ("refused", test_refused);
  ADD ("expired", test_expired);
  ADD ("offline", test_offline);
  ADD ("goes-offline", test_goes_offline);
  ADD ("regions", test_regions);
  ADD ("cancel", test_cancel);
  ADD ("signed-out", test_signed_out);
#undef ADD

  return g_test_run ();
}
