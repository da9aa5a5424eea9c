/* flo-overview-page.c: all fleets of the account at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-overview-page.h"

#include <glib/gi18n.h>

#include "app/support/flo-event-row.h"
#include "app/support/flo-fact.h"
#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "app/window/flo-fleet-events.h"
#include "app/window/flo-overall-budget-row.h"

#define N_LATEST 6

struct _FloOverviewPage
{
  FloPage parent_instance;

  GListModel *fleets;      /* (owned) */
  guint update_source;

  GtkStack *stack;         /* "empty", "fleets" */
  FloFact *nodes_fact;
  FloFact *rate_fact;
  FloFact *cost_fact;
  FloFact *saved_fact;
  FloOverallBudgetRow *budget_row;
  GtkWidget *attention_group;
  GtkListBox *attention_list;
  GtkListBox *fleets_list;
  GtkWidget *events_group;
  GtkListBox *events_list;
};

typedef struct
{
  guint running, wanted;
  FloMoney per_hour, on_demand, cost;
} Totals;

G_DEFINE_FINAL_TYPE (FloOverviewPage, flo_overview_page, FLO_TYPE_PAGE)

static void
show_totals (FloOverviewPage *self,
             const Totals    *totals)
{
  /* Of nodes that no fleet wants any more, "2 of 0" would say nothing. */
  g_autofree char *nodes = totals->wanted > 0 ? g_strdup_printf (_("%u of %u"), totals->running, totals->wanted)
                                              : g_strdup_printf ("%u", totals->running);
  g_autofree char *rate = flo_format_rate (totals->per_hour);
  g_autofree char *cost = flo_money_format (totals->cost);
  g_autofree char *saved = flo_format_saved (totals->per_hour, totals->on_demand);
  g_autofree char *list = flo_format_rate (totals->on_demand);
  g_autofree char *list_detail = g_strdup_printf (_("%s on demand"), list);

  flo_fact_set (self->nodes_fact, nodes, _("running"));
  flo_fact_set (self->rate_fact, rate, _("now"));
  flo_fact_set (self->cost_fact, cost, _("since launch"));
  flo_fact_set (self->saved_fact, totals->per_hour > 0 && saved != NULL ? saved : "–", list_detail);
}

static GtkWidget *
create_attention_row (FloFleet *fleet)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();
  g_autofree char *title = g_markup_escape_text (flo_fleet_get_name (fleet), -1);
  const char *problem = flo_fleet_get_problem (fleet);
  g_autofree char *subtitle = NULL;
  g_autofree char *page = g_strconcat ("fleet:", flo_fleet_get_id (fleet), NULL);

  if (problem == NULL)
    problem = flo_fleet_get_observing_failed (fleet);
  if (problem == NULL)
    problem = _("Nodes are missing and are being replaced");
  subtitle = g_markup_escape_text (problem, -1);
  flo_words_style_fleet_icon (GTK_IMAGE (icon), flo_fleet_get_state (fleet));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page);
  return row;
}

