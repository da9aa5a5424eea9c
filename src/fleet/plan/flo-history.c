/* flo-history.c: a fleet's journal, read for the planner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-history"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"

/* How long after making something AWS may still say that it does not exist. */
#define TOO_YOUNG_TO_BE_GONE (60 * G_USEC_PER_SEC)

struct _FloHistory
{
  GPtrArray *entries;       /* (owned) (element-type FloPast): oldest first */
  GHashTable *by_intent;    /* (owned): the same by their intent */
  GHashTable *terminated;   /* (owned): ids of instances we ended → when, gint64 */
  FloBlockedPools *blocked; /* (owned) */
  GPtrArray *moves;         /* (owned) (element-type FloPast): of the entries */
  GPtrArray *launches;      /* (owned) (element-type FloPast): of the entries, in the order in which they ended */
  GHashTable *markets;      /* (owned): ids of instances we launched and did not end → 1: on demand, 2: spot */
  GHashTable *healed;       /* (owned): ids of sick nodes for which a substitute was launched → when, gint64 */
  GHashTable *replaced;     /* (owned): ids of nodes in whose place others were launched */
  GHashTable *power;        /* (owned): ids of instances that were started or stopped → FloPast of the last time */
  guint launched[2];        /* how many those are: on demand, spot */
  GPtrArray *of_kind[FLO_N_ACTION_KINDS];   /* (owned) (element-type FloPast): the entries of each kind, oldest first */
  guint counts[FLO_N_ACTION_KINDS];         /* with those that were forgotten */
};


static void
past_free (gpointer data)
{
  FloPast *past = data;

  g_free (past->token);
  g_clear_pointer (&past->parameters, json_object_unref);
  g_clear_pointer (&past->result, json_object_unref);
  g_free (past);
}

FloHistory *
flo_history_new (void)
{
  FloHistory *self = g_new0 (FloHistory, 1);

  self->entries = g_ptr_array_new_with_free_func (past_free);
  self->by_intent = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->terminated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->markets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->healed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->power = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blocked = flo_blocked_pools_new ();
  self->moves = g_ptr_array_new ();
  self->launches = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->of_kind); i++)
    self->of_kind[i] = g_ptr_array_new ();

  return self;
}

void
flo_history_free (FloHistory *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->of_kind); i++)
    g_ptr_array_unref (self->of_kind[i]);
  g_hash_table_unref (self->by_intent);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->terminated);
  flo_blocked_pools_free (self->blocked);
  g_ptr_array_unref (self->moves);
  g_ptr_array_unref (self->launches);
  g_hash_table_unref (self->markets);
  g_hash_table_unref (self->healed);
  g_hash_table_unref (self->replaced);
  g_hash_table_unref (self->power);
  g_free (self);
}

static FloPast *
find_or_add (FloHistory      *self,
             const FloIntent *intent,
             FloActionKind    kind)
{
  FloPast *past = g_hash_table_lookup (self->by_intent, &intent->id);

  if (past != NULL)
    return past;

  past = g_new0 (FloPast, 1);
  past->intent = intent->id;
  past->kind = kind;
  past->token = g_strdup (intent->token);
  past->parameters = flo_json_from_text (intent->parameters);
  if (past->parameters == NULL)
    past->parameters = json_object_new ();
  past->created_at = intent->created_at;
  g_ptr_array_add (self->entries, past);
  g_hash_table_insert (self->by_intent, &past->intent, past);
  g_ptr_array_add (self->of_kind[kind], past);
  self->counts[kind]++;

  return past;
}

/* What we ended is not among the launched any more. */
static void
forget_launched (FloHistory *self,
                 const char *id)
{
  guint market = GPOINTER_TO_UINT (g_hash_table_lookup (self->markets, id));

  if (market == 0)
    return;

  self->launched[market - 1]--;
  g_hash_table_remove (self->markets, id);
}

static void
note_terminated (FloHistory    *self,
                 const FloPast *past)
{
  JsonArray *ids = flo_json_get_array (past->parameters, "ids");
  gint64 time = MAX (past->finished_at, past->created_at);

  for (guint i = 0; i < flo_json_length (ids); i++)
    {
      const char *id = flo_json_string_at (ids, i);

      if (id == NULL)
        continue;
      if (past->state == FLO_INTENT_FAILED)
        g_hash_table_remove (self->terminated, id);
      else
        g_hash_table_replace (self->terminated, g_strdup (id), g_memdup2 (&time, sizeof time));
      if (past->state == FLO_INTENT_DONE)
        forget_launched (self, id);
    }
}

static void
note_healed (FloHistory    *self,
             const FloPast *past)
{
  JsonArray *ids = flo_json_get_array (past->parameters, "sick");

  if (past->state != FLO_INTENT_DONE || flo_json_length (flo_json_get_array (past->result, "instances")) == 0)
    return;

  for (guint i = 0; i < flo_json_length (ids); i++)
    {
      const char *id = flo_json_string_at (ids, i);

      if (id != NULL)
        g_hash_table_replace (self->healed, g_strdup (id), g_memdup2 (&past->finished_at, sizeof past->finished_at));
    }
}

