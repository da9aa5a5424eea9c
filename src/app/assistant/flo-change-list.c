/* flo-change-list.c: what applying a draft would change about the fleet that it is of, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-change-list.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

struct _FloChangeList
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FloChangeList, flo_change_list, ADW_TYPE_PREFERENCES_GROUP)

/* A row whose value is what is read first; the name of it stands small above. */
static void
append_row (FloChangeList *self,
            const char    *title,
            const char    *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_value = g_markup_escape_text (value, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_value);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->list, row);
}

static void
append_change (FloChangeList         *self,
               const FloConfigChange *change)
{
  const char *effect = _(flo_change_kind_get_effect (change->kind));
  /* Translators: a setting: how it was, how it will be, and, on a line of its own, when that comes true */
  g_autofree char *text = g_strdup_printf (_("%1$s → %2$s\nTakes effect %3$s"), change->was, change->becomes, effect);

  append_row (self, change->title != NULL ? _(change->title) : change->key, text);
}

static void
append_cost (FloChangeList *self,
             FloDraft      *draft)
{
  FloMoney low, high, low_before, high_before;
  g_autofree char *before = NULL, *after = NULL, *text = NULL;

  if (!flo_draft_get_estimate (draft, &low, &high) || !flo_draft_get_estimate_before (draft, &low_before, &high_before))
    return;
  before = flo_format_rate_range (low_before, high_before);
  after = flo_format_rate_range (low, high);
  if (g_str_equal (before, after))
    /* Translators: %s is a range of costs, "$0.31–$0.38 /h" */
    text = g_strdup_printf (_("%s at prices of now, as before"), after);
  else
    /* Translators: ranges of costs, "$0.31–$0.38 /h": with the config as it is, and with the new one */
    text = g_strdup_printf (_("%1$s → %2$s at prices of now"), before, after);
  append_row (self, _("Cost"), text);
}

static void
clear (FloChangeList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
describe (FloChangeList *self,
          FloFleet      *fleet,
          guint          n_changes)
{
  g_autofree char *escaped = g_markup_escape_text (flo_fleet_get_name (fleet), -1);
  g_autofree char *text = NULL;

  if (n_changes == 0)
    /* Translators: %s is a fleet's name */
    text = g_strdup_printf (_("“%s” has this config already: there is nothing to apply."), escaped);
  else
    /* Translators: %1$u is a number from 2 on: the how manieth config the fleet will have; %2$s is the fleet’s name */
    text = g_strdup_printf (_("It becomes config revision %1$u of “%2$s”."), flo_fleet_get_revision (fleet) + 1, escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

void
flo_change_list_show (FloChangeList *self,
                      FloDraft      *draft)
{
  GPtrArray *changes;
  FloFleet *fleet;
  g_autofree char *replacing = NULL;

  g_return_if_fail (FLO_IS_CHANGE_LIST (self));
  g_return_if_fail (FLO_IS_DRAFT (draft) && flo_draft_get_fleet (draft) != NULL);

  changes = flo_draft_get_changes (draft);
  fleet = flo_draft_get_fleet (draft);
  clear (self);
  describe (self, fleet, changes->len);
  gtk_widget_set_visible (GTK_WIDGET (self->list), changes->len > 0);
  for (guint i = 0; i < changes->len; i++)
    append_change (self, g_ptr_array_index (changes, i));
  replacing = flo_config_changes_describe_replacing (changes, flo_draft_get_config (draft), flo_fleet_get_wanted (fleet));
  if (replacing != NULL)
    append_row (self, _("Nodes That Are Replaced"), replacing);
  if (changes->len > 0)
    append_cost (self, draft);
}

static void
flo_change_list_class_init (FloChangeListClass *klass)
{
}

static void
flo_change_list_init (FloChangeList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Changes"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Changes"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));
}
