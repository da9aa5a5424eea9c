/* flo-ssh-session.c: the steps of a connection, for a thread that may wait
 *
 * libssh never waits here: it is asked again whenever the socket has something for it, so that each step has an end and
 * can be cancelled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-ssh"

#include "flotilla-config.h"

#include "ssh/flo-ssh-lines-private.h"
#include "ssh/flo-ssh-session-private.h"

#include <errno.h>
#include <fcntl.h>
#include <libssh/libssh.h>
#include <string.h>
#include <unistd.h>

/* libssh is asked anew at least so often, whatever the socket says: milliseconds. */
#define SLICE 1000
#define CHUNK 4096

struct _FloSshSession
{
  char *address;
  guint16 port;
  char *user;
  char *key_path;            /* (nullable) */
  char *pinned;              /* (nullable) */
  gint64 step;               /* microseconds */
  GSocket *socket;           /* (nullable): until libssh has it */
  ssh_session ssh;           /* (nullable): until it connects */
  char *host_key;            /* (nullable) */
};

typedef struct
{
  FloSshSession *session;
  GCancellable *cancellable; /* (nullable) */
  gint64 until;              /* monotonic; 0: there is no end */
} Step;

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (ssh_channel, ssh_channel_free, NULL)
G_DEFINE_QUARK (flo-ssh-error-quark, flo_ssh_error)


FloSshSession *
flo_ssh_session_new (const FloSshTarget *target)
{
  FloSshSession *self = g_new0 (FloSshSession, 1);

  self->address = g_strdup (target->address);
  self->port = target->port;
  self->user = g_strdup (target->user);
  self->key_path = g_strdup (target->key_path);
  self->pinned = g_strdup (target->host_key);
  self->step = target->step_seconds * G_USEC_PER_SEC;

  return self;
}

void
flo_ssh_session_free (FloSshSession *self)
{
  if (self == NULL)
    return;

  /* ssh_disconnect() would leave a socket open that it did not make. */
  if (self->ssh != NULL)
    ssh_free (self->ssh);
  g_clear_object (&self->socket);
  g_free (self->address);
  g_free (self->user);
  g_free (self->key_path);
  g_free (self->pinned);
  g_free (self->host_key);
  g_free (self);
}

const char *
flo_ssh_session_get_host_key (FloSshSession *self)
{
  return self->host_key;
}

/* ---- waiting ---- */

static Step
begin_step (FloSshSession *self,
            GCancellable  *cancellable)
{
  return (Step) { self, cancellable, g_get_monotonic_time () + self->step };
}

static gboolean
set_silent (Step        *step,
            const char  *what,
            GError     **error)
{
  FloSshSession *self = step->session;

  g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_SILENT, "Nobody answers on SSH at %s, port %u: %s", self->address,
               self->port, what);

  return FALSE;
}

/* libssh tells what was wrong, for people who know it: of one line, and not too long. */
static char *
describe_trouble (FloSshSession *self)
{
  g_autofree char *valid = g_utf8_make_valid (ssh_get_error (self->ssh), -1);
  g_autofree char *some = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 200));

  g_strdelimit (some, "\r\n\t", ' ');
  g_strstrip (some);

  return *some != '\0' ? g_strdup (some) : g_strdup ("the connection was cut");
}

static gboolean
fail_step (Step     *step,
           GError  **error)
{
  g_autofree char *trouble = describe_trouble (step->session);

  return set_silent (step, trouble, error);
}

/* Until the socket has something for libssh, or there is room for what libssh has.
 * FALSE: cancelled, or the step takes too long */
static gboolean
wait_for_socket (Step        *step,
                 const char  *late,
                 GError     **error)
{
  ssh_session ssh = step->session->ssh;
  gint64 left = step->until != 0 ? (step->until - g_get_monotonic_time ()) / 1000 : SLICE;
  GPollFD fds[2] = { { .fd = ssh_get_fd (ssh), .events = G_IO_IN } };
  guint n = 1;

  if (left <= 0)
    return set_silent (step, late, error);

  if ((ssh_get_poll_flags (ssh) & SSH_WRITE_PENDING) != 0)
    fds[0].events |= G_IO_OUT;
  if (g_cancellable_make_pollfd (step->cancellable, &fds[1]))
    n = 2;
  g_poll (fds, n, CLAMP (left, 1, SLICE));
  if (n == 2)
    g_cancellable_release_fd (step->cancellable);

  return !g_cancellable_set_error_if_cancelled (step->cancellable, error);
}

/* ---- open ---- */

static gboolean
reach (FloSshSession  *self,
       GCancellable   *cancellable,
       GError        **error)
{
  Step step = begin_step (self, cancellable);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (self->address, self->port);
  g_autoptr (GError) trouble = NULL;

  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is not an address", self->address);
      return FALSE;
    }

  self->socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (self->socket == NULL)
    return FALSE;

  g_socket_set_blocking (self->socket, FALSE);
  g_socket_set_keepalive (self->socket, TRUE);
  if (g_socket_connect (self->socket, address, cancellable, &trouble))
    return TRUE;
  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_clear_error (&trouble);
      if (g_socket_condition_timed_wait (self->socket, G_IO_OUT, self->step, cancellable, &trouble) &&
          g_socket_check_connect_result (self->socket, &trouble))
        return TRUE;
    }
  if (!g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return set_silent (&step, trouble->message, error);

  g_propagate_error (error, g_steal_pointer (&trouble));

  return FALSE;
}

