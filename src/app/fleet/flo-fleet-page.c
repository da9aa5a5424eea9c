/* flo-fleet-page.c: one fleet: is it healthy, what does it cost, what happens next and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-page"

#include "app/fleet/flo-fleet-page.h"

#include <glib/gi18n.h>

#include "app/charts/flo-cost-chart.h"
#include "app/fleet/flo-destroy-dialog.h"
#include "app/fleet/flo-fleet-requests.h"
#include "app/fleet/flo-next-list.h"
#include "app/fleet/flo-node-table.h"
#include "app/fleet/flo-practice-button.h"
#include "app/fleet/flo-practice-troubles.h"
#include "app/fleet/flo-progress-list.h"
#include "app/fleet/flo-scale-dialog.h"
#include "app/fleet/flo-status-card.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-config-file.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-event-row.h"
#include "app/support/flo-fact.h"
#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "app/window/flo-activity-bar.h"
#include "app/window/flo-fleet-events.h"
#include "app/window/flo-window.h"

/* Older ones are found by searching, and on the activity page. */
#define N_EVENTS 20

struct _FloFleetPage
{
  FloPage parent_instance;

  FloSession *session;          /* (owned) */
  FloEngine *engine;            /* (owned): the one that runs this fleet */
  FloFleet *fleet;              /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  guint update_source;
  char *zones_key;              /* (owned) (nullable): what the menu of zones has */

  GMenu *zones_menu;
  FloPracticeButton *practice;
  FloStatusCard *status;
  FloFact *rate_fact;
  FloFact *today_fact;
  FloFact *month_fact;
  FloFact *saved_fact;
  GtkWidget *progress_group;
  FloProgressList *progress;
  FloCostChart *chart;
  FloNextList *next;
  FloNodeTable *nodes;
  FloActivityBar *activity_bar;
  GtkListBox *events_list;
};

G_DEFINE_FINAL_TYPE (FloFleetPage, flo_fleet_page, FLO_TYPE_PAGE)

static GtkWindow *
get_window (FloFleetPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
toast (FloFleetPage *self,
       const char   *text)
{
  GtkWindow *window = get_window (self);

  if (FLO_IS_WINDOW (window))
    flo_window_toast (FLO_WINDOW (window), text);
}

/* Budgets count days and months in UTC, as AWS's bills do. */
static void
update_costs (FloFleetPage *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) day = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now),
                                                  g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr(GDateTime) month = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  g_autoptr(GDateTime) next_month = g_date_time_add_months (month, 1);
  gint64 time = g_date_time_to_unix (now);
  gint64 left = g_date_time_to_unix (next_month) - time;
  FloMoney so_far = flo_fleet_get_cost_between (self->fleet, g_date_time_to_unix (month), time);
  FloMoney by_its_end = so_far + (FloMoney) ((double) flo_fleet_get_per_hour (self->fleet) * (double) left / 3600.0);
  g_autofree char *today = flo_money_format (flo_fleet_get_cost_between (self->fleet, g_date_time_to_unix (day), time));
  g_autofree char *total = flo_money_format (flo_fleet_get_cost (self->fleet));
  g_autofree char *extras = flo_money_format (flo_fleet_get_extras_cost (self->fleet));
  /* Translators: amounts of money: what the fleet cost since its launch, and what of that is not for instances */
  g_autofree char *total_detail = g_strdup_printf (_("%s in all, of it %s for storage and addresses"), total, extras);
  g_autofree char *month_text = flo_money_format (so_far);
  g_autofree char *end_text = flo_money_format (by_its_end);
  /* Translators: what the month will cost if all stays as it is */
  g_autofree char *month_detail = g_strdup_printf (_("%s by its end, like this"), end_text);

  flo_fact_set (self->today_fact, today, total_detail);
  flo_fact_set (self->month_fact, month_text, month_detail);
}

