/* flo-permission-row.c: a right, what for, and whether the account has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/account/flo-permission-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/account/flo-account-words.h"

/* Purposes are written to end a sentence; here they begin one. */
static char *
capitalize (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, MIN (1, g_utf8_strlen (text, -1)));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, text + strlen (first), NULL);
}

/**
 * flo_permission_row_new:
 * @permission: a right
 *
 * Returns: (transfer floating): a row with its icon, its name, what it is for, and AWS's words if it was refused
 */
GtkWidget *
flo_permission_row_new (FloPermission *permission)
{
  FloPermissionState state = flo_permission_get_state (permission);
  const char *detail = flo_permission_get_detail (permission);
  const char *word = flo_account_words_permission (state);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (word);
  g_autofree char *what_for = capitalize (_(flo_permission_get_purpose (permission)));
  g_autofree char *purpose = NULL;
  g_autofree char *title = g_markup_escape_text (flo_permission_get_action (permission), -1);
  g_autofree char *subtitle = NULL;

  purpose = detail != NULL && state == FLO_PERMISSION_DENIED
              ? g_strdup_printf ("%s\n%s", what_for, detail) : g_strdup (what_for);
  subtitle = g_markup_escape_text (purpose, -1);
  flo_account_words_style_permission (GTK_IMAGE (icon), state);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}
