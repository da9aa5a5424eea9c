/* flo-settings.h: what the application remembers about itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): NULL when the schema is not installed, as when the program is
 * started from a build folder: the defaults then hold and nothing is remembered. */
GSettings *flo_settings_new (void);

G_END_DECLS
