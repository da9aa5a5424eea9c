/* aws-endpoint.c: where a service answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-endpoint"

#include "aws/aws-endpoint.h"

#include <gio/gio.h>
#include <string.h>

#include "aws/aws-endpoint-rules.h"
#include "aws/aws-error-codes.h"

#define MAX_REGION_LENGTH 32

static void G_GNUC_PRINTF (3, 4)
aws_endpoint_fail (GError     **error,
                   const char  *code,
                   const char  *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));
}

/**
 * aws_endpoint_check_region:
 * @region: (nullable): a region's name
 * @error: %AWS_ERROR_PARAMETER, "BadRegion"
 *
 * A region becomes a part of a host name, so it must look like nothing else.
 *
 * Returns: whether @region may be the name of a region
 */
gboolean
aws_endpoint_check_region (const char  *region,
                           GError     **error)
{
  gsize length = region != NULL ? strlen (region) : 0;

  if (length == 0)
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_REGION,
                         "no AWS region is chosen; name one, for instance eu-central-1");
      return FALSE;
    }

  if (length > MAX_REGION_LENGTH
      || strspn (region, "abcdefghijklmnopqrstuvwxyz0123456789-") != length
      || region[0] == '-' || region[length - 1] == '-')
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_REGION,
                         "\"%s\" is not the name of an AWS region; one looks like eu-central-1",
                         region);
      return FALSE;
    }

  return TRUE;
}

static gboolean
aws_endpoint_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* A name or an address. What is encoded in a URL could be anything: a line of its own in a request. */
static gboolean
aws_endpoint_is_host (const char *host)
{
  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._:", *c) == NULL)
      return FALSE;

  return *host != '\0';
}

static AwsEndpoint *
aws_endpoint_new (GUri *uri)
{
  AwsEndpoint *self = g_new0 (AwsEndpoint, 1);
  gboolean is_https = strcmp (g_uri_get_scheme (uri), "https") == 0;
  gboolean is_ipv6 = strchr (g_uri_get_host (uri), ':') != NULL;
  int port = g_uri_get_port (uri);
  GString *host = g_string_new (NULL);

  g_string_printf (host, is_ipv6 ? "[%s]" : "%s", g_uri_get_host (uri));
  if (port > 0 && port != (is_https ? 443 : 80))
    g_string_append_printf (host, ":%d", port);

  self->uri = g_uri_ref (uri);
  self->host = g_string_free (host, FALSE);

  return self;
}

static AwsEndpoint *
aws_endpoint_parse (const char  *url,
                    const char  *source,
                    GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GUri) parsed = g_uri_parse (url, G_URI_FLAGS_ENCODED_PATH,
                                        &local_error);
  g_autoptr(GUri) uri = NULL;
  const char *scheme, *host;

  /* The URL itself may hold a password; it is shown only when it has none. */
  if (parsed == NULL)
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_ENDPOINT, "%s is not a URL (%s); "
                         "an endpoint looks like https://ec2.eu-central-1.amazonaws.com",
                         source, local_error->message);
      return NULL;
    }

  scheme = g_uri_get_scheme (parsed);
  host = g_uri_get_host (parsed);
  if ((strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0) || host == NULL
      || !aws_endpoint_is_host (host))
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_ENDPOINT, "%s has to be an https URL with a host",
                         source);
      return NULL;
    }

  if (g_uri_get_userinfo (parsed) != NULL || g_uri_get_query (parsed) != NULL
      || g_uri_get_fragment (parsed) != NULL)
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_ENDPOINT,
                         "%s must not hold a user name, a \"?\" or a \"#\"", source);
      return NULL;
    }

  if (strcmp (scheme, "http") == 0 && !aws_endpoint_is_loopback (host))
    {
      aws_endpoint_fail (
          error, AWS_CODE_BAD_ENDPOINT,
          "%s is %s: http is accepted for this computer only (localhost, 127.0.0.1); use https",
          source, url);
      return NULL;
    }

  uri = g_uri_build (G_URI_FLAGS_ENCODED_PATH, scheme, NULL, host, g_uri_get_port (parsed),
                     *g_uri_get_path (parsed) != '\0' ? g_uri_get_path (parsed) : "/", NULL, NULL);

  return aws_endpoint_new (uri);
}

/* What the settings name; NULL without @error: nothing. */
static AwsEndpoint *
aws_endpoint_from_settings (const AwsService   *service,
                            const AwsSettings  *settings,
                            GError            **error)
{
  g_autofree char *source = NULL;
  g_autofree char *url = aws_settings_dup_url (settings, service, &source, error);

  return url != NULL ? aws_endpoint_parse (url, source, error) : NULL;
}

static AwsHostKind
aws_endpoint_choose_kind (const AwsSettings *settings)
{
  if (settings->use_fips)
    return settings->use_dual_stack ? AWS_HOST_FIPS_DUAL_STACK : AWS_HOST_FIPS;

  return settings->use_dual_stack ? AWS_HOST_DUAL_STACK : AWS_HOST_PLAIN;
}

static AwsEndpoint *
aws_endpoint_from_rules (const AwsService  *service,
                         const char        *region,
                         AwsHostKind        kind,
                         GError           **error)
{
  g_autofree char *host = aws_endpoint_rules_dup_host (service, region, kind);
  g_autofree char *url = NULL;
  AwsEndpoint *endpoint;

  if (host == NULL)
    {
      aws_endpoint_fail (error, AWS_CODE_BAD_ENDPOINT,
                         "%s has no FIPS endpoint in partition %s; unset AWS_USE_FIPS_ENDPOINT or "
                         "use_fips_endpoint", service->id, aws_partition_find (region)->id);
      return NULL;
    }

  url = g_strdup_printf ("https://%s/", host);
  endpoint = aws_endpoint_parse (url, "the endpoint URL", error);
  if (endpoint != NULL)
    endpoint->takes_labels = TRUE;

  return endpoint;
}

/**
 * aws_endpoint_resolve:
 * @service: a service
 * @region: where
 * @override: (nullable): the URL that the user asked for
 * @settings: what else the user wants
 * @error: %AWS_ERROR_PARAMETER, "BadEndpoint", "BadRegion" or "BadSetting"
 *
 * @override comes first, then what @settings name (AWS_ENDPOINT_URL and so on), then AWS's own endpoint.
 *
 * Returns: (transfer full): where to send requests, or %NULL with @error set
 */
AwsEndpoint *
aws_endpoint_resolve (const AwsService   *service,
                      const char         *region,
                      const char         *override,
                      const AwsSettings  *settings,
                      GError            **error)
{
  AwsHostKind kind = aws_endpoint_choose_kind (settings);
  g_autoptr(GError) local_error = NULL;
  AwsEndpoint *endpoint;

  if (!aws_endpoint_check_region (region, error))
    return NULL;

  if (override != NULL && *override != '\0')
    endpoint = aws_endpoint_parse (override, "the endpoint URL", &local_error);
  else
    endpoint = aws_endpoint_from_settings (service, settings, &local_error);

  if (endpoint == NULL && local_error == NULL)
    endpoint = aws_endpoint_from_rules (service, region, kind, &local_error);

  if (endpoint == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  endpoint->signing_region = aws_endpoint_rules_dup_signing_region (service, region, kind);

  return endpoint;
}

void
aws_endpoint_free (AwsEndpoint *self)
{
  g_uri_unref (self->uri);
  g_free (self->host);
  g_free (self->signing_region);
  g_free (self);
}
