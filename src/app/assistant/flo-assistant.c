/* flo-assistant.c: builds a config in seven steps and launches it, or changes that of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-assistant"

#include "app/assistant/flo-assistant.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-launch-page.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-rehearsal-page.h"
#include "app/assistant/flo-review-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-where-page.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-format.h"
#include "config/flo-config-json.h"

#define N_STEPS 7

struct _FloAssistant
{
  AdwWindow parent_instance;

  FloSession *session;          /* (owned) */
  FloDraft *draft;              /* (owned) */
  gboolean may_close;           /* the person said that the draft may go */
  GCancellable *applying;       /* (owned) (nullable): while a fleet is given what the draft says */
  char *before;                 /* (owned) (nullable): the config that can be had back, as JSON */

  AdwWindowTitle *window_title;
  GtkButton *back_button;
  GtkButton *next_button;
  GtkWidget *step_bar;
  GtkBox *step_buttons;
  GtkLabel *step_label;
  GtkLabel *estimate;
  GtkSpinner *estimate_spinner;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  FloAssistantPage *need_page;
  FloAssistantPage *where_page;
  FloAssistantPage *machines_page;
  FloAssistantPage *safety_page;
  FloAssistantPage *access_page;
  FloAssistantPage *rehearsal_page;
  FloAssistantPage *review_page;
  FloLaunchPage *launch_page;
};

enum
{
  FLEET_LAUNCHED,
  CONFIG_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloAssistant, flo_assistant, ADW_TYPE_WINDOW)

static FloAssistantPage *
get_step (FloAssistant *self,
          int           step)
{
  FloAssistantPage *steps[N_STEPS] = {
    self->need_page, self->where_page, self->machines_page,
    self->safety_page, self->access_page, self->rehearsal_page, self->review_page,
  };

  return steps[step];
}

static gboolean
is_launching (FloAssistant *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->launch_page);
}

static int
get_current (FloAssistant *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->stack);

  for (int i = 0; i < N_STEPS; i++)
    {
      if (GTK_WIDGET (get_step (self, i)) == visible)
        return i;
    }
  return N_STEPS - 1;
}

/* A step can be gone to when all before it are complete. */
static gboolean
can_reach (FloAssistant *self,
           int           step)
{
  for (int i = 0; i < step; i++)
    {
      if (!flo_assistant_page_get_complete (get_step (self, i)))
        return FALSE;
    }
  return TRUE;
}

static void
update_steps (FloAssistant *self,
              int           current)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->step_buttons));
  g_autofree char *label = g_strdup_printf (_("Step %d of %d"), current + 1, N_STEPS);

  gtk_label_set_label (self->step_label, label);
  for (int i = 0; i < N_STEPS; i++)
    {
      gtk_widget_set_sensitive (button, i == current || can_reach (self, i));
      if (i == current)
        gtk_widget_add_css_class (button, "current-step");
      else
        gtk_widget_remove_css_class (button, "current-step");
      button = gtk_widget_get_next_sibling (button);
    }
}

