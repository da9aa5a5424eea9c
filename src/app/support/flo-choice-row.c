/* flo-choice-row.c: a row to choose one of a few words in, which can be read however narrow it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-choice-row.h"

struct _FloChoiceRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (FloChoiceRow, flo_choice_row, ADW_TYPE_COMBO_ROW)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  /* In one line, as wide as it is: a list does not give an item the height of more. */
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
flo_choice_row_class_init (FloChoiceRowClass *klass)
{
}

/* The list that opens stays as it is, with its check mark. */
static void
flo_choice_row_init (FloChoiceRow *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), adw_combo_row_get_factory (ADW_COMBO_ROW (self)));
  adw_combo_row_set_factory (ADW_COMBO_ROW (self), factory);
}
