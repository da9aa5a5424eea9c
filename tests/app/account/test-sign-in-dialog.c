/* test-sign-in-dialog.c: signing in to the practice cloud's IAM Identity Center, as a person does in the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "app/account/flo-sign-in-dialog.h"
#include "app/account/flo-window-interaction.h"
#include "aws/aws-error-codes.h"
#include "flo-app-resources.h"
#include "flo-test-simulator.h"
#include "flo-test-window.h"

#define START_URL "https://practice.awsapps.com/start"

typedef struct
{
  FloTestSimulator *simulator;   /* (owned) */
  AwsSsoSession *session;        /* (owned) */
  AwsSsoSignIn *sign_in;         /* (owned) */
  GtkWidget *dialog;             /* (owned) (nullable) */
  gboolean done;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->simulator = flo_test_simulator_new (NULL);
  fixture->session = aws_sso_session_new ("work", START_URL, "us-east-1", NULL);
  fixture->sign_in = aws_sso_sign_in_new (fixture->session, flo_test_simulator_get_url (fixture->simulator));
  path = aws_sso_session_dup_cache_path (fixture->session);
  g_unlink (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (fixture->session);

  if (fixture->dialog != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (fixture->dialog));
      g_clear_object (&fixture->dialog);
    }
  flo_test_window_settle ();
  g_unlink (path);
  g_assert_finalize_object (fixture->sign_in);
  aws_sso_session_unref (fixture->session);
  flo_test_simulator_free (fixture->simulator);
}

static void
control (Fixture    *fixture,
         const char *format,
         const char *argument)
{
  g_auto(GStrv) parts = g_strsplit (format, "@", 2);
  g_autofree char *body = g_strconcat (parts[0], argument, parts[1], NULL);
  g_autofree char *answer = flo_test_simulator_control (fixture->simulator, "sso", body);

  g_assert_nonnull (answer);
}

static void
done_cb (Fixture *fixture)
{
  fixture->done = TRUE;
}