static void
update_launch_header (FloAssistant *self)
{
  gboolean can_cancel = flo_launch_page_can_cancel (self->launch_page);
  gboolean failed = flo_launch_page_get_failed (self->launch_page);

  gtk_widget_set_visible (self->step_bar, FALSE);
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
  adw_window_title_set_title (self->window_title,
                              flo_launch_page_get_title (self->launch_page));
  gtk_button_set_label (self->back_button, failed ? _("_Back") : _("_Cancel Launch"));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), failed || can_cancel);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), !failed);
  gtk_button_set_label (self->next_button, flo_launch_page_get_verb (self->launch_page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", TRUE);
}

static gboolean
is_of_fleet (FloAssistant *self)
{
  return flo_draft_get_fleet (self->draft) != NULL;
}

static gboolean
can_go_on (FloAssistant *self,
           int           current)
{
  if (self->applying != NULL)
    return FALSE;
  if (is_of_fleet (self) && current == N_STEPS - 1 && flo_draft_get_changes (self->draft)->len == 0)
    return FALSE;
  return can_reach (self, current) && flo_assistant_page_get_complete (get_step (self, current));
}

static const char *
get_last_verb (FloAssistant *self)
{
  return is_of_fleet (self) ? _("_Apply") : _("_Launch");
}

static void
update (FloAssistant *self)
{
  int current = get_current (self);
  FloAssistantPage *page = get_step (self, current);
  const char *problem = flo_assistant_page_get_problem (page);

  if (is_launching (self))
    {
      update_launch_header (self);
      return;
    }
  gtk_widget_set_visible (self->step_bar, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), TRUE);
  adw_window_title_set_title (self->window_title, flo_assistant_page_get_title (page));
  gtk_button_set_label (self->back_button, current == 0 || self->applying != NULL ? _("_Cancel") : _("_Back"));
  gtk_button_set_label (self->next_button, current == N_STEPS - 1 ? get_last_verb (self) : _("_Next"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", can_go_on (self, current));
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), self->applying == NULL);
  gtk_widget_set_sensitive (self->step_bar, self->applying == NULL);
  if (problem != NULL)
    gtk_label_set_label (self->problem_label, problem);
  /* The review lists its problems itself. */
  gtk_revealer_set_reveal_child (self->problem_revealer,
                                 problem != NULL && current != N_STEPS - 1);
  update_steps (self, current);
}

static void
update_estimate (FloAssistant *self)
{
  gboolean loading = flo_draft_get_loading (self->draft) || self->applying != NULL;
  FloMoney low, high;
  g_autofree char *text = NULL;

  gtk_spinner_set_spinning (self->estimate_spinner, loading);
  gtk_widget_set_visible (GTK_WIDGET (self->estimate_spinner), loading);
  if (flo_draft_get_estimate (self->draft, &low, &high))
    text = flo_format_rate_range (low, high);
  else if (loading)
    text = g_strdup (_("Asking for prices"));
  else
    text = g_strdup (_("No price"));
  gtk_label_set_label (self->estimate, text);
}

static void
draft_changed_cb (FloAssistant *self)
{
  update_estimate (self);
  update (self);
}

static void
go_to (FloAssistant *self,
       int           step)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (get_step (self, step)));
  update (self);
}

static void
go (GtkWidget  *widget,
    const char *name,
    GVariant   *parameter)
{
  FloAssistant *self = FLO_ASSISTANT (widget);
  int step = g_variant_get_int32 (parameter);

  if (!is_launching (self) && self->applying == NULL && step >= 0 && step < N_STEPS && can_reach (self, step))
    go_to (self, step);
}

static void
finish (FloAssistant *self)
{
  FloFleet *fleet = flo_launch_page_get_fleet (self->launch_page);

  self->may_close = TRUE;
  if (fleet != NULL)
    g_signal_emit (self, signals[FLEET_LAUNCHED], 0, fleet);
  gtk_window_close (GTK_WINDOW (self));
}

static void
launch (FloAssistant *self)
{
  g_autoptr(FloConfig) config = flo_draft_dup_config (self->draft);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->launch_page));
  flo_launch_page_start (self->launch_page, flo_session_get_engine (self->session), config);
  update (self);
}

/* ---- a fleet that lives ---- */

static void
set_applying (FloAssistant *self,
              GCancellable *cancellable)
{
  g_set_object (&self->applying, cancellable);
  update_estimate (self);
  update (self);
}

/* What was entered stays, to be mended, when it is refused. */
static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FloAssistant) self = FLO_ASSISTANT (user_data);
  g_autoptr(GError) error = NULL;
  gboolean done = flo_engine_request_finish (FLO_ENGINE (object), result, &error);

  if (self->draft == NULL)
    return;
  set_applying (self, NULL);
  if (done)
    {
      self->may_close = TRUE;
      g_signal_emit (self, signals[CONFIG_CHANGED], 0, flo_draft_get_fleet (self->draft), self->before);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    flo_error_dialog_show_error (GTK_WINDOW (self), _("The Changes Were Not Applied"), error);
}

