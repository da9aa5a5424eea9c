/* flo-fallback-group.c: what happens when spot runs short
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-fallback-group.h"

enum
{
  EDITED,
  N_SIGNALS,
};

struct _FloFallbackGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSpinButton *nodes;
  GtkSpinButton *patience;
  GtkSpinButton *settle;
  GtkWidget *bounds;
  GtkSpinButton *interruptions;
  GtkSpinButton *hours;
  GtkSpinButton *saving;
  GtkSpinButton *score;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (FloFallbackGroup, flo_fallback_group, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

/* How patient it is does not matter without stand-ins. */
static void
show_fields (FloFallbackGroup *self)
{
  gboolean on = gtk_spin_button_get_value_as_int (self->nodes) > 0;
  GtkSpinButton *fields[] = { self->patience, self->settle };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (fields[i]), ADW_TYPE_ACTION_ROW), on);
  gtk_widget_set_visible (self->bounds, on);
  gtk_widget_set_sensitive (gtk_widget_get_ancestor (GTK_WIDGET (self->hours), ADW_TYPE_ACTION_ROW),
                            gtk_spin_button_get_value_as_int (self->interruptions) > 0);
}

static void
edited_cb (FloFallbackGroup *self)
{
  show_fields (self);
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

void
flo_fallback_group_load (FloFallbackGroup *self,
                         const FloConfig  *config)
{
  gint64 most = MAX (config->capacity.nodes - config->capacity.on_demand_base, 0);

  g_return_if_fail (FLO_IS_FALLBACK_GROUP (self));

  self->loading = TRUE;
  gtk_spin_button_set_range (self->nodes, 0, (double) MAX (most, config->fallback.nodes));
  gtk_spin_button_set_value (self->nodes, (double) config->fallback.nodes);
  gtk_spin_button_set_value (self->patience, (double) config->fallback.patience_minutes);
  gtk_spin_button_set_value (self->settle, (double) config->fallback.return_minutes);
  gtk_spin_button_set_value (self->interruptions, (double) config->fallback.max_interruptions);
  gtk_spin_button_set_value (self->hours, (double) config->fallback.interruption_hours);
  gtk_spin_button_set_value (self->saving, (double) config->fallback.min_saving);
  gtk_spin_button_set_value (self->score, (double) config->fallback.min_score);
  show_fields (self);
  self->loading = FALSE;
}

void
flo_fallback_group_save (FloFallbackGroup *self,
                         FloConfig        *config)
{
  g_return_if_fail (FLO_IS_FALLBACK_GROUP (self));

  config->fallback.nodes = gtk_spin_button_get_value_as_int (self->nodes);
  config->fallback.patience_minutes = gtk_spin_button_get_value_as_int (self->patience);
  config->fallback.return_minutes = gtk_spin_button_get_value_as_int (self->settle);
  config->fallback.max_interruptions = gtk_spin_button_get_value_as_int (self->interruptions);
  config->fallback.interruption_hours =
    config->fallback.max_interruptions > 0 ? gtk_spin_button_get_value_as_int (self->hours) : 1;
  config->fallback.min_saving = gtk_spin_button_get_value_as_int (self->saving);
  config->fallback.min_score = gtk_spin_button_get_value_as_int (self->score);
}

static void
flo_fallback_group_class_init (FloFallbackGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/assistant/flo-fallback-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, nodes);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, patience);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, settle);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, bounds);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, interruptions);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, hours);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, saving);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackGroup, score);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_fallback_group_init (FloFallbackGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
