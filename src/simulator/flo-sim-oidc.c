/* flo-sim-oidc.c: registering, device codes and tokens of IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-client.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-rest.h"

#define REGISTRATION_LIFETIME (90 * FLO_SIM_DAY)
#define DEVICE_LIFETIME       (600 * FLO_SIM_SECOND)
#define POLL_SECONDS          1
/* A client that waits as long as it was told may be a little early by our clock. */
#define POLL_LEAST            (POLL_SECONDS * FLO_SIM_SECOND * 8 / 10)
#define DEVICE_GRANT          "urn:ietf:params:oauth:grant-type:device_code"
#define ACCOUNT_SCOPE         "sso:account:access"

static void
refuse (FloSimReply *reply,
        guint        status,
        const char  *type,
        const char  *error,
        const char  *description)
{
  flo_sim_reply_json (
      reply, status,
      flo_sim_json_new ("error", error, "error_description", description, NULL));
  reply->error_type = type;
}

static void
refuse_request (FloSimReply *reply,
                const char  *description)
{
  refuse (reply, 400, "InvalidRequestException", "invalid_request", description);
}

static void
refuse_grant (FloSimReply *reply,
              const char  *description)
{
  refuse (reply, 400, "InvalidGrantException", "invalid_grant", description);
}

static gboolean
is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);

  return parsed != NULL && g_str_equal (g_uri_get_scheme (parsed), "http")
         && (g_strcmp0 (g_uri_get_host (parsed), "127.0.0.1") == 0
             || g_strcmp0 (g_uri_get_host (parsed), "::1") == 0);
}

