/* flo-queue-row.c: as many nodes as there is work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-queue-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-source.h"

/* For each node: what is shown before anybody says. */
#define USUAL_MESSAGES 10

struct _FloQueueRow
{
  FloConfigRow parent_instance;

  GtkEditable *queue;
  FloNumberRow *messages;
  FloNumberRow *minimum;
  FloNumberRow *maximum;
  FloNumberRow *out_minutes;
  FloNumberRow *in_minutes;
};

G_DEFINE_FINAL_TYPE (FloQueueRow, flo_queue_row, FLO_TYPE_CONFIG_ROW)

/* (transfer full) (nullable): as it is written; NULL: nothing is */
static char *
get_queue (FloQueueRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->queue)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
flo_queue_row_show (FloConfigRow *row)
{
  FloQueueRow *self = FLO_QUEUE_ROW (row);
  g_autofree char *queue = get_queue (self);
  FloNumberRow *fields[] = { self->messages, self->minimum, self->maximum, self->out_minutes, self->in_minutes };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_set_visible (GTK_WIDGET (fields[i]), queue != NULL);
}

static void
flo_queue_row_load (FloConfigRow    *row,
                    const FloConfig *config)
{
  FloQueueRow *self = FLO_QUEUE_ROW (row);
  g_autofree char *shown = get_queue (self);

  if (g_strcmp0 (shown, config->scaling.queue) != 0)
    gtk_editable_set_text (self->queue, config->scaling.queue != NULL ? config->scaling.queue : "");
  if (config->scaling.queue == NULL)
    {
      /* Where it begins with when there is one. */
      flo_number_row_set (self->maximum, MAX (flo_number_row_get (self->maximum), config->capacity.nodes));
      return;
    }
  flo_number_row_set (self->messages, config->scaling.messages_per_node);
  flo_number_row_set (self->minimum, config->scaling.minimum);
  flo_number_row_set (self->maximum, config->scaling.maximum);
  flo_number_row_set (self->out_minutes, config->scaling.out_minutes);
  flo_number_row_set (self->in_minutes, config->scaling.in_minutes);
}

static void
flo_queue_row_save (FloConfigRow *row,
                    FloConfig    *config)
{
  FloQueueRow *self = FLO_QUEUE_ROW (row);
  g_autoptr(FloConfig) defaults = flo_config_new ();
  char *queue = get_queue (self);
  gboolean on = queue != NULL;

  g_free (config->scaling.queue);
  config->scaling.queue = queue;
  config->scaling.messages_per_node = on ? flo_number_row_get (self->messages) : defaults->scaling.messages_per_node;
  /* A metric, of which the assistant knows nothing, has them, too. */
  if (!on && flo_config_get_source (config) != FLO_SCALE_BY_NONE)
    return;
  config->scaling.minimum = on ? flo_number_row_get (self->minimum) : defaults->scaling.minimum;
  config->scaling.maximum = on ? flo_number_row_get (self->maximum) : defaults->scaling.maximum;
  config->scaling.out_minutes = on ? flo_number_row_get (self->out_minutes) : defaults->scaling.out_minutes;
  config->scaling.in_minutes = on ? flo_number_row_get (self->in_minutes) : defaults->scaling.in_minutes;
}

static char *
flo_queue_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_queue (config);

  return words != NULL ? words : g_strdup (_("Off: the number does not follow the work"));
}

static void
flo_queue_row_class_init (FloQueueRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_queue_row_load;
  row_class->save = flo_queue_row_save;
  row_class->show = flo_queue_row_show;
  row_class->describe = flo_queue_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, queue);
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, messages);
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, minimum);
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, maximum);
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, out_minutes);
  gtk_widget_class_bind_template_child (widget_class, FloQueueRow, in_minutes);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_queue_row_init (FloQueueRow *self)
{
  g_autoptr(FloConfig) defaults = flo_config_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  flo_number_row_set (self->messages, USUAL_MESSAGES);
  flo_number_row_set (self->out_minutes, defaults->scaling.out_minutes);
  flo_number_row_set (self->in_minutes, defaults->scaling.in_minutes);
}
