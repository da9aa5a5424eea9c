/* flo-sim-kms-actions.c: the keys that disks can be encrypted with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"

#define MADE_AT     1736931600.0 /* 15 January 2025 */

static const struct
{
  const char *alias;
  const char *key_id;
  const char *manager;
  const char *description;
} keys[] = {
  { "alias/aws/ebs", "11111111-aaaa-4bbb-8ccc-000000000001", "AWS",
    "Default key that protects my EBS volumes when no other key is defined" },
  { "alias/practice", "11111111-aaaa-4bbb-8ccc-000000000002", "CUSTOMER",
    "A key of the practice account" },
};

static char *
arn_of (FloSimCall *call,
        const char *kind,
        const char *name)
{
  return g_strdup_printf ("arn:aws:kms:%s:" FLO_SIM_ACCOUNT_ID ":%s%s", call->region, kind, name);
}

/* Index of the key that id, ARN or alias name; -1 when there is none. */
static int
find_key (FloSimCall *call,
          const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *arn = arn_of (call, "key/", keys[i].key_id);
      g_autofree char *alias_arn = arn_of (call, "", keys[i].alias);

      if (g_str_equal (name, keys[i].key_id) || g_str_equal (name, arn)
          || g_str_equal (name, keys[i].alias) || g_str_equal (name, alias_arn))
        return (int) i;
    }
  return -1;
}

gboolean
flo_sim_kms_list_aliases (FloSimCall *call)
{
  const char *only = flo_sim_json_get (call->input, "KeyId");
  JsonArray *aliases = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *arn = arn_of (call, "", keys[i].alias);

      if (only != NULL && find_key (call, only) != (int) i)
        continue;
      json_array_add_object_element (
          aliases, flo_sim_json_new ("AliasName", keys[i].alias, "AliasArn", arn, "TargetKeyId",
                                     keys[i].key_id, "%CreationDate", MADE_AT, "%LastUpdatedDate",
                                     MADE_AT, NULL));
    }
  flo_sim_json_set (call->result, "[Aliases", aliases, "?Truncated", FALSE, NULL);
  return TRUE;
}

gboolean
flo_sim_kms_describe_key (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "KeyId");
  int at = find_key (call, name);
  g_autofree char *arn = NULL;
  g_autofree char *wanted = NULL;

  if (at < 0)
    {
      wanted = g_str_has_prefix (name, "arn:")     ? g_strdup (name)
               : g_str_has_prefix (name, "alias/") ? arn_of (call, "", name)
                                                   : arn_of (call, "key/", name);
      return flo_sim_call_fail (call, "NotFoundException",
                                g_str_has_prefix (name, "alias/") ? "Alias %s is not found."
                                                                  : "Key '%s' does not exist",
                                wanted);
    }
  arn = arn_of (call, "key/", keys[at].key_id);
  flo_sim_json_set (
      call->result, "{KeyMetadata",
      flo_sim_json_new ("AWSAccountId", FLO_SIM_ACCOUNT_ID, "KeyId", keys[at].key_id, "Arn", arn,
                        "%CreationDate", MADE_AT, "?Enabled", TRUE, "Description",
                        keys[at].description, "KeyUsage", "ENCRYPT_DECRYPT", "KeyState", "Enabled",
                        "Origin", "AWS_KMS", "KeyManager", keys[at].manager, "KeySpec",
                        "SYMMETRIC_DEFAULT", "CustomerMasterKeySpec", "SYMMETRIC_DEFAULT",
                        "[EncryptionAlgorithms", flo_sim_json_strings ("SYMMETRIC_DEFAULT", NULL),
                        "?MultiRegion", FALSE, NULL),
      NULL);
  return TRUE;
}
