/* flo-account-row.h: an account in a list, with its state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/account/flo-account-status.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNT_ROW (flo_account_row_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountRow, flo_account_row, FLO, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget        *flo_account_row_new        (FloAccountStatus *status);
FloAccountStatus *flo_account_row_get_status (FloAccountRow    *self);

G_END_DECLS
