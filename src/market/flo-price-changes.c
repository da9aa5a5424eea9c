/* flo-price-changes.c: how the prices of many pools moved lately, so that any two can be compared at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-changes.h"

#include "market/flo-price-correlation.h"

#define SECONDS_PER_DAY 86400
#define N_STEPS (FLO_PRICE_CHANGES_DAYS * SECONDS_PER_DAY / FLO_PRICE_CHANGES_STEP)
#define N_CHANGES (N_STEPS - 1)

struct _FloPriceChanges
{
  gint64 time;            /* Unix seconds */
  GHashTable *by_pool;    /* (owned) (element-type utf8 double): "type zone" to N_CHANGES numbers */
};

static gboolean
is_flat (const double *changes)
{
  for (guint i = 0; i < N_CHANGES; i++)
    if (changes[i] != 0)
      return FALSE;

  return TRUE;
}

/**
 * flo_price_changes_new:
 * @series: (array length=n_series): pools' prices
 * @n_series: how many
 * @now: Unix seconds
 *
 * Pools whose prices of the last 30 days are not known in full, and those whose price never changed, are left out: of
 * them nothing can be told.
 *
 * Returns: (transfer full): their changes
 */
FloPriceChanges *
flo_price_changes_new (FloPriceSeries *const *series,
                       guint                  n_series,
                       gint64                 now)
{
  FloPriceChanges *self = g_atomic_rc_box_new0 (FloPriceChanges);
  gint64 from = now - FLO_PRICE_CHANGES_DAYS * SECONDS_PER_DAY;

  self->time = now;
  self->by_pool = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < n_series; i++)
    {
      g_autofree double *changes = flo_price_correlation_standardise (series[i], from, FLO_PRICE_CHANGES_STEP, N_STEPS);

      if (changes != NULL && !is_flat (changes))
        g_hash_table_insert (self->by_pool,
                             g_strconcat (flo_price_series_get_instance_type (series[i]), " ",
                                          flo_price_series_get_zone (series[i]), NULL),
                             g_steal_pointer (&changes));
    }

  return self;
}

FloPriceChanges *
flo_price_changes_ref (FloPriceChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
price_changes_clear (gpointer data)
{
  g_hash_table_unref (((FloPriceChanges *) data)->by_pool);
}

void
flo_price_changes_unref (FloPriceChanges *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, price_changes_clear);
}

gint64
flo_price_changes_get_time (FloPriceChanges *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

gboolean
flo_price_changes_is_empty (FloPriceChanges *self)
{
  return self == NULL || g_hash_table_size (self->by_pool) == 0;
}

/* Returns: (nullable): for flo_price_changes_correlate(); NULL when nothing is known. @self may be NULL, too */
const double *
flo_price_changes_find (FloPriceChanges *self,
                        const char      *type,
                        const char      *zone)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (type != NULL && zone != NULL, NULL);

  if (self == NULL)
    return NULL;
  key = g_strconcat (type, " ", zone, NULL);

  return g_hash_table_lookup (self->by_pool, key);
}

/* Returns: how much two pools' prices move together, 0 to 1; what cannot be told from chance, and what moves against
 * one another, is 0 */
double
flo_price_changes_correlate (const double *a,
                             const double *b)
{
  double correlation;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  correlation = flo_price_correlation_multiply (a, b, N_CHANGES);

  return correlation > flo_price_correlation_get_noise (N_CHANGES) ? correlation : 0;
}
