/* aws-proxy-resolver.c: which way to AWS
 *
 * The variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in lower or upper case, say it as for AWS's own
 * tools. Where they are not set, the desktop's settings do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-proxy"

#include "aws/aws-proxy-resolver.h"

#include <string.h>

#define DIRECT "direct://"

#define AWS_TYPE_PROXY_RESOLVER (aws_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (AwsProxyResolver, aws_proxy_resolver, AWS, PROXY_RESOLVER, GObject)

struct _AwsProxyResolver
{
  GObject parent_instance;

  char *https_proxy;   /* (owned) (nullable); may hold a password */
  char *http_proxy;    /* (owned) (nullable); the same */
  char **exceptions;   /* (owned): where to go directly */
};

static void aws_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsProxyResolver, aws_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      aws_proxy_resolver_iface_init))

static const char *
get_variable (const char *lower,
              const char *upper)
{
  const char *value = g_getenv (lower);

  if (value == NULL || *value == '\0')
    value = g_getenv (upper);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* "proxy:3128" is meant as "http://proxy:3128". */
static char *
dup_proxy (const char *value)
{
  if (value == NULL || strstr (value, "://") != NULL)
    return g_strdup (value);

  return g_strconcat ("http://", value, NULL);
}

/**
 * aws_proxy_resolver_is_nearby:
 * @host: a host's name or address
 *
 * Returns: whether @host is this computer or a service that is given to it (instance and container
 *   metadata), where a proxy would only be one more to see the secrets
 */
gboolean
aws_proxy_resolver_is_nearby (const char *host)
{
  static const char *const metadata[] = { "fd00:ec2::254", "fd00:ec2::23", NULL };
  g_autoptr(GInetAddress) address = NULL;
  g_autofree char *text = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  if (address == NULL)
    return FALSE;
  text = g_inet_address_to_string (address);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address)
         || g_strv_contains (metadata, text);
}

/* @exception: "example.com", ".example.com", "10.0.0.0/8", each with ":port" or without, or "*" */
static gboolean
exception_matches (const char *exception,
                   const char *host,
                   int         port)
{
  g_autoptr(GInetAddressMask) mask = g_inet_address_mask_new_from_string (exception, NULL);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = NULL;
  const char *colon = strrchr (exception, ':');
  gsize name_length, host_length = strlen (host);

  if (strcmp (exception, "*") == 0)
    return TRUE;
  if (mask != NULL)
    return address != NULL && g_inet_address_mask_matches (mask, address);

  if (colon != NULL && g_ascii_strtoull (colon + 1, NULL, 10) != (guint64) port)
    return FALSE;

  name = colon != NULL ? g_strndup (exception, colon - exception) : g_strdup (exception);
  if (*name == '*' && name[1] == '.')
    memmove (name, name + 1, strlen (name));
  name_length = strlen (name);
  if (name_length == 0 || host_length < name_length
      || g_ascii_strcasecmp (host + host_length - name_length, name) != 0)
    return FALSE;

  return host_length == name_length || *name == '.' || host[host_length - name_length - 1] == '.';
}

static gboolean
is_exception (AwsProxyResolver *self,
              GUri             *uri)
{
  int port = g_uri_get_port (uri);

  if (port <= 0)
    port = strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;

  for (guint i = 0; self->exceptions[i] != NULL; i++)
    if (*self->exceptions[i] != '\0'
        && exception_matches (self->exceptions[i], g_uri_get_host (uri), port))
      return TRUE;

  return FALSE;
}

/* NULL without @error: the desktop knows. */
static char **
aws_proxy_resolver_decide (AwsProxyResolver  *self,
                           const char        *text,
                           GError           **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  gboolean is_https;
  const char *proxy;

  if (uri == NULL || g_uri_get_host (uri) == NULL || aws_proxy_resolver_is_nearby (g_uri_get_host (uri)))
    return g_strdupv ((char *[]) { (char *) DIRECT, NULL });

  if (self->https_proxy == NULL && self->http_proxy == NULL)
    return NULL;

  is_https = strcmp (g_uri_get_scheme (uri), "https") == 0;
  proxy = is_https ? self->https_proxy : self->http_proxy;
  if (proxy == NULL || is_exception (self, uri))
    return g_strdupv ((char *[]) { (char *) DIRECT, NULL });

  /* Its value is not shown: it may hold a password. */
  if (!g_uri_is_valid (proxy, G_URI_FLAGS_HAS_PASSWORD, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "the variable %s is not the URL of a proxy; one looks like http://proxy.example.com:3128",
                   is_https ? "HTTPS_PROXY" : "HTTP_PROXY");
      return NULL;
    }

  return g_strdupv ((char *[]) { (char *) proxy, NULL });
}

static gboolean
aws_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
aws_proxy_resolver_lookup (GProxyResolver  *resolver,
                           const char      *uri,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  char **proxies =
      aws_proxy_resolver_decide (AWS_PROXY_RESOLVER (resolver), uri, &local_error);

  if (proxies != NULL)
    return proxies;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_proxy_resolver_lookup (g_proxy_resolver_get_default (), uri, cancellable, error);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char **proxies =
    g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
aws_proxy_resolver_lookup_async (GProxyResolver      *resolver,
                                 const char          *uri,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  char **proxies = aws_proxy_resolver_decide (AWS_PROXY_RESOLVER (resolver), uri, &error);

  g_task_set_source_tag (task, aws_proxy_resolver_lookup_async);
  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, cancellable, looked_up_cb,
                                   g_steal_pointer (&task));
}

static char **
aws_proxy_resolver_lookup_finish (GProxyResolver  *resolver,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = aws_proxy_resolver_is_supported;
  iface->lookup = aws_proxy_resolver_lookup;
  iface->lookup_async = aws_proxy_resolver_lookup_async;
  iface->lookup_finish = aws_proxy_resolver_lookup_finish;
}

static void
aws_proxy_resolver_finalize (GObject *object)
{
  AwsProxyResolver *self = AWS_PROXY_RESOLVER (object);

  g_clear_pointer (&self->https_proxy, g_free);
  g_clear_pointer (&self->http_proxy, g_free);
  g_clear_pointer (&self->exceptions, g_strfreev);

  G_OBJECT_CLASS (aws_proxy_resolver_parent_class)->finalize (object);
}

static void
aws_proxy_resolver_class_init (AwsProxyResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_proxy_resolver_finalize;
}

static void
aws_proxy_resolver_init (AwsProxyResolver *self)
{
  const char *exceptions = get_variable ("no_proxy", "NO_PROXY");

  self->https_proxy = dup_proxy (get_variable ("https_proxy", "HTTPS_PROXY"));
  self->http_proxy = dup_proxy (get_variable ("http_proxy", "HTTP_PROXY"));
  self->exceptions = g_strsplit_set (exceptions != NULL ? exceptions : "", ", ", -1);
}

/**
 * aws_proxy_resolver_new:
 *
 * Returns: (transfer full): what the environment says now about proxies, and the desktop where it says
 *   nothing
 */
GProxyResolver *
aws_proxy_resolver_new (void)
{
  return g_object_new (AWS_TYPE_PROXY_RESOLVER, NULL);
}