static void
update_facts (FloFleetPage *self)
{
  FloMoney per_hour = flo_fleet_get_per_hour (self->fleet);
  FloMoney on_demand = flo_fleet_get_on_demand_per_hour (self->fleet);
  g_autofree char *rate = flo_format_rate (per_hour);
  g_autofree char *list_rate = flo_format_rate (on_demand);
  g_autofree char *list_detail = g_strdup_printf (_("%s on demand"), list_rate);
  g_autofree char *saved = per_hour > 0 ? flo_format_saved (per_hour, on_demand) : NULL;

  flo_fact_set (self->rate_fact, rate, on_demand > 0 ? list_detail : NULL);
  flo_fact_set (self->saved_fact, saved != NULL ? saved : "–", _("against on demand"));
  update_costs (self);
}

/* "Interrupt a Node" means the one that is selected. */
static void
node_selected_cb (FloFleetPage *self)
{
  flo_practice_button_set_victim (self->practice, flo_node_table_get_selected (self->nodes));
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FloFleetPage) self = FLO_FLEET_PAGE (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_config_file_write_finish (result, &error))
    {
      g_autofree char *name = g_file_get_basename (G_FILE (object));
      g_autofree char *text = g_strdup_printf (_("Exported to %s"), name);

      toast (self, text);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    flo_error_dialog_show (get_window (self), _("The Config Could Not Be Exported"),
                           error->message);
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloFleetPage) self = FLO_FLEET_PAGE (user_data);
  g_autoptr(GFile) file = flo_compat_file_finish (result, NULL);

  if (file != NULL)
    flo_config_file_write_async (file, flo_fleet_get_config (self->fleet), self->cancellable,
                                 exported_cb, g_object_ref (self));
}

static void
export_config (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  g_autofree char *name = flo_config_file_suggest_name (flo_fleet_get_config (self->fleet));
  g_autoptr(GtkFileFilter) filter = flo_config_file_create_filter ();

  flo_compat_save_file_async (get_window (self), _("Export Config"), name, filter,
                              export_chosen_cb, g_object_ref (self));
}

static void
copy_id (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), flo_fleet_get_id (self->fleet));
  toast (self, _("The fleet’s id was copied"));
}

static void
destroy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWidget *dialog = flo_destroy_dialog_new (get_window (self), self->engine, self->fleet);

  gtk_window_present (GTK_WINDOW (dialog));
}

/* The verb is what the action is called after "fleet."; its argument a node, a zone, or nothing. */
static void
request (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWindow *window = get_window (self);
  const char *argument = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";

  if (FLO_IS_WINDOW (window))
    flo_fleet_requests_send (FLO_WINDOW (window), self->engine, self->fleet, name + strlen ("fleet."), argument, TRUE);
}

static void
ask_request (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWindow *window = get_window (self);

  if (FLO_IS_WINDOW (window))
    flo_fleet_requests_ask (FLO_WINDOW (window), self->engine, self->fleet, name + strlen ("fleet."),
                            g_variant_get_string (parameter, NULL));
}

static void
scale (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWindow *window = get_window (self);

  if (FLO_IS_WINDOW (window))
    flo_scale_dialog_present (FLO_WINDOW (window), self->engine, self->fleet);
}

static void
edit (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWindow *window = get_window (self);

  if (FLO_IS_WINDOW (window))
    flo_window_edit_config (FLO_WINDOW (window), self->fleet);
}

static void
take_over (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);
  GtkWindow *window = get_window (self);

  if (FLO_IS_WINDOW (window))
    flo_fleet_requests_ask (FLO_WINDOW (window), self->engine, self->fleet, "take-over", flo_fleet_get_name (self->fleet));
}

static void
toggle_pause (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloFleetPage *self = FLO_FLEET_PAGE (widget);

  gtk_widget_activate_action (widget, flo_wishes_is_paused (flo_fleet_get_wishes (self->fleet)) ? "fleet.resume"
                                                                                               : "fleet.pause", NULL);
}

