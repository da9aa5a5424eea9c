/* flo-destroy-dialog.c: shows what will go, does it, and proves that nothing is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-destroy-dialog"

#include "app/fleet/flo-destroy-dialog.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-progress-list.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "fleet/cleanup/flo-resource.h"

struct _FloDestroyDialog
{
  AdwWindow parent_instance;

  FloEngine *engine;            /* (owned) */
  FloFleet *fleet;              /* (owned) (nullable): NULL until @orphan was made one */
  FloOrphan *orphan;            /* (owned) (nullable): a fleet that nobody runs */
  GCancellable *cancellable;    /* (owned) */
  gboolean proving;

  AdwWindowTitle *window_title;
  GtkButton *close_button;
  GtkWidget *destroy_button;
  GtkStack *stack;              /* "asking", "confirm", "progress", "proof", "left", "failed" */
  GtkSpinner *spinner;
  GtkLabel *confirm_heading;
  GtkLabel *confirm_body;
  GtkListBox *resources;
  FloProgressList *progress;
  GtkLabel *progress_problem;
  AdwStatusPage *proof_page;
  GtkListBox *left;
  AdwStatusPage *failed_page;
};

enum
{
  BEGUN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloDestroyDialog, flo_destroy_dialog, ADW_TYPE_WINDOW)

static void
show (FloDestroyDialog *self,
      const char       *page)
{
  gboolean asking = g_str_equal (page, "asking");
  gboolean before = asking || g_str_equal (page, "confirm");

  gtk_spinner_set_spinning (self->spinner, asking);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->destroy_button, before);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.destroy",
                                 g_str_equal (page, "confirm"));
  gtk_button_set_label (self->close_button, before ? _("_Cancel") : _("_Close"));
}

static void
fail (FloDestroyDialog *self,
      const char       *title,
      const GError     *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->failed_page, title);
  adw_status_page_set_description (self->failed_page, escaped);
  show (self, "failed");
}

static GtkWidget *
create_resource_row (gpointer item,
                     gpointer user_data)
{
  FloResource *resource = FLO_RESOURCE (item);
  GtkWidget *row = adw_action_row_new ();
  const char *detail = flo_resource_get_detail (resource);
  GtkWidget *kind = gtk_label_new (flo_words_resource_kind (flo_resource_get_kind (resource)));
  g_autofree char *title = g_markup_escape_text (flo_resource_get_id (resource), -1);

  if (detail == NULL)
    detail = flo_resource_get_name (resource);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (detail != NULL)
    {
      g_autofree char *subtitle = g_markup_escape_text (detail, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  gtk_widget_add_css_class (kind, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), kind);
  return row;
}

static void
show_proof (FloDestroyDialog *self)
{
  g_autofree char *clock = flo_format_clock (g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (self->fleet));
  g_autofree char *text = NULL;

  if (self->orphan != NULL)
    text = g_strdup_printf (_("AWS was asked at %s and named no resource of this fleet."), clock);
  else
    /* Translators: a time of day, then an amount of money */
    text = g_strdup_printf (_("AWS was asked at %s and named no resource of this fleet.\n"
                              "It cost %s altogether."), clock, cost);
  adw_status_page_set_description (self->proof_page, text);
  adw_window_title_set_title (self->window_title, _("Destroyed"));
  show (self, "proof");
}

static void
proof_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(FloDestroyDialog) self = FLO_DESTROY_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) resources = NULL;

  resources = flo_engine_list_resources_finish (FLO_ENGINE (object), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (resources == NULL)
    fail (self, _("AWS Could Not Be Asked Again"), error);
  else if (g_list_model_get_n_items (resources) == 0)
    show_proof (self);
  else
    {
      gtk_list_box_bind_model (self->left, resources, create_resource_row, NULL, NULL);
      show (self, "left");
    }
}

static void
fleet_changed_cb (FloDestroyDialog *self)
{
  const char *problem = flo_fleet_get_problem (self->fleet);

  gtk_label_set_label (self->progress_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress_problem), problem != NULL);
  if (flo_fleet_get_state (self->fleet) != FLO_FLEET_DESTROYED || self->proving)
    return;
  /* The engine asked already; the sentence on the screen has a question and a time of its own. */
  self->proving = TRUE;
  flo_engine_list_resources_async (self->engine, self->fleet, self->cancellable, proof_listed_cb,
                                   g_object_ref (self));
}

static void
watch_fleet (FloDestroyDialog *self)
{
  adw_window_title_set_title (self->window_title, _("Destroying"));
  flo_progress_list_set_fleet (self->progress, self->fleet);
  g_signal_connect_object (self->fleet, "notify::state", G_CALLBACK (fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fleet, "notify::problem", G_CALLBACK (fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show (self, "progress");
  fleet_changed_cb (self);
}

static void
destroy_begun_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloDestroyDialog) self = FLO_DESTROY_DIALOG (user_data);
  g_autoptr(GError) error = NULL;

  if (!flo_engine_destroy_finish (FLO_ENGINE (object), result, &error))
    fail (self, _("The Fleet Was Not Destroyed"), error);
  else
    watch_fleet (self);
}

static void
orphan_marked_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloDestroyDialog) self = FLO_DESTROY_DIALOG (user_data);
  g_autoptr(GError) error = NULL;

  self->fleet = flo_engine_adopt_finish (FLO_ENGINE (object), result, &error);
  if (self->fleet == NULL)
    fail (self, _("Nothing Was Removed"), error);
  else
    {
      watch_fleet (self);
      g_signal_emit (self, signals[BEGUN], 0);
    }
}

