/* flo-config-problem.h: one thing that is wrong with a config, and what to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum { FLO_SEVERITY_ERROR, FLO_SEVERITY_WARNING } FloSeverity;

#define FLO_TYPE_CONFIG_PROBLEM (flo_config_problem_get_type ())
G_DECLARE_FINAL_TYPE (FloConfigProblem, flo_config_problem, FLO, CONFIG_PROBLEM, GObject)

/* Immutable; a GObject so that lists of them can be bound. @path is a JSON pointer ("/zones/minimum").
 * @line and @column start at 1, 0 when the config did not come from text. */
FloConfigProblem *flo_config_problem_new          (FloSeverity severity,
                                                   const char *path,
                                                   guint       line,
                                                   guint       column,
                                                   const char *message,
                                                   const char *hint);
FloSeverity       flo_config_problem_get_severity (FloConfigProblem *self);
const char       *flo_config_problem_get_path     (FloConfigProblem *self);
guint             flo_config_problem_get_line     (FloConfigProblem *self);
guint             flo_config_problem_get_column   (FloConfigProblem *self);
const char       *flo_config_problem_get_message  (FloConfigProblem *self);
const char       *flo_config_problem_get_hint     (FloConfigProblem *self);
/* "farm.flotilla.json:4:14: zones.minimum must be at least 2 …" + hint; the form compilers use */
char             *flo_config_problem_format       (FloConfigProblem *self,
                                                   const char       *file_name);

G_END_DECLS
