/* flo-sim-seal.c: text that only the practice cloud can have written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-seal.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

#define SEAL_KEY    "flotilla practice cloud seal"
#define MAC_LENGTH  32
#define MOST_LENGTH 16384

static void
compute_mac (const char   *purpose,
             const guchar *text,
             gsize         length,
             guint8        mac[MAC_LENGTH])
{
  g_autoptr (GHmac) hmac
      = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) SEAL_KEY, strlen (SEAL_KEY));
  gsize mac_length = MAC_LENGTH;

  g_hmac_update (hmac, (const guchar *) purpose, (gssize) strlen (purpose) + 1);
  g_hmac_update (hmac, text, (gssize) length);
  g_hmac_get_digest (hmac, mac, &mac_length);
}

char *
flo_sim_seal (const char *purpose,
              JsonObject *content)
{
  g_autofree char *text = flo_sim_json_to_text (content);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 mac[MAC_LENGTH];

  compute_mac (purpose, (const guchar *) text, strlen (text), mac);
  g_byte_array_append (bytes, mac, sizeof mac);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  return g_base64_encode (bytes->data, bytes->len);
}

JsonObject *
flo_sim_unseal (const char *purpose,
                const char *text)
{
  g_autofree guchar *bytes = NULL;
  g_autofree char *content = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint8 mac[MAC_LENGTH];
  guint8 difference = 0;
  gsize length = 0;

  if (strlen (text) > MOST_LENGTH)
    return NULL;
  bytes = g_base64_decode (text, &length);
  if (length <= MAC_LENGTH)
    return NULL;

  compute_mac (purpose, bytes + MAC_LENGTH, length - MAC_LENGTH, mac);
  for (guint i = 0; i < MAC_LENGTH; i++)
    difference |= mac[i] ^ bytes[i];
  if (difference != 0)
    return NULL;
  content = g_strndup ((const char *) bytes + MAC_LENGTH, length - MAC_LENGTH);
  node = json_from_string (content, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}
