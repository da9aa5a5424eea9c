/* test-window-interaction.c: asking for MFA codes: when a dialog is up, and when a call is sent away
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/account/flo-mfa-dialog.h"
#include "app/account/flo-window-interaction.h"
#include "aws/aws-error-codes.h"
#include "flo-app-resources.h"
#include "flo-test-window.h"

#define SERIAL "arn:aws:iam::123456789012:mfa/practice"

/* What one call got. */
typedef struct
{
  gboolean done;
  char *code;      /* (owned) (nullable) */
  GError *error;   /* (owned) (nullable) */
} Answer;

static void
answer_clear (Answer *answer)
{
  answer->done = FALSE;
  g_clear_pointer (&answer->code, g_free);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->code = aws_interaction_ask_mfa_code_finish (AWS_INTERACTION (object), result, &answer->error);
  answer->done = TRUE;
}

static void
ask (FloWindowInteraction *interaction,
     const char           *profile,
     const char           *refusal,
     GCancellable         *cancellable,
     Answer               *answer)
{
  aws_interaction_ask_mfa_code_async (AWS_INTERACTION (interaction), profile, SERIAL, refusal, cancellable,
                                      answered_cb, answer);
}

static void
enter (GtkWidget  *dialog,
       const char *code)
{
  gtk_editable_set_text (GTK_EDITABLE (flo_test_window_get_child (dialog, "code_entry")), code);
}

static gboolean
can_continue (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (flo_test_window_get_child (dialog, "continue_button"));
}

static void
press_enter (GtkWidget *dialog)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (flo_test_window_get_child (dialog, "code_entry")), "activate");
}

static void
test_code (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) answer = { FALSE, NULL, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, "work", NULL, NULL, &answer);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (dialog)));
  g_assert_nonnull (strstr (gtk_label_get_label (flo_test_window_get_child (dialog, "reason_label")), "work"));
  g_assert_cmpstr (gtk_label_get_label (flo_test_window_get_child (dialog, "device_label")), ==, SERIAL);
  g_assert_false (gtk_widget_get_visible (flo_test_window_get_child (dialog, "problem_box")));

  /* Six digits, neither less nor something else; a space is how people and authenticators write them. */
  g_assert_false (can_continue (dialog));
  enter (dialog, "12345");
  g_assert_false (can_continue (dialog));
  enter (dialog, "1234567");
  g_assert_false (can_continue (dialog));
  enter (dialog, "abcdef");
  g_assert_false (can_continue (dialog));
  enter (dialog, "123 456");
  g_assert_true (can_continue (dialog));
  press_enter (dialog);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.code, ==, "123456");
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  g_assert_null (flo_window_interaction_get_signed_out (interaction));
}

static void
test_refusal (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) answer = { FALSE, NULL, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, "work", "MultiFactorAuthentication failed with invalid MFA one time pass code.", NULL, &answer);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_get_visible (flo_test_window_get_child (dialog, "problem_box")));
  g_assert_nonnull (strstr (gtk_label_get_label (flo_test_window_get_child (dialog, "problem_label")),
                            "invalid MFA one time pass code"));
  enter (dialog, "654321");
  press_enter (dialog);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_cmpstr (answer.code, ==, "654321");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Nobody did anything: a poll must not bring up a dialog. It is told, and so is the window. */
static void
test_unattended (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) answer = { FALSE, NULL, NULL };
  guint n_signed_in = 0;
  GtkWidget *dialog;

  g_signal_connect_swapped (interaction, "signed-in", G_CALLBACK (count_cb), &n_signed_in);
  ask (interaction, "work", NULL, NULL, &answer);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_error (answer.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (answer.error), ==, AWS_CODE_MFA_NEEDED);
  g_assert_nonnull (strstr (answer.error->message, "work"));
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  g_assert_cmpstr (flo_window_interaction_get_signed_out (interaction), ==, "work");
  answer_clear (&answer);

  /* It polls on and on: still one login. */
  ask (interaction, "work", NULL, NULL, &answer);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  answer_clear (&answer);

  /* The person presses Sign In: a code is asked for by the next call. */
  g_assert_false (flo_window_interaction_sign_in (interaction));
  ask (interaction, "work", NULL, NULL, &answer);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  enter (dialog, "111111");
  press_enter (dialog);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_cmpstr (answer.code, ==, "111111");
  g_assert_null (flo_window_interaction_get_signed_out (interaction));
  g_assert_cmpuint (n_signed_in, ==, 1);
}

