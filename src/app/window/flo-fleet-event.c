/* flo-fleet-event.c: an event together with the fleet it happened to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-fleet-event.h"

struct _FloFleetEvent
{
  GObject parent_instance;

  FloFleet *fleet;         /* (owned) */
  FloEvent *event;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (FloFleetEvent, flo_fleet_event, G_TYPE_OBJECT)

static void
flo_fleet_event_dispose (GObject *object)
{
  FloFleetEvent *self = FLO_FLEET_EVENT (object);

  g_clear_object (&self->fleet);
  g_clear_object (&self->event);
  G_OBJECT_CLASS (flo_fleet_event_parent_class)->dispose (object);
}

static void
flo_fleet_event_class_init (FloFleetEventClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_fleet_event_dispose;
}

static void
flo_fleet_event_init (FloFleetEvent *self)
{
}

FloFleetEvent *
flo_fleet_event_new (FloFleet *fleet,
                     FloEvent *event)
{
  FloFleetEvent *self = g_object_new (FLO_TYPE_FLEET_EVENT, NULL);

  self->fleet = g_object_ref (fleet);
  self->event = g_object_ref (event);
  return self;
}

FloFleet *
flo_fleet_event_get_fleet (FloFleetEvent *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_EVENT (self), NULL);
  return self->fleet;
}

FloEvent *
flo_fleet_event_get_event (FloFleetEvent *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_EVENT (self), NULL);
  return self->event;
}
