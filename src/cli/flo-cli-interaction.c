/* flo-cli-interaction.c: MFA codes and sign-ins, asked for on the terminal
 *
 * The call that needs the answer waits and goes on with it. The main loop runs meanwhile, so Ctrl+C is heard
 * and AWS's other answers come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>

#include "aws/aws-error-codes.h"
#include "cli/flo-cli-interaction.h"

#define N_DIGITS 6
#define MAX_LINE 64
#define MAX_MISTYPED 10   /* what is no code at all */

struct _FloCliInteraction
{
  GObject parent_instance;

  FloCliOutput *output;     /* (unowned) */
  FloCliBrowser browser;
};

/* One code that is being asked for. */
typedef struct
{
  char line[MAX_LINE];
  gsize length;
  guint n_mistyped;
} Question;

static void flo_cli_interaction_iface_init (AwsInteractionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloCliInteraction, flo_cli_interaction, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_INTERACTION, flo_cli_interaction_iface_init))

/* ---- MFA ---- */

static void
question_free (gpointer data)
{
  Question *self = data;

  explicit_bzero (self->line, sizeof self->line);
  g_free (self);
}

static gboolean
is_code (const char *text)
{
  return strlen (text) == N_DIGITS && strspn (text, "0123456789") == N_DIGITS;
}

/* Authenticators show "123 456". */
static void
remove_spaces (char *text)
{
  char *end = text;

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      *end++ = *c;
  *end = '\0';
}

static void
prompt (FloCliInteraction *self)
{
  flo_cli_output_ask (self->output, "Code of six digits: ");
}

/* Reads what is there; a terminal gives whole lines. TRUE: the line is complete. */
static gboolean
read_input (Question *question,
            gboolean *ended)
{
  char c;
  ssize_t n = read (STDIN_FILENO, &c, 1);

  *ended = n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN);
  if (n == 1 && c != '\n' && c != '\r' && question->length < MAX_LINE - 1)
    question->line[question->length++] = c;
  question->line[question->length] = '\0';
  return n == 1 && (c == '\n' || c == '\r');
}

static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  GTask *task = user_data;
  FloCliInteraction *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  gboolean ended;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      flo_cli_output_ask (self->output, "\n");
      g_task_return_error_if_cancelled (task);
      return G_SOURCE_REMOVE;
    }
  if (condition == 0)
    return G_SOURCE_CONTINUE;
  if (!read_input (question, &ended))
    {
      if (!ended)
        return G_SOURCE_CONTINUE;
      flo_cli_output_ask (self->output, "\n");
      g_task_return_error (task, aws_error_new (NULL, AWS_CODE_MFA_NEEDED, "no code was entered", NULL, 0));
      return G_SOURCE_REMOVE;
    }

  remove_spaces (question->line);
  question->length = 0;
  if (is_code (question->line))
    {
      g_task_return_pointer (task, g_strdup (question->line), g_free);
      return G_SOURCE_REMOVE;
    }
  if (++question->n_mistyped >= MAX_MISTYPED)
    {
      g_task_return_error (task, aws_error_new (NULL, AWS_CODE_MFA_NEEDED,
                                                "no code of six digits was entered", NULL, 0));
      return G_SOURCE_REMOVE;
    }
  prompt (self);
  return G_SOURCE_CONTINUE;
}

/* Whichever comes first, a line or Ctrl+C. */
static void
listen_for_line (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) source = g_unix_fd_source_new (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR);

  g_source_set_callback (source, G_SOURCE_FUNC (input_cb), g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    {
      g_autoptr(GSource) stop = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (stop);
      g_source_add_child_source (source, stop);
    }
  g_source_attach (source, g_task_get_context (task));
}

static void
flo_cli_interaction_ask_mfa_code_async (AwsInteraction      *interaction,
                                        const char          *profile,
                                        const char          *mfa_serial,
                                        const char          *refusal,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  FloCliInteraction *self = FLO_CLI_INTERACTION (interaction);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, flo_cli_interaction_ask_mfa_code_async);
  g_task_set_task_data (task, g_new0 (Question, 1), question_free);

  if (refusal != NULL)
    flo_cli_output_ask (self->output, "AWS did not take the code: %s\nWait for the next one, then enter it.\n",
                        refusal);
  else
    flo_cli_output_ask (self->output, "Profile %s needs a code of MFA device %s.\n",
                        profile != NULL ? profile : "default", mfa_serial);
  prompt (self);
  listen_for_line (task);
}

static char *
flo_cli_interaction_ask_mfa_code_finish (AwsInteraction  *interaction,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- signing in ---- */

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0';
}

/* Over SSH the display, if there is one, is as a rule not where the person's browser is, and the browser
 * would have to come back to a port of this computer. */
