/* flo-number-row.c: a row to choose a whole number in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-number-row.h"

typedef enum
{
  PROP_LOWER = 1,
  PROP_UPPER,
  PROP_STEP,
} FloNumberRowProperty;

enum
{
  CHANGED,
  N_SIGNALS,
};

struct _FloNumberRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *number;
};

G_DEFINE_FINAL_TYPE (FloNumberRow, flo_number_row, ADW_TYPE_ACTION_ROW)

static GParamSpec *properties[PROP_STEP + 1];
static guint signals[N_SIGNALS];

static void
value_changed_cb (FloNumberRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Without the mark of the letter that is pressed with Alt. */
static void
title_changed_cb (FloNumberRow *self)
{
  g_auto(GStrv) parts = g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
flo_number_row_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (FLO_NUMBER_ROW (object)->number);

  switch ((FloNumberRowProperty) id)
    {
    case PROP_LOWER:
      g_value_set_int (value, (int) gtk_adjustment_get_lower (adjustment));
      break;
    case PROP_UPPER:
      g_value_set_int (value, (int) gtk_adjustment_get_upper (adjustment));
      break;
    case PROP_STEP:
      g_value_set_int (value, (int) gtk_adjustment_get_step_increment (adjustment));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_number_row_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FloNumberRow *self = FLO_NUMBER_ROW (object);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->number);
  int number = g_value_get_int (value);

  switch ((FloNumberRowProperty) id)
    {
    case PROP_LOWER:
      gtk_spin_button_set_range (self->number, number, MAX (number, gtk_adjustment_get_upper (adjustment)));
      break;
    case PROP_UPPER:
      gtk_spin_button_set_range (self->number, MIN (number, gtk_adjustment_get_lower (adjustment)), number);
      break;
    case PROP_STEP:
      gtk_adjustment_set_step_increment (adjustment, number);
      gtk_adjustment_set_page_increment (adjustment, 10.0 * number);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_number_row_class_init (FloNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = flo_number_row_get_property;
  object_class->set_property = flo_number_row_set_property;
  properties[PROP_LOWER] = g_param_spec_int ("lower", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[PROP_UPPER] = g_param_spec_int ("upper", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 1, G_MAXINT, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
flo_number_row_init (FloNumberRow *self)
{
  self->number = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 1, 1));
  gtk_spin_button_set_numeric (self->number, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->number), 5);
  gtk_widget_set_valign (GTK_WIDGET (self->number), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->number));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->number));
  g_signal_connect_object (self->number, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

gint64
flo_number_row_get (FloNumberRow *self)
{
  g_return_val_if_fail (FLO_IS_NUMBER_ROW (self), 0);

  return gtk_spin_button_get_value_as_int (self->number);
}

void
flo_number_row_set (FloNumberRow *self,
                    gint64        number)
{
  g_return_if_fail (FLO_IS_NUMBER_ROW (self));

  gtk_spin_button_set_value (self->number, (double) number);
}

void
flo_number_row_set_range (FloNumberRow *self,
                          gint64        lower,
                          gint64        upper)
{
  g_return_if_fail (FLO_IS_NUMBER_ROW (self));

  gtk_spin_button_set_range (self->number, (double) lower, (double) upper);
}
