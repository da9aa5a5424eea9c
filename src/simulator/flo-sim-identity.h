/* flo-sim-identity.h: who signs a call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char    *key_id;
  char    *secret;
  char    *arn;
  char    *user_id;
  char    *token;      /* (nullable) of temporary credentials */
  gint64   expires_at; /* 0: never */
  gboolean is_role;    /* an assumed role's session, not a user */
  gboolean has_mfa;    /* somebody showed an MFA code for it */
} FloSimIdentity;

/* The user practice by one of its long-term keys. */
FloSimIdentity *flo_sim_identity_new_user   (const char           *key_id,
                                             const char           *secret);
/* New temporary credentials. @arn and @user_id are whom they stand for. */
FloSimIdentity *flo_sim_identity_issue      (const char           *arn,
                                             const char           *user_id,
                                             gboolean              is_role,
                                             gboolean              has_mfa,
                                             gint64                expires_at);
/* Whom a session token stands for. (nullable) when it is none of ours. */
FloSimIdentity *flo_sim_identity_from_token (const char           *token);
FloSimIdentity *flo_sim_identity_copy       (const FloSimIdentity *self);
void            flo_sim_identity_free       (FloSimIdentity       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimIdentity, flo_sim_identity_free)

G_END_DECLS
