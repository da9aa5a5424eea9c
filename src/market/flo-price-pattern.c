/* flo-price-pattern.c: how prices go with the hours of the week
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-pattern.h"

#include "market/flo-price-walk.h"

/* Every time zone's offset is a multiple of it, so that no hour of any zone ends inside one. */
#define QUARTER 900
#define HOUR 3600
#define DAY 86400

/* 1970-01-01 was a Thursday. */
#define FIRST_WEEKDAY 3

typedef struct
{
  __int128 sum;       /* micro-dollars × seconds */
  gint64 seconds;
} Cell;

static gint64
floor_to (gint64 value,
          gint64 unit)
{
  gint64 rest = value % unit;

  return value - (rest < 0 ? rest + unit : rest);
}

/* Until when @time's offset holds, and which that is */
static gint64
find_offset (GTimeZone *zone,
             gint64     time,
             gint64    *until)
{
  gint interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);
  gint64 hour = floor_to (time, HOUR);

  /* A change of the clock is on a quarter of an hour too. */
  *until = hour + QUARTER * ((time - hour) / QUARTER + 1);

  return g_time_zone_get_offset (zone, interval);
}

static void
add_step (Cell                cells[FLO_PRICE_PATTERN_DAYS][FLO_PRICE_PATTERN_HOURS],
          const FloPriceStretch *step,
          GTimeZone          *zone)
{
  gint64 until;

  for (gint64 time = step->start; time < step->end; time = until)
    {
      gint64 local = time + find_offset (zone, time, &until);
      gint64 day = floor_to (local, DAY) / DAY;
      gint64 weekday = ((day + FIRST_WEEKDAY) % FLO_PRICE_PATTERN_DAYS + FLO_PRICE_PATTERN_DAYS) % FLO_PRICE_PATTERN_DAYS;
      Cell *cell = &cells[weekday][(local - floor_to (local, DAY)) / HOUR];

      until = MIN (until, step->end);
      cell->sum += (__int128) step->price * (until - time);
      cell->seconds += until - time;
    }
}

static FloMoney
get_mean (const Cell *cell)
{
  return cell->seconds > 0 ? (FloMoney) ((cell->sum + cell->seconds / 2) / cell->seconds) : 0;
}

static void
merge (Cell       *into,
       const Cell *cell)
{
  into->sum += cell->sum;
  into->seconds += cell->seconds;
}

/**
 * flo_price_pattern_compute:
 * @series: a pool's prices
 * @from: Unix seconds
 * @to: Unix seconds
 * @zone: whose hours and days these are
 * @pattern: (out caller-allocates): the means, weighted by time and rounded half up
 *
 * The hour that is left out when clocks go forward counts nowhere, the one that comes twice counts twice.
 */
void
flo_price_pattern_compute (FloPriceSeries  *series,
                           gint64           from,
                           gint64           to,
                           GTimeZone       *zone,
                           FloPricePattern *pattern)
{
  Cell cells[FLO_PRICE_PATTERN_DAYS][FLO_PRICE_PATTERN_HOURS] = { 0 };
  Cell by_hour[FLO_PRICE_PATTERN_HOURS] = { 0 }, by_day[FLO_PRICE_PATTERN_DAYS] = { 0 };
  FloPriceWalk walk;
  FloPriceStretch step;

  g_return_if_fail (FLO_IS_PRICE_SERIES (series));
  g_return_if_fail (zone != NULL && pattern != NULL);

  flo_price_walk_init (&walk, series, from, to);
  while (flo_price_walk_next (&walk, &step))
    add_step (cells, &step, zone);

  for (guint day = 0; day < FLO_PRICE_PATTERN_DAYS; day++)
    for (guint hour = 0; hour < FLO_PRICE_PATTERN_HOURS; hour++)
      {
        pattern->hours[day][hour] = get_mean (&cells[day][hour]);
        merge (&by_hour[hour], &cells[day][hour]);
        merge (&by_day[day], &cells[day][hour]);
      }
  for (guint hour = 0; hour < FLO_PRICE_PATTERN_HOURS; hour++)
    pattern->by_hour[hour] = get_mean (&by_hour[hour]);
  for (guint day = 0; day < FLO_PRICE_PATTERN_DAYS; day++)
    pattern->by_day[day] = get_mean (&by_day[day]);
}
