/* flo-welcome-page.c: the first thing anybody sees: two ways in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-welcome-page.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-words.h"

struct _FloWelcomePage
{
  GtkWidget parent_instance;

  FloAccountList *accounts;         /* (owned) (nullable) */

  GtkWidget *box;
  GtkWidget *choices;
  GtkSpinner *spinner;
  GtkWidget *accounts_group;
  GtkListBox *accounts_list;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (FloWelcomePage, flo_welcome_page, GTK_TYPE_WIDGET)

static char *
describe_account (FloAccount *account)
{
  const char *region = flo_account_get_region (account);
  const char *source = flo_account_words_way (account);

  if (region == NULL)
    return g_strdup (source);
  return g_strdup_printf ("%s · %s", source, region);
}

static GtkWidget *
create_account_row (gpointer item,
                    gpointer user_data)
{
  FloAccount *account = FLO_ACCOUNT (item);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *description = describe_account (account);
  g_autofree char *title = g_markup_escape_text (flo_account_get_name (account), -1);
  g_autofree char *subtitle = g_markup_escape_text (description, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
                                                     "avatar-default-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
                                                     "go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", flo_account_get_name (account));
  return row;
}

static gboolean
is_not_practice (gpointer item,
                 gpointer user_data)
{
  return !flo_account_is_practice (FLO_ACCOUNT (item));
}

static void
update_group (FloWelcomePage *self,
              guint           position,
              guint           removed,
              guint           added,
              GListModel     *model)
{
  gtk_widget_set_visible (self->accounts_group, g_list_model_get_n_items (model) > 0);
}

/* One bad file does not hide the rest, and is not hidden either. */
static void
update_problem (FloWelcomePage *self)
{
  const char *problem = flo_account_list_get_problem (self->accounts);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
}

static void
flo_welcome_page_dispose (GObject *object)
{
  FloWelcomePage *self = FLO_WELCOME_PAGE (object);

  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (self), FLO_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (flo_welcome_page_parent_class)->dispose (object);
}

static void
flo_welcome_page_class_init (FloWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/window/flo-welcome-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, box);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, choices);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, accounts_list);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloWelcomePage, problem_label);
}

static void
flo_welcome_page_init (FloWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
flo_welcome_page_set_accounts (FloWelcomePage *self,
                               FloAccountList *accounts)
{
  GtkFilterListModel *others;

  g_return_if_fail (FLO_IS_WELCOME_PAGE (self));
  g_return_if_fail (self->accounts == NULL);

  self->accounts = g_object_ref (accounts);
  others = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (accounts)),
                                      GTK_FILTER (gtk_custom_filter_new (is_not_practice,
                                                                         NULL, NULL)));
  gtk_list_box_bind_model (self->accounts_list, G_LIST_MODEL (others), create_account_row,
                           NULL, NULL);
  g_signal_connect_object (others, "items-changed", G_CALLBACK (update_group), self,
                           G_CONNECT_SWAPPED);
  update_group (self, 0, 0, 0, G_LIST_MODEL (others));
  g_signal_connect_object (accounts, "notify::problem", G_CALLBACK (update_problem), self,
                           G_CONNECT_SWAPPED);
  update_problem (self);
  g_object_unref (others);
}

void
flo_welcome_page_set_busy (FloWelcomePage *self,
                           gboolean        busy)
{
  g_return_if_fail (FLO_IS_WELCOME_PAGE (self));

  gtk_widget_set_sensitive (self->choices, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}
