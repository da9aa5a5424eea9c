/* flo-event-row.c: something that happened, as a row of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-event-row.h"

#include "app/support/flo-format.h"
#include "app/support/flo-words.h"

static char *
describe (FloEvent   *event,
          const char *fleet_name)
{
  const char *parts[] = { fleet_name, flo_event_get_reason (event), flo_event_get_zone (event) };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, parts[i]);
    }
  return g_markup_escape_text (text->str, -1);
}

GtkWidget *
flo_event_row_new (FloEvent   *event,
                   const char *fleet_name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();
  g_autofree char *title = g_markup_escape_text (flo_event_get_title (event), -1);
  g_autofree char *subtitle = describe (event, fleet_name);
  g_autofree char *time = flo_format_time (flo_event_get_time (event) / G_USEC_PER_SEC);
  GtkWidget *when = gtk_label_new (time);

  flo_words_style_event_icon (GTK_IMAGE (icon), flo_event_get_kind (event));
  gtk_widget_set_tooltip_text (icon, flo_words_event_kind (flo_event_get_kind (event)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  flo_words_event_kind (flo_event_get_kind (event)), -1);
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (when, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), when);
  return row;
}
