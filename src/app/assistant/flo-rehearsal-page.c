/* flo-rehearsal-page.c: what would have become of the fleet in the past
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-rehearsal-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-rehearsal-figure.h"
#include "app/assistant/flo-rehearsal-table.h"
#include "app/assistant/flo-rehearsal.h"
#include "app/assistant/flo-trace-row.h"
#include "app/support/flo-error-dialog.h"
#include "backtest/flo-replay-market.h"
#include "config/flo-config-problem.h"
#include "config/flo-config-schedule.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)

/* In the order of the combo row. */
typedef enum
{
  OTHER_NONE,
  OTHER_ON_DEMAND,
  OTHER_NO_STAND_INS,
  OTHER_BEFORE,
} Other;

struct _FloRehearsalPage
{
  FloAssistantPage parent_instance;

  FloRehearsal *rehearsal;    /* (owned) */
  char *other_name;           /* (owned) (nullable): of what is compared with */

  AdwComboRow *span;
  AdwComboRow *other;
  FloTraceRow *traces;
  GtkStack *control;
  GtkButton *start;
  GtkProgressBar *progress;
  GtkWidget *changed;
  GtkLabel *failure;
  GtkWidget *results;
  GtkStack *views;
  GtkListBox *figures;
  GtkGrid *table;
  GtkLabel *foot;
};

typedef enum
{
  PROP_SUMMARY = 1,
} FloRehearsalPageProperty;

static const int days[] = { 7, 30, 90 };

static GParamSpec *properties[PROP_SUMMARY + 1];

G_DEFINE_FINAL_TYPE (FloRehearsalPage, flo_rehearsal_page, FLO_TYPE_ASSISTANT_PAGE)

static FloDraft *
get_draft (FloRehearsalPage *self)
{
  return flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
}

/* ---- what is asked ---- */

static gboolean
can_rehearse (FloDraft *draft)
{
  GPtrArray *problems = flo_draft_get_problems (draft);

  for (guint i = 0; i < problems->len; i++)
    if (flo_config_problem_get_severity (g_ptr_array_index (problems, i)) == FLO_SEVERITY_ERROR)
      return FALSE;

  return flo_draft_get_session (draft) != NULL && flo_draft_get_market (draft) != NULL &&
         flo_draft_get_pools (draft)->len > 0;
}

/* As many on demand as there ever are. */
static FloConfig *
create_on_demand (const FloConfig *config)
{
  FloConfig *other = flo_config_copy (config);
  guint fewest, most;

  flo_config_get_range (config, &fewest, &most);
  other->capacity.on_demand_base = MAX ((gint64) most, config->capacity.nodes);
  other->availability.spares = 0;
  other->fallback.nodes = 0;

  return other;
}

/* (transfer full) (nullable): what to compare with */
static FloConfig *
create_other (FloRehearsalPage *self)
{
  FloDraft *draft = get_draft (self);
  FloConfig *other = NULL;

  switch ((Other) adw_combo_row_get_selected (self->other))
    {
    case OTHER_ON_DEMAND:
      return create_on_demand (flo_draft_get_config (draft));
    case OTHER_NO_STAND_INS:
      other = flo_draft_dup_config (draft);
      other->fallback.nodes = 0;
      return other;
    case OTHER_BEFORE:
      return flo_draft_dup_saved (draft);
    case OTHER_NONE:
    default:
      return NULL;
    }
}

static void
start_cb (FloRehearsalPage *self)
{
  FloDraft *draft = get_draft (self);
  FloSession *session = flo_draft_get_session (draft);
  g_autoptr(FloConfig) config = flo_draft_dup_config (draft);
  g_autoptr(FloConfig) other = create_other (self);
  g_autoptr(AwsClient) client = flo_session_create_client (session, config->region);
  g_autoptr(GPtrArray) traces = flo_trace_row_list_traces (self->traces);
  FloConfig *configs[FLO_REHEARSAL_MAX_CONFIGS] = { config, other };
  GtkStringObject *name = adw_combo_row_get_selected_item (self->other);

  g_free (self->other_name);
  self->other_name = other != NULL ? g_strdup (gtk_string_object_get_string (name)) : NULL;
  flo_rehearsal_start (self->rehearsal, flo_session_get_archive (session, config->region), client,
                       flo_draft_get_market (draft), configs, other != NULL ? 2 : 1, traces,
                       days[adw_combo_row_get_selected (self->span)] * SECONDS_PER_DAY);
}

