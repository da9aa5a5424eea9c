/* price-statistics-helper.c: prints what the statistics say of the series on standard input
 *
 * The first line is "FROM TO THRESHOLD STEP ZONE"; then come records, "TIME PRICE" each, in any order; an empty line
 * begins the next series.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>

#include "market/flo-price-correlation.h"
#include "market/flo-price-pattern.h"
#include "market/flo-price-statistics.h"

typedef struct
{
  gint64 from, to, threshold, step;
  char zone[64];
} Heading;

static void
take_series (GPtrArray     *all,
             GArray        *points,
             const Heading *heading)
{
  g_ptr_array_add (all, flo_price_series_new ("m.large", "eu-x-1a", (gpointer) points->data, points->len,
                                              heading->from, heading->to));
  g_array_set_size (points, 0);
}

static GPtrArray *
read_all (Heading *heading)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  char line[256];

  g_assert_nonnull (fgets (line, sizeof line, stdin));
  g_assert_cmpint (sscanf (line, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                           " %63s", &heading->from, &heading->to, &heading->threshold, &heading->step,
                           heading->zone), ==, 5);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      FloPricePoint point;

      if (sscanf (line, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &point.time, &point.price) == 2)
        g_array_append_val (points, point);
      else
        take_series (all, points, heading);
    }
  take_series (all, points, heading);

  return all;
}

static void
print_statistics (FloPriceSeries *series,
                  const Heading  *heading)
{
  FloPriceStatistics s;

  if (!flo_price_statistics_compute (series, heading->from, heading->to, &s))
    {
      g_print ("none\n");
      return;
    }
  g_print ("statistics %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
           " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
           " %.12g %.12g %u %" G_GINT64_FORMAT "\n", s.from, s.to, s.now, s.minimum, s.maximum, s.mean, s.low, s.median,
           s.high, s.volatility, s.trend, s.n_changes,
           flo_price_statistics_seconds_above (series, heading->from, heading->to, heading->threshold));
}

static void
print_pattern (FloPriceSeries *series,
               const Heading  *heading)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (heading->zone);
  FloPricePattern pattern;

  g_assert_nonnull (zone);
  flo_price_pattern_compute (series, heading->from, heading->to, zone, &pattern);
  g_print ("pattern");
  for (guint i = 0; i < FLO_PRICE_PATTERN_DAYS * FLO_PRICE_PATTERN_HOURS; i++)
    g_print (" %" G_GINT64_FORMAT, pattern.hours[i / FLO_PRICE_PATTERN_HOURS][i % FLO_PRICE_PATTERN_HOURS]);
  g_print ("\nby-hour");
  for (guint i = 0; i < FLO_PRICE_PATTERN_HOURS; i++)
    g_print (" %" G_GINT64_FORMAT, pattern.by_hour[i]);
  g_print ("\nby-day");
  for (guint i = 0; i < FLO_PRICE_PATTERN_DAYS; i++)
    g_print (" %" G_GINT64_FORMAT, pattern.by_day[i]);
  g_print ("\n");
}

int
main (void)
{
  Heading heading;
  g_autoptr(GPtrArray) all = read_all (&heading);
  g_autoptr(GArray) pairs = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      print_statistics (all->pdata[i], &heading);
      print_pattern (all->pdata[i], &heading);
    }
  pairs = flo_price_correlation_list_pairs ((FloPriceSeries *const *) all->pdata, all->len, heading.from, heading.to,
                                            heading.step);
  g_print ("pairs");
  for (guint i = 0; i < pairs->len; i++)
    {
      const FloPricePair *pair = &g_array_index (pairs, FloPricePair, i);

      g_print (" %u:%u:%" G_GINT64_FORMAT ":%u:%.12g", pair->a, pair->b, pair->from, pair->n_changes,
               pair->correlation);
    }
  g_print ("\n");

  return 0;
}
