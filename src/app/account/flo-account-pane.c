/* flo-account-pane.c: one account: who it is, until when, and what it may do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account-pane"

#include "app/account/flo-account-pane.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-regions.h"
#include "app/account/flo-account-words.h"
#include "app/account/flo-permission-row.h"
#include "app/account/flo-policy-dialog.h"
#include "app/support/flo-format.h"

/* Times are relative: they change by the minute. */
#define TIMES_INTERVAL 20

struct _FloAccountPane
{
  GtkWidget parent_instance;

  FloAccountStatus *status;      /* (owned) (nullable) */
  FloAccountCheck *check;        /* (owned) (nullable): its check */
  guint timer;                   /* while it is on the screen */

  GtkWidget *scroller;
  GtkBox *content;
  GtkWidget *head;
  GtkWidget *who_group;
  GtkLabel *name_label;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *problem_label;
  GtkLabel *next_step_label;
  GtkWidget *problem_box;
  GtkWidget *sign_in_button;
  GtkWidget *test_button;
  GtkWidget *sign_out_button;
  AdwActionRow *account_row;
  AdwActionRow *arn_row;
  AdwActionRow *source_row;
  AdwActionRow *region_row;
  AdwActionRow *key_row;
  AdwActionRow *endpoint_row;
  AdwActionRow *files_row;
  AdwActionRow *device_row;
  AdwActionRow *expires_row;
  AdwActionRow *mfa_row;
  AdwActionRow *latency_row;
  AdwPreferencesGroup *rights_group;
  GtkListBox *missing_list;
  GtkWidget *all_expander;
  GtkListBox *all_list;
  FloAccountRegions *regions;
  GtkWidget *remove_group;
};

G_DEFINE_FINAL_TYPE (FloAccountPane, flo_account_pane, GTK_TYPE_WIDGET)

/* ---- rows ---- */

/* A row with nothing to say is not there. */
static void
set_row (AdwActionRow *row,
         const char   *text)
{
  g_autofree char *escaped = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  if (text == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (row, escaped);
}

/* (transfer full): @path as people write it */
static char *
shorten_path (char *path)
{
  const char *home = g_get_home_dir ();
  char *shorter;

  if (!g_str_has_prefix (path, home) || path[strlen (home)] != G_DIR_SEPARATOR)
    return path;
  shorter = g_strconcat ("~", path + strlen (home), NULL);
  g_free (path);
  return shorter;
}

static void
update_files (FloAccountPane *self,
              FloAccount     *account)
{
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (flo_account_get_file (account) != NULL)
    {
      file = shorten_path (g_strdup (flo_account_get_file (account)));
      /* Translators: the path of a file */
      text = g_strdup_printf (_("%s. Flotilla reads it, sees when it changes, and never changes "
                                "it."), file);
    }
  set_row (self->files_row, text);
}

static void
update_account (FloAccountPane *self)
{
  FloAccount *account = flo_account_status_get_account (self->status);

  gtk_label_set_label (self->name_label, flo_account_get_name (account));
  set_row (self->region_row, flo_account_get_region (account));
  set_row (self->key_row, flo_account_get_access_key_id (account));
  set_row (self->endpoint_row, flo_account_get_endpoint_url (account));
  set_row (self->device_row, flo_account_get_mfa_serial (account));
  update_files (self, account);
  gtk_widget_set_visible (self->remove_group,
                          flo_account_get_kind (account) == FLO_ACCOUNT_KEYRING);
}

static void
update_times (FloAccountPane *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 expires_at = flo_account_check_get_expires_at (self->check);
  gint64 mfa_at = flo_account_check_get_mfa_at (self->check);
  guint latency = flo_account_check_get_latency (self->check);
  g_autofree char *expires = NULL;
  g_autofree char *mfa = NULL;
  g_autofree char *milliseconds = NULL;

  if (expires_at != 0)
    {
      g_autofree char *until = flo_format_until (expires_at, now);
      g_autofree char *at = flo_format_time (expires_at);

      expires = g_strdup_printf ("%s (%s)", until, at);
    }
  else if (flo_account_check_get_arn (self->check) != NULL)
    expires = g_strdup (_("Never: a permanent key"));
  if (mfa_at != 0)
    mfa = flo_format_ago (mfa_at, now);
  if (latency != 0)
    /* Translators: milliseconds */
    milliseconds = g_strdup_printf (_("%u ms there and back"), latency);
  set_row (self->expires_row, expires);
  set_row (self->mfa_row, mfa);
  set_row (self->latency_row, milliseconds);
}

static void
update_rights (FloAccountPane *self)
{
  guint n_rights = g_list_model_get_n_items (G_LIST_MODEL (self->check));
  guint n_denied = flo_account_check_get_n_denied (self->check);
  g_autofree char *text = NULL;

  if (n_rights == 0 || flo_account_check_get_arn (self->check) == NULL)
    text = g_strdup (_("Known as soon as AWS lets the account in."));
  else if (flo_account_check_get_running (self->check))
    text = g_strdup (_("Being asked; nothing of that has an effect."));
  else if (n_denied == 0)
    text = g_strdup (_("None is known to be missing."));
  else
    text = g_strdup_printf (ngettext ("%u of %u is missing. What needs it will fail.",
                                      "%u of %u are missing. What needs them will fail.",
                                      n_denied), n_denied, n_rights);
  adw_preferences_group_set_description (self->rights_group, text);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_list), n_denied > 0);
  gtk_widget_set_visible (self->all_expander, n_rights > 0);
  /* What is missing comes first. */
  gtk_box_reorder_child_after (self->content, GTK_WIDGET (self->rights_group),
                               n_denied > 0 ? self->head : self->who_group);
}

