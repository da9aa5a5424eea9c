/* flo-fixed-row.c: what cannot be changed, shown as such, with why
 *
 * A row has a line for words below its title, where the reason goes. A row to write in has none in libadwaita 1.2, so that
 * another one stands in for it. All others say it in a tooltip, and to assistive technology.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-fixed-row.h"

/* (transfer full): reasons are parts of sentences, and begin with a small letter */
static char *
begin_sentence (const char *text)
{
  const char *rest = g_utf8_next_char (text);
  char first[7] = "";

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);
  return g_strconcat (first, rest, NULL);
}

static void
explain_below (AdwActionRow *row,
               const char   *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_widget_add_css_class (GTK_WIDGET (row), "fixed");
}

static void
explain_beside (GtkWidget  *widget,
                const char *sentence)
{
  gtk_widget_set_tooltip_text (widget, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

/* The row itself goes on to hold what is set, and to say whether it matters; its owner keeps it. */
static void
stand_in (AdwEntryRow *entry,
          const char  *sentence)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (entry));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);
  int place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (entry));

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry)));
  explain_below (ADW_ACTION_ROW (row), sentence);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_MIDDLE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  g_object_bind_property (entry, "text", value, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (entry, "visible", row, "visible", G_BINDING_SYNC_CREATE);
  gtk_widget_set_sensitive (row, FALSE);
  gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (entry));
  gtk_list_box_insert (GTK_LIST_BOX (list), row, place);
}

void
flo_fixed_row_fix (GtkWidget  *widget,
                   const char *why)
{
  GtkWidget *row;
  g_autofree char *sentence = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (why != NULL);

  sentence = begin_sentence (why);
  row = ADW_IS_ENTRY_ROW (widget) ? widget : gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  if (ADW_IS_ENTRY_ROW (row) && GTK_IS_LIST_BOX (gtk_widget_get_parent (row)))
    stand_in (ADW_ENTRY_ROW (row), sentence);
  else if (ADW_IS_ACTION_ROW (row))
    explain_below (ADW_ACTION_ROW (row), sentence);
  else
    explain_beside (widget, sentence);
  gtk_widget_set_sensitive (row != NULL ? row : widget, FALSE);
}
