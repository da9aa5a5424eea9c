/* flo-keyring-private.h: what the keyring's operations share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

#include "account/flo-keyring.h"

G_BEGIN_DECLS

/* The items called @name (NULL: all of ours), without unlocking anything.
 * Finish returns: (transfer full) (element-type SecretRetrievable) (nullable): NULL is both "none" and error */
void    _flo_keyring_search_async   (const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
GList  *_flo_keyring_search_finish  (GAsyncResult        *result,
                                     GError             **error);
/* Takes an error of libsecret or D-Bus and returns ours, which says what to do. @what: "cannot store the key" */
GError *_flo_keyring_translate      (GError              *error,
                                     const char          *what);
GError *_flo_keyring_locked_error   (const char          *what);

/* Reads the secret when a call needs it, and only then (flo-keyring-provider.c). */
AwsCredentialsProvider *
        _flo_keyring_provider_new   (const char          *name);

G_END_DECLS
