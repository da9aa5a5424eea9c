/* app-pch.h: what nearly every file of the window includes, read once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Like core-pch.h.
 */

#include <adwaita.h>
#include <json-glib/json-glib.h>
#include <string.h>

#undef G_LOG_DOMAIN
static const char *const G_LOG_DOMAIN G_GNUC_UNUSED = NULL;
