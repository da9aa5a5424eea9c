/* test-ssh-connection.c: a connection to a real sshd, and to what only looks like one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "ssh-server.h"
#include "ssh/flo-ssh-connection.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MANY 50

static const FloSshBounds bounds = { .line = 4096, .total = 65536, .silence_seconds = 10 };

typedef struct
{
  SshServer *server;
  FloSshConnection *connection;
  GCancellable *cancellable;
  GString *lines;            /* each with its end */
  guint opened;
  guint ended;
  int status;
  GError *error;
  guint sockets;             /* open before the test */
} Fixture;


/* Others than sockets GLib keeps for itself. */
static guint
count_sockets (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *what = g_file_read_link (path, NULL);

      n += what != NULL && g_str_has_prefix (what, "socket:");
    }

  return n;
}

static FloSshConnection *
connect_to (Fixture    *f,
            guint16     port,
            const char *key_path,
            const char *host_key)
{
  const FloSshTarget target = {
    .address = "127.0.0.1",
    .port = port,
    .user = g_get_user_name (),
    .key_path = key_path,
    .host_key = host_key,
    .step_seconds = f->server->mode == SSH_SERVER_SERVES ? 20 : 1,
  };

  return flo_ssh_connection_new (&target);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  f->opened += flo_ssh_connection_open_finish (FLO_SSH_CONNECTION (object), result, &f->error);
  f->ended++;
}

static void
wait_for_end (Fixture *f,
              guint    n)
{
  while (f->ended < n)
    g_main_context_iteration (NULL, TRUE);
  f->ended = 0;
}

static gboolean
open_it (Fixture *f)
{
  f->opened = 0;
  flo_ssh_connection_open_async (f->connection, f->cancellable, opened_cb, f);
  wait_for_end (f, 1);

  return f->opened == 1;
}

static void
line_cb (const char *line,
         gpointer    user_data)
{
  Fixture *f = user_data;

  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_string_append_printf (f->lines, "%s\n", line);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  f->status = -2;
  if (!flo_ssh_connection_run_finish (FLO_SSH_CONNECTION (object), result, &f->status, &f->error))
    g_test_message ("%s", f->error->message);
  f->ended++;
}

static void
begin_run (Fixture            *f,
           const char         *command,
           const FloSshBounds *within)
{
  g_string_truncate (f->lines, 0);
  flo_ssh_connection_run_async (f->connection, command, within, line_cb, f, f->cancellable, ran_cb, f);
}

static int
run_it (Fixture    *f,
        const char *command)
{
  begin_run (f, command, &bounds);
  wait_for_end (f, 1);

  return f->status;
}

static gboolean
later_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_milliseconds (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, later_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->sockets = count_sockets ();
  f->server = ssh_server_new ();
  if (f->server == NULL)
    return;

  f->server->mode = GPOINTER_TO_UINT (data);
  f->cancellable = g_cancellable_new ();
  f->lines = g_string_new (NULL);
  f->connection = connect_to (f, f->server->port, f->server->user_key, NULL);
}

/* Nothing is left: no object, no socket. */
static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gpointer left = NULL;

  if (f->server == NULL)
    return;

  g_object_add_weak_pointer (G_OBJECT (f->connection), &left);
  g_object_unref (f->connection);
  /* A thread ends a moment after its task. */
  for (guint i = 0; i < 200 && g_atomic_pointer_get (&left) != NULL; i++)
    g_usleep (10000);
  g_assert_null (left);
  g_clear_object (&f->cancellable);
  g_clear_error (&f->error);
  g_string_free (f->lines, TRUE);
  ssh_server_free (f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < 200 && count_sockets () > f->sockets; i++)
    g_usleep (10000);
  g_assert_cmpuint (count_sockets (), <=, f->sockets);
}

#define TEST(name) static void name (Fixture *f, gconstpointer data)

