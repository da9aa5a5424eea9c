/* flo-cron.h: when something is due that comes again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How it looks, whether or not it means something (PCRE and ECMA 262), without ^ and $. */
#define FLO_CRON_PATTERN "[0-9A-Za-z*,/-]+( +[0-9A-Za-z*,/-]+){4}"

/* Bits for the values of each field. As cron(8) does it: when both days of the month and days of the week are named, a day
 * that is one of either counts. */
typedef struct
{
  guint64 minutes;         /* 0 to 59 */
  guint32 hours;           /* 0 to 23 */
  guint32 days;            /* of the month: 1 to 31 */
  guint32 months;          /* 1 to 12 */
  guint32 weekdays;        /* 0 to 6, Sunday is 0 */
  gboolean either;         /* both kinds of days are named */
} FloCron;

gboolean flo_cron_parse       (const char    *text,
                               FloCron       *self,
                               char         **why);
gint64   flo_cron_find_before (const FloCron *self,
                               GTimeZone     *zone,
                               gint64         time);
gint64   flo_cron_find_after  (const FloCron *self,
                               GTimeZone     *zone,
                               gint64         time);

G_END_DECLS
