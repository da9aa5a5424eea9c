/* test-aws-sso-redirect.c: the browser that comes back, and everybody else who knocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-redirect.h"
#include "base/flo-secret.h"

#define STATE "the-right-state"

typedef struct
{
  AwsSsoRedirect *redirect;     /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  guint16 port;
  char *host;                   /* (owned): "Host: 127.0.0.1:PORT\r\n" */
  gboolean done;
  char *code;                   /* (owned) (nullable) */
  GError *error;                /* (owned) (nullable) */
} Fixture;

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->code = aws_sso_redirect_wait_finish (AWS_SSO_REDIRECT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = NULL;

  fixture->cancellable = g_cancellable_new ();
  fixture->redirect = aws_sso_redirect_new (STATE, &error);
  g_assert_no_error (error);
  uri = g_uri_parse (aws_sso_redirect_get_uri (fixture->redirect), G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "http");
  g_assert_cmpstr (g_uri_get_host (uri), ==, "127.0.0.1");
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/oauth/callback");
  fixture->port = (guint16) g_uri_get_port (uri);
  fixture->host = g_strdup_printf ("Host: 127.0.0.1:%u\r\n", fixture->port);
  aws_sso_redirect_wait_async (fixture->redirect, fixture->cancellable, waited_cb, fixture);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_cancellable_cancel (fixture->cancellable);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->redirect);
  /* Visitors who are still there leave. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->cancellable);
  flo_secret_free (fixture->code);
  g_clear_error (&fixture->error);
  g_free (fixture->host);
}

static GSocketConnection *
knock (Fixture *fixture)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  gssize *n = user_data;

  *n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
}

/* Everything until the other side hangs up. (transfer full) */
static char *
hear (GSocketConnection *connection)
{
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  do
    {
      n = -2;
      g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                 sizeof buffer, G_PRIORITY_DEFAULT, NULL, read_cb, &n);
      while (n == -2)
        g_main_context_iteration (NULL, TRUE);
      if (n > 0)
        g_string_append_len (answer, buffer, n);
    }
  while (n > 0);

  return g_string_free (answer, FALSE);
}

static void
say (GSocketConnection *connection,
     const char        *text,
     gsize              length)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length,
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): what is answered to "@line CRLF Host… CRLF CRLF" */
static char *
ask (Fixture    *fixture,
     const char *line)
{
  g_autoptr(GSocketConnection) connection = knock (fixture);
  g_autofree char *text = g_strconcat (line, "\r\n", fixture->host, "\r\n", NULL);

  say (connection, text, strlen (text));

  return hear (connection);
}

static void
assert_status (Fixture    *fixture,
               const char *line,
               const char *status)
{
  g_autofree char *answer = ask (fixture, line);
  g_autofree char *expected = g_strconcat ("HTTP/1.1 ", status, NULL);

  if (!g_str_has_prefix (answer, expected))
    g_error ("\"%s\" was answered \"%s\"", line, answer);
}

static void
assert_comes_back (Fixture *fixture)
{
  assert_status (fixture, "GET /oauth/callback?code=S3CR3T%2Bcode&state=" STATE " HTTP/1.1",
                 "200 ");
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->code, ==, "S3CR3T+code");
}

static void
test_code (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *answer =
      ask (fixture, "GET /oauth/callback?code=S3CR3T%2Bcode&state=" STATE " HTTP/1.1");

  g_assert_nonnull (strstr (answer, "You can close this window."));
  g_assert_nonnull (strstr (answer, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (answer, "default-src 'none'"));
  g_assert_null (strstr (answer, "S3CR3T"));
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->code, ==, "S3CR3T+code");
}