static gboolean
has_browser (void)
{
  return (is_set ("DISPLAY") || is_set ("WAYLAND_DISPLAY"))
         && !is_set ("SSH_CONNECTION") && !is_set ("SSH_CLIENT") && !is_set ("SSH_TTY");
}

static void
browser_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloCliInteraction *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    flo_cli_output_ask (self->output, "No browser could be opened; open the address yourself, on this computer.\n");
}

static void
open_browser (GTask      *task,
              const char *uri)
{
  FloCliInteraction *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) opener =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                      "xdg-open", uri, NULL);

  if (opener == NULL)
    flo_cli_output_ask (self->output, "No browser could be opened (%s); open the address yourself, on this "
                        "computer.\n", error->message);
  else
    g_subprocess_wait_check_async (opener, g_task_get_cancellable (task), browser_opened_cb,
                                   g_object_ref (task));
}

static void
show_sign_in (AwsSsoSignIn *sign_in,
              GParamSpec   *pspec,
              gpointer      user_data)
{
  GTask *task = user_data;
  FloCliInteraction *self = g_task_get_source_object (task);
  const char *uri = aws_sso_sign_in_get_uri (sign_in);
  const char *code = aws_sso_sign_in_get_user_code (sign_in);
  gint64 expires_at = aws_sso_sign_in_get_expires_at (sign_in);
  gboolean browser = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (task), "browser"));

  /* The code is known no later than the address. */
  if (uri == NULL || g_object_get_data (G_OBJECT (task), "shown") != NULL)
    return;
  g_object_set_data (G_OBJECT (task), "shown", task);

  if (browser)
    {
      flo_cli_output_ask (self->output, "Your browser opens this page; sign in there:\n  %s\n", uri);
      open_browser (task, uri);
    }
  else
    {
      flo_cli_output_ask (self->output, "Open this page in a browser on any computer, and sign in:\n  %s\n", uri);
      if (code != NULL)
        flo_cli_output_ask (self->output, "It shows or asks for this code:\n  %s\n", code);
    }
  if (expires_at != 0)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (expires_at);
      g_autofree char *text = time != NULL ? g_date_time_format (time, "%H:%M") : NULL;

      flo_cli_output_ask (self->output, "Waiting for you, until %s. Ctrl+C stops.\n", text != NULL ? text : "?");
    }
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloCliInteraction *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean done = aws_sso_sign_in_run_finish (AWS_SSO_SIGN_IN (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, task);
  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }
  flo_cli_output_ask (self->output, "Signed in.\n");
  g_task_return_boolean (task, TRUE);
}

static void
flo_cli_interaction_sign_in_async (AwsInteraction      *interaction,
                                   AwsSsoSignIn        *sign_in,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  FloCliInteraction *self = FLO_CLI_INTERACTION (interaction);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AwsSsoSession *session = aws_sso_sign_in_get_session (sign_in);
  const char *name = aws_sso_session_get_name (session);
  gboolean browser = self->browser == FLO_CLI_BROWSER_AUTO && has_browser ();

  g_task_set_source_tag (task, flo_cli_interaction_sign_in_async);
  g_object_set_data (G_OBJECT (task), "browser", GINT_TO_POINTER (browser));
  flo_cli_output_ask (self->output, "You have to sign in to IAM Identity Center %s.\n",
                      name != NULL ? name : aws_sso_session_get_start_url (session));
  g_signal_connect (sign_in, "notify::uri", G_CALLBACK (show_sign_in), task);
  aws_sso_sign_in_run_async (sign_in, browser ? AWS_SIGN_IN_BROWSER : AWS_SIGN_IN_DEVICE, cancellable,
                             signed_in_cb, task);
}

static gboolean
flo_cli_interaction_sign_in_finish (AwsInteraction  *interaction,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
flo_cli_interaction_iface_init (AwsInteractionInterface *iface)
{
  iface->ask_mfa_code_async = flo_cli_interaction_ask_mfa_code_async;
  iface->ask_mfa_code_finish = flo_cli_interaction_ask_mfa_code_finish;
  iface->sign_in_async = flo_cli_interaction_sign_in_async;
  iface->sign_in_finish = flo_cli_interaction_sign_in_finish;
}

static void
flo_cli_interaction_class_init (FloCliInteractionClass *klass)
{
}

static void
flo_cli_interaction_init (FloCliInteraction *self)
{
}

FloCliInteraction *
flo_cli_interaction_new (FloCliOutput *output)
{
  FloCliInteraction *self = g_object_new (FLO_TYPE_CLI_INTERACTION, NULL);

  self->output = output;
  return self;
}

void
flo_cli_interaction_set_browser (FloCliInteraction *self,
                                 FloCliBrowser      browser)
{
  self->browser = browser;
}