static void
update_check (FloAccountPane *self)
{
  FloAccount *account = flo_account_status_get_account (self->status);
  const char *source = flo_account_check_get_source (self->check);

  set_row (self->account_row, flo_account_check_get_account_id (self->check));
  set_row (self->arn_row, flo_account_check_get_arn (self->check));
  set_row (self->source_row, source != NULL ? source : flo_account_get_source (account));
  update_times (self);
  update_rights (self);
}

static void
update_state (FloAccountPane *self)
{
  FloAccountState state = flo_account_status_get_state (self->status);
  const char *problem = flo_account_status_get_problem (self->status);
  /* A problem says by itself what to do. */
  const char *next_step = problem == NULL ? flo_account_words_next_step (state) : NULL;
  gboolean testing = state == FLO_ACCOUNT_STATE_TESTING;

  flo_account_words_style_icon (self->state_icon, state);
  gtk_label_set_label (self->state_label, flo_account_words_state (state));
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_label_set_label (self->next_step_label, next_step != NULL ? next_step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next_step_label), next_step != NULL);
  gtk_widget_set_visible (self->problem_box, next_step != NULL || (problem != NULL && !testing));
  gtk_widget_set_visible (self->sign_in_button, state == FLO_ACCOUNT_STATE_SIGNED_OUT);
  gtk_widget_set_visible (self->sign_out_button,
                          flo_account_get_sso_session (flo_account_status_get_account (self->status)) != NULL
                            && (state == FLO_ACCOUNT_STATE_READY || state == FLO_ACCOUNT_STATE_LIMITED));
  gtk_widget_set_sensitive (self->test_button, !testing);
}

/* ---- rights ---- */

static gboolean
is_denied (gpointer item,
           gpointer user_data)
{
  return flo_permission_get_state (FLO_PERMISSION (item)) == FLO_PERMISSION_DENIED;
}

static GtkWidget *
create_permission_row (gpointer item,
                       gpointer user_data)
{
  return flo_permission_row_new (FLO_PERMISSION (item));
}

static void
bind_rights (FloAccountPane *self)
{
  GtkFilterListModel *denied = NULL;

  if (self->check == NULL)
    {
      gtk_list_box_bind_model (self->missing_list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->all_list, NULL, NULL, NULL, NULL);
      return;
    }
  denied = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->check)),
                                      GTK_FILTER (gtk_custom_filter_new (is_denied, NULL, NULL)));
  gtk_list_box_bind_model (self->missing_list, G_LIST_MODEL (denied), create_permission_row, NULL,
                           NULL);
  gtk_list_box_bind_model (self->all_list, G_LIST_MODEL (self->check), create_permission_row, NULL,
                           NULL);
  g_object_unref (denied);
}

/* ---- actions ---- */

/* "aws-cn" of an ARN or a region. */
static char *
dup_partition (FloAccountPane *self)
{
  const char *arn = flo_account_check_get_arn (self->check);
  const char *region = flo_account_get_region (flo_account_status_get_account (self->status));

  if (arn != NULL && g_str_has_prefix (arn, "arn:"))
    {
      g_auto(GStrv) parts = g_strsplit (arn, ":", 3);

      if (parts[1] != NULL && *parts[1] != '\0')
        return g_strdup (parts[1]);
    }
  if (region != NULL && g_str_has_prefix (region, "cn-"))
    return g_strdup ("aws-cn");
  if (region != NULL && g_str_has_prefix (region, "us-gov-"))
    return g_strdup ("aws-us-gov");
  return g_strdup ("aws");
}