static void
test_declined (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) answer = { FALSE, NULL, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, "work", NULL, NULL, &answer);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (answer.code);
  g_assert_cmpstr (flo_window_interaction_get_signed_out (interaction), ==, "work");
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  answer_clear (&answer);

  /* Whoever tries again at once does not bring the dialog back. */
  ask (interaction, "work", NULL, NULL, &answer);
  g_assert_true (flo_test_window_await_flag (&answer.done));
  g_assert_cmpstr (aws_error_get_code (answer.error), ==, AWS_CODE_MFA_NEEDED);
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  flo_window_interaction_forget (interaction);
  g_assert_null (flo_window_interaction_get_signed_out (interaction));
}

/* Two accounts ask at once: one dialog, then the other. */
static void
test_one_at_a_time (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) first = { FALSE, NULL, NULL };
  g_auto(Answer) second = { FALSE, NULL, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, "one", NULL, NULL, &first);
  ask (interaction, "two", NULL, NULL, &second);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  flo_test_window_settle ();
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 1);
  enter (dialog, "111111");
  press_enter (dialog);
  g_assert_true (flo_test_window_await_flag (&first.done));
  g_assert_cmpstr (first.code, ==, "111111");
  g_assert_false (second.done);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (dialog);
  enter (dialog, "222222");
  press_enter (dialog);
  g_assert_true (flo_test_window_await_flag (&second.done));
  g_assert_cmpstr (second.code, ==, "222222");
}

/* The call is given up: its dialog goes, and the next one's comes. */
static void
test_cancelled (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) first = { FALSE, NULL, NULL };
  g_auto(Answer) second = { FALSE, NULL, NULL };
  GtkWidget *dialog;

  flo_window_interaction_attend (interaction);
  ask (interaction, "one", NULL, cancellable, &first);
  ask (interaction, "two", NULL, NULL, &second);
  g_assert_nonnull (flo_test_window_await (FLO_TYPE_MFA_DIALOG));
  g_cancellable_cancel (cancellable);
  g_assert_true (flo_test_window_await_flag (&first.done));
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (second.done);
  dialog = flo_test_window_await (FLO_TYPE_MFA_DIALOG);
  g_assert_nonnull (strstr (gtk_label_get_label (flo_test_window_get_child (dialog, "reason_label")), "two"));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (flo_test_window_await_flag (&second.done));
}

static void
test_closed (void)
{
  g_autoptr(FloWindowInteraction) interaction = flo_window_interaction_new (NULL);
  g_auto(Answer) waiting = { FALSE, NULL, NULL };
  g_auto(Answer) late = { FALSE, NULL, NULL };

  flo_window_interaction_attend (interaction);
  ask (interaction, "one", NULL, NULL, &waiting);
  g_assert_nonnull (flo_test_window_await (FLO_TYPE_MFA_DIALOG));
  flo_window_interaction_close (interaction);
  g_assert_true (flo_test_window_await_flag (&waiting.done));
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (flo_test_window_count (FLO_TYPE_MFA_DIALOG), ==, 0);
  ask (interaction, "one", NULL, NULL, &late);
  g_assert_true (flo_test_window_await_flag (&late.done));
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "none", TRUE);   /* its bus would talk into the report */
  g_test_init (&argc, &argv, NULL);
  g_resources_register (flo_app_get_resource ());
  adw_init ();

  g_test_add_func ("/window-interaction/code", test_code);
  g_test_add_func ("/window-interaction/refusal", test_refusal);
  g_test_add_func ("/window-interaction/unattended", test_unattended);
  g_test_add_func ("/window-interaction/declined", test_declined);
  g_test_add_func ("/window-interaction/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/window-interaction/cancelled", test_cancelled);
  g_test_add_func ("/window-interaction/closed", test_closed);

  return g_test_run ();
}
