/* flo-fallback-row.c: what happens when spot runs short
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-fallback-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"

struct _FloFallbackRow
{
  FloConfigRow parent_instance;

  FloNumberRow *nodes;
  FloNumberRow *patience;
  FloNumberRow *interruptions;
  FloNumberRow *hours;
  FloNumberRow *saving;
  FloNumberRow *score;
  FloNumberRow *settle;
};

G_DEFINE_FINAL_TYPE (FloFallbackRow, flo_fallback_row, FLO_TYPE_CONFIG_ROW)

static void
flo_fallback_row_show (FloConfigRow *row)
{
  FloFallbackRow *self = FLO_FALLBACK_ROW (row);
  gboolean on = flo_number_row_get (self->nodes) > 0;
  FloNumberRow *fields[] = { self->patience, self->settle, self->interruptions, self->saving, self->score };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_set_visible (GTK_WIDGET (fields[i]), on);
  gtk_widget_set_visible (GTK_WIDGET (self->hours), on && flo_number_row_get (self->interruptions) > 0);
}

static void
flo_fallback_row_load (FloConfigRow    *row,
                       const FloConfig *config)
{
  FloFallbackRow *self = FLO_FALLBACK_ROW (row);
  gint64 most = MAX (config->capacity.nodes - config->capacity.on_demand_base, 0);

  flo_number_row_set_range (self->nodes, 0, MAX (most, config->fallback.nodes));
  flo_number_row_set (self->nodes, config->fallback.nodes);
  flo_number_row_set (self->patience, config->fallback.patience_minutes);
  flo_number_row_set (self->interruptions, config->fallback.max_interruptions);
  flo_number_row_set (self->hours, config->fallback.interruption_hours);
  flo_number_row_set (self->saving, config->fallback.min_saving);
  flo_number_row_set (self->score, config->fallback.min_score);
  flo_number_row_set (self->settle, config->fallback.return_minutes);
}

static void
flo_fallback_row_save (FloConfigRow *row,
                       FloConfig    *config)
{
  FloFallbackRow *self = FLO_FALLBACK_ROW (row);

  config->fallback.nodes = flo_number_row_get (self->nodes);
  config->fallback.patience_minutes = flo_number_row_get (self->patience);
  config->fallback.max_interruptions = flo_number_row_get (self->interruptions);
  config->fallback.interruption_hours = config->fallback.max_interruptions > 0 ? flo_number_row_get (self->hours) : 1;
  config->fallback.min_saving = flo_number_row_get (self->saving);
  config->fallback.min_score = flo_number_row_get (self->score);
  config->fallback.return_minutes = flo_number_row_get (self->settle);
}

static char *
flo_fallback_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_fallback (config);

  return words != NULL ? words : g_strdup (_("Off: nodes are missing until there is Spot again"));
}

static void
flo_fallback_row_class_init (FloFallbackRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_fallback_row_load;
  row_class->save = flo_fallback_row_save;
  row_class->show = flo_fallback_row_show;
  row_class->describe = flo_fallback_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-fallback-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, nodes);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, patience);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, interruptions);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, hours);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, saving);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, score);
  gtk_widget_class_bind_template_child (widget_class, FloFallbackRow, settle);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_fallback_row_init (FloFallbackRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
