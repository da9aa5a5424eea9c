/* flo-sim-key-actions.c: SSH key pairs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libssh/libssh.h>
#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"

#define RSA_BITS     2048
#define LONGEST_NAME 255

/* "SHA256:…" of an Ed25519 key as AWS shows it, colon-separated MD5 of any other. */
static char *
fingerprint (const char   *type,
             const guint8 *blob,
             gsize         length)
{
  g_autoptr (GChecksum) checksum = NULL;
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  GString *text;

  if (g_str_equal (type, "ed25519"))
    {
      checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_checksum_update (checksum, blob, length);
      g_checksum_get_digest (checksum, digest, &digest_length);
      return g_base64_encode (digest, digest_length);
    }

  checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (checksum, blob, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  text = g_string_new (NULL);
  for (gsize i = 0; i < digest_length; i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? ":" : "", digest[i]);
  return g_string_free (text, FALSE);
}

/* Fails the call unless the name is legal and new. */
static gboolean
check_name (FloSimCall *call,
            const char *name)
{
  if (name[0] == '\0' || strlen (name) > LONGEST_NAME || !g_str_is_ascii (name))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter KeyName is invalid. It must be 1 to %d ASCII characters.", name,
        LONGEST_NAME);
  if (flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, "keyName", name,
                             G_MAXINT64)
      != NULL)
    return flo_sim_call_fail (call, "InvalidKeyPair.Duplicate", "The keypair already exists");
  return TRUE;
}

/* Remembers the public half, and answers with what both ways of making a pair answer with. */
static gboolean
add_key_pair (FloSimCall   *call,
              const char   *type,
              const char   *public_key,
              const guint8 *blob,
              gsize         length)
{
  const char *name = flo_sim_call_get (call, "KeyName");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *print = fingerprint (type, blob, length);
  g_autoptr (JsonObject) data
      = flo_sim_json_new ("keyPairId", "", "keyName", name, "keyFingerprint", print, "keyType",
                          type, "createTime", time, "_public", public_key, NULL);

  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_KEY_PAIR, data))
    return FALSE;
  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, call->now,
                     json_object_ref (data));
  flo_sim_json_set (call->result, "keyName", name, "keyFingerprint", print, "keyPairId",
                    flo_sim_json_get (data, "keyPairId"), "[tagSet",
                    json_array_ref (flo_sim_json_get_array (data, "tagSet")), NULL);
  return TRUE;
}

gboolean
flo_sim_create_key_pair (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "KeyName");
  const char *wanted = flo_sim_call_get (call, "KeyType");
  const char *type = wanted != NULL ? wanted : "rsa";
  gboolean rsa = g_str_equal (type, "rsa");
  ssh_key key = NULL;
  char *material = NULL;
  char *public_base64 = NULL;
  g_autofree char *public_key = NULL;
  g_autofree guint8 *blob = NULL;
  gboolean good;
  gsize length;

  if (g_strcmp0 (flo_sim_call_get (call, "KeyFormat"), "ppk") == 0)
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The practice cloud makes keys of KeyFormat pem.");
  if (!check_name (call, name))
    return FALSE;
  good = ssh_pki_generate (rsa ? SSH_KEYTYPE_RSA : SSH_KEYTYPE_ED25519, rsa ? RSA_BITS : 0, &key)
             == SSH_OK
         && ssh_pki_export_privkey_base64 (key, NULL, NULL, NULL, &material) == SSH_OK
         && ssh_pki_export_pubkey_base64 (key, &public_base64) == SSH_OK;
  ssh_key_free (key);
  if (good)
    {
      public_key = g_strdup_printf ("ssh-%s %s %s", type, public_base64, name);
      blob = g_base64_decode (public_base64, &length);
      good = add_key_pair (call, type, public_key, blob, length);
      flo_sim_json_set (call->result, "keyMaterial", material, NULL);
    }
  else
    flo_sim_call_fail (call, "InternalError", "An internal error has occurred");
  ssh_string_free_char (material);
  ssh_string_free_char (public_base64);
  return good;
}

gboolean
flo_sim_import_key_pair (FloSimCall *call)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree guint8 *blob = NULL;
  gsize text_length, length;
  gboolean ed25519;

  if (!check_name (call, flo_sim_call_get (call, "KeyName")))
    return FALSE;

  text = (char *) g_base64_decode (flo_sim_call_get (call, "PublicKeyMaterial"), &text_length);
  text = g_realloc (text, text_length + 1);
  text[text_length] = '\0';
  words = g_strsplit (g_strstrip (text), " ", 3);
  if (words[0] == NULL || words[1] == NULL
      || (!g_str_equal (words[0], "ssh-rsa") && !g_str_equal (words[0], "ssh-ed25519")))
    return flo_sim_call_fail (call, "InvalidKey.Format",
                              "Key is not in valid OpenSSH public key format");

  /* The key itself begins with the length and the name of its kind. */
  blob = g_base64_decode (words[1], &length);
  ed25519 = g_str_equal (words[0], "ssh-ed25519");
  if (length < 4 + strlen (words[0]) || memcmp (blob + 4, words[0], strlen (words[0])) != 0
      || (ed25519 && length != 51))
    return flo_sim_call_fail (call, "InvalidKey.Format",
                              "Key is not in valid OpenSSH public key format");
  return add_key_pair (call, ed25519 ? "ed25519" : "rsa", text, blob, length);
}

gboolean
flo_sim_describe_key_pairs (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "fingerprint", "keyFingerprint" },
    { "key-name", "keyName" },
    { "key-pair-id", "keyPairId" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_KEY_PAIR, "keySet", "KeyPairId", filters, 0, 0 };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "KeyName");
  gboolean with_public = flo_sim_node_get_bool (call->params, "IncludePublicKey", FALSE);
  g_autoptr (GPtrArray) found = NULL;
  JsonArray *set;

  for (guint i = 0; i < names->len; i++)
    if (flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, "keyName",
                               g_ptr_array_index (names, i), call->now)
        == NULL)
      return flo_sim_call_fail (call, "InvalidKeyPair.NotFound", "The key pair '%s' does not exist",
                                (const char *) g_ptr_array_index (names, i));
  found = flo_sim_describe_select (call, &description);
  if (found == NULL)
    return FALSE;

  set = json_array_new ();
  for (guint i = 0; i < found->len; i++)
    {
      FloSimResource *key = g_ptr_array_index (found, i);
      JsonObject *copy;

      if (names->len > 0
          && !g_ptr_array_find_with_equal_func (names, flo_sim_resource_get (key, "keyName"),
                                                g_str_equal, NULL))
        continue;
      copy = flo_sim_json_copy (key->data);
      if (with_public)
        flo_sim_json_set (copy, "publicKey", flo_sim_resource_get (key, "_public"), NULL);
      json_array_add_object_element (set, copy);
    }
  flo_sim_json_set (call->result, "[keySet", set, NULL);
  return TRUE;
}

/* Deleting what is not there succeeds, as on AWS. */
gboolean
flo_sim_delete_key_pair (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "KeyName");
  const char *id = flo_sim_call_get (call, "KeyPairId");
  FloSimResource *key;

  if (name == NULL && id == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter KeyName or "
                              "KeyPairId");
  key = id != NULL
            ? flo_sim_cloud_find (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, id, call->now)
            : flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, "keyName",
                                     name, call->now);
  if (key != NULL)
    flo_sim_cloud_remove (call->cloud, key, call->now);
  return flo_sim_call_return_true (call);
}