static gboolean
needs_attention (FloFleet *fleet)
{
  FloFleetState state = flo_fleet_get_state (fleet);

  return state == FLO_FLEET_BLOCKED || state == FLO_FLEET_DEGRADED
         || flo_fleet_get_problem (fleet) != NULL || flo_fleet_get_observing_failed (fleet) != NULL;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
update (FloOverviewPage *self)
{
  guint n_fleets = g_list_model_get_n_items (self->fleets);
  guint n_attention = 0;
  Totals totals = { 0, };

  clear_list (self->attention_list);
  for (guint i = 0; i < n_fleets; i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (self->fleets, i);

      totals.running += flo_fleet_get_running (fleet);
      totals.wanted += flo_fleet_get_wanted (fleet);
      totals.per_hour += flo_fleet_get_per_hour (fleet);
      totals.on_demand += flo_fleet_get_on_demand_per_hour (fleet);
      totals.cost += flo_fleet_get_cost (fleet);
      if (needs_attention (fleet))
        {
          gtk_list_box_append (self->attention_list, create_attention_row (fleet));
          n_attention++;
        }
    }
  show_totals (self, &totals);
  gtk_widget_set_visible (self->attention_group, n_attention > 0);
  gtk_stack_set_visible_child_name (self->stack, n_fleets > 0 ? "fleets" : "empty");
}

static gboolean
update_idle_cb (gpointer user_data)
{
  FloOverviewPage *self = FLO_OVERVIEW_PAGE (user_data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A turn of the engine changes many properties; they are summed up once. */
static void
queue_update (FloOverviewPage *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (update_idle_cb, self);
}

static void
fleets_changed_cb (FloOverviewPage *self,
                   guint            position,
                   guint            removed,
                   guint            added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (self->fleets, i);

      g_signal_connect_object (fleet, "notify", G_CALLBACK (queue_update), self,
                               G_CONNECT_SWAPPED);
    }
  queue_update (self);
}

static void
update_fleet_row (AdwActionRow *row,
                  GParamSpec   *pspec,
                  FloFleet     *fleet)
{
  GtkImage *icon = g_object_get_data (G_OBJECT (row), "icon");
  GtkLabel *rate_label = g_object_get_data (G_OBJECT (row), "rate");
  g_autofree char *rate = flo_format_rate (flo_fleet_get_per_hour (fleet));
  g_autofree char *nodes = flo_words_nodes (flo_fleet_get_running (fleet), flo_fleet_get_wanted (fleet));
  g_autofree char *facts = g_strdup_printf ("%s · %s · %s", flo_words_fleet_state (flo_fleet_get_state (fleet)), nodes,
                                            flo_fleet_get_region (fleet));

  flo_words_style_fleet_icon (icon, flo_fleet_get_state (fleet));
  gtk_label_set_label (rate_label, rate);
  adw_action_row_set_subtitle (row, facts);
}

static GtkWidget *
create_fleet_row (gpointer item,
                  gpointer user_data)
{
  FloFleet *fleet = FLO_FLEET (item);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *rate = gtk_label_new ("");
  g_autofree char *title = g_markup_escape_text (flo_fleet_get_name (fleet), -1);
  g_autofree char *page = g_strconcat ("fleet:", flo_fleet_get_id (fleet), NULL);

  gtk_widget_add_css_class (rate, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), rate);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data (G_OBJECT (row), "rate", rate);
  g_signal_connect_object (fleet, "notify", G_CALLBACK (update_fleet_row), row, G_CONNECT_SWAPPED);
  update_fleet_row (ADW_ACTION_ROW (row), NULL, fleet);
  return row;
}

static GtkWidget *
create_event_row (gpointer item,
                  gpointer user_data)
{
  FloFleetEvent *event = FLO_FLEET_EVENT (item);

  return flo_event_row_new (flo_fleet_event_get_event (event),
                            flo_fleet_get_name (flo_fleet_event_get_fleet (event)));
}

static void
events_changed_cb (FloOverviewPage *self,
                   guint            position,
                   guint            removed,
                   guint            added,
                   GListModel      *events)
{
  gtk_widget_set_visible (self->events_group, g_list_model_get_n_items (events) > 0);
}

static void
flo_overview_page_dispose (GObject *object)
{
  FloOverviewPage *self = FLO_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->fleets);
  G_OBJECT_CLASS (flo_overview_page_parent_class)->dispose (object);
}

static void
flo_overview_page_class_init (FloOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_overview_page_dispose;
  g_type_ensure (FLO_TYPE_FACT);
  g_type_ensure (FLO_TYPE_OVERALL_BUDGET_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/window/flo-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, nodes_fact);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, rate_fact);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, cost_fact);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, saved_fact);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, budget_row);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, attention_group);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, attention_list);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, fleets_list);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, events_group);
  gtk_widget_class_bind_template_child (widget_class, FloOverviewPage, events_list);
}

static void
flo_overview_page_init (FloOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_overview_page_new (FloSession *session)
{
  FloOverviewPage *self = g_object_new (FLO_TYPE_OVERVIEW_PAGE, NULL);
  g_autoptr(GListModel) events = NULL;
  g_autoptr(GtkSliceListModel) latest = NULL;

  self->fleets = g_object_ref (flo_engine_get_fleets (flo_session_get_engine (session)));
  gtk_list_box_bind_model (self->fleets_list, self->fleets, create_fleet_row, NULL, NULL);
  g_signal_connect_object (self->fleets, "items-changed", G_CALLBACK (fleets_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fleets_changed_cb (self, 0, 0, g_list_model_get_n_items (self->fleets));

  flo_overall_budget_row_show (self->budget_row, flo_session_get_store (session), flo_session_get_account (session));

  events = flo_fleet_events_new (self->fleets);
  latest = gtk_slice_list_model_new (g_object_ref (events), 0, N_LATEST);
  gtk_list_box_bind_model (self->events_list, G_LIST_MODEL (latest), create_event_row, NULL, NULL);
  g_signal_connect_object (latest, "items-changed", G_CALLBACK (events_changed_cb), self,
                           G_CONNECT_SWAPPED);
  events_changed_cb (self, 0, 0, 0, G_LIST_MODEL (latest));
  update (self);
  return GTK_WIDGET (self);
}
