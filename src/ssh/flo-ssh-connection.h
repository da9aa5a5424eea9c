/* flo-ssh-connection.h: one connection to one node
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SSH_ERROR_SILENT,      /* nobody answers there, or not any more */
  FLO_SSH_ERROR_HOST_KEY,    /* somebody else answers than the last time */
  FLO_SSH_ERROR_REFUSED,     /* it answers, and does not let us in */
  FLO_SSH_ERROR_KEY,         /* our own key cannot be read */
  FLO_SSH_ERROR_OUTPUT,      /* the command wrote more than it may */
} FloSshError;

#define FLO_SSH_ERROR (flo_ssh_error_quark ())
GQuark flo_ssh_error_quark (void);

/* Where to, and as whom. Strings are copied by who keeps it. */
typedef struct
{
  const char *address;       /* of IPv4 or IPv6: names are not looked up */
  guint16 port;
  const char *user;
  const char *key_path;      /* (nullable): a private key without passphrase; NULL: the agent's keys, then those in ~/.ssh */
  const char *host_key;      /* (nullable): what flo_ssh_connection_get_host_key() said the first time; NULL: it is the first */
  guint step_seconds;        /* what each step may take: to connect, to agree on keys, to log in, to begin a command */
} FloSshTarget;

/* What a command may write, both of its outputs together: it is not to be trusted. */
typedef struct
{
  gsize line;                /* bytes of one line */
  gsize total;               /* bytes in all; as much may wait in memory until the main loop takes it */
  guint silence_seconds;     /* after so long without a word the node counts as not answering; 0: it may be silent for ever */
} FloSshBounds;

/* @line: UTF-8, without its end; of standard output only */
typedef void (*FloSshLineFunc) (const char *line,
                                gpointer    user_data);

#define FLO_TYPE_SSH_CONNECTION (flo_ssh_connection_get_type ())
G_DECLARE_FINAL_TYPE (FloSshConnection, flo_ssh_connection, FLO, SSH_CONNECTION, GObject)

/**
 * FloSshConnection:
 *
 * Opened once, then it runs any number of commands, one at a time; a second one meanwhile is refused with
 * %G_IO_ERROR_PENDING. Each of both goes on in a thread of its own for as long as it takes: a connection at rest has none.
 * After an error, or after it was cancelled, it is of no use any more. It ends with its last reference.
 *
 * Neither ~/.ssh/config nor known_hosts is read: who answers is known by @host_key alone.
 */
FloSshConnection *flo_ssh_connection_new          (const FloSshTarget  *target);
void              flo_ssh_connection_open_async   (FloSshConnection    *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean          flo_ssh_connection_open_finish  (FloSshConnection    *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
/* The public key of who answered: "ssh-ed25519 AAAA…". (nullable): it is not open */
const char       *flo_ssh_connection_get_host_key (FloSshConnection    *self);
/* @line_func is called in the main loop of the caller, before @callback, and never after @cancellable was cancelled. */
void              flo_ssh_connection_run_async    (FloSshConnection    *self,
                                                   const char          *command,
                                                   const FloSshBounds  *bounds,
                                                   FloSshLineFunc       line_func,
                                                   gpointer             line_data,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
/* @status: (out) (optional): what the command ended with; -1: it was killed, or did not say */
gboolean          flo_ssh_connection_run_finish   (FloSshConnection    *self,
                                                   GAsyncResult        *result,
                                                   int                 *status,
                                                   GError             **error);

G_END_DECLS
