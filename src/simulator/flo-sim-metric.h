/* flo-sim-metric.h: what tells one metric from another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-form.h"

G_BEGIN_DECLS

/* Namespace, name and dimensions as one text, in an order of its own. (transfer full) */
char *flo_sim_metric_key (const char *namespace,
                          FloSimNode *metric);

G_END_DECLS