static void
show_dialog (Fixture *fixture)
{
  fixture->dialog = g_object_ref_sink (flo_sign_in_dialog_new (NULL, fixture->sign_in));
  g_signal_connect_swapped (fixture->dialog, "done", G_CALLBACK (done_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static gpointer
child (GtkWidget  *dialog,
       const char *name)
{
  return flo_test_window_get_child (dialog, name);
}

static const char *
shown_page (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (child (dialog, "stack"));
}

static gboolean
is_visible (GtkWidget  *dialog,
            const char *name)
{
  return gtk_widget_get_visible (child (dialog, name));
}

static const char *
text_of (GtkWidget  *dialog,
         const char *name)
{
  return gtk_label_get_label (child (dialog, name));
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
await_visible (GtkWidget  *dialog,
               const char *name)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (!is_visible (dialog, name) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_assert_true (is_visible (dialog, name));
}

/* What the browser of a person would do with the address. */
static void
browse (const char *uri)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("timeout", 20, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  GCancellable *cancellable = g_cancellable_new ();
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_assert_nonnull (message);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, NULL, NULL);
  while (soup_message_get_status (message) == SOUP_STATUS_NONE && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  flo_test_window_settle ();
  g_object_unref (cancellable);
}

static void
assert_token (Fixture  *fixture,
              gboolean  there)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (fixture->session);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == there);
}

/* ---- the dialog ---- */

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *uri = NULL;

  show_dialog (fixture);
  g_assert_cmpstr (shown_page (fixture->dialog), ==, "ask");
  g_assert_nonnull (strstr (text_of (fixture->dialog, "heading_label"), "work"));
  g_assert_nonnull (strstr (text_of (fixture->dialog, "reason_label"), START_URL));
  /* Nothing is sent, and no browser opens, before the person wants it. */
  flo_test_window_settle ();
  g_assert_null (aws_sso_sign_in_get_uri (fixture->sign_in));

  gtk_widget_activate_action (fixture->dialog, "sign-in.browser", NULL);
  g_assert_cmpstr (shown_page (fixture->dialog), ==, "waiting");
  await_visible (fixture->dialog, "uri_box");
  uri = g_strdup (text_of (fixture->dialog, "uri_label"));
  g_assert_true (g_str_has_prefix (uri, flo_test_simulator_get_url (fixture->simulator)));
  g_assert_false (is_visible (fixture->dialog, "code_box"));
  g_assert_nonnull (strstr (text_of (fixture->dialog, "left_label"), " left"));

  /* This session has no browser: it says so, and the address is there to be copied. */
  await_visible (fixture->dialog, "problem_box");
  g_assert_nonnull (strstr (text_of (fixture->dialog, "problem_label"), "No browser could be opened"));
  g_assert_cmpstr (shown_page (fixture->dialog), ==, "waiting");
  browse (uri);
  g_assert_true (flo_test_window_await_flag (&fixture->done));
  assert_token (fixture, TRUE);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

/* The browser is on another machine: the code is all that has to be carried there. */
static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *code = NULL;
  g_autofree char *copied = NULL;

  control (fixture, "{\"require_approval\": true}", "");
  show_dialog (fixture);
  gtk_widget_activate_action (fixture->dialog, "sign-in.device", NULL);
  await_visible (fixture->dialog, "code_box");
  code = g_strdup (text_of (fixture->dialog, "code_label"));
  g_assert_cmpstr (code, ==, aws_sso_sign_in_get_user_code (fixture->sign_in));
  g_assert_cmpuint (strlen (code), >=, 8);
  g_assert_true (gtk_label_get_selectable (child (fixture->dialog, "code_label")));
  g_assert_false (is_visible (fixture->dialog, "switch_button"));
  g_assert_nonnull (strstr (text_of (fixture->dialog, "uri_label"), code));

  gtk_widget_activate_action (fixture->dialog, "sign-in.copy-code", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->dialog), NULL, copied_cb, &copied);
  while (copied == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (copied, ==, code);

  flo_test_window_settle ();
  g_assert_false (fixture->done);
  assert_token (fixture, FALSE);
  control (fixture, "{\"approve\": \"@\"}", code);
  g_assert_true (flo_test_window_await_flag (&fixture->done));
  assert_token (fixture, TRUE);
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *code = NULL;

  control (fixture, "{\"require_approval\": true}", "");
  show_dialog (fixture);
  gtk_widget_activate_action (fixture->dialog, "sign-in.device", NULL);
  await_visible (fixture->dialog, "code_box");
  code = g_strdup (text_of (fixture->dialog, "code_label"));
  control (fixture, "{\"deny\": \"@\"}", code);
  await_visible (fixture->dialog, "problem_box");
  g_assert_nonnull (strstr (text_of (fixture->dialog, "problem_label"), "not to let Flotilla in"));
  g_assert_cmpstr (shown_page (fixture->dialog), ==, "ask");
  g_assert_false (fixture->done);

  /* It is not the end: the next try has a code of its own. */
  control (fixture, "{\"require_approval\": false}", "");
  gtk_widget_activate_action (fixture->dialog, "sign-in.device", NULL);
  g_assert_false (is_visible (fixture->dialog, "problem_box"));
  g_assert_true (flo_test_window_await_flag (&fixture->done));
}

/* Begun with the browser, gone on with a code. */
static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  control (fixture, "{\"require_approval\": true}", "");
  show_dialog (fixture);
  gtk_widget_activate_action (fixture->dialog, "sign-in.browser", NULL);
  await_visible (fixture->dialog, "uri_box");
  g_assert_true (is_visible (fixture->dialog, "switch_button"));
  gtk_widget_activate_action (fixture->dialog, "sign-in.device", NULL);
  await_visible (fixture->dialog, "code_box");
  g_assert_cmpstr (shown_page (fixture->dialog), ==, "waiting");
  control (fixture, "{\"approve\": \"@\"}", text_of (fixture->dialog, "code_label"));
  g_assert_true (flo_test_window_await_flag (&fixture->done));
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  control (fixture, "{\"require_approval\": true}", "");
  show_dialog (fixture);
  gtk_widget_activate_action (fixture->dialog, "sign-in.device", NULL);
  await_visible (fixture->dialog, "code_box");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  flo_test_window_settle ();
  g_assert_false (fixture->done);
  assert_token (fixture, FALSE);
  g_clear_object (&fixture->dialog);
}

/* ---- who asks for it ---- */

typedef struct
{
  gboolean done;
  gboolean signed_in;
  GError *error;   /* (owned) (nullable) */
} Answer;

static void
answer_clear (Answer *answer)
{
  answer->done = FALSE;
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->signed_in = aws_interaction_sign_in_finish (AWS_INTERACTION (object), result, &answer->error);
  answer->done = TRUE;
}

