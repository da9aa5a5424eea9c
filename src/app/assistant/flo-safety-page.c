/* flo-safety-page.c: how cheap and how safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-safety-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-budget-row.h"
#include "app/assistant/flo-deadline-row.h"
#include "app/assistant/flo-fallback-row.h"
#include "app/assistant/flo-health-row.h"
#include "app/assistant/flo-launch-row.h"
#include "app/assistant/flo-limit-history.h"
#include "app/assistant/flo-reserves-row.h"
#include "app/assistant/flo-thresholds-row.h"
#include "app/assistant/flo-warnings-row.h"
#include "app/support/flo-money-row.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-mode.h"
#include "market/flo-price-limit.h"

/* What unfolds, by name. */
enum
{
  ROW_BUDGET,
  ROW_THRESHOLDS,
  ROW_FALLBACK,
  ROW_DEADLINE,
  ROW_WARNINGS,
  ROW_HEALTH,
  ROW_RESERVES,
  ROW_LAUNCH,
  N_ROWS
};

static const struct
{
  const char *name;
  gboolean managed;    /* EC2 heeds it, too, when it keeps the nodes itself */
} row_table[N_ROWS] = {
  [ROW_BUDGET] = { "fleet_budget", TRUE },
  [ROW_THRESHOLDS] = { "thresholds" },
  [ROW_FALLBACK] = { "fallback" },
  [ROW_DEADLINE] = { "deadline" },
  [ROW_WARNINGS] = { "warnings", TRUE },
  [ROW_HEALTH] = { "health" },
  [ROW_RESERVES] = { "reserves", TRUE },
  [ROW_LAUNCH] = { "launch", TRUE },
};

struct _FloSafetyPage
{
  FloAssistantPage parent_instance;

  AdwComboRow *limit;
  FloMoneyRow *maximum;
  FloNumberRow *percent;
  FloNumberRow *availability;
  FloMoneyRow *budget;
  AdwActionRow *effect_row;
  FloLimitHistory *history;
  AdwComboRow *allocation;
  GtkSwitch *replace;
  FloNumberRow *drain;
  FloNumberRow *lost_work;
  FloNumberRow *base;
  GtkWidget *move_row;
  GtkSwitch *move;
  FloConfigRow *rows[N_ROWS];
};

G_DEFINE_FINAL_TYPE (FloSafetyPage, flo_safety_page, FLO_TYPE_ASSISTANT_PAGE)

static void
show_fields (FloSafetyPage *self,
             FloPriceLimit  limit)
{
  GtkWidget *percent_row = GTK_WIDGET (self->percent);
  GtkWidget *availability_row = GTK_WIDGET (self->availability);

  gtk_widget_set_visible (GTK_WIDGET (self->maximum), limit == FLO_PRICE_FIXED);
  gtk_widget_set_visible (percent_row, limit == FLO_PRICE_PERCENT);
  gtk_widget_set_visible (availability_row, limit == FLO_PRICE_DYNAMIC);
  gtk_widget_set_visible (GTK_WIDGET (self->budget), limit == FLO_PRICE_DYNAMIC);
}

/* What a dynamic limit is for each pool is found when nodes are launched. */
static char *
describe_effect (const FloConfig *config,
                 guint            n_pools)
{
  if (config->price.limit == FLO_PRICE_DYNAMIC)
    return g_strdup_printf (ngettext ("%u pool fits now", "%u pools fit now", n_pools), n_pools);

  return g_strdup_printf (ngettext ("%u pool is within the limit now",
                                    "%u pools are within the limit now", n_pools), n_pools);
}

/* What the limit does to the choice, in pools. */
static void
show_effect (FloSafetyPage *self)
{
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  const FloConfig *config = flo_draft_get_config (draft);
  guint n_pools = flo_draft_get_pools (draft)->len;
  gboolean known = flo_draft_get_market (draft) != NULL;
  g_autofree char *text = known ? describe_effect (config, n_pools) : g_strdup (_("Waiting for prices"));
  const char *subtitle = _("A pool is one machine type in one zone.");

  if (known && n_pools < 10)
    subtitle = _("Ten or more make interruptions rare: allow more machines, "
                 "zones, or a higher price.");
  else if (config->price.limit == FLO_PRICE_DYNAMIC)
    subtitle = _("Those above their limit when nodes are launched are left out.");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->effect_row), text);
  adw_action_row_set_subtitle (self->effect_row, subtitle);
  flo_limit_history_show (self->history, draft);
}

