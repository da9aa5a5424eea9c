/* flo-figures.h: keeps what AWS publishes about a region fresh: on-demand prices, Spot Advisor, what its types are
 *
 * A market reads what is kept (flo-market-load.c), so the next one that is loaded has what was fetched here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-advisor.h"
#include "market/flo-market.h"
#include "market/flo-on-demand.h"
#include "market/flo-type-table.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_FIGURES_KEPT,      /* nothing: what is kept will do */
  FLO_FIGURES_MISSING,   /* on-demand prices of which nothing at all is known; worth waiting for */
  FLO_FIGURES_OLD,       /* those too that are older than a day, or are shipped; for the background. What types are only
                          * when all types are wanted */
  FLO_FIGURES_ALL,       /* everything anew */
} FloFiguresNeed;

/* How it went. What could not be fetched is as it was: no failure here is one of what is done with figures.
 * @n_fetched: of the three how many are new
 * @on_demand, @advisor, @types: (owned): as they are known now
 * @on_demand_problem, @advisor_problem, @types_problem: (owned) (nullable): why not, in a sentence */
typedef struct
{
  guint n_fetched;
  FloOnDemand *on_demand;
  FloAdvisor *advisor;
  FloTypeTable *types;
  GError *on_demand_problem;
  GError *advisor_problem;
  GError *types_problem;
} FloFigures;

void        flo_figures_free           (FloFigures           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloFigures, flo_figures_free)

void        flo_figures_refresh_async  (AwsClient            *client,
                                        FloFiguresNeed        need,
                                        const char * const   *types,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FloFigures *flo_figures_refresh_finish (GAsyncResult         *result,
                                        GError              **error);

/* A market with prices on demand, which are asked for first where nothing at all is known. */
void        flo_figures_load_market_async
                                       (AwsClient            *client,
                                        const char * const   *types,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FloMarket  *flo_figures_load_market_finish
                                       (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
