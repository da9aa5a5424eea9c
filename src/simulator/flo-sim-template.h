/* flo-sim-template.h: what others need to know of launch templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* By exactly one of id and name, or NULL and the call has failed. */
FloSimResource *flo_sim_template_find     (FloSimCall           *call,
                                           const char           *id,
                                           const char           *name);
/* What "$Latest", "$Default" or a number means. FALSE: there is no such version, and the call has
 * failed. */
gboolean        flo_sim_template_resolve  (FloSimCall           *call,
                                           const FloSimResource *template,
                                           const char           *version,
                                           gint64               *number);
/* The content of a version, named as in LaunchTemplateData. (transfer full) */
FloSimForm     *flo_sim_template_get_data (const FloSimResource *template,
                                           gint64                number);
/* The call's LaunchTemplateData as [name, value] pairs, and what is wrong with it. */
JsonArray      *flo_sim_template_collect_data (FloSimCall       *call);
gboolean        flo_sim_template_check_data   (FloSimCall       *call);

G_END_DECLS
