/* flo-format.h: figures and times as people read them; times are local
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "base/flo-money.h"
#include "market/flo-origin.h"

G_BEGIN_DECLS

/* All return a new string. */
char *flo_format_rate         (FloMoney  per_hour);    /* "$0.42 /h" */
char *flo_format_rate_range   (FloMoney  low,          /* "$0.31–$0.38 /h" */
                               FloMoney  high);
/* "12:03:11" today, "24 Nov, 12:03" this year, "24 Nov 2025" before; @time: Unix seconds */
char *flo_format_time         (gint64    time);
/* "12:03:11", whatever the day: for a moment that has just been */
char *flo_format_clock        (gint64    time);
/* "in 47 min", "in 3 h", "in 2 days", "over" when @time is not after @now */
char *flo_format_until        (gint64    time,
                               gint64    now);
/* Where figures come from and how old they are: "AWS, 12 min ago", "from July 2026, shipped with Flotilla",
 * "not known" */
char *flo_format_origin       (FloOrigin origin,
                               gint64    now);
/* "just now", "12 min ago", "3 h ago", "2 days ago" */
char *flo_format_ago          (gint64    time,
                               gint64    now);
char *flo_format_memory       (guint64   mib);         /* "8 GiB" */
/* "71 %": how much less @paid is than @list; NULL when nothing can be said */
char *flo_format_saved        (FloMoney  paid,
                               FloMoney  list);
/* "5–10 %": Spot Advisor's range 0–4, "not known" for anything else; how often instances are interrupted in a month */
char *flo_format_interruption (int       range);
/* The words of a list that commas, semicolons or spaces separate; (nullable): NULL: there are none */
GStrv flo_format_split_list   (const char *text);

G_END_DECLS
