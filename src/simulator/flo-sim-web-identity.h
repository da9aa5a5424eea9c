/* flo-sim-web-identity.h: the tokens of the practice identity provider
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FLO_SIM_WEB_ISSUER   "https://oidc.practice.invalid"
#define FLO_SIM_WEB_AUDIENCE "sts.amazonaws.com"
#define FLO_SIM_WEB_SUBJECT  "practice-workload"

typedef enum
{
  FLO_SIM_WEB_GOOD,
  FLO_SIM_WEB_FORGED,  /* no token of the provider's */
  FLO_SIM_WEB_EXPIRED,
} FloSimWebVerdict;

/* A JSON Web Token that is good for an hour, for a file that AWS_WEB_IDENTITY_TOKEN_FILE names.
 * (transfer full) */
char             *flo_sim_web_identity_new   (gint64      now);
/* @expires_at is set unless it is forged. */
FloSimWebVerdict  flo_sim_web_identity_check (const char *token,
                                              gint64      now,
                                              gint64     *expires_at);

G_END_DECLS
