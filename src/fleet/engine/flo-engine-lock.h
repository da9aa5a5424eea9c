/* flo-engine-lock.h: one engine an account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FloEngineLock FloEngineLock;

/* An advisory lock on a file beside the database, which the kernel lets go when this process ends, however it
 * ends. FLO_FLEET_ERROR_OTHER_ENGINE with the other's process id when it is taken. A few quick system calls;
 * never waits. */
FloEngineLock *flo_engine_lock_take    (const char      *store_path,
                                        const char      *account,
                                        GError         **error);
void           flo_engine_lock_release (FloEngineLock   *self);
/* The lock's file, but no copy of it: "inode path", without the device, whose number may be another one after the computer
 * was started anew. Empty while there is none. (transfer full) */
char          *flo_engine_lock_identify (const char     *store_path,
                                         const char     *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloEngineLock, flo_engine_lock_release)

G_END_DECLS
