/* flo-sim-rest.c: what is asked for by method and path, not by a signed action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-rest.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

static const FloSimRoute routes[] = {
  { "POST", "/client/register", "RegisterClient", flo_sim_oidc_register },
  { "POST", "/device_authorization", "StartDeviceAuthorization", flo_sim_oidc_start_device },
  { "POST", "/token", "CreateToken", flo_sim_oidc_create_token },
  { "GET", "/authorize", "Authorize", flo_sim_authorize },
  { "GET", "/authorize/wait", "Authorize", flo_sim_authorize_wait },
  { "GET", "/device", "Device", flo_sim_authorize_device },
  { "GET", "/federation/credentials", "GetRoleCredentials", flo_sim_portal_credentials },
  { "GET", "/assignment/accounts", "ListAccounts", flo_sim_portal_accounts },
  { "GET", "/assignment/roles", "ListAccountRoles", flo_sim_portal_roles },
  { "POST", "/logout", "Logout", flo_sim_portal_logout },
  { "GET", "/offers/", "GetOfferFile", flo_sim_offer_file },
  { "GET", "/spot-advisor-data.json", "GetAdvisorFile", flo_sim_advisor_file },
  { NULL, "/latest/", "InstanceMetadata", flo_sim_metadata },
  { "GET", FLO_SIM_CONTAINER_PATH, "ContainerCredentials", flo_sim_container },
};

const FloSimRoute *
flo_sim_rest_find (const char *method,
                   const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if ((routes[i].method == NULL || g_str_equal (routes[i].method, method))
        && (g_str_has_suffix (routes[i].path, "/") ? g_str_has_prefix (path, routes[i].path)
                                                   : g_str_equal (path, routes[i].path)))
      return &routes[i];
  return NULL;
}

gboolean
flo_sim_rest_knows (const char *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].operation, operation))
      return TRUE;
  return FALSE;
}

void
flo_sim_reply_clear (FloSimReply *reply)
{
  if (reply->body != NULL)
    g_string_free (reply->body, TRUE);
  g_free (reply->location);
  g_free (reply->header_value);
}

void
flo_sim_reply_text (FloSimReply *reply,
                    guint        status,
                    const char  *content_type,
                    const char  *text)
{
  if (reply->body != NULL)
    g_string_free (reply->body, TRUE);
  reply->status = status;
  reply->content_type = content_type;
  reply->body = g_string_new (text);
}

void
flo_sim_reply_json (FloSimReply *reply,
                    guint        status,
                    JsonObject  *object)
{
  g_autoptr (JsonObject) owned = object;
  g_autofree char *text = flo_sim_json_to_text (owned);

  flo_sim_reply_text (reply, status, "application/json", text);
}

void
flo_sim_reply_file (const FloSimRestRequest *request,
                    FloSimReply             *reply,
                    const char              *content_type,
                    const char              *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", digest);

  if (g_strcmp0 (flo_sim_rest_header (request, "If-None-Match"), etag) == 0)
    flo_sim_reply_text (reply, 304, content_type, "");
  else
    flo_sim_reply_text (reply, 200, content_type, text);
  reply->header = "ETag";
  reply->header_value = g_steal_pointer (&etag);
}

const char *
flo_sim_rest_query (const FloSimRestRequest *request,
                    const char              *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

const char *
flo_sim_rest_input (const FloSimRestRequest *request,
                    const char              *name)
{
  return request->input != NULL ? flo_sim_json_get (request->input, name) : NULL;
}

const char *
flo_sim_rest_header (const FloSimRestRequest *request,
                     const char              *name)
{
  return soup_message_headers_get_one (request->headers, name);
}
