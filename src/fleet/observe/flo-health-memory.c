/* flo-health-memory.c: what was learnt of instances' health, look after look
 *
 * A check that flaps is not well in between: only when all have passed without a break for a while is what was before
 * forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-health-memory"

#include "flotilla-config.h"

#include "fleet/observe/flo-health-memory.h"

struct _FloHealthMemory
{
  GHashTable *entries;       /* (owned): id → Entry */
  gint64 settle_seconds;
  gint64 asked_all_at;       /* Unix seconds; 0: never */
  gint64 asked_some_at;
};

typedef struct
{
  FloSeenInstance seen;      /* of which its health alone counts */
  gint64 passing_since;      /* Unix seconds: all checks pass, without a break; 0: they do not */
} Entry;


static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->seen.id);
  g_clear_pointer (&entry->seen.scheduled, g_ptr_array_unref);
  g_free (entry);
}

FloHealthMemory *
flo_health_memory_new (gint64 settle_seconds)
{
  FloHealthMemory *self = g_new0 (FloHealthMemory, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->settle_seconds = settle_seconds;

  return self;
}

void
flo_health_memory_free (FloHealthMemory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

void
flo_health_memory_set_settle (FloHealthMemory *self,
                              gint64           settle_seconds)
{
  g_return_if_fail (self != NULL);

  self->settle_seconds = settle_seconds;
}

/* ---- looks ---- */

static Entry *
ensure_entry (FloHealthMemory *self,
              const char      *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry != NULL)
    return entry;

  entry = g_new0 (Entry, 1);
  entry->seen.id = g_strdup (id);
  g_hash_table_insert (self->entries, entry->seen.id, entry);

  return entry;
}

static gboolean
are_equal (GPtrArray *one,
           GPtrArray *other)
{
  guint n = one != NULL ? one->len : 0;

  if (n != (other != NULL ? other->len : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const FloScheduled *a = g_ptr_array_index (one, i);
      const FloScheduled *b = g_ptr_array_index (other, i);

      if (g_strcmp0 (a->id, b->id) != 0 || !g_str_equal (a->code, b->code) || a->not_before != b->not_before ||
          a->not_after != b->not_after || g_strcmp0 (a->description, b->description) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
count_look (FloHealthMemory *self,
            Entry           *entry,
            gint64           impaired_since,
            gint64           now)
{
  FloSeenInstance *seen = &entry->seen;

  if (flo_seen_instance_is_impaired (seen))
    {
      seen->bad_looks++;
      entry->passing_since = 0;
      if (seen->impaired_since == 0)
        seen->impaired_since = impaired_since != 0 ? MIN (impaired_since, now) : now;
      return;
    }

  seen->bad_looks = 0;
  if (!flo_seen_instance_has_passed (seen))
    {
      entry->passing_since = 0;
      return;
    }

  if (entry->passing_since == 0)
    entry->passing_since = now;
  if (seen->passed_at == 0)
    seen->passed_at = now;
  if (now - entry->passing_since >= self->settle_seconds)
    {
      seen->settled_at = now;
      seen->impaired_since = 0;
    }
}

gboolean
flo_health_memory_take (FloHealthMemory     *self,
                        const FloHealthLook *look,
                        gint64               now)
{
  Entry *entry;
  FloSeenInstance before;
  gboolean same_events;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (look != NULL && look->id != NULL, FALSE);

  entry = ensure_entry (self, look->id);
  before = entry->seen;
  same_events = are_equal (before.scheduled, look->scheduled);

  entry->seen.system_check = look->system_check;
  entry->seen.instance_check = look->instance_check;
  entry->seen.storage_check = look->storage_check;
  entry->seen.checked_at = now;
  if (!same_events)
    {
      g_clear_pointer (&entry->seen.scheduled, g_ptr_array_unref);
      entry->seen.scheduled = look->scheduled != NULL ? g_ptr_array_ref (look->scheduled) : NULL;
    }
  count_look (self, entry, look->impaired_since, now);

  return !same_events || before.system_check != look->system_check || before.instance_check != look->instance_check ||
         before.storage_check != look->storage_check || before.impaired_since != entry->seen.impaired_since ||
         (before.bad_looks < FLO_BAD_LOOKS && entry->seen.bad_looks >= FLO_BAD_LOOKS);
}

/* ---- questions ---- */

static gboolean
is_settled (FloHealthMemory *self,
            const char      *id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL && entry->seen.impaired_since == 0 && flo_seen_instance_has_passed (&entry->seen);
}

GPtrArray *
flo_health_memory_choose (FloHealthMemory     *self,
                          FloObservation      *observation,
                          const FloHealthPace *pace,
                          gint64               now,
                          gboolean            *all)
{
  GPtrArray *chosen = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, chosen);
  g_return_val_if_fail (observation != NULL, chosen);

  *all = now - self->asked_all_at >= pace->everything;
  if (!*all && now - self->asked_some_at < pace->unsettled)
    return chosen;

  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (instance->state == FLO_SEEN_RUNNING && (*all || !is_settled (self, instance->id)))
        g_ptr_array_add (chosen, instance->id);
    }

  if (chosen->len > 0)
    self->asked_some_at = now;
  if (*all && chosen->len > 0)
    self->asked_all_at = now;

  return chosen;
}

static gboolean
has_ended (gpointer key,
           gpointer value,
           gpointer user_data)
{
  const FloSeenInstance *instance = flo_observation_find_instance (user_data, key);

  return instance == NULL || instance->state > FLO_SEEN_RUNNING;
}

void
flo_health_memory_apply (FloHealthMemory *self,
                         FloObservation  *observation)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (observation != NULL);

  g_hash_table_foreach_remove (self->entries, has_ended, observation);
  for (guint i = 0; i < observation->instances->len; i++)
    {
      FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);
      const Entry *entry = g_hash_table_lookup (self->entries, instance->id);

      if (entry == NULL)
        continue;

      instance->system_check = entry->seen.system_check;
      instance->instance_check = entry->seen.instance_check;
      instance->storage_check = entry->seen.storage_check;
      instance->checked_at = entry->seen.checked_at;
      instance->impaired_since = entry->seen.impaired_since;
      instance->bad_looks = entry->seen.bad_looks;
      instance->passed_at = entry->seen.passed_at;
      instance->settled_at = entry->seen.settled_at;
      g_clear_pointer (&instance->scheduled, g_ptr_array_unref);
      instance->scheduled = entry->seen.scheduled != NULL ? g_ptr_array_ref (entry->seen.scheduled) : NULL;
    }
}