static void
note_replaced (FloHistory    *self,
               const FloPast *past)
{
  JsonArray *replaced = flo_json_get_array (past->parameters, "replaces");
  JsonArray *made = flo_json_get_array (past->result, "instances");

  for (guint i = 0; past->state == FLO_INTENT_DONE && i < MIN (flo_json_length (replaced), flo_json_length (made)); i++)
    {
      const char *id = flo_json_string_at (replaced, i);

      if (id != NULL)
        g_hash_table_add (self->replaced, g_strdup (id));
    }
}

static void
note_power (FloHistory    *self,
            const FloPast *past)
{
  const char *id = flo_json_get_string (past->parameters, "id");

  if (id != NULL)
    g_hash_table_replace (self->power, g_strdup (id), (gpointer) past);
}

static void
note_launch (FloHistory *self,
             FloPast    *past)
{
  gboolean spot = g_strcmp0 (flo_json_get_string (past->parameters, "market"), "on-demand") != 0;
  JsonArray *instances = flo_json_get_array (past->result, "instances");

  note_healed (self, past);
  note_replaced (self, past);
  flo_blocked_pools_note (self->blocked, past->parameters, past->result, past->state, past->finished_at);
  for (guint i = 0; past->state == FLO_INTENT_DONE && i < flo_json_length (instances); i++)
    {
      const char *id = flo_json_get_string (flo_json_object_at (instances, i), "id");

      if (id != NULL && !flo_past_is_standby (past) &&
          g_hash_table_insert (self->markets, g_strdup (id), GUINT_TO_POINTER (spot ? 2 : 1)))
        self->launched[spot]++;
    }
  if (flo_json_get_array (past->parameters, "moves") != NULL)
    g_ptr_array_add (self->moves, past);
  if (past->state == FLO_INTENT_DONE)
    g_ptr_array_add (self->launches, past);
}

gboolean
flo_history_add (FloHistory      *self,
                 const FloIntent *intent)
{
  FloActionKind kind;
  FloPast *past;
  gboolean ends;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (intent != NULL, FALSE);

  if (!flo_action_kind_from_word (intent->action, &kind))
    return FALSE;

  past = find_or_add (self, intent, kind);
  ends = past->finished_at == 0 && intent->finished_at != 0;
  past->state = intent->state;
  past->finished_at = intent->finished_at;
  g_clear_pointer (&past->result, json_object_unref);
  past->result = flo_json_from_text (intent->result);

  if (kind == FLO_ACTION_TERMINATE_INSTANCES)
    note_terminated (self, past);
  if (kind == FLO_ACTION_CREATE_FLEET && ends)
    note_launch (self, past);
  if (kind == FLO_ACTION_START_INSTANCE || kind == FLO_ACTION_STOP_INSTANCE)
    note_power (self, past);

  return TRUE;
}

gint64
flo_history_healed (FloHistory *self,
                    const char *instance_id)
{
  const gint64 *time;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance_id != NULL, 0);

  time = g_hash_table_lookup (self->healed, instance_id);

  return time != NULL ? *time : 0;
}

gboolean
flo_history_was_replaced (FloHistory *self,
                          const char *instance_id)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (instance_id != NULL, FALSE);

  return g_hash_table_contains (self->replaced, instance_id);
}

void
flo_history_forget (FloHistory *self,
                    gint64      time)
{
  guint of_kind[FLO_N_ACTION_KINDS] = { 0 };
  guint n = 0;

  g_return_if_fail (self != NULL);

  for (; n < self->entries->len; n++)
    {
      const FloPast *past = g_ptr_array_index (self->entries, n);

      if (past->finished_at == 0 || past->finished_at >= time)
        break;
      g_hash_table_remove (self->by_intent, &past->intent);
      g_ptr_array_remove (self->moves, (gpointer) past);
      g_ptr_array_remove (self->launches, (gpointer) past);
      if (flo_history_find_power (self, flo_json_get_string (past->parameters, "id")) == past)
        g_hash_table_remove (self->power, flo_json_get_string (past->parameters, "id"));
      of_kind[past->kind]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (of_kind); i++)
    g_ptr_array_remove_range (self->of_kind[i], 0, of_kind[i]);
  g_ptr_array_remove_range (self->entries, 0, n);
}

GPtrArray *
flo_history_get_moves (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->moves;
}

GPtrArray *
flo_history_get_launches (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->launches;
}

FloBlockedPools *
flo_history_get_blocked_pools (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->blocked;
}

guint
flo_history_count_launched (FloHistory *self,
                            gboolean    spot)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->launched[spot != FALSE];
}

guint
flo_history_get_n (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

const FloPast *
flo_history_get (FloHistory *self,
                 guint       index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  return g_ptr_array_index (self->entries, index);
}

GPtrArray *
flo_history_list (FloHistory    *self,
                  FloActionKind  kind)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind < G_N_ELEMENTS (self->of_kind), NULL);

  return self->of_kind[kind];
}

