/* flo-config-need.h: the config's wishes as the market understands them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-choice.h"
#include "market/flo-price-limit.h"

G_BEGIN_DECLS

/* The architecture a fleet boots: a fleet has one image, so "any" has to become one of the two. It is
 * x86_64, unless every type that is named is arm64. Borrowed. */
const char *flo_config_choose_architecture (const FloConfig *self);
/* Of a dynamic limit, @need gets the budget only: what it is for each pool, flo_maximum_prices_compute() finds out of
 * history. Fills @need from the "instances", "zones" and "price" sections. With an image of the config's own, whose
 * architecture only AWS knows, "any" stays "any". Borrows from @self: valid as long as it is. */
void        flo_config_get_need            (const FloConfig *self,
                                            FloNeed         *need);
/* What is at stake when pools are chosen: from the "interruption" section. */
void        flo_config_get_terms           (const FloConfig *self,
                                            FloChoiceTerms  *terms);
/* What the "price" section says, in the market's words. A limit without its figure, as a config in the making may
 * have it, is none. */
FloLimit    flo_config_get_limit           (const FloConfig *self);
/* How many of @nodes may be missing, or taken from their work by us, at a time. */
guint       flo_config_get_max_unavailable (const FloConfig *self,
                                            guint            nodes);

G_END_DECLS
