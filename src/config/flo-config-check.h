/* flo-config-check.h: whether the values of a config make sense
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-report.h"

G_BEGIN_DECLS

/* Every key by itself: forms, choices, ranges, lengths, repetitions (flo-config-check.c). */
void flo_config_check_fields (const FloConfig *self,
                              FloConfigReport *report);
/* Keys against each other, one rule a function (flo-config-rules.c). */
void flo_config_check_rules  (const FloConfig *self,
                              FloConfigReport *report);
/* The section "scaling" against itself and the rest (flo-config-scaling-check.c). */
void flo_config_check_scaling (const FloConfig *self,
                               FloConfigReport *report);

G_END_DECLS
