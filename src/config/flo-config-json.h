/* flo-config-json.h: the config as a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-problem.h"

G_BEGIN_DECLS

#define FLO_CONFIG_MAX_BYTES (1024 * 1024)

/* Reads and checks all that can be checked without asking AWS. Never stops at the first problem.
 * @problems: (out) (transfer full) (element-type FloConfigProblem): never NULL, in document order
 * Returns: (nullable): NULL when any problem is an error */
FloConfig  *flo_config_parse        (const char       *text,
                                     gssize            length,
                                     GPtrArray       **problems);
/* The same checks for a config that was built and not read (line and column 0). */
GPtrArray  *flo_config_check        (const FloConfig  *self);
/* Pretty, stable key order, defaults that matter written out, "$schema" and "version" first, ends in a newline. */
char       *flo_config_to_json      (const FloConfig  *self);
/* The JSON Schema (draft 2020-12) of version 1, generated from the same table. */
char       *flo_config_schema       (void);

G_END_DECLS
