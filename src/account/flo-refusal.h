/* flo-refusal.h: what AWS says when it refuses
 *
 * "You are not authorized to perform this operation. Encoded authorization failure message: BLOB": what is in the blob
 * only AWS can tell (DecodeAuthorizationMessage), as JSON. aws_error_dup_blob() finds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

/* @json: (nullable): what was in it */
FloPermissionState flo_refusal_judge (const char *json);

G_END_DECLS