static void
policy_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (widget);
  g_autofree char *partition = NULL;
  g_autofree char *policy = NULL;

  if (self->status == NULL)
    return;
  partition = dup_partition (self);
  policy = flo_policy_to_json (FLO_FEATURES_IN_USE, partition,
                               flo_account_check_get_account_id (self->check));
  gtk_window_present (GTK_WINDOW (flo_policy_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                         policy)));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (widget);
  gboolean arn = g_str_equal (name, "pane.copy-arn");

  if (self->check != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                            arn ? flo_account_check_get_arn (self->check)
                                : flo_account_check_get_account_id (self->check));
}

/* ---- life ---- */

static gboolean
times_cb (gpointer user_data)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (user_data);

  if (self->check != NULL)
    update_times (self);
  return G_SOURCE_CONTINUE;
}

static void
flo_account_pane_map (GtkWidget *widget)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (widget);

  GTK_WIDGET_CLASS (flo_account_pane_parent_class)->map (widget);
  times_cb (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (TIMES_INTERVAL, times_cb, self);
}

static void
flo_account_pane_unmap (GtkWidget *widget)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (widget);

  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = 0;
  GTK_WIDGET_CLASS (flo_account_pane_parent_class)->unmap (widget);
}

static void
drop_status (FloAccountPane *self)
{
  if (self->status != NULL)
    g_signal_handlers_disconnect_by_data (self->status, self);
  if (self->check != NULL)
    g_signal_handlers_disconnect_by_data (self->check, self);
  g_clear_object (&self->check);
  g_clear_object (&self->status);
}

static void
flo_account_pane_dispose (GObject *object)
{
  FloAccountPane *self = FLO_ACCOUNT_PANE (object);

  drop_status (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FLO_TYPE_ACCOUNT_PANE);
  G_OBJECT_CLASS (flo_account_pane_parent_class)->dispose (object);
}

static void
bind_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, account_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, arn_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, source_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, region_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, key_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, files_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, device_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, expires_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, mfa_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, latency_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, rights_group);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, missing_list);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, all_expander);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, all_list);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, remove_group);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, regions);
}

static void
flo_account_pane_class_init (FloAccountPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_account_pane_dispose;
  widget_class->map = flo_account_pane_map;
  widget_class->unmap = flo_account_pane_unmap;

  g_type_ensure (FLO_TYPE_ACCOUNT_REGIONS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-account-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, content);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, head);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, who_group);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, name_label);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, state_label);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, next_step_label);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, test_button);
  gtk_widget_class_bind_template_child (widget_class, FloAccountPane, sign_out_button);
  bind_rows (widget_class);
  gtk_widget_class_install_action (widget_class, "pane.policy", NULL, policy_action);
  gtk_widget_class_install_action (widget_class, "pane.copy-arn", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "pane.copy-account", NULL, copy_action);
}

static void
flo_account_pane_init (FloAccountPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_account_pane_new (void)
{
  return g_object_new (FLO_TYPE_ACCOUNT_PANE, NULL);
}

/**
 * flo_account_pane_set_status:
 * @self: a pane
 * @status: (nullable): what to show; %NULL: nothing
 */
void
flo_account_pane_set_status (FloAccountPane   *self,
                             FloAccountStatus *status)
{
  g_return_if_fail (FLO_IS_ACCOUNT_PANE (self));

  if (self->status == status)
    return;
  drop_status (self);
  g_set_object (&self->status, status);
  gtk_widget_set_visible (self->scroller, status != NULL);
  if (status != NULL)
    {
      g_set_object (&self->check, flo_account_status_get_check (status));
      g_signal_connect_object (status, "notify", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->check, "notify", G_CALLBACK (update_check), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->check, "items-changed", G_CALLBACK (update_rights), self,
                               G_CONNECT_SWAPPED);
    }
  bind_rights (self);
  flo_account_regions_set_account (self->regions, status != NULL
                                                    ? flo_account_status_get_account (status) : NULL);
  if (status == NULL)
    return;
  update_account (self);
  update_check (self);
  update_state (self);
}

FloAccountStatus *
flo_account_pane_get_status (FloAccountPane *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_PANE (self), NULL);
  return self->status;
}
