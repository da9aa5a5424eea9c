/* flo-fleet-events.c: the events of many fleets as one list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-fleet-events.h"

#include <gtk/gtk.h>

static gpointer
wrap_event (gpointer item,
            gpointer user_data)
{
  g_autoptr(FloEvent) event = FLO_EVENT (item);

  return flo_fleet_event_new (FLO_FLEET (user_data), event);
}

static gpointer
list_events (gpointer item,
             gpointer user_data)
{
  FloFleet *fleet = FLO_FLEET (item);

  return gtk_map_list_model_new (g_object_ref (flo_fleet_get_events (fleet)), wrap_event,
                                 fleet, g_object_unref);
}

static int
compare_times (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  FloFleetEvent *first = FLO_FLEET_EVENT ((gpointer) a);
  FloFleetEvent *second = FLO_FLEET_EVENT ((gpointer) b);
  gint64 first_time = flo_event_get_time (flo_fleet_event_get_event (first));
  gint64 second_time = flo_event_get_time (flo_fleet_event_get_event (second));

  return first_time > second_time ? -1 : first_time < second_time;
}

GListModel *
flo_fleet_events_new (GListModel *fleets)
{
  GtkMapListModel *lists = gtk_map_list_model_new (g_object_ref (fleets), list_events, NULL, NULL);
  GtkFlattenListModel *all = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_times, NULL, NULL));

  return G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (all), sorter));
}
