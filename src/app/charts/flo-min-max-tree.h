/* flo-min-max-tree.h: the least and greatest of any stretch of an array without reading it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Levels of minima and maxima over groups of 16. A question costs at most 32 reads a level,
 * whatever the length: what makes a chart's frame cost pixels and not points. Grows and is cut at
 * the end. */
typedef struct _FloMinMaxTree FloMinMaxTree;

FloMinMaxTree *flo_min_max_tree_new      (void);
void           flo_min_max_tree_free     (FloMinMaxTree *self);
gsize          flo_min_max_tree_get_size (FloMinMaxTree *self);
/* Forgets all but the first @size values. */
void           flo_min_max_tree_truncate (FloMinMaxTree *self,
                                          gsize          size);
void           flo_min_max_tree_append   (FloMinMaxTree *self,
                                          gint64         value);
/* Over [@first, @end), which must not be empty. Adds the number of values read to @n_probes. */
void           flo_min_max_tree_query    (FloMinMaxTree *self,
                                          gsize          first,
                                          gsize          end,
                                          gint64        *min,
                                          gint64        *max,
                                          gsize         *n_probes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloMinMaxTree, flo_min_max_tree_free)

G_END_DECLS
