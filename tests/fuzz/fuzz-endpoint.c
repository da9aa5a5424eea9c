/* fuzz-endpoint.c: URLs of endpoints, from the environment, a profile or a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-endpoint.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "fuzz.h"

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* What is taken is https, or stays on this computer; and it can be written and read again. */
static void
check_endpoint (const AwsEndpoint *endpoint)
{
  g_autofree char *text = g_uri_to_string (endpoint->uri);
  g_autoptr(GUri) again = g_uri_parse (text, G_URI_FLAGS_ENCODED_PATH, NULL);
  const char *scheme = g_uri_get_scheme (endpoint->uri);

  g_assert_nonnull (again);
  g_assert_true (strcmp (scheme, "https") == 0
                 || (strcmp (scheme, "http") == 0 && is_loopback (g_uri_get_host (endpoint->uri))));
  g_assert_null (g_uri_get_userinfo (endpoint->uri));
  g_assert_null (g_uri_get_query (endpoint->uri));
  for (const char *c = endpoint->host; *c != '\0'; c++)
    g_assert_true (!g_ascii_iscntrl (*c) && *c != ' ');
}

static void
check (const char        *region,
       const char        *url,
       const AwsSettings *settings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsEndpoint) endpoint = aws_endpoint_resolve (&AWS_EC2, region, url, settings, &error);

  if (endpoint != NULL)
    {
      g_assert_no_error (error);
      check_endpoint (endpoint);
      return;
    }

  g_assert_true (error != NULL && error->domain == AWS_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  AwsSettings settings = { .ignore_urls = TRUE };

  if (*text != '\0')
    check ("eu-central-1", text, &settings);
  check (text, "https://example.com", &settings);
  settings.use_fips = size % 2 == 1;
  settings.use_dual_stack = size % 3 == 1;
  check (text, NULL, &settings);

  return 0;
}
