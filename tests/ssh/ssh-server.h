/* ssh-server.h: OpenSSH's server, on a port of its own on this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SSH_SERVER_SERVES,
  SSH_SERVER_SILENT,     /* takes connections, says nothing */
  SSH_SERVER_CUTS,       /* says who it is, and is gone */
} SshServerMode;

/* Each connection has an sshd of its own ("sshd -i"): no port is guessed, and ending one ends its connection. */
typedef struct
{
  SshServerMode mode;
  char *folder;          /* its keys and settings */
  char *user_key;        /* the path of a private key that it lets in */
  guint16 port;
  GSocketService *service;
  GPtrArray *processes;  /* (element-type GSubprocess) */
  GPtrArray *held;       /* (element-type GSocketConnection): of those that it says nothing to */
} SshServer;

/* NULL: there is no sshd here, and the test is skipped. */
SshServer *ssh_server_new      (void);
void       ssh_server_free     (SshServer  *self);
/* Ends all its connections. */
void       ssh_server_cut      (SshServer  *self);
/* From now on it shows another host key. */
void       ssh_server_make_key (SshServer  *self,
                                const char *name);
/* Another key pair, which nobody lets in. Returns: (transfer full): the private one's path */
char      *ssh_server_stranger (SshServer  *self);

G_END_DECLS
