/* flo-config-suggest.h: what somebody may have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The word of @known most like @word, that is, a slip of the hand away; NULL when none is.
 * Case, "-" and "_" do not count: "onDemandBase" is like "on_demand_base". */
const char *flo_config_suggest     (const char         *word,
                                    const char * const *known);
/* For messages: "\"a\"", "\"a\" or \"b\"", "\"a\", \"b\" or \"c\"". (transfer full) */
char       *flo_config_join_quoted (const char * const *words);

G_END_DECLS