/* A list of strings, or nothing. FALSE: it is neither. */
static gboolean
read_list (const FloSimRestRequest *request,
           const char              *member,
           JsonArray              **list)
{
  JsonNode *node = json_object_get_member (request->input, member);

  *list = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  *list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (*list); i++)
    if (json_node_get_value_type (json_array_get_element (*list, i)) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

/* FALSE: the reply says why. */
static gboolean
check_registration (const FloSimRestRequest *request,
                    JsonArray               *grants,
                    JsonArray               *redirects,
                    FloSimReply             *reply)
{
  if (flo_sim_rest_input (request, "clientName") == NULL)
    refuse_request (reply, "clientName is missing");
  else if (g_strcmp0 (flo_sim_rest_input (request, "clientType"), "public") != 0)
    refuse (reply, 400, "InvalidClientMetadataException", "invalid_client_metadata",
            "Only clients of the type public can be registered");
  else
    {
      for (guint i = 0; redirects != NULL && i < json_array_get_length (redirects); i++)
        if (!is_loopback (json_array_get_string_element (redirects, i)))
          {
            refuse (reply, 400, "InvalidRedirectUriException", "invalid_redirect_uri",
                    "A redirect URI must be http on a loopback address");
            return FALSE;
          }
      for (guint i = 0; grants != NULL && i < json_array_get_length (grants); i++)
        if (g_str_equal (json_array_get_string_element (grants, i), "authorization_code")
            && (redirects == NULL || json_array_get_length (redirects) == 0))
          {
            refuse_request (reply, "The grant authorization_code needs redirectUris");
            return FALSE;
          }
      return TRUE;
    }
  return FALSE;
}

void
flo_sim_oidc_register (const FloSimRestRequest *request,
                       FloSimReply             *reply)
{
  gint64 expires_at = request->now + REGISTRATION_LIFETIME;
  g_autofree char *authorize = g_strconcat (request->url, "/authorize", NULL);
  g_autofree char *token = g_strconcat (request->url, "/token", NULL);
  g_autofree char *nonce = g_uuid_string_random ();
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  JsonArray *scopes, *grants, *redirects;

  if (request->input == NULL || !read_list (request, "scopes", &scopes)
      || !read_list (request, "grantTypes", &grants)
      || !read_list (request, "redirectUris", &redirects))
    {
      refuse_request (reply, "The body must be a JSON object; its lists hold strings");
      return;
    }
  if (!check_registration (request, grants, redirects, reply))
    return;
  flo_sim_client_register (
      flo_sim_json_new ("nonce", nonce, "#expires", expires_at, "[scopes",
                        scopes != NULL ? json_array_ref (scopes) : NULL, "[grants",
                        grants != NULL ? json_array_ref (grants) : NULL, "[redirects",
                        redirects != NULL ? json_array_ref (redirects) : NULL, NULL),
      &id, &secret);
  flo_sim_reply_json (
      reply, 200,
      flo_sim_json_new ("clientId", id, "clientSecret", secret, "#clientIdIssuedAt",
                        request->now / FLO_SIM_SECOND, "#clientSecretExpiresAt",
                        expires_at / FLO_SIM_SECOND, "authorizationEndpoint", authorize,
                        "tokenEndpoint", token, NULL));
}

/* The registration that the body proves. NULL: the reply says why. */
static JsonObject *
authenticate (const FloSimRestRequest *request,
              FloSimReply             *reply)
{
  const char *secret = flo_sim_rest_input (request, "clientSecret");
  JsonObject *client = NULL;

  if (secret != NULL)
    client = flo_sim_client_find (flo_sim_rest_input (request, "clientId"), secret, request->now);
  if (client == NULL)
    refuse (reply, 401, "InvalidClientException", "invalid_client",
            "The client is unknown, its secret is wrong, or its registration has expired");
  return client;
}

void
flo_sim_oidc_start_device (const FloSimRestRequest *request,
                           FloSimReply             *reply)
{
  g_autoptr (JsonObject) client = authenticate (request, reply);
  const char *start_url = flo_sim_rest_input (request, "startUrl");
  g_autofree char *page = g_strconcat (request->url, "/device", NULL);
  g_autofree char *complete = NULL;
  FloSimGrant *grant;

  if (client == NULL)
    return;
  if (start_url == NULL || !g_str_has_prefix (start_url, "http"))
    {
      refuse_request (reply, "startUrl is missing or no address");
      return;
    }
  grant = flo_sim_sso_add (request->sso, flo_sim_rest_input (request, "clientId"),
                           request->now + DEVICE_LIFETIME);
  grant->refreshable = flo_sim_client_has (client, "scopes", ACCOUNT_SCOPE);
  complete = g_strconcat (page, "?user_code=", grant->user_code, NULL);
  flo_sim_reply_json (
      reply, 200,
      flo_sim_json_new ("deviceCode", grant->code, "userCode", grant->user_code, "verificationUri",
                        page, "verificationUriComplete", complete, "#expiresIn",
                        (gint64) (DEVICE_LIFETIME / FLO_SIM_SECOND), "#interval",
                        (gint64) POLL_SECONDS, NULL));
}

static void
give_tokens (const FloSimRestRequest *request,
             const char              *session,
             gboolean                 refreshable,
             FloSimReply             *reply)
{
  const char *client_id = flo_sim_rest_input (request, "clientId");
  gint64 lifetime = flo_sim_sso_get_lifetime (request->sso);
  g_autofree char *access
      = flo_sim_sso_new_token ("access", session, client_id, request->now + lifetime);
  g_autofree char *refresh
      = refreshable ? flo_sim_sso_new_token ("refresh", session, client_id,
                                             request->now + REGISTRATION_LIFETIME)
                    : NULL;

  flo_sim_reply_json (reply, 200,
                      flo_sim_json_new ("accessToken", access, "tokenType", "Bearer", "#expiresIn",
                                        lifetime / FLO_SIM_SECOND, "refreshToken", refresh, NULL));
}

/* Gives the tokens of a grant, once. */
static void
use_grant (const FloSimRestRequest *request,
           FloSimGrant             *grant,
           FloSimReply             *reply)
{
  g_autofree char *session = g_uuid_string_random ();

  give_tokens (request, session, grant->refreshable, reply);
  flo_sim_sso_remove (request->sso, grant);
}

static void
token_by_device (const FloSimRestRequest *request,
                 FloSimReply             *reply)
{
  const char *code = flo_sim_rest_input (request, "deviceCode");
  FloSimGrant *grant = code != NULL ? flo_sim_sso_find (request->sso, code) : NULL;
  gboolean hasty;

  if (grant == NULL || grant->redirect_uri != NULL
      || !g_str_equal (grant->client_id, flo_sim_rest_input (request, "clientId")))
    {
      refuse_grant (reply, "Invalid device code provided");
      return;
    }
  hasty = grant->polled_at != 0 && request->now - grant->polled_at < POLL_LEAST;
  grant->polled_at = request->now;
  if (grant->state == FLO_SIM_GRANT_EXPIRED || grant->expires_at <= request->now)
    refuse (reply, 400, "ExpiredTokenException", "expired_token", "Device code has expired");
  else if (grant->state == FLO_SIM_GRANT_DENIED)
    refuse (reply, 400, "AccessDeniedException", "access_denied",
            "The sign-in was denied by the user");
  else if (grant->state == FLO_SIM_GRANT_APPROVED)
    use_grant (request, grant, reply);
  else if (hasty)
    refuse (reply, 400, "SlowDownException", "slow_down",
            "The client polls more often than the interval allows");
  else
    refuse (reply, 400, "AuthorizationPendingException", "authorization_pending",
            "The user has not approved the sign-in yet");
}

/* RFC 7636, method S256 */
static gboolean
verifier_fits (const char *verifier,
               const char *challenge)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *text = NULL;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  for (char *p = text; *p != '\0'; p++)
    *p = *p == '+' ? '-' : *p == '/' ? '_' : *p == '=' ? '\0' : *p;
  return g_str_equal (text, challenge);
}