TEST (test_commands)
{
  gint64 begun;

  if (f->server == NULL)
    return;

  g_assert_null (flo_ssh_connection_get_host_key (f->connection));
  g_assert_true (open_it (f));
  g_assert_true (g_str_has_prefix (flo_ssh_connection_get_host_key (f->connection), "ssh-ed25519 AAAA"));

  g_assert_cmpint (run_it (f, "echo one; echo; printf 'two\\r\\n'; echo lost >&2; echo $FLO_TEST; printf last; exit 3"), ==, 3);
  g_assert_no_error (f->error);
  g_assert_cmpstr (f->lines->str, ==, "one\n\ntwo\nhere\nlast\n");

  g_assert_cmpint (run_it (f, "printf 'a\\377b\\n'"), ==, 0);
  g_assert_cmpstr (f->lines->str, ==, "a\357\277\275b\n");
  g_assert_cmpint (run_it (f, "kill -9 $$"), ==, -1);
  g_assert_no_error (f->error);
  begun = g_get_monotonic_time ();
  for (guint i = 0; i < 30; i++)
    g_assert_cmpint (run_it (f, "exec true"), ==, 0);
  g_test_message ("30 commands in %.3f s", (g_get_monotonic_time () - begun) / 1e6);
  g_assert_cmpstr (f->lines->str, ==, "");
}

TEST (test_one_at_a_time)
{
  if (f->server == NULL)
    return;

  begin_run (f, "true", &bounds);
  wait_for_end (f, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  g_assert_true (open_it (f));
  begin_run (f, "sleep 0.3; echo done; exit 4", &bounds);
  begin_run (f, "true", &bounds);
  wait_for_end (f, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_PENDING);
  wait_for_end (f, 1);
  g_assert_no_error (f->error);
  g_assert_cmpint (f->status, ==, 4);
  g_assert_cmpstr (f->lines->str, ==, "done\n");
  g_assert_cmpint (run_it (f, "exit 5"), ==, 5);
}

TEST (test_wrong_key)
{
  g_autofree char *stranger = NULL;

  if (f->server == NULL)
    return;

  stranger = ssh_server_stranger (f->server);
  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, stranger, NULL);
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_REFUSED);
  g_assert_nonnull (strstr (f->error->message, "does not let"));

  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, "/nonexistent/key", NULL);
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_KEY);
}

TEST (test_host_key)
{
  g_autofree char *seen = NULL;

  if (f->server == NULL)
    return;

  g_assert_true (open_it (f));
  seen = g_strdup (flo_ssh_connection_get_host_key (f->connection));

  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, f->server->user_key, seen);
  g_assert_true (open_it (f));

  ssh_server_make_key (f->server, "host");
  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, f->server->user_key, seen);
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_HOST_KEY);
  g_assert_nonnull (strstr (f->error->message, "another host key"));

  /* It has none of the kind that is known. */
  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, f->server->user_key, "ssh-rsa AAAA");
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_HOST_KEY);
}

TEST (test_agent)
{
  g_autofree char *output = NULL;
  g_autofree char *socket = NULL;
  g_autofree char *add = NULL;
  g_autoptr (GSubprocess) agent = NULL;
  g_autoptr (GError) error = NULL;

  if (f->server == NULL)
    return;

  socket = g_build_filename (f->server->folder, "agent", NULL);
  agent = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "ssh-agent", "-D", "-a", socket, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < 500 && !g_file_test (socket, G_FILE_TEST_EXISTS); i++)
    g_usleep (10000);
  add = g_strdup_printf ("env SSH_AUTH_SOCK=%s ssh-add -q %s", socket, f->server->user_key);
  g_spawn_command_line_sync (add, &output, NULL, NULL, &error);
  g_assert_no_error (error);

  g_setenv ("SSH_AUTH_SOCK", socket, TRUE);
  g_clear_object (&f->connection);
  f->connection = connect_to (f, f->server->port, NULL, NULL);
  g_assert_true (open_it (f));
  g_assert_cmpint (run_it (f, "exit 6"), ==, 6);
  g_unsetenv ("SSH_AUTH_SOCK");

  g_subprocess_force_exit (agent);
  g_subprocess_wait (agent, NULL, NULL);
}

