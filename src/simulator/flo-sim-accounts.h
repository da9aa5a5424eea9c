/* flo-sim-accounts.h: who there is in the practice account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FLO_SIM_ACCOUNT_ID  "123456789012"
#define FLO_SIM_USER_NAME   "practice"
#define FLO_SIM_USER_ARN    "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":user/" FLO_SIM_USER_NAME
#define FLO_SIM_USER_ID     "AIDAPRACTICE000000000"
#define FLO_SIM_MFA_SERIAL  "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":mfa/" FLO_SIM_USER_NAME
/* What an authenticator application would be told: base32 of "practice-cloud-mfa-s". */
#define FLO_SIM_MFA_SECRET  "OBZGCY3UNFRWKLLDNRXXKZBNNVTGCLLT"
#define FLO_SIM_EXTERNAL_ID "practice-external-id"

/* A role of the account. */
typedef struct
{
  const char *name;
  const char *id;
  gboolean    needs_mfa;
  gboolean    web;         /* for AssumeRoleWithWebIdentity, too */
  const char *external_id; /* (nullable) that the caller has to know */
  gint64      longest;     /* seconds of a session */
} FloSimRole;

/* By the ARN. (nullable) (transfer none) */
const FloSimRole *flo_sim_role_find    (const char *arn);
/* "arn:aws:sts::…:assumed-role/ROLE/SESSION" (transfer full) */
char             *flo_sim_role_session (const FloSimRole *role,
                                        const char       *session);
/* Is it the code that the practice MFA device shows at @now, or did 30 seconds before or after? */
gboolean          flo_sim_mfa_is_right (const char       *code,
                                        gint64            now);
/* The code of @now (transfer full) */
char             *flo_sim_mfa_code     (gint64            now);

G_END_DECLS
