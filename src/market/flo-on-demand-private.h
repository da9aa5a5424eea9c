/* flo-on-demand-private.h: for who fills a price list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-on-demand.h"

G_BEGIN_DECLS

#define FLO_ON_DEMAND_LINUX "Linux"
/* The type of volume that nodes have. */
#define FLO_ON_DEMAND_VOLUME "gp3"

FloOnDemand *_flo_on_demand_new   (const char   *region);
/* @price: 0 = AWS was asked and sells none; not after the list is shared. @system: in the price list's words */
void         _flo_on_demand_set   (FloOnDemand  *self,
                                   const char   *type,
                                   const char   *system,
                                   FloMoney      price,
                                   gint64        time);
/* A GiB of gp3 for a month; @price: 0 = AWS was asked and sells none */
void         _flo_on_demand_set_storage (FloOnDemand *self,
                                         FloMoney     price,
                                         gint64       time);
/* All of the region's prices of that system were asked for: what is not there is not sold. */
void         _flo_on_demand_set_whole (FloOnDemand *self,
                                       const char  *system,
                                       gint64       time);
/* What @other knows and @self does not. */
void         _flo_on_demand_add   (FloOnDemand  *self,
                                   FloOnDemand  *other);
/* What @other knows, said again at @time. */
void         _flo_on_demand_renew (FloOnDemand  *self,
                                   FloOnDemand  *other,
                                   gint64        time);
/* (transfer full) (nullable): AWS's name of the file that was read last, when nothing else was asked since; reads a
 * file: not for the main thread */
char        *_flo_on_demand_read_etag (const char *place,
                                       const char *region);
/* Keeps it for the next run; writes files: not for the main thread. */
gboolean     _flo_on_demand_write (FloOnDemand  *self,
                                   const char   *place,
                                   const char   *etag,
                                   GError      **error);
/* Whether this system is one whose spot price is known too. */
gboolean     _flo_on_demand_wants (const char   *system);

G_END_DECLS
