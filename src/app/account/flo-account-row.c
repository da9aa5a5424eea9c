/* flo-account-row.c: an account in a list, with its state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/account/flo-account-row.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-words.h"

struct _FloAccountRow
{
  GtkListBoxRow parent_instance;

  FloAccountStatus *status;      /* (owned) */
  GtkImage *icon;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (FloAccountRow, flo_account_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (FloAccountRow *self)
{
  FloAccount *account = flo_account_status_get_account (self->status);
  FloAccountState state = flo_account_status_get_state (self->status);
  const char *region = flo_account_get_region (account);
  const char *word = flo_account_words_state (state);
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  text = region != NULL ? g_strdup_printf ("%s · %s", word, region) : g_strdup (word);
  spoken = g_strdup_printf ("%s: %s", flo_account_get_name (account), text);
  flo_account_words_style_icon (self->icon, state);
  gtk_label_set_label (self->state_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
flo_account_row_dispose (GObject *object)
{
  g_clear_object (&FLO_ACCOUNT_ROW (object)->status);
  G_OBJECT_CLASS (flo_account_row_parent_class)->dispose (object);
}

static void
flo_account_row_class_init (FloAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_account_row_dispose;
}

static GtkLabel *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return GTK_LABEL (label);
}

static void
flo_account_row_init (FloAccountRow *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->state_label = create_label ("caption");
}

GtkWidget *
flo_account_row_new (FloAccountStatus *status)
{
  FloAccountRow *self = g_object_new (FLO_TYPE_ACCOUNT_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkLabel *name = create_label (NULL);

  self->status = g_object_ref (status);
  gtk_label_set_label (name, flo_account_get_name (flo_account_status_get_account (status)));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->state_label));
  gtk_widget_add_css_class (box, "account-row");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  g_signal_connect_object (status, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

FloAccountStatus *
flo_account_row_get_status (FloAccountRow *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_ROW (self), NULL);
  return self->status;
}