/* Who was seen with a key of one kind is asked for that kind again: a node has several. */
static char *
choose_kinds (const char *pinned)
{
  g_autofree char *kind = g_strndup (pinned, strcspn (pinned, " "));

  return g_str_equal (kind, "ssh-rsa") ? g_strdup ("rsa-sha2-512,rsa-sha2-256") : g_steal_pointer (&kind);
}

static gboolean
prepare (FloSshSession  *self,
         GError        **error)
{
  gboolean no = FALSE;
  unsigned int port = self->port;
  socket_t fd = fcntl (g_socket_get_fd (self->socket), F_DUPFD_CLOEXEC, 0);
  g_autofree char *kinds = self->pinned != NULL ? choose_kinds (self->pinned) : NULL;
  ssh_session ssh = ssh_new ();

  g_clear_object (&self->socket);
  if (fd < 0 || ssh == NULL ||
      ssh_options_set (ssh, SSH_OPTIONS_HOST, self->address) != SSH_OK ||
      ssh_options_set (ssh, SSH_OPTIONS_PORT, &port) != SSH_OK ||
      ssh_options_set (ssh, SSH_OPTIONS_USER, self->user) != SSH_OK ||
      ssh_options_set (ssh, SSH_OPTIONS_PROCESS_CONFIG, &no) != SSH_OK ||
      ssh_options_set (ssh, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") != SSH_OK ||
      ssh_options_set (ssh, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") != SSH_OK ||
      (kinds != NULL && ssh_options_set (ssh, SSH_OPTIONS_HOSTKEYS, kinds) != SSH_OK) ||
      ssh_options_set (ssh, SSH_OPTIONS_FD, &fd) != SSH_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Could not prepare an SSH connection to %s", self->address);
      if (fd >= 0)
        close (fd);
      if (ssh != NULL)
        ssh_free (ssh);
      return FALSE;
    }

  ssh_set_blocking (ssh, 0);
  self->ssh = ssh;

  return TRUE;
}

static gboolean
set_changed (FloSshSession  *self,
             GError        **error)
{
  g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_HOST_KEY,
               "%s shows another host key than when it was first reached: another computer may have its address, or "
               "somebody is in between. Nothing is said to it. If its system was installed anew, replace the node",
               self->address);

  return FALSE;
}

static gboolean
agree (FloSshSession  *self,
       GCancellable   *cancellable,
       GError        **error)
{
  Step step = begin_step (self, cancellable);
  int result;

  while ((result = ssh_connect (self->ssh)) == SSH_AGAIN)
    {
      if (!wait_for_socket (&step, "a server takes the connection and says nothing", error))
        return FALSE;
    }
  if (result == SSH_OK)
    return TRUE;
  if (self->pinned != NULL && strstr (ssh_get_error (self->ssh), "server host key algo") != NULL)
    return set_changed (self, error);

  return fail_step (&step, error);
}

static gboolean
look_who_answers (FloSshSession  *self,
                  GError        **error)
{
  char *base64 = NULL;
  ssh_key key = NULL;

  if (ssh_get_server_publickey (self->ssh, &key) == SSH_OK && ssh_pki_export_pubkey_base64 (key, &base64) == SSH_OK)
    self->host_key = g_strdup_printf ("%s %s", ssh_key_type_to_char (ssh_key_type (key)), base64);
  ssh_key_free (key);
  ssh_string_free_char (base64);

  if (self->host_key == NULL)
    {
      g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_HOST_KEY, "%s shows no host key that can be read", self->address);
      return FALSE;
    }

  return self->pinned == NULL || g_str_equal (self->pinned, self->host_key) || set_changed (self, error);
}

static gboolean
log_in (FloSshSession  *self,
        GCancellable   *cancellable,
        GError        **error)
{
  Step step = begin_step (self, cancellable);
  ssh_key key = NULL;
  int result;

  if (self->key_path != NULL && ssh_pki_import_privkey_file (self->key_path, NULL, NULL, NULL, &key) != SSH_OK)
    {
      g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_KEY,
                   "The fleet's SSH key %s cannot be read: it is not on this computer, or not ours to read", self->key_path);
      return FALSE;
    }

  do
    result = key != NULL ? ssh_userauth_publickey (self->ssh, NULL, key) : ssh_userauth_publickey_auto (self->ssh, NULL, NULL);
  while (result == SSH_AUTH_AGAIN && wait_for_socket (&step, "it takes too long to let us in", error));
  ssh_key_free (key);

  if (result == SSH_AUTH_SUCCESS)
    return TRUE;
  if (result == SSH_AUTH_AGAIN)
    return FALSE;
  if (!ssh_is_connected (self->ssh))
    return fail_step (&step, error);

  g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_REFUSED, "%s does not let %s in with %s", self->address, self->user,
               self->key_path != NULL ? "the fleet's SSH key" : "any key of the SSH agent or of ~/.ssh");

  return FALSE;
}

