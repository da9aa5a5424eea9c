/* flo-sim-answer.h: a call's outcome in the wire form of its service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-auth.h"
#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* The body of the answer: EC2's XML, the Query protocol's XML for STS, or JSON for SSM. */
GString    *flo_sim_answer_new              (FloSimCall        *call,
                                             const char        *request_id);
const char *flo_sim_answer_get_content_type (const FloSimCall  *call);
/* What SQS says beside a JSON error to those who know its older codes. (nullable) (transfer full) */
char       *flo_sim_answer_get_query_error  (const FloSimCall  *call);
/* Fails the call as its service does when there are too many. FALSE, as flo_sim_call_fail(). */
gboolean    flo_sim_answer_throttle         (FloSimCall        *call);
/* Fails the call as its service words a request it does not believe. */
void        flo_sim_answer_refuse           (FloSimCall        *call,
                                             FloSimAuthVerdict  verdict,
                                             const FloSimClaim *claim);

G_END_DECLS