/* Filled again only when it would be another one: it may be open. */
static void
update_zones_menu (FloFleetPage *self)
{
  g_auto(GStrv) zones = flo_practice_troubles_list_zones (self->fleet);
  const FloWishes *wishes = flo_fleet_get_wishes (self->fleet);
  g_autoptr(GString) key = g_string_new (NULL);

  for (guint i = 0; zones[i] != NULL; i++)
    g_string_append_printf (key, "%s%c", zones[i], flo_wishes_find_zone (wishes, zones[i]) != NULL ? '-' : '+');
  if (g_strcmp0 (key->str, self->zones_key) == 0)
    return;
  g_free (self->zones_key);
  self->zones_key = g_strdup (key->str);
  g_menu_remove_all (self->zones_menu);
  for (guint i = 0; zones[i] != NULL; i++)
    {
      gboolean left = flo_wishes_find_zone (wishes, zones[i]) != NULL;
      /* Translators: %s is an Availability Zone */
      g_autofree char *label = left ? g_strdup_printf (_("Use %s Again"), zones[i]) : g_strdup (zones[i]);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, left ? "fleet.allow" : "fleet.move", "s", zones[i]);
      g_menu_append_item (self->zones_menu, item);
    }
}

static void
update_actions (FloFleetPage *self)
{
  static const char * const of_living[] = {
    "fleet.scale", "fleet.edit", "fleet.pause", "fleet.resume", "fleet.toggle-pause", "fleet.replace", "fleet.drain", "fleet.keep",
    "fleet.move", "fleet.allow",
  };
  FloFleetState state = flo_fleet_get_state (self->fleet);
  gboolean read_only = flo_session_get_read_only (self->session);
  gboolean elsewhere = flo_fleet_get_driver (self->fleet) != NULL;
  gboolean alive = state != FLO_FLEET_DESTROYING && state != FLO_FLEET_DESTROYED && !elsewhere;
  gboolean paused = flo_wishes_is_paused (flo_fleet_get_wishes (self->fleet));

  for (guint i = 0; i < G_N_ELEMENTS (of_living); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_living[i], alive);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fleet.pause", alive && !paused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fleet.resume", alive && paused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fleet.destroy",
                                 state != FLO_FLEET_DESTROYED && !read_only && !elsewhere);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fleet.take-over", elsewhere && !read_only);
  /* Where another program runs all fleets of the account, the window says so on every page. */
  if (!read_only)
    flo_page_set_notice (FLO_PAGE (self), flo_fleet_get_driver (self->fleet));
}

static void
update (FloFleetPage *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", flo_fleet_get_region (self->fleet),
                                               flo_words_fleet_state (state));

  flo_page_set_subtitle (FLO_PAGE (self), subtitle);
  update_facts (self);
  flo_status_card_update (self->status);
  gtk_widget_set_visible (self->progress_group,
                          state == FLO_FLEET_LAUNCHING || state == FLO_FLEET_DESTROYING);
  update_zones_menu (self);
  update_actions (self);
}

static gboolean
update_idle_cb (gpointer user_data)
{
  FloFleetPage *self = FLO_FLEET_PAGE (user_data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A turn of the engine changes many properties at once. */
static void
queue_update (FloFleetPage *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (update_idle_cb, self);
}

static GtkWidget *
create_event_row (gpointer item,
                  gpointer user_data)
{
  return flo_event_row_new (flo_fleet_event_get_event (FLO_FLEET_EVENT (item)), NULL);
}

static GtkWidget *
create_placeholder (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "placeholder");
  return label;
}

static void
flo_fleet_page_dispose (GObject *object)
{
  FloFleetPage *self = FLO_FLEET_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->fleet);
  g_clear_object (&self->engine);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_fleet_page_parent_class)->dispose (object);
}

static void
flo_fleet_page_finalize (GObject *object)
{
  FloFleetPage *self = FLO_FLEET_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->zones_key);
  G_OBJECT_CLASS (flo_fleet_page_parent_class)->finalize (object);
}

