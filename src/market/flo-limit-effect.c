/* flo-limit-effect.c: what a price limit would have meant, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-limit-effect.h"

#include <glib/gi18n.h>

/* A pool whose prices are known, and its limit in each period. */
typedef struct
{
  const char *zone;          /* borrowed */
  FloPriceSeries *series;    /* borrowed */
  FloMoney *limits;          /* (owned): n_periods of them */
} Candidate;

typedef struct
{
  const FloLimit *limit;
  gint64 from, to, period;
  guint n_periods;
  GArray *candidates;        /* (owned) (element-type Candidate): best first */
} Review;

static void
candidate_clear (gpointer data)
{
  g_free (((Candidate *) data)->limits);
}

/* A period's series and limits; @zone: (nullable): of all zones. Returns: how many */
static guint
collect (Review          *self,
         const char      *zone,
         guint            period,
         FloPriceSeries **series,
         FloMoney        *limits)
{
  guint n = 0;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);

      if (zone != NULL && !g_str_equal (candidate->zone, zone))
        continue;
      series[n] = candidate->series;
      limits[n] = candidate->limits[period];
      n++;
    }

  return n;
}

/* @zone: (nullable): all */
static FloLimitEffect
review (Review     *self,
        const char *zone)
{
  g_autofree FloPriceSeries **series = g_new0 (FloPriceSeries *, self->candidates->len + 1);
  g_autofree FloMoney *limits = g_new0 (FloMoney, self->candidates->len + 1);
  FloLimitEffect effect = { .zone = zone };

  for (guint period = 0; period < self->n_periods; period++)
    {
      gint64 start = self->from + period * self->period, known;

      effect.n_pools = collect (self, zone, period, series, limits);
      effect.best = series[0];
      effect.seconds_out += flo_limit_seconds_out (series, limits, effect.n_pools, start,
                                                   MIN (start + self->period, self->to), &known);
      effect.seconds += known;
    }

  return effect;
}

static void
add_candidate (Review        *self,
               const FloPool *pool,
               GListModel    *all)
{
  Candidate candidate = { pool->zone->name, NULL, NULL };

  /* A share of what is not known lets nothing in, as it is when pools are chosen. */
  if (self->limit->kind == FLO_LIMIT_PERCENT && pool->type->on_demand <= 0)
    return;
  candidate.series = flo_price_history_find (all, pool->type->name, pool->zone->name);
  if (candidate.series == NULL)
    return;

  candidate.limits = g_new0 (FloMoney, self->n_periods);
  flo_limit_list (self->limit, candidate.series, pool->type->on_demand, self->from, self->n_periods, candidate.limits);
  g_array_append_val (self->candidates, candidate);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_zones (GPtrArray *pools)
{
  GPtrArray *zones = g_ptr_array_new ();

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (!g_ptr_array_find_with_equal_func (zones, pool->zone->name, g_str_equal, NULL))
        g_ptr_array_add (zones, (gpointer) pool->zone->name);
    }
  g_ptr_array_sort (zones, compare_names);

  return zones;
}

GArray *
flo_limit_effect_list (const FloLimit *limit,
                       GPtrArray      *pools,
                       GListModel     *series,
                       gint64          from,
                       gint64          to)
{
  GArray *effects = g_array_new (FALSE, FALSE, sizeof (FloLimitEffect));
  g_autoptr(GPtrArray) zones = NULL;
  Review self = { limit, from, to, to - from, 1, NULL };
  FloLimitEffect effect;

  g_return_val_if_fail (limit != NULL && pools != NULL && G_IS_LIST_MODEL (series), effects);
  g_return_val_if_fail (from < to, effects);

  if (limit->kind == FLO_LIMIT_DYNAMIC)
    {
      self.period = FLO_LIMIT_PERIOD;
      self.n_periods = (guint) ((to - from + FLO_LIMIT_PERIOD - 1) / FLO_LIMIT_PERIOD);
    }
  self.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_array_set_clear_func (self.candidates, candidate_clear);
  for (guint i = 0; i < pools->len; i++)
    add_candidate (&self, g_ptr_array_index (pools, i), series);

  zones = list_zones (pools);
  effect = review (&self, NULL);
  if (effect.seconds > 0)
    g_array_append_val (effects, effect);
  for (guint i = 0; effects->len > 0 && i < zones->len; i++)
    {
      effect = review (&self, g_ptr_array_index (zones, i));
      if (effect.seconds > 0)
        g_array_append_val (effects, effect);
    }
  g_array_unref (self.candidates);

  return effects;
}

/* ---- in words ---- */

static char *
describe_place (gint64      seconds_out,
                double      share,
                guint       days,
                const char *place)
{
  if (seconds_out == 0)
    /* Translators: a price limit, in the past; %1$u: days, %2$s: where */
    return g_strdup_printf (ngettext ("Your limit would not have kept you out in the last %1$u day in %2$s",
                                      "Your limit would not have kept you out in the last %1$u days in %2$s", days),
                            days, place);
  if (share < 1)
    /* Translators: a price limit, in the past; %1$u: days, %2$s: where */
    return g_strdup_printf (ngettext ("Your limit would have kept you out less than 1 %% of the last %1$u day in %2$s",
                                      "Your limit would have kept you out less than 1 %% of the last %1$u days in %2$s",
                                      days), days, place);
  /* Translators: a price limit, in the past; %1$.0f: percent, %2$u: days, %3$s: where */
  return g_strdup_printf (ngettext ("Your limit would have kept you out %1$.0f %% of the last %2$u day in %3$s",
                                    "Your limit would have kept you out %1$.0f %% of the last %2$u days in %3$s",
                                    days), share, days, place);
}

char *
flo_limit_effect_describe (gint64      seconds_out,
                           gint64      seconds,
                           guint       days,
                           const char *place)
{
  double share = 100.0 * (double) seconds_out / (double) MAX (seconds, 1);

  if (seconds <= 0)
    return g_strdup (_("No prices are known"));
  if (place != NULL)
    return describe_place (seconds_out, share, days, place);
  if (seconds_out == 0)
    /* Translators: a price limit, in the past; %u: days */
    return g_strdup_printf (ngettext ("Would not have kept you out in the last %u day",
                                      "Would not have kept you out in the last %u days", days),
                            days);
  if (share < 1)
    /* Translators: a price limit, in the past; %u: days */
    return g_strdup_printf (ngettext ("Would have kept you out less than 1 %% of the last %u day",
                                      "Would have kept you out less than 1 %% of the last %u days",
                                      days), days);
  /* Translators: a price limit, in the past; %.0f: percent, %u: days */
  return g_strdup_printf (ngettext ("Would have kept you out %.0f %% of the last %u day",
                                    "Would have kept you out %.0f %% of the last %u days", days),
                          share, days);
}
