/* flo-sim-sso.c: sign-ins to the practice IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-sso.h"

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-seal.h"

#define MOST_GRANTS    1000
#define USUAL_LIFETIME (8 * FLO_SIM_HOUR)

struct _FloSimSso
{
  GPtrArray  *grants; /* (element-type FloSimGrant) (owned), oldest first */
  GHashTable *ended;  /* set of session names (owned) */
  gboolean    manual;
  gint64      lifetime;
};

static void
grant_free (gpointer data)
{
  FloSimGrant *grant = data;

  g_free (grant->user_code);
  g_free (grant->code);
  g_free (grant->client_id);
  g_free (grant->redirect_uri);
  g_free (grant->challenge);
  g_free (grant->state_text);
  g_free (grant);
}

FloSimSso *
flo_sim_sso_new (void)
{
  FloSimSso *self = g_new0 (FloSimSso, 1);

  self->grants = g_ptr_array_new_with_free_func (grant_free);
  self->ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
flo_sim_sso_free (FloSimSso *self)
{
  g_ptr_array_unref (self->grants);
  g_hash_table_unref (self->ended);
  g_free (self);
}

void
flo_sim_sso_set_manual (FloSimSso *self,
                        gboolean   manual)
{
  self->manual = manual;
}

void
flo_sim_sso_set_lifetime (FloSimSso *self,
                          gint64     lifetime)
{
  self->lifetime = lifetime;
}

gint64
flo_sim_sso_get_lifetime (FloSimSso *self)
{
  return self->lifetime != 0 ? self->lifetime : USUAL_LIFETIME;
}

static char *
new_user_code (void)
{
  static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
  char text[] = "xxxx-xxxx";

  for (char *p = text; *p != '\0'; p++)
    if (*p == 'x')
      *p = letters[g_random_int_range (0, sizeof letters - 1)];
  return g_strdup (text);
}

FloSimGrant *
flo_sim_sso_add (FloSimSso  *self,
                 const char *client_id,
                 gint64      expires_at)
{
  FloSimGrant *grant = g_new0 (FloSimGrant, 1);

  grant->user_code = new_user_code ();
  grant->code = g_uuid_string_random ();
  grant->client_id = g_strdup (client_id);
  grant->expires_at = expires_at;
  grant->state = self->manual ? FLO_SIM_GRANT_PENDING : FLO_SIM_GRANT_APPROVED;
  if (self->grants->len >= MOST_GRANTS)
    g_ptr_array_remove_index (self->grants, 0);
  g_ptr_array_add (self->grants, grant);
  return grant;
}

FloSimGrant *
flo_sim_sso_find (FloSimSso  *self,
                  const char *code)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      FloSimGrant *grant = g_ptr_array_index (self->grants, i);

      if (g_str_equal (grant->code, code))
        return grant;
    }
  return NULL;
}

FloSimGrant *
flo_sim_sso_find_user (FloSimSso  *self,
                       const char *user_code)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      FloSimGrant *grant = g_ptr_array_index (self->grants, i);

      if (g_ascii_strcasecmp (grant->user_code, user_code) == 0)
        return grant;
    }
  return NULL;
}

void
flo_sim_sso_remove (FloSimSso   *self,
                    FloSimGrant *grant)
{
  g_ptr_array_remove (self->grants, grant);
}

JsonObject *
flo_sim_sso_describe (FloSimSso *self)
{
  JsonArray *pending = json_array_new ();

  for (guint i = 0; i < self->grants->len; i++)
    {
      const FloSimGrant *grant = g_ptr_array_index (self->grants, i);

      if (grant->state == FLO_SIM_GRANT_PENDING)
        json_array_add_object_element (
            pending,
            flo_sim_json_new ("user_code", grant->user_code, "kind",
                              grant->redirect_uri != NULL ? "browser" : "device", NULL));
    }
  return flo_sim_json_new ("[pending", pending, NULL);
}

char *
flo_sim_sso_new_token (const char *purpose,
                       const char *session,
                       const char *client_id,
                       gint64      expires_at)
{
  g_autofree char *client
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, client_id, -1);
  g_autofree char *nonce = g_uuid_string_random ();
  g_autoptr (JsonObject) content
      = flo_sim_json_new ("session", session, "client", client, "nonce", nonce, "#expires",
                          expires_at, NULL);

  return flo_sim_seal (purpose, content);
}

JsonObject *
flo_sim_sso_read_token (FloSimSso  *self,
                        const char *purpose,
                        const char *token,
                        gint64      now)
{
  g_autoptr (JsonObject) content = flo_sim_unseal (purpose, token);

  if (content == NULL || flo_sim_json_get_int (content, "expires") <= now
      || g_hash_table_contains (self->ended, flo_sim_json_get (content, "session")))
    return NULL;
  return g_steal_pointer (&content);
}

void
flo_sim_sso_end (FloSimSso  *self,
                 JsonObject *token)
{
  g_hash_table_add (self->ended, g_strdup (flo_sim_json_get (token, "session")));
}
