/* flo-fleet-page.c: one fleet: is it healthy, what does it cost, what happens next and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-page"

#include "app/fleet/flo-fleet-page.h"

#include <glib/gi18n.h>

#include "app/charts/flo-cost-chart.h"
#include "app/fleet/flo-destroy-dialog.h"
#include "app/fleet/flo-node-table.h"
#include "app/fleet/flo-practice-button.h"
#include "app/fleet/flo-progress-list.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-config-file.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-event-row.h"
#include "app/support/flo-fact.h"
#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "app/window/flo-window.h"

/* The rest is on the activity page. */
#define N_EVENTS 12

struct _FloFleetPage
{
  FloPage parent_instance;

  FloSession *session;          /* (owned) */
  FloEngine *engine;            /* (owned): the one that runs this fleet */
  FloFleet *fleet;              /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  guint update_source;

  FloPracticeButton *practice;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  GtkRevealer *fallback_revealer;
  GtkLabel *fallback_label;
  FloFact *nodes_fact;
  FloFact *rate_fact;
  FloFact *cost_fact;
  FloFact *saved_fact;
  GtkWidget *progress_group;
  FloProgressList *progress;
  FloCostChart *chart;
  GtkListBox *next_list;
  FloNodeTable *nodes;
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

static void
update_facts (FloFleetPage *self)
{
  FloMoney per_hour = flo_fleet_get_per_hour (self->fleet);
  FloMoney on_demand = flo_fleet_get_on_demand_per_hour (self->fleet);
  FloFleetState state = flo_fleet_get_state (self->fleet);
  g_autofree char *nodes = g_strdup_printf (_("%u of %u"), flo_fleet_get_running (self->fleet),
                                            flo_fleet_get_wanted (self->fleet));
  g_autofree char *rate = flo_format_rate (per_hour);
  g_autofree char *list_rate = flo_format_rate (on_demand);
  g_autofree char *list_detail = g_strdup_printf (_("%s on demand"), list_rate);
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (self->fleet));
  g_autofree char *created = flo_format_time (flo_fleet_get_created_at (self->fleet));
  g_autofree char *since = g_strdup_printf (_("since %s"), created);
  g_autofree char *saved = per_hour > 0 ? flo_format_saved (per_hour, on_demand) : NULL;

  flo_fact_set (self->nodes_fact, nodes, flo_words_fleet_state (state));
  flo_fact_set (self->rate_fact, rate, on_demand > 0 ? list_detail : NULL);
  flo_fact_set (self->cost_fact, cost, since);
  flo_fact_set (self->saved_fact, saved != NULL ? saved : "–", _("against on demand"));
}

/* Even folded away it would take the spacing of a row. */
static void
show_box (GtkRevealer *revealer,
          GtkLabel    *label,
          const char  *text)
{
  if (text != NULL)
    gtk_label_set_label (label, text);
  gtk_revealer_set_reveal_child (revealer, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (revealer), text != NULL);
}

static void
update_problem (FloFleetPage *self)
{
  const char *problem = flo_fleet_get_problem (self->fleet);

  show_box (self->problem_revealer, self->problem_label,
            problem != NULL ? problem : flo_fleet_get_observing_failed (self->fleet));
  show_box (self->fallback_revealer, self->fallback_label, flo_fleet_get_fallback (self->fleet));
}

static void
update (FloFleetPage *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  gboolean read_only = flo_session_get_read_only (self->session);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", flo_fleet_get_region (self->fleet),
                                               flo_words_fleet_state (state));

  flo_page_set_subtitle (FLO_PAGE (self), subtitle);
  update_facts (self);
  update_problem (self);
  gtk_widget_set_visible (self->progress_group,
                          state == FLO_FLEET_LAUNCHING || state == FLO_FLEET_DESTROYING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fleet.destroy",
                                 state != FLO_FLEET_DESTROYED && !read_only);
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

static GtkWidget *
create_action_row (gpointer item,
                   gpointer user_data)
{
  FloAction *action = FLO_ACTION (item);
  GtkWidget *row = adw_action_row_new ();
  gboolean waiting = flo_action_get_kind (action) == FLO_ACTION_WAIT;
  g_autofree char *title = g_markup_escape_text (flo_action_get_title (action), -1);
  const char *reason = flo_action_get_reason (action);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (reason != NULL)
    {
      g_autofree char *subtitle = g_markup_escape_text (reason, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (waiting ? "content-loading-symbolic"
                                                                   : "go-next-symbolic"));
  return row;
}

static GtkWidget *
create_event_row (gpointer item,
                  gpointer user_data)
{
  return flo_event_row_new (FLO_EVENT (item), NULL);
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
  g_clear_object (&FLO_FLEET_PAGE (object)->cancellable);
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
  g_type_ensure (FLO_TYPE_NODE_TABLE);
  g_type_ensure (FLO_TYPE_COST_CHART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/fleet/flo-fleet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, practice);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, fallback_revealer);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, fallback_label);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, nodes_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, rate_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, cost_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, saved_fact);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, progress_group);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, next_list);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, nodes);
  gtk_widget_class_bind_template_child (widget_class, FloFleetPage, events_list);
  gtk_widget_class_install_action (widget_class, "fleet.export", NULL, export_config);
  gtk_widget_class_install_action (widget_class, "fleet.copy-id", NULL, copy_id);
  gtk_widget_class_install_action (widget_class, "fleet.destroy", NULL, destroy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "fleet.export",
                                       NULL);
}

static void
flo_fleet_page_init (FloFleetPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->next_list,
                                create_placeholder (_("Nothing to do: every node is in place")));
  gtk_list_box_set_placeholder (self->events_list,
                                create_placeholder (_("Nothing has happened yet")));
}

GtkWidget *
flo_fleet_page_new (FloSession *session,
                    FloFleet   *fleet)
{
  FloFleetPage *self = g_object_new (FLO_TYPE_FLEET_PAGE, NULL);
  g_autoptr(GtkSliceListModel) latest = NULL;

  self->session = g_object_ref (session);
  self->engine = g_object_ref (flo_session_get_engine (session));
  self->fleet = g_object_ref (fleet);
  flo_page_set_title (FLO_PAGE (self), flo_fleet_get_name (fleet));
  flo_practice_button_set_fleet (self->practice, session, fleet);
  flo_cost_chart_set_fleet (self->chart, fleet);
  flo_progress_list_set_fleet (self->progress, fleet);
  flo_node_table_set_nodes (self->nodes, flo_fleet_get_nodes (fleet));
  g_signal_connect_object (self->nodes, "notify::selected", G_CALLBACK (node_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->next_list, flo_fleet_get_next_actions (fleet), create_action_row,
                           NULL, NULL);
  latest = gtk_slice_list_model_new (g_object_ref (flo_fleet_get_events (fleet)), 0, N_EVENTS);
  gtk_list_box_bind_model (self->events_list, G_LIST_MODEL (latest), create_event_row, NULL, NULL);
  g_signal_connect_object (fleet, "notify", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
