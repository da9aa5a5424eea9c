/* flo-fleet-key.h: the SSH key that is made for a fleet
 *
 * $XDG_DATA_HOME/flotilla/keys/<fleet id>, mode 0600 in a folder of mode 0700. The private key never
 * leaves this computer: AWS is given the public one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *flo_fleet_key_get_path      (const char           *fleet_id);
/* Makes an Ed25519 key, or reads the one that is there; off the main thread.
 * Returns: (transfer full): the public key, OpenSSH's one line without comment */
void      flo_fleet_key_ensure_async  (const char           *fleet_id,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char     *flo_fleet_key_ensure_finish (GAsyncResult         *result,
                                       GError              **error);
/* One that is not there is no error. */
void      flo_fleet_key_delete_async  (const char           *fleet_id,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean  flo_fleet_key_delete_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
