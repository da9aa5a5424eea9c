/* flo-ssh-session-private.h: the steps of a connection, for a thread that may wait
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ssh/flo-ssh-connection.h"

G_BEGIN_DECLS

/* Used by one thread at a time. */
typedef struct _FloSshSession FloSshSession;

FloSshSession *flo_ssh_session_new          (const FloSshTarget *target);
void           flo_ssh_session_free         (FloSshSession      *self);
/* Connects, looks who answers, logs in. */
gboolean       flo_ssh_session_open         (FloSshSession      *self,
                                             GCancellable       *cancellable,
                                             GError            **error);
const char    *flo_ssh_session_get_host_key (FloSshSession      *self);
/* Runs a command to its end. @line_func: called in this thread
 * Returns: FALSE: the connection is of no use any more */
gboolean       flo_ssh_session_run          (FloSshSession      *self,
                                             const char         *command,
                                             const FloSshBounds *bounds,
                                             FloSshLineFunc      line_func,
                                             gpointer            line_data,
                                             int                *status,
                                             GCancellable       *cancellable,
                                             GError            **error);

G_END_DECLS
