/* flo-sim-sts-actions.c: GetCallerIdentity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"

gboolean
flo_sim_sts_get_caller_identity (FloSimCall *call)
{
  flo_sim_json_set (call->result, "Arn", "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":user/practice",
                    "UserId", "AIDAPRACTICE000000000", "Account", FLO_SIM_ACCOUNT_ID, NULL);
  return TRUE;
}
