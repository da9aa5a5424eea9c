/* flo-candidate.h: an instance type as a candidate: what it is, what it costs, why it is in or out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"

G_BEGIN_DECLS

#define FLO_TYPE_CANDIDATE (flo_candidate_get_type ())
G_DECLARE_FINAL_TYPE (FloCandidate, flo_candidate, FLO, CANDIDATE, GObject)

/* Immutable, once it is made, but for "active" (it is to be used), which notifies. */
FloCandidate *flo_candidate_new              (const FloInstanceType *type,
                                              gboolean               fits);
/* Counts a pool of this type that meets the need: @rank is its place among all, 0 the best. */
void          flo_candidate_add_pool         (FloCandidate          *self,
                                              const FloPool         *pool,
                                              guint                  rank);
/* Of what has no pool: Spot Advisor's range. */
void          flo_candidate_set_interruption (FloCandidate          *self,
                                              int                    range);
/* One of its pools had no capacity for us, or AWS took nodes of ours back there. */
void          flo_candidate_set_troubled     (FloCandidate          *self);
gboolean      flo_candidate_get_troubled     (FloCandidate          *self);
/* Why it is in or not. @place: among the pools that were chosen; -1: none of its pools was. */
void          flo_candidate_explain          (FloCandidate          *self,
                                              int                    place,
                                              const char            *reason);
const char   *flo_candidate_get_name         (FloCandidate          *self);
guint         flo_candidate_get_vcpus        (FloCandidate          *self);
guint64       flo_candidate_get_memory_mib   (FloCandidate          *self);
FloMoney      flo_candidate_get_price        (FloCandidate          *self);   /* lowest, 0 without a pool */
FloMoney      flo_candidate_get_on_demand    (FloCandidate          *self);
guint         flo_candidate_get_n_zones      (FloCandidate          *self);
int           flo_candidate_get_interruption (FloCandidate          *self);
gboolean      flo_candidate_get_fits         (FloCandidate          *self);
guint         flo_candidate_get_rank         (FloCandidate          *self);   /* of its best pool; G_MAXUINT without one */
int           flo_candidate_get_place        (FloCandidate          *self);   /* 0 the best; -1 not chosen */
const char   *flo_candidate_get_reason       (FloCandidate          *self);   /* (nullable) */
gboolean      flo_candidate_get_active       (FloCandidate          *self);
void          flo_candidate_set_active       (FloCandidate          *self,
                                              gboolean               active);

G_END_DECLS
