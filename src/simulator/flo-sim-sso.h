/* flo-sim-sso.h: sign-ins to the practice IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_GRANT_PENDING,
  FLO_SIM_GRANT_APPROVED,
  FLO_SIM_GRANT_DENIED,
  FLO_SIM_GRANT_EXPIRED,
} FloSimGrantState;

/* Somebody's wish to sign in, by device code or through a browser. */
typedef struct
{
  char            *user_code;
  char            *code;         /* the device code, or the authorization code */
  char            *client_id;
  char            *redirect_uri; /* (nullable) of a browser's */
  char            *challenge;    /* (nullable) of PKCE */
  char            *state_text;   /* (nullable) */
  gboolean         refreshable;
  gint64           expires_at;
  gint64           polled_at;    /* 0: not yet */
  FloSimGrantState state;
} FloSimGrant;

/* The sign-ins under way, and those that were ended. */
typedef struct _FloSimSso FloSimSso;

FloSimSso   *flo_sim_sso_new          (void);
void         flo_sim_sso_free         (FloSimSso   *self);
/* Without, sign-ins approve themselves. */
void         flo_sim_sso_set_manual   (FloSimSso   *self,
                                       gboolean     manual);
/* How long new access tokens live; 0: eight hours. */
void         flo_sim_sso_set_lifetime (FloSimSso   *self,
                                       gint64       lifetime);
gint64       flo_sim_sso_get_lifetime (FloSimSso   *self);
/* A new one with codes of its own, forgotten when it is used or very old. (transfer none) */
FloSimGrant *flo_sim_sso_add          (FloSimSso   *self,
                                       const char  *client_id,
                                       gint64       expires_at);
/* Each (nullable) (transfer none). */
FloSimGrant *flo_sim_sso_find         (FloSimSso   *self,
                                       const char  *code);
FloSimGrant *flo_sim_sso_find_user    (FloSimSso   *self,
                                       const char  *user_code);
void         flo_sim_sso_remove       (FloSimSso   *self,
                                       FloSimGrant *grant);
/* {"pending": [{"user_code", "kind"}]} */
JsonObject  *flo_sim_sso_describe     (FloSimSso   *self);

/* A sealed access or refresh token for a session. */
char        *flo_sim_sso_new_token    (const char  *purpose,
                                       const char  *session,
                                       const char  *client_id,
                                       gint64       expires_at);
/* What the token says; NULL when it is none, or expired, or its session has ended. */
JsonObject  *flo_sim_sso_read_token   (FloSimSso   *self,
                                       const char  *purpose,
                                       const char  *token,
                                       gint64       now);
/* Ends the session of a token: it is good for nothing any more. */
void         flo_sim_sso_end          (FloSimSso   *self,
                                       JsonObject  *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimSso, flo_sim_sso_free)

G_END_DECLS