static void
test_strangers (Fixture       *fixture,
                gconstpointer  data)
{
  assert_status (fixture, "GET /favicon.ico HTTP/1.1", "404 ");
  assert_status (fixture, "GET / HTTP/1.1", "404 ");
  assert_status (fixture, "GET /oauth/callback/?code=a&state=" STATE " HTTP/1.1", "404 ");
  assert_status (fixture, "GET /oauth/callbac?code=a&state=" STATE " HTTP/1.1", "404 ");
  assert_status (fixture, "POST /oauth/callback?code=a&state=" STATE " HTTP/1.1", "405 ");
  assert_status (fixture, "HEAD /oauth/callback?code=a&state=" STATE " HTTP/1.1", "405 ");
  assert_status (fixture, "GET /oauth/callback HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a&state= HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a&state=wrong HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a&state=" STATE "x HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?error=access_denied&state=wrong HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?state=" STATE " HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=&state=" STATE " HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=%zz&state=" STATE " HTTP/1.1", "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a&state=" STATE, "400 ");
  assert_status (fixture, "GET /oauth/callback?code=a&state=" STATE " RTSP/1.0", "400 ");
  assert_status (fixture, "", "400 ");
  g_assert_false (fixture->done);

  assert_comes_back (fixture);
}

/* A page whose name leads to this machine sends its own name. */
static void
test_other_host (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *right = g_steal_pointer (&fixture->host);

  fixture->host = g_strdup ("Host: evil.example\r\n");
  assert_status (fixture, "GET /oauth/callback?code=a&state=" STATE " HTTP/1.1", "400 ");
  g_free (fixture->host);
  fixture->host = g_strdup ("");
  assert_status (fixture, "GET /oauth/callback?code=a&state=" STATE " HTTP/1.1", "400 ");
  g_assert_false (fixture->done);

  g_free (fixture->host);
  fixture->host = g_steal_pointer (&right);
  assert_comes_back (fixture);
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  assert_status (
      fixture,
      "GET /oauth/callback?error=access_denied&error_description=not%0Atoday&state=" STATE
      " HTTP/1.1",
      "200 ");
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fixture->code);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, AWS_CODE_SIGN_IN_DENIED);
  g_assert_nonnull (strstr (fixture->error->message, "not today"));
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GSocketConnection) connection = knock (fixture);
  g_autofree char *filler = g_strnfill (16 * 1024, 'x');
  g_autofree char *answer = NULL;

  say (connection, filler, 16 * 1024);
  answer = hear (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 431 "));

  assert_comes_back (fixture);
}

/* A request that comes byte by byte, and connections that a browser opens ahead and leaves silent. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSocketConnection) silent = knock (fixture);
  g_autoptr(GSocketConnection) connection = knock (fixture);
  g_autofree char *text = g_strconcat ("GET /oauth/callback?code=slow&state=" STATE " HTTP/1.1\r\n",
                                       fixture->host, "\r\n", NULL);
  g_autofree char *answer = NULL;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      say (connection, text + i, 1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  answer = hear (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->code, ==, "slow");
}

/* More visitors than it has room for: the ones too many are turned away, the others stay. */
static void
test_crowd (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *answer = NULL;
  GSocketConnection *last;

  for (guint i = 0; i < 17; i++)
    {
      g_ptr_array_add (crowd, knock (fixture));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  last = g_ptr_array_index (crowd, 16);
  answer = hear (last);
  g_assert_cmpstr (answer, ==, "");

  g_ptr_array_set_size (crowd, 0);
  /* Whose leaving is noticed when it is read. */
  for (;;)
    {
      g_autofree char *page =
          ask (fixture, "GET /oauth/callback?code=S3CR3T%2Bcode&state=" STATE " HTTP/1.1");

      if (*page != '\0')
        break;
    }
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->code, ==, "S3CR3T+code");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GSocketConnection) silent = knock (fixture);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_cancellable_cancel (fixture->cancellable);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define TEST(name, func) \
  g_test_add ("/aws/sso-redirect/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("code", test_code);
  TEST ("strangers", test_strangers);
  TEST ("other-host", test_other_host);
  TEST ("denied", test_denied);
  TEST ("too-long", test_too_long);
  TEST ("slow", test_slow);
  TEST ("crowd", test_crowd);
  TEST ("cancel", test_cancel);

  return g_test_run ();
}
