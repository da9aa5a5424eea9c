/* core-pch.h: what nearly every file of the core includes, read once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only builds with -Db_pch=true have it: half of what the compiler does is reading these. No file may count on it.
 */

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* GLib's default is a macro, which the many files with a domain of their own would define a second time. */
#undef G_LOG_DOMAIN
static const char *const G_LOG_DOMAIN G_GNUC_UNUSED = NULL;
