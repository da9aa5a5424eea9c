/* flo-fixed-row.h: what cannot be changed, shown as such, with why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whatever sets a part of the config can be told that it cannot be set here: it shows its value, cannot be used, and says
 * why; for good. @why: a sentence without a full stop, translated */
void flo_fixed_row_fix (GtkWidget  *widget,
                        const char *why);

G_END_DECLS
