/* flo-config-limit-check.h: what a config's price limit would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-problem.h"
#include "market/flo-limit-effect.h"

G_BEGIN_DECLS

/* A limit that would have kept the nodes out of a zone for more than so many percent of so many days is worth a
 * warning: a tenth is two and a half hours of every day. */
#define FLO_CONFIG_LIMIT_MAX_PERCENT 10
#define FLO_CONFIG_LIMIT_DAYS 30
/* The prices of so many types, the best ones', are looked at: enough to tell, few enough to wait for. */
#define FLO_CONFIG_LIMIT_MAX_TYPES 6
/* How far back prices have to be asked for: a dynamic limit looks back from the first of those days. Seconds */
#define FLO_CONFIG_LIMIT_HISTORY (FLO_CONFIG_LIMIT_DAYS * 86400 + FLO_LIMIT_WINDOW)

GPtrArray *flo_config_list_pools  (const FloConfig *self,
                                   FloMarket       *market);
GStrv      flo_config_list_best   (const FloConfig *self,
                                   FloMarket       *market);
/* "/price/maximum": the key whose figure is too low when the limit is. */
const char *
           flo_config_get_limit_path (const FloConfig *self);
GPtrArray *flo_config_check_limit (const FloConfig *self,
                                   FloMarket       *market,
                                   GListModel      *series,
                                   gint64           now);

G_END_DECLS
