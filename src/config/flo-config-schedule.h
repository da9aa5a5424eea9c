/* flo-config-schedule.h: what the "scaling" section means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-cron.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

/* One entry of scaling.schedule: "0 8 * * 1-5 = 20". */
#define FLO_SCHEDULE_PATTERN "^" FLO_CRON_PATTERN " *= *[0-9]{1,4}$"
#define FLO_SCHEDULE_MAX_NODES 1000

/* How many nodes a schedule wants at some time, and until when. Entries are named by their place in the config. */
typedef struct
{
  gint64 since;            /* Unix seconds: when the entry was due */
  guint entry;
  guint nodes;
  gint64 until;            /* Unix seconds: when the next one is; 0: none is */
  guint next_nodes;
} FloScheduleSlot;

gboolean flo_schedule_entry_parse (const char       *text,
                                   FloCron          *cron,
                                   guint            *nodes,
                                   char            **why);
gboolean flo_config_find_slot     (const FloConfig  *self,
                                   gint64            now,
                                   FloScheduleSlot  *slot);
guint    flo_config_get_peak      (const FloConfig  *self);
gboolean flo_config_scales        (const FloConfig  *self);
gboolean flo_config_get_range     (const FloConfig  *self,
                                   guint            *fewest,
                                   guint            *most);

G_END_DECLS
