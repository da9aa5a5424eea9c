/* flo-place-row.c: a row of the sidebar that leads to a page that is always there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-place-row.h"

struct _FloPlaceRow
{
  GtkListBoxRow parent_instance;

  const char *place;       /* (unowned): static */
};

G_DEFINE_FINAL_TYPE (FloPlaceRow, flo_place_row, GTK_TYPE_LIST_BOX_ROW)

static void
flo_place_row_class_init (FloPlaceRowClass *klass)
{
}

static void
flo_place_row_init (FloPlaceRow *self)
{
}

GtkWidget *
flo_place_row_new (const char *place,
                   const char *title,
                   const char *icon_name)
{
  FloPlaceRow *self = g_object_new (FLO_TYPE_PLACE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (title);

  self->place = place;
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

const char *
flo_place_row_get_place (FloPlaceRow *self)
{
  g_return_val_if_fail (FLO_IS_PLACE_ROW (self), NULL);
  return self->place;
}
