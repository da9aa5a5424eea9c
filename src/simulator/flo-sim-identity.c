/* flo-sim-identity.c: who signs a call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-identity.h"

#include <string.h>

#include "simulator/flo-sim-accounts.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-seal.h"

#define PURPOSE       "session"
#define SECRET_KEY    "flotilla practice cloud secrets"
#define SECRET_LENGTH 40

FloSimIdentity *
flo_sim_identity_new_user (const char *key_id,
                           const char *secret)
{
  FloSimIdentity *self = g_new0 (FloSimIdentity, 1);

  self->key_id = g_strdup (key_id);
  self->secret = g_strdup (secret);
  self->arn = g_strdup (FLO_SIM_USER_ARN);
  self->user_id = g_strdup (FLO_SIM_USER_ID);
  return self;
}

/* The secret follows from the token, so that nobody has to keep it. */
static char *
secret_for (const char *token)
{
  g_autofree char *hex = g_compute_hmac_for_string (
      G_CHECKSUM_SHA256, (const guchar *) SECRET_KEY, strlen (SECRET_KEY), token, -1);

  return g_strndup (hex, SECRET_LENGTH);
}

static char *
new_key_id (void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  char text[] = "ASIAxxxxxxxxxxxxxxxx";

  for (char *p = text + 4; *p != '\0'; p++)
    *p = letters[g_random_int_range (0, sizeof letters - 1)];
  return g_strdup (text);
}

FloSimIdentity *
flo_sim_identity_issue (const char *arn,
                        const char *user_id,
                        gboolean    is_role,
                        gboolean    has_mfa,
                        gint64      expires_at)
{
  g_autofree char *key_id = new_key_id ();
  g_autoptr (JsonObject) content
      = flo_sim_json_new ("key", key_id, "arn", arn, "id", user_id, "#expires", expires_at, "?role",
                          is_role, "?mfa", has_mfa, NULL);
  g_autofree char *token = flo_sim_seal (PURPOSE, content);

  return flo_sim_identity_from_token (token);
}

FloSimIdentity *
flo_sim_identity_from_token (const char *token)
{
  g_autoptr (JsonObject) content = flo_sim_unseal (PURPOSE, token);
  FloSimIdentity *self;

  if (content == NULL)
    return NULL;

  self = g_new0 (FloSimIdentity, 1);
  self->key_id = g_strdup (flo_sim_json_get (content, "key"));
  self->arn = g_strdup (flo_sim_json_get (content, "arn"));
  self->user_id = g_strdup (flo_sim_json_get (content, "id"));
  self->expires_at = flo_sim_json_get_int (content, "expires");
  self->is_role = flo_sim_json_get_bool (content, "role");
  self->has_mfa = flo_sim_json_get_bool (content, "mfa");
  self->secret = secret_for (token);
  self->token = g_strdup (token);
  return self;
}

FloSimIdentity *
flo_sim_identity_copy (const FloSimIdentity *self)
{
  FloSimIdentity *copy = g_memdup2 (self, sizeof *self);

  copy->key_id = g_strdup (self->key_id);
  copy->secret = g_strdup (self->secret);
  copy->arn = g_strdup (self->arn);
  copy->user_id = g_strdup (self->user_id);
  copy->token = g_strdup (self->token);
  return copy;
}

void
flo_sim_identity_free (FloSimIdentity *self)
{
  g_free (self->key_id);
  g_free (self->secret);
  g_free (self->arn);
  g_free (self->user_id);
  g_free (self->token);
  g_free (self);
}
