/* test-aws-proxy-resolver.c: which way to AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-proxy-resolver.h"

#define AWS "https://ec2.us-east-1.amazonaws.com"

/* ---- the desktop's settings ---- */

#define TEST_TYPE_DESKTOP_RESOLVER (test_desktop_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestDesktopResolver, test_desktop_resolver, TEST, DESKTOP_RESOLVER, GObject)

struct _TestDesktopResolver
{
  GObject parent_instance;
};

static void test_desktop_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestDesktopResolver, test_desktop_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_desktop_resolver_iface_init))

static gboolean
desktop_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
desktop_lookup (GProxyResolver  *resolver,
                const char      *uri,
                GCancellable    *cancellable,
                GError         **error)
{
  return g_strsplit ("http://desktop:1", " ", -1);
}

static void
desktop_lookup_async (GProxyResolver      *resolver,
                      const char          *uri,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strsplit ("http://desktop:1", " ", -1), (GDestroyNotify) g_strfreev);
}

static char **
desktop_lookup_finish (GProxyResolver  *resolver,
                       GAsyncResult    *result,
                       GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_desktop_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = desktop_is_supported;
  iface->lookup = desktop_lookup;
  iface->lookup_async = desktop_lookup_async;
  iface->lookup_finish = desktop_lookup_finish;
}

static void
test_desktop_resolver_class_init (TestDesktopResolverClass *klass)
{
}

static void
test_desktop_resolver_init (TestDesktopResolver *self)
{
}

/* ---- tests ---- */

static void
set_environment (const char *https,
                 const char *http,
                 const char *none)
{
  static const char *const others[] = { "https_proxy", "http_proxy", "no_proxy", NULL };

  for (guint i = 0; others[i] != NULL; i++)
    g_unsetenv (others[i]);
  g_setenv ("HTTPS_PROXY", https, TRUE);
  g_setenv ("HTTP_PROXY", http, TRUE);
  g_setenv ("NO_PROXY", none, TRUE);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
assert_way (const char *uri,
            const char *way)
{
  g_autoptr(GProxyResolver) resolver = aws_proxy_resolver_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = g_proxy_resolver_lookup (resolver, uri, NULL, &error);
  g_auto(GStrv) again = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (proxies), ==, 1);
  g_assert_cmpstr (proxies[0], ==, way);

  g_proxy_resolver_lookup_async (resolver, uri, NULL, looked_up_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  again = g_proxy_resolver_lookup_finish (resolver, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_equal ((const char *const *) proxies, (const char *const *) again));
}

static void
test_desktop (void)
{
  set_environment ("", "", "");
  assert_way (AWS, "http://desktop:1");
  assert_way ("https://127.0.0.1:8080", "direct://");
  assert_way ("http://169.254.169.254", "direct://");
}

static void
test_variables (void)
{
  set_environment ("http://user:secret@proxy:3128", "", "");
  assert_way (AWS, "http://user:secret@proxy:3128");
  assert_way ("http://ec2.example.com", "direct://");

  set_environment ("", "proxy:3128", "");
  assert_way (AWS, "direct://");
  assert_way ("http://ec2.example.com", "http://proxy:3128");

  set_environment ("http://upper:1", "", "");
  g_setenv ("https_proxy", "http://lower:1", TRUE);
  assert_way (AWS, "http://lower:1");
}

static void
test_nearby (void)
{
  set_environment ("http://proxy:1", "http://proxy:1", "");
  assert_way ("http://localhost:80/", "direct://");
  assert_way ("https://127.9.9.9", "direct://");
  assert_way ("https://[::1]:99", "direct://");
  assert_way ("http://169.254.169.254/latest", "direct://");
  assert_way ("http://169.254.170.2/v2", "direct://");
  assert_way ("http://[fd00:ec2::254]/latest", "direct://");
  assert_way ("http://[fd00:ec2::23]/v1", "direct://");
  assert_way ("http://localhost.example.com", "http://proxy:1");
  assert_way ("http://10.0.0.1", "http://proxy:1");
}

static void
test_exceptions (void)
{
  set_environment ("http://proxy:1", "http://proxy:1",
                   "example.com, .internal,10.0.0.0/8,*.star.org,exact.net:8443,192.0.2.7");
  assert_way ("https://example.com", "direct://");
  assert_way ("https://EC2.Example.com", "direct://");
  assert_way ("https://notexample.com", "http://proxy:1");
  assert_way ("https://a.internal", "direct://");
  assert_way ("https://internal.com", "http://proxy:1");
  assert_way ("https://10.1.2.3", "direct://");
  assert_way ("https://11.1.2.3", "http://proxy:1");
  assert_way ("https://192.0.2.7", "direct://");
  assert_way ("https://a.star.org", "direct://");
  assert_way ("https://exact.net:8443", "direct://");
  assert_way ("https://exact.net", "http://proxy:1");

  set_environment ("http://proxy:1", "", "*");
  assert_way (AWS, "direct://");
}

static void
test_nonsense (void)
{
  g_autoptr(GProxyResolver) resolver = NULL;
  g_autoptr(GError) error = NULL;

  set_environment ("http://user:secret@[proxy", "", "");
  resolver = aws_proxy_resolver_new ();
  g_assert_null (g_proxy_resolver_lookup (resolver, AWS, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (g_strrstr (error->message, "HTTPS_PROXY"));
  g_assert_null (g_strrstr (error->message, "secret"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "flotilla-test", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_DESKTOP_RESOLVER,
                                  "flotilla-test", 1000);

  g_test_add_func ("/aws/proxy-resolver/desktop", test_desktop);
  g_test_add_func ("/aws/proxy-resolver/variables", test_variables);
  g_test_add_func ("/aws/proxy-resolver/nearby", test_nearby);
  g_test_add_func ("/aws/proxy-resolver/exceptions", test_exceptions);
  g_test_add_func ("/aws/proxy-resolver/nonsense", test_nonsense);

  return g_test_run ();
}
