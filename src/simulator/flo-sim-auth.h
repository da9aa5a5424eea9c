/* flo-sim-auth.h: verifies Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "simulator/flo-sim-identity.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_AUTH_OK,
  FLO_SIM_AUTH_MISSING,
  FLO_SIM_AUTH_MALFORMED,
  FLO_SIM_AUTH_UNKNOWN_KEY,
  FLO_SIM_AUTH_EXPIRED, /* temporary credentials that were good once */
  FLO_SIM_AUTH_BAD_SIGNATURE,
  FLO_SIM_AUTH_TOO_OLD,
  FLO_SIM_AUTH_TOO_EARLY,
} FloSimAuthVerdict;

/* What a request claims to be, known as far as its Authorization header could be read. */
typedef struct
{
  char  *key_id;
  char  *region;
  char  *service;
  gint64 signed_at;
  char  *detail; /* (nullable) what is malformed, as a sentence */

  FloSimIdentity *identity; /* (nullable) who it is, once that is proven */
} FloSimClaim;

typedef struct
{
  const char         *method;
  const char         *path;  /* as sent, still encoded */
  const char         *query; /* as sent, still encoded; "" without */
  SoupMessageHeaders *headers;
  const void         *body;
  gsize               body_length;
} FloSimSignedRequest;

/* The keys that may sign. */
typedef struct _FloSimAuth FloSimAuth;

FloSimAuth        *flo_sim_auth_new     (void);
void               flo_sim_auth_free    (FloSimAuth                *self);
void               flo_sim_auth_add_key (FloSimAuth                *self,
                                         const char                *key_id,
                                         const char                *secret);
/* The ids of the long-term keys: (transfer container) (element-type utf8). */
GPtrArray         *flo_sim_auth_list_keys (FloSimAuth              *self);
/* Remembers when a key was last used, and for what. */
void               flo_sim_auth_note_use (FloSimAuth               *self,
                                          const char               *key_id,
                                          const char               *service,
                                          const char               *region,
                                          gint64                    now);
/* IAM's AccessKeyLastUsed: (transfer none) (nullable) */
JsonObject        *flo_sim_auth_get_use  (FloSimAuth               *self,
                                          const char               *key_id);
/* @now is the server's idea of the time. @claim is filled in as far as possible, whatever the
 * verdict. */
FloSimAuthVerdict  flo_sim_auth_verify  (FloSimAuth                *self,
                                         const FloSimSignedRequest *request,
                                         gint64                     now,
                                         FloSimClaim               *claim);
void               flo_sim_claim_clear  (FloSimClaim               *claim);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimAuth, flo_sim_auth_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FloSimClaim, flo_sim_claim_clear)

G_END_DECLS
