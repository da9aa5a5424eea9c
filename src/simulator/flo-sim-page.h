/* flo-sim-page.h: pages of what JSON services list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Puts the part of @all that NextToken and @limit_member (at most @most, by itself @most) ask for
 * into the result's @member, and sets NextToken. Takes @all. FALSE: the call has failed. */
gboolean flo_sim_page_answer (FloSimCall *call,
                              const char *member,
                              JsonArray  *all,
                              const char *limit_member,
                              guint       most);

G_END_DECLS
