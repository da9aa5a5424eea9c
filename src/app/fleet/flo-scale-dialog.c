/* flo-scale-dialog.c: how many nodes a fleet shall have, and what that costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-scale-dialog.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-fleet-requests.h"
#include "app/support/flo-format.h"
#include "config/flo-config-schedule.h"
#include "fleet/flo-fleet-number.h"

typedef struct
{
  FloWindow *window;       /* (owned) */
  FloEngine *engine;       /* (owned) */
  FloFleet *fleet;         /* (owned) */
  GtkWidget *dialog;
  GtkWidget *nodes;
  GtkWidget *cost;
  GtkWidget *budget;
} Scale;

static void
scale_free (gpointer data,
            GClosure *closure)
{
  Scale *self = data;

  g_object_unref (self->window);
  g_object_unref (self->engine);
  g_object_unref (self->fleet);
  g_free (self);
}

/* What a node of it costs now, on average; 0 when none is there to tell. */
static FloMoney
get_node_rate (FloFleet *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  FloMoney sum = 0;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      if (flo_node_get_state (node) >= FLO_NODE_STANDBY || flo_node_get_per_hour (node) == 0)
        continue;
      sum += flo_node_get_per_hour (node);
      n++;
    }
  return n > 0 ? sum / n : 0;
}

/* What is typed counts at once, not only when the field is left. */
static guint
get_nodes (Scale *self)
{
  guint64 nodes = g_ascii_strtoull (gtk_editable_get_text (GTK_EDITABLE (self->nodes)), NULL, 10);

  return (guint) MIN (nodes, FLO_WISHES_MAX_NODES);
}

static void
show_budget (Scale    *self,
             FloMoney  then)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  FloMoney per_hour = config->budget.per_hour;
  gboolean beyond = per_hour > 0 && then > per_hour;
  g_autofree char *rate = flo_format_rate (per_hour);
  g_autofree char *text = NULL;

  if (beyond)
    text = g_strdup_printf (_("More than the budget of %s: fewer will run."), rate);
  else if (per_hour > 0)
    text = g_strdup_printf (_("Within the budget of %s."), rate);
  if (beyond)
    gtk_widget_add_css_class (self->budget, "error");
  else
    gtk_widget_remove_css_class (self->budget, "error");
  gtk_label_set_label (GTK_LABEL (self->budget), text != NULL ? text : "");
  gtk_widget_set_visible (self->budget, text != NULL);
}

static void
update (Scale *self)
{
  guint nodes = get_nodes (self);
  FloMoney node_rate = get_node_rate (self->fleet);
  FloMoney then = node_rate * (nodes + flo_fleet_count_spares (self->fleet, nodes));
  g_autofree char *now_text = flo_format_rate (flo_fleet_get_per_hour (self->fleet));
  g_autofree char *then_text = flo_format_rate (then);
  g_autofree char *cost = NULL;

  if (node_rate > 0)
    /* Translators: costs per hour, now and with that many nodes */
    cost = g_strdup_printf (_("Now %s, then about %s at today’s prices"), now_text, then_text);
  else
    cost = g_strdup_printf (_("Now %s; what a node costs is known when one runs"), now_text);
  gtk_label_set_label (GTK_LABEL (self->cost), cost);
  show_budget (self, then);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "scale",
                                           nodes != flo_fleet_get_asked (self->fleet));
}

static void
text_changed_cb (GtkEditable *nodes,
                 Scale       *self)
{
  update (self);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Scale            *self)
{
  g_autofree char *nodes = NULL;

  if (!g_str_equal (response, "scale"))
    return;
  nodes = g_strdup_printf ("%u", get_nodes (self));
  flo_fleet_requests_send (self->window, self->engine, self->fleet, "scale", nodes, TRUE);
}

static GtkWidget *
create_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
create_content (Scale *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->nodes = gtk_spin_button_new_with_range (0, FLO_WISHES_MAX_NODES, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->nodes), flo_fleet_get_asked (self->fleet));
  gtk_widget_set_halign (self->nodes, GTK_ALIGN_CENTER);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->nodes))), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->nodes), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Number of nodes"), -1);
  self->cost = create_label ();
  self->budget = create_label ();
  gtk_box_append (GTK_BOX (box), self->nodes);
  gtk_box_append (GTK_BOX (box), self->cost);
  gtk_box_append (GTK_BOX (box), self->budget);
  return box;
}

/* What another number is instead of, and for how long. */
static char *
describe_number (FloFleet *fleet)
{
  const FloConfig *config = flo_fleet_get_config (fleet);
  guint configured = (guint) config->capacity.nodes;
  guint asked = flo_fleet_get_asked (fleet);
  g_autofree char *hold = flo_fleet_describe_hold (fleet, g_get_real_time () / G_USEC_PER_SEC);

  if (!flo_config_scales (config))
    return g_strdup_printf (ngettext ("Its config says %u node. With fewer, the least useful are ended.",
                                      "Its config says %u nodes. With fewer, the least useful are ended.", configured),
                            configured);
  /* Translators: %s is for how long another number holds, in sentences; it may be empty */
  return g_strdup_printf (ngettext ("%u node is wanted now. With fewer, the least useful are ended.\n\n%s",
                                    "%u nodes are wanted now. With fewer, the least useful are ended.\n\n%s", asked),
                          asked, hold != NULL ? hold : "");
}

void
flo_scale_dialog_present (FloWindow *parent,
                          FloEngine *engine,
                          FloFleet  *fleet)
{
  Scale *self;
  g_autofree char *heading = NULL, *body = NULL;

  g_return_if_fail (FLO_IS_WINDOW (parent));
  g_return_if_fail (FLO_IS_ENGINE (engine));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  /* Translators: %s is a fleet's name */
  heading = g_strdup_printf (_("How Many Nodes for “%s”?"), flo_fleet_get_name (fleet));
  body = describe_number (fleet);
  self = g_new0 (Scale, 1);
  self->window = g_object_ref (parent);
  self->engine = g_object_ref (engine);
  self->fleet = g_object_ref (fleet);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (parent), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _("_Cancel"), "scale", _("_Scale"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "scale", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "scale");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), create_content (self));
  g_signal_connect (self->nodes, "changed", G_CALLBACK (text_changed_cb), self);
  /* The dialog's answer is its last word: then everything goes. */
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (answered_cb), self, scale_free, 0);
  update (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
