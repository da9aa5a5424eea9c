/* flo-blocked-pools.c: pools that lately had no capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-blocked-pools"

#include "flotilla-config.h"

#include "fleet/flo-blocked-pools.h"
#include "fleet/flo-failure.h"
#include "fleet/flo-fleet-json.h"

/* Borrowed strings; of one that is kept they are the set's. */
typedef struct
{
  const char *type;
  const char *zone;
  const char *market;
} Key;

struct _FloBlockedPools
{
  GHashTable *keys;        /* (owned): a set of Key */
  GStringChunk *strings;   /* (owned): theirs */
  gint64 first;
};


static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return (g_str_hash (key->type) * 31 + g_str_hash (key->zone)) * 31 + (guint) *key->market;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *one = a;
  const Key *other = b;

  return g_str_equal (one->type, other->type) && g_str_equal (one->zone, other->zone) &&
         g_str_equal (one->market, other->market);
}

static void
block (FloBlockedPools *self,
       JsonObject      *pool,
       const char      *market,
       gint64           until)
{
  const char *type = flo_json_get_string (pool, "type");
  const char *zone = flo_json_get_string (pool, "zone");
  Key *key;

  if (type == NULL || zone == NULL || market == NULL)
    return;

  key = g_new (Key, 1);
  *key = (Key) {
    g_string_chunk_insert_const (self->strings, type),
    g_string_chunk_insert_const (self->strings, zone),
    g_string_chunk_insert_const (self->strings, market),
  };
  g_hash_table_add (self->keys, key);
  if (self->first == 0 || until < self->first)
    self->first = until;
}

/* Blocks the pools AWS named; when it gave nothing at all, every pool that it was offered. */
static void
consider (FloBlockedPools *self,
          const FloPast   *past)
{
  const char *market = flo_json_get_string (past->parameters, "market");
  JsonArray *errors = flo_json_get_array (past->result, "errors");
  gint64 until = past->finished_at + FLO_POOL_BLOCK;

  for (guint i = 0; i < flo_json_length (errors); i++)
    {
      JsonObject *error = flo_json_object_at (errors, i);

      if (flo_failure_is_of_pool (flo_failure_from_word (flo_json_get_string (error, "category"))))
        block (self, error, market, until);
    }

  if (past->state == FLO_INTENT_FAILED &&
      flo_failure_is_of_pool (flo_failure_from_word (flo_json_get_string (past->result, "category"))))
    {
      JsonArray *overrides = flo_json_get_array (past->parameters, "overrides");

      for (guint i = 0; i < flo_json_length (overrides); i++)
        block (self, flo_json_object_at (overrides, i), market, until);
    }
}

FloBlockedPools *
flo_blocked_pools_new (FloHistory *history,
                       gint64      now)
{
  FloBlockedPools *self = g_new0 (FloBlockedPools, 1);

  self->keys = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->strings = g_string_chunk_new (1024);

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->kind == FLO_ACTION_CREATE_FLEET && past->state != FLO_INTENT_OPEN &&
          now - past->finished_at < FLO_POOL_BLOCK)
        consider (self, past);
    }

  return self;
}

void
flo_blocked_pools_free (FloBlockedPools *self)
{
  g_hash_table_unref (self->keys);
  g_string_chunk_free (self->strings);
  g_free (self);
}

gboolean
flo_blocked_pools_contains (FloBlockedPools *self,
                            const char      *type,
                            const char      *zone,
                            const char      *market)
{
  const Key key = { type, zone, market };

  /* It is asked of every pool, and as a rule none is blocked. */
  return g_hash_table_size (self->keys) > 0 && g_hash_table_contains (self->keys, &key);
}

gint64
flo_blocked_pools_get_first (FloBlockedPools *self)
{
  return self->first;
}

guint
flo_blocked_pools_get_n (FloBlockedPools *self)
{
  return g_hash_table_size (self->keys);
}