static void
flo_fleet_page_class_init (FloFleetPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_fleet_page_dispose;
  object_class->finalize = flo_fleet_page_finalize;
  g_type_ensure (FLO_TYPE_FACT);
  g_type_ensure (FLO_TYPE_PRACTICE_BUTTON);
  g_type_ensure (FLO_TYPE_PROGRESS_LIST);
  g_type_ensure (FLO_TYPE_STATUS_CARD);
  g_type_ensure (FLO_TYPE_NEXT_LIST);
  g_type_ensure (FLO_TYPE_NODE_TABLE);
  g_type_ensure (FLO_TYPE_ACTIVITY_BAR);
  g_type_ensure (FLO_TYPE_COST_CHART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/fleet/flo-fleet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, practice);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, zones_menu);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, status);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, rate_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, today_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, month_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, saved_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, progress_group);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, next);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, nodes);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, activity_bar);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, events_list);
  gtk_widget_class_install_action (widget_class, "fleet.scale", NULL, scale);
  gtk_widget_class_install_action (widget_class, "fleet.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "fleet.pause", NULL, request);
  gtk_widget_class_install_action (widget_class, "fleet.resume", NULL, request);
  gtk_widget_class_install_action (widget_class, "fleet.toggle-pause", NULL, toggle_pause);
  gtk_widget_class_install_action (widget_class, "fleet.keep", "s", request);
  gtk_widget_class_install_action (widget_class, "fleet.move", "s", request);
  gtk_widget_class_install_action (widget_class, "fleet.allow", "s", request);
  gtk_widget_class_install_action (widget_class, "fleet.replace", "s", ask_request);
  gtk_widget_class_install_action (widget_class, "fleet.drain", "s", ask_request);
  gtk_widget_class_install_action (widget_class, "fleet.take-over", NULL, take_over);
  gtk_widget_class_install_action (widget_class, "fleet.export", NULL, export_config);
  gtk_widget_class_install_action (widget_class, "fleet.copy-id", NULL, copy_id);
  gtk_widget_class_install_action (widget_class, "fleet.destroy", NULL, destroy);
}

static void
flo_fleet_page_init (FloFleetPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->events_list,
                                create_placeholder (_("Nothing of that has happened yet")));
}

GtkWidget *
flo_fleet_page_new (FloSession *session,
                    FloFleet   *fleet)
{
  FloFleetPage *self = g_object_new (FLO_TYPE_FLEET_PAGE, NULL);
  g_autoptr(GListStore) fleets = g_list_store_new (FLO_TYPE_FLEET);
  g_autoptr(GListModel) events = NULL;
  g_autoptr(GtkSliceListModel) latest = NULL;

  self->session = g_object_ref (session);
  self->engine = g_object_ref (flo_session_get_engine (session));
  self->fleet = g_object_ref (fleet);
  flo_page_set_title (FLO_PAGE (self), flo_fleet_get_name (fleet));
  flo_practice_button_set_fleet (self->practice, session, fleet);
  flo_cost_chart_set_fleet (self->chart, fleet);
  flo_progress_list_set_fleet (self->progress, fleet);
  flo_node_table_set_fleet (self->nodes, fleet);
  g_signal_connect_object (self->nodes, "notify::selected", G_CALLBACK (node_selected_cb), self, G_CONNECT_SWAPPED);
  flo_status_card_set_fleet (self->status, fleet);
  flo_next_list_set_fleet (self->next, fleet);
  g_list_store_append (fleets, fleet);
  events = flo_fleet_events_new (G_LIST_MODEL (fleets));
  latest = gtk_slice_list_model_new (flo_activity_bar_filter (self->activity_bar, events), 0, N_EVENTS);
  gtk_list_box_bind_model (self->events_list, G_LIST_MODEL (latest), create_event_row, NULL, NULL);
  g_signal_connect_object (fleet, "notify", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