static void
token_by_code (const FloSimRestRequest *request,
               FloSimReply             *reply)
{
  const char *code = flo_sim_rest_input (request, "code");
  const char *verifier = flo_sim_rest_input (request, "codeVerifier");
  FloSimGrant *grant = code != NULL ? flo_sim_sso_find (request->sso, code) : NULL;

  if (grant == NULL || grant->redirect_uri == NULL || grant->state != FLO_SIM_GRANT_APPROVED
      || grant->expires_at <= request->now
      || !g_str_equal (grant->client_id, flo_sim_rest_input (request, "clientId")))
    refuse_grant (reply, "Invalid authorization code provided");
  else if (g_strcmp0 (flo_sim_rest_input (request, "redirectUri"), grant->redirect_uri) != 0)
    refuse_grant (reply, "The redirect URI is not the one of the authorization request");
  else if (verifier == NULL || !verifier_fits (verifier, grant->challenge))
    refuse_grant (reply, "The code verifier does not fit the code challenge");
  else
    use_grant (request, grant, reply);
}

static void
token_by_refresh (const FloSimRestRequest *request,
                  FloSimReply             *reply)
{
  const char *token = flo_sim_rest_input (request, "refreshToken");
  g_autoptr (JsonObject) content = NULL;
  g_autofree char *client = g_compute_checksum_for_string (
      G_CHECKSUM_SHA256, flo_sim_rest_input (request, "clientId"), -1);

  if (token != NULL)
    content = flo_sim_sso_read_token (request->sso, "refresh", token, request->now);
  if (content == NULL || g_strcmp0 (flo_sim_json_get (content, "client"), client) != 0)
    refuse_grant (reply, "Invalid refresh token provided");
  else
    give_tokens (request, flo_sim_json_get (content, "session"), TRUE, reply);
}

void
flo_sim_oidc_create_token (const FloSimRestRequest *request,
                           FloSimReply             *reply)
{
  g_autoptr (JsonObject) client = authenticate (request, reply);
  const char *grant = flo_sim_rest_input (request, "grantType");

  if (client == NULL)
    return;
  if (g_strcmp0 (grant, DEVICE_GRANT) == 0)
    token_by_device (request, reply);
  else if (g_strcmp0 (grant, "authorization_code") == 0)
    token_by_code (request, reply);
  else if (g_strcmp0 (grant, "refresh_token") == 0)
    token_by_refresh (request, reply);
  else
    refuse (reply, 400, "UnsupportedGrantTypeException", "unsupported_grant_type",
            "The grant type is missing or none that is supported");
}
