/* flo-work-row.c: as many nodes as there is work, by a queue, the nodes' CPUs, or a metric
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-work-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"

/* What is shown before anybody says: of a queue for each node, and how busy CPUs shall be. */
#define USUAL_MESSAGES 10
#define USUAL_CPU 60

struct _FloWorkRow
{
  FloConfigRow parent_instance;

  AdwComboRow *source;         /* FloScaleBy */
  GtkEditable *queue;
  FloNumberRow *messages;
  FloNumberRow *cpu;
  GtkEditable *metric;
  GtkEditable *name_space;
  GtkEditable *dimensions;
  AdwComboRow *statistic;
  FloNumberRow *period;
  AdwComboRow *measures;
  GtkEditable *target;
  FloNumberRow *minimum;
  FloNumberRow *maximum;
  FloNumberRow *out_minutes;
  FloNumberRow *in_minutes;
};

G_DEFINE_FINAL_TYPE (FloWorkRow, flo_work_row, FLO_TYPE_CONFIG_ROW)

static FloScaleBy
get_source (FloWorkRow *self)
{
  return adw_combo_row_get_selected (self->source);
}

static void
show_if (gpointer widget,
         gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (widget), visible);
}

/* What asking costs, as AWS charges for it; the help says how that comes about. */
static const char *
describe_source (FloScaleBy source)
{
  if (source == FLO_SCALE_BY_CPU)
    return _("CloudWatch is asked, which costs about half a cent a day for each node");
  if (source == FLO_SCALE_BY_METRIC)
    return _("CloudWatch is asked, which costs about 40 cents a month");

  return _("What says how much there is to do");
}

static void
flo_work_row_show (FloConfigRow *row)
{
  FloWorkRow *self = FLO_WORK_ROW (row);
  const FloScaleBy source = get_source (self);
  const gboolean of_nodes = source == FLO_SCALE_BY_CPU || (source == FLO_SCALE_BY_METRIC &&
                                                           adw_combo_row_get_selected (self->measures) == FLO_MEASURES_NODE);
  gpointer of_metric[] = { self->metric, self->name_space, self->dimensions, self->statistic, self->period, self->measures,
                           self->target };
  gpointer of_all[] = { self->minimum, self->maximum, self->out_minutes, self->in_minutes };

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->source), describe_source (source));
  /* Without a node there is nothing to measure. */
  flo_number_row_set_range (self->minimum, of_nodes ? 1 : 0, FLO_SCHEDULE_MAX_NODES);
  show_if (self->queue, source == FLO_SCALE_BY_QUEUE);
  show_if (self->messages, source == FLO_SCALE_BY_QUEUE);
  show_if (self->cpu, source == FLO_SCALE_BY_CPU);
  for (guint i = 0; i < G_N_ELEMENTS (of_metric); i++)
    show_if (of_metric[i], source == FLO_SCALE_BY_METRIC);
  for (guint i = 0; i < G_N_ELEMENTS (of_all); i++)
    show_if (of_all[i], source != FLO_SCALE_BY_NONE);
}

/* ---- load ---- */

/* What somebody writes at the moment is not written over by what is read out of it. */
static void
load_text (GtkEditable *row,
           const char  *text)
{
  g_autofree char *shown = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (g_strcmp0 (shown, text != NULL ? text : "") != 0)
    gtk_editable_set_text (row, text != NULL ? text : "");
}

/* (transfer full) */
static char *
join_dimensions (const FloConfig *config)
{
  return config->scaling.dimensions != NULL ? g_strjoinv ("; ", config->scaling.dimensions) : g_strdup ("");
}

static void
load_metric (FloWorkRow      *self,
             const FloConfig *config)
{
  g_autofree char *dimensions = join_dimensions (config);

  load_text (self->metric, config->scaling.metric);
  load_text (self->name_space, config->scaling.metric_namespace);
  load_text (self->dimensions, dimensions);
  load_text (self->target, config->scaling.target);
  adw_combo_row_set_selected (self->statistic, config->scaling.statistic);
  adw_combo_row_set_selected (self->measures, config->scaling.measures);
  flo_number_row_set (self->period, config->scaling.period);
}

static void
flo_work_row_load (FloConfigRow    *row,
                   const FloConfig *config)
{
  FloWorkRow *self = FLO_WORK_ROW (row);
  const FloScaleBy source = flo_config_get_source (config);

  adw_combo_row_set_selected (self->source, source);
  if (source == FLO_SCALE_BY_NONE)
    {
      /* Where it begins with when there is one. */
      flo_number_row_set (self->maximum, MAX (flo_number_row_get (self->maximum), config->capacity.nodes));
      return;
    }
  if (source == FLO_SCALE_BY_QUEUE)
    {
      load_text (self->queue, config->scaling.queue);
      flo_number_row_set (self->messages, config->scaling.messages_per_node);
    }
  else if (source == FLO_SCALE_BY_CPU)
    flo_number_row_set (self->cpu, config->scaling.cpu);
  else
    load_metric (self, config);
  flo_number_row_set (self->minimum, config->scaling.minimum);
  flo_number_row_set (self->maximum, config->scaling.maximum);
  flo_number_row_set (self->out_minutes, config->scaling.out_minutes);
  flo_number_row_set (self->in_minutes, config->scaling.in_minutes);
}

