/* flo-secret.h: memory for what nobody else should read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pages of their own: never swapped out, left out of crash dumps, not there in a child, wiped when freed. A system
 * that has no more memory to lock gives pages that may be swapped out; all the rest holds there too.
 * Each costs at least a page: for keys, tokens and passwords that are kept, of which there are few. */

/* Zeros. (transfer full), flo_secret_free() */
gpointer  flo_secret_alloc    (gsize       size);
/* (nullable) in, (nullable) out. (transfer full), flo_secret_free() */
char     *flo_secret_strdup   (const char *text);
void      flo_secret_free     (gpointer    secret);
/* Wipes and frees a string that came from elsewhere, in ordinary memory. NULL is fine. */
void      flo_secret_free_plain (char     *text);
/* g_string_append_len(), but where the text was before is wiped when it moves. */
void      flo_secret_string_append (GString    *string,
                                    const char *text,
                                    gsize       length);
/* Wipes and frees it, text and all. NULL is fine. */
void      flo_secret_string_free   (GString    *string);

G_END_DECLS