static void
edited_cb (FloSafetyPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));

  if (config == NULL)
    return;
  config->price.limit = adw_combo_row_get_selected (self->limit);
  show_fields (self, config->price.limit);
  config->price.maximum = config->price.limit == FLO_PRICE_FIXED ? flo_money_row_get (self->maximum) : 0;
  config->price.percent = config->price.limit == FLO_PRICE_PERCENT
                            ? flo_number_row_get (self->percent) : 0;
  config->price.availability = config->price.limit == FLO_PRICE_DYNAMIC
                                 ? flo_number_row_get (self->availability) : 0;
  config->price.budget = config->price.limit == FLO_PRICE_DYNAMIC ? flo_money_row_get (self->budget) : 0;
  config->price.move = gtk_switch_get_active (self->move);
  config->allocation = adw_combo_row_get_selected (self->allocation);
  config->interruption.replace = gtk_switch_get_active (self->replace);
  config->interruption.drain_seconds = flo_number_row_get (self->drain);
  config->interruption.lost_work_minutes = flo_number_row_get (self->lost_work);
  config->capacity.on_demand_base = flo_number_row_get (self->base);
  for (guint i = 0; i < N_ROWS; i++)
    flo_config_row_save (self->rows[i], config);
  flo_config_leave_to_ec2 (config);
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
  show_effect (self);
}

/* What EC2 cannot do when it keeps the nodes itself is not asked. */
static void
show_rows (FloSafetyPage   *self,
           const FloConfig *config)
{
  gboolean ours = config->mode != FLO_MODE_MANAGED;

  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->replace), ADW_TYPE_ACTION_ROW), ours);
  gtk_widget_set_visible (self->move_row, ours);
  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), ours || row_table[i].managed);
}

static void
flo_safety_page_load (FloAssistantPage *page)
{
  FloSafetyPage *self = FLO_SAFETY_PAGE (page);
  FloConfig *config = flo_draft_get_config (flo_assistant_page_get_draft (page));

  adw_combo_row_set_selected (self->limit, config->price.limit);
  show_fields (self, config->price.limit);
  flo_money_row_set (self->maximum, config->price.maximum);
  flo_money_row_set (self->budget, config->price.budget);
  flo_number_row_set (self->availability, config->price.availability > 0
                                                   ? config->price.availability : FLO_LIMIT_USUAL_AVAILABILITY);
  flo_number_row_set (self->percent,
                             config->price.percent > 0 ? config->price.percent : FLO_LIMIT_USUAL_PERCENT);
  gtk_switch_set_active (self->move, config->price.move);
  adw_combo_row_set_selected (self->allocation, config->allocation);
  gtk_switch_set_active (self->replace, config->interruption.replace);
  flo_number_row_set (self->drain, config->interruption.drain_seconds);
  flo_number_row_set (self->lost_work, config->interruption.lost_work_minutes);
  flo_number_row_set_range (self->base, 0, MAX (config->capacity.nodes, 1));
  flo_number_row_set (self->base, config->capacity.on_demand_base);
  for (guint i = 0; i < N_ROWS; i++)
    flo_config_row_load (self->rows[i], config);
  show_rows (self, config);
  show_effect (self);
}

static void
flo_safety_page_class_init (FloSafetyPageClass *klass)
{
  static const char * const paths[] = {
    "/price", "/allocation", "/interruption", "/capacity/on_demand_base", "/budget", "/fallback",
    "/monitoring", "/health", "/availability", "/zones/when_short", "/deadline", "/launch", NULL,
  };
  static const FloFixable fixables[] = {
    { "limit", "price", "limit" },
    { "maximum", "price", "maximum" },
    { "percent", "price", "percent" },
    { "availability", "price", "availability" },
    { "budget", "price", "budget" },
    { "allocation", NULL, "allocation" },
    { "drain", "interruption", "drain_seconds" },
    { "lost_work", "interruption", "lost_work_minutes" },
    { "base", "capacity", "on_demand_base" },
    { "reserves", "availability", "max_unavailable" },
    { NULL },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_BUDGET_ROW);
  g_type_ensure (FLO_TYPE_DEADLINE_ROW);
  g_type_ensure (FLO_TYPE_FALLBACK_ROW);
  g_type_ensure (FLO_TYPE_HEALTH_ROW);
  g_type_ensure (FLO_TYPE_LAUNCH_ROW);
  g_type_ensure (FLO_TYPE_LIMIT_HISTORY);
  g_type_ensure (FLO_TYPE_RESERVES_ROW);
  g_type_ensure (FLO_TYPE_MONEY_ROW);
  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  g_type_ensure (FLO_TYPE_THRESHOLDS_ROW);
  g_type_ensure (FLO_TYPE_WARNINGS_ROW);
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->fixables = fixables;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_safety_page_load;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-safety-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, limit);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, maximum);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, percent);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, availability);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, budget);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, effect_row);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, history);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, move_row);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, move);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, allocation);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, replace);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, drain);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, lost_work);
  gtk_widget_class_bind_template_child (widget_class, FloSafetyPage, base);
  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, row_table[i].name, FALSE,
                                               G_STRUCT_OFFSET (FloSafetyPage, rows) + (gssize) (i * sizeof (FloConfigRow *)));
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_safety_page_init (FloSafetyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
