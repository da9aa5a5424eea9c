/* test-aws-exchange.c: how long an exchange may take, and without a byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-error.h"
#include "aws/aws-exchange.h"

#define INTERVAL 100
#define N_PIECES 8

typedef struct
{
  SoupServer *server;
  SoupSession *session;
  SoupMessage *message;          /* the client's */
  SoupServerMessage *answering;  /* (nullable): the server's, while pieces are due */
  guint timer;
  guint n_sent;
  guint n_pieces;                /* after which the server falls silent */
  gsize n_received;
  GAsyncResult *result;
} Fixture;

/* A piece of the answer, as long as there are any; the last one is its end. */
static gboolean
send_piece_cb (gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (fixture->answering);

  soup_message_body_append (body, SOUP_MEMORY_STATIC, "x", 1);
  if (++fixture->n_sent == N_PIECES)
    soup_message_body_complete (body);
  soup_server_message_unpause (fixture->answering);
  if (fixture->n_sent < fixture->n_pieces)
    return G_SOURCE_CONTINUE;

  fixture->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Fixture *fixture = user_data;

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  fixture->answering = message;
  fixture->timer = g_timeout_add (INTERVAL, send_piece_cb, fixture);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handler, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->message = soup_message_new_from_uri (SOUP_METHOD_GET, uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->session = soup_session_new ();
  fixture->n_pieces = GPOINTER_TO_UINT (data);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_handle_id (&fixture->timer, g_source_remove);
  soup_session_abort (fixture->session);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->message);
  g_object_unref (fixture->session);
  g_object_unref (fixture->server);
  g_object_unref (fixture->result);
}

static gboolean
received_cb (SoupMessage  *message,
             const char   *data,
             gsize         length,
             gpointer      user_data,
             GError      **error)
{
  ((Fixture *) user_data)->n_received += length;

  return TRUE;
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

/* Milliseconds until it was over */
static gint64
exchange (Fixture            *fixture,
          const AwsTimeouts  *timeouts,
          GError            **error)
{
  gint64 start = g_get_monotonic_time ();

  aws_exchange_async (fixture->session, fixture->message, timeouts, received_cb, fixture, NULL,
                      exchanged_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  aws_exchange_finish (fixture->result, error);

  return (g_get_monotonic_time () - start) / 1000;
}

/* Whoever goes on talking is listened to, for longer than he may be silent. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  const AwsTimeouts timeouts = { .connect = 500, .idle = 500, .total = 60000 };
  g_autoptr(GError) error = NULL;
  gint64 elapsed = exchange (fixture, &timeouts, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_received, ==, N_PIECES);
  g_assert_cmpint (elapsed, >, 500);
}

/* Silence is counted from the last byte on. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  const AwsTimeouts timeouts = { .connect = 500, .idle = 500, .total = 60000 };
  g_autoptr(GError) error = NULL;
  gint64 elapsed = exchange (fixture, &timeouts, &error);

  g_assert_error (error, AWS_ERROR, AWS_ERROR_TRANSIENT);
  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTimeout");
  g_assert_cmpuint (fixture->n_received, ==, fixture->n_pieces);
  g_assert_cmpint (elapsed, >=, 500 + INTERVAL * (gint64) fixture->n_pieces);
}

/* The whole has an end, however busy it is. */
static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  const AwsTimeouts timeouts = { .connect = 5000, .idle = 5000, .total = 350 };
  g_autoptr(GError) error = NULL;
  gint64 elapsed = exchange (fixture, &timeouts, &error);

  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTimeout");
  g_assert_cmpint (elapsed, >=, 350);
  g_assert_cmpuint (fixture->n_received, <, N_PIECES);
}

static void
add (const char *path,
     guint       n_pieces,
     void      (*func) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_pieces), fixture_set_up, func, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/aws/exchange/slow", N_PIECES, test_slow);
  add ("/aws/exchange/silent", 3, test_silent);
  add ("/aws/exchange/endless", N_PIECES, test_endless);

  return g_test_run ();
}