static void
cancel_cb (FloRehearsalPage *self)
{
  flo_rehearsal_cancel (self->rehearsal);
}

/* ---- what came of it ---- */

static void
show_foot (FloRehearsalPage *self)
{
  const FloBacktest *result = flo_rehearsal_get_result (self->rehearsal, 0);
  guint n_pools = flo_rehearsal_get_n_pools (self->rehearsal, 0);
  guint n_assumed = flo_rehearsal_get_n_assumed (self->rehearsal, 0);
  g_autofree char *span = g_strdup_printf ("%.1f", (double) result->options.seconds / (double) SECONDS_PER_DAY);
  /* Translators: %u: how many pools; %u: how many runs; %s: days, like "30.0" */
  g_autofree char *text = g_strdup_printf (ngettext ("%u pool, %u runs of %s days. With storage and addresses, without "
                                                     "traffic.",
                                                     "%u pools, %u runs of %s days. With storage and addresses, without "
                                                     "traffic.", n_pools),
                                           n_pools, result->options.trajectories, span);

  GPtrArray *notes = flo_rehearsal_get_notes (self->rehearsal, 0);
  g_autoptr(GString) all = g_string_new (text);

  if (n_assumed > 0)
    {
      g_string_append_c (all, ' ');
      g_string_append_printf (all, ngettext ("The Spot price of %u pool is not known: %d %% of on demand is assumed.",
                                             "Spot prices of %u pools are not known: %d %% of on demand is assumed.",
                                             n_assumed), n_assumed, FLO_REPLAY_SPOT_PERCENT);
    }
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    g_string_append_printf (all, " %s", (const char *) g_ptr_array_index (notes, i));
  gtk_label_set_label (self->foot, all->str);
}

static void
show_results (FloRehearsalPage *self)
{
  const char *names[FLO_REHEARSAL_MAX_CONFIGS] = { _("This config"), self->other_name };
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->figures, 0)) != NULL)
    gtk_list_box_remove (self->figures, GTK_WIDGET (row));
  for (guint i = 0; i < FLO_BACKTEST_N_LINES; i++)
    if (flo_backtest_line_is_known (&FLO_BACKTEST_LINES[i], flo_rehearsal_get_result (self->rehearsal, 0),
                                    flo_rehearsal_get_config (self->rehearsal, 0)))
      gtk_list_box_append (self->figures, flo_rehearsal_figure_new (self->rehearsal, &FLO_BACKTEST_LINES[i], names));
  flo_rehearsal_table_fill (self->table, self->rehearsal, names);
  show_foot (self);
}

