/* flo-config-deadline.h: what the "deadline" section means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-problem.h"

G_BEGIN_DECLS

gint64            flo_config_get_finish_by       (const FloConfig *self);
gint64            flo_config_get_work            (const FloConfig *self);
FloConfigProblem *flo_config_check_deadline_time (const FloConfig *self,
                                                  gint64           now);

G_END_DECLS
