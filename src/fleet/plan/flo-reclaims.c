/* flo-reclaims.c: which nodes AWS took back lately
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-reclaims"

#include "flotilla-config.h"

#include "fleet/plan/flo-reclaims.h"

struct _FloReclaims
{
  GHashTable *times;    /* (owned): id of an instance → gint64, owned, Unix seconds */
};


FloReclaims *
flo_reclaims_new (void)
{
  FloReclaims *self = g_new (FloReclaims, 1);

  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
flo_reclaims_free (FloReclaims *self)
{
  g_hash_table_unref (self->times);
  g_free (self);
}

void
flo_reclaims_note (FloReclaims *self,
                   const char  *node,
                   gint64       time)
{
  g_return_if_fail (self != NULL && node != NULL);

  if (!g_hash_table_contains (self->times, node))
    g_hash_table_insert (self->times, g_strdup (node), g_memdup2 (&time, sizeof time));
}

void
flo_reclaims_look (FloReclaims    *self,
                   FloObservation *observation)
{
  g_return_if_fail (self != NULL && observation != NULL);

  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (instance->spot && instance->reclaim != 0)
        flo_reclaims_note (self, instance->id, instance->reclaim);
    }
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer user_data)
{
  return *(const gint64 *) value <= *(const gint64 *) user_data;
}

void
flo_reclaims_forget (FloReclaims *self,
                     gint64       until)
{
  g_return_if_fail (self != NULL);

  g_hash_table_foreach_remove (self->times, is_old, &until);
}

guint
flo_reclaims_count (const FloReclaims *self,
                    gint64             since)
{
  GHashTableIter iter;
  gpointer time;
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_hash_table_iter_init (&iter, self->times);
  while (g_hash_table_iter_next (&iter, NULL, &time))
    n += *(const gint64 *) time > since;

  return n;
}
