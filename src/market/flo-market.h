/* flo-market.h: one region's market at one moment: zones, types, offers, prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "base/flo-money.h"
#include "market/flo-advisor.h"
#include "market/flo-origin.h"

G_BEGIN_DECLS

/* Borrowed from the FloMarket. */
typedef struct
{
  const char *name;        /* us-east-1a */
  const char *id;          /* use1-az4 */
  gboolean usable;         /* available, opted in, of type availability-zone */
  const char *why_not;     /* (nullable): "not opted in", "a Local Zone", "impaired" */
} FloZone;

typedef struct
{
  const char *name;        /* m6i.large */
  guint vcpus;
  guint64 memory_mib;
  gboolean x86_64, arm64;
  guint gpus;
  gboolean burstable, current_generation, bare_metal, spot;
  FloMoney on_demand;      /* Linux, USD/hour, in the market's region; 0 = not known, or not sold.
                            * Of a type of the catalogue: in us-east-1. */
  FloOrigin on_demand_origin;
} FloInstanceType;

/* A GiB of gp3 for a month, USD: us-east-1's (EBS pricing, July 2026). Other regions ask about as much or more. */
#define FLO_MARKET_STORAGE_SHIPPED 80000

/* A pool: type × zone, Linux/UNIX. */
typedef struct
{
  const FloInstanceType *type;
  const FloZone *zone;
  FloMoney spot_price;     /* now, USD/hour; 0 = AWS published none */
  gint64 price_since;      /* Unix seconds */
  int interruption_range;  /* Spot Advisor: 0 <5 %, 1 5–10, 2 10–15, 3 15–20, 4 >20 %; -1 not known */
} FloPool;

/* All that is known of a region's types: see flo-type-table.h */
typedef struct _FloTypeTable FloTypeTable;

#define FLO_TYPE_MARKET (flo_market_get_type ())
G_DECLARE_FINAL_TYPE (FloMarket, flo_market, FLO, MARKET, GObject)

/* Immutable snapshot; safe to share between threads. Loading asks DescribeAvailabilityZones,
 * DescribeInstanceTypeOfferings (by zone) and DescribeSpotPriceHistory (now) at once.
 * @types: (nullable): limit to these types and save the requests for the rest. */
void                   flo_market_load_async     (AwsClient           *client,
                                                  const char * const  *types,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
FloMarket             *flo_market_load_finish    (GAsyncResult        *result,
                                                  GError             **error);
/* What was known last time, or came with this version: asks nobody. The market's time says how old it is; it is 0, and
 * there are types alone, neither zones nor pools, when nothing is kept of the region. */
void                   flo_market_load_kept_async
                                                 (AwsClient           *client,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
FloMarket             *flo_market_load_kept_finish
                                                 (GAsyncResult        *result,
                                                  GError             **error);
const char            *flo_market_get_region     (FloMarket           *self);
gint64                 flo_market_get_time       (FloMarket           *self);   /* of zones and spot prices, Unix seconds */
guint                  flo_market_get_n_zones    (FloMarket           *self);
const FloZone         *flo_market_get_zone       (FloMarket           *self,
                                                  guint                index);
const FloInstanceType *flo_market_find_type      (FloMarket           *self,
                                                  const char          *name);
/* As loaded, zones are sorted by name and pools by type, then zone. */
guint                  flo_market_get_n_pools    (FloMarket           *self);
const FloPool         *flo_market_get_pool       (FloMarket           *self,
                                                  guint                index);
const FloPool         *flo_market_find_pool      (FloMarket           *self,
                                                  const char          *type,
                                                  const char          *zone);
/* Where the pools' interruption ranges come from, and when they were so. */
FloOrigin              flo_market_get_advisor_origin (FloMarket           *self);
/* A GiB of gp3 for a month, USD; @origin: (out) (optional): shipped, that is us-east-1's, until AWS told the region's. */
FloMoney               flo_market_get_storage_price (FloMarket           *self,
                                                  FloOrigin           *origin);
/* (nullable): all that is known of the types; NULL: nothing but what the pools say */
FloTypeTable          *flo_market_get_types      (FloMarket           *self);
/* For who makes a market, before it is shared. */
void                   flo_market_set_storage_price (FloMarket           *self,
                                                  FloMoney             price,
                                                  FloOrigin            origin);
/* As another market has it. */
void                   flo_market_copy_storage_price (FloMarket          *self,
                                                  FloMarket           *other);
/* For tests and replay: a snapshot from parts. Copies all. */
FloMarket             *flo_market_new            (const char            *region,
                                                  gint64                 time,
                                                  const FloZone         *zones,
                                                  guint                  n_zones,
                                                  const FloInstanceType *types,
                                                  guint                  n_types,
                                                  const FloPool         *pools,   /* point into zones and types */
                                                  guint                  n_pools);

G_END_DECLS
