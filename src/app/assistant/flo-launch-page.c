/* flo-launch-page.c: the launch as it goes, with a way to call it off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-page"

#include "app/assistant/flo-launch-page.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-progress-list.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-event-row.h"
#include "app/support/flo-format.h"

#define N_EVENTS 5

struct _FloLaunchPage
{
  AdwBin parent_instance;

  FloEngine *engine;       /* (owned) (nullable) */
  FloFleet *fleet;         /* (owned) (nullable) */
  gboolean failed;
  gboolean cancelling;

  GtkStack *stack;         /* "starting", "progress", "failed" */
  GtkSpinner *spinner;
  GtkLabel *heading;
  GtkLabel *explanation;
  FloProgressList *progress;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  GtkWidget *events_group;
  GtkListBox *events;
  AdwStatusPage *failed_page;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloLaunchPage, flo_launch_page, ADW_TYPE_BIN)

static void
show (FloLaunchPage *self,
      const char    *page)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "starting"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
fail (FloLaunchPage *self,
      const GError  *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  self->failed = TRUE;
  adw_status_page_set_description (self->failed_page, escaped);
  show (self, "failed");
  g_signal_emit (self, signals[CHANGED], 0);
}

static const char *
describe_state (FloFleetState state)
{
  switch (state)
    {
    case FLO_FLEET_HEALTHY:
      return _("All nodes run. From here on Flotilla replaces what is interrupted.");
    case FLO_FLEET_DEGRADED:
      return _("Most of it runs; what is missing is being replaced.");
    case FLO_FLEET_BLOCKED:
      return _("The launch cannot go on without you.");
    case FLO_FLEET_DESTROYING:
      return _("What was made is being deleted again.");
    case FLO_FLEET_DESTROYED:
      return _("Nothing is left of this launch: AWS was asked and named no resource of it.");
    case FLO_FLEET_LAUNCHING:
      return _("You may close this window: the launch goes on.");
    case FLO_FLEET_PAUSED:
      return _("Somebody paused it: it goes on when it is resumed.");
    default:
      g_return_val_if_reached ("");
    }
}

static void
fleet_changed_cb (FloLaunchPage *self)
{
  const char *problem = flo_fleet_get_problem (self->fleet);

  gtk_label_set_label (self->heading, flo_launch_page_get_title (self));
  gtk_label_set_label (self->explanation, describe_state (flo_fleet_get_state (self->fleet)));
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_event_row (gpointer item,
                  gpointer user_data)
{
  return flo_event_row_new (FLO_EVENT (item), NULL);
}

static void
watch_fleet (FloLaunchPage *self)
{
  g_autoptr(GtkSliceListModel) latest = NULL;

  flo_progress_list_set_fleet (self->progress, self->fleet);
  latest = gtk_slice_list_model_new (g_object_ref (flo_fleet_get_events (self->fleet)), 0,
                                     N_EVENTS);
  gtk_list_box_bind_model (self->events, G_LIST_MODEL (latest), create_event_row, NULL, NULL);
  g_signal_connect_object (self->fleet, "notify::state", G_CALLBACK (fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fleet, "notify::problem", G_CALLBACK (fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show (self, "progress");
  fleet_changed_cb (self);
}

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FloLaunchPage) self = FLO_LAUNCH_PAGE (user_data);
  g_autoptr(GError) error = NULL;

  self->fleet = flo_engine_launch_finish (FLO_ENGINE (object), result, &error);
  if (self->fleet == NULL)
    fail (self, error);
  else
    watch_fleet (self);
}

void
flo_launch_page_start (FloLaunchPage *self,
                       FloEngine     *engine,
                       FloConfig     *config)
{
  g_return_if_fail (FLO_IS_LAUNCH_PAGE (self));
  g_return_if_fail (FLO_IS_ENGINE (engine));

  g_set_object (&self->engine, engine);
  self->failed = FALSE;
  show (self, "starting");
  flo_engine_launch_async (engine, config, NULL, launched_cb, g_object_ref (self));
}

static void
cancelled_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(FloLaunchPage) self = FLO_LAUNCH_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (flo_engine_destroy_finish (FLO_ENGINE (object), result, &error))
    return;
  self->cancelling = FALSE;
  text = flo_error_dialog_describe (error);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (self->problem_box, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
flo_launch_page_cancel (FloLaunchPage *self)
{
  g_return_if_fail (FLO_IS_LAUNCH_PAGE (self));

  if (!flo_launch_page_can_cancel (self))
    return;
  self->cancelling = TRUE;
  flo_engine_destroy_async (self->engine, self->fleet, NULL, cancelled_cb, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static FloFleetState
get_state (FloLaunchPage *self)
{
  return self->fleet != NULL ? flo_fleet_get_state (self->fleet) : FLO_FLEET_LAUNCHING;
}

const char *
flo_launch_page_get_title (FloLaunchPage *self)
{
  g_return_val_if_fail (FLO_IS_LAUNCH_PAGE (self), NULL);

  if (self->failed)
    return _("Not Launched");
  switch (get_state (self))
    {
    case FLO_FLEET_LAUNCHING:
      return _("Launching");
    case FLO_FLEET_HEALTHY:
    case FLO_FLEET_DEGRADED:
    case FLO_FLEET_PAUSED:
      return _("Launched");
    case FLO_FLEET_BLOCKED:
      return _("Launch Blocked");
    case FLO_FLEET_DESTROYING:
      return _("Cleaning Up");
    case FLO_FLEET_DESTROYED:
      return _("Cancelled");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
flo_launch_page_get_verb (FloLaunchPage *self)
{
  g_return_val_if_fail (FLO_IS_LAUNCH_PAGE (self), NULL);

  switch (get_state (self))
    {
    case FLO_FLEET_HEALTHY:
    case FLO_FLEET_DEGRADED:
    case FLO_FLEET_BLOCKED:
    case FLO_FLEET_PAUSED:
      return _("_Open Fleet");
    case FLO_FLEET_DESTROYED:
      return _("_Close");
    case FLO_FLEET_LAUNCHING:
    case FLO_FLEET_DESTROYING:
      return _("_Hide");
    default:
      g_return_val_if_reached ("");
    }
}

gboolean
flo_launch_page_can_cancel (FloLaunchPage *self)
{
  FloFleetState state = get_state (self);

  g_return_val_if_fail (FLO_IS_LAUNCH_PAGE (self), FALSE);
  return self->fleet != NULL && !self->cancelling
         && (state == FLO_FLEET_LAUNCHING || state == FLO_FLEET_BLOCKED);
}

gboolean
flo_launch_page_get_failed (FloLaunchPage *self)
{
  g_return_val_if_fail (FLO_IS_LAUNCH_PAGE (self), FALSE);
  return self->failed;
}

FloFleet *
flo_launch_page_get_fleet (FloLaunchPage *self)
{
  g_return_val_if_fail (FLO_IS_LAUNCH_PAGE (self), NULL);
  return get_state (self) == FLO_FLEET_DESTROYED ? NULL : self->fleet;
}

static void
flo_launch_page_dispose (GObject *object)
{
  FloLaunchPage *self = FLO_LAUNCH_PAGE (object);

  g_clear_object (&self->fleet);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (flo_launch_page_parent_class)->dispose (object);
}

static void
flo_launch_page_class_init (FloLaunchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_launch_page_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (FLO_TYPE_PROGRESS_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-launch-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, heading);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, events_group);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, events);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchPage, failed_page);
}

static void
flo_launch_page_init (FloLaunchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
