/* fuzz.h: what every fuzz target is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* Reads @data as hostile input, once. Called by libFuzzer (./dev fuzz), and by replay.c in the tests.
 * Nothing may be left over from one call to the next. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
