/* flo-type-filter.h: which instance types are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-type-facts.h"

G_BEGIN_DECLS

#define FLO_TYPE_FILTER_ERROR (flo_type_filter_error_quark ())
GQuark flo_type_filter_error_quark (void);

/* Conditions, all of which have to hold. */
typedef struct _FloTypeFilter FloTypeFilter;

FloTypeFilter *flo_type_filter_new         (void);
void           flo_type_filter_free        (FloTypeFilter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTypeFilter, flo_type_filter_free)

gboolean       flo_type_filter_add         (FloTypeFilter       *self,
                                            FloFact              fact,
                                            const char          *value,
                                            GError             **error);
gboolean       flo_type_filter_allow       (FloTypeFilter       *self,
                                            const char          *pattern,
                                            GError             **error);
gboolean       flo_type_filter_deny        (FloTypeFilter       *self,
                                            const char          *pattern,
                                            GError             **error);
void           flo_type_filter_add_similar (FloTypeFilter       *self,
                                            const FloTypeFacts  *facts);
/* Whether it is about @fact, so that it has to be known. */
gboolean       flo_type_filter_asks        (FloTypeFilter       *self,
                                            FloFact              fact);
/* What it asks of a number or flag; FALSE: nothing. @maximum may be infinite. */
gboolean       flo_type_filter_get_range   (FloTypeFilter       *self,
                                            FloFact              fact,
                                            double              *minimum,
                                            double              *maximum);
/* (nullable): of words: one is enough; NULL: nothing is asked */
const char *const *
               flo_type_filter_get_words   (FloTypeFilter       *self,
                                            FloFact              fact);
gboolean       flo_type_filter_matches     (FloTypeFilter       *self,
                                            const FloTypeFacts  *facts,
                                            char               **reason);

G_END_DECLS
