/* rule-spread.c: which zone gets how many of the nodes that are missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-spread"

#include "flotilla-config.h"

#include "fleet/plan/flo-spread.h"

#include <string.h>

#define NO_ZONE G_MAXUINT


static gboolean
is_cheaper (const FloSpreadZone *a,
            const FloSpreadZone *b)
{
  if (a->price != b->price)
    return a->price < b->price;

  return strcmp (a->name, b->name) < 0;
}

/* Fewer interruptions speak of more spare capacity, more pools of more ways to find some. */
static gboolean
has_more_capacity (const FloSpreadZone *a,
                   const FloSpreadZone *b)
{
  int interruption_a = a->interruption >= 0 ? a->interruption : G_MAXINT;
  int interruption_b = b->interruption >= 0 ? b->interruption : G_MAXINT;

  if (interruption_a != interruption_b)
    return interruption_a < interruption_b;
  if (a->pools != b->pools)
    return a->pools > b->pools;

  return is_cheaper (a, b);
}

static gboolean
is_better (FloDistribution      distribution,
           const FloSpreadZone *a,
           const FloSpreadZone *b)
{
  return distribution == FLO_DISTRIBUTION_CAPACITY_FIRST ? has_more_capacity (a, b) : is_cheaper (a, b);
}

/* The best zone; @only_empty: of those without a node. */
static guint
find_best (FloDistribution      distribution,
           const FloSpreadZone *zones,
           guint                n_zones,
           const guint         *add,
           gboolean             only_empty)
{
  guint best = NO_ZONE;

  for (guint i = 0; i < n_zones; i++)
    {
      if (only_empty && zones[i].nodes + add[i] > 0)
        continue;
      if (best == NO_ZONE || is_better (distribution, &zones[i], &zones[best]))
        best = i;
    }

  return best;
}

static guint
find_emptiest (const FloSpreadZone *zones,
               guint                n_zones,
               const guint         *add)
{
  guint best = 0;

  for (guint i = 1; i < n_zones; i++)
    {
      guint here = zones[i].nodes + add[i];
      guint there = zones[best].nodes + add[best];

      if (here < there || (here == there && is_cheaper (&zones[i], &zones[best])))
        best = i;
    }

  return best;
}

/* One zone: the one that has nodes already, else the cheapest. */
static guint
find_single (const FloSpreadZone *zones,
             guint                n_zones,
             const guint         *add)
{
  guint fullest = find_best (FLO_DISTRIBUTION_SINGLE, zones, n_zones, add, FALSE);

  for (guint i = 0; i < n_zones; i++)
    {
      if (zones[i].nodes > zones[fullest].nodes)
        fullest = i;
    }

  return fullest;
}

static guint
count_occupied (const FloSpreadZone *zones,
                guint                n_zones)
{
  guint occupied = 0;

  for (guint i = 0; i < n_zones; i++)
    {
      if (zones[i].nodes > 0)
        occupied++;
    }

  return occupied;
}

/* A node each for as many empty zones as are wanting, best first. */
static guint
fill_minimum (FloDistribution      distribution,
              const FloSpreadZone *zones,
              guint                n_zones,
              guint                wanting,
              guint                missing,
              guint               *add)
{
  while (wanting > 0 && missing > 0)
    {
      guint zone = find_best (distribution, zones, n_zones, add, TRUE);

      if (zone == NO_ZONE)
        break;
      add[zone]++;
      wanting--;
      missing--;
    }

  return missing;
}

static void
place (FloDistribution      distribution,
       const FloSpreadZone *zones,
       guint                n_zones,
       guint                missing,
       guint               *add,
       guint               *anywhere)
{
  switch (distribution)
    {
    case FLO_DISTRIBUTION_BALANCED:
      for (; missing > 0; missing--)
        add[find_emptiest (zones, n_zones, add)]++;
      break;
    case FLO_DISTRIBUTION_CHEAPEST_FIRST:
      add[find_best (distribution, zones, n_zones, add, FALSE)] += missing;
      break;
    case FLO_DISTRIBUTION_CAPACITY_FIRST:
      *anywhere = missing;
      break;
    case FLO_DISTRIBUTION_SINGLE:
      add[find_single (zones, n_zones, add)] += missing;
      break;
    default:
      g_assert_not_reached ();
    }
}

guint
flo_spread (FloDistribution      distribution,
            const FloSpreadZone *zones,
            guint                n_zones,
            guint                minimum,
            guint                elsewhere,
            guint                missing,
            guint               *add,
            guint               *anywhere)
{
  guint occupied;
  guint held_back = 0;

  g_return_val_if_fail (zones != NULL || n_zones == 0, missing);
  g_return_val_if_fail (add != NULL || n_zones == 0, missing);
  g_return_val_if_fail (anywhere != NULL, missing);

  *anywhere = 0;
  for (guint i = 0; i < n_zones; i++)
    add[i] = 0;
  if (n_zones == 0)
    return missing;
  if (distribution == FLO_DISTRIBUTION_SINGLE)
    minimum = 1;

  if (n_zones + elsewhere < minimum)
    held_back = MIN (missing, minimum - n_zones - elsewhere);
  missing -= held_back;

  occupied = count_occupied (zones, n_zones) + elsewhere;
  if (occupied < minimum)
    missing = fill_minimum (distribution, zones, n_zones, minimum - occupied, missing, add);

  place (distribution, zones, n_zones, missing, add, anywhere);

  return held_back;
}