static void
ask (FloWindowInteraction *interaction,
     AwsSsoSignIn         *sign_in,
     GCancellable         *cancellable,
     Answer               *answer)
{
  aws_interaction_sign_in_async (AWS_INTERACTION (interaction), sign_in, cancellable, answered_cb, answer);
}

/* Two calls of the same login, and one of them was made by nobody: one dialog, and both go on. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_autoptr(AwsSsoSignIn) other = aws_sso_sign_in_new (fixture->session,
                                                       flo_test_simulator_get_url (fixture->simulator));
  g_auto(Answer) first = { FALSE, FALSE, NULL };
  g_auto(Answer) second = { FALSE, FALSE, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, fixture->sign_in, NULL, &first);
  ask (interaction, other, NULL, &second);
  dialog = flo_test_window_await (FLO_TYPE_SIGN_IN_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_SIGN_IN_DIALOG), ==, 1);
  gtk_widget_activate_action (dialog, "sign-in.device", NULL);
  g_assert_true (flo_test_window_await_flag (&first.done));
  g_assert_true (flo_test_window_await_flag (&second.done));
  g_assert_no_error (first.error);
  g_assert_no_error (second.error);
  g_assert_true (first.signed_in && second.signed_in);
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_SIGN_IN_DIALOG), ==, 0);
}

/* The call the dialog came up for is given up, another one waits for it: it stays, with what was typed there. */
static void
test_handed_on (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_autoptr(AwsSsoSignIn) other = aws_sso_sign_in_new (fixture->session,
                                                       flo_test_simulator_get_url (fixture->simulator));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) first = { FALSE, FALSE, NULL };
  g_auto(Answer) second = { FALSE, FALSE, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, fixture->sign_in, cancellable, &first);
  ask (interaction, other, NULL, &second);
  dialog = flo_test_window_await (FLO_TYPE_SIGN_IN_DIALOG);
  g_cancellable_cancel (cancellable);
  g_assert_true (flo_test_window_await_flag (&first.done));
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (flo_test_window_await (FLO_TYPE_SIGN_IN_DIALOG) == dialog);
  gtk_widget_activate_action (dialog, "sign-in.device", NULL);
  g_assert_true (flo_test_window_await_flag (&second.done));
  g_assert_true (second.signed_in);
}

static void
signed_in_cb (gboolean *signed_in)
{
  *signed_in = TRUE;
}

/* A poll is sent away; Sign In above the pages brings the same sign-in up without it, and tells when it is done. */
static void
test_unattended (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) answer = { FALSE, FALSE, NULL };
  gboolean signed_in = FALSE;
  GtkWidget *dialog;

  g_signal_connect_swapped (interaction, "signed-in", G_CALLBACK (signed_in_cb), &signed_in);
  ask (interaction, fixture->sign_in, NULL, &answer);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_cmpstr (aws_error_get_code (answer.error), ==, AWS_CODE_SIGN_IN_NEEDED);
  g_assert_cmpstr (flo_window_interaction_get_signed_out (interaction), ==, "work");
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_SIGN_IN_DIALOG), ==, 0);

  /* Dismissed at first: it stays signed out, and can be done later. */
  g_assert_true (flo_window_interaction_sign_in (interaction));
  dialog = flo_test_window_await (FLO_TYPE_SIGN_IN_DIALOG);
  gtk_window_close (GTK_WINDOW (dialog));
  flo_test_window_settle ();
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_SIGN_IN_DIALOG), ==, 0);
  g_assert_cmpstr (flo_window_interaction_get_signed_out (interaction), ==, "work");
  g_assert_false (signed_in);

  g_assert_true (flo_window_interaction_sign_in (interaction));
  dialog = flo_test_window_await (FLO_TYPE_SIGN_IN_DIALOG);
  gtk_widget_activate_action (dialog, "sign-in.device", NULL);
  g_assert_true (flo_test_window_await_flag (&signed_in));
  g_assert_null (flo_window_interaction_get_signed_out (interaction));
  assert_token (fixture, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "none", TRUE);   /* its bus would talk into the report */
  g_test_init (&argc, &argv, NULL);
  g_resources_register (flo_app_get_resource ());
  adw_init ();

#define ADD(name, func) g_test_add ("/sign-in-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("browser", test_browser);
  ADD ("device", test_device);
  ADD ("denied", test_denied);
  ADD ("switch", test_switch);
  ADD ("close", test_close);
  ADD ("shared", test_shared);
  ADD ("handed-on", test_handed_on);
  ADD ("unattended", test_unattended);
#undef ADD

  return g_test_run ();
}
