/* flo-sim-web-identity.c: the tokens of the practice identity provider
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-web-identity.h"

#include <string.h>

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-json.h"

#define SIGNING_KEY "flotilla practice cloud identity provider"
#define MAC_LENGTH  32

/* base64 for addresses, without padding, as RFC 7515 has it */
static char *
encode (const void *data,
        gsize       length)
{
  char *text = g_base64_encode (data, length);
  char *end = strchr (text, '=');

  if (end != NULL)
    *end = '\0';
  for (char *p = text; *p != '\0'; p++)
    *p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
  return text;
}

static char *
decode (const char *text)
{
  g_autoptr (GString) padded = g_string_new (text);
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  for (char *p = padded->str; *p != '\0'; p++)
    *p = *p == '-' ? '+' : *p == '_' ? '/' : *p;
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  bytes = g_base64_decode (padded->str, &length);
  return g_strndup ((const char *) bytes, length);
}

static char *
sign (const char *text)
{
  g_autoptr (GHmac) hmac
      = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) SIGNING_KEY, strlen (SIGNING_KEY));
  guint8 mac[MAC_LENGTH];
  gsize length = sizeof mac;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, mac, &length);
  return encode (mac, length);
}

char *
flo_sim_web_identity_new (gint64 now)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  gint64 seconds = now / FLO_SIM_SECOND;
  g_autoptr (JsonObject) claims
      = flo_sim_json_new ("iss", FLO_SIM_WEB_ISSUER, "sub", FLO_SIM_WEB_SUBJECT, "aud",
                          FLO_SIM_WEB_AUDIENCE, "#iat", seconds, "#exp", seconds + 3600, NULL);
  g_autofree char *text = flo_sim_json_to_text (claims);
  g_autofree char *encoded_header = encode (header, strlen (header));
  g_autofree char *encoded_claims = encode (text, strlen (text));
  g_autofree char *signed_part = g_strconcat (encoded_header, ".", encoded_claims, NULL);
  g_autofree char *signature = sign (signed_part);

  return g_strconcat (signed_part, ".", signature, NULL);
}

FloSimWebVerdict
flo_sim_web_identity_check (const char *token,
                            gint64      now,
                            gint64     *expires_at)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *signed_part = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (g_strv_length (parts) != 3)
    return FLO_SIM_WEB_FORGED;
  signed_part = g_strconcat (parts[0], ".", parts[1], NULL);
  signature = sign (signed_part);
  text = decode (parts[1]);
  node = json_from_string (text, NULL);
  if (!g_str_equal (signature, parts[2]) || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FLO_SIM_WEB_FORGED;

  *expires_at = flo_sim_json_get_int (json_node_get_object (node), "exp") * FLO_SIM_SECOND;
  return *expires_at > now ? FLO_SIM_WEB_GOOD : FLO_SIM_WEB_EXPIRED;
}