const FloPast *
flo_history_find_open (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const FloPast *past = g_ptr_array_index (self->entries, i);

      if (past->state == FLO_INTENT_OPEN)
        return past;
    }

  return NULL;
}

guint
flo_history_count (FloHistory    *self,
                   FloActionKind  kind)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (kind < G_N_ELEMENTS (self->counts), 0);

  return self->counts[kind];
}

guint
flo_history_failures (FloHistory     *self,
                      FloActionKind   kind,
                      const FloPast **last)
{
  guint failures = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (last != NULL, 0);

  *last = NULL;
  for (guint i = self->of_kind[kind]->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (self->of_kind[kind], i - 1);

      if (past->state == FLO_INTENT_OPEN)
        continue;
      if (past->state == FLO_INTENT_DONE)
        break;
      if (*last == NULL)
        *last = past;
      failures++;
    }

  return failures;
}

static gint64
find_made_at (FloHistory *self,
              const char *id)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (self->entries, i - 1);

      if (past->state == FLO_INTENT_DONE && g_strcmp0 (flo_json_get_string (past->result, "id"), id) == 0)
        return past->finished_at;
    }

  return 0;
}

static const FloPast *
find_delete (FloHistory    *self,
             FloActionKind  kind,
             const char    *id)
{
  for (guint i = self->of_kind[kind]->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (self->of_kind[kind], i - 1);

      if (past->state == FLO_INTENT_DONE &&
          g_strcmp0 (flo_json_get_string (past->parameters, "id"), id) == 0)
        return past;
    }

  return NULL;
}

gboolean
flo_history_was_deleted (FloHistory    *self,
                         FloActionKind  kind,
                         const char    *id)
{
  const FloPast *past;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  past = find_delete (self, kind, id);
  if (past == NULL)
    return FALSE;

  return past->result == NULL ||
         !json_object_has_member (past->result, "absent") ||
         json_object_has_member (past->parameters, "seen") ||
         past->finished_at - find_made_at (self, id) > TOO_YOUNG_TO_BE_GONE;
}

const char *
flo_history_made_lately (FloHistory    *self,
                         FloActionKind  kind,
                         gint64         now)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = self->of_kind[kind]->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (self->of_kind[kind], i - 1);

      if (past->state != FLO_INTENT_DONE)
        continue;

      return now - past->finished_at < FLO_HISTORY_PATIENCE ? flo_json_get_string (past->result, "id") : NULL;
    }

  return NULL;
}

gint64
flo_history_terminated (FloHistory *self,
                        const char *instance_id)
{
  const gint64 *time;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance_id != NULL, 0);

  time = g_hash_table_lookup (self->terminated, instance_id);

  return time != NULL ? *time : 0;
}

GHashTable *
flo_history_get_terminated (FloHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->terminated;
}

const FloPast *
flo_history_find_power (FloHistory *self,
                        const char *instance_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return instance_id != NULL ? g_hash_table_lookup (self->power, instance_id) : NULL;
}

gboolean
flo_past_is_standby (const FloPast *past)
{
  g_return_val_if_fail (past != NULL, FALSE);

  return past->kind == FLO_ACTION_CREATE_FLEET &&
         g_strcmp0 (flo_json_get_string (past->parameters, "role"), FLO_OBSERVATION_STANDBY) == 0;
}

gint64
flo_history_deleted_fleet (FloHistory *self,
                           const char *fleet_id)
{
  GPtrArray *deletes = flo_history_list (self, FLO_ACTION_DELETE_FLEETS);

  g_return_val_if_fail (fleet_id != NULL, 0);

  for (guint i = deletes->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (deletes, i - 1);
      JsonArray *ids = flo_json_get_array (past->parameters, "ids");

      if (past->state != FLO_INTENT_DONE)
        continue;
      for (guint k = 0; k < flo_json_length (ids); k++)
        {
          if (g_strcmp0 (flo_json_string_at (ids, k), fleet_id) == 0)
            return past->finished_at;
        }
    }

  return 0;
}

GPtrArray *
flo_history_list_fleets (FloHistory *self)
{
  g_autoptr (GHashTable) deleted = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *deletes = flo_history_list (self, FLO_ACTION_DELETE_FLEETS);
  GPtrArray *launches = flo_history_list (self, FLO_ACTION_CREATE_FLEET);
  GPtrArray *fleets = g_ptr_array_new ();

  for (guint i = 0; i < deletes->len; i++)
    {
      const FloPast *past = g_ptr_array_index (deletes, i);
      JsonArray *ids = flo_json_get_array (past->parameters, "ids");

      if (past->state != FLO_INTENT_DONE)
        continue;
      for (guint k = 0; k < flo_json_length (ids); k++)
        g_hash_table_add (deleted, (gpointer) flo_json_string_at (ids, k));
    }

  for (guint i = 0; i < launches->len; i++)
    {
      const FloPast *past = g_ptr_array_index (launches, i);
      const char *id = flo_json_get_string (past->result, "id");

      if (id != NULL && !g_hash_table_contains (deleted, id))
        g_ptr_array_add (fleets, (gpointer) id);
    }

  return fleets;
}
