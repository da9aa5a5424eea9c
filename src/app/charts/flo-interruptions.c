/* flo-interruptions.c: the interruptions among the events of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-interruptions.h"

#include "fleet/flo-event.h"

/* AWS announces two minutes ahead; a loss much later has another cause. */
#define LONGEST_NOTICE 900

static void
add_event (GArray     *markers,
           GHashTable *noticed,
           FloEvent   *event)
{
  const char *resource = flo_event_get_resource (event);
  gboolean lost = flo_event_get_kind (event) == FLO_EVENT_LOST;
  FloMarker marker = { flo_event_get_time (event) / G_USEC_PER_SEC, 0,
                       lost ? FLO_SERIES_LOSS : FLO_SERIES_NOTICE, flo_event_get_title (event) };
  gpointer index;

  if (resource != NULL && g_hash_table_lookup_extended (noticed, resource, NULL, &index))
    {
      FloMarker *notice = &g_array_index (markers, FloMarker, GPOINTER_TO_UINT (index));

      if (marker.time - notice->time <= LONGEST_NOTICE)
        {
          if (lost)
            notice->end = MAX (marker.time, notice->time);
          return;
        }
    }

  g_array_append_val (markers, marker);
  if (!lost && resource != NULL)
    g_hash_table_insert (noticed, (gpointer) resource, GUINT_TO_POINTER (markers->len - 1));
}

GArray *
flo_interruptions_from_events (GListModel *events)
{
  g_autoptr(GArray) markers = g_array_new (FALSE, FALSE, sizeof (FloMarker));
  g_autoptr(GHashTable) noticed = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (G_IS_LIST_MODEL (events), NULL);

  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i - 1);
      FloEventKind kind = flo_event_get_kind (event);

      if (kind == FLO_EVENT_NOTICE || kind == FLO_EVENT_LOST)
        add_event (markers, noticed, event);
    }

  return g_steal_pointer (&markers);
}
