/* flo-refusal.h: what AWS says when it refuses
 *
 * "You are not authorized to perform this operation. Encoded authorization failure message: BLOB": what is in the blob
 * only AWS can tell (DecodeAuthorizationMessage), as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

/* (transfer full) */
char               *flo_refusal_dup_sentence (const char *message);
/* (transfer full) (nullable): NULL: there is none */
char               *flo_refusal_dup_blob     (const char *message);
/* @json: (nullable): what was in it */
FloPermissionState  flo_refusal_judge        (const char *json);

G_END_DECLS
