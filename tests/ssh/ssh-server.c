/* ssh-server.c: OpenSSH's server, on a port of its own on this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "ssh-server.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#define PRIVILEGE_SEPARATION "/run/sshd"


static char *
find_sshd (void)
{
  char *found = g_find_program_in_path ("sshd");

  return found != NULL ? found : g_find_program_in_path ("/usr/sbin/sshd");
}

static void
run_in (SshServer          *self,
        const char * const *arguments)
{
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (self->folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

void
ssh_server_make_key (SshServer  *self,
                     const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *public = g_strconcat (path, ".pub", NULL);

  g_unlink (path);
  g_unlink (public);
  run_in (self, (const char * const []) { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name, NULL });
}

char *
ssh_server_stranger (SshServer *self)
{
  ssh_server_make_key (self, "stranger");

  return g_build_filename (self->folder, "stranger", NULL);
}

static void
become_group (gpointer user_data)
{
  setpgid (0, 0);
}

static void
serve (SshServer         *self,
       GSocketConnection *connection)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *sshd = find_sshd ();
  g_autofree char *settings = g_build_filename (self->folder, "sshd_config", NULL);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  GSubprocess *process;

  g_subprocess_launcher_take_stdin_fd (launcher, fcntl (fd, F_DUPFD_CLOEXEC, 0));
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (fd, F_DUPFD_CLOEXEC, 0));
  g_subprocess_launcher_set_child_setup (launcher, become_group, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, sshd, "-i", "-f", settings, "-E", log, NULL);
  g_assert_no_error (error);
  g_ptr_array_add (self->processes, process);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             SshServer         *self)
{
  static const char banner[] = "SSH-2.0-cut\r\n";

  switch (self->mode)
    {
    case SSH_SERVER_SERVES:
      serve (self, connection);
      break;
    case SSH_SERVER_CUTS:
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), banner, sizeof banner - 1, NULL,
                                 NULL, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      break;
    case SSH_SERVER_SILENT:
    default:
      g_ptr_array_add (self->held, g_object_ref (connection));
    }

  return TRUE;
}

/* SHLVL: bash would read the person's ~/.bashrc, as that of somebody who logs in. */
static void
write_settings (SshServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "sshd_config", NULL);
  g_autofree char *text = g_strdup_printf ("HostKey %s/host\n"
                                           "AuthorizedKeysFile %s/user.pub\n"
                                           "StrictModes no\n"
                                           "UsePAM no\n"
                                           "PasswordAuthentication no\n"
                                           "KbdInteractiveAuthentication no\n"
                                           "PermitRootLogin yes\n"
                                           "SetEnv FLO_TEST=here SHLVL=2\n",
                                           self->folder, self->folder);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

SshServer *
ssh_server_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autofree char *sshd = find_sshd ();
  SshServer *self;

  if (sshd == NULL || (geteuid () == 0 && g_mkdir_with_parents (PRIVILEGE_SEPARATION, 0755) != 0))
    {
      g_test_skip ("sshd is not installed (./dev setup sshd), or cannot run here");
      return NULL;
    }

  self = g_new0 (SshServer, 1);
  self->folder = g_dir_make_tmp ("flotilla-sshd-XXXXXX", &error);
  g_assert_no_error (error);
  self->user_key = g_build_filename (self->folder, "user", NULL);
  self->processes = g_ptr_array_new_with_free_func (g_object_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  ssh_server_make_key (self, "host");
  ssh_server_make_key (self, "user");
  write_settings (self);

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 128);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

void
ssh_server_cut (SshServer *self)
{
  for (guint i = 0; i < self->processes->len; i++)
    {
      GSubprocess *process = g_ptr_array_index (self->processes, i);
      const char *id = g_subprocess_get_identifier (process);

      if (id != NULL)
        kill (-atoi (id), SIGKILL);
      g_subprocess_wait (process, NULL, NULL);
    }
  g_ptr_array_set_size (self->processes, 0);
  g_ptr_array_set_size (self->held, 0);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

void
ssh_server_free (SshServer *self)
{
  ssh_server_cut (self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->processes);
  g_ptr_array_unref (self->held);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->user_key);
  g_free (self);
}
