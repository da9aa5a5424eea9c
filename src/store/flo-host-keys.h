/* flo-host-keys.h: by which keys a fleet's nodes are known on SSH
 *
 * A node's key is kept from when it is first reached until it has ended; those of a fleet go with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One node's. Owned strings. */
typedef struct
{
  char *instance;
  char *key;               /* "ssh-ed25519 AAAA…"; (nullable): when it is written, that it is to be forgotten */
} FloHostKeyRow;

FloHostKeyRow *flo_host_key_row_new        (const char           *instance,
                                            const char           *key);
void           flo_host_key_row_free       (FloHostKeyRow        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloHostKeyRow, flo_host_key_row_free)

/* All @rows or none; a key that is known already stays what it is. @rows: (element-type FloHostKeyRow) (transfer full) */
void           flo_host_keys_write_async   (FloStore             *store,
                                            const char           *fleet_id,
                                            GPtrArray            *rows,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       flo_host_keys_write_finish  (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* A fleet's, by instance. (element-type FloHostKeyRow) */
void           flo_host_keys_list_async    (FloStore             *store,
                                            const char           *fleet_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray     *flo_host_keys_list_finish   (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
