/* flo-catalogue.h: the instance types that ship with us, so that a wizard has figures before AWS answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-type-facts.h"

G_BEGIN_DECLS

#define FLO_TYPE_CATALOGUE (flo_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (FloCatalogue, flo_catalogue, FLO, CATALOGUE, GObject)

/* Read once from the resource, immutable, shared: returns a new reference to the one catalogue. */
FloCatalogue          *flo_catalogue_get_default      (void);
guint                  flo_catalogue_get_n_types      (FloCatalogue *self);
const FloInstanceType *flo_catalogue_get_type_at      (FloCatalogue *self,
                                                       guint         index);
const FloInstanceType *flo_catalogue_find             (FloCatalogue *self,
                                                       const char   *name);
/* Spot Advisor's interruption range, -1 when not known. */
int                    flo_catalogue_get_interruption (FloCatalogue *self,
                                                       const char   *region,
                                                       const char   *type);
/* Whether Spot Advisor's ranges of that region ship with us. */
gboolean               flo_catalogue_has_interruptions (FloCatalogue *self,
                                                        const char   *region);

/* Fills in what the catalogue knows of its type at @index. */
void                   flo_catalogue_fill_facts       (FloCatalogue *self,
                                                       guint         index,
                                                       FloTypeFacts *facts);

G_END_DECLS
