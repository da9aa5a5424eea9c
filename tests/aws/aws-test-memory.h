/* aws-test-memory.h: looks for what should not be there any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): flo_secret_free(). 40 characters, another text for each @mark */
char  *aws_test_memory_create_secret (char        mark);
/* How often @needle is in what this process can write; @needle itself does not count. */
guint  aws_test_memory_count         (const char *needle);

G_END_DECLS