/* What replaces nodes would replace them once more on the way back, and a number of nodes that somebody had asked for is over
 * with a change of the number. (transfer full) (nullable): the config to go back to */
static char *
keep_way_back (FloDraft *draft)
{
  FloFleet *fleet = flo_draft_get_fleet (draft);

  if (flo_config_changes_get_kind (flo_draft_get_changes (draft)) != FLO_CHANGE_AT_ONCE
      || flo_fleet_get_wishes (fleet)->scaled.time != 0)
    return NULL;
  return flo_config_to_json (flo_fleet_get_config (fleet));
}

static void
apply (FloAssistant *self)
{
  FloFleet *fleet = flo_draft_get_fleet (self->draft);
  g_autoptr(FloConfig) config = flo_draft_dup_config (self->draft);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_free (self->before);
  self->before = keep_way_back (self->draft);
  set_applying (self, cancellable);
  flo_engine_update_async (flo_session_get_engine (self->session), fleet, config, cancellable, applied_cb,
                           g_object_ref (self));
}

static void
next (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloAssistant *self = FLO_ASSISTANT (widget);
  int current = get_current (self);

  if (is_launching (self))
    finish (self);
  else if (current == N_STEPS - 1 && is_of_fleet (self))
    apply (self);
  else if (current == N_STEPS - 1)
    launch (self);
  else
    go_to (self, current + 1);
}

static void
back (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloAssistant *self = FLO_ASSISTANT (widget);
  int current = get_current (self);

  if (is_launching (self) && flo_launch_page_get_failed (self->launch_page))
    go_to (self, N_STEPS - 1);
  else if (is_launching (self))
    flo_launch_page_cancel (self->launch_page);
  else if (self->applying != NULL)
    g_cancellable_cancel (self->applying);
  else if (current == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    go_to (self, current - 1);
}

static void
discard_answered_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     FloAssistant     *self)
{
  if (g_strcmp0 (response, "discard") != 0)
    return;
  flo_compat_release_parent (GTK_WINDOW (dialog));
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_before_closing (FloAssistant *self)
{
  GtkWidget *dialog = is_of_fleet (self)
                        ? adw_message_dialog_new (GTK_WINDOW (self), _("Discard Your Changes?"),
                                                  _("The fleet keeps the config that it has."))
                        : adw_message_dialog_new (GTK_WINDOW (self), _("Discard This Fleet?"),
                                                  _("What you entered has not been launched, saved or "
                                                    "exported."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep Editing"),
                                    "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_answered_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
flo_assistant_close_request (GtkWindow *window)
{
  FloAssistant *self = FLO_ASSISTANT (window);

  /* It may be done all the same: applied_cb() says. */
  if (self->applying != NULL)
    {
      g_cancellable_cancel (self->applying);
      return GDK_EVENT_STOP;
    }
  if (!self->may_close && !is_launching (self) && flo_draft_get_unsaved (self->draft))
    {
      ask_before_closing (self);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (flo_assistant_parent_class)->close_request (window);
}

static void
saved_cb (FloAssistant *self,
          const char   *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  flo_draft_mark_saved (self->draft);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
flo_assistant_dispose (GObject *object)
{
  FloAssistant *self = FLO_ASSISTANT (object);

  g_cancellable_cancel (self->applying);
  g_clear_object (&self->applying);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_assistant_parent_class)->dispose (object);
}

static void
flo_assistant_finalize (GObject *object)
{
  g_free (FLO_ASSISTANT (object)->before);
  G_OBJECT_CLASS (flo_assistant_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, window_title);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, back_button);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, next_button);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, step_bar);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, step_buttons);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, step_label);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, estimate);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, estimate_spinner);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, toasts);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, need_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, where_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, machines_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, safety_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, access_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, rehearsal_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, review_page);
  gtk_widget_class_bind_template_child (widget_class, FloAssistant, launch_page);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
