/* flo-sim-seal.h: text that only the practice cloud can have written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Session tokens, access tokens and the like carry what they stand for, and a code that nobody
 * else can compute for it. So they need no list, and outlive the program. What they say is not
 * hidden from their bearer. */

/* @purpose keeps one kind of token from passing for another. (transfer full) */
char       *flo_sim_seal   (const char *purpose,
                            JsonObject *content);
/* (nullable) when it was not sealed for @purpose. (transfer full) */
JsonObject *flo_sim_unseal (const char *purpose,
                            const char *text);

G_END_DECLS
