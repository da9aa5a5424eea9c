/* flo-price-process.h: in which ways a price may move from day to day, and how likely each is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fewer days tell nothing. */
#define FLO_PRICE_PROCESS_MIN_DAYS 6

/* One way, of the logarithm of a day's mean price, and what it leaves to chance. With y = the logarithm - the level:
 *
 *   y(t + 1) = persistence y(t) + e(t + 1) + ripple e(t)
 */
typedef struct
{
  double persistence;    /* how much of a distance from the level is left a day later */
  double ripple;         /* how much of what happened by chance goes on the day after; below 0: it is taken back */
  double level;          /* what it comes back to, on the last day */
  double slope;          /* of the level, a day */
  double level_alone;    /* how unsure these are: a standard deviation of the level by itself, */
  double level_along;    /* of the level along with the slope, */
  double slope_spread;   /* and of the slope */
  double lead;           /* of how far the last price is from its day's mean, what the next day's mean takes over */
  double freedom;        /* how sure the size of chance is: degrees of freedom */
  double *errors;        /* (owned): e; that of the first day is 0 */
  double likelihood;     /* a logarithm */
  double up_to;          /* the chance of this way or one before it; 1 for the last */
} FloPriceProcess;

GArray *flo_price_process_fit (const double *means,
                               const double *ends,
                               guint         n_days);

G_END_DECLS
