/* flo-fact.c: one figure with its name above and a remark below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-fact.h"

struct _FloFact
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkLabel *value;
  GtkLabel *detail;
};

typedef enum
{
  PROP_LABEL = 1,
} FloFactProperty;

static GParamSpec *properties[PROP_LABEL + 1];

G_DEFINE_FINAL_TYPE (FloFact, flo_fact, GTK_TYPE_WIDGET)

static void
flo_fact_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (flo_fact_parent_class)->dispose (object);
}

static void
flo_fact_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  FloFact *self = FLO_FACT (object);

  switch ((FloFactProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_fact_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  FloFact *self = FLO_FACT (object);

  switch ((FloFactProperty) id)
    {
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_fact_class_init (FloFactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_fact_dispose;
  object_class->get_property = flo_fact_get_property;
  object_class->set_property = flo_fact_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fact");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
append_label (FloFact    *self,
              const char *first_class,
              const char *second_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, first_class);
  gtk_widget_add_css_class (label, second_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

static void
flo_fact_init (FloFact *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->label = append_label (self, "caption-heading", "dim-label");
  self->value = append_label (self, "title-2", "numeric");
  self->detail = append_label (self, "caption", "dim-label");
  /* A sentence is not cut off: it takes more lines where there is little room. */
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->detail, TRUE);
  gtk_label_set_natural_wrap_mode (self->detail, GTK_NATURAL_WRAP_NONE);
}

void
flo_fact_set (FloFact    *self,
              const char *value,
              const char *detail)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (FLO_IS_FACT (self));

  if (g_strcmp0 (gtk_label_get_label (self->value), value) == 0
      && g_strcmp0 (gtk_label_get_label (self->detail), detail != NULL ? detail : "") == 0)
    return;
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  spoken = g_strconcat (gtk_label_get_label (self->label), ": ", value,
                        detail != NULL ? ", " : NULL, detail, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), detail);
}
