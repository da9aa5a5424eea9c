/* flo-sim-portal.c: accounts, roles and credentials of who has signed in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-identity.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-rest.h"

#define NAMESPACE       "com.amazonaws.switchboard.portal#"
#define ROLE_LIFETIME   FLO_SIM_HOUR
#define PERSON          "practice@example.com"
#define RESERVED_PREFIX "arn:aws:sts::" FLO_SIM_ACCOUNT_ID ":assumed-role/AWSReservedSSO_"

static const char *const role_names[] = { "PracticeAdministrator", "PracticeReadOnly" };

static void
refuse (FloSimReply *reply,
        guint        status,
        const char  *type,
        const char  *message)
{
  g_autofree char *full = g_strconcat (NAMESPACE, type, NULL);

  flo_sim_reply_json (reply, status, flo_sim_json_new ("message", message, "__type", full, NULL));
  reply->error_type = type;
}

/* (nullable): the reply says why */
static JsonObject *
authenticate (const FloSimRestRequest *request,
              FloSimReply             *reply)
{
  const char *token = flo_sim_rest_header (request, "x-amz-sso_bearer_token");
  JsonObject *content = NULL;

  if (token != NULL)
    content = flo_sim_sso_read_token (request->sso, "access", token, request->now);
  if (content == NULL)
    refuse (reply, 401, "UnauthorizedException", "Session token not found or invalid");
  return content;
}

static gboolean
has_role (const char *account,
          const char *role)
{
  if (g_strcmp0 (account, FLO_SIM_ACCOUNT_ID) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_strcmp0 (role_names[i], role) == 0)
      return TRUE;
  return FALSE;
}

void
flo_sim_portal_credentials (const FloSimRestRequest *request,
                            FloSimReply             *reply)
{
  g_autoptr (JsonObject) token = authenticate (request, reply);
  const char *role = flo_sim_rest_query (request, "role_name");
  const char *account = flo_sim_rest_query (request, "account_id");
  gint64 lifetime = request->cloud->lifetime != 0 ? request->cloud->lifetime : ROLE_LIFETIME;
  g_autoptr (FloSimIdentity) identity = NULL;
  g_autofree char *arn = NULL;
  g_autofree char *id = NULL;

  if (token == NULL)
    return;
  if (role == NULL || account == NULL)
    {
      refuse (reply, 400, "InvalidRequestException", "role_name and account_id are needed");
      return;
    }
  if (!has_role (account, role))
    {
      refuse (reply, 403, "ForbiddenException", "No access");
      return;
    }
  arn = g_strconcat (RESERVED_PREFIX, role, "_0123456789abcdef/", PERSON, NULL);
  id = g_strconcat ("AROAPRACTICESSO000000:", PERSON, NULL);
  identity = flo_sim_identity_issue (arn, id, TRUE, FALSE, request->now + lifetime);
  flo_sim_reply_json (
      reply, 200,
      flo_sim_json_new (
          "{roleCredentials",
          flo_sim_json_new ("accessKeyId", identity->key_id, "secretAccessKey", identity->secret,
                            "sessionToken", identity->token, "#expiration",
                            identity->expires_at / 1000, NULL),
          NULL));
}

void
flo_sim_portal_accounts (const FloSimRestRequest *request,
                         FloSimReply             *reply)
{
  g_autoptr (JsonObject) token = authenticate (request, reply);
  JsonArray *accounts;

  if (token == NULL)
    return;
  accounts = json_array_new ();
  json_array_add_object_element (
      accounts, flo_sim_json_new ("accountId", FLO_SIM_ACCOUNT_ID, "accountName", "Practice",
                                  "emailAddress", PERSON, NULL));
  flo_sim_reply_json (reply, 200, flo_sim_json_new ("[accountList", accounts, NULL));
}

/* A page of one role at a time, when that is what is asked for. */
void
flo_sim_portal_roles (const FloSimRestRequest *request,
                      FloSimReply             *reply)
{
  g_autoptr (JsonObject) token = authenticate (request, reply);
  const char *account = flo_sim_rest_query (request, "account_id");
  const char *most_text = flo_sim_rest_query (request, "max_result");
  const char *from_text = flo_sim_rest_query (request, "next_token");
  guint64 most = most_text != NULL ? g_ascii_strtoull (most_text, NULL, 10) : 0;
  guint64 from = from_text != NULL ? g_ascii_strtoull (from_text, NULL, 10) : 0;
  g_autofree char *next = NULL;
  JsonArray *roles;

  if (token == NULL)
    return;
  if (account == NULL || !has_role (account, role_names[0]))
    {
      refuse (reply, account == NULL ? 400 : 403,
              account == NULL ? "InvalidRequestException" : "ForbiddenException",
              account == NULL ? "account_id is needed" : "No access");
      return;
    }
  if (most == 0)
    most = G_N_ELEMENTS (role_names);
  roles = json_array_new ();
  for (guint i = (guint) MIN (from, G_N_ELEMENTS (role_names));
       i < G_N_ELEMENTS (role_names) && json_array_get_length (roles) < most; i++)
    json_array_add_object_element (
        roles, flo_sim_json_new ("roleName", role_names[i], "accountId", account, NULL));
  if (from + json_array_get_length (roles) < G_N_ELEMENTS (role_names))
    next = g_strdup_printf ("%" G_GUINT64_FORMAT, from + json_array_get_length (roles));
  flo_sim_reply_json (reply, 200,
                      flo_sim_json_new ("nextToken", next, "[roleList", roles, NULL));
}

void
flo_sim_portal_logout (const FloSimRestRequest *request,
                       FloSimReply             *reply)
{
  g_autoptr (JsonObject) token = authenticate (request, reply);

  if (token == NULL)
    return;
  flo_sim_sso_end (request->sso, token);
  flo_sim_reply_text (reply, 200, "application/json", "");
}
