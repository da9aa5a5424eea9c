/* flo-fleet-row.c: a fleet in the sidebar: its state, its size, its price
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-fleet-row.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"
#include "app/support/flo-words.h"

struct _FloFleetRow
{
  GtkListBoxRow parent_instance;

  FloFleet *fleet;         /* (owned) */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *facts;
};

G_DEFINE_FINAL_TYPE (FloFleetRow, flo_fleet_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (FloFleetRow *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  g_autofree char *rate = flo_format_rate (flo_fleet_get_per_hour (self->fleet));
  /* Translators: running and wanted nodes, state, and cost: "3/4 · Degraded · $0.11 /h" */
  g_autofree char *facts = g_strdup_printf (_("%u/%u · %s · %s"),
                                            flo_fleet_get_running (self->fleet),
                                            flo_fleet_get_wanted (self->fleet),
                                            flo_words_fleet_state (state), rate);
  g_autofree char *spoken = g_strconcat (flo_fleet_get_name (self->fleet), ", ", facts, NULL);

  flo_words_style_fleet_icon (self->icon, state);
  gtk_label_set_label (self->facts, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
flo_fleet_row_dispose (GObject *object)
{
  FloFleetRow *self = FLO_FLEET_ROW (object);

  g_clear_object (&self->fleet);
  G_OBJECT_CLASS (flo_fleet_row_parent_class)->dispose (object);
}

static void
flo_fleet_row_class_init (FloFleetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_fleet_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/window/flo-fleet-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloFleetRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FloFleetRow, name);
  gtk_widget_class_bind_template_child (widget_class, FloFleetRow, facts);
}

static void
flo_fleet_row_init (FloFleetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_fleet_row_new (FloFleet *fleet)
{
  static const char * const watched[] = {
    "notify::state", "notify::running", "notify::wanted", "notify::per-hour",
  };
  FloFleetRow *self = g_object_new (FLO_TYPE_FLEET_ROW, NULL);

  self->fleet = g_object_ref (fleet);
  gtk_label_set_label (self->name, flo_fleet_get_name (fleet));
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (fleet, watched[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

FloFleet *
flo_fleet_row_get_fleet (FloFleetRow *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_ROW (self), NULL);
  return self->fleet;
}