/* ---- save ---- */

/* @missing: (nullable): in place of nothing. (transfer full) (nullable) */
static char *
read_text (GtkEditable *row,
           const char  *missing)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (missing);
}

/* As it was, unless somebody wrote something else: a value may have a semicolon of its own. */
static void
save_dimensions (FloWorkRow *self,
                 FloConfig  *config)
{
  g_autofree char *before = join_dimensions (config);
  g_autofree char *text = read_text (self->dimensions, "");
  g_auto(GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (g_str_equal (text, before))
    return;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  g_strfreev (config->scaling.dimensions);
  config->scaling.dimensions = *text != '\0' ? g_strv_builder_end (builder) : NULL;
}

static void
save_metric (FloWorkRow *self,
             FloConfig  *config)
{
  config->scaling.metric = read_text (self->metric, "");
  config->scaling.metric_namespace = read_text (self->name_space, NULL);
  config->scaling.target = read_text (self->target, NULL);
  config->scaling.statistic = adw_combo_row_get_selected (self->statistic);
  config->scaling.measures = adw_combo_row_get_selected (self->measures);
  config->scaling.period = flo_number_row_get (self->period);
  save_dimensions (self, config);
}

/* A name that is missing is empty, not NULL: it was asked for, and the config's own check says what is wanted. */
static void
save_source (FloWorkRow *self,
             FloScaleBy  source,
             FloConfig  *config)
{
  g_autoptr(FloConfig) defaults = flo_config_new ();

  flo_config_clear_source (config);
  g_clear_pointer (&config->scaling.metric_namespace, g_free);
  g_clear_pointer (&config->scaling.target, g_free);
  config->scaling.messages_per_node = defaults->scaling.messages_per_node;
  config->scaling.statistic = defaults->scaling.statistic;
  config->scaling.measures = defaults->scaling.measures;
  config->scaling.period = defaults->scaling.period;
  if (source == FLO_SCALE_BY_METRIC)
    save_metric (self, config);
  else
    g_clear_pointer (&config->scaling.dimensions, g_strfreev);
  if (source == FLO_SCALE_BY_CPU)
    config->scaling.cpu = flo_number_row_get (self->cpu);
  if (source == FLO_SCALE_BY_QUEUE)
    {
      config->scaling.queue = read_text (self->queue, "");
      config->scaling.messages_per_node = flo_number_row_get (self->messages);
    }
}

static void
flo_work_row_save (FloConfigRow *row,
                   FloConfig    *config)
{
  FloWorkRow *self = FLO_WORK_ROW (row);
  g_autoptr(FloConfig) defaults = flo_config_new ();
  const FloScaleBy source = get_source (self);
  gboolean on = source != FLO_SCALE_BY_NONE;

  save_source (self, source, config);
  config->scaling.minimum = on ? flo_number_row_get (self->minimum) : defaults->scaling.minimum;
  config->scaling.maximum = on ? flo_number_row_get (self->maximum) : defaults->scaling.maximum;
  config->scaling.out_minutes = on ? flo_number_row_get (self->out_minutes) : defaults->scaling.out_minutes;
  config->scaling.in_minutes = on ? flo_number_row_get (self->in_minutes) : defaults->scaling.in_minutes;
}

static char *
flo_work_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_work (config);

  return words != NULL ? words : g_strdup (_("Off: the number does not follow the work"));
}

static void
flo_work_row_class_init (FloWorkRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_work_row_load;
  row_class->save = flo_work_row_save;
  row_class->show = flo_work_row_show;
  row_class->describe = flo_work_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-work-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, source);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, queue);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, messages);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, cpu);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, metric);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, name_space);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, dimensions);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, statistic);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, period);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, measures);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, target);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, minimum);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, maximum);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, out_minutes);
  gtk_widget_class_bind_template_child (widget_class, FloWorkRow, in_minutes);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_work_row_init (FloWorkRow *self)
{
  g_autoptr(FloConfig) defaults = flo_config_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  flo_number_row_set (self->messages, USUAL_MESSAGES);
  flo_number_row_set (self->cpu, USUAL_CPU);
  flo_number_row_set (self->period, defaults->scaling.period);
  flo_number_row_set (self->minimum, 1);
  flo_number_row_set (self->out_minutes, defaults->scaling.out_minutes);
  flo_number_row_set (self->in_minutes, defaults->scaling.in_minutes);
}
