/* flo-zone-row.c: an Availability Zone that can be ticked: its price, its risk, or why it cannot be used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-zone-row.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

struct _FloZoneRow
{
  AdwActionRow parent_instance;

  char *zone;              /* (owned) */
  char *zone_id;           /* (owned) */
  gboolean usable;
  gboolean setting;        /* not the person's doing */
  GtkCheckButton *check;
  GtkLabel *price;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloZoneRow, flo_zone_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (FloZoneRow *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[TOGGLED], 0);
}

static void
flo_zone_row_finalize (GObject *object)
{
  FloZoneRow *self = FLO_ZONE_ROW (object);

  g_free (self->zone);
  g_free (self->zone_id);
  G_OBJECT_CLASS (flo_zone_row_parent_class)->finalize (object);
}

static void
flo_zone_row_class_init (FloZoneRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_zone_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_zone_row_init (FloZoneRow *self)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *price = gtk_label_new ("");

  self->check = GTK_CHECK_BUTTON (check);
  self->price = GTK_LABEL (price);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (price, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), price);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
}

GtkWidget *
flo_zone_row_new (const FloZone *zone)
{
  FloZoneRow *self = g_object_new (FLO_TYPE_ZONE_ROW, "title", zone->name, NULL);

  self->zone = g_strdup (zone->name);
  self->zone_id = g_strdup (zone->id);
  self->usable = zone->usable;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  zone->name, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self), zone->usable);
  if (!zone->usable)
    {
      /* Translators: why an Availability Zone cannot be used: "use1-az3 · cannot be used: not opted in" */
      g_autofree char *subtitle = g_strdup_printf (_("%s · cannot be used: %s"), zone->id,
                                                   zone->why_not != NULL ? zone->why_not : "");
      g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
    }
  return GTK_WIDGET (self);
}

const char *
flo_zone_row_get_zone (FloZoneRow *self)
{
  g_return_val_if_fail (FLO_IS_ZONE_ROW (self), NULL);
  return self->zone;
}

gboolean
flo_zone_row_get_usable (FloZoneRow *self)
{
  g_return_val_if_fail (FLO_IS_ZONE_ROW (self), FALSE);
  return self->usable;
}

gboolean
flo_zone_row_get_active (FloZoneRow *self)
{
  g_return_val_if_fail (FLO_IS_ZONE_ROW (self), FALSE);
  return self->usable && gtk_check_button_get_active (self->check);
}

void
flo_zone_row_set_active (FloZoneRow *self,
                         gboolean    active)
{
  g_return_if_fail (FLO_IS_ZONE_ROW (self));

  self->setting = TRUE;
  gtk_check_button_set_active (self->check, self->usable && active);
  self->setting = FALSE;
}

/* "use1-az4 · 12 types fit · interrupted 5–10 %", and the lowest price at the end of the row */
static void
show_cheapest (FloZoneRow    *self,
               const FloPool *cheapest,
               guint          n_types)
{
  g_autofree char *interruption = flo_format_interruption (cheapest->interruption_range);
  g_autofree char *rate = flo_format_rate (cheapest->spot_price);
  /* Translators: the lowest price, "from $0.031 /h" */
  g_autofree char *price = g_strdup_printf (_("from %s"), rate);
  g_autofree char *subtitle = NULL;
  g_autofree char *escaped = NULL;

  /* Translators: zone id, number of machine types, how often the cheapest is interrupted in a month */
  subtitle = g_strdup_printf (ngettext ("%s · %u type fits · interrupted %s",
                                        "%s · %u types fit · interrupted %s", n_types),
                              self->zone_id, n_types, interruption);
  escaped = g_markup_escape_text (subtitle, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_label_set_label (self->price, price);
}

void
flo_zone_row_show_pools (FloZoneRow *self,
                         GPtrArray  *pools)
{
  const FloPool *cheapest = NULL;
  guint n_types = 0;

  g_return_if_fail (FLO_IS_ZONE_ROW (self));

  if (!self->usable)
    return;
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (g_strcmp0 (pool->zone->name, self->zone) != 0)
        continue;
      n_types++;
      if (cheapest == NULL || pool->spot_price < cheapest->spot_price)
        cheapest = pool;
    }
  if (cheapest != NULL)
    show_cheapest (self, cheapest, n_types);
  else
    {
      g_autofree char *subtitle = g_strdup_printf (gtk_check_button_get_active (self->check)
                                                     ? _("%s · no machine fits here")
                                                     : _("%s · not used"), self->zone_id);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
      gtk_label_set_label (self->price, "");
    }
}