static void
destroy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloDestroyDialog *self = FLO_DESTROY_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "dialog.destroy", FALSE);
  if (self->orphan != NULL)
    flo_engine_adopt_async (self->engine, self->orphan, TRUE, NULL, orphan_marked_cb, g_object_ref (self));
  else
    flo_engine_destroy_async (self->engine, self->fleet, NULL, destroy_begun_cb,
                              g_object_ref (self));
}

static void
confirm (FloDestroyDialog *self,
         GListModel       *resources)
{
  guint n_resources = g_list_model_get_n_items (resources);
  g_autofree char *body = NULL;

  body = g_strdup_printf (ngettext ("%u resource at AWS is deleted, with everything on its disks. "
                                    "This cannot be undone.",
                                    "%u resources at AWS are deleted, with everything on their "
                                    "disks. This cannot be undone.", n_resources), n_resources);
  gtk_label_set_label (self->confirm_body, body);
  gtk_list_box_bind_model (self->resources, resources, create_resource_row, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->resources), n_resources > 0);
  show (self, "confirm");
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloDestroyDialog) self = FLO_DESTROY_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) resources = NULL;

  resources = flo_engine_list_resources_finish (FLO_ENGINE (object), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (resources == NULL)
    {
      fail (self, _("AWS Could Not Be Asked"), error);
      return;
    }
  confirm (self, resources);
}

static gboolean
flo_destroy_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (FLO_DESTROY_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (flo_destroy_dialog_parent_class)->close_request (window);
}

static void
flo_destroy_dialog_dispose (GObject *object)
{
  FloDestroyDialog *self = FLO_DESTROY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->fleet);
  g_clear_object (&self->orphan);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (flo_destroy_dialog_parent_class)->dispose (object);
}

static void
flo_destroy_dialog_finalize (GObject *object)
{
  g_clear_object (&FLO_DESTROY_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (flo_destroy_dialog_parent_class)->finalize (object);
}

static void
flo_destroy_dialog_class_init (FloDestroyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_destroy_dialog_dispose;
  object_class->finalize = flo_destroy_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = flo_destroy_dialog_close_request;
  g_type_ensure (FLO_TYPE_PROGRESS_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/fleet/flo-destroy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, destroy_button);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, confirm_heading);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, confirm_body);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, resources);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, progress_problem);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, proof_page);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, left);
  gtk_widget_class_bind_template_child (widget_class, FloDestroyDialog, failed_page);
  /* Of an orphan: it is a fleet now, that is being destroyed. */
  signals[BEGUN] = g_signal_new ("begun", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "dialog.destroy", NULL, destroy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_destroy_dialog_init (FloDestroyDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_destroy_dialog_new (GtkWindow *parent,
                        FloEngine *engine,
                        FloFleet  *fleet)
{
  FloDestroyDialog *self = g_object_new (FLO_TYPE_DESTROY_DIALOG, "transient-for", parent, NULL);
  g_autofree char *heading = NULL;

  self->engine = g_object_ref (engine);
  self->fleet = g_object_ref (fleet);
  /* Translators: %s is a fleet's name */
  heading = g_strdup_printf (_("Destroy “%s”?"), flo_fleet_get_name (fleet));
  gtk_label_set_label (self->confirm_heading, heading);
  adw_window_title_set_subtitle (self->window_title, flo_fleet_get_name (fleet));
  if (flo_fleet_get_state (fleet) == FLO_FLEET_DESTROYING)
    watch_fleet (self);
  else
    {
      show (self, "asking");
      flo_engine_list_resources_async (engine, fleet, self->cancellable, listed_cb,
                                       g_object_ref (self));
    }
  return GTK_WIDGET (self);
}

GtkWidget *
flo_destroy_dialog_new_for_orphan (GtkWindow *parent,
                                   FloEngine *engine,
                                   FloOrphan *orphan)
{
  FloDestroyDialog *self = g_object_new (FLO_TYPE_DESTROY_DIALOG, "transient-for", parent, NULL);
  const char *name = flo_orphan_get_name (orphan);
  g_autofree char *heading = NULL;

  if (name == NULL)
    name = flo_orphan_get_id (orphan);
  self->engine = g_object_ref (engine);
  self->orphan = g_object_ref (orphan);
  /* Translators: %s is a fleet's name */
  heading = g_strdup_printf (_("Remove What Is Left of “%s”?"), name);
  gtk_label_set_label (self->confirm_heading, heading);
  adw_window_title_set_title (self->window_title, _("Remove Lost Fleet"));
  adw_window_title_set_subtitle (self->window_title, name);
  confirm (self, flo_orphan_get_resources (orphan));
  return GTK_WIDGET (self);
}
