/* flo-preferences-window.c: what a person can choose for themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-preferences-window.h"

#include <glib/gi18n.h>

#define KIND_KEY "flotilla-kind"

static void
switched_cb (GtkSwitch       *button,
             GParamSpec      *pspec,
             FloFleetNotices *notices)
{
  FloFleetNoticeKind kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), KIND_KEY));

  flo_fleet_notices_set_shown (notices, kind, gtk_switch_get_active (button));
}

static GtkWidget *
create_row (FloFleetNotices    *notices,
            FloFleetNoticeKind  kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), flo_fleet_notice_kind_title (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), flo_fleet_notice_kind_text (kind));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), flo_fleet_notices_get_shown (notices, kind));
  g_object_set_data (G_OBJECT (button), KIND_KEY, GINT_TO_POINTER (kind));
  g_signal_connect_object (button, "notify::active", G_CALLBACK (switched_cb), notices, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

GtkWidget *
flo_preferences_window_new (GtkWindow       *parent,
                            FloFleetNotices *notices)
{
  GtkWidget *window, *page, *group;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (FLO_IS_FLEET_NOTICES (notices), NULL);

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, "title", _("Preferences"),
                         "search-enabled", FALSE, NULL);
  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Notifications"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("What the desktop tells you of your fleets while you look elsewhere"));
  for (FloFleetNoticeKind kind = 0; kind < FLO_FLEET_NOTICE_N_KINDS; kind++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (notices, kind));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}
