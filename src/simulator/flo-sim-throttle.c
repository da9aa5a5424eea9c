/* flo-sim-throttle.c: AWS's token buckets, one per Region and action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-throttle.h"

typedef struct
{
  double tokens;
  gint64 filled_at;
} Bucket;

struct _FloSimThrottle
{
  double      scale;
  GHashTable *buckets; /* "region action" → Bucket, both owned */
};

FloSimThrottle *
flo_sim_throttle_new (double scale)
{
  FloSimThrottle *self = g_new0 (FloSimThrottle, 1);

  self->scale = scale;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
flo_sim_throttle_free (FloSimThrottle *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

gboolean
flo_sim_throttle_take (FloSimThrottle *self,
                       const char     *region,
                       const char     *action,
                       FloSimRate      rate,
                       gint64          now)
{
  static const struct
  {
    double size;
    double per_second;
  } rates[] = {
    [FLO_SIM_RATE_DESCRIBE] = { 100, 20 },
    [FLO_SIM_RATE_MUTATE] = { 50, 5 },
    [FLO_SIM_RATE_RUN] = { 5, 2 },
  };
  double size = rates[rate].size * self->scale;
  double per_second = rates[rate].per_second * self->scale;
  g_autofree char *key = g_strdup_printf ("%s %s", region, action);
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (self->scale <= 0)
    return TRUE;

  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      bucket->tokens = size;
      bucket->filled_at = now;
      g_hash_table_insert (self->buckets, g_steal_pointer (&key), bucket);
    }
  bucket->tokens
      = MIN (size, bucket->tokens + (double) MAX (now - bucket->filled_at, 0) / 1e6 * per_second);
  bucket->filled_at = now;
  if (bucket->tokens < 1)
    return FALSE;

  bucket->tokens -= 1;
  return TRUE;
}
