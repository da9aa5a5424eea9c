/* aws-json-check.h: whether a text is JSON, and no more of it than we want to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean aws_json_check (const char  *text,
                         gsize        length,
                         GError     **error);

G_END_DECLS
