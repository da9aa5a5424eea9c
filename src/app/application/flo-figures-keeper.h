/* flo-figures-keeper.h: renews what AWS publishes about regions, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"

G_BEGIN_DECLS

#define FLO_TYPE_FIGURES_KEEPER (flo_figures_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FloFiguresKeeper, flo_figures_keeper, FLO, FIGURES_KEEPER, GObject)

/* Signal: renewed (account, region): markets that are loaded from now on have other figures. */
FloFiguresKeeper *flo_figures_keeper_new   (void);
/* Looks after on-demand prices and Spot Advisor's ranges of the client's region, once an hour at most, and fetches
 * them when they are older than a day. Whatever becomes of it, nobody is bothered. */
void              flo_figures_keeper_renew (FloFiguresKeeper *self,
                                            AwsClient        *client,
                                            const char       *account);
/* Ends what is under way, for good. */
void              flo_figures_keeper_stop  (FloFiguresKeeper *self);

G_END_DECLS
