/* flo-fleet-events.c: the events of many fleets as one list
 *
 * GTK could flatten, map and sort for us, but in GTK 4.8 a flattened model of mapped models counts the
 * items of a model twice that is added later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-fleet-events.h"

struct _FloFleetEvents
{
  GObject parent_instance;

  GListModel *fleets;      /* (owned) */
  GPtrArray *watched;      /* (owned) (element-type FloFleet): whose events we listen to */
  GPtrArray *items;        /* (owned) (element-type FloFleetEvent): newest first */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloFleetEvents, flo_fleet_events, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
flo_fleet_events_get_item_type (GListModel *model)
{
  return FLO_TYPE_FLEET_EVENT;
}

static guint
flo_fleet_events_get_n_items (GListModel *model)
{
  return FLO_FLEET_EVENTS (model)->items->len;
}

static gpointer
flo_fleet_events_get_item (GListModel *model,
                           guint       position)
{
  FloFleetEvents *self = FLO_FLEET_EVENTS (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = flo_fleet_events_get_item_type;
  iface->get_n_items = flo_fleet_events_get_n_items;
  iface->get_item = flo_fleet_events_get_item;
}

static gint64
get_time (FloFleetEvents *self,
          guint           position)
{
  return flo_event_get_time (flo_fleet_event_get_event (g_ptr_array_index (self->items,
                                                                           position)));
}

/* Behind everything that is newer. Events come in newest first, so the place is near the top. */
static guint
find_place (FloFleetEvents *self,
            gint64          time,
            gboolean        behind_equals)
{
  guint position = 0;

  while (position < self->items->len
         && (get_time (self, position) > time
             || (behind_equals && get_time (self, position) == time)))
    position++;
  return position;
}

static guint
insert_event (FloFleetEvents *self,
              FloFleet       *fleet,
              guint           index,
              gboolean        behind_equals)
{
  g_autoptr(FloEvent) event = g_list_model_get_item (flo_fleet_get_events (fleet), index);
  guint place = find_place (self, flo_event_get_time (event), behind_equals);

  g_ptr_array_insert (self->items, place, flo_fleet_event_new (fleet, event));
  return place;
}

static void events_changed_cb (GListModel *events,
                               guint       position,
                               guint       removed,
                               guint       added,
                               gpointer    user_data);

static void
unwatch (FloFleetEvents *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (flo_fleet_get_events (g_ptr_array_index (self->watched,
                                                                                   i)),
                                          events_changed_cb, self);
  g_ptr_array_set_size (self->watched, 0);
}

/* Fleets come and go rarely: everything is read again then. */
static void
rebuild (FloFleetEvents *self)
{
  guint n_before = self->items->len;
  guint n_fleets = g_list_model_get_n_items (self->fleets);

  unwatch (self);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < n_fleets; i++)
    {
      FloFleet *fleet = g_list_model_get_item (self->fleets, i);
      GListModel *events = flo_fleet_get_events (fleet);

      for (guint j = 0; j < g_list_model_get_n_items (events); j++)
        insert_event (self, fleet, j, TRUE);
      g_signal_connect (events, "items-changed", G_CALLBACK (events_changed_cb), self);
      g_ptr_array_add (self->watched, fleet);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
}

static FloFleet *
find_fleet (FloFleetEvents *self,
            GListModel     *events)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      if (flo_fleet_get_events (g_ptr_array_index (self->watched, i)) == events)
        return g_ptr_array_index (self->watched, i);
    }
  return NULL;
}

static void
events_changed_cb (GListModel *events,
                   guint       position,
                   guint       removed,
                   guint       added,
                   gpointer    user_data)
{
  FloFleetEvents *self = FLO_FLEET_EVENTS (user_data);
  FloFleet *fleet = find_fleet (self, events);

  if (removed > 0 || position > 0 || fleet == NULL)
    {
      rebuild (self);
      return;
    }
  /* The last of the new ones is the oldest; each newer one goes before it. */
  for (guint i = added; i > 0; i--)
    {
      guint place = insert_event (self, fleet, i - 1, FALSE);

      g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
    }
}

static void
flo_fleet_events_dispose (GObject *object)
{
  FloFleetEvents *self = FLO_FLEET_EVENTS (object);

  unwatch (self);
  if (self->fleets != NULL)
    g_signal_handlers_disconnect_by_func (self->fleets, rebuild, self);
  g_clear_object (&self->fleets);
  G_OBJECT_CLASS (flo_fleet_events_parent_class)->dispose (object);
}

static void
flo_fleet_events_finalize (GObject *object)
{
  FloFleetEvents *self = FLO_FLEET_EVENTS (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->watched);
  G_OBJECT_CLASS (flo_fleet_events_parent_class)->finalize (object);
}

static void
flo_fleet_events_class_init (FloFleetEventsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_fleet_events_dispose;
  object_class->finalize = flo_fleet_events_finalize;
}

static void
flo_fleet_events_init (FloFleetEvents *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

GListModel *
flo_fleet_events_new (GListModel *fleets)
{
  FloFleetEvents *self = g_object_new (FLO_TYPE_FLEET_EVENTS, NULL);

  self->fleets = g_object_ref (fleets);
  g_signal_connect_swapped (fleets, "items-changed", G_CALLBACK (rebuild), self);
  rebuild (self);
  return G_LIST_MODEL (self);
}
