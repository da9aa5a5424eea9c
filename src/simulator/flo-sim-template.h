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
/* The template's content, named as in LaunchTemplateData. (transfer full) */
FloSimForm     *flo_sim_template_get_data (const FloSimResource *template);

G_END_DECLS
