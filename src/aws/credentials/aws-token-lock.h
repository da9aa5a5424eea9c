/* aws-token-lock.h: one renewal of a sign-in at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What renews a sign-in may be good for once only, and several profiles, and several of our programs, may find at the
 * same time that it has to be renewed. Whoever has the lock looks again before they renew. */
typedef struct _AwsTokenLock AwsTokenLock;

/* @path: of the sign-in. Waits for whoever has the lock, for half a minute at most: then, and where there is nothing to
 * lock with, it goes on without: a lock that is not held is better than a sign-in that is not renewed. */
void          aws_token_lock_acquire_async  (const char           *path,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* (transfer full); %NULL only when cancelled */
AwsTokenLock *aws_token_lock_acquire_finish (GAsyncResult         *result,
                                             GError              **error);
void          aws_token_lock_release        (AwsTokenLock         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTokenLock, aws_token_lock_release)

G_END_DECLS
