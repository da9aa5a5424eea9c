/* flo-sim-checks.h: whether instances are well, and what EC2 has scheduled for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_CHECK_SYSTEM,
  FLO_SIM_CHECK_INSTANCE,
  FLO_SIM_CHECK_STORAGE,
  FLO_SIM_CHECK_STARTING, /* not one of EC2's: an instance that never gets through its checks */
} FloSimCheck;

/* FALSE when there is no check of that name. */
gboolean    flo_sim_check_from_name     (const char           *name,
                                         FloSimCheck          *check);
/* The check fails from @now on, until @until (wall time, G_MAXINT64: for good), or until the instance is rebooted. */
void        flo_sim_checks_impair       (FloSimCloud          *cloud,
                                         FloSimResource       *instance,
                                         FloSimCheck           check,
                                         gboolean              reboot_helps,
                                         gint64                until,
                                         gint64                now);
/* All its checks pass again. */
void        flo_sim_checks_mend         (FloSimCloud          *cloud,
                                         FloSimResource       *instance);
/* It was rebooted: what a reboot helps against is over. */
void        flo_sim_checks_reboot       (FloSimCloud          *cloud,
                                         FloSimResource       *instance);
/* It was born: while FloSimCloud.impaired_launches lasts, it never gets through its checks. */
void        flo_sim_checks_begin        (FloSimCloud          *cloud,
                                         FloSimResource       *instance,
                                         gint64                now);
/* As DescribeInstanceStatus tells it. */
JsonObject *flo_sim_checks_describe     (FloSimCloud          *cloud,
                                         const FloSimResource *instance,
                                         gint64                now);
/* EC2 will do that to it at @not_before. @code: as in instance events. */
void        flo_sim_checks_schedule     (FloSimCloud          *cloud,
                                         FloSimResource       *instance,
                                         const char           *code,
                                         const char           *description,
                                         gint64                not_before,
                                         gint64                now);
/* Nothing is scheduled for it any more. */
void        flo_sim_checks_cancel       (FloSimCloud          *cloud,
                                         FloSimResource       *instance);
/* All instances are well, and nothing is scheduled for them. */
void        flo_sim_checks_calm         (FloSimCloud          *cloud);

G_END_DECLS
