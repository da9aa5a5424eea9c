/* flo-permission-row.h: a right, what for, and whether the account has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "account/flo-account-check.h"

G_BEGIN_DECLS

/* An AdwActionRow. */
GtkWidget *flo_permission_row_new (FloPermission *permission);

G_END_DECLS