TEST (test_refused)
{
  if (f->server == NULL)
    return;

  g_socket_service_stop (f->server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (f->server->service));
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT);
  g_assert_nonnull (strstr (f->error->message, "refused"));
}

/* Nobody takes it: as with a firewall that drops what comes. */
TEST (test_dropped)
{
  GSocket *listener, *fillers[8];
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) full = NULL;
  const FloSshTarget target = { .address = "127.0.0.1", .user = "nobody", .key_path = "/dev/null", .step_seconds = 1 };
  FloSshTarget there = target;

  if (f->server == NULL)
    return;

  listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, NULL));
  full = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      fillers[i] = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_socket_set_blocking (fillers[i], FALSE);
      g_socket_connect (fillers[i], full, NULL, NULL);
    }

  there.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (full));
  g_clear_object (&f->connection);
  f->connection = flo_ssh_connection_new (&there);
  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT);

  g_clear_object (&f->connection);
  there.step_seconds = 60;
  f->connection = flo_ssh_connection_new (&there);
  flo_ssh_connection_open_async (f->connection, f->cancellable, opened_cb, f);
  wait_milliseconds (50);
  g_cancellable_cancel (f->cancellable);
  wait_for_end (f, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    g_object_unref (fillers[i]);
  g_object_unref (listener);
}

TEST (test_silent)
{
  gint64 begun = g_get_monotonic_time ();

  if (f->server == NULL)
    return;

  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT);
  g_assert_nonnull (strstr (f->error->message, "says nothing"));
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 900000);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5000000);
}

TEST (test_cut_at_once)
{
  if (f->server == NULL)
    return;

  g_assert_false (open_it (f));
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT);
}