flo_assistant_class_init (FloAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = flo_assistant_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = flo_assistant_close_request;
  signals[FLEET_LAUNCHED] = g_signal_new ("fleet-launched", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          FLO_TYPE_FLEET);
  signals[CONFIG_CHANGED] = g_signal_new ("config-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, FLO_TYPE_FLEET, G_TYPE_STRING);

  g_type_ensure (FLO_TYPE_NEED_PAGE);
  g_type_ensure (FLO_TYPE_WHERE_PAGE);
  g_type_ensure (FLO_TYPE_MACHINES_PAGE);
  g_type_ensure (FLO_TYPE_SAFETY_PAGE);
  g_type_ensure (FLO_TYPE_ACCESS_PAGE);
  g_type_ensure (FLO_TYPE_REHEARSAL_PAGE);
  g_type_ensure (FLO_TYPE_REVIEW_PAGE);
  g_type_ensure (FLO_TYPE_LAUNCH_PAGE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, next);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, back);
  gtk_widget_class_install_action (widget_class, "assistant.go", "i", go);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "assistant.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK,
                                       "assistant.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_step_buttons (FloAssistant *self)
{
  for (int i = 0; i < N_STEPS; i++)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_label (GTK_BUTTON (button),
                            flo_assistant_page_get_short_title (get_step (self, i)));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "step");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "assistant.go");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", i);
      gtk_box_append (self->step_buttons, button);
    }
}

static void
flo_assistant_init (FloAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_step_buttons (self);
}

/* "fleet-1", or the next that no living fleet has. */
static char *
suggest_name (FloEngine *engine)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("fleet-%u", i);

      if (engine == NULL || flo_engine_find (engine, name) == NULL)
        return g_steal_pointer (&name);
    }
}

/* The defaults of a new fleet that come from where we are, not from the config's table. */
static FloConfig *
create_first_config (FloSession *session)
{
  FloConfig *config = flo_config_new ();
  FloAccount *account = flo_session_get_account (session);

  g_free (config->name);
  config->name = suggest_name (flo_session_get_engine (session));
  config->capacity.nodes = 3;
  g_free (config->instances.architecture);
  config->instances.architecture = g_strdup ("x86_64");
  config->instances.min_vcpus = 2;
  config->instances.max_vcpus = 4;
  config->instances.min_memory_mib = 4 * 1024;
  config->instances.max_memory_mib = 16 * 1024;
  if (!flo_account_is_practice (account))
    {
      g_free (config->account);
      config->account = g_strdup (flo_account_get_name (account));
    }
  g_free (config->region);
  config->region = g_strdup (flo_account_get_region (account));
  if (config->region == NULL)
    config->region = g_strdup ("us-east-1");
  return config;
}

/* @draft: (transfer full) */
static GtkWidget *
create (GtkWindow  *parent,
        FloSession *session,
        FloDraft   *draft)
{
  FloAssistant *self = g_object_new (FLO_TYPE_ASSISTANT, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->draft = draft;
  for (int i = 0; i < N_STEPS; i++)
    flo_assistant_page_set_draft (get_step (self, i), self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  flo_draft_reload (self->draft);
  return GTK_WIDGET (self);
}

GtkWidget *
flo_assistant_new (GtkWindow       *parent,
                   FloSession      *session,
                   const FloConfig *config)
{
  g_autoptr(FloConfig) first = NULL;

  g_return_val_if_fail (FLO_IS_SESSION (session), NULL);

  first = config != NULL ? flo_config_copy (config) : create_first_config (session);
  return create (parent, session, flo_draft_new (session, first));
}

GtkWidget *
flo_assistant_new_for_fleet (GtkWindow  *parent,
                             FloSession *session,
                             FloFleet   *fleet)
{
  GtkWidget *self;

  g_return_val_if_fail (FLO_IS_SESSION (session), NULL);
  g_return_val_if_fail (FLO_IS_FLEET (fleet), NULL);

  self = create (parent, session, flo_draft_new_for_fleet (session, fleet));
  gtk_window_set_title (GTK_WINDOW (self), _("Edit Config"));
  adw_window_title_set_subtitle (FLO_ASSISTANT (self)->window_title, flo_fleet_get_name (fleet));
  return self;
}
