/* flo-keyring.h: access keys in the system keyring, one item per account
 *
 * Schema org.flotilla.Account: name, access-key-id, region, endpoint-url (may be ""). The secret is the secret access
 * key alone. Listing reads attributes only, so a locked keyring still shows which accounts exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"

G_BEGIN_DECLS

#define FLO_KEYRING_ERROR (flo_keyring_error_quark ())
GQuark flo_keyring_error_quark (void);

typedef enum
{
  FLO_KEYRING_ERROR_ABSENT,     /* no secret service on this session: offer to keep the key for this run only */
  FLO_KEYRING_ERROR_LOCKED,     /* the person dismissed the unlock prompt */
  FLO_KEYRING_ERROR_EXISTS,     /* another account has this name */
  FLO_KEYRING_ERROR_NOT_FOUND,
  FLO_KEYRING_ERROR_FAILED,
} FloKeyringError;

void        flo_keyring_store_async   (const char          *name,
                                       AwsCredentials      *credentials,
                                       const char          *region,
                                       const char          *endpoint_url,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
FloAccount *flo_keyring_store_finish  (GAsyncResult        *result,
                                       GError             **error);
void        flo_keyring_list_async    (GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GListModel *flo_keyring_list_finish   (GAsyncResult        *result,     /* of FloAccount, by name */
                                       GError             **error);
void        flo_keyring_remove_async  (const char          *name,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean    flo_keyring_remove_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
