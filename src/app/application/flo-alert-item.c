/* flo-alert-item.c: a price alert in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/application/flo-alert-item.h"

struct _FloAlertItem
{
  GObject parent_instance;

  FloPriceAlert *alert;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (FloAlertItem, flo_alert_item, G_TYPE_OBJECT)

static void
flo_alert_item_finalize (GObject *object)
{
  flo_price_alert_free (FLO_ALERT_ITEM (object)->alert);
  G_OBJECT_CLASS (flo_alert_item_parent_class)->finalize (object);
}

static void
flo_alert_item_class_init (FloAlertItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_alert_item_finalize;
}

static void
flo_alert_item_init (FloAlertItem *self)
{
}

FloAlertItem *
flo_alert_item_new (const FloPriceAlert *alert)
{
  FloAlertItem *self = g_object_new (FLO_TYPE_ALERT_ITEM, NULL);

  self->alert = flo_price_alert_copy (alert);

  return self;
}

const FloPriceAlert *
flo_alert_item_get_alert (FloAlertItem *self)
{
  g_return_val_if_fail (FLO_IS_ALERT_ITEM (self), NULL);

  return self->alert;
}