TEST (test_cut)
{
  if (f->server == NULL)
    return;

  g_assert_true (open_it (f));
  begin_run (f, "echo here; sleep 20", &bounds);
  while (f->lines->len == 0)
    g_main_context_iteration (NULL, TRUE);
  ssh_server_cut (f->server);
  wait_for_end (f, 1);
  g_assert_error (f->error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT);
  g_assert_cmpstr (f->lines->str, ==, "here\n");

  begin_run (f, "true", &bounds);
  wait_for_end (f, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

TEST (test_bounds)
{
  static const struct
  {
    const char *command;
    FloSshBounds bounds;
    int code;
  } cases[] = {
    { "echo fine; printf '%05000d' 0", { 4096, 65536, 10 }, FLO_SSH_ERROR_OUTPUT },
    { "yes", { 4096, 65536, 10 }, FLO_SSH_ERROR_OUTPUT },
    { "yes >&2", { 4096, 65536, 10 }, FLO_SSH_ERROR_OUTPUT },
    { "cat /dev/zero", { 4096, 65536, 10 }, FLO_SSH_ERROR_OUTPUT },
    { "sleep 20", { 4096, 65536, 1 }, FLO_SSH_ERROR_SILENT },
    { "while sleep 0.2; do echo .; done", { 4096, 20, 1 }, FLO_SSH_ERROR_OUTPUT },
  };

  for (guint i = 0; f->server != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_clear_object (&f->connection);
      f->connection = connect_to (f, f->server->port, f->server->user_key, NULL);
      g_assert_true (open_it (f));
      begin_run (f, cases[i].command, &cases[i].bounds);
      wait_for_end (f, 1);
      g_test_message ("%s: %s", cases[i].command, f->error != NULL ? f->error->message : "no error");
      g_assert_error (f->error, FLO_SSH_ERROR, cases[i].code);
      g_assert_cmpuint (f->lines->len, <=, 65536);
    }
}

/* After no time, and after a little more each time: in all steps there are. */
TEST (test_cancel)
{
  guint opened = 0;

  for (guint wait = 0; f->server != NULL && wait < 400 && opened < 3; wait += wait < 60 ? 3 : 20)
    {
      g_clear_object (&f->connection);
      g_clear_object (&f->cancellable);
      f->cancellable = g_cancellable_new ();
      f->connection = connect_to (f, f->server->port, f->server->user_key, NULL);
      f->opened = 0;
      flo_ssh_connection_open_async (f->connection, f->cancellable, opened_cb, f);
      wait_milliseconds (wait);
      g_cancellable_cancel (f->cancellable);
      wait_for_end (f, 1);
      opened += f->opened;
      if (f->opened == 0)
        g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  if (f->server != NULL)
    g_assert_cmpuint (opened, >, 0);
}

TEST (test_cancel_run)
{
  for (guint wait = 0; f->server != NULL && wait < 80; wait += 8)
    {
      gsize length;

      g_clear_object (&f->connection);
      g_clear_object (&f->cancellable);
      f->cancellable = g_cancellable_new ();
      f->connection = connect_to (f, f->server->port, f->server->user_key, NULL);
      g_assert_true (open_it (f));
      begin_run (f, "while sleep 0.01; do echo x; done", &bounds);
      wait_milliseconds (wait);
      g_cancellable_cancel (f->cancellable);
      length = f->lines->len;
      wait_for_end (f, 1);
      g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (f->lines->len, ==, length);
    }
}

TEST (test_many)
{
  const FloSshBounds patient = { .line = 4096, .total = 65536, .silence_seconds = 60 };
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begun = g_get_monotonic_time ();

  if (f->server == NULL)
    return;

  for (guint i = 0; i < MANY; i++)
    {
      FloSshConnection *connection = connect_to (f, f->server->port, f->server->user_key, NULL);

      g_ptr_array_add (connections, connection);
      flo_ssh_connection_open_async (connection, NULL, opened_cb, f);
    }
  wait_for_end (f, MANY);
  g_assert_cmpuint (f->opened, ==, MANY);
  g_test_message ("%d connections in %.1f s", MANY, (g_get_monotonic_time () - begun) / 1e6);

  for (guint i = 0; i < MANY; i++)
    flo_ssh_connection_run_async (g_ptr_array_index (connections, i), "echo x; sleep 1; echo y", &patient, line_cb, f, NULL,
                                  ran_cb, f);
  wait_for_end (f, MANY);
  g_assert_cmpuint (f->lines->len, ==, MANY * strlen ("x\ny\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, mode, test) \
  g_test_add ("/ssh/connection/" path, Fixture, GUINT_TO_POINTER (mode), set_up, test, tear_down)
  ADD ("commands", SSH_SERVER_SERVES, test_commands);
  ADD ("one-at-a-time", SSH_SERVER_SERVES, test_one_at_a_time);
  ADD ("wrong-key", SSH_SERVER_SERVES, test_wrong_key);
  ADD ("host-key", SSH_SERVER_SERVES, test_host_key);
  ADD ("agent", SSH_SERVER_SERVES, test_agent);
  ADD ("refused", SSH_SERVER_SERVES, test_refused);
  ADD ("dropped", SSH_SERVER_SERVES, test_dropped);
  ADD ("silent", SSH_SERVER_SILENT, test_silent);
  ADD ("cut-at-once", SSH_SERVER_CUTS, test_cut_at_once);
  ADD ("cut", SSH_SERVER_SERVES, test_cut);
  ADD ("bounds", SSH_SERVER_SERVES, test_bounds);
  ADD ("cancel", SSH_SERVER_SERVES, test_cancel);
  ADD ("cancel-run", SSH_SERVER_SERVES, test_cancel_run);
  ADD ("many", SSH_SERVER_SERVES, test_many);

  return g_test_run ();
}
