/* flo-sim-random.h: chance that can be asked for any place and moment, and always answers the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A generator with a running state would have to be run from the beginning for every question about
 * the past. A hash of (key, index) has no state: pools nobody looks at cost nothing. */

/* Mixes @text into @seed: the key of a named stream of chance. */
guint64 flo_sim_random_key   (guint64     seed,
                              const char *text);
guint64 flo_sim_random_hash  (guint64     key,
                              gint64      index);
/* Uniform in [0, 1). */
double  flo_sim_random_unit  (guint64     key,
                              gint64      index);
/* Smooth in @x, uniform-ish in [0, 1), uncorrelated over distances above 1. */
double  flo_sim_random_noise (guint64     key,
                              double      x);

G_END_DECLS
