/* flo-reclaims.h: which nodes AWS took back lately
 *
 * AWS forgets an instance an hour after its end; a config may count interruptions for longer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* For so long they may matter, in seconds: what fallback.interruption_hours may say at most. */
#define FLO_RECLAIMS_KEPT (24 * 3600)

typedef struct _FloReclaims FloReclaims;

FloReclaims *flo_reclaims_new    (void);
void         flo_reclaims_free   (FloReclaims       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloReclaims, flo_reclaims_free)

/* AWS takes, or took, @node (an instance's id) back at @time, Unix seconds. Said again, the first time stands. */
void         flo_reclaims_note   (FloReclaims       *self,
                                  const char        *node,
                                  gint64             time);
/* Notes what @observation says of its spot instances. */
void         flo_reclaims_look   (FloReclaims       *self,
                                  FloObservation    *observation);
/* Forgets what was at @until, Unix seconds, or before. */
void         flo_reclaims_forget (FloReclaims       *self,
                                  gint64             until);
/* How many were, or will be, after @since, Unix seconds. */
guint        flo_reclaims_count  (const FloReclaims *self,
                                  gint64             since);

G_END_DECLS
