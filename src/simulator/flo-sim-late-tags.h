/* flo-sim-late-tags.h: tags that were changed and are not shown yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* Sets the tag as soon as the cloud's delay of tags is over; in the order they came. */
void flo_sim_late_tags_set   (FloSimCloud    *cloud,
                              FloSimResource *resource,
                              const char     *key,
                              const char     *value,
                              gint64          now);
/* Shows what is due. */
void flo_sim_late_tags_show  (FloSimCloud    *cloud,
                              gint64          now);
/* Forgets what is not. */
void flo_sim_late_tags_clear (FloSimCloud    *cloud);

G_END_DECLS
