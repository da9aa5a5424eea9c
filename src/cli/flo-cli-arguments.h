/* flo-cli-arguments.h: the command line, understood
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-command.h"

G_BEGIN_DECLS

typedef struct
{
  const FloCliGroup *group;      /* (nullable): only with help */
  const FloCliCommand *command;  /* (nullable): only with help */
  gboolean help;
  GHashTable *values;            /* (owned): option name → value, the first; "" for a switch */
  GHashTable *lists;             /* (owned): option name → all its values, of one that repeats (element-type utf8) */
  GPtrArray *operands;           /* (owned) (element-type utf8) */
} FloCliArguments;

/* Options may stand anywhere, as --name VALUE or --name=VALUE; "--" ends them.
 * Every error is a usage error and says where help is. */
FloCliArguments *flo_cli_arguments_parse       (int               argc,
                                                char            **argv,
                                                GError          **error);
void             flo_cli_arguments_free        (FloCliArguments  *self);

gboolean         flo_cli_arguments_has         (FloCliArguments  *self,
                                                const char       *name);
/* NULL when not given. Borrowed. */
const char      *flo_cli_arguments_get         (FloCliArguments  *self,
                                                const char       *name);
/* Of an option that repeats; NULL when not given. Borrowed. */
GPtrArray       *flo_cli_arguments_get_all     (FloCliArguments  *self,
                                                const char       *name);
/* A comma list, without empty parts; NULL when not given. */
GStrv            flo_cli_arguments_get_list    (FloCliArguments  *self,
                                                const char       *name);
/* @value is left alone when the option was not given. */
gboolean         flo_cli_arguments_get_integer (FloCliArguments  *self,
                                                const char       *name,
                                                gint64            minimum,
                                                gint64            maximum,
                                                gint64           *value,
                                                GError          **error);
/* NULL when there are fewer operands. Borrowed. */
const char      *flo_cli_arguments_get_operand (FloCliArguments  *self,
                                                guint             index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliArguments, flo_cli_arguments_free)

G_END_DECLS
