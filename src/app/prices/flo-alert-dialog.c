/* flo-alert-dialog.c: says what prices somebody wants to be told of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-alert-dialog"

#include "app/prices/flo-alert-dialog.h"

#include <glib/gi18n.h>

#include "app/support/flo-choice-row.h"
#include "app/support/flo-error-dialog.h"

#define DEFAULT_PERCENT 10
#define DEFAULT_HOURS 24

struct _FloAlertDialog
{
  AdwWindow parent_instance;

  FloAlertKeeper *keeper;      /* (owned) */
  gint64 id;                   /* 0: a new one */

  AdwComboRow *kind_row;
  AdwEntryRow *price_row;
  GtkWidget *percent_row;
  GtkSpinButton *percent;
  GtkWidget *hours_row;
  GtkSpinButton *hours;
  AdwEntryRow *types_row;
  AdwComboRow *region_row;
  AdwEntryRow *zones_row;
  AdwComboRow *product_row;
  GtkWidget *form;
  GtkWidget *save_button;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (FloAlertDialog, flo_alert_dialog, ADW_TYPE_WINDOW)

static FloPriceAlertKind
get_kind (FloAlertDialog *self)
{
  return (FloPriceAlertKind) adw_combo_row_get_selected (self->kind_row);
}

/* In dollars, with a point or, as many write it, a comma. */
static gboolean
read_price (FloAlertDialog *self,
            FloMoney       *price)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->price_row)));

  g_strdelimit (g_strstrip (text), ",", '.');

  return flo_money_parse (*text == '$' ? text + 1 : text, price) && *price > 0;
}

/* Names between commas or spaces. (transfer full) (nullable): NULL: none */
static GStrv
read_names (AdwEntryRow *row)
{
  g_auto(GStrv) parts = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (row)), ", ;", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  names = g_strv_builder_end (builder);

  return names[0] != NULL ? g_steal_pointer (&names) : NULL;
}

static void
write_names (AdwEntryRow *row,
             GStrv        names)
{
  g_autofree char *text = names != NULL ? g_strjoinv (", ", names) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static const char *
get_chosen (AdwComboRow *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (row));
}

static gboolean
has_price (FloPriceAlertKind kind)
{
  return kind != FLO_PRICE_ALERT_CHANGED && kind != FLO_PRICE_ALERT_ABOVE_ON_DEMAND;
}

/* ---- what can be done ---- */

static void
update (FloAlertDialog *self)
{
  FloPriceAlertKind kind = get_kind (self);
  g_auto(GStrv) types = read_names (self->types_row);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->price_row));
  FloMoney price;
  gboolean valid = read_price (self, &price);

  gtk_widget_set_visible (GTK_WIDGET (self->price_row), has_price (kind));
  gtk_widget_set_visible (self->percent_row, !has_price (kind));
  gtk_widget_set_visible (self->hours_row, kind == FLO_PRICE_ALERT_CHANGED);
  gtk_widget_set_visible (self->problem_box, FALSE);
  if (valid || *text == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->price_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->price_row), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save",
                                 types != NULL && (valid || !has_price (kind)));
}

static void
show_error (FloAlertDialog *self,
            const GError   *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);

  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (self->problem_box, TRUE);
  gtk_widget_set_sensitive (self->form, TRUE);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FloAlertDialog) self = FLO_ALERT_DIALOG (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_alert_keeper_save_finish (FLO_ALERT_KEEPER (object), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    show_error (self, error);
}

static void
save (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloAlertDialog *self = FLO_ALERT_DIALOG (widget);
  g_autoptr(FloPriceAlert) alert = g_new0 (FloPriceAlert, 1);
  g_autoptr(GError) error = NULL;

  alert->id = self->id;
  alert->kind = get_kind (self);
  if (has_price (alert->kind))
    read_price (self, &alert->price);
  else
    alert->percent = (guint) gtk_spin_button_get_value_as_int (self->percent);
  if (alert->kind == FLO_PRICE_ALERT_CHANGED)
    alert->hours = (guint) gtk_spin_button_get_value_as_int (self->hours);
  alert->region = g_strdup (get_chosen (self->region_row));
  alert->product = g_strdup (get_chosen (self->product_row));
  alert->types = read_names (self->types_row);
  alert->zones = read_names (self->zones_row);
  if (!flo_price_alert_check (alert, &error))
    {
      show_error (self, error);
      return;
    }
  gtk_widget_set_sensitive (self->form, FALSE);
  flo_alert_keeper_save_async (self->keeper, alert, saved_cb, g_object_ref (self));
}

/* ---- the object ---- */

static void
flo_alert_dialog_dispose (GObject *object)
{
  g_clear_object (&FLO_ALERT_DIALOG (object)->keeper);
  G_OBJECT_CLASS (flo_alert_dialog_parent_class)->dispose (object);
}

static void
flo_alert_dialog_class_init (FloAlertDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_CHOICE_ROW);
  G_OBJECT_CLASS (klass)->dispose = flo_alert_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/prices/flo-alert-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, price_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, percent_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, percent);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, hours_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, types_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, zones_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, product_row);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, form);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloAlertDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_alert_dialog_init (FloAlertDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
}

/* Chooses @wanted, which is added when it is not there. */
static void
fill_row (AdwComboRow        *row,
          const char * const *names,
          const char         *wanted)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (names);
  guint n_names = names != NULL ? g_strv_length ((GStrv) names) : 0, chosen = 0;

  while (chosen < n_names && !g_str_equal (names[chosen], wanted))
    chosen++;
  if (chosen == n_names)
    gtk_string_list_append (list, wanted);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, chosen);
}

GtkWidget *
flo_alert_dialog_new (GtkWindow           *parent,
                      FloAlertKeeper      *keeper,
                      const FloPriceAlert *alert,
                      const char * const  *regions)
{
  FloAlertDialog *self = g_object_new (FLO_TYPE_ALERT_DIALOG, "transient-for", parent, NULL);

  self->keeper = g_object_ref (keeper);
  self->id = alert->id;
  gtk_window_set_title (GTK_WINDOW (self), self->id != 0 ? _("Change Alert") : _("New Alert"));
  if (alert->price > 0)
    {
      g_autofree char *price = flo_money_to_decimal (alert->price);

      /* "0.05" of "0.050000" */
      while (g_str_has_suffix (price, "0") && !g_str_has_suffix (price, ".0"))
        price[strlen (price) - 1] = '\0';
      gtk_editable_set_text (GTK_EDITABLE (self->price_row), price);
    }
  gtk_spin_button_set_value (self->percent, alert->percent > 0 ? alert->percent : DEFAULT_PERCENT);
  gtk_spin_button_set_value (self->hours, alert->hours > 0 ? alert->hours : DEFAULT_HOURS);
  write_names (self->types_row, alert->types);
  write_names (self->zones_row, alert->zones);
  fill_row (self->region_row, regions, alert->region);
  fill_row (self->product_row, FLO_PRICE_PRODUCTS, alert->product);
  adw_combo_row_set_selected (self->kind_row, alert->kind);
  update (self);

  return GTK_WIDGET (self);
}
