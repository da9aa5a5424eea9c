/* flo-orphan-row.c: a fleet that nobody runs: what is left of it, since when, and what it costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-orphan-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "fleet/cleanup/flo-resource.h"

static char *
describe (FloOrphan *orphan)
{
  gint64 since = flo_orphan_get_since (orphan);
  const char *owner = flo_orphan_get_owner (orphan);
  g_autofree char *summary = flo_orphan_dup_summary (orphan);
  g_autoptr(GString) text = g_string_new (flo_orphan_get_region (orphan));

  g_string_append_printf (text, " · %s", summary);
  if (since != 0)
    {
      g_autofree char *ago = flo_format_ago (since, g_get_real_time () / G_USEC_PER_SEC);

      /* Translators: %s is how long ago: "3 h ago" */
      g_string_append_printf (text, _(" · made %s"), ago);
    }
  if (owner != NULL)
    /* Translators: %s is who: "anna@laptop" */
    g_string_append_printf (text, _(" · launched by %s"), owner);
  return g_markup_escape_text (text->str, -1);
}

static char *
describe_cost (FloOrphan *orphan)
{
  g_autofree char *cost = flo_money_format (flo_orphan_get_per_month (orphan));

  if (flo_orphan_get_n_unpriced (orphan) > 0)
    return g_strdup (_("cost not known"));
  if (flo_orphan_get_per_hour (orphan) == 0)
    return NULL;
  return g_strdup_printf (_("%s a month"), cost);
}

static GtkWidget *
create_button (FloOrphan  *orphan,
               const char *label,
               const char *spoken,      /* which of the many it is */
               const char *action,
               const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  const char *name = flo_orphan_get_name (orphan);
  g_auto(GStrv) parts = g_strsplit (spoken, "%s", 2);
  g_autofree char *text = g_strjoinv (name != NULL ? name : flo_orphan_get_id (orphan), parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", flo_orphan_get_id (orphan),
                                    flo_orphan_get_region (orphan));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  return button;
}

static void
add_resources (AdwExpanderRow *row,
               FloOrphan      *orphan)
{
  GListModel *resources = flo_orphan_get_resources (orphan);

  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(FloResource) resource = g_list_model_get_item (resources, i);
      GtkWidget *child = adw_action_row_new ();
      GtkWidget *kind = gtk_label_new (flo_words_resource_kind (flo_resource_get_kind (resource)));
      g_autofree char *title = g_markup_escape_text (flo_resource_get_id (resource), -1);
      const char *detail = flo_resource_get_detail (resource);
      g_autofree char *subtitle = detail != NULL ? g_markup_escape_text (detail, -1) : NULL;

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (child), title);
      if (subtitle != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (child), subtitle);
      gtk_widget_add_css_class (kind, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (child), kind);
      adw_expander_row_add_row (row, child);
    }
}

static GtkWidget *
create_actions (FloOrphan *orphan)
{
  GtkWidget *row = adw_action_row_new ();
  const char *problem = flo_orphan_get_problem (orphan);

  if (problem != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (problem, -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Left Alone"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
      return row;
    }
  if (!flo_orphan_is_own (orphan))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Launched elsewhere: somebody may be running it"));
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("You launched it on this computer"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_button (orphan, _("_Adopt…"),
                                                                  /* Translators: %s is a fleet's name */
                                                                  _("Adopt %s…"), "cleanup.adopt", NULL));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             /* Translators: %s is a fleet's name */
                             create_button (orphan, _("_Remove…"), _("Remove %s…"), "cleanup.remove",
                                            "destructive-action"));
  return row;
}

GtkWidget *
flo_orphan_row_new (FloOrphan *orphan)
{
  GtkWidget *row;
  const char *name;
  g_autofree char *title = NULL, *subtitle = NULL, *cost = NULL;

  g_return_val_if_fail (FLO_IS_ORPHAN (orphan), NULL);

  name = flo_orphan_get_name (orphan);
  title = g_markup_escape_text (name != NULL ? name : flo_orphan_get_id (orphan), -1);
  subtitle = describe (orphan);
  cost = describe_cost (orphan);
  row = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  if (cost != NULL)
    {
      GtkWidget *label = gtk_label_new (cost);

      gtk_widget_add_css_class (label, "numeric");
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), label);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_actions (orphan));
  add_resources (ADW_EXPANDER_ROW (row), orphan);
  return row;
}