static void
show_progress (FloRehearsalPage *self)
{
  double progress = flo_rehearsal_get_progress (self->rehearsal);
  g_autofree char *text = g_strdup_printf (_("%d %% of the runs"), (int) (100 * MAX (progress, 0)));

  if (progress < 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_progress_bar_set_text (self->progress, progress < 0 ? _("Looking at the prices of the last 90 days") : text);
}

/* Whether what is shown is of another config than the draft is now. */
static gboolean
is_old (FloRehearsalPage *self)
{
  return flo_rehearsal_get_state (self->rehearsal) == FLO_REHEARSAL_DONE && get_draft (self) != NULL &&
         !flo_config_equal (flo_rehearsal_get_config (self->rehearsal, 0), flo_draft_get_config (get_draft (self)));
}

static char *
format_mean (const FloBacktest *result,
             FloBacktestUnit    unit,
             FloBacktestFigure  figure)
{
  const FloBacktestLine line = { .figure = figure, .unit = unit };

  return flo_backtest_line_format_mean (&line, result);
}

/* (transfer full) (nullable): NULL when nothing is known of the config as it is now */
static char *
describe_result (FloRehearsalPage *self)
{
  const FloBacktest *result;
  g_autofree char *cost = NULL;
  g_autofree char *ran = NULL;
  g_autofree char *interruptions = NULL;

  if (flo_rehearsal_get_state (self->rehearsal) != FLO_REHEARSAL_DONE || is_old (self))
    return NULL;

  result = flo_rehearsal_get_result (self->rehearsal, 0);
  cost = format_mean (result, FLO_BACKTEST_MONEY, FLO_BACKTEST_COST);
  ran = format_mean (result, FLO_BACKTEST_SHARE, FLO_BACKTEST_AVAILABILITY);
  interruptions = format_mean (result, FLO_BACKTEST_COUNT, FLO_BACKTEST_INTERRUPTIONS);

  /* Translators: %s: an amount of money; %d: days; %s: a share; %s: a number, like "0.7" */
  return g_strdup_printf (_("%s in %d days on average; %s of the wanted nodes ran; %s interruptions"), cost,
                          (int) (result->options.seconds / SECONDS_PER_DAY), ran, interruptions);
}

static void
show_state (FloRehearsalPage *self)
{
  FloRehearsalState state = flo_rehearsal_get_state (self->rehearsal);
  const GError *error = flo_rehearsal_get_error (self->rehearsal);
  g_autofree char *failure = error != NULL ? flo_error_dialog_describe (error) : NULL;

  if (state == FLO_REHEARSAL_RUNNING)
    show_progress (self);
  gtk_stack_set_visible_child_name (self->control, state == FLO_REHEARSAL_RUNNING ? "progress" : "start");
  gtk_button_set_label (self->start, state == FLO_REHEARSAL_IDLE ? _("_Rehearse") : _("_Rehearse Again"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), get_draft (self) != NULL && can_rehearse (get_draft (self)));
  gtk_widget_set_visible (self->changed, is_old (self));
  gtk_widget_set_visible (self->results, state == FLO_REHEARSAL_DONE);
  gtk_label_set_label (self->failure, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), failure != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
rehearsal_changed_cb (FloRehearsalPage *self)
{
  if (flo_rehearsal_get_state (self->rehearsal) == FLO_REHEARSAL_DONE)
    show_results (self);
  show_state (self);
}

static void
table_toggled_cb (FloRehearsalPage *self,
                  GtkToggleButton  *button)
{
  gtk_stack_set_visible_child_name (self->views, gtk_toggle_button_get_active (button) ? "table" : "figures");
}

static void
flo_rehearsal_page_load (FloAssistantPage *page)
{
  FloRehearsalPage *self = FLO_REHEARSAL_PAGE (page);
  FloMarket *market = flo_draft_get_market (flo_assistant_page_get_draft (page));

  if (market != NULL)
    flo_trace_row_set_market (self->traces, market);
  show_state (self);
}

static void
flo_rehearsal_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((FloRehearsalPageProperty) id)
    {
    case PROP_SUMMARY:
      g_value_take_string (value, describe_result (FLO_REHEARSAL_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_rehearsal_page_dispose (GObject *object)
{
  FloRehearsalPage *self = FLO_REHEARSAL_PAGE (object);

  if (self->rehearsal != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->rehearsal, rehearsal_changed_cb, self);
      flo_rehearsal_cancel (self->rehearsal);
    }
  g_clear_object (&self->rehearsal);
  g_clear_pointer (&self->other_name, g_free);

  G_OBJECT_CLASS (flo_rehearsal_page_parent_class)->dispose (object);
}

static void
flo_rehearsal_page_class_init (FloRehearsalPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_rehearsal_page_dispose;
  object_class->get_property = flo_rehearsal_page_get_property;
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_rehearsal_page_load;
  g_type_ensure (FLO_TYPE_TRACE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/assistant/flo-rehearsal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, span);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, other);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, traces);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, control);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, start);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, changed);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, failure);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, results);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, views);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, figures);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, table);
  gtk_widget_class_bind_template_child (widget_class, FloRehearsalPage, foot);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
flo_rehearsal_page_init (FloRehearsalPage *self)
{
  self->rehearsal = flo_rehearsal_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->span, 1);
  g_signal_connect_object (self->rehearsal, "changed", G_CALLBACK (rehearsal_changed_cb), self, G_CONNECT_SWAPPED);
  show_state (self);
}
