/* flo-need-page.c: how many nodes, and what each must be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-need-page.h"

#include "app/assistant/flo-mode-row.h"
#include "app/assistant/flo-work-row.h"
#include "app/assistant/flo-schedule-row.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-mode.h"

#define MIB_PER_GIB 1024

struct _FloNeedPage
{
  FloAssistantPage parent_instance;

  GtkEditable *name_row;
  FloNumberRow *nodes;
  FloNumberRow *min_vcpus;
  FloNumberRow *max_vcpus;
  FloNumberRow *min_memory;
  FloNumberRow *max_memory;
  AdwComboRow *architecture;
  FloNumberRow *gpus;
  GtkSwitch *burstable;
  FloConfigRow *schedule;
  FloConfigRow *work;
  FloConfigRow *mode;
};

/* In the order of the combo row. */
static const char * const architectures[] = { "x86_64", "arm64", "any" };

G_DEFINE_FINAL_TYPE (FloNeedPage, flo_need_page, FLO_TYPE_ASSISTANT_PAGE)

/* EC2 knows one number alone. */
static void
show_rows (FloNeedPage     *self,
           const FloConfig *config)
{
  gtk_widget_set_visible (GTK_WIDGET (self->schedule), config->mode != FLO_MODE_MANAGED);
  gtk_widget_set_visible (GTK_WIDGET (self->work), config->mode != FLO_MODE_MANAGED);
}

/* What is no whole GiB stays, unless somebody chose another number. */
static void
store_memory (FloNumberRow *row,
              gint64       *mib)
{
  if (flo_number_row_get (row) != *mib / MIB_PER_GIB)
    *mib = (gint64) flo_number_row_get (row) * MIB_PER_GIB;
}

static void
edited_cb (FloNeedPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));
  guint architecture = adw_combo_row_get_selected (self->architecture);

  if (config == NULL)
    return;
  g_free (config->name);
  config->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  config->capacity.nodes = flo_number_row_get (self->nodes);
  config->instances.min_vcpus = flo_number_row_get (self->min_vcpus);
  config->instances.max_vcpus = flo_number_row_get (self->max_vcpus);
  store_memory (self->min_memory, &config->instances.min_memory_mib);
  store_memory (self->max_memory, &config->instances.max_memory_mib);
  config->instances.min_gpus = flo_number_row_get (self->gpus);
  config->instances.burstable = gtk_switch_get_active (self->burstable);
  if (architecture < G_N_ELEMENTS (architectures))
    {
      g_free (config->instances.architecture);
      config->instances.architecture = g_strdup (architectures[architecture]);
    }
  flo_config_row_save (self->schedule, config);
  flo_config_row_save (self->work, config);
  flo_config_row_save (self->mode, config);
  flo_config_leave_to_ec2 (config);
  show_rows (self, config);
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
}

static void
flo_need_page_load (FloAssistantPage *page)
{
  FloNeedPage *self = FLO_NEED_PAGE (page);
  FloConfig *config = flo_draft_get_config (flo_assistant_page_get_draft (page));

  if (g_strcmp0 (gtk_editable_get_text (self->name_row), config->name) != 0)
    gtk_editable_set_text (self->name_row, config->name);
  flo_number_row_set (self->nodes, config->capacity.nodes);
  flo_number_row_set (self->min_vcpus, config->instances.min_vcpus);
  flo_number_row_set (self->max_vcpus, config->instances.max_vcpus);
  flo_number_row_set (self->min_memory, config->instances.min_memory_mib / MIB_PER_GIB);
  flo_number_row_set (self->max_memory, config->instances.max_memory_mib / MIB_PER_GIB);
  flo_number_row_set (self->gpus, config->instances.min_gpus);
  gtk_switch_set_active (self->burstable, config->instances.burstable);
  for (guint i = 0; i < G_N_ELEMENTS (architectures); i++)
    {
      if (g_strcmp0 (config->instances.architecture, architectures[i]) == 0)
        adw_combo_row_set_selected (self->architecture, i);
    }
  flo_config_row_load (self->schedule, config);
  flo_config_row_load (self->work, config);
  flo_config_row_load (self->mode, config);
  show_rows (self, config);
}

static void
flo_need_page_class_init (FloNeedPageClass *klass)
{
  static const char * const paths[] = {
    "/name", "/capacity/nodes", "/instances/min_", "/instances/max_", "/instances/architecture",
    "/mode", "/managed", "/scaling", NULL,
  };
  static const FloFixable fixables[] = {
    { "name_row", NULL, "name" },
    { "min_vcpus", "instances", "min_vcpus" },
    { "max_vcpus", "instances", "max_vcpus" },
    { "min_memory", "instances", "min_memory" },
    { "max_memory", "instances", "max_memory" },
    { "architecture", "instances", "architecture" },
    { "gpus", "instances", "min_gpus" },
    { "burstable", "instances", "burstable" },
    { "mode/mode", NULL, "mode" },
    { "mode/rebalance", "managed", "rebalance" },
    { "mode/termination_delay", "managed", "termination_delay" },
    { NULL },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_MODE_ROW);
  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  g_type_ensure (FLO_TYPE_WORK_ROW);
  g_type_ensure (FLO_TYPE_SCHEDULE_ROW);
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->fixables = fixables;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_need_page_load;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/assistant/flo-need-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, nodes);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, min_vcpus);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, max_vcpus);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, min_memory);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, max_memory);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, architecture);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, gpus);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, burstable);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, schedule);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, work);
  gtk_widget_class_bind_template_child (widget_class, FloNeedPage, mode);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_need_page_init (FloNeedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
