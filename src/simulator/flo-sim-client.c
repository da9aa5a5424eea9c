/* flo-sim-client.c: programs that are registered with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-client.h"

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-seal.h"

static char *
secret_for (const char *id)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  g_autoptr (JsonObject) content = flo_sim_json_new ("client", digest, NULL);

  return flo_sim_seal ("client-secret", content);
}

void
flo_sim_client_register (JsonObject  *registration,
                         char       **id,
                         char       **secret)
{
  g_autoptr (JsonObject) owned = registration;

  *id = flo_sim_seal ("client", owned);
  *secret = secret_for (*id);
}

JsonObject *
flo_sim_client_find (const char *id,
                     const char *secret,
                     gint64      now)
{
  g_autoptr (JsonObject) registration = id != NULL ? flo_sim_unseal ("client", id) : NULL;
  g_autofree char *right = registration != NULL ? secret_for (id) : NULL;

  if (registration == NULL || (secret != NULL && !g_str_equal (secret, right))
      || flo_sim_json_get_int (registration, "expires") <= now)
    return NULL;
  return g_steal_pointer (&registration);
}

gboolean
flo_sim_client_has (JsonObject *registration,
                    const char *member,
                    const char *value)
{
  JsonArray *values = flo_sim_json_get_array (registration, member);

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), value) == 0)
        return TRUE;
    }
  return FALSE;
}
