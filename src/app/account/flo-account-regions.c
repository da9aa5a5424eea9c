/* flo-account-regions.c: an account in every region, side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account-regions"

#include "app/account/flo-account-regions.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-words.h"
#include "app/support/flo-error-dialog.h"
#include "aws/services/aws-ec2-places.h"
#include "aws/services/aws-sts.h"

struct _FloAccountRegions
{
  GtkWidget parent_instance;

  FloAccount *account;           /* (owned) (nullable) */
  AwsClient *client;             /* (owned) (nullable): in the account's region, while regions are asked */
  GCancellable *cancellable;     /* (owned) (nullable): of what is under way */
  guint n_pending;               /* calls */

  GtkWidget *group;
  GtkWidget *test_button;
  GtkListBox *list;
};

/* One region that is being asked. */
typedef struct
{
  FloAccountRegions *owner;      /* (owned) */
  GtkWidget *row;                /* (owned) */
  GtkImage *icon;                /* (unowned): of the row */
  GtkLabel *label;               /* (unowned): of the row */
  gint64 began;                  /* monotonic */
} Question;

G_DEFINE_FINAL_TYPE (FloAccountRegions, flo_account_regions, GTK_TYPE_WIDGET)

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->owner);
  g_object_unref (question->row);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
show_state (Question        *question,
            FloAccountState  state,
            const char      *word)
{
  g_autofree char *spoken = NULL;

  flo_account_words_style_icon (question->icon, state);
  gtk_label_set_label (question->label, word);
  spoken = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (question->row)), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static Question *
add_row (FloAccountRegions *self,
         const char        *region)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *row = adw_action_row_new ();

  question->owner = g_object_ref (self);
  question->row = g_object_ref_sink (row);
  question->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  question->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (question->label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (question->label), "dim-label");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), region);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (question->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (question->label));
  gtk_list_box_append (self->list, row);
  return question;
}

static void
clear_rows (FloAccountRegions *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
}

static void
note_pending (FloAccountRegions *self,
              int                change)
{
  self->n_pending += change;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "regions.test",
                                 self->account != NULL && self->n_pending == 0);
}

static void
region_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  FloAccountRegions *self = question->owner;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gpointer identity = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (identity != NULL)
    aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  note_pending (self, -1);
  if (error == NULL)
    {
      gint64 milliseconds = (g_get_monotonic_time () - question->began) / 1000;

      /* Translators: how long a region took to answer, in milliseconds */
      text = g_strdup_printf (_("Ready, %u ms"), (guint) MAX (milliseconds, 1));
      show_state (question, FLO_ACCOUNT_STATE_READY, text);
    }
  else
    {
      FloAccountState state = flo_account_state_from_error (error);

      text = flo_error_dialog_describe (error);
      gtk_widget_set_tooltip_text (question->row, text);
      show_state (question, state, flo_account_words_state (state));
    }
}

static void
ask_region (FloAccountRegions *self,
            const AwsRegion   *region)
{
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(Question) question = add_row (self, region->region_name);

  if (g_strcmp0 (region->opt_in_status, "not-opted-in") == 0)
    {
      show_state (question, FLO_ACCOUNT_STATE_UNTESTED, _("Not enabled for this account"));
      return;
    }
  show_state (question, FLO_ACCOUNT_STATE_TESTING, flo_account_words_state (FLO_ACCOUNT_STATE_TESTING));
  client = aws_client_for_region (self->client, region->region_name);
  question->began = g_get_monotonic_time ();
  note_pending (self, 1);
  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, self->cancellable,
                         region_answered_cb, g_steal_pointer (&question));
}

static void
regions_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FloAccountRegions) self = FLO_ACCOUNT_REGIONS (user_data);
  g_autoptr(GError) error = NULL;
  AwsDescribeRegionsOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      note_pending (self, -1);
      gtk_widget_set_visible (GTK_WIDGET (self->list), output != NULL);
      for (guint i = 0; output != NULL && i < output->regions->len; i++)
        ask_region (self, g_ptr_array_index (output->regions, i));
      if (error != NULL)
        {
          g_autofree char *text = flo_error_dialog_describe (error);
          g_autofree char *escaped = g_markup_escape_text (text, -1);

          adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), escaped);
        }
    }
  if (output != NULL)
    aws_shape_free (AWS_EC2_DESCRIBE_REGIONS.output, output);
}

static void
reset (FloAccountRegions *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  clear_rows (self);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         _("Which are enabled, which let the account in, and how "
                                           "far away they are."));
  note_pending (self, -(int) self->n_pending);
}

static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloAccountRegions *self = FLO_ACCOUNT_REGIONS (widget);
  AwsDescribeRegionsInput input = { .all_regions = { .value = TRUE, .is_set = TRUE }, };

  if (self->account == NULL)
    return;
  reset (self);
  gtk_widget_activate_action (widget, "account.attend", NULL);
  self->cancellable = g_cancellable_new ();
  self->client = flo_account_create_client (self->account, NULL);
  note_pending (self, 1);
  aws_client_call_async (self->client, &AWS_EC2_DESCRIBE_REGIONS, &input, self->cancellable,
                         regions_listed_cb, g_object_ref (self));
}

static void
flo_account_regions_dispose (GObject *object)
{
  FloAccountRegions *self = FLO_ACCOUNT_REGIONS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  G_OBJECT_CLASS (flo_account_regions_parent_class)->dispose (object);
}

static void
flo_account_regions_class_init (FloAccountRegionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_account_regions_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "regions.test", NULL, test_action);
}

static void
flo_account_regions_init (FloAccountRegions *self)
{
  self->group = adw_preferences_group_new ();
  self->test_button = gtk_button_new_with_mnemonic (_("Test All _Regions"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_valign (self->test_button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->test_button), "regions.test");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Regions"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Regions"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), self->test_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  reset (self);
}

/**
 * flo_account_regions_set_account:
 * @self: a list
 * @account: (nullable): whose regions
 *
 * Forgets what is known of another account's regions.
 */
void
flo_account_regions_set_account (FloAccountRegions *self,
                                 FloAccount        *account)
{
  g_return_if_fail (FLO_IS_ACCOUNT_REGIONS (self));

  if (self->account == account)
    return;
  g_set_object (&self->account, account);
  reset (self);
}
