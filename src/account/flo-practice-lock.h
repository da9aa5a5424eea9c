/* flo-practice-lock.h: one practice cloud per person, however many programs use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The lock is a file beside the practice cloud's state. Whoever holds it runs the simulator and writes
 * its address into the file; everybody else reads the address there. The simulator inherits the
 * descriptor, so that the lock is not free before the simulator has written its state and gone, even
 * when its parent was killed. */
typedef struct
{
  int fd;      /* (owned) -1: somebody else holds the lock */
  char *url;   /* (owned) (nullable): theirs */
} FloPracticeLock;

/* Waits at most @timeout_ms for a predecessor that is going away, or for a newcomer to write its address. */
void              flo_practice_lock_acquire_async   (const char           *path,
                                                     guint                 timeout_ms,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
FloPracticeLock  *flo_practice_lock_acquire_finish  (GAsyncResult         *result,
                                                     GError              **error);
/* Only for the holder: publishes where the simulator answers. */
gboolean          flo_practice_lock_publish         (FloPracticeLock      *self,
                                                     const char           *url,
                                                     GError              **error);
void              flo_practice_lock_free            (FloPracticeLock      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPracticeLock, flo_practice_lock_free)

G_END_DECLS
