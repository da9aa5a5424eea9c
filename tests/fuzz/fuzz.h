/* fuzz.h: what every fuzz target is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

/* Reads @data as hostile input, once. Called by libFuzzer (./dev fuzz), and by replay.c in the tests.
 * Nothing may be left over from one call to the next. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* (transfer full): what a reader of tables makes of @data, that comes in pieces of @chunk bytes */
typedef GString *(*FuzzTableFunc) (const guint8 *data,
                                   gsize         size,
                                   gsize         chunk);

/* The last byte says in pieces of what size a table comes; that must not matter. */
static inline void
fuzz_table_in_pieces (FuzzTableFunc read_table,
                      const guint8 *data,
                      gsize         size)
{
  GString *at_once = read_table (data, size, MAX (size, 1));
  GString *in_pieces = read_table (data, size, size > 0 ? 1 + data[size - 1] : 1);

  /* A NUL is refused as soon as it comes, before or after the lines in front of it. */
  if (size > 0 && memchr (data, '\0', size) == NULL)
    g_assert_cmpstr (at_once->str, ==, in_pieces->str);
  g_string_free (at_once, TRUE);
  g_string_free (in_pieces, TRUE);
}
