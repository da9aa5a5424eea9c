/* aws-sso-page.c: the page on which a person signs in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-page.h"

#include <gio/gio.h>

gboolean
aws_sso_page_is_safe (const char *uri)
{
  g_autoptr(GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (parsed) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return TRUE;
  if (!g_str_equal (g_uri_get_scheme (parsed), "http"))
    return FALSE;

  address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

char *
aws_sso_page_create (const AwsEndpoint *endpoint,
                     AwsSsoSession     *session,
                     const char        *client_id,
                     const char        *redirect_uri,
                     const char        *state,
                     const char        *challenge)
{
  g_autofree char *scopes = g_strjoinv (" ", (char **) aws_sso_session_get_scopes (session));
  g_autofree char *base =
      g_uri_to_string_partial (endpoint->uri, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  /* AWS's own tools write "scopes", where RFC 6749 has "scope". */
  const char *const parameters[] =
  {
    "response_type", "code",
    "client_id", client_id,
    "redirect_uri", redirect_uri,
    "state", state,
    "code_challenge_method", "S256",
    "scopes", scopes,
    "code_challenge", challenge,
  };
  GString *page = g_string_new (base);

  if (page->len > 0 && page->str[page->len - 1] == '/')
    g_string_truncate (page, page->len - 1);
  g_string_append (page, "/authorize");
  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i += 2)
    {
      g_string_append_printf (page, "%c%s=", i == 0 ? '?' : '&', parameters[i]);
      g_string_append_uri_escaped (page, parameters[i + 1], NULL, FALSE);
    }

  return g_string_free (page, FALSE);
}
