/* flo-account-private.h: what only those who make accounts set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-origin.h"

G_BEGIN_DECLS

/* Before anybody else has seen @self. */
void     _flo_account_set_origin (FloAccount             *self,
                                  const FloAccountOrigin *origin);
/* Whether it is the same to everybody who uses it, so that the older object can stay. */
gboolean _flo_account_is_same    (FloAccount             *self,
                                  FloAccount             *other);

G_END_DECLS
