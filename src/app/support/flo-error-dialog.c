/* flo-error-dialog.c: says that something did not work, why, and what to do now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-error-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aws/aws-error-codes.h"

/* Errors begin small, because elsewhere they end a sentence; here they are one. */
static void
append_sentence (GString    *text,
                 const char *sentence)
{
  gunichar first = g_utf8_get_char (sentence);

  g_string_append_unichar (text, g_unichar_toupper (first));
  g_string_append (text, g_utf8_next_char (sentence));
  if (!g_str_has_suffix (sentence, ".") && !g_str_has_suffix (sentence, "…"))
    g_string_append_c (text, '.');
}

/* The window says itself how to sign in. */
static gboolean
needs_person (const GError *error)
{
  const char *code = aws_error_get_code (error);

  return g_strcmp0 (code, AWS_CODE_SIGN_IN_NEEDED) == 0 || g_strcmp0 (code, AWS_CODE_MFA_NEEDED) == 0;
}

/**
 * flo_error_dialog_describe:
 * @error: what went wrong
 *
 * Returns: (transfer full): it for people, a paragraph each: what it means, what to do now if that is known,
 *   and, if AWS answered, AWS's own words
 */
char *
flo_error_dialog_describe (const GError *error)
{
  g_autofree char *message = NULL;
  GString *text;

  g_return_val_if_fail (error != NULL, NULL);

  message = aws_error_dup_sentence (error->message);
  text = g_string_new (NULL);
  if (aws_error_get_http_status (error) != 0 && aws_error_get_meaning (error) != NULL)
    {
      g_string_append (text, _(aws_error_get_meaning (error)));
      g_string_append_printf (text, "\n\n%s\n\n", _(aws_error_get_advice (error)));
      append_sentence (text, message);
      return g_string_free (text, FALSE);
    }
  if (*message != '\0')
    append_sentence (text, message);
  if (aws_error_get_advice (error) != NULL && !needs_person (error))
    g_string_append_printf (text, "\n\n%s", _(aws_error_get_advice (error)));
  return g_string_free (text, FALSE);
}

void
flo_error_dialog_show (GtkWindow  *parent,
                       const char *heading,
                       const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
flo_error_dialog_show_error (GtkWindow    *parent,
                             const char   *heading,
                             const GError *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);

  flo_error_dialog_show (parent, heading, text);
}
