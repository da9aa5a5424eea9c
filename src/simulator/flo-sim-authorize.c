/* flo-sim-authorize.c: the pages a browser sees when somebody signs in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-client.h"
#include "simulator/flo-sim-rest.h"
#include "simulator/flo-sim-xml.h"

#define CODE_LIFETIME (600 * FLO_SIM_SECOND)
#define HTML          "text/html; charset=utf-8"

static void
show_page (FloSimReply *reply,
           guint        status,
           const char  *title,
           const char  *text)
{
  g_autoptr (GString) page
      = g_string_new ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");

  flo_sim_xml_append_text (page, title);
  g_string_append (page, "</title></head><body><h1>");
  flo_sim_xml_append_text (page, title);
  g_string_append (page, "</h1><p>");
  flo_sim_xml_append_text (page, text);
  g_string_append (page, "</p></body></html>\n");
  flo_sim_reply_text (reply, status, HTML, page->str);
}

/* The registered address names no port; the request's may have any. */
static gboolean
same_but_for_port (const char *registered,
                   const char *asked)
{
  g_autoptr (GUri) a = g_uri_parse (registered, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) b = g_uri_parse (asked, G_URI_FLAGS_NONE, NULL);

  return a != NULL && b != NULL && g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b))
         && g_strcmp0 (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_strcmp0 (g_uri_get_path (a), g_uri_get_path (b)) == 0
         && g_uri_get_query (b) == NULL && g_uri_get_fragment (b) == NULL;
}

static gboolean
redirect_is_registered (JsonObject *client,
                        const char *redirect)
{
  JsonArray *registered = json_object_has_member (client, "redirects")
                              ? json_object_get_array_member (client, "redirects")
                              : NULL;

  for (guint i = 0; registered != NULL && i < json_array_get_length (registered); i++)
    if (same_but_for_port (json_array_get_string_element (registered, i), redirect))
      return TRUE;
  return FALSE;
}

static void
redirect (FloSimReply *reply,
          const char  *uri,
          const char  *name,
          const char  *value,
          const char  *state)
{
  g_autofree char *escaped_value = g_uri_escape_string (value, NULL, FALSE);
  g_autofree char *escaped_state = state != NULL ? g_uri_escape_string (state, NULL, FALSE) : NULL;

  show_page (reply, 302, "Practice cloud", "You are being sent back.");
  reply->location = g_strconcat (uri, "?", name, "=", escaped_value,
                                 state != NULL ? "&state=" : NULL, escaped_state, NULL);
}

/* Sends the browser back with the outcome, or lets it wait. */
static void
show_outcome (FloSimGrant *grant,
              FloSimReply *reply)
{
  g_autofree char *text = NULL;

  switch (grant->state)
    {
    case FLO_SIM_GRANT_APPROVED:
      redirect (reply, grant->redirect_uri, "code", grant->code, grant->state_text);
      break;

    case FLO_SIM_GRANT_DENIED:
    case FLO_SIM_GRANT_EXPIRED:
      redirect (reply, grant->redirect_uri, "error", "access_denied", grant->state_text);
      break;

    case FLO_SIM_GRANT_PENDING:
    default:
      text = g_strdup_printf ("The sign-in %s waits for approval: POST "
                              "{\"approve\": \"%s\"} to /_simulator/sso, then reload /authorize/wait"
                              "?user_code=%s",
                              grant->user_code, grant->user_code, grant->user_code);
      show_page (reply, 200, "Practice cloud: waiting", text);
      break;
    }
}

void
flo_sim_authorize (const FloSimRestRequest *request,
                   FloSimReply             *reply)
{
  const char *client_id = flo_sim_rest_query (request, "client_id");
  const char *uri = flo_sim_rest_query (request, "redirect_uri");
  const char *challenge = flo_sim_rest_query (request, "code_challenge");
  const char *scopes = flo_sim_rest_query (request, "scopes");
  const char *state = flo_sim_rest_query (request, "state");
  g_autoptr (JsonObject) client = flo_sim_client_find (client_id, NULL, request->now);
  FloSimGrant *grant;

  /* Nobody is sent to an address that is not known to be the client's. */
  if (client == NULL)
    show_page (reply, 400, "Practice cloud: invalid client", "The client is not registered.");
  else if (uri == NULL || !redirect_is_registered (client, uri))
    show_page (reply, 400, "Practice cloud: invalid redirect",
               "The redirect address is not one that the client registered.");
  else if (g_strcmp0 (flo_sim_rest_query (request, "response_type"), "code") != 0)
    redirect (reply, uri, "error", "unsupported_response_type", state);
  else if (challenge == NULL
           || g_strcmp0 (flo_sim_rest_query (request, "code_challenge_method"), "S256") != 0)
    redirect (reply, uri, "error", "invalid_request", state);
  else
    {
      grant = flo_sim_sso_add (request->sso, client_id, request->now + CODE_LIFETIME);
      grant->redirect_uri = g_strdup (uri);
      grant->challenge = g_strdup (challenge);
      grant->state_text = g_strdup (state);
      grant->refreshable = flo_sim_client_has (client, "scopes", "sso:account:access")
                           || (scopes != NULL && strstr (scopes, "sso:account:access") != NULL);
      show_outcome (grant, reply);
    }
}

void
flo_sim_authorize_wait (const FloSimRestRequest *request,
                        FloSimReply             *reply)
{
  const char *user_code = flo_sim_rest_query (request, "user_code");
  FloSimGrant *grant
      = user_code != NULL ? flo_sim_sso_find_user (request->sso, user_code) : NULL;

  if (grant == NULL || grant->redirect_uri == NULL)
    show_page (reply, 404, "Practice cloud: unknown", "No sign-in waits under this code.");
  else
    show_outcome (grant, reply);
}

void
flo_sim_authorize_device (const FloSimRestRequest *request,
                          FloSimReply             *reply)
{
  static const char *const texts[] = {
    [FLO_SIM_GRANT_PENDING] = "The sign-in waits for POST {\"approve\": CODE} to /_simulator/sso.",
    [FLO_SIM_GRANT_APPROVED] = "The sign-in is approved. You can close this page.",
    [FLO_SIM_GRANT_DENIED] = "The sign-in is denied.",
    [FLO_SIM_GRANT_EXPIRED] = "The code has expired. Start the sign-in again.",
  };
  const char *user_code = flo_sim_rest_query (request, "user_code");
  FloSimGrant *grant
      = user_code != NULL ? flo_sim_sso_find_user (request->sso, user_code) : NULL;

  if (user_code == NULL)
    show_page (reply, 200, "Practice cloud: sign-in",
               "Open this page with ?user_code= and the code that your program shows.");
  else if (grant == NULL)
    show_page (reply, 404, "Practice cloud: unknown code",
               "No sign-in waits under this code. Was it used already?");
  else
    show_page (reply, 200, "Practice cloud: sign-in", texts[grant->state]);
}
