/* flo-permission-private.h: how answers about rights come to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

FloPermission *_flo_permission_new (const FloRight     *right,
                                    FloPermissionState  state,
                                    const char         *detail);   /* (nullable) */

G_END_DECLS
