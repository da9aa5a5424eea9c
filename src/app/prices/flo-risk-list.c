/* flo-risk-list.c: how often AWS takes each type back, as badges in a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-risk-list.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

struct _FloRiskList
{
  GtkWidget parent_instance;

  GtkFlowBox *box;         /* child */
};

G_DEFINE_FINAL_TYPE (FloRiskList, flo_risk_list, GTK_TYPE_WIDGET)

static void
flo_risk_list_dispose (GObject *object)
{
  FloRiskList *self = FLO_RISK_LIST (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->box)));
  G_OBJECT_CLASS (flo_risk_list_parent_class)->dispose (object);
}

static void
flo_risk_list_class_init (FloRiskListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_risk_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_risk_list_init (FloRiskList *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, 6);
  gtk_flow_box_set_column_spacing (self->box, 6);
  gtk_flow_box_set_row_spacing (self->box, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Instances interrupted in a month"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

void
flo_risk_list_clear (FloRiskList *self)
{
  GtkFlowBoxChild *child;

  g_return_if_fail (FLO_IS_RISK_LIST (self));

  while ((child = gtk_flow_box_get_child_at_index (self->box, 0)) != NULL)
    gtk_flow_box_remove (self->box, GTK_WIDGET (child));
}

/* A risk is a word and a sign before it is a colour. NULL: nothing to point out. */
static const char *
get_icon (int range)
{
  if (range >= 3)
    return "dialog-warning-symbolic";
  return range == 0 ? "emblem-ok-symbolic" : NULL;
}

static const char *
get_class (int range)
{
  if (range < 0 || range == 1 || range == 2)
    return "risk-middle";
  return range == 0 ? "risk-low" : "risk-high";
}

void
flo_risk_list_add (FloRiskList *self,
                   const char  *name,
                   int          range)
{
  GtkWidget *badge = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *child = gtk_flow_box_child_new ();
  g_autofree char *words = flo_format_interruption (range);
  g_autofree char *text = NULL;
  GtkWidget *label;

  g_return_if_fail (FLO_IS_RISK_LIST (self));
  g_return_if_fail (name != NULL);

  /* Translators: an instance type, then how many of its instances are interrupted in a month: "5–10 %" */
  text = g_strdup_printf (_("%s: %s interrupted in a month"), name, words);
  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (badge, "risk-badge");
  gtk_widget_add_css_class (badge, get_class (range));
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (badge, _("AWS Spot Advisor’s figure of the last 30 days, for the "
                                        "whole region"));
  if (get_icon (range) != NULL)
    gtk_box_append (GTK_BOX (badge), gtk_image_new_from_icon_name (get_icon (range)));
  gtk_box_append (GTK_BOX (badge), label);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), badge);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->box, child);
}