gboolean
flo_ssh_session_open (FloSshSession  *self,
                      GCancellable   *cancellable,
                      GError        **error)
{
  return reach (self, cancellable, error) && prepare (self, error) && agree (self, cancellable, error) &&
         look_who_answers (self, error) && log_in (self, cancellable, error);
}

/* ---- run ---- */

static gboolean
begin_command (FloSshSession  *self,
               ssh_channel     channel,
               const char     *command,
               GCancellable   *cancellable,
               GError        **error)
{
  Step step = begin_step (self, cancellable);
  const char *late = "it takes too long to begin a command";
  g_autofree char *trouble = NULL;
  int result;

  while ((result = ssh_channel_open_session (channel)) == SSH_AGAIN)
    {
      if (!wait_for_socket (&step, late, error))
        return FALSE;
    }
  if (result == SSH_OK)
    {
      while ((result = ssh_channel_request_exec (channel, command)) == SSH_AGAIN)
        {
          if (!wait_for_socket (&step, late, error))
            return FALSE;
        }
    }
  if (result == SSH_OK)
    return TRUE;
  if (!ssh_is_connected (self->ssh))
    return fail_step (&step, error);

  trouble = describe_trouble (self);
  g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_REFUSED, "%s does not let %s run a command: %s",
               self->address, self->user, trouble);

  return FALSE;
}

/* Returns: bytes read of both outputs; -1: with @error */
static int
read_some (ssh_channel   channel,
           FloSshLines  *lines,
           Step         *step,
           GError      **error)
{
  char text[CHUNK];
  int length = ssh_channel_read_nonblocking (channel, text, sizeof text, FALSE);
  int skipped;

  if (length == SSH_ERROR)
    {
      fail_step (step, error);
      return -1;
    }
  if (length > 0 && !flo_ssh_lines_take (lines, text, length, error))
    return -1;

  skipped = ssh_channel_read_nonblocking (channel, text, sizeof text, TRUE);
  if (skipped > 0 && !flo_ssh_lines_skip (lines, skipped, error))
    return -1;

  return MAX (length, 0) + MAX (skipped, 0);
}

static gboolean
read_output (FloSshSession       *self,
             ssh_channel          channel,
             FloSshLines         *lines,
             GCancellable        *cancellable,
             GError             **error)
{
  const gint64 silence = lines->bounds->silence_seconds * G_USEC_PER_SEC;
  Step step = { self, cancellable, silence != 0 ? g_get_monotonic_time () + silence : 0 };

  while (TRUE)
    {
      int length;

      /* Without a break in the output nothing waits, and it could not be cancelled. */
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      length = read_some (channel, lines, &step, error);
      if (length < 0)
        return FALSE;
      if (length > 0)
        {
          step.until = silence != 0 ? g_get_monotonic_time () + silence : 0;
          continue;
        }
      if (ssh_channel_is_eof (channel) || ssh_channel_is_closed (channel))
        return ssh_is_connected (self->ssh) || fail_step (&step, error);
      if (!wait_for_socket (&step, "it has said nothing for too long", error))
        return FALSE;
    }
}

/* -1: it has not come, or there is none: the command was killed */
static int
get_exit_status (ssh_channel channel)
{
#if LIBSSH_VERSION_INT >= SSH_VERSION_INT (0, 11, 0)
  uint32_t status;

  return ssh_channel_get_exit_state (channel, &status, NULL, NULL) == SSH_OK ? (int) status : -1;
#else
  return ssh_channel_get_exit_status (channel);
#endif
}

/* The status comes behind the end of the output, if it comes. */
static gboolean
read_status (FloSshSession  *self,
             ssh_channel     channel,
             int            *status,
             GCancellable   *cancellable,
             GError        **error)
{
  Step step = begin_step (self, cancellable);

  while ((*status = get_exit_status (channel)) == -1 && !ssh_channel_is_closed (channel))
    {
      if (!wait_for_socket (&step, "it does not say how a command ended", error))
        return FALSE;
    }

  return TRUE;
}

gboolean
flo_ssh_session_run (FloSshSession       *self,
                     const char          *command,
                     const FloSshBounds  *bounds,
                     FloSshLineFunc       line_func,
                     gpointer             line_data,
                     int                 *status,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_auto (ssh_channel) channel = ssh_channel_new (self->ssh);
  FloSshLines lines;
  gboolean done;

  if (channel == NULL || !begin_command (self, channel, command, cancellable, error))
    {
      if (channel == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Could not run a command at %s", self->address);
      return FALSE;
    }

  flo_ssh_lines_init (&lines, bounds, line_func, line_data);
  done = read_output (self, channel, &lines, cancellable, error);
  if (done)
    flo_ssh_lines_end (&lines);
  flo_ssh_lines_clear (&lines);

  return done && read_status (self, channel, status, cancellable, error);
}
